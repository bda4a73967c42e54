/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "signin/vouch-signin-window.h"

/* The window of one sign-in, started by Vouch: reads an order, one line of JSON, from its standard
 * input, writes the redirect to its standard output, and ends with a VouchSignInExit. It has no
 * secret and writes no file. */

typedef struct
{
  VouchSigninOrder *order;   /* (owned) */
  int input;
  int output;
  VouchSignInExit how;
  GtkApplication *application; /* (owned) (nullable) */
} Program;

static void
guard_process (void)
{
  const struct rlimit none = { 0, 0 };

  umask (077);
  setrlimit (RLIMIT_CORE, &none);
}

/* The processes that show the page inherit the standard streams: they get empty ones. */
static int
take_stream (int standard,
             int flags)
{
  int own = fcntl (standard, F_DUPFD_CLOEXEC, 3);
  int empty = open ("/dev/null", flags | O_CLOEXEC);

  if (empty >= 0)
    {
      dup2 (empty, standard);
      close (empty);
    }
  return own;
}

/* Read when the first web view is made, so before GTK is there. */
static void
set_environment (const VouchSigninOrder *order)
{
  /* No page learns who the person is from the desktop's own tickets. */
  g_setenv ("KRB5CCNAME", "MEMORY:", TRUE);
  if (!order->software_rendering)
    return;

  g_setenv ("WEBKIT_DISABLE_DMABUF_RENDERER", "1", TRUE);
  g_setenv ("WEBKIT_DISABLE_COMPOSITING_MODE", "1", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
}

static gboolean
write_all (int         fd,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0)
        return FALSE;
      text += n;
      length -= n;
    }

  return TRUE;
}

static gboolean
write_redirect (int         fd,
                const char *uri)
{
  return strpbrk (uri, "\r\n") == NULL && write_all (fd, uri, strlen (uri)) &&
         write_all (fd, "\n", 1);
}

static void
answered_cb (VouchSigninWindow *window,
             int                how,
             const char        *uri,
             gpointer           user_data)
{
  Program *program = user_data;

  program->how = how;
  if (how == VOUCH_SIGN_IN_EXIT_ANSWERED && !write_redirect (program->output, uri))
    program->how = VOUCH_SIGN_IN_EXIT_FAILED;
  g_application_quit (G_APPLICATION (program->application));
}

/* Nothing more is said there: it ends when Vouch does. */
static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Program *program = user_data;
  char rest[64];

  if (read (fd, rest, sizeof rest) > 0)
    return G_SOURCE_CONTINUE;

  program->how = VOUCH_SIGN_IN_EXIT_CLOSED;
  g_application_quit (G_APPLICATION (program->application));
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application,
             gpointer        user_data)
{
  Program *program = user_data;
  VouchSigninWindow *window = vouch_signin_window_new (application, program->order);

  g_signal_connect (window, "answered", G_CALLBACK (answered_cb), program);
  g_unix_fd_add (program->input, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, program);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run (Program *program)
{
  program->application =
    GTK_APPLICATION (adw_application_new (VOUCH_APP_ID, G_APPLICATION_NON_UNIQUE));
  g_signal_connect (program->application, "activate", G_CALLBACK (activate_cb), program);
  g_application_run (G_APPLICATION (program->application), 0, NULL);
  g_object_unref (program->application);
  return program->how;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(VouchSigninOrder) order = NULL;
  g_autoptr(GError) error = NULL;
  Program program = { .how = VOUCH_SIGN_IN_EXIT_FAILED };

  guard_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOUCH_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vouch-signin");
  g_set_application_name ("Vouch");

  program.output = take_stream (STDOUT_FILENO, O_WRONLY);
  program.input = take_stream (STDIN_FILENO, O_RDONLY);
  order = vouch_signin_order_read (program.input, &error);
  if (order == NULL)
    {
      g_printerr (_("This program is started by Vouch: %s\n"), error->message);
      return VOUCH_SIGN_IN_EXIT_FAILED;
    }

  program.order = order;
  set_environment (order);
  return run (&program);
}
