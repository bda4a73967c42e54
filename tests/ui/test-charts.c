/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "ui-fixture.h"
#include "ui/widgets/vouch-bar-chart.h"
#include "ui/widgets/vouch-chart-bar.h"
#include "ui/widgets/vouch-chart-card.h"
#include "ui/widgets/vouch-funnel-chart.h"

#define N_POINTS 3

static VouchChartData *
make_data (void)
{
  static const double values[N_POINTS][2] = { { 3, 1 }, { 0, 0 }, { 2.5, -1 } };
  static const char *const labels[N_POINTS] = { "Monday", "Tuesday", "=Wednesday" };
  VouchChartData *data = vouch_chart_data_new ("Day");

  vouch_chart_data_add_series (data, "Sent", VOUCH_CHART_ACCENT);
  vouch_chart_data_add_series (data, "Completed", VOUCH_CHART_SUCCESS);
  for (guint i = 0; i < N_POINTS; i++)
    vouch_chart_data_add_point (data, labels[i], labels[i], values[i]);
  return data;
}

static void
test_data (void)
{
  static const char *const words[N_POINTS] = {
    "Monday. Sent: 3, Completed: 1", "Tuesday. Nothing.", "=Wednesday. Sent: 2.5",
  };
  g_autoptr(VouchChartData) data = make_data ();
  g_autofree char *csv = vouch_chart_data_dup_csv (data);
  g_autofree char *none = vouch_chart_data_dup_value (data, 2, 1);

  g_assert_cmpfloat (vouch_chart_data_get_highest (data), ==, 4);
  g_assert_cmpstr (none, ==, "–");
  g_assert_cmpstr (csv, ==, "\"Day\",\"Sent\",\"Completed\"\r\n"
                            "\"Monday\",\"3\",\"1\"\r\n"
                            "\"Tuesday\",\"0\",\"0\"\r\n"
                            "\"'=Wednesday\",\"2.5\",\"\"\r\n");
  for (guint i = 0; i < N_POINTS; i++)
    {
      g_autofree char *found = vouch_chart_data_dup_words (data, i);

      g_assert_cmpstr (found, ==, words[i]);
    }
}

/* Texts of all labels below @root, in order. */
static void
collect (GtkWidget *root,
         GPtrArray *texts)
{
  if (GTK_IS_LABEL (root))
    g_ptr_array_add (texts, g_strdup (gtk_label_get_text (GTK_LABEL (root))));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, texts);
}

static guint
count_labels (GtkWidget *root)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  collect (root, texts);
  return texts->len;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_table (UiFixture     *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchChartData) numbers = make_data ();
  VouchChartCard *card = g_object_new (VOUCH_TYPE_CHART_CARD, "title", "Numbers", NULL);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_notified = 0;
  GtkWidget *table;
  guint next = 3;

  vouch_chart_card_set_data (card, numbers);
  ui_fixture_show (fixture, GTK_WIDGET (card), 500, 500);
  g_signal_connect_swapped (card, "notify::show-table", G_CALLBACK (count_cb), &n_notified);
  g_object_set (card, "show-table", FALSE, NULL);
  g_assert_cmpuint (n_notified, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (card), "chart.show-table", NULL);
  g_assert_cmpuint (n_notified, ==, 1);

  table = ui_find_type (GTK_WIDGET (card), GTK_TYPE_COLUMN_VIEW);
  ui_wait_for (count_labels (table) == 3 * (N_POINTS + 1));
  collect (table, texts);
  g_assert_cmpstr (texts->pdata[0], ==, "Day");
  g_assert_cmpstr (texts->pdata[1], ==, "Sent");
  g_assert_cmpstr (texts->pdata[2], ==, "Completed");
  for (guint i = 0; i < N_POINTS; i++)
    {
      g_assert_cmpstr (texts->pdata[next++], ==, vouch_chart_data_get_label (numbers, i));
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *value = vouch_chart_data_dup_value (numbers, i, j);

          g_assert_cmpstr (texts->pdata[next++], ==, value);
        }
    }
}

static GtkWidget *
get_bar (GtkWidget *chart,
         guint      point)
{
  GtkWidget *bar = gtk_widget_get_first_child (chart);

  for (guint i = 0; i < point; i++)
    bar = gtk_widget_get_next_sibling (bar);
  g_assert_true (VOUCH_IS_CHART_BAR (bar));
  return bar;
}

