/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-create.h"
#include "json/vouch-json.h"
#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-plan.h"
#include "sync/vouch-requestor.h"

/* Entries that cannot come back to life by a change of facts: the person is gone or has
 * moved on. A job that is not known yet, or that could not be read, may be by the next cycle. */
static const char *const ending_reasons[] = {
  "application.gone", "application.erased", "application.not-in-step", NULL,
};

static VouchCrosschqCreate *
describe_create (const VouchFacts *facts,
                 const VouchChain *chain)
{
  VouchCrosschqCreate *create = vouch_crosschq_create_new_for_template (chain->template);
  const VouchApplication *application = facts->application;
  const VouchContact *person = application->person;
  const char *phone = vouch_phone_is_e164 (person->phone) ? person->phone : NULL;

  g_clear_pointer (&create->candidate, vouch_contact_free);
  create->candidate = vouch_contact_new (person->first_name, person->last_name, person->email,
                                         phone);
  if (create->position == NULL || create->position[0] == '\0')
    vouch_set_str (&create->position, facts->job->title);
  vouch_set_str (&create->requestor, chain->requestor->email);
  create->use_sms = chain->template->use_sms && phone != NULL;
  g_clear_pointer (&create->managers, g_ptr_array_unref);
  create->managers = vouch_managers_choose (facts, chain->template);
  create->external_id = vouch_external_id_for (application);
  vouch_set_str (&create->candidate_id, application->candidate_id);
  vouch_set_str (&create->job_id, application->job_id);
  vouch_set_str (&create->application_id, application->application_id);

  return create;
}

static VouchRequestRow *
describe_request (const VouchFacts          *facts,
                  const VouchChain          *chain,
                  const VouchCrosschqCreate *create)
{
  VouchRequestRow *request = vouch_request_row_new ();

  request->connection_id = facts->connection->id;
  request->application_id = facts->application->id;
  request->trigger_id = facts->trigger != NULL ? facts->trigger->id : 0;
  request->external_id = g_strdup (create->external_id);
  request->candidate_id = g_strdup (create->candidate_id);
  request->job_id = g_strdup (create->job_id);
  request->position = g_strdup (create->position);
  request->requestor = g_strdup (create->requestor);
  request->template_id = chain->template->id;
  request->person_salt = g_strdup (facts->salt);
  request->person_hash = vouch_contact_hash (facts->application->person, facts->salt);
  request->stage = VOUCH_STAGE_PLANNED;

  return request;
}

static VouchEffect *
describe_effect (const VouchFacts *facts,
                 const char       *body)
{
  g_autofree char *subject = g_strdup_printf ("application:%" G_GINT64_FORMAT,
                                              facts->application->id);
  VouchEffect *effect = vouch_effect_new ("create-request", subject,
                                          facts->trigger != NULL ? facts->trigger->entry_no : 1);

  effect->connection_id = facts->connection->id;
  effect->once = TRUE;
  effect->trigger_id = facts->trigger != NULL ? facts->trigger->id : 0;
  effect->application_id = facts->application->id;
  effect->attempt_id = g_strdup (facts->attempt_id);
  effect->created_at = facts->now;
  vouch_effect_set_body (effect, body);

  return effect;
}

static void
plan_create (VouchPlan        *self,
             const VouchFacts *facts,
             const VouchChain *chain)
{
  const char *name = facts->connection->crosschq_dialect;
  const VouchCrosschqDialect *dialect = vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
  g_autoptr(VouchCrosschqCreate) create = describe_create (facts, chain);
  g_autoptr(GPtrArray) losses = vouch_crosschq_fill_counts (create, dialect, FALSE, chain->survey);
  g_autoptr(JsonNode) json = vouch_crosschq_create_to_json (dialect, create);
  g_autofree char *body = vouch_json_to_string (json);

  for (guint i = 0; i < losses->len; i++)
    {
      /* All other losses are worth knowing; without room the request cannot be what was wanted. */
      if (g_str_equal (vouch_reason_get_id (losses->pdata[i]), "survey.no-room"))
        {
          /* Unreachable: rule.counts fails first. */
          self->reason = vouch_reason_ref (losses->pdata[i]);
          return;
        }
      g_ptr_array_add (self->remarks, vouch_reason_ref (losses->pdata[i]));
    }

  self->request = describe_request (facts, chain, create);
  self->effect = describe_effect (facts, body);
}

