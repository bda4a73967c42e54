/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include "vouch-sim.h"

/* What people do in SmartRecruiters. */

static const char *const first_names[] = { "Ines", "Theo", "Mara", "Jonas", "Aiko", "Priya",
                                           "Lars" };
static const char *const titles[] = {
  "Account Executive", "Sales Engineer", "Brand Marketer", "Recruiter", "Team Lead", "Analyst",
      "Nurse",
  "Driver",
};

#define TAGS "sales sales sales sales sales sales Sales engineering unknown"
#define PLACES "NEW INTERVIEW INTERVIEW OFFERED LEAD"
#define ENDS "HIRED REJECTED REJECTED WITHDRAWN TRANSFERRED"

static const char *
pick_job (VouchSim *sim)
{
  return sim->job_ids->pdata[vouch_sim_draw (sim, sim->job_ids->len)];
}

static VouchSimPerson *
pick_person (VouchSim *sim)
{
  return sim->people->len > 0 ? sim->people->pdata[vouch_sim_draw (sim, sim->people->len)] : NULL;
}

static const char *
pick_application (VouchSim       *sim,
                  VouchSimPerson *person)
{
  return person->job_ids->pdata[vouch_sim_draw (sim, person->job_ids->len)];
}

static void
add_job (VouchSim *sim)
{
  char *job_id;
  /* The first one is what the company's Vouch was set up for. */
  const char *tag = sim->job_ids->len == 0 ? "sales"
                  : vouch_sim_chance (sim, 85) ? vouch_sim_pick (sim, TAGS) : NULL;

  if (sim->job_ids->len >= G_N_ELEMENTS (titles))
    return;

  job_id = vouch_world_add_job (sim->world, titles[sim->job_ids->len], tag);
  vouch_sim_say (sim, "job %s: %s", job_id, tag);
  g_ptr_array_add (sim->job_ids, job_id);
}

/* Names that no two people share, in letters only. */
static char *
dup_last_name (VouchSim *sim)
{
  guint n = sim->n_names++;

  return g_strdup_printf ("Okafor%c%c", 'a' + (n / 26) % 26, 'a' + n % 26);
}

static void
add_person (VouchSim *sim)
{
  VouchSimPerson *person;
  const char *first = first_names[vouch_sim_draw (sim, G_N_ELEMENTS (first_names))];
  g_autofree char *last = dup_last_name (sim);
  const char *job_id = pick_job (sim);
  g_autofree char *email = g_strdup_printf ("%s.%s@example.org", first, last);
  gboolean in_step = vouch_sim_chance (sim, 75);

  person = g_new0 (VouchSimPerson, 1);
  person->candidate_id = vouch_world_add_candidate (sim->world, first, last, job_id, in_step);
  person->email = g_ascii_strdown (email, -1);
  person->job_ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (person->job_ids, g_strdup (job_id));
  g_ptr_array_add (sim->people, person);
  vouch_sim_say (sim, "candidate %s %s on %s%s", person->candidate_id, person->email, job_id,
                 in_step ? ", in the step" : "");
}

static void
add_application (VouchSim *sim)
{
  VouchSimPerson *person = pick_person (sim);
  const char *job_id = pick_job (sim);

  if (person == NULL)
    return;
  if (vouch_sim_try (sim, "add-application",
                     vouch_sim_chance (sim, 50)
                       ? "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"NEW\"}"
                       : "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"IN_REVIEW\","
                         "\"sub_status\":\"Crosschq\"}",
                     person->candidate_id, job_id))
    g_ptr_array_add (person->job_ids, g_strdup (job_id));
}

static void
move (VouchSim   *sim,
      const char *status,
      const char *step)
{
  VouchSimPerson *person = pick_person (sim);
  const char *job_id;

  if (person == NULL)
    return;

  job_id = pick_application (sim, person);
  if (step != NULL)
    vouch_sim_try (sim, "move",
                   "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"%s\","
                   "\"sub_status\":\"%s\"}",
                   person->candidate_id, job_id, status, step);
  else
    vouch_sim_try (sim, "move", "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"%s\"}",
                   person->candidate_id, job_id, status);
}

static void
move_in (VouchSim *sim)
{
  move (sim, vouch_sim_pick (sim, "IN_REVIEW IN_REVIEW IN_REVIEW INTERVIEW"), "Crosschq");
}

