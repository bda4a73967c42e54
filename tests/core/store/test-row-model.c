/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "row-world.h"
#include "store-fixture.h"
#include "vouch-test-executor.h"
#include "vouch-test-util.h"

typedef struct
{
  VouchTestVfs *vfs;
  VouchExecutor *executor;
  VouchStore *store;
  VouchRowModel *model;
  RowWorld world;
  GString *events;
  guint n_notified;
  guint n_busy;
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->events, "%u-%u+%u;", position, n_removed, n_added);
}

static void
open_store (Fixture *fixture)
{
  GAsyncResult *result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->store = vouch_store_new (fixture->executor, fixture->executor, STORE_PATH, "test",
                                    VOUCH_DB_WRITE);
  vouch_store_open_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_open_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(VouchRowQuery) query = NULL;

  fixture->vfs = vouch_test_vfs_new ("test");
  fixture->executor = VOUCH_EXECUTOR (vouch_test_executor_new ());
  fixture->events = g_string_new (NULL);
  fixture->world.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->world.text = "one";
  open_store (fixture);

  query = row_world_query (&fixture->world, &row_thing_class);
  fixture->model = vouch_row_model_new (fixture->store, query);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->model != NULL)
    {
      vouch_test_run_ready ();
      g_assert_finalize_object (g_steal_pointer (&fixture->model));
    }
  vouch_test_run_ready ();
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_clear_object (&fixture->executor);
  vouch_test_vfs_free (fixture->vfs);
  g_array_unref (fixture->world.ids);
  g_string_free (fixture->events, TRUE);
}

static void
announce (Fixture    *fixture,
          const char *subject,
          gint64      id)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  g_signal_emit_by_name (fixture->store, "changed", subject, ids);
}

static void
wait_until_listed (Fixture *fixture)
{
  vouch_test_wait_for (!vouch_row_model_get_loading (fixture->model));
}

static VouchRow *
get (Fixture *fixture,
     guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
}

static const char *
get_text (VouchRow *row)
{
  const RowThing *data = vouch_row_get_data (row);

  return data != NULL ? data->text : NULL;
}

/* Exactly one items-changed, about what lies between an equal beginning and an equal end. */
static void
test_differences (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *events;
  } cases[] = {
    { "", "", "" },
    { "", "1 2 3", "0-0+3;" },
    { "1 2 3", "", "0-3+0;" },
    { "1 2 3", "1 2 3", "" },
    { "1 2 3", "1 2 9 3", "2-0+1;" },
    { "1 2 3", "9 1 2 3", "0-0+1;" },
    { "1 2 3", "1 2 3 9", "3-0+1;" },
    { "1 2 3 4", "1 3 4", "1-1+0;" },
    { "1 2 3 4", "1 2 3", "3-1+0;" },
    { "1 2 3 4 5", "1 4 2 3 5", "1-3+3;" },
    { "1 2 3", "1 8 3", "1-1+1;" },
    { "1 2", "1 2 1 2", "2-0+2;" },
    { "1 2 3", "4 5", "0-3+2;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("\"%s\" to \"%s\"", cases[i].before, cases[i].after);
      row_world_set_ids (&fixture->world, cases[i].before);
      announce (fixture, "thing", 0);
      wait_until_listed (fixture);
      g_string_truncate (fixture->events, 0);

      row_world_set_ids (&fixture->world, cases[i].after);
      announce (fixture, "thing", 99);
      g_assert_cmpstr (fixture->events->str, ==, "");
      wait_until_listed (fixture);
      g_assert_cmpstr (fixture->events->str, ==, cases[i].events);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==,
                        fixture->world.ids->len);
    }
}

