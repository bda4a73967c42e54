/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include "vouch-sim.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-templates.h"
#include "sync/vouch-plan.h"

/* What people do in Vouch. */

typedef struct
{
  gint64 application_id;
  VouchApplication *application;
} Wanted;

static gboolean
read_application (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  Wanted *wanted = data;

  wanted->application = vouch_applications_get (db, wanted->application_id, error);
  return wanted->application != NULL;
}

static gboolean
is_for (JsonObject             *listed,
        const VouchRequestRow  *request,
        const VouchApplication *application)
{
  const char *external_id = json_object_get_string_member_with_default (listed, "external_id",
                                                                        NULL);

  if (json_object_get_boolean_member (listed, "foreign"))
    return FALSE;
  if (external_id != NULL)
    return g_strcmp0 (external_id, request->external_id) == 0;

  return g_strcmp0 (json_object_get_string_member (listed, "position"), request->position) == 0 &&
         application->person != NULL && application->person->last_name != NULL &&
         g_strcmp0 (json_object_get_string_member (listed, "last_name"),
                    application->person->last_name) == 0;
}

/**
 * vouch_sim_dup_unlinked:
 * @sim: a simulation
 * @desk: what lies in the store
 * @request: one of it
 *
 * Does what somebody does who is asked whether a request went out: looks into Crosschq.
 *
 * Returns: (transfer full) (nullable): id of the request at Crosschq that no row knows
 */
char *
vouch_sim_dup_unlinked (VouchSim        *sim,
                        VouchDesk       *desk,
                        VouchRequestRow *request)
{
  g_autoptr(JsonNode) node = vouch_world_control (sim->world, "requests", "{}");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (node), "requests");
  Wanted wanted = { request->application_id, NULL };
  char *found = NULL;

  g_assert_true (vouch_world_write (sim->world, read_application, &wanted));
  for (guint i = 0; found == NULL && i < json_array_get_length (requests); i++)
    {
      JsonObject *listed = json_array_get_object_element (requests, i);
      const char *id = json_object_get_string_member (listed, "request_id");

      if (is_for (listed, request, wanted.application) && !vouch_desk_knows (desk, id))
        found = g_strdup (id);
    }

  vouch_application_free (wanted.application);
  return found;
}

static gboolean
waits (const VouchEffect *effect)
{
  return effect->state == VOUCH_EFFECT_HELD || effect->state == VOUCH_EFFECT_UNKNOWN;
}

static VouchEffect *
pick_effect (VouchSim  *sim,
             VouchDesk *desk)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_new ();

  for (guint i = 0; i < desk->effects->len; i++)
    {
      if (waits (desk->effects->pdata[i]))
        g_ptr_array_add (waiting, desk->effects->pdata[i]);
    }

  return waiting->len > 0 ? waiting->pdata[vouch_sim_draw (sim, waiting->len)] : NULL;
}

/* A person looks before they decide: what exists is linked, never sent again or left. */
static void
decide_create (VouchSim    *sim,
               VouchDesk   *desk,
               VouchEffect *effect)
{
  VouchRequestRow *request = vouch_desk_find_request (desk, effect->request_id);
  g_autofree char *existing = vouch_sim_dup_unlinked (sim, desk, request);
  VouchHand hand;
  gboolean done;

  if (existing != NULL)
    hand = VOUCH_HAND_LINK;
  else
    hand = vouch_sim_chance (sim, 30) ? VOUCH_HAND_SKIP_EFFECT
         : vouch_sim_chance (sim, 50) ? VOUCH_HAND_SEND_ANYWAY : VOUCH_HAND_RETRY;

  done = vouch_hand (sim->world, hand, effect->id, existing);
  vouch_sim_say (sim, "hand %d on create %" G_GINT64_FORMAT ": %s", hand, effect->id,
                 done ? "yes" : "no");
}

