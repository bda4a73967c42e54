/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-why-lines.h"
#include "ui/vouch-person.h"
#include "ui/widgets/vouch-line.h"

char *
vouch_why_dup_subject (const VouchExplanation *explanation)
{
  const VouchApplication *application = explanation->facts->application;
  const VouchJob *job = explanation->facts->job;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (application == NULL)
    return g_strdup (_("Unknown application"));

  name = vouch_person_dup_name (application->person);
  title = vouch_text_isolate (job != NULL && job->title != NULL ? job->title
                                                                : application->job_id);

  /* Translators: a candidate and a job. */
  return g_strdup_printf (_("%s · %s"), name, title);
}

char *
vouch_why_dup_answer (const VouchExplanation *explanation)
{
  g_autoptr(VouchText) text = NULL;

  if (explanation->reason == NULL)
    return g_strdup (_("A request can be sent."));

  text = vouch_text_for_reason (explanation->reason);
  return g_steal_pointer (&text->sentence);
}

char *
vouch_why_dup_advice (const VouchExplanation *explanation)
{
  VouchReason *reason = explanation->reason;
  g_autoptr(VouchText) text = reason != NULL ? vouch_text_for_reason (reason) : NULL;

  return text != NULL ? g_steal_pointer (&text->fix) : NULL;
}

static VouchLine *
make_rule (const VouchRuleResult *result)
{
  g_autoptr(VouchText) title = vouch_text_for_id (result->id);
  g_autoptr(VouchText) reason = NULL;
  VouchLine *line;

  if (result->state == VOUCH_RULE_FAILED && result->reason != NULL)
    reason = vouch_text_for_reason (result->reason);

  line = vouch_line_new (title->sentence, reason != NULL ? reason->sentence : NULL);
  switch (result->state)
    {
    case VOUCH_RULE_PASSED:
      vouch_line_set_icon (line, "vouch-complete-symbolic", _("Passed"), "success");
      break;
    case VOUCH_RULE_FAILED:
      vouch_line_set_icon (line, "vouch-cancelled-symbolic", _("Failed"), "error");
      break;
    case VOUCH_RULE_NOT_REACHED:
      vouch_line_set_icon (line, "vouch-expired-symbolic", _("Not reached"), "dim-label");
      break;
    default:
      g_assert_not_reached ();
    }
  vouch_line_set_end (line, vouch_line_get_word (line));
  return line;
}

GPtrArray *
vouch_why_list_rules (const VouchExplanation *explanation)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < VOUCH_N_RULES; i++)
    g_ptr_array_add (lines, make_rule (&explanation->chain->results[i]));

  return lines;
}

static void
add_remark (GPtrArray         *lines,
            const VouchReason *reason)
{
  g_autoptr(VouchText) text = vouch_text_for_reason (reason);

  g_ptr_array_add (lines, vouch_line_new (text->sentence, text->fix));
}

GPtrArray *
vouch_why_list_remarks (const VouchExplanation *explanation)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  if (explanation->problem != NULL)
    add_remark (lines, explanation->problem);
  for (guint i = 0; i < explanation->chain->remarks->len; i++)
    add_remark (lines, explanation->chain->remarks->pdata[i]);

  return lines;
}
