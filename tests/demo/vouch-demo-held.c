/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include "store/vouch-applications.h"
#include "sync/vouch-explain.h"
#include "text/vouch-text.h"

typedef struct
{
  VouchDemo *demo;
  guint n_held;
  GPtrArray *reasons; /* (owned), of VouchReason or NULL: one for each case */
} Held;

static void
held_clear (Held *self)
{
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Held, held_clear)

static void
unref_reason (gpointer reason)
{
  g_clear_pointer ((VouchReason **) &reason, vouch_reason_unref);
}

static int
find_case (VouchDemo              *self,
           const VouchApplication *application)
{
  guint n_cases = 0;
  const VouchDemoCase *cases = vouch_demo_get_cases (&n_cases);

  for (guint i = 0; i < n_cases; i++)
    {
      if (g_str_equal (self->candidates[i], application->candidate_id) &&
          g_str_equal (self->jobs[cases[i].job], application->job_id))
        return i;
    }

  return -1;
}

static gboolean
read_held (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Held *self = data;
  g_autoptr(GPtrArray) triggers =
    vouch_triggers_list (db, self->demo->connection_id, VOUCH_TRIGGER_HELD, error);

  for (guint i = 0; triggers != NULL && i < triggers->len; i++)
    {
      const VouchTrigger *trigger = triggers->pdata[i];
      g_autoptr(VouchApplication) application =
        vouch_applications_get (db, trigger->application_id, error);
      int index = application != NULL ? find_case (self->demo, application) : -1;

      if (application == NULL)
        return FALSE;
      self->n_held++;
      if (index >= 0 && trigger->reason != NULL)
        self->reasons->pdata[index] = vouch_reason_ref (trigger->reason);
    }

  return triggers != NULL;
}

/* Nothing waits for this application, so the question is asked as a person asks it. */
static VouchReason *
explain (VouchDemo  *self,
         guint       index,
         VouchDemoJob job,
         GError    **error)
{
  VouchSession *session =
    vouch_engine_get_session (vouch_context_get_engine (self->context), self->connection_id);
  g_autoptr(VouchProcedure) procedure =
    vouch_explain_new (session, self->candidates[index], self->jobs[job]);
  GPtrArray *results = NULL;
  VouchReason *reason = NULL;

  if (!vouch_demo_run (self, procedure, error))
    return NULL;

  results = vouch_explain_get_results (VOUCH_EXPLAIN (procedure));
  if (results->len > 0)
    reason = ((VouchExplanation *) results->pdata[0])->reason;
  if (reason != NULL)
    return vouch_reason_ref (reason);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nothing says why %s is not asked",
               self->candidates[index]);
  return NULL;
}

static void
add_line (VouchDemoReport     *report,
          const VouchDemoCase *item,
          const VouchReason   *reason)
{
  g_autoptr(VouchText) text = vouch_text_for_reason (reason);

  g_ptr_array_add (report->lines,
                   g_strdup_printf ("  %s %s (%s)\n    %s%s%s", item->first_name, item->last_name,
                                    item->what, text->sentence, text->fix != NULL ? " " : "",
                                    text->fix != NULL ? text->fix : ""));
}

static void
judge (VouchDemoReport     *report,
       const VouchDemoCase *item,
       const char          *wanted,
       const VouchReason   *reason)
{
  const char *id = reason != NULL ? vouch_reason_get_id (reason) : NULL;

  if (reason != NULL)
    add_line (report, item, reason);
  if (g_strcmp0 (id, wanted) != 0)
    vouch_demo_report_add (report, "%s %s (%s): the reason is %s, not %s", item->first_name,
                           item->last_name, item->what, id != NULL ? id : "missing",
                           wanted != NULL ? wanted : "none");
}

/**
 * vouch_demo_check_held:
 * @self: a demo in which nothing is under way any more
 * @report: (inout): gets a line for everybody who is not asked
 * @error: return location
 *
 * Compares who waits, and why, with what the rules say.
 */
gboolean
vouch_demo_check_held (VouchDemo        *self,
                       VouchDemoReport  *report,
                       GError          **error)
{
  guint n_cases = 0;
  const VouchDemoCase *cases = vouch_demo_get_cases (&n_cases);
  g_auto(Held) held = { .demo = self, .reasons = g_ptr_array_new_full (n_cases, unref_reason) };

  g_ptr_array_set_size (held.reasons, n_cases);
  if (!vouch_demo_write (self, read_held, &held, error))
    return FALSE;

  report->n_held = held.n_held;
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr(VouchReason) reason = NULL;

      judge (report, &cases[i], cases[i].held, held.reasons->pdata[i]);
      if (cases[i].unasked == NULL)
        continue;
      reason = explain (self, i, cases[i].job, error);
      if (reason == NULL)
        return FALSE;
      judge (report, &cases[i], cases[i].unasked, reason);
    }

  return TRUE;
}
