/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

GType vouch_deliver_type_for (const char *kind);

GType vouch_deliver_create_get_type  (void);
GType vouch_deliver_cancel_get_type  (void);
GType vouch_deliver_remind_get_type  (void);
GType vouch_deliver_attach_get_type  (void);
GType vouch_deliver_note_get_type    (void);
GType vouch_deliver_outcome_get_type (void);
GType vouch_deliver_job_tag_get_type (void);
GType vouch_deliver_review_get_type  (void);
GType vouch_deliver_value_get_type   (void);

G_END_DECLS
