/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-portions.h"

/* Microseconds that a portion may take; a step may take as long again. */
#define BUDGET 1000
#define STEP 2

/* As many rows as a tall window shows. */
#define N_SEEN 50

/* As many as a view makes widgets for: the others cost nothing. */
#define N_MADE 205

/* What is shown is the beginning of the model, and then what is about to go: at any other place
 * than the end, each step would have the view bind all rows after it anew. */
struct _VouchPortions
{
  GObject parent_instance;

  GListModel *model;  /* (owned) (nullable) */
  guint n_shown;      /* of its items */
  guint n_given;      /* since some were missing */
  GPtrArray *gone;    /* (owned): items that are about to go */
  GPtrArray *first;   /* (owned) (nullable): those of the model that others come for */
  guint idle;         /* gives the next portion, or 0 */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchPortions, vouch_portions, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint
count_all (VouchPortions *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

/* The model. */

static GType
vouch_portions_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
vouch_portions_get_n_items (GListModel *model)
{
  VouchPortions *self = VOUCH_PORTIONS (model);

  return self->n_shown + self->gone->len;
}

static gpointer
vouch_portions_get_item (GListModel *model,
                         guint       position)
{
  VouchPortions *self = VOUCH_PORTIONS (model);

  if (position < self->n_shown)
    return g_list_model_get_item (self->model, position);
  if (position < self->n_shown + self->gone->len)
    return g_object_ref (self->gone->pdata[position - self->n_shown]);

  return NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = vouch_portions_get_item_type;
  iface->get_n_items = vouch_portions_get_n_items;
  iface->get_item = vouch_portions_get_item;
}

/* Portions. */

static void give_soon (VouchPortions *self);

static gboolean
is_whole (VouchPortions *self)
{
  return self->n_shown == count_all (self) && self->gone->len == 0;
}

static void
tell (VouchPortions *self,
      guint          position,
      guint          n_removed,
      guint          n_added)
{
  if (n_removed + n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
let_go (VouchPortions *self,
        guint          n)
{
  guint n_left = self->gone->len - n;

  g_ptr_array_set_size (self->gone, n_left);
  tell (self, self->n_shown + n_left, n, 0);
}

static void
give (VouchPortions *self,
      guint          n)
{
  guint position = self->n_shown;

  self->n_shown += n;
  self->n_given += n;
  tell (self, position, 0, n);
}

static void
give_portion (VouchPortions *self)
{
  gint64 end = g_get_monotonic_time () + BUDGET;

  while (!is_whole (self) && g_get_monotonic_time () < end)
    {
      guint n_missing = count_all (self) - self->n_shown;

      if (self->gone->len > 0)
        let_go (self, MIN (STEP, self->gone->len));
      else
        give (self, self->n_given < N_MADE ? MIN (STEP, n_missing) : n_missing);
    }
  give_soon (self);
}

static gboolean
give_cb (gpointer user_data)
{
  VouchPortions *self = user_data;

  self->idle = 0;
  give_portion (self);
  return G_SOURCE_REMOVE;
}

/* What is seen is as it should be before it is drawn; the rest may take longer. */
static void
give_soon (VouchPortions *self)
{
  gboolean seen = self->n_shown < N_SEEN || self->gone->len > 0;

  if (is_whole (self) || self->idle != 0)
    return;

  self->idle = g_idle_add_full (seen ? G_PRIORITY_HIGH_IDLE : G_PRIORITY_DEFAULT_IDLE, give_cb,
                                self, NULL);
  g_source_set_name_by_id (self->idle, "[vouch] portion of a list");
}

/* From @position on all goes. What a view has made widgets for stays for a little. */
static void
exchange (VouchPortions *self,
          guint          position)
{
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->n_shown + self->gone->len - position;
  guint end = MIN (self->n_shown, self->first->len);

  for (guint i = position; i < end; i++)
    g_ptr_array_add (gone, g_object_ref (self->first->pdata[i]));
  if (end == self->n_shown)
    g_ptr_array_extend_and_steal (gone, g_steal_pointer (&self->gone));
  else
    g_clear_pointer (&self->gone, g_ptr_array_unref);
  self->gone = g_steal_pointer (&gone);
  self->n_shown = position;
  self->n_given = 0;
  tell (self, position + self->gone->len, n_before - self->gone->len, 0);
}

static void
items_changed_cb (VouchPortions *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added)
{
  guint n_before = self->n_shown;

  if (self->first != NULL && position < n_before)
    {
      exchange (self, position);
    }
  else if (position + n_removed <= n_before && position < n_before)
    {
      self->n_shown += n_added - n_removed;
      tell (self, position, n_removed, n_added);
    }
  else if (position < n_before)
    {
      self->n_shown = position;
      tell (self, position, n_before - position, 0);
    }
  else if (self->n_shown + n_added == count_all (self))
    {
      self->n_given = 0;
    }

  g_clear_pointer (&self->first, g_ptr_array_unref);
  give_portion (self);
}

static void
vouch_portions_dispose (GObject *object)
{
  VouchPortions *self = VOUCH_PORTIONS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_ptr_array_set_size (self->gone, 0);
  self->n_shown = 0;

  G_OBJECT_CLASS (vouch_portions_parent_class)->dispose (object);
}

static void
vouch_portions_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_PORTIONS (object)->gone, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_portions_parent_class)->finalize (object);
}

static void
vouch_portions_class_init (VouchPortionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_portions_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_portions_finalize;
}

static void
vouch_portions_init (VouchPortions *self)
{
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
}

VouchPortions *
vouch_portions_new (void)
{
  return g_object_new (VOUCH_TYPE_PORTIONS, NULL);
}

/* As if all items of the model had come just now; @n of what was before are shown. */
static void
restart (VouchPortions *self,
         guint          n)
{
  g_ptr_array_set_size (self->gone, 0);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  self->n_shown = self->n_given = 0;
  tell (self, 0, n, 0);
  give_soon (self);
}

/**
 * vouch_portions_set_model:
 * @self: portions
 * @model: (nullable): whose items they are
 */
void
vouch_portions_set_model (VouchPortions *self,
                          GListModel    *model)
{
  guint n;

  g_return_if_fail (VOUCH_IS_PORTIONS (self));

  if (self->model == model)
    return;

  n = g_list_model_get_n_items (G_LIST_MODEL (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);
  restart (self, n);
}

void
vouch_portions_expect_others (VouchPortions *self)
{
  gpointer item;

  g_return_if_fail (VOUCH_IS_PORTIONS (self));

  g_clear_pointer (&self->first, g_ptr_array_unref);
  self->first = g_ptr_array_new_with_free_func (g_object_unref);
  while (self->model != NULL && self->first->len < N_MADE &&
         (item = g_list_model_get_item (self->model, self->first->len)) != NULL)
    g_ptr_array_add (self->first, item);
}

void
vouch_portions_begin_again (VouchPortions *self)
{
  g_return_if_fail (VOUCH_IS_PORTIONS (self));

  restart (self, g_list_model_get_n_items (G_LIST_MODEL (self)));
}
