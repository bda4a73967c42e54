/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "ui-fixture.h"
#include "ui/vouch-portions.h"

/* More than a view makes widgets for. */
#define N_MANY 2000

/* What a view would know from what it was told. */
typedef struct
{
  GtkStringList *model;
  VouchPortions *portions;
  GPtrArray *items;
  guint n_events;
  guint n_most;  /* items that came at once before the last event */
  guint n_last;  /* and in it */
} Fixture;

static void
items_changed_cb (Fixture *self,
                  guint    position,
                  guint    n_removed,
                  guint    n_added)
{
  GListModel *shown = G_LIST_MODEL (self->portions);

  g_assert_cmpuint (n_removed + n_added, >, 0);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_insert (self->items, i, g_list_model_get_item (shown, i));
  g_assert_cmpuint (self->items->len, ==, g_list_model_get_n_items (shown));
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (shown, i);

      g_assert_true (item == self->items->pdata[i]);
    }
  self->n_events++;
  self->n_most = MAX (self->n_most, self->n_last);
  self->n_last = n_added;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->model = gtk_string_list_new (NULL);
  self->portions = vouch_portions_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->portions, "items-changed", G_CALLBACK (items_changed_cb), self);
  vouch_portions_set_model (self->portions, G_LIST_MODEL (self->model));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (self->portions, self);
  g_assert_finalize_object (self->portions);
  g_assert_finalize_object (self->model);
  g_ptr_array_unref (self->items);
}

static void
splice (Fixture *self,
        guint    position,
        guint    n_removed,
        guint    n_added)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  for (guint i = 0; i < n_added; i++)
    g_strv_builder_add (builder, "text");
  texts = g_strv_builder_end (builder);
  self->n_events = self->n_most = self->n_last = 0;
  gtk_string_list_splice (self->model, position, n_removed, (const char *const *) texts);
}

static gboolean
has_all (Fixture *self)
{
  GListModel *model = G_LIST_MODEL (self->model);

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (item != self->items->pdata[i])
        return FALSE;
    }

  return self->items->len == g_list_model_get_n_items (model);
}

static void
wait_for_all (Fixture *self)
{
  ui_wait_for (has_all (self));
}

static void
test_few_at_a_time (Fixture       *self,
                    gconstpointer  data)
{
  splice (self, 0, 0, N_MANY);
  wait_for_all (self);
  g_assert_cmpuint (self->n_most, <, 10);
  /* What a view makes no widgets for comes at once. */
  g_assert_cmpuint (self->n_last, >, N_MANY / 2);

  splice (self, N_MANY, 0, 100);
  wait_for_all (self);
  g_assert_cmpuint (self->n_most, <, 10);
}

/* What stays keeps its widgets only if all of it is one change. */
static void
test_whole (Fixture       *self,
            gconstpointer  data)
{
  splice (self, 0, 0, 100);
  wait_for_all (self);

  splice (self, 10, 50, 0);
  g_assert_cmpuint (self->n_events, ==, 1);
  splice (self, 10, 20, 60);
  g_assert_cmpuint (self->n_events, ==, 1);
  wait_for_all (self);

  splice (self, 50, 0, 10);
  g_assert_cmpuint (self->n_events, ==, 1);
  splice (self, 50, 10, 0);
  g_assert_cmpuint (self->n_events, ==, 1);

  vouch_portions_expect_others (self->portions);
  splice (self, 0, 90, 90);
  g_assert_cmpuint (self->n_most, <, 10);
  g_assert_cmpuint (self->n_last, <, 10);
  wait_for_all (self);
  g_assert_cmpuint (self->n_events, >, 10);

  /* That was about one change alone. */
  splice (self, 0, 90, 90);
  g_assert_cmpuint (self->n_events, ==, 1);
  wait_for_all (self);
}

/* Whatever happens while items are missing. */
static void
test_meanwhile (Fixture       *self,
                gconstpointer  data)
{
  for (guint i = 0; i < 200; i++)
    {
      guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
      guint position = g_test_rand_int_range (0, n_items + 1);
      guint n_removed = g_test_rand_int_range (0, MIN (n_items - position, 60) + 1);

      if (g_test_rand_bit ())
        vouch_portions_expect_others (self->portions);
      splice (self, position, n_removed, g_test_rand_int_range (0, 80));
      if (g_test_rand_bit ())
        g_main_context_iteration (NULL, FALSE);
      if (i % 50 == 49)
        wait_for_all (self);
    }
}

static void
test_begin_again (Fixture       *self,
                  gconstpointer  data)
{
  splice (self, 0, 0, 100);
  vouch_portions_begin_again (self->portions);
  g_assert_cmpuint (self->items->len, ==, 0);
  wait_for_all (self);

  vouch_portions_set_model (self->portions, NULL);
  g_assert_cmpuint (self->items->len, ==, 0);
  vouch_portions_begin_again (self->portions);
  vouch_portions_set_model (self->portions, G_LIST_MODEL (self->model));
  wait_for_all (self);
}

static void
test_dispose_while_busy (Fixture       *self,
                         gconstpointer  data)
{
  splice (self, 0, 0, N_MANY);
  wait_for_all (self);
  vouch_portions_begin_again (self->portions);
  g_assert_cmpuint (self->items->len, ==, 0);
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
    { "/ui/portions/few-at-a-time", test_few_at_a_time },
    { "/ui/portions/whole", test_whole },
    { "/ui/portions/meanwhile", test_meanwhile },
    { "/ui/portions/begin-again", test_begin_again },
    { "/ui/portions/dispose-while-busy", test_dispose_while_busy },
  };

  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