static void
move_out (VouchSim *sim)
{
  move (sim, vouch_sim_pick (sim, PLACES), NULL);
}

static void
decide (VouchSim *sim)
{
  move (sim, vouch_sim_pick (sim, ENDS), NULL);
}

static void
tag_job (VouchSim *sim)
{
  vouch_sim_try (sim, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"%s\"}", pick_job (sim),
                 vouch_sim_chance (sim, 90) ? vouch_sim_pick (sim, TAGS) : "");
}

static void
edit_job (VouchSim *sim)
{
  vouch_sim_try (sim, "edit-job", "{\"job_id\":\"%s\",\"status\":\"%s\"}", pick_job (sim),
                 vouch_sim_pick (sim, "SOURCING FILLED CANCELLED ON_HOLD"));
}

static char *
dup_user (VouchSim *sim)
{
  g_autoptr(JsonNode) node = vouch_world_control (sim->world, "find-users", "{\"limit\":10}");
  JsonArray *users = json_object_get_array_member (json_node_get_object (node), "users");
  JsonObject *user = json_array_get_object_element (users,
                                                    vouch_sim_draw (sim,
                                                                    json_array_get_length (users)));

  return g_strdup (json_object_get_string_member (user, "user_id"));
}

static void
change_team (VouchSim *sim)
{
  g_autofree char *one = dup_user (sim);
  g_autofree char *other = dup_user (sim);

  if (vouch_sim_chance (sim, 20))
    vouch_sim_try (sim, "set-team", "{\"job_id\":\"%s\",\"members\":[]}", pick_job (sim));
  else
    vouch_sim_try (sim, "set-team",
                   "{\"job_id\":\"%s\",\"members\":[{\"user_id\":\"%s\",\"role\":\"RECRUITER\"},"
                   "{\"user_id\":\"%s\",\"role\":\"HIRING_MANAGER\"}]}",
                   pick_job (sim), one, other);
}

static void
edit_person (VouchSim *sim)
{
  VouchSimPerson *person = pick_person (sim);
  g_autofree char *last = NULL;
  g_autofree char *email = NULL;

  if (person == NULL)
    return;

  last = dup_last_name (sim);
  switch (vouch_sim_draw (sim, 5))
    {
    case 0:
      vouch_sim_try (sim, "edit-candidate", "{\"candidate_id\":\"%s\",\"last_name\":\"%s\"}",
                     person->candidate_id, last);
      return;

    case 1:
      email = g_strdup ("");
      break;

    case 2:
      email = g_strdup_printf ("%s at example", last);
      break;

    default:
      email = g_strdup_printf ("%s@example.org", last);
    }
  vouch_sim_try (sim, "edit-candidate", "{\"candidate_id\":\"%s\",\"email\":\"%s\"}",
                 person->candidate_id,
                 email);
  g_free (person->email);
  person->email = g_steal_pointer (&email);
}

static void
remove_person (VouchSim *sim)
{
  VouchSimPerson *person = pick_person (sim);
  VouchSimPerson *other = pick_person (sim);

  if (person == NULL)
    return;
  if (vouch_sim_chance (sim, 40))
    vouch_sim_try (sim, "delete-candidate", "{\"candidate_id\":\"%s\"}", person->candidate_id);
  else if (vouch_sim_chance (sim, 30))
    vouch_sim_try (sim, "anonymise-candidate", "{\"candidate_id\":\"%s\"}", person->candidate_id);
  else
    vouch_sim_try (sim, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", person->candidate_id,
                   other->candidate_id);
}

/* A process without the step for a while. */
static void
change_process (VouchSim *sim)
{
  if (sim->step_removed)
    vouch_sim_mend_process (sim);
  else
    sim->step_removed = vouch_sim_try (sim, "remove-step",
                                       "{\"stage\":\"IN_REVIEW\",\"name\":\"Crosschq\"}");
}

void
vouch_sim_mend_process (VouchSim *sim)
{
  if (sim->step_removed)
    vouch_sim_try (sim, "add-step", "{\"stage\":\"IN_REVIEW\",\"name\":\"Crosschq\"}");
  sim->step_removed = FALSE;
}

static const VouchSimEvent events[] = {
  { "new candidate", 10, add_person },
  { "new job", 2, add_job },
  { "second application", 4, add_application },
  { "move in", 10, move_in },
  { "move out", 6, move_out },
  { "decision", 6, decide },
  { "tag a job", 2, tag_job },
  { "edit a job", 1, edit_job },
  { "change a team", 2, change_team },
  { "edit a candidate", 3, edit_person },
  { "remove a candidate", 1, remove_person },
  { "change the process", 2, change_process },
};

