/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include "vouch-sim.h"

/* What candidates, references and others do at Crosschq. */

static char *
dup_request (VouchSim   *sim,
             const char *state)
{
  g_autoptr(JsonNode) node = vouch_world_control (sim->world, "requests", "{}");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (node), "requests");
  g_autoptr(GPtrArray) fitting = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (state == NULL || g_str_equal (json_object_get_string_member (request, "state"), state))
        g_ptr_array_add (fitting, (gpointer) json_object_get_string_member (request, "request_id"));
    }

  return fitting->len > 0 ? g_strdup (fitting->pdata[vouch_sim_draw (sim, fitting->len)]) : NULL;
}

static void
answer_all (VouchSim *sim)
{
  g_autofree char *id = dup_request (sim, "open");

  if (id != NULL)
    vouch_sim_try (sim, "answer-all", "{\"request_id\":\"%s\"}", id);
}

static void
answer_one (VouchSim *sim)
{
  g_autofree char *id = dup_request (sim, "open");
  guint n = sim->n_names++;

  if (id == NULL)
    return;

  vouch_sim_try (sim, "candidate-starts", "{\"request_id\":\"%s\"}", id);
  if (vouch_sim_try (sim, "add-reference",
                     "{\"request_id\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Lund\","
                     "\"email\":\"ada%u@example.com\",\"relationship\":\"managers\"}", id, n))
    vouch_sim_try (sim, vouch_sim_pick (sim,
                                        "complete-reference complete-reference decline-reference"),
                   "{\"request_id\":\"%s\",\"email\":\"ada%u@example.com\"}", id, n);
}

static void
do_something (VouchSim *sim)
{
  g_autofree char *id = dup_request (sim, vouch_sim_chance (sim, 80) ? "open" : NULL);

  if (id != NULL)
    vouch_sim_try (sim, vouch_sim_pick (sim, "candidate-starts conclude conclude cancel-outside "
                                             "past-due expire"),
                   "{\"request_id\":\"%s\"}", id);
}

/* An administrator cancels what was done already, the report with it. */
static void
force_cancel (VouchSim *sim)
{
  g_autofree char *id = dup_request (sim, NULL);

  if (id != NULL)
    vouch_sim_try (sim, "cancel-outside", "{\"request_id\":\"%s\",\"force\":true}", id);
}

/* Only one that Vouch knows: a request whose answer was lost can be found by its e-mail address
 * alone where the service echoes no external id. */
static void
edit_request (VouchSim *sim)
{
  g_autofree char *id = dup_request (sim, NULL);
  g_autoptr(VouchDesk) desk = vouch_desk_new (sim->world);

  if (id != NULL && vouch_desk_knows (desk, id))
    vouch_sim_try (sim, "edit-request",
                   "{\"request_id\":\"%s\",\"email\":\"other%u@example.org\"}", id,
                   sim->n_names++);
}

static void
switch_survey (VouchSim *sim)
{
  vouch_sim_try (sim, "disable-survey", "{\"codename\":\"account-executive\",\"disabled\":%s}",
                 vouch_sim_pick (sim, "true false false"));
}

static void
switch_pdf (VouchSim *sim)
{
  vouch_sim_try (sim, "pdf-off", "{\"off\":%s}", vouch_sim_pick (sim, "true false false"));
}

static const VouchSimEvent events[] = {
  { "answer all", 14, answer_all },
  { "answer one", 6, answer_one },
  { "something at Crosschq", 3, do_something },
  { "force a cancel", 1, force_cancel },
  { "edit a request", 1, edit_request },
  { "switch a survey", 1, switch_survey },
  { "switch files", 1, switch_pdf },
};

const VouchSimEvent *
vouch_sim_get_answers (guint *n_events)
{
  *n_events = G_N_ELEMENTS (events);
  return events;
}
