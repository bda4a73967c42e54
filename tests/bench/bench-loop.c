/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* What holds the main loop: processor time of each callback while every page of the window is
 * shown and refreshed over a store of profile L. GLib's own tables of functions are wrapped, so
 * nothing in the program knows about it. */

#include <stdio.h>
#include <string.h>

#include "bench-store.h"
#include "store/vouch-ledger.h"
#include "ui-fixture.h"
#include "ui/vouch-window.h"
#include "vouch-bench.h"

#define GOAL_MS 4.0
#define N_CHANGES 20
/* A page has come to rest when nothing was dispatched for so long. */
#define REST_MS 300

typedef gboolean (* Dispatch) (GSource     *source,
                               GSourceFunc  callback,
                               gpointer     user_data);

static Dispatch idle_dispatch;
static Dispatch timeout_dispatch;
static GHashTable *kinds;  /* (owned) of name → GArray of milliseconds */
static gint64 last_own;
static gboolean recording = FALSE;

static gboolean
is_own (const char *name)
{
  return !g_str_has_prefix (name, "[gtk") && !g_str_has_prefix (name, "[gdk");
}

static void
note (const char *name,
      double      time)
{
  GArray *times = g_hash_table_lookup (kinds, name);

  if (times == NULL)
    {
      times = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (kinds, g_strdup (name), times);
    }
  g_array_append_val (times, time);
  if (is_own (name))
    last_own = g_get_monotonic_time ();
}

static gboolean
run_timed (Dispatch     dispatch,
           const char  *kind,
           GSource     *source,
           GSourceFunc  callback,
           gpointer     user_data)
{
  g_autofree char *name = NULL;
  const char *given = g_source_get_name (source);
  gint64 start = vouch_bench_get_cpu ();
  gboolean again;

  if (!recording || g_source_get_context (source) != g_main_context_default ())
    return dispatch (source, callback, user_data);

  /* A result is handed on from an idle callback; the task knows whose it is. */
  if (given != NULL && strstr (given, "complete_in_idle") != NULL && G_IS_TASK (user_data))
    name = g_strdup_printf ("result: %s", g_task_get_name (user_data));
  else if (given != NULL)
    name = g_strdup (given);
  else
    name = g_strdup (kind);

  again = dispatch (source, callback, user_data);
  note (name, (vouch_bench_get_cpu () - start) / 1000.0);
  return again;
}

static gboolean
dispatch_idle (GSource     *source,
               GSourceFunc  callback,
               gpointer     user_data)
{
  return run_timed (idle_dispatch, "idle", source, callback, user_data);
}

static gboolean
dispatch_timeout (GSource     *source,
                  GSourceFunc  callback,
                  gpointer     user_data)
{
  return run_timed (timeout_dispatch, "timeout", source, callback, user_data);
}

static void
wrap_sources (void)
{
  kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                 (GDestroyNotify) g_array_unref);
  idle_dispatch = g_idle_funcs.dispatch;
  timeout_dispatch = g_timeout_funcs.dispatch;
  g_idle_funcs.dispatch = dispatch_idle;
  g_timeout_funcs.dispatch = dispatch_timeout;
}

/* What is measured. */

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
rest (void)
{
  GSource *timer = g_timeout_source_new (REST_MS / 4);

  g_source_set_name (timer, "[gtk] of the benchmark");
  g_source_set_callback (timer, wake_cb, NULL, NULL);
  g_source_attach (timer, NULL);
  last_own = g_get_monotonic_time ();
  ui_wait_for (g_get_monotonic_time () - last_own > REST_MS * 1000);
  g_source_destroy (timer);
  g_source_unref (timer);
}

/* As a cycle changes it: a request, and the line about it. */
static gboolean
change (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  gint64 id = *(gint64 *) data;

  vouch_db_note_change (db, "request", id);
  vouch_db_note_change (db, "ledger", id);
  return vouch_db_run (db, error, "UPDATE request SET progress = 100 - progress WHERE id = ?1",
                       "i", id) &&
         vouch_db_run (db, error,
                       "INSERT INTO ledger (connection_id, at, actor, person_id, application_id,"
                       " trigger_id, request_id, effect_id, what)"
                       " VALUES (1, ?2, 'vouch', 1, ?1, 0, ?1, 0, 'request.sent')",
                       "ii", id, G_GINT64_CONSTANT (1700000000000000) + id);
}

static void
play (UiFixture   *fixture,
      VouchWindow *window)
{
  static const char *const pages[] = {
    "overview", "requests", "attention", "templates", "jobs", "activity", "connectors",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      vouch_window_show_page (window, pages[i]);
      rest ();
      for (gint64 id = 1; id <= N_CHANGES / 4; id++)
        {
          ui_fixture_write (fixture, change, &id);
          rest ();
        }
    }
}

/* Telling it. */

typedef struct
{
  const char *name;
  guint n_calls;
  double p99;
  double worst;
} Kind;

static int
compare_kinds (gconstpointer one,
               gconstpointer other)
{
  double first = ((const Kind *) one)->worst;
  double second = ((const Kind *) other)->worst;

  return (first < second) - (first > second);
}

static void
print_kinds (void)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Kind));
  GHashTableIter iter;
  gpointer name, value;
  double worst = 0;

  g_hash_table_iter_init (&iter, kinds);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      GArray *times = value;
      double *sorted = (double *) times->data;
      Kind row = { .name = name, .n_calls = times->len };

      vouch_bench_median (sorted, times->len);
      row.p99 = sorted[(times->len - 1) * 99 / 100];
      row.worst = sorted[times->len - 1];
      g_array_append_val (rows, row);
      if (is_own (name))
        worst = MAX (worst, row.worst);
    }
  g_array_sort (rows, compare_kinds);

  printf ("\nProcessor time of callbacks on the main loop, store of profile L\n");
  printf ("  %-52s %7s %9s %9s\n", "kind", "calls", "p99 ms", "worst ms");
  for (guint i = 0; i < rows->len && i < 25; i++)
    {
      const Kind *row = &g_array_index (rows, Kind, i);

      printf ("  %-52s %7u %9.2f %9.2f\n", row->name, row->n_calls, row->p99, row->worst);
    }
  printf ("  worst callback of our own: %.2f ms, wanted <= %.1f: %s\n", worst, GOAL_MS,
          worst <= GOAL_MS ? "met" : "MISSED");
}

int
main (int    argc,
      char **argv)
{
  BenchStore content = BENCH_STORE_L;
  UiFixture fixture = { 0 };
  GtkApplication *application;
  GtkWidget *window;

  wrap_sources ();
  ui_test_init (&argc, &argv);
  ui_fixture_set_up (&fixture, NULL);
  content.connection_id = ui_fixture_connect (&fixture, "Large");
  ui_fixture_write (&fixture, bench_store_fill, &content);

  application = GTK_APPLICATION (adw_application_new ("org.example.Bench",
                                                      G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = vouch_window_new (application, fixture.hub);
  gtk_window_present (GTK_WINDOW (window));
  recording = TRUE;
  rest ();
  play (&fixture, VOUCH_WINDOW (window));
  recording = FALSE;
  print_kinds ();

  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_tear_down (&fixture, NULL);
  g_object_unref (application);
  g_hash_table_unref (kinds);
  return vouch_bench_finish ();
}
