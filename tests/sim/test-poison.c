/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-desk.h"
#include "vouch-story.h"
#include "vouch-world.h"

/* What cannot be read by itself stops nothing else (reliability.md §2.7). */

#define HOUR 3600
/* More than are read by id in one cycle, of requests and of applications. */
#define N_REQUESTS 45
#define N_APPLICATIONS 103

typedef struct
{
  VouchWorld *world;
  char *job;
  GPtrArray *candidates;  /* ids */
  GPtrArray *emails;
} Company;

static void
add_person (Company *company)
{
  guint i = company->candidates->len;
  g_autofree char *name = g_strdup_printf ("Person%c%c", 'A' + (char) (i / 26),
                                           'a' + (char) (i % 26));
  g_autofree char *lower = g_ascii_strdown (name, -1);
  char *person = vouch_world_add_candidate (company->world, "Test", name, company->job, TRUE);

  g_assert_nonnull (person);
  g_ptr_array_add (company->candidates, person);
  g_ptr_array_add (company->emails, g_strdup_printf ("test.%s@example.org", lower));
}

static void
set_up (Company    *company,
        guint       n_people,
        const char *settings)
{
  company->world = vouch_world_new (19);
  company->candidates = g_ptr_array_new_with_free_func (g_free);
  company->emails = g_ptr_array_new_with_free_func (g_free);
  company->job = vouch_world_add_job (company->world, "Account Executive", "sales");
  vouch_world_do (company->world, "settings", "%s", settings);
  vouch_hand_set (company->world, "requests-interval", "60");
  for (guint i = 0; i < n_people; i++)
    add_person (company);
  vouch_world_settle (company->world);
  g_assert_cmpuint (vouch_world_count_effects (company->world, "request-created"), ==, n_people);
}

static void
clear (Company *company)
{
  vouch_world_check (company->world);
  vouch_world_free (company->world);
  g_ptr_array_unref (company->candidates);
  g_ptr_array_unref (company->emails);
  g_free (company->job);
}

static void
run_cycles (Company *company,
            guint    n,
            gint64   seconds)
{
  for (guint i = 0; i < n; i++)
    {
      vouch_world_advance (company->world, seconds);
      vouch_world_cycle (company->world, VOUCH_CYCLE_NONE);
    }
}

static void
add_fault (Company    *company,
           guint       status,
           const char *listener,
           const char *path)
{
  vouch_world_do (company->world, "fault",
                  "{\"kind\":\"status\",\"status\":%u,\"listener\":\"%s\",\"method\":\"GET\","
                  "\"path\":\"%s\",\"times\":-1}", status, listener, path);
}

static void
break_application (Company *company,
                   guint    index,
                   guint    status)
{
  g_autofree char *path =
    g_strdup_printf ("/candidates/%s/jobs/%s", (char *) company->candidates->pdata[index],
                     company->job);

  add_fault (company, status, "ats", path);
}

static void
break_request (Company *company,
               guint    index,
               guint    status)
{
  g_autofree char *request =
    vouch_world_find_request (company->world, company->emails->pdata[index]);
  g_autofree char *path = g_strdup_printf ("/api/v2/reference-request/%s/", request);

  add_fault (company, status, "crosschq", path);
}

static void
answer (Company *company,
        guint    index)
{
  g_autofree char *request =
    vouch_world_find_request (company->world, company->emails->pdata[index]);

  vouch_world_do (company->world, "answer-all", "{\"request_id\":\"%s\"}", request);
}

static void
move_all (Company    *company,
          const char *status)
{
  for (guint i = 0; i < company->candidates->len; i++)
    vouch_world_move (company->world, company->candidates->pdata[i], company->job, status, NULL);
}

static const char *
get_outcome (VouchDesk  *desk,
             const char *candidate_id)
{
  for (guint i = 0; i < desk->requests->len; i++)
    {
      const VouchRequestRow *request = desk->requests->pdata[i];

      if (g_str_equal (request->candidate_id, candidate_id))
        return request->outcome;
    }

  g_assert_not_reached ();
}

static void
assert_hired (Company *company,
              guint    index)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (company->world);

  g_assert_cmpstr (get_outcome (desk, company->candidates->pdata[index]), ==, "hired");
}

/* One who has to be read as a whole and never can be: the next one gets a request all the same, and
 * it is said that somebody may be missing. */