static gboolean
exists_outside (VouchSim   *sim,
                const char *kind,
                const char *member,
                const char *text)
{
  g_autoptr(JsonNode) node = vouch_world_control (sim->world, "effects", "{}");
  JsonArray *effects = json_object_get_array_member (json_node_get_object (node), "effects");

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);
      const char *value = json_object_get_string_member_with_default (effect, member, "");

      if (g_str_equal (json_object_get_string_member (effect, "kind"), kind) &&
          strstr (value, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* As with a request: what is on the profile is not put there again. */
static gboolean
is_there (VouchSim    *sim,
          VouchDesk   *desk,
          VouchEffect *effect)
{
  VouchRequestRow *request = vouch_desk_find_request (desk, effect->request_id);

  if (request == NULL || request->request_id == NULL)
    return FALSE;
  if (g_str_equal (effect->kind, "attach-report"))
    return exists_outside (sim, "attachment-added", "name", request->request_id);
  if (g_str_equal (effect->kind, "write-note"))
    return exists_outside (sim, "note-written", "correlation_id", effect->attempt_id);
  return FALSE;
}

static void
decide_effect (VouchSim *sim)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (sim->world);
  VouchEffect *effect = pick_effect (sim, desk);
  VouchHand hand;

  if (effect == NULL)
    return;
  if (g_str_equal (effect->kind, "create-request"))
    {
      decide_create (sim, desk, effect);
      return;
    }

  hand = is_there (sim, desk, effect) || vouch_sim_chance (sim, 30) ? VOUCH_HAND_SKIP_EFFECT
       : vouch_sim_chance (sim, 50) ? VOUCH_HAND_SEND_ANYWAY : VOUCH_HAND_RETRY;
  vouch_sim_say (sim, "hand %d on %s %" G_GINT64_FORMAT, hand, effect->kind, effect->id);
  vouch_hand (sim->world, hand, effect->id, NULL);
}

static VouchTrigger *
pick_trigger (VouchSim  *sim,
              VouchDesk *desk)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_new ();

  for (guint i = 0; i < desk->triggers->len; i++)
    {
      if (((VouchTrigger *) desk->triggers->pdata[i])->state == VOUCH_TRIGGER_HELD)
        g_ptr_array_add (waiting, desk->triggers->pdata[i]);
    }

  return waiting->len > 0 ? waiting->pdata[vouch_sim_draw (sim, waiting->len)] : NULL;
}

/* Whoever confirms a re-entry wants another request to be made: the company is told. Where it
 * knows requests by e-mail address alone, which people change, it is told for good. */
static void
allow (VouchSim           *sim,
       const VouchTrigger *trigger)
{
  Wanted wanted = { trigger->application_id, NULL };
  g_autofree char *id = NULL;

  if (!sim->searchable)
    {
      vouch_sim_try (sim, "settings", "{\"reentry_allowed\":true}");
      return;
    }

  g_assert_true (vouch_world_write (sim->world, read_application, &wanted));
  id = vouch_external_id_for (wanted.application);
  vouch_sim_try (sim, "allow-create", "{\"external_id\":\"%s\"}", id);
  vouch_application_free (wanted.application);
}

static void
decide_trigger (VouchSim *sim)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (sim->world);
  VouchTrigger *trigger = pick_trigger (sim, desk);

  if (trigger == NULL)
    return;

  vouch_sim_say (sim, "entry %" G_GINT64_FORMAT ", held for %s", trigger->id,
                 vouch_reason_get_id (trigger->reason));
  if (vouch_sim_chance (sim, 25))
    vouch_hand (sim->world, VOUCH_HAND_SKIP_TRIGGER, trigger->id, NULL);
  else
    {
      if (trigger->entry_no > 1 && !trigger->confirmed)
        allow (sim, trigger);
      vouch_hand (sim->world, VOUCH_HAND_CONFIRM, trigger->id, NULL);
    }
}

static void
ask_for (VouchSim *sim)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (sim->world);
  VouchHand hand = vouch_sim_chance (sim, 50) ? VOUCH_HAND_CANCEL : VOUCH_HAND_REMIND;
  VouchRequestRow *request;

  if (desk->requests->len == 0)
    return;

  request = desk->requests->pdata[vouch_sim_draw (sim, desk->requests->len)];
  vouch_sim_say (sim, "hand %d on request %" G_GINT64_FORMAT, hand, request->id);
  vouch_hand (sim->world, hand, request->id, NULL);
}

static void
switch_off (VouchSim *sim)
{
  static const VouchHand hands[] = { VOUCH_HAND_TURN_OFF, VOUCH_HAND_PAUSE, VOUCH_HAND_PAUSE,
                                     VOUCH_HAND_OBSERVE };
  VouchHand hand = hands[vouch_sim_draw (sim, G_N_ELEMENTS (hands))];

  vouch_sim_say (sim, "hand %d", hand);
  vouch_hand (sim->world, hand, 0, NULL);
}

static void
switch_on (VouchSim *sim)
{
  vouch_hand (sim->world, VOUCH_HAND_TURN_ON, 0, NULL);
  vouch_hand (sim->world, VOUCH_HAND_RESUME, 0, NULL);
  vouch_hand (sim->world, VOUCH_HAND_SEND, 0, NULL);
}