static void
test_fill_on_demand (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(VouchRow) row = NULL;
  g_autoptr(VouchRow) again = NULL;
  g_autoptr(VouchRow) far = NULL;

  row_world_set_many (&fixture->world, 100000);
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->world.n_loads, ==, 0);
  g_assert_cmpuint (vouch_row_model_get_n_alive (fixture->model), ==, 0);

  /* A placeholder stands there at once. */
  row = get (fixture, 250);
  g_assert_cmpint (vouch_row_get_id (row), ==, 251);
  g_assert_null (vouch_row_get_data (row));
  again = get (fixture, 250);
  g_assert_true (again == row);

  vouch_test_wait_for (vouch_row_get_data (row) != NULL);
  g_assert_cmpstr (get_text (row), ==, "one");
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->world.n_loads, ==, 100);
  g_assert_cmpuint (vouch_row_model_get_n_alive (fixture->model), ==, 100);

  for (guint i = 200; i < 300; i++)
    g_object_unref (get (fixture, i));
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->world.n_loads, ==, 100);

  /* The end of the list is a shorter page. */
  row_world_set_many (&fixture->world, 250);
  announce (fixture, "thing", 999999);
  wait_until_listed (fixture);
  far = get (fixture, 249);
  vouch_test_wait_for (vouch_row_get_data (far) != NULL);
  g_assert_null (get (fixture, 250));
}

static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchRow) held = NULL;
  g_autoptr(VouchRow) same = NULL;

  row_world_set_many (&fixture->world, 100000);
  wait_until_listed (fixture);
  held = get (fixture, 0);
  for (guint i = 0; i < 100000; i += 50)
    g_object_unref (get (fixture, i));

  g_assert_cmpuint (vouch_row_model_get_n_alive (fixture->model), <=, 1101);
  vouch_test_run_ready ();
  /* What was asked for and let go of meanwhile is not read. */
  g_assert_cmpuint (fixture->world.n_loads, <=, 1201);

  /* One that is held stays the one of its place. */
  same = get (fixture, 0);
  g_assert_true (same == held);
  vouch_test_wait_for (vouch_row_get_data (held) != NULL);
}

static void
notified_cb (VouchRow   *row,
             GParamSpec *pspec,
             gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_assert_nonnull (vouch_row_get_data (row));
  fixture->n_notified++;
}

static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchRow) first = NULL;
  g_autoptr(VouchRow) second = NULL;

  row_world_set_ids (&fixture->world, "1 2 3");
  wait_until_listed (fixture);
  first = get (fixture, 0);
  second = get (fixture, 1);
  vouch_test_wait_for (vouch_row_get_data (second) != NULL);
  g_signal_connect (first, "notify::data", G_CALLBACK (notified_cb), fixture);
  g_signal_connect (second, "notify::data", G_CALLBACK (notified_cb), fixture);
  g_string_truncate (fixture->events, 0);
  fixture->world.n_loads = 0;

  /* The same is read again: nobody is told. */
  announce (fixture, "thing", 2);
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->world.n_loads, ==, 1);
  g_assert_cmpuint (fixture->n_notified, ==, 0);

  fixture->world.text = "two";
  announce (fixture, "thing", 2);
  wait_until_listed (fixture);
  g_assert_cmpstr (get_text (first), ==, "one");
  g_assert_cmpstr (get_text (second), ==, "two");
  g_assert_cmpuint (fixture->n_notified, ==, 1);

  /* What belongs to another subject may be shown by any row. */
  announce (fixture, "owner", 7);
  wait_until_listed (fixture);
  g_assert_cmpstr (get_text (first), ==, "two");
  g_assert_cmpuint (fixture->n_notified, ==, 2);

  announce (fixture, "stranger", 1);
  g_assert_false (vouch_row_model_get_loading (fixture->model));
  g_assert_cmpstr (fixture->events->str, ==, "");
}

static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchRow) row = NULL;
  guint n_lists;

  row_world_set_ids (&fixture->world, "1 2 3");
  wait_until_listed (fixture);
  row = get (fixture, 0);
  vouch_test_wait_for (vouch_row_get_data (row) != NULL);
  n_lists = fixture->world.n_lists;

  vouch_row_model_set_paused (fixture->model, TRUE);
  fixture->world.text = "two";
  announce (fixture, "thing", 1);
  announce (fixture, "owner", 7);
  vouch_test_run_ready ();
  g_assert_false (vouch_row_model_get_loading (fixture->model));
  g_assert_cmpuint (fixture->world.n_lists, ==, n_lists);

  vouch_row_model_set_paused (fixture->model, FALSE);
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->world.n_lists, ==, n_lists + 1);
  g_assert_cmpstr (get_text (row), ==, "two");

  vouch_row_model_set_paused (fixture->model, TRUE);
  vouch_row_model_set_paused (fixture->model, FALSE);
  g_assert_false (vouch_row_model_get_loading (fixture->model));
}

