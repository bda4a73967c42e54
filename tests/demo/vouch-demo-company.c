/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"

#define STEP "Crosschq"

/* The jobs of the company. Those with a template get their tag from Vouch. */
static const struct
{
  const char *title;
  const char *tag;       /* (nullable): what the job shall carry */
  gboolean by_hand;      /* somebody types it in SmartRecruiters */
  gboolean nobody;       /* neither a recruiter nor a coordinator */
} jobs[VOUCH_DEMO_N_JOBS] = {
  [VOUCH_DEMO_JOB_SALES] = { "Account Executive, Lisbon", "field-sales", FALSE, FALSE },
  [VOUCH_DEMO_JOB_ENGINEERING] = { "Platform Engineer, Porto", "platform", FALSE, FALSE },
  [VOUCH_DEMO_JOB_UNTAGGED] = { "Office Manager, Faro", NULL, FALSE, FALSE },
  [VOUCH_DEMO_JOB_CAPITAL] = { "Sales Engineer, Braga", "Field-Sales", TRUE, FALSE },
  [VOUCH_DEMO_JOB_NOBODY] = { "Accountant, Coimbra", "field-sales", FALSE, TRUE },
};

static const VouchDemoCase cases[] = {
  { .what = "ordinary, hired in the end", .first_name = "Ines", .last_name = "Okafor",
    .job = VOUCH_DEMO_JOB_SALES, .status = "IN_REVIEW", .step = STEP, .answered = TRUE,
    .outcome = "HIRED", .requests = 1, .reports = 1, .notes = 1, .outcomes = 1 },
  { .what = "rejected while references are asked", .first_name = "Ravi", .last_name = "Chandran",
    .job = VOUCH_DEMO_JOB_ENGINEERING, .status = "INTERVIEW", .step = STEP,
    .outcome = "REJECTED", .requests = 1, .cancels = 1, .outcomes = 1 },
  { .what = "lead", .first_name = "Lena", .last_name = "Vogt",
    .job = VOUCH_DEMO_JOB_SALES, .status = "LEAD", .step = STEP,
    .unasked = "application.lead" },
  { .what = "job without a tag", .first_name = "Otto", .last_name = "Berg",
    .job = VOUCH_DEMO_JOB_UNTAGGED, .status = "IN_REVIEW", .step = STEP,
    .held = "job.no-tag" },
  { .what = "tag with a capital letter", .first_name = "Carla", .last_name = "Ruiz",
    .job = VOUCH_DEMO_JOB_CAPITAL, .status = "IN_REVIEW", .step = STEP,
    .held = "tag.near-miss" },
  { .what = "no recruiter, no coordinator", .first_name = "Nadia", .last_name = "Haddad",
    .job = VOUCH_DEMO_JOB_NOBODY, .status = "IN_REVIEW", .step = STEP,
    .held = "requestor.none" },
  { .what = "no e-mail address", .first_name = "Emil", .last_name = "Novak", .no_email = TRUE,
    .job = VOUCH_DEMO_JOB_SALES, .status = "IN_REVIEW", .step = STEP,
    .held = "candidate.no-email" },
  { .what = "comes back to the step", .first_name = "Tomas", .last_name = "Lindqvist",
    .job = VOUCH_DEMO_JOB_SALES, .status = "IN_REVIEW", .step = STEP, .answered = TRUE,
    .comes_back = TRUE, .requests = 1, .reports = 1, .notes = 1, .held = "entry.re-entry" },
  { .what = "two jobs at once, the first", .first_name = "Mei", .last_name = "Tanaka",
    .job = VOUCH_DEMO_JOB_SALES, .status = "IN_REVIEW", .step = STEP, .answered = TRUE,
    .requests = 1, .reports = 1, .notes = 1 },
  { .what = "two jobs at once, the second", .first_name = "Mei", .last_name = "Tanaka",
    .job = VOUCH_DEMO_JOB_ENGINEERING, .status = "INTERVIEW", .step = STEP, .answered = TRUE,
    .requests = 1, .reports = 1, .notes = 1 },
  { .what = "first application, not in the step", .first_name = "Noor", .last_name = "Rahman",
    .job = VOUCH_DEMO_JOB_SALES,
    .unasked = "application.not-in-step" },
  { .what = "secondary application in the step", .first_name = "Noor", .last_name = "Rahman",
    .job = VOUCH_DEMO_JOB_ENGINEERING, .status = "INTERVIEW", .step = STEP, .answered = TRUE,
    .requests = 1, .reports = 1, .notes = 1 },
};

