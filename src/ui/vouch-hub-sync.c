/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "ui/vouch-condition.h"
#include "ui/vouch-hub-private.h"
#include "ui/vouch-load.h"

/* Seconds that a cycle under way may take once the network became metered, or power short
 * (desktop.md §7). */
#define METERED_GRACE 60
#define POWER_GRACE (20 * 60)

/* A regular cycle that is over sooner is not worth a word. */
#define QUIET_MS 1000

/* What a cycle is heard of. */

static void
tell_syncing (VouchHub *self)
{
  gboolean syncing = self->cycle != NULL && (self->n_asked > 0 || self->takes_long);
  double progress = syncing ? vouch_cycle_get_fraction (self->cycle) : 0;

  if (self->told.progress != progress)
    {
      self->told.progress = progress;
      g_object_notify (G_OBJECT (self), "progress");
    }
  if (self->told.syncing != syncing)
    {
      self->told.syncing = syncing;
      g_object_notify (G_OBJECT (self), "syncing");
    }
}

static void
tell_times (VouchHub *self)
{
  gint64 last_sync = vouch_hub_get_last_sync (self);
  gint64 next_sync = vouch_hub_get_next_sync (self);

  if (self->told.next_sync != next_sync)
    {
      self->told.next_sync = next_sync;
      g_object_notify (G_OBJECT (self), "next-sync");
    }
  if (self->told.last_sync != last_sync)
    {
      self->told.last_sync = last_sync;
      g_object_notify (G_OBJECT (self), "last-sync");
    }
}

gboolean
vouch_hub_note_condition (VouchHub *self)
{
  VouchHubTold *told = &self->told;
  VouchReason *problem = vouch_hub_get_problem (self);
  g_autofree char *title = vouch_condition_dup_title (vouch_condition_find (self), self);
  gboolean changed = vouch_set_str (&told->title, title);

  changed |= g_set_object (&told->session, vouch_hub_get_session (self));
  if (vouch_reason_equal (problem, told->problem))
    return changed;

  g_clear_pointer (&told->problem, vouch_reason_unref);
  told->problem = problem != NULL ? vouch_reason_ref (problem) : NULL;
  return TRUE;
}

void
vouch_hub_emit_condition (VouchHub *self)
{
  vouch_hub_note_condition (self);
  g_signal_emit_by_name (self, "condition-changed");
}

void
vouch_hub_end_telling (VouchHub *self)
{
  g_clear_handle_id (&self->quiet_timer, g_source_remove);
  g_clear_object (&self->cycle);
  g_clear_pointer (&self->told.title, g_free);
  g_clear_pointer (&self->told.problem, vouch_reason_unref);
  g_clear_object (&self->told.session);
}

static gboolean
quiet_over_cb (gpointer user_data)
{
  VouchHub *self = VOUCH_HUB (user_data);

  self->quiet_timer = 0;
  self->takes_long = TRUE;
  tell_syncing (self);
  tell_times (self);
  return G_SOURCE_REMOVE;
}

static void
follow_cycle (VouchHub   *self,
              VouchCycle *cycle) /* (nullable) */
{
  if (self->cycle != NULL)
    g_signal_handlers_disconnect_by_func (self->cycle, tell_syncing, self);
  g_set_object (&self->cycle, cycle);
  g_clear_handle_id (&self->quiet_timer, g_source_remove);
  self->takes_long = FALSE;
  if (cycle != NULL)
    {
      g_signal_connect_object (cycle, "notify::fraction", G_CALLBACK (tell_syncing), self,
                               G_CONNECT_SWAPPED);
      self->quiet_timer = g_timeout_add (QUIET_MS, quiet_over_cb, self);
    }
  tell_syncing (self);
}

/* The current connection's cycle, whoever began it. */
void
vouch_hub_follow_engine (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  VouchCycle *cycle = NULL;

  if (engine != NULL && self->current != NULL)
    cycle = vouch_engine_get_cycle (engine, vouch_hub_get_current_id (self));
  if (cycle != self->cycle)
    follow_cycle (self, cycle);
  tell_times (self);
}

static void update_watch (VouchHub *self);

static void
engine_changed_cb (VouchHub *self,
                   gint64    connection_id)
{
  gboolean first = self->told.last_sync == 0;

  update_watch (self);
  if (connection_id != vouch_hub_get_current_id (self))
    return;

  vouch_hub_follow_engine (self);
  if (vouch_hub_note_condition (self) || first != (self->told.last_sync == 0))
    vouch_hub_emit_condition (self);
}

