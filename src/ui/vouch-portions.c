/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-portions.h"

/* Microseconds that a portion may take; a step may take as long again. */
#define BUDGET 1500
#define STEP 4

/* As many rows as a tall window shows. */
#define N_SEEN 50

/* As many as a view makes widgets for: the others cost nothing. */
#define N_MADE 200

struct _VouchPortions
{
  GObject parent_instance;

  GListModel *model;  /* (owned) (nullable) */
  guint place;        /* where items of the model are missing */
  guint n_missing;    /* how many */
  guint n_given;      /* since some were missing */
  GPtrArray *gone;    /* (owned): at the same place, items that are about to go */
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

  return count_all (self) - self->n_missing + self->gone->len;
}

static gpointer
vouch_portions_get_item (GListModel *model,
                         guint       position)
{
  VouchPortions *self = VOUCH_PORTIONS (model);

  if (position >= vouch_portions_get_n_items (model))
    return NULL;
  if (position < self->place)
    return g_list_model_get_item (self->model, position);
  if (position < self->place + self->gone->len)
    return g_object_ref (self->gone->pdata[position - self->place]);

  return g_list_model_get_item (self->model, position - self->gone->len + self->n_missing);
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

/* @n_removed items at the place go; some of the missing ones come. */
static void
exchange (VouchPortions *self,
          guint          n_removed,
          guint          n_added)
{
  guint place = self->place;

  self->place += n_added;
  self->n_missing -= n_added;
  self->n_given += n_added;
  if (n_removed + n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), place, n_removed, n_added);
}

static gboolean
is_whole (VouchPortions *self)
{
  return self->n_missing == 0 && self->gone->len == 0;
}

static void
give_step (VouchPortions *self)
{
  guint n_gone = MIN (STEP, self->gone->len);
  gboolean made = self->n_given >= N_MADE && n_gone == 0;

  /* In place of each other, so that a view stays where it is. */
  if (n_gone > 0)
    g_ptr_array_remove_range (self->gone, 0, n_gone);
  exchange (self, n_gone, made ? self->n_missing : MIN (STEP, self->n_missing));
}

static void
give_portion (VouchPortions *self)
{
  gint64 end = g_get_monotonic_time () + BUDGET;

  while (!is_whole (self) && g_get_monotonic_time () < end)
    give_step (self);
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
  gboolean seen = self->n_given < N_SEEN || self->gone->len > 0;

  if (is_whole (self) || self->idle != 0)
    return;

  self->idle = g_idle_add_full (seen ? G_PRIORITY_HIGH_IDLE : G_PRIORITY_DEFAULT_IDLE, give_cb,
                                self, NULL);
  g_source_set_name_by_id (self->idle, "[vouch] portion of a list");
}

/* Those whose widgets a view has made stay for a little. The others cost nothing. */
static guint
keep_gone (VouchPortions *self,
           guint          position,
           guint          n_removed)
{
  guint end = MIN (position + n_removed, self->first->len);

  for (guint i = position; i < end; i++)
    g_ptr_array_add (self->gone, g_object_ref (self->first->pdata[i]));
  return n_removed - self->gone->len;
}

/* What nobody has seen yet comes, or does not, in its turn. */
static gboolean
is_unseen (VouchPortions *self,
           guint          position,
           guint          n_removed)
{
  return !is_whole (self) && position >= self->place &&
         position + n_removed <= self->place + self->n_missing;
}

/* What changed, and what was missing already, is one place from now on. */
static void
items_changed_cb (VouchPortions *self,
                  guint          position,
                  guint          n_removed,
                  guint          n_added)
{
  gboolean whole = is_whole (self);
  guint start = whole ? position : MIN (position, self->place);
  guint end = MAX (position + n_removed, whole ? 0 : self->place + self->n_missing);
  guint n_shown = end - start - self->n_missing + self->gone->len;
  gboolean others = self->first != NULL;

  if (is_unseen (self, position, n_removed))
    {
      self->n_missing += n_added - n_removed;
      return;
    }

  g_ptr_array_set_size (self->gone, 0);
  self->n_given = 0;
  self->place = start;
  self->n_missing = end - start - n_removed + n_added;
  if (others && whole)
    {
      guint n = keep_gone (self, position, n_removed);

      if (n > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), start + self->gone->len, n, 0);
    }
  else
    {
      exchange (self, n_shown, n_removed > 0 && !others ? self->n_missing : 0);
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
  self->n_missing = self->place = 0;

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

/* As if all items of the model had come just now. */
static void
restart (VouchPortions *self,
         guint          n_shown)
{
  g_ptr_array_set_size (self->gone, 0);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  self->place = self->n_given = 0;
  self->n_missing = count_all (self);
  exchange (self, n_shown, 0);
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
  guint n_shown;

  g_return_if_fail (VOUCH_IS_PORTIONS (self));

  if (self->model == model)
    return;

  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                             G_CONNECT_SWAPPED);
  restart (self, n_shown);
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
