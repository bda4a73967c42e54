/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-connect.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "setup/vouch-wanted.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"

static void
clear_connect (VouchCliConnect *connect)
{
  g_free (connect->name);
  g_free (connect->provider_path);
  g_free (connect->client_id);
  g_strfreev (connect->redirect_uris);
  g_clear_pointer (&connect->provider, vouch_provider_free);
  g_clear_pointer (&connect->wanted, vouch_connection_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VouchCliConnect, clear_connect)

static gboolean
refuse_usage (GError     **error,
              const char  *what)
{
  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, what);
  return FALSE;
}

static gboolean
parse (VouchCli         *self,
       VouchCliConnect  *connect,
       GError          **error)
{
  const GOptionEntry entries[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, &connect->practice,
      N_("Use the built-in practice company"), NULL },
    { "browser", 0, 0, G_OPTION_ARG_NONE, &connect->browser,
      N_("Allow access to SmartRecruiters in a browser"), NULL },
    { "client-credentials", 0, 0, G_OPTION_ARG_NONE, &connect->client_credentials,
      N_("Use the id and secret of an OAuth client"), NULL },
    { "api-key", 0, 0, G_OPTION_ARG_NONE, &connect->api_key,
      N_("Use a SmartRecruiters API key"), NULL },
    { "crosschq", 0, 0, G_OPTION_ARG_NONE, &connect->crosschq,
      N_("Give the Crosschq Partner API key and check it"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &connect->name,
      N_("What to call the connection (the company's name)"), N_("NAME") },
    { "provider", 0, 0, G_OPTION_ARG_FILENAME, &connect->provider_path,
      N_("A provider file: client id, redirect addresses, hosts"), N_("FILE") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &connect->client_id,
      N_("Id of the OAuth client"), N_("ID") },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &connect->redirect_uris,
      N_("A redirect address registered for the client; may be given again"), N_("URI") },
    { "no-open", 0, 0, G_OPTION_ARG_NONE, &connect->no_open,
      N_("Only print the address; open no browser"), NULL },
    { "on", 0, 0, G_OPTION_ARG_NONE, &connect->on, N_("Turn the connection on"), NULL },
    { NULL },
  };
  int n_ways;

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;

  n_ways = connect->browser + connect->client_credentials + connect->api_key;
  if (n_ways > 1)
    return refuse_usage (error, _("Choose one of --browser, --client-credentials and --api-key."));
  if (n_ways == 0 && !connect->practice && !connect->crosschq)
    return refuse_usage (error, _("Choose how: --practice, --browser, --client-credentials, "
                                  "--api-key or --crosschq."));
  if (connect->practice && connect->crosschq)
    return refuse_usage (error, _("--practice has its own Crosschq key."));

  return TRUE;
}

/* What is wanted. */

static gboolean
list_connections (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  GPtrArray **connections = data;

  *connections = vouch_connections_list (db, error);
  return *connections != NULL;
}

static gboolean
find_existing (VouchCli         *self,
               VouchCliConnect  *connect,
               GError          **error)
{
  const char *name = connect->name != NULL ? connect->name : self->connection_name;
  g_autoptr(GPtrArray) connections = NULL;

  if (name == NULL)
    name = connect->practice ? "practice" : NULL;
  if (!vouch_cli_read (self, list_connections, &connections, error))
    return FALSE;

  for (guint i = 0; name != NULL && i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];

      if (g_str_equal (connection->name, name))
        connect->wanted = vouch_connection_copy (connection);
    }
  if (connect->wanted == NULL && self->connection_name != NULL)
    {
      g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                   _("No connection is called “%s”."),
                   self->connection_name);
      return FALSE;
    }
  if (connect->wanted == NULL)
    {
      connect->wanted = vouch_connection_new (name != NULL ? name : "",
                                              connect->practice ? VOUCH_CONNECTION_PRACTICE
                                                                : VOUCH_CONNECTION_REAL);
      connect->wanted->sends = TRUE;
    }

  return TRUE;
}

static gboolean
load_provider (VouchCliConnect  *connect,
               GError          **error)
{
  connect->provider = connect->provider_path != NULL
                        ? vouch_provider_load (connect->provider_path, error)
                        : vouch_provider_find (NULL, error);
  return connect->provider != NULL;
}

static void
take_provider (VouchCliConnect *connect)
{
  vouch_wanted_take_provider (connect->wanted, connect->provider, connect->provider_path != NULL);
  if (connect->client_id != NULL)
    vouch_set_str (&connect->wanted->client_id, connect->client_id);
  if (connect->redirect_uris == NULL)
    connect->redirect_uris = g_strdupv (connect->provider->redirect_uris);
}

static gboolean
check_redirect_uris (VouchCliConnect  *connect,
                     GError          **error)
{
  for (guint i = 0; connect->redirect_uris != NULL && connect->redirect_uris[i] != NULL; i++)
    {
      if (!vouch_provider_check_redirect_uri (connect->redirect_uris[i], error))
        return FALSE;
    }

  return TRUE;
}

/* The practice company registers whatever address this program can listen on. */
static gboolean
prepare_redirects (VouchCli         *self,
                   VouchCliConnect  *connect,
                   GError          **error)
{
  if (!check_redirect_uris (connect, error))
    return FALSE;
  if (!connect->practice || !connect->browser)
    return TRUE;

  if (connect->redirect_uris == NULL)
    {
      char *uri = vouch_wanted_pick_redirect (error);

      if (uri == NULL)
        return FALSE;
      connect->redirect_uris = g_new0 (char *, 2);
      connect->redirect_uris[0] = uri;
    }
  self->redirect_uris = (const char *const *) connect->redirect_uris;
  return TRUE;
}

