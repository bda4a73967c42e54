/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* Searching in long lists, and sorting them: the requests as the window has them, beside a filter
 * over a list of the same names that are all in memory, which is how a program without a store
 * would search. */

#include <stdio.h>
#include <time.h>

#include "bench-store.h"
#include "store/vouch-request-list.h"
#include "store/vouch-row-model.h"
#include "ui-fixture.h"
#include "vouch-bench.h"

#define N_RUNS 3
#define GOAL_RATIO 1.2
#define GOAL_FIRST_MS 50.0

static const guint lengths[] = { 100000, 1000000 };

/**
 * Cost:
 * @first: until rows are there, or it is known that there are none
 * @whole: until all that match are there
 * @main: that part of @whole which the main loop was held up
 *
 * Milliseconds of processor time, of all threads unless said otherwise.
 */
typedef struct
{
  double first;
  double whole;
  double main;
} Cost;

static double
get_process_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static double
get_main_cpu (void)
{
  return vouch_bench_get_cpu () / 1000.0;
}

static Cost
take_median (Cost *runs)
{
  Cost median = { 0 };
  double *fields[] = { &median.first, &median.whole, &median.main };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gsize offset = (char *) fields[i] - (char *) &median;
      double values[N_RUNS];

      for (guint run = 0; run < N_RUNS; run++)
        values[run] = G_STRUCT_MEMBER (double, &runs[run], offset);
      *fields[i] = vouch_bench_median (values, N_RUNS);
    }

  return median;
}

/* The peer. */

static GtkFilterListModel *
make_strings (guint n_rows)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint n = 1; n <= n_rows; n++)
    gtk_string_list_take (strings, bench_store_dup_name (n));
  return gtk_filter_list_model_new (G_LIST_MODEL (strings),
                                    GTK_FILTER (gtk_string_filter_new (text)));
}

static Cost
search_strings (GtkFilterListModel *model,
                const char         *text,
                guint              *n_found)
{
  GtkStringFilter *filter = GTK_STRING_FILTER (gtk_filter_list_model_get_filter (model));
  Cost runs[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      double start = get_process_cpu ();
      g_autoptr(GObject) first = NULL;

      gtk_string_filter_set_search (filter, text);
      first = g_list_model_get_item (G_LIST_MODEL (model), 0);
      runs[run].first = runs[run].whole = runs[run].main = get_process_cpu () - start;
      *n_found = g_list_model_get_n_items (G_LIST_MODEL (model));
      gtk_string_filter_set_search (filter, NULL);
    }

  return take_median (runs);
}

/* The requests. */

static VouchRowQuery *
make_query (const char       *text,
            VouchRequestSort  sort)
{
  VouchRequestFilter filter = { .connection_id = 1, .text = text, .sort = sort,
                                .descending = TRUE };

  return vouch_request_query_new (&filter);
}

static VouchRowModel *
make_requests (UiFixture *fixture)
{
  g_autoptr(VouchRowQuery) query = make_query (NULL, VOUCH_REQUEST_SORT_CREATED);
  VouchRowModel *model = vouch_row_model_new (vouch_hub_get_store (fixture->hub), query);

  ui_wait_for (!vouch_row_model_get_loading (model));
  return model;
}

static gboolean
has_rows (VouchRowModel *model)
{
  g_autoptr(VouchRow) row = g_list_model_get_item (G_LIST_MODEL (model), 0);

  return row != NULL && vouch_row_get_data (row) != NULL;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Each search comes from another list. */
static void
clear_query (VouchRowModel *model)
{
  VouchRequestFilter filter = { .connection_id = 1, .template_id = G_MAXINT64 };
  g_autoptr(VouchRowQuery) query = vouch_request_query_new (&filter);

  vouch_row_model_set_query (model, query);
  ui_wait_for (!vouch_row_model_get_loading (model));
}

static Cost
run_query (VouchRowModel *model,
           VouchRowQuery *query,
           guint         *n_changes)
{
  Cost cost;
  double start = get_process_cpu ();
  double main_start = get_main_cpu ();

  *n_changes = 0;
  vouch_row_model_set_query (model, query);
  ui_wait_for ((*n_changes > 0 || !vouch_row_model_get_loading (model)) &&
               (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0 || has_rows (model)));
  cost.first = get_process_cpu () - start;
  ui_wait_for (!vouch_row_model_get_loading (model));
  cost.whole = get_process_cpu () - start;
  cost.main = get_main_cpu () - main_start;
  return cost;
}

static Cost
search_requests (VouchRowModel    *model,
                 const char       *text,
                 VouchRequestSort  sort,
                 guint            *n_found)
{
  Cost runs[N_RUNS];
  guint n_changes;
  gulong id = g_signal_connect_swapped (model, "items-changed", G_CALLBACK (count_cb), &n_changes);

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr(VouchRowQuery) query = make_query (text, sort);

      runs[run] = run_query (model, query, &n_changes);
      *n_found = g_list_model_get_n_items (G_LIST_MODEL (model));
      clear_query (model);
    }

  g_signal_handler_disconnect (model, id);
  return take_median (runs);
}

