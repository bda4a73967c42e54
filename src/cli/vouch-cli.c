/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <fcntl.h>
#include <glib/gi18n-lib.h>

#include "account/vouch-memory-secrets.h"
#include "account/vouch-provider-error.h"
#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-secrets.h"
#include "cli/vouch-cli.h"
#include "setup/vouch-wanted.h"
#include "store/vouch-connections.h"
#include "store/vouch-lock.h"
#include "sync/vouch-action-error.h"

#define STORE_FILE "vouch.db"

G_DEFINE_QUARK (vouch-cli-error-quark, vouch_cli_error)

/* The command line. */

static char *
dup_data_dir (const char *given)
{
  g_autofree char *usual = g_build_filename (g_get_user_data_dir (), "vouch", NULL);

  /* One folder has one name: what the keyring keeps is found by it. */
  return g_canonicalize_filename (given != NULL ? given : usual, NULL);
}

static gboolean
check_args (VouchCli  *self,
            int        min_args,
            int        max_args,
            GError   **error)
{
  self->n_args = g_strv_length (self->args);
  if (self->n_args >= min_args && (max_args < 0 || self->n_args <= max_args))
    return TRUE;

  if (self->command->arguments != NULL)
    g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, _("usage: vouchctl %s %s"),
                 self->command->name, self->command->arguments);
  else
    g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, _("usage: vouchctl %s"),
                 self->command->name);
  return FALSE;
}

/* Who writes the secret itself there must not see it again in a message. */
static gboolean
take_secret_fd (VouchCli    *self,
                const char  *text,
                GError     **error)
{
  guint64 number = 0;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL) ||
      fcntl ((int) number, F_GETFD) < 0)
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("--secret-fd takes the number of an open file descriptor."));
      return FALSE;
    }

  self->secret_fd = number;
  return TRUE;
}

/**
 * vouch_cli_parse:
 * @self: a run
 * @entries: (nullable): the command's own options
 * @min_args: least number of words that are no options
 * @max_args: most, or -1
 * @error: return location
 *
 * Reads the command line. --help prints and ends the program.
 */
gboolean
vouch_cli_parse (VouchCli            *self,
                 const GOptionEntry  *entries,
                 int                  min_args,
                 int                  max_args,
                 GError             **error)
{
  g_autofree char *data_dir = NULL;
  g_autofree char *secret_fd = NULL;
  const GOptionEntry common[] = {
    { "connection", 0, 0, G_OPTION_ARG_STRING, &self->connection_name,
      N_("Which connection; needed when there are several"), N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &data_dir, N_("Where Vouch keeps its records"),
      N_("DIR") },
    { "secret-fd", 0, 0, G_OPTION_ARG_STRING, &secret_fd,
      N_("Read secrets from this file descriptor"), N_("N") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->args, NULL,
      self->command->arguments },
    { NULL },
  };
  g_autofree char *title = g_strdup_printf ("vouchctl %s", self->command->name);
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(self->command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_set_prgname (title);
  if (!g_option_context_parse (context, &self->argc, &self->argv, error))
    return FALSE;

  g_set_prgname ("vouchctl");
  if (!take_secret_fd (self, secret_fd, error))
    return FALSE;
  if (self->args == NULL)
    self->args = g_new0 (char *, 1);
  self->data_dir = dup_data_dir (data_dir);
  return check_args (self, min_args, max_args, error);
}

/* Opening. */

gboolean
vouch_cli_has_store (VouchCli *self)
{
  g_autofree char *path = g_build_filename (self->data_dir, STORE_FILE, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
refuse_no_connection (GError **error)
{
  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                       _("There is no connection yet. Make one with “vouchctl connect”."));
  return FALSE;
}

static gboolean
check_lock (VouchCli  *self,
            GError   **error)
{
  g_autofree char *role = NULL;
  gint64 pid = 0;
  gint64 last_good = 0;

  if (!vouch_lock_peek (self->data_dir, &role, &pid, &last_good))
    return TRUE;

  g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY, "the lock is held");
  return FALSE;
}

/**
 * vouch_cli_open:
 * @self: a run whose command line was read
 * @mode: what is going to be done
 * @error: return location
 *
 * Opens the store. Fails with %VOUCH_STORE_ERROR_BUSY when another engine holds the lock.
 */
gboolean
vouch_cli_open (VouchCli      *self,
                VouchCliMode   mode,
                GError       **error)
{
  VouchContextOptions options = {
    .data_dir = self->data_dir,
    .role = "vouchctl",
    .read_only = mode == VOUCH_CLI_READ,
  };
  g_autoptr(GAsyncResult) result = NULL;

  if (mode == VOUCH_CLI_READ && !vouch_cli_has_store (self))
    return refuse_no_connection (error);
  /* Only who may have the lock looks at the keyring. */
  if (mode != VOUCH_CLI_READ && !check_lock (self, error))
    return FALSE;
  if (mode == VOUCH_CLI_WORK && !vouch_cli_find_secrets (self, error))
    return FALSE;

  options.secrets = self->memory;
  self->context = vouch_context_new (&options);
  vouch_context_open_async (self->context, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_context_open_finish (self->context, result, error);
}

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
refuse_several (GPtrArray  *connections,
                GError    **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < connections->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "",
                            ((VouchConnection *) connections->pdata[i])->name);

  g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
               _("There are several connections; name one with --connection: %s"), names->str);
  return FALSE;
}