const VouchSimEvent *
vouch_sim_get_people (guint *n_events)
{
  *n_events = G_N_ELEMENTS (events);
  return events;
}

/* The company as it is founded. */

static void
set_company (VouchSim *sim)
{
  sim->searchable = vouch_sim_chance (sim, 75);
  vouch_sim_try (sim, "settings",
                 "{\"crosschq_external_id\":%s,\"crosschq_list\":%s,\"crosschq_cancel\":%s,"
                 "\"crosschq_outcome\":%s,\"crosschq_remind\":%s,\"crosschq_auto_conclude\":%s,"
                 "\"crosschq_slots\":%s,\"crosschq_list_form\":\"%s\","
                 "\"crosschq_error_form\":\"%s\","
                 "\"crosschq_list_lag\":%s,\"report_delay\":%s,\"crosschq_pdf_kind\":\"%s\"}",
                 sim->searchable ? "true" : "false",
                     vouch_sim_pick (sim, "true true true true false"),
                 vouch_sim_pick (sim, "true true true false"),
                     vouch_sim_pick (sim, "true true true false"),
                 vouch_sim_pick (sim, "true true true false"),
                     vouch_sim_pick (sim, "true true true false"),
                 vouch_sim_pick (sim, "true true true false"),
                     vouch_sim_pick (sim, "envelope envelope array"),
                 vouch_sim_pick (sim, "object array string vary"),
                     vouch_sim_pick (sim, "0 0 5 20 60 240 420"),
                 vouch_sim_pick (sim, "0 0 30 3600"),
                     vouch_sim_pick (sim, "ok ok ok ok ok html empty cut"));
}

static void
set_ats (VouchSim *sim)
{
  vouch_sim_try (sim, "settings",
                 "{\"application_id\":%s,\"attachment_duplicate\":\"%s\",\"date_header\":%s,"
                 "\"date_skew\":%s,\"index_lag\":%s,\"last_page\":\"%s\",\"messages_form\":\"%s\","
                 "\"rate_headers\":\"%s\",\"retry_after\":\"%s\",\"system_role\":\"%s\","
                 "\"unknown_object\":\"%s\",\"updated_after\":\"%s\",\"updated_by_status\":%s,"
                 "\"list_order\":\"%s\"}",
                 vouch_sim_pick (sim, "true true false"), vouch_sim_pick (sim, "name content none"),
                 vouch_sim_pick (sim, "true true true true false"),
                     vouch_sim_pick (sim, "0 0 0 90 -90"),
                 vouch_sim_pick (sim, "0 0 5 10"), vouch_sim_pick (sim, "alternate absent empty"),
                 vouch_sim_pick (sim, "object array"), vouch_sim_pick (sim, "right absent wrong"),
                 vouch_sim_pick (sim, "none seconds date wrong"),
                 vouch_sim_pick (sim, "ADMINISTRATOR ADMINISTRATOR EXTENDED"),
                 vouch_sim_pick (sim, "404 404 401"), vouch_sim_pick (sim, "inclusive strict"),
                 vouch_sim_pick (sim, "true true false"),
                 vouch_sim_pick (sim, "right right shuffled duplicated"));
}

/**
 * vouch_sim_found:
 * @sim: a simulation
 *
 * Draws what kind of company this is, what its Vouch is set to, and its first job and candidate.
 */
void
vouch_sim_found (VouchSim *sim)
{
  set_company (sim);
  set_ats (sim);
  vouch_hand_set (sim->world, "report-kind", vouch_sim_pick (sim, "full full summary both"));
  vouch_hand_set (sim->world, "withdrawn", vouch_sim_pick (sim, "reject keep"));
  vouch_hand_set (sim->world, "daily-cap", vouch_sim_pick (sim, "3 100 100"));
  vouch_hand_set (sim->world, "catch-up-limit", vouch_sim_pick (sim, "1 10 10"));
  if (vouch_sim_chance (sim, 15))
    {
      /* Which knows no external ids. */
      vouch_hand_speak (sim->world, "v1");
      sim->searchable = FALSE;
    }

  add_job (sim);
  add_person (sim);
}