static void
change_setting (VouchSim *sim)
{
  static const struct { const char *name; const char *values; } settings[] = {
    { "report-kind", "full summary both" }, { "withdrawn", "reject keep" },
        { "daily-cap", "1 3 100 100" },
    { "catch-up-limit", "0 10 10" }, { "attach-report", "true true false" },
        { "enabled", "true true false" },
  };
  guint i = vouch_sim_draw (sim, G_N_ELEMENTS (settings));
  const char *value = vouch_sim_pick (sim, settings[i].values);

  vouch_sim_say (sim, "%s = %s", settings[i].name, value);
  vouch_hand_set (sim->world, settings[i].name, value);
}

/* Templates. */

typedef struct
{
  VouchSim *sim;
  const char *tag;
} Editing;

static VouchTemplate *
find_template (GPtrArray  *templates,
               const char *tag)
{
  for (guint i = 0; i < templates->len; i++)
    {
      if (g_str_equal (((VouchTemplate *) templates->pdata[i])->tag, tag))
        return vouch_template_copy (templates->pdata[i]);
    }

  return NULL;
}

static gboolean
edit_template (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Editing *editing = data;
  VouchSim *sim = editing->sim;
  gint64 connection_id = vouch_world_get_connection (sim->world);
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, connection_id, error);
  g_autoptr(VouchTemplate) template = templates != NULL ? find_template (templates,
                                                                         editing->tag) : NULL;

  if (templates == NULL)
    return FALSE;
  if (template != NULL && vouch_sim_chance (sim, 20))
    return vouch_templates_remove (db, template->id, error);

  if (template == NULL)
    template = vouch_template_new ();
  template->connection_id = connection_id;
  vouch_set_str (&template->name, editing->tag);
  vouch_set_str (&template->tag, editing->tag);
  vouch_set_str (&template->survey, vouch_sim_pick (sim, "account-executive account-executive "
                                                         "software-engineer"
                                                    " warehouse-team-lead seasonal-associate"));
  g_ptr_array_set_size (template->slots, 0);
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "peers", NULL);
  template->use_sms = vouch_sim_chance (sim, 50);
  return vouch_templates_save (db, template, error) != 0;
}

static void
change_template (VouchSim *sim)
{
  Editing editing = { sim, vouch_sim_pick (sim, "sales engineering engineering") };

  vouch_sim_say (sim, "template %s", editing.tag);
  g_assert_true (vouch_world_write (sim->world, edit_template, &editing));
}

/* Tags that Vouch sets for a person. */

static gboolean
push_tags (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchSim *sim = data;

  return vouch_action_push_tags (db, vouch_world_get_connection (sim->world),
                                 vouch_sim_chance (sim, 5),
                                 vouch_context_get_random (vouch_world_get_context (sim->world)),
                                 vouch_world_get_now (sim->world), error) >= 0;
}

static gboolean
set_tag (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  VouchSim *sim = data;
  const char *job_id = sim->job_ids->pdata[vouch_sim_draw (sim, sim->job_ids->len)];
  g_autofree char *attempt_id =
    vouch_random_hex (vouch_context_get_random (vouch_world_get_context (sim->world)), 16);

  return vouch_action_tag_job (db, vouch_world_get_connection (sim->world), job_id,
                               vouch_sim_pick (sim, "sales engineering nothing"), attempt_id,
                               vouch_world_get_now (sim->world), error);
}

static void
tag_from_here (VouchSim *sim)
{
  vouch_world_write (sim->world, vouch_sim_chance (sim, 50) ? push_tags : set_tag, sim);
}

static const VouchSimEvent events[] = {
  { "decide about an effect", 4, decide_effect },
  { "decide about an entry", 4, decide_trigger },
  { "cancel or remind", 1, ask_for },
  { "switch off", 1, switch_off },
  { "switch on", 4, switch_on },
  { "change a setting", 1, change_setting },
  { "change a template", 2, change_template },
  { "set tags", 2, tag_from_here },
};

const VouchSimEvent *
vouch_sim_get_hands (guint *n_events)
{
  *n_events = G_N_ELEMENTS (events);
  return events;
}

/* The end: what Vouch believes against what is. */

typedef struct
{
  VouchSim *sim;
  GPtrArray *followed;
} Following;

