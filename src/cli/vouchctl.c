/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-secrets.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-lock.h"
#include "text/vouch-text.h"

static const VouchCliCommand commands[] = {
  { "connect", NULL, N_("Add or repair a connection"), vouch_cli_run_connect },
  { "disconnect", NULL, N_("Erase a connection's secrets"), vouch_cli_run_disconnect },
  { "status", NULL, N_("Show connections, health and queue"), vouch_cli_run_status },
  { "sync", NULL, N_("Run one full cycle"), vouch_cli_run_sync },
  { "on", NULL, N_("Turn a connection on"), vouch_cli_run_on },
  { "off", NULL, N_("Turn a connection off"), vouch_cli_run_off },
  { "pause", NULL, N_("Stop all sending"), vouch_cli_run_pause },
  { "resume", NULL, N_("Send again"), vouch_cli_run_resume },
  { "catch-up", N_("[ID…|all]"), N_("List or confirm entries that wait for a person"),
    vouch_cli_run_catch_up },
  { "explain", N_("CANDIDATE"), N_("Say why nothing was sent"), vouch_cli_run_explain },
  { "requests list", NULL, N_("List requests"), vouch_cli_run_requests_list },
  { "requests show", N_("ID"), N_("Show a request"), vouch_cli_run_requests_show },
  { "requests cancel", N_("ID"), N_("Cancel a request"), vouch_cli_run_requests_cancel },
  { "requests check", N_("ID"), N_("Look whether report and note are still there"),
    vouch_cli_run_requests_check },
  { "requests remind", N_("ID"), N_("Send a reminder"), vouch_cli_run_requests_remind },
  { "attention list", NULL, N_("List what waits for a person"), vouch_cli_run_attention_list },
  { "attention retry", N_("ITEM"), N_("Try an item again"), vouch_cli_run_attention_retry },
  { "attention skip", N_("ITEM"), N_("Leave an item undone"), vouch_cli_run_attention_skip },
  { "attention link", N_("ITEM REQUEST"), N_("Take a request that exists at Crosschq"),
    vouch_cli_run_attention_link },
  { "ledger", NULL, N_("Show what happened"), vouch_cli_run_ledger },
  { "templates list", NULL, N_("List templates"), vouch_cli_run_templates_list },
  { "templates show", N_("TAG"), N_("Show a template"), vouch_cli_run_templates_show },
  { "templates set", N_("FILE"), N_("Make or replace a template from JSON"),
    vouch_cli_run_templates_set },
  { "templates remove", N_("TAG"), N_("Remove a template"), vouch_cli_run_templates_remove },
  { "templates push", NULL, N_("Add the templates' tags to the job field"),
    vouch_cli_run_templates_push },
  { "jobs list", NULL, N_("List jobs and their tags"), vouch_cli_run_jobs_list },
  { "jobs tag", N_("JOB [TAG]"), N_("Set or clear the tag of a job"), vouch_cli_run_jobs_tag },
  { "settings get", N_("[NAME]"), N_("Show settings"), vouch_cli_run_settings_get },
  { "settings set", N_("NAME [VALUE]"), N_("Change a setting"), vouch_cli_run_settings_set },
};

/* Returns: whether there is a command that begins like this */
static gboolean
print_some (const char *prefix)
{
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_has_prefix (commands[i].name, prefix))
        continue;
      vouch_cli_print ("  %-18s %s\n", commands[i].name, _(commands[i].summary));
      found = TRUE;
    }

  return found;
}

static void
print_commands (void)
{
  vouch_cli_print (_("Usage: vouchctl COMMAND [OPTION…]\n\n"));
  print_some ("");
  vouch_cli_print (_("\n“vouchctl COMMAND --help” tells its options.\n"));
}

/* "requests --help" is asked before one knows what there is. */
static gboolean
print_group (const char *name)
{
  g_autofree char *prefix = g_strconcat (name, " ", NULL);

  return print_some (prefix);
}

/* How many words of the command line name the command; 0 when they do not. */
static int
match (const VouchCliCommand *command,
       int                    argc,
       char                 **argv)
{
  g_auto(GStrv) words = g_strsplit (command->name, " ", -1);
  int n = g_strv_length (words);

  if (argc < 1 + n)
    return 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_str_equal (words[i], argv[1 + i]))
        return 0;
    }

  return n;
}

static const VouchCliCommand *
find_command (int    *argc,
              char  **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      int n = match (&commands[i], *argc, argv);

      if (n == 0)
        continue;
      memmove (argv + 1, argv + 1 + n, (*argc - n) * sizeof *argv);
      *argc -= n;
      return &commands[i];
    }

  return NULL;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  /* A second one ends the program at once. */
  return G_SOURCE_REMOVE;
}

/* Secrets pass through this process: no core dump, no look from outside (reliability.md S7). */
static void
protect_memory (void)
{
  const struct rlimit none = { 0, 0 };

  prctl (PR_SET_DUMPABLE, 0);
  setrlimit (RLIMIT_CORE, &none);
}

/* What was asked for, and who is in the way, only the command line knows. */
static char *
dup_sentence (VouchCli     *self,
              const GError *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);
  g_autofree char *role = NULL;
  gint64 pid, last_good;

  if (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND) &&
      self->args != NULL && self->n_args == 1)
    {
      g_autofree char *word = vouch_cli_escape (self->args[0]);

      return g_strdup_printf ("“%s”: %s", word, sentence);
    }
  if (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY) &&
      vouch_lock_peek (self->data_dir, &role, &pid, &last_good) && role != NULL &&
      pid != getpid ())
    {
      g_autofree char *shown = vouch_cli_escape (role);

      /* Translators: a sentence, then the name of a program and the number of its process. */
      return g_strdup_printf (_("%s (%s, process %" G_GINT64_FORMAT ")"), sentence, shown, pid);
    }

  return g_steal_pointer (&sentence);
}

static int
run (VouchCli *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->command->run (self, &error))
    return self->attention ? VOUCH_CLI_ATTENTION : VOUCH_CLI_DONE;

  sentence = dup_sentence (self, error);
  vouch_cli_print_error (sentence);
  return vouch_cli_exit_for (error);
}

static int
run_command (const VouchCliCommand *command,
             int                    argc,
             char                 **argv)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  VouchCli cli = { .command = command, .argc = argc, .argv = argv, .secret_fd = -1 };
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
  int code;

  cli.cancellable = cancellable;
  code = run (&cli);
  vouch_cli_close (&cli);
  vouch_cli_forget_given ();
  if (!g_cancellable_is_cancelled (cancellable))
    {
      g_source_remove (interrupt);
      g_source_remove (terminate);
    }

  return code;
}

int
main (int    argc,
      char **argv)
{
  const VouchCliCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOUCH_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vouchctl");
  protect_memory ();

  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      vouch_cli_print ("vouchctl %s\n", VOUCH_VERSION);
      return VOUCH_CLI_DONE;
    }
  if (argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help")))
    {
      print_commands ();
      return VOUCH_CLI_DONE;
    }

  command = find_command (&argc, argv);
  if (command == NULL && argc == 3 && g_str_equal (argv[2], "--help") && print_group (argv[1]))
    return VOUCH_CLI_DONE;
  if (command == NULL)
    {
      vouch_cli_print_error (argc < 2
                               ? _("Which command? “vouchctl --help” lists them.")
                               : _("There is no such command. “vouchctl --help” lists them."));
      return VOUCH_CLI_USAGE;
    }

  return run_command (command, argc, argv);
}
