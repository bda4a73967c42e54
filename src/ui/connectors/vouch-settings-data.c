/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-choices.h"
#include "sync/vouch-session.h"
#include "ui/connectors/vouch-settings-data.h"

void
vouch_settings_read_free (VouchSettingsRead *self)
{
  g_clear_pointer (&self->settings, vouch_settings_free);
  g_free (self);
}

gboolean
vouch_settings_read (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchSettingsRead *self = data;

  self->settings = vouch_choices_read_settings (db, self->connection_id, self->kind, error);
  return self->settings != NULL;
}

void
vouch_setting_change_free (VouchSettingChange *self)
{
  g_free (self->value);
  g_free (self);
}

gboolean
vouch_setting_save (VouchDb   *db,
                    gpointer   data,
                    GError   **error)
{
  const VouchSettingChange *self = data;

  if (self->name == NULL)
    return vouch_action_switch (db, self->connection_id, VOUCH_SWITCH_SENDS, self->sends,
                                self->now, error);

  return vouch_values_set (db, self->connection_id, VOUCH_VALUE_SETTING, self->name, self->value,
                           error) &&
         vouch_action_note (db, self->connection_id, "setting.changed", "setting", self->name,
                            self->now, error);
}