static void
test_candidate (void)
{
  Company company;
  g_autofree char *second = NULL;
  g_autofree char *path = NULL;

  set_up (&company, 1, "{}");
  second = vouch_world_add_job (company.world, "Gardener", "sales");
  path = g_strdup_printf ("/candidates/%s", (char *) company.candidates->pdata[0]);
  add_fault (&company, 500, "ats", path);
  vouch_world_do (company.world, "add-application",
                  "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"OFFERED\","
                  "\"sub_status\":\"Offer Negotiation\"}",
                  (char *) company.candidates->pdata[0], second);
  add_person (&company);
  run_cycles (&company, 3, 70);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "request-created"), ==, 2);
  g_assert_cmpstr (vouch_world_get_problem (company.world), ==, "ats.outcome-unknown");

  vouch_world_do (company.world, "clear-faults", "{}");
  run_cycles (&company, 10, 70);
  g_assert_null (vouch_world_get_problem (company.world));
  clear (&company);
}

/* Somebody else's outcome moves the cursor past what the search would show of the others. */
static void
move_cursor (Company *company)
{
  vouch_world_advance (company->world, HOUR);
  vouch_world_move (company->world, company->candidates->pdata[company->candidates->len - 1],
                    company->job, "REJECTED", NULL);
  vouch_world_do (company->world, "settings", "{\"updated_by_status\":false}");
  run_cycles (company, 2, 70);
}

/* One who left the step and cannot be read: those behind are. */
static void
test_application (void)
{
  Company company;

  set_up (&company, 3, "{}");
  move_all (&company, "INTERVIEW");
  run_cycles (&company, 3, 70);
  move_cursor (&company);
  break_application (&company, 0, 500);
  vouch_world_advance (company.world, HOUR);
  vouch_world_move (company.world, company.candidates->pdata[1], company.job, "HIRED", NULL);
  run_cycles (&company, 3, 70);
  assert_hired (&company, 1);
  clear (&company);
}

/* One who is not in the list any more and cannot be read: those behind are. */
static void
test_departure (void)
{
  Company company;

  set_up (&company, 2, "{\"updated_by_status\":false}");
  break_application (&company, 0, 500);
  vouch_world_move (company.world, company.candidates->pdata[0], company.job, "INTERVIEW", NULL);
  vouch_world_move (company.world, company.candidates->pdata[1], company.job, "HIRED", NULL);
  run_cycles (&company, 3, 70);
  assert_hired (&company, 1);
  clear (&company);
}

/* A request that cannot be read: those behind are, and new ones are sent. */
static void
test_request (void)
{
  Company company;

  set_up (&company, 3, "{\"crosschq_list\":false}");
  break_request (&company, 0, 500);
  answer (&company, 2);
  run_cycles (&company, 6, 70);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 1);
  add_person (&company);
  run_cycles (&company, 3, 70);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "request-created"), ==, 4);

  vouch_world_do (company.world, "clear-faults", "{}");
  answer (&company, 0);
  run_cycles (&company, 20, 70);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 2);
  clear (&company);
}

/* More are due than one cycle reads: it is everybody's turn. */
static void
test_turns (void)
{
  Company company;

  set_up (&company, N_REQUESTS, "{\"crosschq_list\":false}");
  run_cycles (&company, 4, 70);
  answer (&company, N_REQUESTS - 1);
  run_cycles (&company, 4, 70);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 1);
  clear (&company);
}

/* As many as are read in one cycle may not be seen any more: whoever comes behind is read. */
static void
test_refused (void)
{
  Company company;

  set_up (&company, N_APPLICATIONS, "{}");
  move_all (&company, "INTERVIEW");
  run_cycles (&company, 3, 70);
  move_cursor (&company);
  for (guint i = 0; i < N_APPLICATIONS - 2; i++)
    break_application (&company, i, 403);
  vouch_world_advance (company.world, HOUR);
  vouch_world_move (company.world, company.candidates->pdata[N_APPLICATIONS - 2], company.job,
                    "HIRED", NULL);
  run_cycles (&company, 3, 70);
  assert_hired (&company, N_APPLICATIONS - 2);
  clear (&company);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/poison/candidate", test_candidate);
  g_test_add_func ("/poison/application", test_application);
  g_test_add_func ("/poison/departure", test_departure);
  g_test_add_func ("/poison/request", test_request);
  g_test_add_func ("/poison/turns", test_turns);
  g_test_add_func ("/poison/refused", test_refused);

  return g_test_run ();
}