const VouchDemoCase *
vouch_demo_get_cases (guint *n_cases)
{
  *n_cases = G_N_ELEMENTS (cases);
  return cases;
}

const char *
vouch_demo_get_title (VouchDemoJob job)
{
  return jobs[job].title;
}

char *
vouch_demo_get_email (const VouchDemoCase *item)
{
  g_autofree char *mixed = NULL;

  if (item->no_email)
    return NULL;

  mixed = g_strdup_printf ("%s.%s@example.org", item->first_name, item->last_name);
  return g_ascii_strdown (mixed, -1);
}

/**
 * vouch_demo_control:
 * @self: a demo
 * @error: return location
 * @action: a control call of the practice company
 * @format: its arguments as JSON
 * @...: values for @format
 *
 * Returns: (transfer full) (nullable): its answer
 */
JsonNode *
vouch_demo_control (VouchDemo   *self,
                    GError     **error,
                    const char  *action,
                    const char  *format,
                    ...)
{
  g_autofree char *arguments = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  return vouch_sandbox_control (self->company, action, arguments, vouch_demo_get_now (self), error);
}

static char *
take_id (JsonNode   *answer, /* (transfer full) (nullable) */
         const char *member)
{
  g_autoptr(JsonNode) owned = answer;

  if (owned == NULL)
    return NULL;

  return g_strdup (json_object_get_string_member (json_node_get_object (owned), member));
}

static gboolean
drop (JsonNode *answer) /* (transfer full) (nullable) */
{
  g_autoptr(JsonNode) owned = answer;

  return owned != NULL;
}

