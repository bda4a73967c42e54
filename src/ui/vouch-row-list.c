/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-portions.h"
#include "ui/vouch-row-list.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchRowList
{
  GObject parent_instance;

  VouchHub *hub;                  /* (owned) */
  VouchPortions *portions;        /* (owned): what a view has in its selection model */
  const VouchRowListFuncs *funcs; /* (unowned): static */
  GtkWidget *page;                /* (unowned): clears it when it is disposed */
  VouchRowModel *model;           /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchRowList, vouch_row_list, G_TYPE_OBJECT)

static void
changed_cb (VouchRowList *self)
{
  self->funcs->changed (self->page);
}

static void
drop_model (VouchRowList *self)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
}

/* A reopened store is another one. */
static void
update_store (VouchRowList *self)
{
  static const char *const signals[] = { "items-changed", "notify::loading", "notify::error" };
  VouchStore *store = vouch_hub_get_store (self->hub);
  g_autoptr(VouchRowQuery) query = NULL;

  vouch_portions_set_model (self->portions, NULL);
  drop_model (self);
  if (store != NULL && vouch_hub_get_current (self->hub) != NULL)
    {
      query = self->funcs->make_query (self->page);
      self->model = vouch_row_model_new (store, query);
      for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
        g_signal_connect_object (self->model, signals[i], G_CALLBACK (changed_cb), self,
                                 G_CONNECT_SWAPPED);
      vouch_portions_set_model (self->portions, G_LIST_MODEL (self->model));
    }
  changed_cb (self);
}

static void
current_changed_cb (VouchRowList *self)
{
  if (self->model == NULL || vouch_hub_get_current (self->hub) == NULL)
    update_store (self);
  else
    vouch_row_list_update_query (self);
}

static void
map_cb (VouchRowList *self)
{
  if (self->model != NULL)
    vouch_row_model_set_paused (self->model, FALSE);
}

static void
unmap_cb (VouchRowList *self)
{
  if (self->model != NULL)
    vouch_row_model_set_paused (self->model, TRUE);
}

static void
vouch_row_list_dispose (GObject *object)
{
  VouchRowList *self = VOUCH_ROW_LIST (object);

  drop_model (self);
  if (self->hub != NULL)
    g_signal_handlers_disconnect_by_data (self->hub, self);
  if (self->page != NULL)
    g_signal_handlers_disconnect_by_data (self->page, self);
  self->page = NULL;
  g_clear_object (&self->portions);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_row_list_parent_class)->dispose (object);
}

static void
vouch_row_list_class_init (VouchRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_row_list_dispose;
}

static void
vouch_row_list_init (VouchRowList *self)
{
  self->portions = vouch_portions_new ();
}

VouchRowList *
vouch_row_list_new (VouchHub                *hub,
                    GtkNoSelection          *selection,
                    const VouchRowListFuncs *funcs,
                    GtkWidget               *page)
{
  VouchRowList *self = g_object_new (VOUCH_TYPE_ROW_LIST, NULL);

  self->hub = g_object_ref (hub);
  gtk_no_selection_set_model (selection, G_LIST_MODEL (self->portions));
  self->funcs = funcs;
  self->page = page;
  g_signal_connect_object (hub, "notify::state", G_CALLBACK (update_store), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
vouch_row_list_clear (VouchRowList **location)
{
  g_autoptr(VouchRowList) self = g_steal_pointer (location);

  if (self != NULL)
    g_object_run_dispose (G_OBJECT (self));
}

void
vouch_row_list_update_query (VouchRowList *self)
{
  g_autoptr(VouchRowQuery) query = NULL;

  g_return_if_fail (VOUCH_IS_ROW_LIST (self));

  if (self->model == NULL)
    {
      update_store (self);
      return;
    }

  query = self->funcs->make_query (self->page);
  vouch_portions_expect_others (self->portions);
  vouch_row_model_set_query (self->model, query);
  changed_cb (self);
}

void
vouch_row_list_begin_again (VouchRowList *self)
{
  g_return_if_fail (VOUCH_IS_ROW_LIST (self));

  vouch_portions_begin_again (self->portions);
}

VouchRowModel *
vouch_row_list_get_model (VouchRowList *self)
{
  return self->model;
}

guint
vouch_row_list_get_n_items (VouchRowList *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

void
vouch_row_list_show (VouchRowList  *self,
                     GtkStack      *stack,
                     AdwStatusPage *failed_page,
                     gboolean       narrowed)
{
  const GError *error = self->model != NULL ? vouch_row_model_get_error (self->model) : NULL;
  gboolean loading = self->model == NULL || vouch_row_model_get_loading (self->model);
  const char *name = narrowed ? "none" : "empty";

  if (vouch_row_list_get_n_items (self) > 0)
    {
      name = "list";
    }
  else if (error != NULL)
    {
      vouch_status_text_set_error (failed_page, error);
      name = "failed";
    }
  else if (loading)
    {
      name = "loading";
    }

  gtk_stack_set_visible_child_name (stack, name);
}
