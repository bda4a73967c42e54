/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-hub-private.h"

/* What is still to be waited for: the opening first, then the cycles. */
typedef struct
{
  gulong handlers[2];  /* on the hub, while it opens, or 0 */
  guint n_cycles;
} Wish;

static void
stop_waiting (GTask *task)
{
  Wish *wish = g_task_get_task_data (task);

  for (guint i = 0; i < G_N_ELEMENTS (wish->handlers); i++)
    g_clear_signal_handler (&wish->handlers[i], g_task_get_source_object (task));
}

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Wish *wish = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);

  /* What failed is the connection's problem by now, and shown there. */
  if (cycle == NULL)
    g_debug ("A cycle failed: %s", error->message);
  if (--wish->n_cycles == 0)
    g_task_return_boolean (task, TRUE);
}

static void
run_cycles (GTask *task)
{
  VouchHub *self = g_task_get_source_object (task);
  Wish *wish = g_task_get_task_data (task);
  VouchEngine *engine = vouch_hub_get_engine (self);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = 0; engine != NULL && i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->connections), i);

      if (!vouch_connection_item_get (item)->on)
        continue;

      wish->n_cycles++;
      vouch_engine_sync_async (engine, vouch_connection_item_get_id (item), VOUCH_CYCLE_THOROUGH,
                               g_task_get_cancellable (task), synced_cb, g_object_ref (task));
    }

  if (wish->n_cycles == 0)
    g_task_return_boolean (task, TRUE);
}

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!vouch_hub_start_practice_finish (VOUCH_HUB (object), result, &error))
    g_debug ("The practice company did not start: %s", error->message);

  run_cycles (task);
}

static void
begin (VouchHub *self,
       GTask    *task) /* (transfer full) */
{
  if (vouch_hub_find_practice (self) != NULL)
    {
      vouch_hub_start_practice_async (self, g_task_get_cancellable (task), practice_started_cb,
                                      task);
    }
  else
    {
      run_cycles (task);
      g_object_unref (task);
    }
}

static gboolean
is_opening (VouchHub *self)
{
  return self->state == VOUCH_HUB_OPENING || (self->state == VOUCH_HUB_READY && !self->loaded);
}

static void
opened_cb (VouchHub   *self,
           GParamSpec *pspec,
           GTask      *task)
{
  if (is_opening (self))
    return;

  stop_waiting (task);
  if (self->state == VOUCH_HUB_READY)
    {
      begin (self, task);
      return;
    }

  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "another engine is at work");
  g_object_unref (task);
}

/**
 * vouch_hub_sync_everything_async:
 * @self: a hub that is open or opening
 * @callback: (scope async): called once every cycle has ended
 * @user_data: data for @callback
 *
 * A full cycle of every connection that is on, once the store is open. Fails where the engine runs
 * elsewhere or the store cannot be used; what becomes of a cycle is told by its connection.
 */
void
vouch_hub_sync_everything_async (VouchHub            *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  g_task_set_source_tag (task, vouch_hub_sync_everything_async);
  g_task_set_task_data (task, wish, g_free);
  if (is_opening (self))
    {
      wish->handlers[0] = g_signal_connect (self, "notify::state", G_CALLBACK (opened_cb), task);
      wish->handlers[1] = g_signal_connect (self, "notify::loaded", G_CALLBACK (opened_cb), task);
    }
  else
    {
      opened_cb (self, NULL, task);
    }
}

gboolean
vouch_hub_sync_everything_finish (VouchHub      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