static void
cycle_ended_cb (VouchHub   *self,
                VouchCycle *cycle,
                gint64      connection_id)
{
  if (connection_id == vouch_hub_get_current_id (self))
    vouch_hub_watch_keyring (self);
}

static gboolean
is_syncing (VouchHub            *self,
            VouchConnectionItem *item)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  return engine != NULL &&
         vouch_engine_get_cycle (engine, vouch_connection_item_get_id (item)) != NULL;
}

static gboolean
grace_cb (gpointer user_data)
{
  VouchHub *self = user_data;

  self->grace_timer = 0;
  if (self->watching != NULL)
    g_cancellable_cancel (self->watching);
  return G_SOURCE_REMOVE;
}

/* A cycle under way may come to its end, unless that takes long. */
static void
end_watch (VouchHub *self)
{
  VouchHubBlocker blocker = vouch_hub_get_blocker (self);

  if (!self->working || blocker == VOUCH_HUB_BLOCKER_NONE ||
      vouch_hub_find_connection (self, is_syncing) == NULL)
    g_cancellable_cancel (self->watching);
  else if (self->grace_timer == 0)
    self->grace_timer = g_timeout_add_seconds (
      blocker == VOUCH_HUB_BLOCKER_METERED ? METERED_GRACE : POWER_GRACE, grace_cb, self);
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VouchHub) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vouch_engine_watch_finish (VOUCH_ENGINE (object), result, &error))
    g_debug ("Cycles ended: %s", error->message);

  g_clear_object (&self->watching);
  g_clear_handle_id (&self->grace_timer, g_source_remove);
  update_watch (self);
}

/* One watch at a time: another one begins when the last has ended. */
static void
update_watch (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  gboolean wanted = engine != NULL && self->working &&
                    vouch_hub_get_blocker (self) == VOUCH_HUB_BLOCKER_NONE;

  if (wanted)
    g_clear_handle_id (&self->grace_timer, g_source_remove);
  if (!wanted && self->watching != NULL)
    end_watch (self);
  if (!wanted || self->watching != NULL)
    return;

  self->watching = g_cancellable_new ();
  vouch_engine_watch_async (engine, self->watching, watched_cb, g_object_ref (self));
}

static void
watch (VouchHub *self)
{
  self->working = TRUE;
  update_watch (self);
}

/* Cycles under way end with the watch that began them; what is left is taken up by the next. */
void
vouch_hub_end_work (VouchHub *self)
{
  self->working = FALSE;
  update_watch (self);
}

void
vouch_hub_set_blocker (VouchHub        *self,
                       VouchHubBlocker  blocker)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  if (self->blocker == blocker)
    return;

  self->blocker = blocker;
  update_watch (self);
  vouch_hub_emit_condition (self);
}

static gboolean
is_real (VouchHub            *self,
         VouchConnectionItem *item)
{
  return !vouch_connection_item_is_practice (item);
}

/* The practice company is on this computer: nothing holds it back. */
VouchHubBlocker
vouch_hub_get_blocker (VouchHub *self)
{
  return vouch_hub_find_connection (self, is_real) != NULL ? self->blocker
                                                           : VOUCH_HUB_BLOCKER_NONE;
}

void
vouch_hub_wake (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  GListModel *connections = vouch_hub_get_connections (self);
  guint n_items = g_list_model_get_n_items (connections);

  for (guint i = 0; engine != NULL && i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);

      vouch_engine_wake (engine, vouch_connection_item_get_id (item));
    }
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

  g_signal_connect_object (engine, "changed", G_CALLBACK (engine_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "cycle-ended", G_CALLBACK (cycle_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connections, "items-changed", G_CALLBACK (update_watch), self,
                           G_CONNECT_SWAPPED);
  vouch_engine_set_in_front (engine, self->in_front);
  vouch_load_async (vouch_hub_get_store (self), "read connections", load_connections,
                    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_connection_free),
                    (GDestroyNotify) g_ptr_array_unref, self->cancellable, connections_loaded_cb,
                    self);
}

VouchSession *
vouch_hub_get_session (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (engine == NULL || self->current == NULL)
    return NULL;

  return vouch_engine_get_session (engine, vouch_connection_item_get_id (self->current));
}

