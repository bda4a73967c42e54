/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-outbox.h"
#include "ui-fixture.h"
#include "ui/overview/vouch-ageing-board.h"
#include "ui/overview/vouch-overview-page.h"
#include "ui/overview/vouch-remind.h"
#include "ui/overview/vouch-status-card.h"
#include "ui/widgets/vouch-chart-card.h"

/* What a store is filled with; one person and one entry of its own for each request. */
static const struct
{
  const char *stage;
  int days;            /* since it was sent */
  int closed;          /* days since then, or -1 */
  const char *answer;  /* state of its only reference, or NULL for no reference */
} requests[] = {
  { "complete", 6, 2, "completed" },
  { "complete", 2, 0, "completed" },
  { "cancelled", 3, 0, NULL },
  { "sent", 9, -1, NULL },
  { "in-progress", 8, -1, "in_progress" },
  { "in-progress", 1, -1, "in_progress" },
  { "in-progress", 20, -1, "completed" },
};

static gboolean
add_request (VouchDb   *db,
             gint64     id,
             gint64     now,
             GError   **error)
{
  gint64 created = now - requests[id - 1].days * VOUCH_DAY;
  gint64 closed = requests[id - 1].closed < 0 ? 0 : now - requests[id - 1].closed * VOUCH_DAY;

  if (!vouch_db_run (db, error,
                     "INSERT INTO person VALUES (?1, 1, 'Person', '' || ?1, NULL, NULL)", "i",
                     id) ||
      !vouch_db_run (db, error,
                     "INSERT INTO application VALUES (?1, 1, 'c' || ?1, 'j', NULL, '', '', 1, 0, 0,"
                     " 0, 0, 0, ?1)", "i", id) ||
      !vouch_db_run (db, error,
                     "INSERT INTO trigger VALUES (?1, 1, ?1, 1, ?2, ?2, NULL, NULL, 0, 0,"
                     " 'planned', NULL, NULL, 1)", "ii", id, created) ||
      !vouch_db_run (db, error,
                     "INSERT INTO request VALUES (?1, 1, ?1, ?1, 'e' || ?1, 'q' || ?1, 'c' || ?1,"
                     " 'j', NULL, NULL, 1, NULL, NULL, ?2, NULL, 0, NULL, 0, 0, ?3, 0, 0, ?4, 0,"
                     " NULL, 1)", "isii", id, requests[id - 1].stage, created, closed))
    return FALSE;

  return requests[id - 1].answer == NULL ||
         vouch_db_run (db, error, "INSERT INTO reference VALUES (?1, 0, 1, ?1, 'peer', ?2)", "is",
                       id, requests[id - 1].answer);
}

static gboolean
fill (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  for (gint64 id = 1; id <= (gint64) G_N_ELEMENTS (requests); id++)
    {
      if (!add_request (db, id, *(gint64 *) data, error))
        return FALSE;
    }

  vouch_db_note_change (db, "request", 1);
  return TRUE;
}

static void
fill_store (UiFixture *fixture)
{
  gint64 now = vouch_hub_get_now (fixture->hub);

  ui_fixture_write (fixture, fill, &now);
}

/* Counted from the store in the same way as it is seen by a person: the sum of a series. */
static double
sum (VouchChartData *data,
     guint           series)
{
  double total = 0;

  for (guint i = 0; i < vouch_chart_data_get_n_points (data); i++)
    total += MAX (0, vouch_chart_data_get (data, i, series));
  return total;
}

static void
test_empty (UiFixture     *fixture,
            gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = vouch_overview_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 600);
  ui_wait_for (ui_find_text (GTK_WIDGET (page), "Nothing Has Happened Yet") != NULL &&
               gtk_widget_get_mapped (ui_find_text (GTK_WIDGET (page),
                                                    "Nothing Has Happened Yet")));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "The connection is turned off."));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "Not synced yet."));
}

static void
test_numbers (UiFixture     *fixture,
              gconstpointer  data)
{
  VouchPage *page;
  GtkWidget *card;
  VouchChartData *days;
  int least;

  ui_fixture_connect (fixture, "one");
  page = vouch_overview_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 600);
  fill_store (fixture);
  card = ui_find_type (GTK_WIDGET (page), VOUCH_TYPE_CHART_CARD);
  ui_wait_for (vouch_chart_card_get_data (VOUCH_CHART_CARD (card)) != NULL &&
               sum (vouch_chart_card_get_data (VOUCH_CHART_CARD (card)), 0) > 0);

  days = vouch_chart_card_get_data (VOUCH_CHART_CARD (card));
  g_assert_cmpuint (vouch_chart_data_get_n_points (days), ==, 30);
  g_assert_cmpfloat (sum (days, 0), ==, 7);
  g_assert_cmpfloat (sum (days, 1), ==, 2);
  g_assert_cmpfloat (sum (days, 2), ==, 1);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "7 · 100 %"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "5 · 71 %"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "2 · 29 %"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "Person 4"));

  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The second time, all were reminded already; closed ones never are. */
static void
test_remind (UiFixture     *fixture,
             gconstpointer  data)
{
  static const gint64 wanted[] = { 1, 4, 5 };
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  ui_fixture_connect (fixture, "one");
  fill_store (fixture);
  g_array_append_vals (ids, wanted, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      guint n_planned = 0;
      guint n_left = 0;

      vouch_remind_async (fixture->hub, ids, cancellable, keep_cb, &result);
      ui_wait_for (result != NULL);
      g_assert_true (vouch_remind_finish (result, &n_planned, &n_left, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_planned, ==, i == 0 ? 2 : 0);
      g_assert_cmpuint (n_left, ==, i == 0 ? 1 : 3);
    }
}

static void
test_gone (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page;

  ui_fixture_connect (fixture, "one");
  fill_store (fixture);
  page = g_object_ref_sink (GTK_WIDGET (vouch_overview_page_new (fixture->hub)));
  g_assert_finalize_object (page);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("/overview/empty", test_empty);
  ADD ("/overview/numbers", test_numbers);
  ADD ("/overview/remind", test_remind);
  ADD ("/overview/gone", test_gone);

  return g_test_run ();
}
