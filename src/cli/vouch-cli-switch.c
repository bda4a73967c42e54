/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "setup/vouch-disconnect.h"
#include "sync/vouch-actions.h"

typedef struct
{
  VouchCli *cli;
  VouchSwitch which;
  gboolean value;
  gint64 until; /* of a pause; 0: until somebody resumes it */
  gint64 now;
} Change;

static gboolean
change (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  Change *self = data;
  gint64 id = self->cli->connection->id;

  return (self->until != 0
          ? vouch_action_pause (db, id, self->until, self->now, error)
          : vouch_action_switch (db, id, self->which, self->value, self->now, error)) &&
         vouch_action_get_paused_until (db, id, &self->until, error);
}

static void
report (VouchCli   *self,
        gint64      paused_until,
        const char *sentence)
{
  g_autofree char *name = vouch_cli_escape (self->connection->name);
  g_autoptr(JsonBuilder) builder = NULL;

  if (!self->json)
    {
      vouch_cli_print ("%s: %s\n", name, sentence);
      return;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_bool (builder, "on", self->connection->on);
  vouch_cli_json_bool (builder, "paused", self->connection->paused);
  vouch_cli_json_time (builder, "paused_until", paused_until);
  vouch_cli_json_bool (builder, "sends", self->connection->sends);
  vouch_cli_json_bool (builder, "rebuild", self->connection->rebuild);
  vouch_cli_json_print (builder);
}

static gboolean
run_switch (VouchCli     *self,
            VouchSwitch   which,
            gboolean      value,
            gint64        until,
            const char   *sentence,
            GError      **error)
{
  Change data = { self, which, value, until, 0 };

  if (!vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error))
    return FALSE;

  data.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit switch", change, &data, error) ||
      !vouch_cli_choose (self, error))
    return FALSE;

  report (self, data.until, sentence);
  return TRUE;
}

/* The two switches of the command "on" and of "off". */
static gboolean
run_power (VouchCli  *self,
           gboolean   value,
           GError   **error)
{
  gboolean sends = FALSE;
  const GOptionEntry entries[] = {
    { "sends", 0, 0, G_OPTION_ARG_NONE, &sends,
      N_("Only whether this computer sends for the connection"), NULL },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;
  if (sends)
    return run_switch (self, VOUCH_SWITCH_SENDS, value, 0,
                       value ? _("this computer sends.") : _("this computer only looks."), error);

  return run_switch (self, VOUCH_SWITCH_ON, value, 0,
                     value ? _("the connection is on.")
                           : _("the connection is off; nothing is read or sent."), error);
}

gboolean
vouch_cli_run_on (VouchCli  *self,
                  GError   **error)
{
  return run_power (self, TRUE, error);
}

gboolean
vouch_cli_run_off (VouchCli  *self,
                   GError   **error)
{
  return run_power (self, FALSE, error);
}

gboolean
vouch_cli_run_pause (VouchCli  *self,
                     GError   **error)
{
  g_autofree char *text = NULL;
  gint64 until = 0;
  const GOptionEntry entries[] = {
    { "until", 0, 0, G_OPTION_ARG_STRING, &text,
      N_("Go on by itself at this time, such as 2026-03-02T14:00:00Z"), N_("TIME") },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;

  until = text != NULL ? vouch_time_from_string (text, NULL) : 0;
  if (text != NULL && until == 0)
    {
      g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                   _("“%s” is no date or time such as 2026-03-02T14:00:00Z."), text);
      return FALSE;
    }
  if (text != NULL && until <= g_get_real_time ())
    {
      g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, _("“%s” is over already."), text);
      return FALSE;
    }

  return run_switch (self, VOUCH_SWITCH_PAUSED, TRUE, until,
                     until != 0 ? _("sending is paused until that time.") : _("sending is paused."),
                     error);
}

gboolean
vouch_cli_run_resume (VouchCli  *self,
                      GError   **error)
{
  gboolean rebuilt = FALSE;
  const GOptionEntry entries[] = {
    { "rebuilt", 0, 0, G_OPTION_ARG_NONE, &rebuilt,
      N_("Allow sending again after the records were lost and built up anew"), NULL },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;
  if (rebuilt)
    return run_switch (self, VOUCH_SWITCH_REBUILD, FALSE, 0, _("sending is allowed again."), error);

  return run_switch (self, VOUCH_SWITCH_PAUSED, FALSE, 0, _("sending goes on."), error);
}

/* Disconnecting. */

static gboolean
disconnect (VouchCli  *self,
            gboolean   removed,
            GError   **error)
{
  g_autoptr(VouchDisconnect) flow =
    vouch_disconnect_new (vouch_context_get_store (self->context),
                          vouch_context_get_secrets (self->context), NULL, self->connection->id,
                          removed, vouch_cli_get_now (self));
  g_autoptr(GAsyncResult) result = NULL;

  vouch_disconnect_run_async (flow, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_disconnect_run_finish (flow, result, error);
}

static void
report_disconnected (VouchCli *self,
                     gboolean  removed)
{
  g_autofree char *name = vouch_cli_escape (self->connection->name);
  g_autofree char *web_uri = vouch_cli_escape (self->connection->web_uri);
  g_autoptr(JsonBuilder) builder = NULL;

  if (self->json)
    {
      builder = vouch_cli_json_begin ();
      vouch_cli_json_text (builder, "connection", self->connection->name);
      vouch_cli_json_bool (builder, "removed", removed);
      vouch_cli_json_print (builder);
      return;
    }

  if (self->memory == NULL)
    vouch_cli_print (_("%s: its secrets are erased here.\n"), name);
  else
    vouch_cli_print (_("%s: no keyring was used. If one holds its secrets, they are still "
                       "there.\n"), name);
  vouch_cli_print (_("Revoke the access too: in SmartRecruiters at %s under Settings, Apps & "
                     "Integrations; at Crosschq under Settings, Connectors.\n"), web_uri);
  if (removed)
    vouch_cli_print (_("The connection and its records are gone.\n"));
  else
    vouch_cli_print (_("Settings, templates and the queue are kept.\n"));
}

gboolean
vouch_cli_run_disconnect (VouchCli  *self,
                          GError   **error)
{
  gboolean removed = FALSE;
  const GOptionEntry entries[] = {
    { "remove", 0, 0, G_OPTION_ARG_NONE, &removed,
      N_("Remove the connection and its records too"), NULL },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error) ||
      !vouch_cli_open (self, VOUCH_CLI_WORK, error) || !vouch_cli_choose (self, error) ||
      !disconnect (self, removed, error))
    return FALSE;

  report_disconnected (self, removed);
  return TRUE;
}
