/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "account/vouch-keyring.h"
#include "account/vouch-memory-secrets.h"
#include "base/vouch-error.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-secrets.h"

#define MAX_SECRETS 65536

/* What was read from --secret-fd: it can be read only once. */
static char *given;

/* Names of the secrets in a file descriptor's lines and of systemd's credentials. */
static const char *const names[VOUCH_N_SECRETS] = {
  [VOUCH_SECRET_CLIENT] = "client-secret",
  [VOUCH_SECRET_API_KEY] = "api-key",
  [VOUCH_SECRET_CROSSCHQ] = "crosschq-key",
};

static gboolean
refuse (GError     **error,
        const char  *what)
{
  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED, what);
  return FALSE;
}

/* Bytes of a line without blanks at its end. */
static gsize
measure (const char *line,
         gsize       length)
{
  while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' '))
    length--;

  return length;
}

static char *
dup_line (const char *line,
          gsize       length)
{
  gsize n = measure (line, length);

  return n > 0 ? g_strndup (line, n) : NULL;
}

/* Returns: how many bytes of a line name the secret, with the equals sign; 0 when they do not */
static gsize
match_name (const char      *line,
            gsize            length,
            VouchSecretKind  kind)
{
  gsize n = names[kind] != NULL ? strlen (names[kind]) : 0;

  return n > 0 && length > n && strncmp (line, names[kind], n) == 0 && line[n] == '=' ? n + 1 : 0;
}

static gboolean
is_named (const char *line,
          gsize       length)
{
  for (guint i = 0; i < VOUCH_N_SECRETS; i++)
    {
      if (match_name (line, length, i) > 0)
        return TRUE;
    }

  return FALSE;
}

/* No key of either service has letters alone before an equals sign, but for the ones that fill up
 * its end. */