static void
test_rows_stay (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(VouchRow) row = NULL;
  g_autoptr(VouchRow) moved = NULL;

  row_world_set_ids (&fixture->world, "1 2 3 4");
  wait_until_listed (fixture);
  row = get (fixture, 3);
  vouch_test_wait_for (vouch_row_get_data (row) != NULL);

  row_world_set_ids (&fixture->world, "9 4 2 3 1");
  announce (fixture, "thing", 9);
  wait_until_listed (fixture);
  moved = get (fixture, 1);
  g_assert_true (moved == row);
  g_assert_cmpuint (vouch_row_model_find (fixture->model, 4), ==, 1);
  g_assert_cmpuint (vouch_row_model_find (fixture->model, 5), ==, G_MAXUINT);
  g_assert_cmpint (vouch_row_model_get_id (fixture->model, 0), ==, 9);
  vouch_test_run_ready ();
}

/* Rows change where they stand; the rest comes at once afterwards. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(VouchRow) row = NULL;

  row_world_set_ids (&fixture->world, "1 2 3");
  wait_until_listed (fixture);
  row = get (fixture, 1);
  vouch_test_wait_for (vouch_row_get_data (row) != NULL);
  g_string_truncate (fixture->events, 0);
  fixture->world.n_lists = 0;

  vouch_row_model_set_held (fixture->model, TRUE);
  row_world_set_ids (&fixture->world, "9 3 2 1");
  fixture->world.text = "new";
  announce (fixture, "thing", 2);
  announce (fixture, "thing", 9);
  vouch_test_wait_for (g_str_equal (get_text (row), "new"));
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->world.n_lists, ==, 0);
  g_assert_cmpuint (vouch_row_model_find (fixture->model, 2), ==, 1);
  g_assert_cmpstr (fixture->events->str, ==, "");

  vouch_row_model_set_held (fixture->model, FALSE);
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->world.n_lists, ==, 1);
  g_assert_cmpuint (vouch_row_model_find (fixture->model, 9), ==, 0);
}

/* Stands for what happens in the main loop while a worker reads. */
static gboolean
announce_while_reading (const char *label,
                        gpointer    user_data)
{
  Fixture *fixture = user_data;

  if (fixture->n_busy == 0 || !g_str_equal (label, "read list"))
    return TRUE;

  fixture->n_busy--;
  for (gint64 id = 1; id <= 10; id++)
    announce (fixture, "thing", id);
  return TRUE;
}

/* One reading at a time, and one more for all that came meanwhile. */
static void
test_bursts (Fixture       *fixture,
             gconstpointer  data)
{
  const VouchTestHook hook = { announce_while_reading, NULL };

  vouch_test_executor_set_hook (VOUCH_TEST_EXECUTOR (fixture->executor), &hook, fixture);
  wait_until_listed (fixture);
  fixture->world.n_lists = 0;

  for (gint64 id = 1; id <= 100; id++)
    announce (fixture, id % 2 == 0 ? "thing" : "owner", id);
  g_assert_true (vouch_row_model_get_loading (fixture->model));
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->world.n_lists, ==, 1);

  /* While it is being read, whatever comes is one more. */
  fixture->n_busy = 1;
  announce (fixture, "thing", 1);
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->n_busy, ==, 0);
  g_assert_cmpuint (fixture->world.n_lists, ==, 3);
}

static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  RowWorld other = { .ids = g_array_new (FALSE, FALSE, sizeof (gint64)), .text = "other" };
  g_autoptr(VouchRowQuery) same_kind = row_world_query (&other, &row_thing_class);
  g_autoptr(VouchRowQuery) other_kind = row_world_query (&other, &row_other_class);
  g_autoptr(VouchRow) row = NULL;
  g_autoptr(VouchRow) kept = NULL;
  g_autoptr(VouchRow) replaced = NULL;

  row_world_set_ids (&fixture->world, "1 2 3");
  row_world_set_ids (&other, "1 3");
  wait_until_listed (fixture);
  row = get (fixture, 2);
  g_string_truncate (fixture->events, 0);

  /* Another filter of the same list keeps its rows. */
  vouch_row_model_set_query (fixture->model, same_kind);
  g_assert_true (vouch_row_model_get_query (fixture->model) == same_kind);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3);
  wait_until_listed (fixture);
  g_assert_cmpstr (fixture->events->str, ==, "1-1+0;");
  kept = get (fixture, 1);
  g_assert_true (kept == row);
  vouch_test_wait_for (vouch_row_get_data (row) != NULL);

  /* In another list the same ids are other rows. */
  g_string_truncate (fixture->events, 0);
  vouch_row_model_set_query (fixture->model, other_kind);
  wait_until_listed (fixture);
  g_assert_cmpstr (fixture->events->str, ==, "0-2+2;");
  replaced = get (fixture, 1);
  g_assert_true (replaced != row);
  vouch_test_wait_for (vouch_row_get_data (replaced) != NULL);
  g_array_unref (other.ids);
}

