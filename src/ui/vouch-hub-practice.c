/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "setup/vouch-wanted.h"
#include "ui/vouch-hub-private.h"

static void
answer (VouchHub *self,
        GError   *error) /* (transfer full) (nullable) */
{
  g_autoptr(GError) owned = error;
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->practice_waiting);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      if (owned == NULL)
        g_task_return_boolean (waiting->pdata[i], TRUE);
      else
        g_task_return_error (waiting->pdata[i], g_error_copy (owned));
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VouchHub) self = user_data;
  GError *error = NULL;

  if (vouch_engine_load_finish (VOUCH_ENGINE (object), result, &error))
    vouch_hub_notify_practice (self);
  answer (self, error);
}

static void
addresses_saved_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(VouchHub) self = user_data;
  GError *error = NULL;
  GCancellable *cancellable = self->cancellable;
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (!vouch_store_write_finish (VOUCH_STORE (object), result, &error))
    {
      answer (self, error);
      return;
    }

  vouch_engine_load_async (engine, cancellable, loaded_cb, g_steal_pointer (&self));
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VouchHub) self = user_data;
  VouchPractice *practice = VOUCH_PRACTICE (object);
  GError *error = NULL;

  if (!vouch_practice_start_finish (practice, result, &error))
    {
      g_clear_object (&self->practice);
      answer (self, error);
      return;
    }

  vouch_store_write_async (vouch_hub_get_store (self), "commit addresses",
                           vouch_wanted_store_practice,
                           (gpointer) vouch_practice_get_info (practice), NULL, self->cancellable,
                           addresses_saved_cb, g_object_ref (self));
}

static void
ended_cb (VouchHub *self)
{
  g_debug ("The practice company ended by itself");
  g_clear_object (&self->practice);
  vouch_hub_notify_practice (self);
}

static void
start (VouchHub *self)
{
  g_autofree char *program = vouch_practice_find_program ();

  if (program == NULL)
    {
      answer (self, g_error_new_literal (VOUCH_PRACTICE_ERROR, VOUCH_PRACTICE_ERROR_MISSING,
                                         "the practice company's program is not installed"));
      return;
    }

  if (self->redirect_uris == NULL)
    {
      self->redirect_uris = g_new0 (char *, 2);
      self->redirect_uris[0] = vouch_wanted_pick_redirect (NULL);
    }
  self->practice = vouch_practice_new (program, self->options.data_dir,
                                       (const char *const *) self->redirect_uris);
  g_signal_connect_object (self->practice, "ended", G_CALLBACK (ended_cb), self,
                           G_CONNECT_SWAPPED);
  vouch_practice_start_async (self->practice, self->cancellable, started_cb, g_object_ref (self));
}

void
vouch_hub_start_practice_async (VouchHub            *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_hub_start_practice_async);
  if (self->practice_waiting == NULL && self->practice != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (self->practice_waiting != NULL)
    {
      g_ptr_array_add (self->practice_waiting, g_steal_pointer (&task));
      return;
    }

  self->practice_waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->practice_waiting, g_steal_pointer (&task));
  start (self);
}

gboolean
vouch_hub_start_practice_finish (VouchHub      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Beginning anew. */

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_file_delete_finish (G_FILE (object), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
delete_company (GTask *task) /* (transfer full) */
{
  VouchHub *self = g_task_get_source_object (task);
  g_autoptr(GFile) file = g_file_new_build_filename (self->options.data_dir, "practice",
                                                     "company.json", NULL);

  g_file_delete_async (file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), deleted_cb, task);
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchHub *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_practice_stop_finish (VOUCH_PRACTICE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_object (&self->practice);
  vouch_hub_notify_practice (self);
  delete_company (g_steal_pointer (&task));
}

void
vouch_hub_reset_practice_async (VouchHub            *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_hub_reset_practice_async);
  if (self->practice != NULL)
    vouch_practice_stop_async (self->practice, cancellable, stopped_cb, g_steal_pointer (&task));
  else
    delete_company (g_steal_pointer (&task));
}

gboolean
vouch_hub_reset_practice_finish (VouchHub      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

VouchPractice *
vouch_hub_get_practice (VouchHub *self)
{
  return self->practice;
}

const char *
vouch_hub_get_practice_uri (VouchHub *self)
{
  return self->practice != NULL ? vouch_practice_get_info (self->practice)->web_uri : NULL;
}

const char *const *
vouch_hub_get_redirect_uris (VouchHub *self)
{
  return (const char *const *) self->redirect_uris;
}

static gboolean
is_practice (VouchHub            *self,
             VouchConnectionItem *item)
{
  return vouch_connection_item_is_practice (item);
}

VouchConnectionItem *
vouch_hub_find_practice (VouchHub *self)
{
  return vouch_hub_find_connection (self, is_practice);
}