static gboolean
looks_named (const char *line,
             gsize       length)
{
  gsize n = strspn (line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ ");

  return n > 0 && n + 1 < length && line[n] == '=' && line[n + 1] != '=';
}

/* A name that is written wrong must not make its line a secret, which would go to a service. */
static gboolean
check_given (GError **error)
{
  guint n_lines = 0;
  guint n_bare = 0;

  for (const char *line = given; *line != '\0';)
    {
      gsize end = strcspn (line, "\n");
      gsize length = measure (line, end);
      gboolean named = is_named (line, length);

      n_lines += length > 0 ? 1 : 0;
      n_bare += length > 0 && !named ? 1 : 0;
      if (!named && looks_named (line, length))
        return refuse (error, _("What the file descriptor with the secrets gives has a line of "
                                "another name than “client-secret”, “api-key” or "
                                "“crosschq-key”."));
      line += end + (line[end] == '\n');
    }

  if (n_bare > 0 && n_lines > 1)
    return refuse (error, _("The file descriptor with the secrets gives more than one secret, so "
                            "each line has to begin with “client-secret=”, “api-key=” or "
                            "“crosschq-key=”."));
  return TRUE;
}

/* Reads by hand: a buffered reader would leave copies behind. */
static gboolean
read_given (VouchCli  *self,
            GError   **error)
{
  gsize length = 0;

  if (self->secret_fd < 0 || given != NULL)
    return TRUE;

  given = g_malloc0 (MAX_SECRETS + 1);
  while (length < MAX_SECRETS)
    {
      gssize n = read (self->secret_fd, given + length, MAX_SECRETS - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return refuse (error, _("The file descriptor with the secrets cannot be read."));
      if (n == 0)
        break;
      length += n;
    }
  if (length == MAX_SECRETS)
    return refuse (error, _("What the file descriptor with the secrets gives is too long."));

  return check_given (error);
}

void
vouch_cli_forget_given (void)
{
  g_clear_pointer (&given, vouch_secret_free);
}

/* "name=secret" lines; for @bare also a single line that is nothing but the secret. */
static char *
find_line (const char      *text,
           VouchSecretKind  kind,
           gboolean         bare)
{
  for (const char *line = text; line != NULL && *line != '\0';)
    {
      gsize length = strcspn (line, "\n");
      gsize prefix = match_name (line, length, kind);

      if (prefix > 0)
        return dup_line (line + prefix, length - prefix);
      if (bare && length > 0 && !is_named (line, length))
        return dup_line (line, length);
      line += length + (line[length] == '\n');
    }

  return NULL;
}

/* systemd puts each into a file of its own: "vouch-crosschq-key", or one for each connection. */
static char *
find_credential (VouchSecretKind  kind,
                 const char      *connection_name)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *own = g_strdup_printf ("vouch-%s-%s", connection_name, names[kind]);
  g_autofree char *usual = g_strdup_printf ("vouch-%s", names[kind]);
  const char *const tried[] = { own, usual };

  for (guint i = connection_name != NULL ? 0 : 1; folder != NULL && i < G_N_ELEMENTS (tried); i++)
    {
      g_autofree char *path = NULL;
      char *text = NULL;
      char *secret;

      if (strchr (tried[i], '/') != NULL)
        continue;
      path = g_build_filename (folder, tried[i], NULL);
      if (!g_file_get_contents (path, &text, NULL, NULL))
        continue;
      secret = dup_line (text, strcspn (text, "\n"));
      vouch_secret_free (text);
      if (secret != NULL)
        return secret;
    }

  return NULL;
}

static char *
find_given (VouchSecretKind  kind,
            const char      *connection_name,
            gboolean         bare)
{
  char *secret = given != NULL ? find_line (given, kind, bare) : NULL;

  return secret != NULL ? secret : find_credential (kind, connection_name);
}

static gboolean
has_credentials (void)
{
  for (guint i = 0; i < VOUCH_N_SECRETS; i++)
    {
      char *secret = names[i] != NULL ? find_given (i, NULL, FALSE) : NULL;
      gboolean found = secret != NULL;

      vouch_secret_free (secret);
      if (found)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_keyring (VouchCli *self)
{
  g_autoptr(VouchSecrets) keyring = vouch_keyring_new ("probe");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_secrets_lookup_async (keyring, 0, VOUCH_SECRET_CROSSCHQ, self->cancellable,
                              vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  vouch_secret_free (vouch_secrets_lookup_finish (keyring, result, &error));
  return !g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
}

/**
 * vouch_cli_find_secrets:
 * @self: a run
 * @error: return location
 *
 * Finds out where secrets are: in the keyring, or, where there is none or some are handed over, in
 * memory for this session (reliability.md §2.9). For "connect" a keyring that is there keeps them.
 */
gboolean
vouch_cli_find_secrets (VouchCli  *self,
                        GError   **error)
{
  gboolean connects = g_str_equal (self->command->name, "connect");

  if (!read_given (self, error))
    return FALSE;
  if ((connects || !has_credentials ()) && has_keyring (self))
    return TRUE;

  self->memory = vouch_memory_secrets_new ();
  return TRUE;
}

static void
give_practice (VouchCli *self,
               gint64    connection_id)
{
  const VouchPracticeInfo *info = vouch_practice_get_info (self->practice);
  VouchMemorySecrets *memory = VOUCH_MEMORY_SECRETS (self->memory);

  vouch_memory_secrets_set (memory, connection_id, VOUCH_SECRET_API_KEY, info->api_key);
  vouch_memory_secrets_set (memory, connection_id, VOUCH_SECRET_CLIENT, info->client_secret);
  vouch_memory_secrets_set (memory, connection_id, VOUCH_SECRET_CROSSCHQ, info->crosschq_key);
}

/**
 * vouch_cli_give_secrets:
 * @self: a run
 * @connection: whose
 * @error: return location
 *
 * Where secrets are in memory only, puts those of the connection there. The practice company's keys
 * open nothing else, so it says them itself.
 */
gboolean
vouch_cli_give_secrets (VouchCli               *self,
                        const VouchConnection  *connection,
                        GError                **error)
{
  if (self->memory == NULL || connection->sign_in == VOUCH_SIGN_IN_NONE)
    return TRUE;
  if (connection->kind == VOUCH_CONNECTION_PRACTICE)
    {
      give_practice (self, connection->id);
      return TRUE;
    }
  if (connection->sign_in == VOUCH_SIGN_IN_CODE)
    return refuse (error,
                   _("Nothing here can keep secrets, and access that was allowed in a browser "
                            "has to be kept. Connect with client credentials or an API key."));

  for (guint i = 0; i < VOUCH_N_SECRETS; i++)
    {
      char *secret = names[i] != NULL ? find_given (i, connection->name, FALSE) : NULL;

      if (secret != NULL)
        vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (self->memory), connection->id, i, secret);
      vouch_secret_free (secret);
    }

  return TRUE;
}

/* The terminal shows nothing of what is typed. */
static char *
ask (const char *prompt)
{
  struct termios before, quiet;
  char *line = g_malloc0 (4096);
  gboolean got;

  /* Before the prompt: who sees it may type at once. */
  tcgetattr (STDIN_FILENO, &before);
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  fprintf (stderr, "%s: ", prompt);
  fflush (stderr);
  got = fgets (line, 4096, stdin) != NULL;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);

  if (!got)
    g_clear_pointer (&line, vouch_secret_free);
  else
    line[strcspn (line, "\r\n")] = '\0';
  return line;
}

/**
 * vouch_cli_take_secret:
 * @self: a run opened for work
 * @kind: which
 * @prompt: what to ask for on a terminal
 * @error: return location
 *
 * From the file descriptor, systemd's credentials, or the terminal; never from the command line.
 *
 * Returns: (transfer full) (nullable): the secret, to be wiped with vouch_secret_free()
 */
char *
vouch_cli_take_secret (VouchCli         *self,
                       VouchSecretKind   kind,
                       const char       *prompt,
                       GError          **error)
{
  char *secret = find_given (kind, self->connection_name, TRUE);

  if (secret == NULL && self->secret_fd < 0 && isatty (STDIN_FILENO))
    secret = ask (prompt);
  if (secret != NULL && *secret != '\0')
    return secret;

  vouch_secret_free (secret);
  g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
               _("A secret is needed (%s): hand it over with --secret-fd, as the systemd "
                 "credential “vouch-%s”, or type it on a terminal."), prompt, names[kind]);
  return NULL;
}
