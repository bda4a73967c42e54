/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "vouch-demo.h"

/* One chapter: a line that says what happens, and what does it. */
static const struct
{
  const char *line;
  gboolean (* act) (VouchDemo  *self,
                    GError    **error);
} story[] = {
  { "Jobs are opened and people apply", vouch_demo_set_up },
  { "Connecting SmartRecruiters and Crosschq", vouch_demo_connect },
  { "Syncing: the company is read", vouch_demo_settle },
  { "Two templates; their tags go to the jobs", vouch_demo_tag_jobs },
  { "Candidates are moved to the Crosschq step", vouch_demo_move_in },
  { "Syncing: references are requested", vouch_demo_settle },
  { "References answer, and somebody leaves the step", vouch_demo_answer },
  { "Sync now: reports and notes go to the profiles", vouch_demo_sync_now },
  { "One is hired, one rejected, and somebody comes back to the step", vouch_demo_decide },
  { "Syncing: outcomes are recorded, one request is cancelled", vouch_demo_settle },
  { "Syncing once more: nothing has changed, so nothing is stored", vouch_demo_stay_quiet },
};

void
vouch_demo_report_clear (VouchDemoReport *report)
{
  g_clear_pointer (&report->lines, g_ptr_array_unref);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
}

void
vouch_demo_report_add (VouchDemoReport *report,
                       const char      *format,
                       ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (report->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
print_lines (const char *title,
             GPtrArray  *lines)
{
  if (lines->len == 0)
    return;

  printf ("\n%s\n", title);
  for (guint i = 0; i < lines->len; i++)
    printf ("%s\n", (const char *) lines->pdata[i]);
}

void
vouch_demo_report_print (VouchDemoReport *report)
{
  const struct { const char *name; guint number; } rows[] = {
    { "requests sent", report->n_requests },
    { "requests held", report->n_held },
    { "reports attached", report->n_reports },
    { "notes written", report->n_notes },
    { "requests cancelled", report->n_cancels },
    { "outcomes recorded", report->n_outcomes },
    { "duplicates", report->n_duplicates },
    { "violations", report->n_violations },
  };

  printf ("\n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    printf ("  %-20s %4u\n", rows[i].name, rows[i].number);
  print_lines ("Not asked, and why", report->lines);
  print_lines ("Not as it has to be", report->problems);
  fflush (stdout);
}

static gboolean
check (VouchDemo        *self,
       VouchDemoReport  *report,
       GError          **error)
{
  report->lines = g_ptr_array_new_with_free_func (g_free);
  report->problems = g_ptr_array_new_with_free_func (g_free);

  return vouch_demo_check (self, report, error) && vouch_demo_check_held (self, report, error) &&
         vouch_demo_list_secrets (self, error) && vouch_demo_close (self, error) &&
         vouch_demo_scan (self, report, error);
}

static gboolean
tell (VouchDemo   *self,
      const char  *state,
      GError     **error)
{
  vouch_demo_say ("Starting the practice company");
  if (!vouch_demo_start (self, state, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (story); i++)
    {
      vouch_demo_say ("%s", story[i].line);
      if (!story[i].act (self, error))
        return FALSE;
    }

  return TRUE;
}

static int
run (const char *state)
{
  g_auto(VouchDemo) demo = { 0 };
  g_auto(VouchDemoReport) report = { 0 };
  g_autoptr(GError) error = NULL;

  if (!tell (&demo, state, &error) || !check (&demo, &report, &error))
    {
      g_printerr ("vouch-headless: %s\n", error->message);
      return EXIT_FAILURE;
    }

  vouch_demo_report_print (&report);
  if (report.problems->len > 0 || report.n_duplicates > 0 || report.n_violations > 0)
    return EXIT_FAILURE;

  printf ("\nEverything is as the rules say.\n");
  return EXIT_SUCCESS;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *state = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Keep what Vouch stores below this folder",
     "DIR" },
    { NULL },
  };
  g_autoptr(GOptionContext) options = g_option_context_new ("- one whole cycle without a window");
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error) || state == NULL || argc > 1)
    {
      g_printerr ("vouch-headless: %s\n", error != NULL ? error->message : "--state DIR is needed");
      return 2;
    }

  return run (state);
}