static gboolean
add_jobs (VouchDemo  *self,
          GError    **error)
{
  for (guint i = 0; i < VOUCH_DEMO_N_JOBS; i++)
    {
      g_autofree char *tag =
        jobs[i].by_hand ? g_strdup_printf (",\"tag\":\"%s\"", jobs[i].tag) : g_strdup ("");

      self->jobs[i] = take_id (vouch_demo_control (self, error, "create-job",
                                                   "{\"title\":\"%s\"%s%s}",
                                                   jobs[i].title, tag,
                                                   jobs[i].nobody ? ",\"recruiters\":[]" : ""),
                               "job_id");
      if (self->jobs[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The application before this one, when it is one of the same person. */
static const char *
find_person (VouchDemo *self,
             guint      index)
{
  if (index == 0 || g_strcmp0 (cases[index].last_name, cases[index - 1].last_name) != 0)
    return NULL;

  return self->candidates[index - 1];
}

static JsonNode *
add_application (VouchDemo  *self,
                 guint       index,
                 GError    **error)
{
  const VouchDemoCase *item = &cases[index];
  const char *known = find_person (self, index);
  g_autofree char *email = vouch_demo_get_email (item);
  g_autofree char *address = NULL;

  if (known != NULL)
    return vouch_demo_control (self, error, "add-application",
                               "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"NEW\"}",
                               known, self->jobs[item->job]);

  address = email != NULL ? g_strdup_printf (",\"email\":\"%s\"", email) : g_strdup ("");
  return vouch_demo_control (self, error, "create-candidate",
                             "{\"first_name\":\"%s\",\"last_name\":\"%s\"%s,"
                             "\"phone\":\"+14155550123\",\"job_id\":\"%s\",\"status\":\"NEW\"}",
                             item->first_name, item->last_name, address, self->jobs[item->job]);
}

/**
 * vouch_demo_set_up:
 * @self: a demo that has started
 * @error: return location
 *
 * Jobs are opened and people apply.
 */
gboolean
vouch_demo_set_up (VouchDemo  *self,
                   GError    **error)
{
  if (!add_jobs (self, error))
    return FALSE;

  self->n_cases = G_N_ELEMENTS (cases);
  self->candidates = g_new0 (char *, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      self->candidates[i] = take_id (add_application (self, i, error), "candidate_id");
      if (self->candidates[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_template (VouchDemo   *self,
              VouchDb     *db,
              const char  *name,
              const char  *tag,
              const char  *survey,
              GError     **error)
{
  g_autoptr(VouchTemplate) template = vouch_template_new ();

  template->connection_id = self->connection_id;
  template->name = g_strdup (name);
  template->tag = g_strdup (tag);
  template->survey = g_strdup (survey);
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "peers", NULL);
  return vouch_templates_save (db, template, error) != 0;
}

static gboolean
store_templates (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  VouchDemo *self = data;

  return add_template (self, db, "Field sales", "field-sales", "account-executive", error) &&
         add_template (self, db, "Platform", "platform", "software-engineer", error) &&
         vouch_action_push_tags (db, self->connection_id, FALSE,
                                 vouch_context_get_random (self->context),
                                 vouch_demo_get_now (self), error) >= 0;
}

static gboolean
store_job_tags (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchDemo *self = data;

  for (guint i = 0; i < VOUCH_DEMO_N_JOBS; i++)
    {
      g_autofree char *attempt_id = vouch_random_hex (vouch_context_get_random (self->context), 16);

      if (jobs[i].tag == NULL || jobs[i].by_hand)
        continue;
      if (!vouch_action_tag_job (db, self->connection_id, self->jobs[i], jobs[i].tag, attempt_id,
                                 vouch_demo_get_now (self), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vouch_demo_tag_jobs:
 * @self: a demo that is connected
 * @error: return location
 *
 * Two templates; their tags become values of the job field, and jobs get them.
 */
gboolean
vouch_demo_tag_jobs (VouchDemo  *self,
                     GError    **error)
{
  return vouch_demo_write (self, store_templates, self, error) &&
         vouch_demo_cycle (self, VOUCH_CYCLE_DELIVER_ONLY, error) &&
         vouch_demo_write (self, store_job_tags, self, error) &&
         vouch_demo_cycle (self, VOUCH_CYCLE_DELIVER_ONLY, error);
}

static gboolean
move (VouchDemo   *self,
      guint        index,
      const char  *status,
      const char  *step,
      GError     **error)
{
  g_autofree char *sub_status =
    step != NULL ? g_strdup_printf (",\"sub_status\":\"%s\"", step) : g_strdup ("");

  return drop (vouch_demo_control (self, error, "move",
                                   "{\"candidate_id\":\"%s\",\"job_id\":\"%s\","
                                   "\"status\":\"%s\"%s}",
                                   self->candidates[index], self->jobs[cases[index].job], status,
                                   sub_status));
}

gboolean
vouch_demo_move_in (VouchDemo  *self,
                    GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].status != NULL && !move (self, i, cases[i].status, cases[i].step, error))
        return FALSE;
    }

  return TRUE;
}

/* Crosschq's id of the last request for an application: the job's title is the position. */
static char *
find_request (VouchDemo            *self,
              const VouchDemoCase  *item,
              GError              **error)
{
  g_autofree char *email = vouch_demo_get_email (item);
  g_autoptr(JsonNode) node = vouch_demo_control (self, error, "effects", "{}");
  JsonArray *effects = NULL;
  char *found = NULL;

  if (node == NULL)
    return NULL;

  effects = json_object_get_array_member (json_node_get_object (node), "effects");
  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (g_str_equal (json_object_get_string_member (effect, "kind"), "request-created") &&
          g_strcmp0 (json_object_get_string_member (effect, "email"), email) == 0 &&
          g_str_equal (json_object_get_string_member (effect, "position"), jobs[item->job].title))
        {
          g_free (found);
          found = g_strdup (json_object_get_string_member (effect, "request_id"));
        }
    }

  if (found == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no request was made: %s", item->what);
  return found;
}

/* Crosschq has the references' answers; who comes back later leaves the step. */
gboolean
vouch_demo_answer (VouchDemo  *self,
                   GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = NULL;

      if (!cases[i].answered)
        continue;
      request = find_request (self, &cases[i], error);
      if (request == NULL || !drop (vouch_demo_control (self, error, "answer-all",
                                                        "{\"request_id\":\"%s\"}", request)))
        return FALSE;
      if (cases[i].comes_back && !move (self, i, "INTERVIEW", "Phone Interview", error))
        return FALSE;
    }

  return TRUE;
}

/* Hired and rejected; and who was out of the step is in it again. */
gboolean
vouch_demo_decide (VouchDemo  *self,
                   GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].outcome != NULL && !move (self, i, cases[i].outcome, NULL, error))
        return FALSE;
      if (cases[i].comes_back && !move (self, i, cases[i].status, cases[i].step, error))
        return FALSE;
    }

  return TRUE;
}