static gboolean
check_kept (VouchCli         *self,
            VouchCliConnect  *connect,
            GError          **error)
{
  if (self->memory == NULL || !connect->browser || connect->practice)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                       _("Nothing here can keep secrets, and access that is allowed in a browser "
                         "has to be kept. Connect with client credentials or an API key."));
  return FALSE;
}

static gboolean
prepare (VouchCli         *self,
         VouchCliConnect  *connect,
         GError          **error)
{
  if (!load_provider (connect, error) || !prepare_redirects (self, connect, error) ||
      !vouch_cli_open (self, VOUCH_CLI_WORK, error) || !check_kept (self, connect, error) ||
      !find_existing (self, connect, error))
    return FALSE;

  if ((connect->wanted->kind == VOUCH_CONNECTION_PRACTICE) != connect->practice &&
      !(connect->crosschq && connect->wanted->id != 0))
    return refuse_usage (error, _("Practice and real connections are kept apart: choose another "
                                  "name."));
  if (!connect->practice)
    {
      take_provider (connect);
      return TRUE;
    }
  if (!vouch_cli_start_practice (self, error))
    return FALSE;

  vouch_wanted_take_practice (connect->wanted, vouch_practice_get_info (self->practice));
  return TRUE;
}

/* A connection without SmartRecruiters cannot be told apart from others, so it has to exist. */
static gboolean
choose_for_crosschq (VouchCli         *self,
                     VouchCliConnect  *connect,
                     GError          **error)
{
  if (connect->wanted->id != 0)
    return TRUE;
  if (!vouch_cli_choose (self, error))
    return FALSE;

  vouch_connection_free (connect->wanted);
  connect->wanted = vouch_connection_copy (self->connection);
  return TRUE;
}

typedef struct
{
  gint64 connection_id;
  gint64 now;
} TurnOn;

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  const TurnOn *wish = data;

  return vouch_action_switch (db, wish->connection_id, VOUCH_SWITCH_ON, TRUE, wish->now, error);
}

static void
print_result (VouchCli              *self,
              const VouchConnection *connection,
              guint                  n_surveys)
{
  g_autofree char *name = vouch_cli_escape (connection->name);
  g_autofree char *company = vouch_cli_escape (connection->company_name);

  vouch_cli_print (_("Connected “%s”: SmartRecruiters company %s.\n"), name, company);
  if (connection->crosschq_dialect != NULL && n_surveys > 0)
    vouch_cli_print (ngettext ("Crosschq answers (%s); %u survey.\n",
                               "Crosschq answers (%s); %u surveys.\n", n_surveys),
                     connection->crosschq_dialect, n_surveys);
  else if (connection->crosschq_dialect == NULL)
    vouch_cli_print (_("Crosschq is not connected yet: vouchctl connect --crosschq\n"));
  if (!connection->on)
    vouch_cli_print (_("It is off. Turn it on with: vouchctl on\n"));
  if (self->memory != NULL && connection->kind == VOUCH_CONNECTION_REAL)
    vouch_cli_print (_("Nothing here can keep secrets: hand them over at each start.\n"));
}

static void
print_json (const VouchConnection *connection,
            guint                  n_surveys,
            gboolean               kept)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", connection->name);
  vouch_cli_json_text (builder, "company", connection->company_id);
  vouch_cli_json_text (builder, "company_name", connection->company_name);
  vouch_cli_json_text (builder, "crosschq_dialect", connection->crosschq_dialect);
  vouch_cli_json_int (builder, "surveys", n_surveys);
  vouch_cli_json_bool (builder, "on", connection->on);
  vouch_cli_json_bool (builder, "secrets_kept", kept);
  vouch_cli_json_print (builder);
}

/* Secrets came, addresses may have changed: from now on the connection is the stored one. */
static gboolean
settle (VouchCli         *self,
        VouchCliConnect  *connect,
        GError          **error)
{
  TurnOn wish = { connect->wanted->id, 0 };

  g_free (self->connection_name);
  self->connection_name = g_strdup (connect->wanted->name);
  if (!vouch_cli_load (self, error) || !vouch_cli_choose (self, error))
    return FALSE;
  if (!connect->on || self->connection->on)
    return TRUE;

  wish.now = vouch_cli_get_now (self);
  return vouch_cli_write (self, "commit switch", turn_on, &wish, error) &&
         vouch_cli_choose (self, error);
}

gboolean
vouch_cli_run_connect (VouchCli  *self,
                       GError   **error)
{
  g_auto(VouchCliConnect) connect = { 0 };
  guint n_surveys = 0;
  gboolean ats;

  if (!parse (self, &connect, error) || !prepare (self, &connect, error))
    return FALSE;

  ats = connect.practice || connect.browser || connect.client_credentials || connect.api_key;
  if (ats && !vouch_cli_connect_ats (self, &connect, error))
    return FALSE;
  if (!ats && !choose_for_crosschq (self, &connect, error))
    return FALSE;
  if ((connect.practice || connect.crosschq) &&
      !vouch_cli_connect_crosschq (self, &connect, &n_surveys, error))
    return FALSE;
  if (!settle (self, &connect, error))
    return FALSE;

  if (self->json)
    print_json (self->connection, n_surveys,
                self->memory == NULL || self->connection->kind == VOUCH_CONNECTION_PRACTICE);
  else
    print_result (self, self->connection, n_surveys);
  return TRUE;
}
