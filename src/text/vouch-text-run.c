/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "text/vouch-text-run.h"
#include "text/vouch-text.h"

static const char *const causes[] = {
  [VOUCH_RUN_SCHEDULE] = NC_("run", "On schedule"),
  [VOUCH_RUN_FRONT] = NC_("run", "While the window was in front"),
  [VOUCH_RUN_START] = NC_("run", "At the start of Vouch"),
  [VOUCH_RUN_WAKE] = NC_("run", "Ahead of schedule"),
  [VOUCH_RUN_PERSON] = NC_("run", "A person asked for it"),
  [VOUCH_RUN_ACTION] = NC_("run", "After an action of a person"),
  [VOUCH_RUN_PREVIEW] = NC_("run", "For a preview"),
};

const char *
vouch_text_get_run_cause (VouchRunCause cause)
{
  g_return_val_if_fail (cause < G_N_ELEMENTS (causes), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "run", causes[cause]);
}

static void
add_sentence (GString    *text,
              const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static void
add_planned (GString *text,
             guint    n)
{
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("%u request was planned.", "%u requests were planned.", n), n);

  if (n > 0)
    add_sentence (text, sentence);
}

static void
add_delivered (GString *text,
               guint    n)
{
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("%u change was delivered.", "%u changes were delivered.", n), n);

  if (n > 0)
    add_sentence (text, sentence);
}

static char *
dup_result (const VouchRun  *run,
            const VouchText *problem)
{
  GString *text = g_string_new (NULL);

  if (run->state == VOUCH_RUN_UNDER_WAY)
    add_sentence (text, _("It has not come to its end."));
  else if (run->state == VOUCH_RUN_CUT_OFF)
    add_sentence (text, _("It was stopped before its end; the next run took up what it left."));
  else if (problem != NULL)
    add_sentence (text, problem->sentence);
  add_planned (text, run->n_planned);
  add_delivered (text, run->n_delivered);
  if (text->len == 0)
    add_sentence (text, run->n_lines > 0 ? _("There was news, and nothing had to be done.")
                                         : _("There was nothing new."));
  return g_string_free (text, FALSE);
}

char *
vouch_text_dup_run_result (const VouchRun *run)
{
  g_autoptr(VouchText) problem = run->problem != NULL ? vouch_text_for_reason (run->problem) : NULL;

  return dup_result (run, problem);
}

char *
vouch_text_dup_run_result_verbatim (const VouchRun *run)
{
  g_autoptr(VouchText) problem =
    run->problem != NULL ? vouch_text_for_reason_verbatim (run->problem) : NULL;

  return dup_result (run, problem);
}

char *
vouch_text_dup_run_about (const VouchRun *run)
{
  guint n_seen = run->n_seen, n_lines = run->n_lines;
  g_autofree char *seen =
    g_strdup_printf (ngettext ("%u candidate looked at", "%u candidates looked at", n_seen),
                     n_seen);
  g_autofree char *lines =
    g_strdup_printf (ngettext ("%u line of activity", "%u lines of activity", n_lines), n_lines);
  const char *parts[4] = { vouch_text_get_run_cause (run->cause), NULL };
  guint n = 1;

  if (n_seen > 0)
    parts[n++] = seen;
  if (n_lines > 0)
    parts[n++] = lines;

  /* Translators: stands between why Vouch looked, what it looked at and what came of it. */
  return g_strjoinv (C_("run", " · "), (char **) parts);
}

char *
vouch_text_dup_run_span (const VouchRun *run)
{
  guint seconds = MAX (run->ended_at - run->began_at, 0) / VOUCH_SECOND;
  guint minutes = (seconds + 30) / 60;

  if (run->ended_at == 0)
    return NULL;
  if (seconds == 0)
    return g_strdup (_("took less than a second"));
  if (seconds < 60)
    return g_strdup_printf (ngettext ("took %u second", "took %u seconds", seconds), seconds);

  return g_strdup_printf (ngettext ("took %u minute", "took %u minutes", minutes), minutes);
}

void
vouch_text_append_run_titles (GString *text)
{
  static const char *const titles[] = {
    "id", "began-at", "ended-at", "cause", "state", "seen", "planned", "delivered", "lines",
    "problem", "sentence",
  };

  vouch_csv_append_row (text, titles, G_N_ELEMENTS (titles));
}

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

void
vouch_text_append_run (GString        *text,
                       const VouchRun *run)
{
  g_autofree char *id = dup_number (run->id);
  g_autofree char *began_at = vouch_time_to_string (run->began_at);
  g_autofree char *ended_at = run->ended_at != 0 ? vouch_time_to_string (run->ended_at) : NULL;
  g_autofree char *n_seen = dup_number (run->n_seen);
  g_autofree char *n_planned = dup_number (run->n_planned);
  g_autofree char *n_delivered = dup_number (run->n_delivered);
  g_autofree char *n_lines = dup_number (run->n_lines);
  g_autofree char *sentence = vouch_text_dup_run_result_verbatim (run);
  const char *const cells[] = {
    id, began_at, ended_at, vouch_run_cause_to_string (run->cause),
    vouch_run_state_to_string (run->state), n_seen, n_planned, n_delivered, n_lines,
    run->problem != NULL ? vouch_reason_get_id (run->problem) : NULL, sentence,
  };

  vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
}
