/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchPace:
 * @connection: (owned): the connection as it is in the store
 * @on: it is on
 * @interval: microseconds between two cycles
 * @interval_front: the same while the window is in front
 *
 * How often a connection has a cycle by itself.
 */
typedef struct
{
  VouchConnection *connection;
  gboolean on;
  gint64 interval;
  gint64 interval_front;
} VouchPace;

/* (element-type VouchPace) */
GPtrArray *vouch_paces_new  (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_paces_read (VouchDb    *db,
                             GPtrArray  *paces,
                             GError    **error);

G_END_DECLS
