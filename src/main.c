/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "ui/vouch-app.h"
#include "ui/vouch-log.h"

/* Secrets are in this process: nobody reads them from a core file or from /proc. */
static void
guard_process (void)
{
  const struct rlimit none = { 0, 0 };

  umask (077);
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GApplication) application = NULL;

  guard_process ();
  vouch_log_install ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOUCH_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Vouch");

  application = vouch_app_new ();
  return g_application_run (application, argc, argv);
}
