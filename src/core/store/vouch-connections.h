/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

GPtrArray       *vouch_connections_list   (VouchDb                *db,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
VouchConnection *vouch_connections_get    (VouchDb                *db,
                                           gint64                  id,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gint64           vouch_connections_add    (VouchDb                *db,
                                           const VouchConnection  *connection,
                                           GError                **error);
gboolean         vouch_connections_update (VouchDb                *db,
                                           const VouchConnection  *connection,
                                           GError                **error);
gboolean         vouch_connections_remove (VouchDb                *db,
                                           gint64                  id,
                                           GError                **error);

/* Named values of a connection. A "setting" is what a person chose and the defaults do not say; a
 * "capability" is what this account's API was seen to offer; a "cursor" is how far an observer
 * read. */
typedef enum
{
  VOUCH_VALUE_SETTING,
  VOUCH_VALUE_CAPABILITY,
  VOUCH_VALUE_CURSOR,
} VouchValueKind;

char            *vouch_values_get         (VouchDb                *db,
                                           gint64                  connection_id,
                                           VouchValueKind          kind,
                                           const char             *name,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         vouch_values_set         (VouchDb                *db,
                                           gint64                  connection_id,
                                           VouchValueKind          kind,
                                           const char             *name,
                                           const char             *value,
                                           GError                **error);
/* (element-type utf8): name, value, name, value … sorted by name */
GPtrArray       *vouch_values_list        (VouchDb                *db,
                                           gint64                  connection_id,
                                           VouchValueKind          kind,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