gint64
vouch_hub_get_now (VouchHub *self)
{
  VouchSession *session = vouch_hub_get_session (self);

  if (session != NULL)
    return vouch_session_get_now (session);

  return vouch_hub_get_wall (self);
}

gint64
vouch_hub_get_wall (VouchHub *self)
{
  return vouch_clock_get_wall (self->options.clock);
}

VouchSession *
vouch_hub_get_active_session (VouchHub *self)
{
  g_return_val_if_fail (VOUCH_IS_HUB (self), NULL);

  if (self->current == NULL || !vouch_connection_item_get (self->current)->on)
    return NULL;

  return vouch_hub_get_session (self);
}

/* What a person asks for. */

typedef struct
{
  VouchHub *hub;          /* (owned) */
  gint64 connection_id;
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->hub);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);

  if (cycle == NULL)
    g_debug ("The cycle failed: %s", error->message);
  /* A job has its tag now, for which somebody may be waiting. */
  else if (vouch_cycle_get_n_delivered (cycle) > 0)
    vouch_engine_wake (VOUCH_ENGINE (object), asked->connection_id);
  asked->hub->n_asked--;
  tell_syncing (asked->hub);
}

static void
run_cycle (VouchHub        *self,
           VouchCycleFlags  flags)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  Asked *asked;

  if (engine == NULL || self->current == NULL)
    return;

  asked = g_new0 (Asked, 1);
  asked->hub = g_object_ref (self);
  asked->connection_id = vouch_hub_get_current_id (self);
  self->n_asked++;
  vouch_engine_sync_async (engine, asked->connection_id, flags, self->cancellable, synced_cb,
                           asked);
  tell_syncing (self);
}

static void
practice_there_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  VouchHub *self = VOUCH_HUB (object);
  g_autoptr(GError) error = NULL;

  if (!vouch_hub_start_practice_finish (self, result, &error))
    g_debug ("The practice company did not start: %s", error->message);

  run_cycle (self, VOUCH_CYCLE_THOROUGH);
}

void
vouch_hub_sync_now (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  if (self->current != NULL && vouch_connection_item_is_practice (self->current))
    vouch_hub_start_practice_async (self, self->cancellable, practice_there_cb, NULL);
  else
    run_cycle (self, VOUCH_CYCLE_THOROUGH);
}

void
vouch_hub_stop_sync (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  g_return_if_fail (VOUCH_IS_HUB (self));

  if (engine != NULL)
    vouch_engine_stop (engine, vouch_hub_get_current_id (self));
}

void
vouch_hub_deliver (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  run_cycle (self, VOUCH_CYCLE_DELIVER_ONLY);
}

void
vouch_hub_go_on (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  g_return_if_fail (VOUCH_IS_HUB (self));

  if (engine != NULL)
    vouch_engine_wake (engine, vouch_hub_get_current_id (self));
}

gboolean
vouch_hub_get_syncing (VouchHub *self)
{
  return self->told.syncing;
}

double
vouch_hub_get_progress (VouchHub *self)
{
  return self->told.progress;
}

const char *
vouch_hub_get_phase (VouchHub *self)
{
  return self->told.syncing && self->cycle != NULL ? vouch_cycle_get_phase (self->cycle) : NULL;
}

gint64
vouch_hub_get_last_sync (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  return engine != NULL ? vouch_engine_get_last_sync (engine, vouch_hub_get_current_id (self)) : 0;
}

gint64
vouch_hub_get_next_sync (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (self->cycle != NULL && !self->told.syncing)
    return self->told.next_sync;

  return engine != NULL ? vouch_engine_get_next_sync (engine, vouch_hub_get_current_id (self)) : 0;
}

VouchReason *
vouch_hub_get_problem (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  gint64 id = vouch_hub_get_current_id (self);

  if (engine == NULL)
    return NULL;

  return vouch_hub_look_at_keyring (self, vouch_engine_get_problem (engine, id));
}

void
vouch_hub_set_in_front (VouchHub *self,
                        gboolean  in_front)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  self->in_front = in_front;
  if (engine != NULL)
    vouch_engine_set_in_front (engine, in_front);
}

gboolean
vouch_hub_get_in_front (VouchHub *self)
{
  return self->in_front;
}