static gboolean
search_while_reading (const char *label,
                      gpointer    user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(VouchRowQuery) query = NULL;

  if (fixture->n_busy == 0 || !g_str_equal (label, "read list"))
    return TRUE;

  fixture->n_busy--;
  query = row_world_query (&fixture->world, fixture->n_busy % 2 == 0 ? &row_other_class
                                                                     : &row_thing_class);
  vouch_row_model_set_query (fixture->model, query);
  return TRUE;
}

/* The last query wins, whatever was asked for before its answer. */
static void
test_quick_queries (Fixture       *fixture,
                    gconstpointer  data)
{
  const VouchTestHook hook = { search_while_reading, NULL };

  vouch_test_executor_set_hook (VOUCH_TEST_EXECUTOR (fixture->executor), &hook, fixture);
  row_world_set_ids (&fixture->world, "1 2 3");
  fixture->n_busy = 5;
  wait_until_listed (fixture);
  g_assert_cmpuint (fixture->n_busy, ==, 0);
  g_assert_cmpuint (fixture->world.n_lists, ==, 6);
  g_assert_cmpstr (fixture->events->str, ==, "0-0+3;");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  row_world_set_ids (&fixture->world, "1 2 3");
  wait_until_listed (fixture);
  fixture->world.fails = TRUE;
  announce (fixture, "thing", 1);
  wait_until_listed (fixture);
  g_assert_error (vouch_row_model_get_error (fixture->model), VOUCH_STORE_ERROR,
                  VOUCH_STORE_ERROR_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 3);

  fixture->world.fails = FALSE;
  announce (fixture, "thing", 1);
  wait_until_listed (fixture);
  g_assert_null (vouch_row_model_get_error (fixture->model));
}

static gboolean
dispose_while_reading (const char *label,
                       gpointer    user_data)
{
  Fixture *fixture = user_data;

  if (fixture->n_busy == 0 || !g_str_equal (label, "read list"))
    return TRUE;

  fixture->n_busy--;
  g_assert_true (vouch_row_model_get_loading (fixture->model));
  g_object_run_dispose (G_OBJECT (fixture->model));
  announce (fixture, "thing", 501);
  return TRUE;
}

static void
test_dispose_while_busy (Fixture       *fixture,
                         gconstpointer  data)
{
  const VouchTestHook hook = { dispose_while_reading, NULL };
  g_autoptr(VouchRow) row = NULL;

  vouch_test_executor_set_hook (VOUCH_TEST_EXECUTOR (fixture->executor), &hook, fixture);
  row_world_set_many (&fixture->world, 1000);
  wait_until_listed (fixture);
  row = get (fixture, 500);
  fixture->n_busy = 1;
  announce (fixture, "thing", 501);
  vouch_test_wait_for (fixture->n_busy == 0);
  vouch_test_run_ready ();
  g_assert_cmpstr (fixture->events->str, ==, "0-0+1000;");
  g_assert_finalize_object (g_steal_pointer (&fixture->model));
  g_assert_cmpint (vouch_row_get_id (row), ==, 501);
  vouch_test_run_ready ();
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (* func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/row-model/differences", test_differences },
    { "/row-model/fill-on-demand", test_fill_on_demand },
    { "/row-model/memory", test_memory },
    { "/row-model/refresh", test_refresh },
    { "/row-model/held", test_held },
    { "/row-model/paused", test_paused },
    { "/row-model/rows-stay", test_rows_stay },
    { "/row-model/bursts", test_bursts },
    { "/row-model/query", test_query },
    { "/row-model/quick-queries", test_quick_queries },
    { "/row-model/failure", test_failure },
    { "/row-model/dispose-while-busy", test_dispose_while_busy },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