static gboolean
list_followed (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Following *following = data;
  gint64 connection_id = vouch_world_get_connection (following->sim->world);
  GPtrArray *in_step = vouch_applications_in_step (db, connection_id, error);
  GPtrArray *open = vouch_applications_to_read (db, connection_id, G_MAXINT64, G_MAXINT64, G_MAXINT,
                                                error);

  if (in_step == NULL || open == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (in_step, open);
  following->followed = in_step;
  return TRUE;
}

static JsonObject *
find_on_job (JsonNode   *candidate,
             const char *job_id)
{
  JsonArray *applications = json_object_get_array_member (json_node_get_object (candidate),
                                                          "applications");

  for (guint i = 0; i < json_array_get_length (applications); i++)
    {
      JsonObject *application = json_array_get_object_element (applications, i);

      if (g_str_equal (json_object_get_string_member (application, "job_id"), job_id))
        return application;
    }

  return NULL;
}

static JsonNode *
show_candidate (VouchSim   *sim,
                const char *candidate_id)
{
  g_autofree char *arguments = g_strdup_printf ("{\"candidate_id\":\"%s\"}", candidate_id);

  return vouch_sandbox_control (vouch_world_get_sandbox (sim->world), "show-candidate", arguments,
                                vouch_world_get_now (sim->world), NULL);
}

static void
check_one (VouchSim               *sim,
           const VouchApplication *stored)
{
  g_autoptr(JsonNode) candidate = show_candidate (sim, stored->candidate_id);
  JsonObject *application = candidate != NULL ? find_on_job (candidate, stored->job_id) : NULL;

  vouch_sim_say (sim, "%s on %s is %s/%s", stored->candidate_id, stored->job_id, stored->status,
                 stored->sub_status);
  if (application == NULL)
    {
      g_assert_cmpint (stored->gone_seen_at, !=, 0);
      return;
    }

  g_assert_cmpstr (stored->status, ==, json_object_get_string_member (application, "status"));
  g_assert_cmpstr (stored->sub_status != NULL ? stored->sub_status : "", ==,
                   json_object_get_string_member_with_default (application, "sub_status", ""));
}

typedef struct
{
  VouchSim *sim;
  const char *candidate_id;
  const char *job_id;
  VouchApplication *application;
} Stored;

static gboolean
find_stored (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Stored *stored = data;

  stored->application = vouch_applications_find (db,
                                                 vouch_world_get_connection (stored->sim->world),
                                                 stored->candidate_id, stored->job_id, error);
  return error == NULL || *error == NULL;
}

/* Whoever is in the step is stored as being in it, with a date of the read that found it gone if
 * it was. */
static void
check_in_step (VouchSim   *sim,
               const char *candidate_id,
               const char *job_id)
{
  Stored stored = { sim, candidate_id, job_id, NULL };
  g_autoptr(VouchApplication) application = NULL;

  g_assert_true (vouch_world_write (sim->world, find_stored, &stored));
  application = stored.application;
  g_assert_nonnull (application);
  vouch_sim_say (sim, "%s on %s is in the step: %s/%s, in step %d, gone %d", candidate_id, job_id,
                 application->status, application->sub_status, application->in_step,
                     application->gone);
  g_assert_true (application->in_step);
}

/* Whoever is in a step has been seen there. */
static void
check_seen (VouchSim       *sim,
            VouchSimPerson *person)
{
  g_autoptr(JsonNode) candidate = show_candidate (sim, person->candidate_id);

  for (guint i = 0; candidate != NULL && i < person->job_ids->len; i++)
    {
      const char *job_id = person->job_ids->pdata[i];
      JsonObject *application = find_on_job (candidate, job_id);

      if (application != NULL &&
          g_str_equal (json_object_get_string_member (application, "status"), "IN_REVIEW") &&
          g_strcmp0 (json_object_get_string_member_with_default (application, "sub_status", NULL),
                     "Crosschq") == 0)
        check_in_step (sim, person->candidate_id, job_id);
    }
}

/**
 * vouch_sim_check_followed:
 * @sim: a simulation that has settled
 *
 * No cursor passed anything: what is followed is stored as it is, and whoever is in a step is
 * known (I3).
 */
void
vouch_sim_check_followed (VouchSim *sim)
{
  Following following = { sim, NULL };
  g_autoptr(GPtrArray) followed = NULL;

  g_assert_true (vouch_world_write (sim->world, list_followed, &following));
  followed = following.followed;
  for (guint i = 0; i < followed->len; i++)
    check_one (sim, followed->pdata[i]);
  for (guint i = 0; i < sim->people->len; i++)
    check_seen (sim, sim->people->pdata[i]);
}