/* Of the three points, each second has the focus in turn. */
static void
test_focus (UiFixture     *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchChartData) numbers = make_data ();
  GtkWidget *chart = vouch_bar_chart_new ();

  vouch_bar_chart_set_data (VOUCH_BAR_CHART (chart), numbers);
  ui_fixture_show (fixture, chart, 400, 300);

  /* A window gives the focus to the first that takes it. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_focus (get_bar (chart, 2)));
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_LEFT));
  g_assert_true (gtk_widget_is_focus (get_bar (chart, 1)));
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_LEFT));
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_LEFT));
  g_assert_true (gtk_widget_is_focus (get_bar (chart, 0)));

  /* Newer numbers leave it where it is. */
  vouch_bar_chart_set_data (VOUCH_BAR_CHART (chart), numbers);
  g_assert_true (gtk_widget_is_focus (get_bar (chart, 0)));
  g_assert_false (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));

  gtk_widget_set_direction (get_bar (chart, 0), GTK_TEXT_DIR_RTL);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_LEFT));
  g_assert_true (gtk_widget_is_focus (get_bar (chart, 1)));

  gtk_test_accessible_assert_role (get_bar (chart, 0), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (get_bar (chart, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Monday. Sent: 3, Completed: 1");
}

static float
get_left (GtkWidget *chart,
          guint      point)
{
  graphene_rect_t area;

  g_assert_true (gtk_widget_compute_bounds (get_bar (chart, point), chart, &area));
  return area.origin.x;
}

static void
test_direction (UiFixture     *fixture,
                gconstpointer  data)
{
  g_autoptr(VouchChartData) numbers = make_data ();
  GtkWidget *chart = vouch_bar_chart_new ();

  vouch_bar_chart_set_data (VOUCH_BAR_CHART (chart), numbers);
  ui_fixture_show (fixture, chart, 400, 300);
  g_assert_cmpfloat (get_left (chart, 0), <, get_left (chart, 2));

  gtk_widget_set_direction (chart, GTK_TEXT_DIR_RTL);
  ui_wait_for (get_left (chart, 0) > get_left (chart, 2));
}

static void
test_funnel (UiFixture     *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchChartData) numbers = make_data ();
  GtkWidget *chart = vouch_funnel_chart_new ();
  GtkWidget *bar;

  vouch_funnel_chart_set_data (VOUCH_FUNNEL_CHART (chart), numbers);
  ui_fixture_show (fixture, chart, 300, 300);
  g_assert_nonnull (ui_find_text (chart, "2.5 · 83 %"));
  /* A window gives the focus to the first that takes it. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
  bar = ui_find_type (chart, VOUCH_TYPE_CHART_BAR);
  g_assert_true (gtk_widget_is_focus (bar));
  g_assert_true (gtk_widget_child_focus (chart, GTK_DIR_DOWN));
  g_assert_false (gtk_widget_is_focus (bar));

  /* Newer numbers leave it where it is. */
  bar = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  vouch_funnel_chart_set_data (VOUCH_FUNNEL_CHART (chart), numbers);
  g_assert_true (gtk_widget_is_focus (bar));
  g_assert_false (gtk_widget_child_focus (chart, GTK_DIR_TAB_FORWARD));
}

/* All that a chart held goes with it, while its bars are seen. */
static void
test_gone (void)
{
  g_autoptr(VouchChartData) numbers = make_data ();
  GtkWidget *chart = g_object_ref_sink (vouch_bar_chart_new ());
  GtkWidget *funnel = g_object_ref_sink (vouch_funnel_chart_new ());

  vouch_bar_chart_set_data (VOUCH_BAR_CHART (chart), numbers);
  vouch_bar_chart_set_data (VOUCH_BAR_CHART (chart), numbers);
  vouch_funnel_chart_set_data (VOUCH_FUNNEL_CHART (funnel), numbers);
  g_assert_finalize_object (chart);
  g_assert_finalize_object (funnel);
}

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/charts/data", test_data);
  g_test_add_func ("/charts/gone", test_gone);
  ADD ("/charts/table", test_table);
  ADD ("/charts/focus", test_focus);
  ADD ("/charts/direction", test_direction);
  ADD ("/charts/funnel", test_funnel);

  return g_test_run ();
}
