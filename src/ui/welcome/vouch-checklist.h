/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CHECKLIST (vouch_checklist_get_type ())
G_DECLARE_FINAL_TYPE (VouchChecklist, vouch_checklist, VOUCH, CHECKLIST, AdwBin)

/**
 * VouchChecklist:
 *
 * What there is to do until the first request goes out, with how far it is; it reads that from the
 * records, so it goes on where it was. A step can be skipped. It hides itself once all is done.
 *
 * Properties: done.
 */
GtkWidget *vouch_checklist_new      (VouchHub       *hub) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_checklist_get_done (VouchChecklist *self);

G_END_DECLS
