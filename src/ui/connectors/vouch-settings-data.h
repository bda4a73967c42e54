/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "model/vouch-settings.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchSettingsRead:
 * @settings: (out): as stored
 *
 * The settings of a connection, read in one transaction.
 */
typedef struct
{
  gint64 connection_id;
  VouchConnectionKind kind;
  VouchSettings *settings; /* (owned) (nullable) */
} VouchSettingsRead;

void     vouch_settings_read_free  (VouchSettingsRead   *self);
gboolean vouch_settings_read       (VouchDb             *db,
                                    gpointer             data,
                                    GError             **error);

/**
 * VouchSettingChange:
 * @name: (nullable): of the setting; %NULL for the switch that is no setting
 *
 * What a person does with one setting, in one transaction with its line of the ledger.
 */
typedef struct
{
  gint64 connection_id;
  gint64 now;
  const char *name;    /* static */
  char *value;         /* (owned) */
  gboolean sends;      /* of the switch that is no setting */
  guint index;
} VouchSettingChange;

void     vouch_setting_change_free (VouchSettingChange  *self);
gboolean vouch_setting_save        (VouchDb             *db,
                                    gpointer             data,
                                    GError             **error);

G_END_DECLS
