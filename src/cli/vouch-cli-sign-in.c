/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-connect.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-secrets.h"
#include "cli/vouch-cli-table.h"
#include "setup/vouch-connect-flow.h"

#define MAX_LINE 8192

static gboolean
check_client_id (VouchCliConnect  *connect,
                 GError          **error)
{
  if (connect->wanted->client_id != NULL)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                       _("The id of the OAuth client is needed: --client-id, or a provider file."));
  return FALSE;
}

/* In a browser. */

static gboolean
has_display (void)
{
  return g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;
}

static void
open_uri_cb (VouchConnectFlow *flow,
             const char       *uri,
             gpointer          user_data)
{
  VouchCliConnect *connect = user_data;

  /* Not on stdout: a program may read the result there. */
  g_printerr (_("Open this address in a browser and allow access:\n%s\n"), uri);
  if (isatty (STDIN_FILENO))
    g_printerr (_("If the browser shows an error page afterwards, paste its address here.\n"));
  if (!connect->no_open && has_display ())
    g_app_info_launch_default_for_uri (uri, NULL, NULL);
}

static gboolean
pasted_cb (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  VouchConnectFlow *flow = user_data;
  g_autoptr(GError) error = NULL;
  char *line = g_malloc0 (MAX_LINE);
  gboolean got = fgets (line, MAX_LINE, stdin) != NULL;

  if (got && !vouch_connect_flow_take_text (flow, g_strstrip (line), &error))
    vouch_cli_print_error (error->message);
  vouch_secret_free (line);

  return got;
}

/* Every way in. */

static VouchConnectMethod
get_method (const VouchCliConnect *connect)
{
  if (connect->browser)
    return VOUCH_CONNECT_BROWSER;

  return connect->client_credentials ? VOUCH_CONNECT_CLIENT : VOUCH_CONNECT_API_KEY;
}

static char *
take_secret (VouchCli           *self,
             VouchCliConnect    *connect,
             VouchConnectMethod  method,
             GError            **error)
{
  const VouchPracticeInfo *info = NULL;

  if (connect->practice)
    info = vouch_practice_get_info (self->practice);

  switch (method)
    {
    case VOUCH_CONNECT_API_KEY:
      return info != NULL ? g_strdup (info->api_key)
                          : vouch_cli_take_secret (self, VOUCH_SECRET_API_KEY,
                                                   _("SmartRecruiters API key"), error);
    case VOUCH_CONNECT_CROSSCHQ:
      return info != NULL ? g_strdup (info->crosschq_key)
                          : vouch_cli_take_secret (self, VOUCH_SECRET_CROSSCHQ,
                                                   _("Crosschq Partner API key"), error);
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
    case VOUCH_CONNECT_CLIENT:
    default:
      return info != NULL ? g_strdup (info->client_secret)
                          : vouch_cli_take_secret (self, VOUCH_SECRET_CLIENT, _("Client secret"),
                                                   error);
    }
}

static VouchConnectFlow *
build_flow (VouchCli           *self,
            VouchCliConnect    *connect,
            VouchConnectMethod  method,
            const char         *secret)
{
  const VouchConnectOptions options = {
    .method = method,
    .wanted = connect->wanted,
    .redirect_uris = (const char *const *) connect->redirect_uris,
    .pkce = connect->provider->pkce,
    .secret = secret,
    .store = vouch_context_get_store (self->context),
    .secrets = vouch_context_get_secrets (self->context),
    .sources = vouch_context_get_token_sources (self->context),
    .transport = vouch_context_get_transport (self->context),
    .clock = vouch_context_get_clock (self->context),
    .random = vouch_context_get_random (self->context),
  };

  return vouch_connect_flow_new (&options);
}

static VouchConnection *
run_flow (VouchCli          *self,
          VouchCliConnect   *connect,
          VouchConnectFlow  *flow,
          GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint input = 0;

  g_signal_connect (flow, "open-uri", G_CALLBACK (open_uri_cb), connect);
  if (connect->browser && isatty (STDIN_FILENO))
    input = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, pasted_cb, flow);
  vouch_connect_flow_run_async (flow, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  if (input != 0 && g_main_context_find_source_by_id (NULL, input) != NULL)
    g_source_remove (input);

  return vouch_connect_flow_run_finish (flow, result, error);
}

static gboolean
connect_one (VouchCli            *self,
             VouchCliConnect     *connect,
             VouchConnectMethod   method,
             guint               *n_surveys,
             GError             **error)
{
  g_autoptr(VouchConnectFlow) flow = NULL;
  VouchConnection *connection;
  char *secret = take_secret (self, connect, method, error);

  if (secret == NULL)
    return FALSE;

  flow = build_flow (self, connect, method, secret);
  vouch_secret_free (secret);
  connection = run_flow (self, connect, flow, error);
  if (connection == NULL)
    return FALSE;

  vouch_connection_free (connect->wanted);
  connect->wanted = connection;
  *n_surveys = vouch_connect_flow_get_n_surveys (flow);
  return TRUE;
}

/**
 * vouch_cli_connect_ats:
 * @self: a run opened for work
 * @connect: what is wanted, then what is stored
 * @error: return location
 */
gboolean
vouch_cli_connect_ats (VouchCli         *self,
                       VouchCliConnect  *connect,
                       GError          **error)
{
  VouchConnectMethod method = get_method (connect);
  guint n_surveys;

  if (method != VOUCH_CONNECT_API_KEY && !check_client_id (connect, error))
    return FALSE;

  return connect_one (self, connect, method, &n_surveys, error);
}

/**
 * vouch_cli_connect_crosschq:
 * @self: a run opened for work
 * @connect: with a stored connection
 * @n_surveys: (out): how many surveys the account has
 * @error: return location
 */
gboolean
vouch_cli_connect_crosschq (VouchCli         *self,
                            VouchCliConnect  *connect,
                            guint            *n_surveys,
                            GError          **error)
{
  return connect_one (self, connect, VOUCH_CONNECT_CROSSCHQ, n_surveys, error);
}
