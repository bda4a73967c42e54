/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchReason:
 *
 * Why something is as it is: a text id ("tag.near-miss") and named parameters, never a sentence;
 * src/text has the words. Immutable. Parameters that are personal data are not allowed: name ids.
 */
typedef struct _VouchReason VouchReason;

VouchReason *vouch_reason_new      (const char        *id,
                                    const char        *first_name,
                                    ...) G_GNUC_WARN_UNUSED_RESULT;
VouchReason *vouch_reason_new_take (const char        *id,
                                    GPtrArray         *names_and_values) G_GNUC_WARN_UNUSED_RESULT;
VouchReason *vouch_reason_ref      (VouchReason       *self);
void         vouch_reason_unref    (VouchReason       *self);
const char  *vouch_reason_get_id   (const VouchReason *self);
const char  *vouch_reason_get      (const VouchReason *self,
                                    const char        *name);
guint        vouch_reason_get_n    (const VouchReason *self);
void         vouch_reason_get_nth  (const VouchReason *self,
                                    guint              index,
                                    const char       **name,
                                    const char       **value);
gboolean     vouch_reason_equal    (const VouchReason *one,
                                    const VouchReason *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchReason, vouch_reason_unref)

G_END_DECLS
