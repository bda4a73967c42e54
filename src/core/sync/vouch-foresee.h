/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_FORESEE (vouch_foresee_get_type ())
G_DECLARE_FINAL_TYPE (VouchForesee, vouch_foresee, VOUCH, FORESEE, VouchProcedure)

/**
 * VouchForesee:
 *
 * The last step of a preview: what would follow from open requests as Crosschq has them now, and
 * what is planned already. Both are added to @preview (element-type VouchPreviewItem); nothing is
 * stored or sent. It fails with what Crosschq did wrong once the rest is listed.
 */
VouchProcedure *vouch_foresee_new (VouchSession *session,
                                   GPtrArray    *preview) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
