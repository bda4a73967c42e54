/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "model/vouch-contact.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/* Reads the current row into a new object. */
typedef gpointer (* VouchRowFunc) (VouchRows *rows);

gpointer     vouch_rows_take_one   (VouchRows          *rows,
                                    VouchRowFunc        func,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer     vouch_rows_take_found (VouchRows          *rows,
                                    VouchRowFunc        func,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *vouch_rows_take_all   (VouchRows          *rows,
                                    VouchRowFunc        func,
                                    GDestroyNotify      destroy,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     vouch_rows_take_int   (VouchRows          *rows,
                                    gint64             *value,
                                    GError            **error);
char        *vouch_rows_dup_text   (VouchRows          *rows,
                                    int                 column) G_GNUC_WARN_UNUSED_RESULT;
VouchReason *vouch_rows_reason     (VouchRows          *rows,
                                    int                 column) G_GNUC_WARN_UNUSED_RESULT;
int          vouch_rows_name       (VouchRows          *rows,
                                    int                 column,
                                    const char *const  *names,
                                    guint               n_names,
                                    int                 otherwise);

gboolean     vouch_store_check_fresh (VouchDb          *db,
                                      GError          **error);

/* Rows of the person table; @columns of a query are first name, last name, e-mail, phone. */
gint64        vouch_persons_put      (VouchDb             *db,
                                      gint64               connection_id,
                                      gint64               person_id,
                                      const VouchContact  *contact,
                                      gboolean            *changed,
                                      GError             **error);
VouchContact *vouch_persons_read     (VouchRows           *rows,
                                      int                  column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
