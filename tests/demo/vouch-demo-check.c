/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include "vouch-invariants.h"

/* What the company's services say was done to them. */
typedef struct
{
  VouchDemo *demo;
  VouchDemoReport *report;
  JsonNode *effects;     /* (owned) */
  JsonNode *violations;  /* (owned) */
  JsonNode *requests;    /* (owned) */
} Evidence;

static void
clear_node (JsonNode **node)
{
  g_clear_pointer (node, json_node_unref);
}

static void
evidence_clear (Evidence *self)
{
  clear_node (&self->effects);
  clear_node (&self->violations);
  clear_node (&self->requests);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evidence, evidence_clear)

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  return json_object_get_array_member (json_node_get_object (node), member);
}

static gboolean
has_text (JsonObject *object,
          const char *member, /* (nullable): any */
          const char *value)
{
  return member == NULL ||
         g_strcmp0 (json_object_get_string_member_with_default (object, member, NULL), value) == 0;
}

/* How often a kind of effect is there with two members of these values. */
static guint
count (const Evidence *self,
       const char     *kind,
       const char     *member,
       const char     *value,
       const char     *other_member,
       const char     *other_value)
{
  JsonArray *effects = get_list (self->effects, "effects");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (has_text (effect, "kind", kind) && has_text (effect, member, value) &&
          has_text (effect, other_member, other_value))
        n++;
    }

  return n;
}

/* The same, for the requests of one application: its person's address and its job's title. */
static guint
count_of_request (const Evidence      *self,
                  const char          *kind,
                  const VouchDemoCase *item)
{
  g_autofree char *email = vouch_demo_get_email (item);
  JsonArray *effects = get_list (self->effects, "effects");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (has_text (effect, "kind", "request-created") && has_text (effect, "email", email) &&
          has_text (effect, "position", vouch_demo_get_title (item->job)))
        n += count (self, kind, "request_id", json_object_get_string_member (effect, "request_id"),
                    NULL, NULL);
    }

  return n;
}

static void
compare (Evidence            *self,
         const VouchDemoCase *item,
         const char          *what,
         guint                there,
         guint                wanted)
{
  if (there == wanted)
    return;

  self->report->n_duplicates += there > wanted ? there - wanted : 0;
  vouch_demo_report_add (self->report, "%s %s (%s): %u %s, not %u", item->first_name,
                         item->last_name, item->what, there, what, wanted);
}

/* A note stands on the profile, so those of all applications of a person count together. */
static void
compare_notes (Evidence            *self,
               const VouchDemoCase *cases,
               guint                index,
               guint                n_cases)
{
  const char *candidate = self->demo->candidates[index];
  guint wanted = 0;

  if (index > 0 && g_str_equal (candidate, self->demo->candidates[index - 1]))
    return;

  for (guint i = 0; i < n_cases; i++)
    wanted += g_str_equal (candidate, self->demo->candidates[i]) ? cases[i].notes : 0;

  compare (self, &cases[index], "notes",
           count (self, "note-written", "candidate_id", candidate, NULL, NULL), wanted);
}

static void
compare_all (Evidence *self)
{
  VouchDemo *demo = self->demo;
  guint n_cases = 0;
  const VouchDemoCase *cases = vouch_demo_get_cases (&n_cases);
  guint n_wanted = 0;

  for (guint i = 0; i < n_cases; i++)
    {
      const VouchDemoCase *item = &cases[i];

      n_wanted += item->requests;
      compare (self, item, "requests", count_of_request (self, "request-created", item),
               item->requests);
      compare (self, item, "reports",
               count (self, "attachment-added", "candidate_id", demo->candidates[i],
                      "job_id", demo->jobs[item->job]), item->reports);
      compare (self, item, "cancellations", count_of_request (self, "request-cancelled", item),
               item->cancels);
      compare (self, item, "outcomes", count_of_request (self, "outcome-set", item),
               item->outcomes);
      compare_notes (self, cases, i, n_cases);
    }

  if (self->report->n_requests != n_wanted)
    vouch_demo_report_add (self->report, "%u requests in all, not %u", self->report->n_requests,
                           n_wanted);
}

static void
compare_total (Evidence   *self,
               const char *kind,
               guint       wanted)
{
  guint there = count (self, kind, NULL, NULL, NULL, NULL);

  if (there != wanted)
    vouch_demo_report_add (self->report, "%s: %u times, not %u", kind, there, wanted);
}

/* Every request, report and note belongs to somebody; these count them whoever they belong to. */
static void
count_all (Evidence *self)
{
  VouchDemoReport *report = self->report;

  report->n_requests = count (self, "request-created", NULL, NULL, NULL, NULL);
  report->n_reports = count (self, "attachment-added", NULL, NULL, NULL, NULL);
  report->n_notes = count (self, "note-written", NULL, NULL, NULL, NULL);
  report->n_cancels = count (self, "request-cancelled", NULL, NULL, NULL, NULL);
  report->n_outcomes = count (self, "outcome-set", NULL, NULL, NULL, NULL);
  report->n_violations = json_array_get_length (get_list (self->violations, "violations"));
}

static gboolean
check_invariants (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  Evidence *self = data;
  VouchInvariants invariants = {
    .effects = self->effects, .violations = self->violations, .requests = self->requests,
    .db = db, .connection_id = self->demo->connection_id,
  };
  g_autoptr(GPtrArray) broken = vouch_invariants_check (&invariants);

  for (guint i = 0; i < broken->len; i++)
    vouch_demo_report_add (self->report, "%s", (char *) broken->pdata[i]);

  return TRUE;
}

/**
 * vouch_demo_check:
 * @self: a demo in which nothing is under way any more
 * @report: (out): what is there, and what is not as it has to be
 * @error: return location
 *
 * Compares what was done to the services with what the rules say, person by person, and checks what
 * must always hold.
 */
gboolean
vouch_demo_check (VouchDemo        *self,
                  VouchDemoReport  *report,
                  GError          **error)
{
  g_auto(Evidence) evidence = { .demo = self, .report = report };

  evidence.effects = vouch_demo_control (self, error, "effects", "{}");
  if (evidence.effects == NULL)
    return FALSE;
  evidence.violations = vouch_demo_control (self, error, "violations", "{}");
  if (evidence.violations == NULL)
    return FALSE;
  evidence.requests = vouch_demo_control (self, error, "requests", "{}");
  if (evidence.requests == NULL)
    return FALSE;

  count_all (&evidence);
  compare_all (&evidence);
  compare_total (&evidence, "value-created", VOUCH_DEMO_N_TEMPLATES);
  compare_total (&evidence, "job-property-set", VOUCH_DEMO_N_TAGGED);
  return vouch_demo_write (self, check_invariants, &evidence, error);
}
