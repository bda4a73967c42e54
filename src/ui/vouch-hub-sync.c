/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-connections.h"
#include "ui/vouch-hub-private.h"
#include "ui/vouch-load.h"

static void
cycle_ended_cb (VouchEngine *engine,
                VouchCycle  *cycle,
                gint64       connection_id,
                gpointer     user_data)
{
  VouchHub *self = user_data;

  vouch_hub_emit_condition (self);
  if (self->cycle != cycle)
    return;

  g_clear_object (&self->cycle);
  vouch_hub_notify_sync (self);
}

static void
cycle_began_cb (VouchEngine *engine,
                VouchCycle  *cycle,
                gint64       connection_id,
                gpointer     user_data)
{
  VouchHub *self = user_data;

  if (connection_id != vouch_hub_get_current_id (self))
    return;

  g_set_object (&self->cycle, cycle);
  vouch_hub_notify_sync (self);
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It ends with the hub only. */
  if (!vouch_engine_watch_finish (VOUCH_ENGINE (object), result, &error))
    g_debug ("Cycles ended: %s", error->message);
}

static void
watch (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (engine != NULL)
    vouch_engine_watch_async (engine, self->cancellable, watched_cb, NULL);
}

/* Beginning. */

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  VouchHub *self = VOUCH_HUB (object);
  g_autoptr(GError) error = NULL;

  if (!vouch_hub_start_practice_finish (self, result, &error))
    g_debug ("The practice company did not start: %s", error->message);

  watch (self);
}

static gboolean
load_connections (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  GPtrArray *list = data;
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  if (connections == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (list, g_steal_pointer (&connections));
  return TRUE;
}

static void
connections_loaded_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) connections = vouch_load_finish (result, &error);
  VouchHub *self;
  gboolean practice = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_HUB (user_data);
  for (guint i = 0; connections != NULL && i < connections->len; i++)
    practice |= ((VouchConnection *) connections->pdata[i])->kind == VOUCH_CONNECTION_PRACTICE;

  if (practice)
    vouch_hub_start_practice_async (self, self->cancellable, practice_started_cb, NULL);
  else
    watch (self);
}

void
vouch_hub_begin_work (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  g_signal_connect_object (engine, "cycle-began", G_CALLBACK (cycle_began_cb), self, 0);
  g_signal_connect_object (engine, "cycle-ended", G_CALLBACK (cycle_ended_cb), self, 0);
  vouch_load_async (vouch_hub_get_store (self), "read connections", load_connections,
                    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_connection_free),
                    (GDestroyNotify) g_ptr_array_unref, self->cancellable, connections_loaded_cb,
                    self);
}

void
vouch_hub_watch_engine (VouchHub *self)
{
  g_clear_object (&self->cycle);
  vouch_hub_notify_sync (self);
}

/* What a person asks for. */

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);

  if (cycle == NULL)
    g_debug ("The cycle failed: %s", error->message);
}

static void
run_cycle (VouchHub        *self,
           VouchCycleFlags  flags)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (engine == NULL || self->current == NULL)
    return;

  vouch_engine_sync_async (engine, vouch_hub_get_current_id (self), flags, self->cancellable,
                           synced_cb, NULL);
}

void
vouch_hub_sync_now (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  run_cycle (self, VOUCH_CYCLE_THOROUGH);
}

void
vouch_hub_deliver (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  run_cycle (self, VOUCH_CYCLE_DELIVER_ONLY);
}

gboolean
vouch_hub_get_syncing (VouchHub *self)
{
  return self->cycle != NULL;
}

double
vouch_hub_get_progress (VouchHub *self)
{
  return 0;
}

void
vouch_hub_set_in_front (VouchHub *self,
                        gboolean  in_front)
{
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!vouch_engine_load_finish (VOUCH_ENGINE (object), result, &error))
    g_debug ("The connections could not be loaded: %s", error->message);
}

void
vouch_hub_reload (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (engine != NULL)
    vouch_engine_load_async (engine, self->cancellable, reloaded_cb, NULL);
}
