/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "model/vouch-settings.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"

typedef struct
{
  const VouchConnection *connection;
  const char *name;
  const char *value;       /* (nullable): %NULL: back to the default */
  gint64 now;
  VouchSettings *settings; /* (owned) (nullable) */
} Data;

/* A value that a newer version stored is no reason to show nothing. */
static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Data *self = data;
  g_autoptr(GPtrArray) values =
    vouch_values_list (db, self->connection->id, VOUCH_VALUE_SETTING, error);

  if (values == NULL)
    return FALSE;

  self->settings = vouch_settings_new (self->connection->kind);
  for (guint i = 0; i + 1 < values->len; i += 2)
    vouch_settings_set (self->settings, values->pdata[i], values->pdata[i + 1],
                        self->connection->kind, NULL);
  return TRUE;
}

static gboolean
store (VouchDb   *db,
       gpointer   data,
       GError   **error)
{
  const Data *self = data;

  return vouch_values_set (db, self->connection->id, VOUCH_VALUE_SETTING, self->name, self->value,
                           error) &&
         vouch_action_note (db, self->connection->id, "setting.changed", "setting", self->name,
                            self->now, error);
}

static void
print_settings (const VouchSettings *settings,
                const char          *only)
{
  guint n = 0;
  const VouchSettingInfo *infos = vouch_settings_get_infos (&n);
  g_autoptr(VouchCliTable) table = vouch_cli_table_new (_("Setting"), _("Value"), NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = vouch_settings_get (settings, infos[i].name);

      if (only == NULL || g_str_equal (only, infos[i].name))
        vouch_cli_table_add (table, infos[i].name, value);
    }
  vouch_cli_table_print (table);
}

static void
print_json (VouchCli            *self,
            const VouchSettings *settings,
            const char          *only)
{
  guint n = 0;
  const VouchSettingInfo *infos = vouch_settings_get_infos (&n);
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = vouch_settings_get (settings, infos[i].name);

      if (only == NULL || g_str_equal (only, infos[i].name))
        vouch_cli_json_text (builder, infos[i].name, value);
    }
  json_builder_end_object (builder);
  vouch_cli_json_print (builder);
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (name == NULL || vouch_settings_find (name) != NULL)
    return TRUE;

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN, _("No setting is called “%s”."),
               name);
  return FALSE;
}

static gboolean
show (VouchCli    *self,
      const char  *only,
      GError     **error)
{
  Data data = { .connection = self->connection };
  g_autoptr(VouchSettings) settings = NULL;

  if (!vouch_cli_read (self, load, &data, error))
    return FALSE;

  settings = data.settings;
  if (self->json)
    print_json (self, settings, only);
  else
    print_settings (settings, only);
  return TRUE;
}

gboolean
vouch_cli_run_settings_get (VouchCli  *self,
                            GError   **error)
{
  return vouch_cli_parse (self, NULL, 0, 1, error) && check_name (self->args[0], error) &&
         vouch_cli_open (self, VOUCH_CLI_READ, error) && vouch_cli_choose (self, error) &&
         show (self, self->args[0], error);
}

static gboolean
check_value (VouchCli    *self,
             const char  *name,
             const char  *value,
             GError     **error)
{
  g_autoptr(VouchSettings) settings = vouch_settings_new (self->connection->kind);

  return value == NULL ||
         vouch_settings_set (settings, name, value, self->connection->kind, error);
}

gboolean
vouch_cli_run_settings_set (VouchCli  *self,
                            GError   **error)
{
  gboolean usual = FALSE;
  const GOptionEntry entries[] = {
    { "default", 0, 0, G_OPTION_ARG_NONE, &usual, N_("Back to the default"), NULL },
    { NULL },
  };
  Data data = { 0 };

  if (!vouch_cli_parse (self, entries, 1, 2, error) || !check_name (self->args[0], error))
    return FALSE;
  if (usual == (self->n_args == 2))
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("usage: vouchctl settings set NAME VALUE, or NAME --default"));
      return FALSE;
    }
  if (!vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error) ||
      !check_value (self, self->args[0], self->args[1], error))
    return FALSE;

  data.connection = self->connection;
  data.name = self->args[0];
  data.value = self->args[1];
  data.now = vouch_cli_get_now (self);
  return vouch_cli_write (self, "commit setting", store, &data, error) &&
         show (self, self->args[0], error);
}
