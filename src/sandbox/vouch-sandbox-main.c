/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-server.h"

typedef struct
{
  char *seed;            /* (owned) (nullable) */
  char *size;            /* (owned) (nullable) */
  char *state_path;      /* (owned) (nullable) */
  char *log_path;        /* (owned) (nullable) */
  GStrv redirect_uris;   /* (owned) (nullable) */
  int port_base;
  gboolean die_with_parent;
} Arguments;

static void
clear_arguments (Arguments *arguments)
{
  g_free (arguments->seed);
  g_free (arguments->size);
  g_free (arguments->state_path);
  g_free (arguments->log_path);
  g_strfreev (arguments->redirect_uris);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

static gboolean
parse_arguments (Arguments  *arguments,
                 int        *argc,
                 char     ***argv,
                 GError    **error)
{
  const GOptionEntry entries[] =
  {
    { "seed", 0, 0, G_OPTION_ARG_STRING, &arguments->seed, "Which company it is (1)", "N" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &arguments->size,
      "S 10 000 people, M 100 000, L 1 000 000, XL 5 000 000", "S|M|L|XL" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state_path,
      "Keep the company in this file", "FILE" },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->redirect_uris,
      "Register an address to return to after consent; may be given again", "URI" },
    { "port-base", 0, 0, G_OPTION_ARG_INT, &arguments->port_base,
      "First of four ports; free ones unless given", "N" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &arguments->log_path,
      "Append a line of JSON for every call", "FILE" },
    { "die-with-parent", 0, 0, G_OPTION_ARG_NONE, &arguments->die_with_parent,
      "End with the program that started it, or when standard input closes", NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("- the practice company");

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
parse_size (const char        *text,
            VouchSandboxSize  *size,
            GError           **error)
{
  static const char *const names[] = { "S", "M", "L", "XL" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (names[i], text) == 0)
        {
          *size = i;
          return TRUE;
        }
    }

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, "--size is S, M, L or XL");
  return FALSE;
}

static VouchSandboxServer *
start (const Arguments  *arguments,
       GError          **error)
{
  VouchSandboxServerOptions options = { 0 };
  guint64 seed = 0;

  if (!g_ascii_string_to_unsigned (arguments->seed == NULL ? "1" : arguments->seed, 10, 0,
                                   G_MAXINT64, &seed, error) ||
      !parse_size (arguments->size == NULL ? "S" : arguments->size, &options.size, error))
    return NULL;
  if (arguments->port_base < 0 || arguments->port_base > G_MAXUINT16 - VOUCH_N_LISTENERS)
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, "--port-base is no port");
      return NULL;
    }

  options.seed = seed;
  options.state_path = arguments->state_path;
  options.log_path = arguments->log_path;
  options.redirect_uris = (const char *const *) arguments->redirect_uris;
  options.port_base = arguments->port_base;

  return vouch_sandbox_server_new (&options, error);
}

/* One line, so that a program that starts this one reads it with one call. */
static void
print_addresses (VouchSandboxServer *server)
{
  g_autoptr(JsonNode) info = NULL;
  g_autofree char *text = NULL;

  info = vouch_sandbox_control (vouch_sandbox_server_get_sandbox (server), "info", "{}",
                                g_get_real_time (), NULL);
  text = vouch_json_to_string (info);
  printf ("%s\n", text);
  fflush (stdout);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
read_input_cb (int          fd,
               GIOCondition condition,
               gpointer     user_data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* The signal covers a parent that was killed; the input covers one that let go. */
static void
die_with_parent (GMainLoop *loop)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  if (getppid () == 1)
    g_main_loop_quit (loop);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, read_input_cb, loop);
}

int
main (int    argc,
      char **argv)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchSandboxServer) server = NULL;
  g_autoptr(GMainLoop) loop = NULL;

  setlocale (LC_ALL, "");
  if (!parse_arguments (&arguments, &argc, &argv, &error))
    {
      g_printerr ("vouch-sandbox: %s\n", error->message);
      return 2;
    }

  server = start (&arguments, &error);
  if (server == NULL)
    {
      g_printerr ("vouch-sandbox: %s\n", error->message);
      return 1;
    }

  loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  print_addresses (server);
  if (arguments.die_with_parent)
    die_with_parent (loop);
  g_main_loop_run (loop);
  vouch_sandbox_server_stop (server);

  return 0;
}
