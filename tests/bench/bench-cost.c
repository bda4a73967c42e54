/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* The cost law of reliability.md §8.2: what an idle cycle costs, what a change costs, and that the
 * number of people in the company occurs in neither. Calls and commits are counted, and fail the
 * benchmark; processor time is told. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "vouch-bench.h"
#include "vouch-world.h"

#define SEED 1
#define INTERVAL 60
#define N_IDLE 120
/* Cycles of a run with changes: until all are asked, and until all reports are on the profiles. */
#define N_ASK 15
#define N_DELIVER 45
/* How many people a recruiter moves between two cycles. */
#define N_AT_ONCE 10
/* Calls for one reference request: as the law counts them, and as the protocol of reliability.md
 * §2.2 makes them: details for the plan, afresh before the request and afresh before its report,
 * history, job, the looks before upload and note, and both of these. */
#define LAW_PER_CHANGE 7
#define CALLS_PER_CHANGE 9
/* At Crosschq besides one read in five minutes. */
#define CROSSCHQ_PER_CHANGE 4
#define N_RUNS 3

static const struct
{
  const char *name;
  VouchSandboxSize size;
  guint n_people;
} sizes[] = {
  { "S", VOUCH_SANDBOX_SIZE_S, 10000 },
  { "M", VOUCH_SANDBOX_SIZE_M, 100000 },
  { "L", VOUCH_SANDBOX_SIZE_L, 1000000 },
  { "XL", VOUCH_SANDBOX_SIZE_XL, 5000000 },
};

static const guint changes[] = { 0, 10, 50, 100 };

typedef struct
{
  gint64 ats;
  gint64 crosschq;
  gint64 commits;
  gint64 cpu;       /* microseconds of cycles alone, without the company's own */
} Cost;

typedef struct
{
  gint64 connection_id;
  guint n_pairs;
} Company;

static void
add_calls_cb (JsonObject *calls,
              const char *operation,
              JsonNode   *count,
              gpointer    user_data)
{
  Cost *cost = user_data;
  const char *path = strchr (operation, ' ') + 1;

  /* A report is fetched from where Crosschq keeps it. */
  if (g_str_has_prefix (path, "/api/v") || g_str_has_prefix (path, "/_files/"))
    cost->crosschq += json_node_get_int (count);
  else
    cost->ats += json_node_get_int (count);
}

static Cost
read_cost (VouchWorld *world)
{
  g_autoptr(JsonNode) node = vouch_world_control (world, "calls", "{}");
  VouchStore *store = vouch_context_get_store (vouch_world_get_context (world));
  Cost cost = { 0 };

  json_object_foreach_member (json_object_get_object_member (json_node_get_object (node), "calls"),
                              add_calls_cb, &cost);
  cost.commits = vouch_store_get_n_commits (store);
  return cost;
}

static Cost
cost_since (VouchWorld *world,
            const Cost *start)
{
  Cost cost = read_cost (world);

  cost.ats -= start->ats;
  cost.crosschq -= start->crosschq;
  cost.commits -= start->commits;
  return cost;
}

/* A practice connection polls fast, so that people see something; the law is about real ones. */
static gboolean
set_intervals (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  gint64 id = ((Company *) data)->connection_id;

  return vouch_values_set (db, id, VOUCH_VALUE_SETTING, "poll-interval", "60", error) &&
         vouch_values_set (db, id, VOUCH_VALUE_SETTING, "requests-interval", "300", error);
}

static VouchWorld *
build_world (VouchSandboxSize size)
{
  VouchWorld *world = vouch_world_new_sized (SEED, size);
  Company company = { .connection_id = vouch_world_get_connection (world) };

  g_assert_true (vouch_world_write (world, set_intervals, &company));
  return world;
}

/* Nothing is left to do, and nothing is read once more because of the overlap of two polls. */
static void
settle (VouchWorld *world)
{
  for (guint i = 0; i < 2; i++)
    {
      vouch_world_settle (world);
      vouch_world_advance (world, 10 * 60);
    }
  vouch_world_settle (world);
}

/* Returns: Vouch's own processor time */
static gint64
run_cycles (VouchWorld *world,
            guint       n_cycles)
{
  gint64 start = vouch_bench_get_cpu () - vouch_world_get_company_cpu (world);

  for (guint i = 0; i < n_cycles; i++)
    {
      vouch_world_advance (world, INTERVAL);
      if (!vouch_world_cycle (world, VOUCH_CYCLE_NONE))
        g_error ("A cycle did not come to its end");
    }

  return vouch_bench_get_cpu () - vouch_world_get_company_cpu (world) - start;
}

/* One cycle with nothing to do; the processor time is the median of many. */
static Cost
measure_idle (VouchSandboxSize  size,
              gboolean         *same)
{
  g_autoptr(VouchWorld) world = build_world (size);
  double cpu[N_IDLE];
  Cost first = { 0 };

  settle (world);
  *same = TRUE;
  for (guint i = 0; i < N_IDLE; i++)
    {
      Cost start = read_cost (world);
      Cost cost;

      cpu[i] = run_cycles (world, 1);
      cost = cost_since (world, &start);
      if (i == 0)
        first = cost;
      *same &= cost.ats == first.ats && cost.crosschq == first.crosschq &&
               cost.commits == first.commits;
    }

  first.cpu = vouch_bench_median (cpu, N_IDLE);
  return first;
}

