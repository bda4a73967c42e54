/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* Long lists: the requests as the window has them, beside a list of the same length whose rows are
 * all in memory and are looked at in the same kind of view. */

#include <malloc.h>
#include <stdio.h>

#include "bench-store.h"
#include "store/vouch-request-list.h"
#include "store/vouch-row-model.h"
#include "ui-fixture.h"
#include "vouch-bench.h"

#define N_FRAMES 200
#define N_RUNS 3
#define GOAL_RATIO 1.2
/* A row's height is about a quarter of this: each frame brings several new ones. */
#define STEP 120.0

static const guint lengths[] = { 100000, 1000000 };

typedef struct
{
  double frame;   /* median of thread CPU time in a frame, milliseconds */
  double worst;
  double first;   /* until rows are drawn, milliseconds of wall time */
  double memory;  /* megabytes in use by the allocator since before the model was made */
} Cost;

static double
get_allocated (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / (1 << 20);
}

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* The view. Rows of both lists have a label that shows a text. */

static char *
dup_text (gpointer item)
{
  const VouchRequestItem *request;

  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (item));

  request = vouch_row_get_data (VOUCH_ROW (item));
  return g_strdup (request != NULL ? request->candidate : "…");
}

static void
show_text_cb (GtkListItem *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);
  g_autofree char *text = item != NULL ? dup_text (item) : NULL;

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)), text != NULL ? text : "");
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);

  show_text_cb (list_item);
  if (VOUCH_IS_ROW (item))
    g_signal_connect_swapped (item, "notify", G_CALLBACK (show_text_cb), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);

  if (VOUCH_IS_ROW (item))
    g_signal_handlers_disconnect_by_func (item, show_text_cb, list_item);
}

static GtkWidget *
make_view (GListModel *model)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new ("Name", factory);
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (model)));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
  g_object_unref (column);
  return view;
}

/* Scrolling. */

typedef struct
{
  GtkAdjustment *adjustment;
  gint64 start;
  double frames[N_FRAMES];
  guint n_frames;
} Scroll;

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  Scroll *self = user_data;
  gint64 now = vouch_bench_get_cpu ();

  if (self->start != 0 && self->n_frames < N_FRAMES)
    self->frames[self->n_frames++] = (now - self->start) / 1000.0;
  self->start = now;
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + STEP);
  return G_SOURCE_CONTINUE;
}

/* From tick to tick, so that what was read for the frame counts too. */
static void
scroll (GtkWidget *view,
        Cost      *cost)
{
  Scroll self = { .adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)) };
  guint id = gtk_widget_add_tick_callback (view, scroll_cb, &self, NULL);

  ui_wait_for (self.n_frames == N_FRAMES);
  gtk_widget_remove_tick_callback (view, id);
  cost->frame = vouch_bench_median (self.frames, N_FRAMES);
  cost->worst = self.frames[N_FRAMES - 1];
}

/* The lists. */

static GListModel *
make_strings (UiFixture *fixture,
              guint      n_rows)
{
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint n = 1; n <= n_rows; n++)
    gtk_string_list_take (strings, bench_store_dup_name (n));
  return G_LIST_MODEL (strings);
}

static GListModel *
make_requests (UiFixture *fixture,
               guint      n_rows)
{
  VouchRequestFilter filter = { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CREATED,
                                .descending = TRUE };
  g_autoptr(VouchRowQuery) query = vouch_request_query_new (&filter);

  return G_LIST_MODEL (vouch_row_model_new (vouch_hub_get_store (fixture->hub), query));
}

static gboolean
has_rows (GListModel *model)
{
  g_autoptr(GObject) item = g_list_model_get_item (model, 0);

  return item != NULL && (!VOUCH_IS_ROW (item) || vouch_row_get_data (VOUCH_ROW (item)) != NULL);
}

static void
drawn_cb (GdkFrameClock *clock,
          gboolean      *drawn)
{
  *drawn = TRUE;
}

static void
wait_drawn (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

  gtk_widget_queue_draw (widget);
  ui_wait_for (drawn);
  g_signal_handler_disconnect (clock, id);
}

static Cost
measure (UiFixture *fixture,
         guint      n_rows,
         GListModel *(* make) (UiFixture *fixture, guint n_rows))
{
  Cost cost = { 0 };
  double before = get_allocated ();
  gint64 start = g_get_monotonic_time ();
  GListModel *model = make (fixture, n_rows);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = make_view (model);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  ui_fixture_show (fixture, scrolled, 900, 700);
  ui_wait_for (has_rows (model));
  wait_drawn (view);
  cost.first = since (start);
  ui_wait_for (g_list_model_get_n_items (model) == n_rows);

  scroll (view, &cost);
  cost.memory = get_allocated () - before;
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  return cost;
}

static void
print_cost (const char *name,
            const Cost *cost)
{
  printf ("  %-24s %8.2f %10.2f %12.0f %10.1f\n", name, cost->frame, cost->worst, cost->first,
          cost->memory);
}

static Cost
take_median (Cost *runs)
{
  Cost median = { 0 };
  double *fields[] = { &median.frame, &median.worst, &median.first, &median.memory };

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

static void
compare_scrolling (UiFixture *fixture,
                   guint      n_rows)
{
  Cost peers[N_RUNS], ours[N_RUNS];
  Cost peer, own;

  for (guint run = 0; run < N_RUNS; run++)
    {
      peers[run] = measure (fixture, n_rows, make_strings);
      ours[run] = measure (fixture, n_rows, make_requests);
    }

  peer = take_median (peers);
  own = take_median (ours);
  printf ("\n%u rows, medians of %u\n", n_rows, N_RUNS);
  printf ("  %-24s %8s %10s %12s %10s\n", "list", "CPU ms", "worst ms", "first rows ms",
          "memory MB");
  print_cost ("GtkStringList", &peer);
  print_cost ("requests", &own);
  vouch_bench_print_goal ("CPU of a frame, GtkStringList = 1", own.frame / peer.frame, GOAL_RATIO);
  vouch_bench_print_goal ("first rows, GtkStringList = 1", own.first / peer.first, GOAL_RATIO);
  vouch_bench_print_goal ("memory, GtkStringList = 1", own.memory / peer.memory, GOAL_RATIO);
}

static void
run (guint n_rows)
{
  BenchStore content = { .n_requests = n_rows, .n_open = 3000, .n_jobs = 2000 };
  UiFixture fixture = { 0 };

  ui_fixture_set_up (&fixture, NULL);
  content.connection_id = ui_fixture_connect (&fixture, "Large");
  g_assert_cmpint (content.connection_id, ==, 1);
  ui_fixture_write (&fixture, bench_store_fill, &content);
  compare_scrolling (&fixture, n_rows);
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