/* A letter comes before the list of the last one is there. */
static double
type_text (VouchRowModel *model,
           const char    *text)
{
  double start = get_process_cpu ();

  for (guint length = 1; text[length - 1] != '\0'; length++)
    {
      g_autofree char *typed = g_strndup (text, length);
      g_autoptr(VouchRowQuery) query = make_query (typed, VOUCH_REQUEST_SORT_CREATED);

      vouch_row_model_set_query (model, query);
      g_main_context_iteration (NULL, TRUE);
    }
  ui_wait_for (!vouch_row_model_get_loading (model));
  start = get_process_cpu () - start;
  clear_query (model);
  return start;
}

/* Comparing. */

static void
compare_searches (VouchRowModel *requests,
                  guint          n_rows)
{
  g_autofree char *one = bench_store_dup_name (n_rows / 2 + 7);
  const struct
  {
    const char *name;
    const char *text;
  } table[] = {
    { "one found", one },
    { "some found", "hopper12" },
    { "many found", "ada" },
    { "none found", "nobody is called so" },
  };
  GtkFilterListModel *strings = make_strings (n_rows);

  printf ("  %-14s %8s %22s %22s %14s\n", "search", "found", "GtkStringFilter, whole",
          "requests, first rows", "whole");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint n_strings, n_requests;
      Cost peer = search_strings (strings, table[i].text, &n_strings);
      Cost own = search_requests (requests, table[i].text, VOUCH_REQUEST_SORT_CREATED,
                                  &n_requests);

      printf ("  %-14s %8u %22.0f %22.0f %14.0f\n", table[i].name, n_requests, peer.whole,
              own.first, own.whole);
      vouch_bench_check (n_requests == n_strings, "both find the same");
      vouch_bench_print_goal ("until all are there, GtkStringFilter = 1", own.whole / peer.whole,
                              GOAL_RATIO);
      vouch_bench_print_goal ("first results, ms", own.first, GOAL_FIRST_MS);
      vouch_bench_print_goal ("on the main loop, GtkStringFilter = 1", own.main / peer.main,
                              GOAL_RATIO);
      if (i == 1)
        vouch_bench_print_goal ("typed letter by letter, at once = 1",
                                type_text (requests, table[i].text) / own.whole, 2);
    }
  g_object_unref (strings);
}

static void
measure_orders (VouchRowModel *requests)
{
  static const struct
  {
    const char *name;
    const char *text;
    VouchRequestSort sort;
  } table[] = {
    { "search by e-mail", "person77777@", VOUCH_REQUEST_SORT_CREATED },
    { "search by job", "executive 1234", VOUCH_REQUEST_SORT_CREATED },
    { "sort by time", NULL, VOUCH_REQUEST_SORT_CREATED },
    { "sort by candidate", NULL, VOUCH_REQUEST_SORT_CANDIDATE },
    { "sort by stage", NULL, VOUCH_REQUEST_SORT_STAGE },
    { "sort by days open", NULL, VOUCH_REQUEST_SORT_DAYS_OPEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint n_found;
      Cost own = search_requests (requests, table[i].text, table[i].sort, &n_found);

      printf ("  %-18s %4s %22s %22.0f %14.0f\n", table[i].name, "", "", own.first, own.whole);
    }
}

static void
run (guint n_rows)
{
  BenchStore content = { .n_requests = n_rows, .n_open = 3000, .n_jobs = 2000 };
  UiFixture fixture = { 0 };
  VouchRowModel *requests;

  ui_fixture_set_up (&fixture, NULL);
  content.connection_id = ui_fixture_connect (&fixture, "Large");
  g_assert_cmpint (content.connection_id, ==, 1);
  ui_fixture_write (&fixture, bench_store_fill, &content);
  requests = make_requests (&fixture);
  printf ("\n%u rows: processor time of all threads in ms, medians of %u\n", n_rows, N_RUNS);
  compare_searches (requests, n_rows);
  measure_orders (requests);
  g_object_unref (requests);
  ui_fixture_tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    run (lengths[i]);
  return vouch_bench_finish ();
}
