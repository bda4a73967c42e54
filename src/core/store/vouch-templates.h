/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-template.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

GPtrArray     *vouch_templates_list    (VouchDb              *db,
                                        gint64                connection_id,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
VouchTemplate *vouch_templates_get     (VouchDb              *db,
                                        gint64                id,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inserts when @template->id is 0, else replaces it with its slots and managers. A tag taken by
 * another template of the connection is VOUCH_INPUT_ERROR_DUPLICATE. Returns the id, 0 on error. */
gint64         vouch_templates_save    (VouchDb              *db,
                                        const VouchTemplate  *template,
                                        GError              **error);
/* NULL without an error when nothing is known: the id of the job field's value that had the tag
 * before it was changed last. */
char          *vouch_templates_dup_value (VouchDb             *db,
                                        const VouchTemplate  *template,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* A removed template stays restorable (Undo) and keeps its id for requests made from it. */
gboolean       vouch_templates_remove  (VouchDb              *db,
                                        gint64                id,
                                        GError              **error);
gboolean       vouch_templates_restore (VouchDb              *db,
                                        gint64                id,
                                        GError              **error);

/* The surveys as fetched last (B6): replaced as a whole. */
gboolean       vouch_surveys_replace   (VouchDb              *db,
                                        gint64                connection_id,
                                        GPtrArray            *surveys,
                                        gint64                read_at,
                                        GError              **error);
GPtrArray     *vouch_surveys_list      (VouchDb              *db,
                                        gint64                connection_id,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