/**
 * vouch_external_id_for:
 * @application: an application
 *
 * Fixed when a request is planned and the same on every installation, so that a second one collides
 * or is found (reliability.md §2.3).
 *
 * Returns: (transfer full): the service's own application id, else "candidate:job"
 */
char *
vouch_external_id_for (const VouchApplication *application)
{
  if (application->application_id != NULL && application->application_id[0] != '\0')
    return g_strdup (application->application_id);

  return g_strdup_printf ("%s:%s", application->candidate_id, application->job_id);
}

/**
 * vouch_plan_make:
 * @facts: the facts of one entry, with attempt_id and salt
 *
 * Runs the rules and, when all pass, describes the request. Pure.
 *
 * Returns: (transfer full): the plan
 */
VouchPlan *
vouch_plan_make (const VouchFacts *facts)
{
  g_autoptr(VouchChain) chain = vouch_rules_run (facts);
  VouchReason *reason = vouch_chain_get_reason (chain);
  VouchPlan *self = g_new0 (VouchPlan, 1);

  self->remarks = g_ptr_array_ref (chain->remarks);
  if (reason == NULL)
    {
      plan_create (self, facts, chain);
      return self;
    }

  self->reason = vouch_reason_ref (reason);
  self->ends = g_strv_contains (ending_reasons, vouch_reason_get_id (reason));
  return self;
}

void
vouch_plan_free (VouchPlan *self)
{
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_clear_pointer (&self->request, vouch_request_row_free);
  g_clear_pointer (&self->effect, vouch_effect_free);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

static gboolean
append_line (const VouchFacts  *facts,
             VouchDb           *db,
             const char        *id,
             VouchReason       *why,
             gint64             request_id,
             GError           **error)
{
  g_autoptr(VouchReason) what =
    vouch_reason_new (id, "reason", why != NULL ? vouch_reason_get_id (why) : NULL, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (facts->now, "vouch", what);

  line->application_id = facts->application->id;
  line->person_id = facts->application->person_id;
  line->trigger_id = facts->trigger->id;
  line->request_id = request_id;
  return vouch_ledger_append (db, facts->connection->id, line, error) != 0;
}

static gboolean
store_trigger (const VouchFacts  *facts,
               VouchDb           *db,
               VouchTriggerState  state,
               VouchReason       *reason,
               GError           **error)
{
  g_autoptr(VouchTrigger) trigger = vouch_trigger_copy (facts->trigger);

  trigger->state = state;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  trigger->reason = reason != NULL ? vouch_reason_ref (reason) : NULL;
  return vouch_triggers_update (db, trigger, error);
}

static gboolean
store_stop (const VouchPlan   *self,
            const VouchFacts  *facts,
            VouchDb           *db,
            GError           **error)
{
  VouchTriggerState state = self->ends ? VOUCH_TRIGGER_SKIPPED : VOUCH_TRIGGER_HELD;
  const char *line = self->ends ? "trigger.skipped" : "trigger.held";

  /* Held for the same reason as before is no news. */
  if (facts->trigger->state == state && vouch_reason_equal (facts->trigger->reason, self->reason))
    return TRUE;

  return store_trigger (facts, db, state, self->reason, error) &&
         append_line (facts, db, line, self->reason, 0, error);
}

/**
 * vouch_plan_store:
 * @self: a plan
 * @facts: what it was made from, with its trigger
 * @db: the store, inside a transaction
 * @error: return location
 *
 * Writes the plan down: the trigger's state, the request and its create in the outbox, the ledger.
 * Fails with %VOUCH_STORE_ERROR_STALE when the trigger moved meanwhile: plan again.
 */
gboolean
vouch_plan_store (const VouchPlan   *self,
                  const VouchFacts  *facts,
                  VouchDb           *db,
                  GError           **error)
{
  gint64 request_id;

  if (self->reason != NULL)
    return store_stop (self, facts, db, error);

  request_id = vouch_requests_add (db, self->request, error);
  if (request_id == 0)
    return FALSE;

  self->effect->request_id = request_id;
  return vouch_outbox_plan (db, self->effect, NULL, error) != 0 &&
         store_trigger (facts, db, VOUCH_TRIGGER_PLANNED, NULL, error) &&
         append_line (facts, db, "request.planned", NULL, request_id, error);
}