/**
 * vouch_cli_choose:
 * @self: an opened run
 * @error: return location
 *
 * Finds the connection the command is about: the one that is named, or the only one.
 */
gboolean
vouch_cli_choose (VouchCli  *self,
                  GError   **error)
{
  g_autoptr(GPtrArray) connections = NULL;

  if (!vouch_cli_read (self, list_connections, &connections, error))
    return FALSE;
  if (connections->len == 0)
    return refuse_no_connection (error);
  if (self->connection_name == NULL && connections->len > 1)
    return refuse_several (connections, error);

  g_clear_pointer (&self->connection, vouch_connection_free);
  for (guint i = 0; i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];

      if (self->connection_name == NULL || g_str_equal (connection->name, self->connection_name))
        self->connection = vouch_connection_copy (connection);
    }
  if (self->connection != NULL)
    return TRUE;

  g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, _("No connection is called “%s”."),
               self->connection_name);
  return FALSE;
}

/* The practice company. */

static gboolean
start_practice_program (VouchCli  *self,
                        GError   **error)
{
  g_autofree char *program = vouch_practice_find_program ();
  g_autoptr(GAsyncResult) result = NULL;

  if (program == NULL)
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                           _("The practice company is not installed: there is no program "
                             "vouch-sandbox."));
      return FALSE;
    }

  self->practice = vouch_practice_new (program, self->data_dir, self->redirect_uris);
  vouch_practice_start_async (self->practice, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_practice_start_finish (self->practice, result, error);
}

/**
 * vouch_cli_start_practice:
 * @self: a run opened for work
 * @error: return location
 *
 * Starts the practice company unless it runs, and tells its connections where it is.
 */
gboolean
vouch_cli_start_practice (VouchCli  *self,
                          GError   **error)
{
  if (self->practice != NULL)
    return TRUE;
  if (!start_practice_program (self, error))
    return FALSE;

  return vouch_cli_write (self, "commit addresses", vouch_wanted_store_practice,
                          (gpointer) vouch_practice_get_info (self->practice), error) &&
         vouch_cli_load (self, error);
}

/**
 * vouch_cli_work:
 * @self: a run whose command line was read
 * @error: return location
 *
 * Opens for work with one connection; with its practice company and its secrets if it is on.
 */
gboolean
vouch_cli_work (VouchCli  *self,
                GError   **error)
{
  if (!vouch_cli_open (self, VOUCH_CLI_WORK, error) || !vouch_cli_choose (self, error))
    return FALSE;
  if (!self->connection->on)
    return TRUE;
  if (self->connection->kind == VOUCH_CONNECTION_PRACTICE &&
      !vouch_cli_start_practice (self, error))
    return FALSE;

  return vouch_cli_give_secrets (self, self->connection, error);
}

/* Off means that nothing is read or sent (product.md M2). */
gboolean
vouch_cli_require_on (VouchCli  *self,
                      GError   **error)
{
  if (self->connection->on)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                       _("The connection is off. Turn it on with “vouchctl on”."));
  return FALSE;
}

VouchSession *
vouch_cli_get_session (VouchCli *self)
{
  return vouch_engine_get_session (vouch_context_get_engine (self->context), self->connection->id);
}

/* A person acts now: the service's time once it is known, else this computer's. */
gint64
vouch_cli_get_now (VouchCli *self)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);

  if (engine != NULL && self->connection != NULL && vouch_cli_get_session (self) != NULL)
    return vouch_session_get_now (vouch_cli_get_session (self));

  return vouch_clock_get_wall (vouch_context_get_clock (self->context));
}

/* Closing. */

static void
close_context (VouchCli *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_context_close_async (self->context, NULL, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  vouch_context_close_finish (self->context, result, NULL);
  g_clear_object (&self->context);
}

/* The next run reads what the practice company saves now. */
static void
stop_practice (VouchCli *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_practice_stop_async (self->practice, NULL, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  vouch_practice_stop_finish (self->practice, result, NULL);
  g_clear_object (&self->practice);
}

void
vouch_cli_close (VouchCli *self)
{
  /* The lock goes last: who gets it may start the practice company. */
  if (self->practice != NULL)
    stop_practice (self);
  if (self->context != NULL)
    close_context (self);
  g_clear_object (&self->memory);
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->args, g_strfreev);
  g_clear_pointer (&self->connection_name, g_free);
  g_clear_pointer (&self->data_dir, g_free);
}

static gboolean
is_bad_provider (const GError *error)
{
  return error->domain == VOUCH_PROVIDER_ERROR &&
         error->code != VOUCH_PROVIDER_ERROR_UNREADABLE;
}

int
vouch_cli_exit_for (const GError *error)
{
  if (error->domain == G_OPTION_ERROR || error->domain == VOUCH_INPUT_ERROR ||
      is_bad_provider (error) ||
      g_error_matches (error, VOUCH_ACTION_ERROR, VOUCH_ACTION_ERROR_NO_PROFILE) ||
      g_error_matches (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE))
    return VOUCH_CLI_USAGE;
  if (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY))
    return VOUCH_CLI_BUSY;

  return VOUCH_CLI_FAILED;
}
