/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-cache.h"

G_BEGIN_DECLS

/* What the list notes at a row while it owns it: finding it again has to cost next to nothing. */
struct _VouchRow
{
  GObject parent_instance;

  gint64 id;
  const VouchRowQueryClass *klass; /* (nullable): of @data */
  gpointer data;                   /* (owned) (nullable) */

  VouchRowCache *cache;            /* (unowned) (nullable) */
  guint place;                     /* among its rows */
  gboolean pending;                /* it is being loaded or waits for it */
};

G_END_DECLS