static void
add_people (VouchWorld *world,
            const char *job,
            guint       first,
            guint       n_people)
{
  for (guint i = first; i < first + n_people; i++)
    {
      g_autofree char *last_name = g_strdup_printf ("Bench%u", i);

      g_free (vouch_world_add_candidate (world, "Ada", last_name, job, TRUE));
    }
}

static void
answer_all (VouchWorld *world,
            guint       n_people)
{
  for (guint i = 0; i < n_people; i++)
    {
      g_autofree char *email = g_strdup_printf ("ada.bench%u@example.org", i);
      g_autofree char *request = vouch_world_find_request (world, email);

      vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
    }
}

/* A fixed number of cycles in which this many people are moved to the step, asked for, and get
 * their reports. */
static Cost
run_changes (VouchSandboxSize   size,
             guint              n_changes,
             JsonNode         **calls)  /* (nullable): gets all calls by name */
{
  g_autoptr(VouchWorld) world = build_world (size);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  gint64 cpu = 0;
  Cost start;
  Cost cost;

  settle (world);
  start = read_cost (world);
  for (guint i = 0; i < N_ASK; i++)
    {
      if (i * N_AT_ONCE < n_changes)
        add_people (world, job, i * N_AT_ONCE, N_AT_ONCE);
      cpu += run_cycles (world, 1);
    }
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, n_changes);

  answer_all (world, n_changes);
  cpu += run_cycles (world, N_DELIVER);
  cost = cost_since (world, &start);
  cost.cpu = cpu;
  g_assert_cmpuint (vouch_world_count_effects (world, "attachment-added"), ==, n_changes);
  g_assert_cmpuint (vouch_world_count_effects (world, "note-written"), ==, n_changes);
  vouch_world_check (world);
  if (calls != NULL)
    *calls = vouch_world_control (world, "calls", "{}");
  return cost;
}

/* Calls are the same each time; the processor time is the median. */
static Cost
measure_changes (VouchSandboxSize size,
                 guint            n_changes)
{
  double cpu[N_RUNS];
  Cost cost;

  for (guint i = 0; i < N_RUNS; i++)
    {
      cost = run_changes (size, n_changes, NULL);
      cpu[i] = cost.cpu;
    }

  cost.cpu = vouch_bench_median (cpu, N_RUNS);
  return cost;
}

static void
print_call_cb (JsonObject *calls,
               const char *operation,
               JsonNode   *count,
               gpointer    user_data)
{
  double per_change = json_node_get_int (count) / *(const double *) user_data;

  /* The others belong to every cycle, or to none. */
  if (per_change >= 0.5 && !g_str_has_suffix (operation, " /candidates"))
    printf ("  %6.2f  %s\n", per_change, operation);
}

static void
print_calls (guint n_changes)
{
  g_autoptr(JsonNode) node = NULL;
  double divisor = n_changes;

  run_changes (VOUCH_SANDBOX_SIZE_S, n_changes, &node);
  printf ("\nCalls for one change, of %u\n", n_changes);
  json_object_foreach_member (json_object_get_object_member (json_node_get_object (node), "calls"),
                              print_call_cb, &divisor);
}

/* How much of @y a straight line through @x explains (R²), and where it crosses 0. */
static double
fit_line (const double *x,
          const double *y,
          guint         n,
          double       *slope,
          double       *intercept)
{
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0, yy = 0;

  for (guint i = 0; i < n; i++)
    {
      mean_x += x[i] / n;
      mean_y += y[i] / n;
    }
  for (guint i = 0; i < n; i++)
    {
      xx += (x[i] - mean_x) * (x[i] - mean_x);
      xy += (x[i] - mean_x) * (y[i] - mean_y);
      yy += (y[i] - mean_y) * (y[i] - mean_y);
    }

  *slope = xy / xx;
  *intercept = mean_y - *slope * mean_x;
  return yy > 0 ? xy * xy / (xx * yy) : 1;
}

static gboolean
count_steps (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Company *company = data;
  g_autoptr(GPtrArray) steps = vouch_steps_list (db, company->connection_id, error);

  company->n_pairs = steps != NULL ? steps->len : 0;
  return steps != NULL;
}

static guint
count_pairs (void)
{
  g_autoptr(VouchWorld) world = build_world (VOUCH_SANDBOX_SIZE_S);
  Company company = { .connection_id = vouch_world_get_connection (world) };

  settle (world);
  g_assert_true (vouch_world_write (world, count_steps, &company));
  return company.n_pairs;
}

