/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-load.h"

typedef struct
{
  gpointer data;          /* (owned) (nullable): until it is taken */
  GDestroyNotify destroy;
} Load;

static void
load_free (Load *self)
{
  if (self->data != NULL && self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static GTask *
new_task (VouchStore          *store,
          gpointer             source_tag,
          gpointer             data,
          GDestroyNotify       destroy,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->data = data;
  load->destroy = destroy;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  return task;
}

static void
end (GTask    *task,   /* (transfer full) */
     gboolean  good,
     GError   *error)  /* (transfer full) (nullable) */
{
  g_autoptr(GTask) owned = task;
  Load *load = g_task_get_task_data (owned);
  GDestroyNotify destroy = load->destroy;

  if (good)
    g_task_return_pointer (owned, g_steal_pointer (&load->data), destroy);
  else
    g_task_return_error (owned, error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;
  gboolean good = vouch_store_read_finish (VOUCH_STORE (object), result, &error);

  end (user_data, good, error);
}

void
vouch_load_async (VouchStore          *store,
                  const char          *label,
                  VouchStoreFunc       func,
                  gpointer             data,
                  GDestroyNotify       destroy,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = new_task (store, vouch_load_async, data, destroy, cancellable, callback,
                          user_data);

  vouch_store_read_async (store, label, func, data, NULL, cancellable, loaded_cb, task);
}

gpointer
vouch_load_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError *error = NULL;
  gboolean good = vouch_store_write_finish (VOUCH_STORE (object), result, &error);

  end (user_data, good, error);
}

void
vouch_save_async (VouchStore          *store,
                  const char          *label,
                  VouchStoreFunc       func,
                  gpointer             data,
                  GDestroyNotify       destroy,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = new_task (store, vouch_save_async, data, destroy, cancellable, callback,
                          user_data);

  vouch_store_write_async (store, label, func, data, NULL, cancellable, saved_cb, task);
}

gpointer
vouch_save_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
