/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "store/vouch-requests.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "vouch-scenarios.h"

/* A transaction of a person's, which the crash may interrupt: it is done until it is done. */
static void
insist (VouchWorld     *world,
        VouchStoreFunc  func,
        gpointer        data)
{
  while (!vouch_world_write (world, func, data))
    vouch_world_cycle (world, VOUCH_CYCLE_NONE);
}

static void
answer (VouchWorld *world,
        const char *email)
{
  g_autofree char *request = vouch_world_find_request (world, email);

  g_assert_nonnull (request);
  vouch_world_advance (world, 60);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_settle (world);
}

static void
run_request (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
}

static void
run_report (VouchWorld *world)
{
  run_request (world);
  answer (world, "ines.okafor@example.org");
}

static gboolean
set_both (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  return vouch_values_set (db, vouch_world_get_connection (data), VOUCH_VALUE_SETTING,
                           "report-kind", "both",
                           error);
}

static void
run_both_reports (VouchWorld *world)
{
  insist (world, set_both, world);
  run_report (world);
}

static void
run_rejected (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, candidate, job, "REJECTED", NULL);
  vouch_world_settle (world);
}

static void
run_hired (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, candidate, job, "HIRED", NULL);
  vouch_world_settle (world);
}

static void
run_two_people (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *other = vouch_world_add_job (world, "Sales Engineer", "sales");
  g_autofree char *ines = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *theo = vouch_world_add_candidate (world, "Theo", "Lind", other, TRUE);

  vouch_world_settle (world);
  answer (world, "theo.lind@example.org");
}

/* One person on two jobs, in the step of both. */
static void
run_two_jobs (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *other = vouch_world_add_job (world, "Sales Engineer", "sales");
  g_autofree char *ines = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_do (world, "add-application",
                  "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"NEW\"}",
                  ines, other);
  vouch_world_move (world, ines, other, "IN_REVIEW", "Crosschq");
  vouch_world_settle (world);
}

/* Moved out and in again: the second time waits for a person. */
static void
run_re_entry (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, candidate, job, "INTERVIEW", NULL);
  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, candidate, job, "IN_REVIEW", "Crosschq");
  vouch_world_settle (world);
}

/* A tag that differs in its case holds; set right, the request goes out. */
static void
run_near_miss (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "Sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 0);
  vouch_world_advance (world, 30);
  vouch_world_do (world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"sales\"}", job);
  vouch_world_settle (world);
}

/* The list at Crosschq shows a new request late. */
static void
run_lagging_list (VouchWorld *world)
{
  vouch_world_do (world, "settings", "{\"crosschq_list_lag\":20}");
  run_report (world);
}

/* Moved out before anything was sent. */
static void
run_change_of_mind (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", NULL);
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, candidate, job, "INTERVIEW", NULL);
  vouch_world_settle (world);
}

typedef struct
{
  VouchWorld *world;
  const char *job;
} Tagging;

static gboolean
push_and_tag (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  Tagging *tagging = data;
  g_autoptr(VouchTemplate) template = vouch_template_new ();
  gint64 connection_id = vouch_world_get_connection (tagging->world);
  VouchRandom *random = vouch_context_get_random (vouch_world_get_context (tagging->world));

  template->connection_id = connection_id;
  vouch_set_str (&template->name, "Nursing");
  vouch_set_str (&template->tag, "nursing");
  vouch_set_str (&template->survey, "account-executive");
  vouch_template_add_slot (template, "managers", NULL);
  if (vouch_templates_save (db, template, error) == 0)
    return FALSE;

  return vouch_action_push_tags (db, connection_id, FALSE, random,
                                 vouch_world_get_now (tagging->world), error) >= 0 &&
         vouch_action_tag_job (db, connection_id, tagging->job, "sales",
                               "0123456789abcdef0123456789abcdef",
                               vouch_world_get_now (tagging->world), error);
}

static void
run_tagging (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", NULL);
  Tagging tagging = { world, job };

  vouch_world_settle (world);
  insist (world, push_and_tag, &tagging);
  vouch_world_settle (world);
  vouch_world_settle (world);
}

static gboolean
cancel_by_hand (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchWorld *world = data;
  g_autoptr(GPtrArray) requests =
    vouch_requests_list (db, vouch_world_get_connection (world), TRUE, error);

  g_assert_cmpuint (requests->len, ==, 1);
  return vouch_action_cancel (db, ((VouchRequestRow *) requests->pdata[0])->id,
                              "00000000000000000000000000000002", vouch_world_get_now (world),
                              error);
}

static void
run_cancel_by_hand (VouchWorld *world)
{
  run_request (world);
  vouch_world_advance (world, 60);
  insist (world, cancel_by_hand, world);
  vouch_world_settle (world);
}

/* Deleted at SmartRecruiters: a tombstone, and the open request waits for a person. */
static void
run_deleted (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_do (world, "delete-candidate", "{\"candidate_id\":\"%s\"}", candidate);
  vouch_world_settle (world);
  vouch_world_advance (world, 16 * 60);
  vouch_world_settle (world);
}

/* The grant is renewed on the way. */
static void
run_tokens (VouchWorld *world)
{
  vouch_world_use_tokens (world);
  run_report (world);
}

static const VouchScenario scenarios[] = {
  { "request", run_request },
  { "report", run_report },
  { "both-reports", run_both_reports },
  { "rejected", run_rejected },
  { "hired", run_hired },
  { "two-people", run_two_people },
  { "two-jobs", run_two_jobs },
  { "re-entry", run_re_entry },
  { "near-miss", run_near_miss },
  { "lagging-list", run_lagging_list },
  { "change-of-mind", run_change_of_mind },
  { "tagging", run_tagging },
  { "cancel-by-hand", run_cancel_by_hand },
  { "deleted", run_deleted },
  { "tokens", run_tokens },
};

const VouchScenario *
vouch_scenarios_get (guint *n_scenarios)
{
  *n_scenarios = G_N_ELEMENTS (scenarios);
  return scenarios;
}