static Cost
bench_idle (guint n_pairs)
{
  Cost smallest = { 0 };

  printf ("\nIdle cycle, %u trigger pairs\n", n_pairs);
  printf ("  company    people   SR calls   law   CQ calls   commits   CPU ms   of S\n");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gboolean same = FALSE;
      Cost cost = measure_idle (sizes[i].size, &same);

      if (i == 0)
        smallest = cost;
      printf ("  %-7s %9u %10" G_GINT64_FORMAT " %5u %10" G_GINT64_FORMAT " %9" G_GINT64_FORMAT
              " %8.3f %6.2f\n", sizes[i].name, sizes[i].n_people, cost.ats, n_pairs + 1,
              cost.crosschq, cost.commits, cost.cpu / 1000.0, (double) cost.cpu / smallest.cpu);
      vouch_bench_check (same, "%s: every idle cycle costs the same calls", sizes[i].name);
      vouch_bench_check (cost.ats == n_pairs + 1, "%s: P + 1 SR calls", sizes[i].name);
      vouch_bench_check (cost.crosschq == 0 && cost.commits == 0, "%s: nothing else is asked, and "
                         "nothing is written", sizes[i].name);
    }

  return smallest;
}

static void
check_changes (const Cost *idle,
               const Cost *cost,
               guint       n_changes)
{
  const guint n_cycles = N_ASK + N_DELIVER;
  guint n_reads = (n_cycles * INTERVAL + 299) / 300;

  vouch_bench_check (cost->ats <= 1.05 * (n_cycles * idle->ats + CALLS_PER_CHANGE * n_changes),
                     "%u changes: at most %u SR calls for each", n_changes, CALLS_PER_CHANGE);
  vouch_bench_check (cost->crosschq <= (CROSSCHQ_PER_CHANGE + n_reads) * n_changes,
                     "%u changes: at most %u CQ calls for each, and a read in five minutes",
                     n_changes, CROSSCHQ_PER_CHANGE);
}

static void
check_line (const Cost   *idle,
            const double *ats)
{
  const guint n_cycles = N_ASK + N_DELIVER;
  double x[G_N_ELEMENTS (changes)];
  double slope, intercept, r2;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    x[i] = changes[i];

  r2 = fit_line (x, ats, G_N_ELEMENTS (changes), &slope, &intercept);
  printf ("  line: %.2f calls + %.2f for a change, R² %.4f; the law has %u for a change: %s\n",
          intercept, slope, r2, LAW_PER_CHANGE, slope <= 1.05 * LAW_PER_CHANGE ? "met" : "MISSED");
  vouch_bench_check (r2 >= 0.99, "linear in changes");
  vouch_bench_check (fabs (intercept - n_cycles * idle->ats) <= 0.05 * n_cycles * idle->ats,
                     "the intercept is the idle cycle");
}

static void
bench_changes (const Cost *idle)
{
  const guint n_cycles = N_ASK + N_DELIVER;
  double ats[G_N_ELEMENTS (changes)];

  printf ("\n%u cycles in which people are moved to the step, asked for and reported on\n",
          n_cycles);
  printf ("  changes   SR calls     law   of law   CQ calls   commits   CPU ms\n");
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Cost cost = measure_changes (VOUCH_SANDBOX_SIZE_S, changes[i]);
      gint64 law = n_cycles * idle->ats + LAW_PER_CHANGE * changes[i];

      ats[i] = cost.ats;
      printf ("  %7u %10" G_GINT64_FORMAT " %7" G_GINT64_FORMAT " %8.2f %10" G_GINT64_FORMAT
              " %9" G_GINT64_FORMAT " %8.1f\n", changes[i], cost.ats, law, (double) cost.ats / law,
              cost.crosschq, cost.commits, cost.cpu / 1000.0);
      check_changes (idle, &cost, changes[i]);
    }
  check_line (idle, ats);
}

static void
bench_sizes (void)
{
  const guint n_changes = 50;
  Cost smallest = { 0 };

  printf ("\nThe same %u changes in companies of other sizes\n", n_changes);
  printf ("  company    people   SR calls   CQ calls   commits   CPU ms   of S\n");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Cost cost = measure_changes (sizes[i].size, n_changes);

      if (i == 0)
        smallest = cost;
      printf ("  %-7s %9u %10" G_GINT64_FORMAT " %10" G_GINT64_FORMAT " %9" G_GINT64_FORMAT
              " %8.1f %6.2f\n", sizes[i].name, sizes[i].n_people, cost.ats, cost.crosschq,
              cost.commits, cost.cpu / 1000.0, (double) cost.cpu / smallest.cpu);
      vouch_bench_check (cost.ats <= 1.05 * smallest.ats &&
                         cost.crosschq <= 1.05 * smallest.crosschq,
                         "%s: as many calls as at S", sizes[i].name);
      vouch_bench_check (cost.commits <= 1.05 * smallest.commits, "%s: as many commits as at S",
                         sizes[i].name);
    }
}

int
main (int    argc,
      char **argv)
{
  Cost idle;

  setvbuf (stdout, NULL, _IOLBF, 0);
  idle = bench_idle (count_pairs ());
  bench_changes (&idle);
  print_calls (changes[G_N_ELEMENTS (changes) - 1]);
  bench_sizes ();
  return vouch_bench_finish ();
}
