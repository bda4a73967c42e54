/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-lock.h"
#include "ui/vouch-hub-private.h"

/* How often a viewer looks whether the engine that holds the lock is gone. */
#define LOCK_SECONDS 5

static void open_context (VouchHub *self, gboolean read_only);

/* Viewing. */

/* Whether another engine holds the lock, and which. */
static gboolean
look_at_holder (VouchHub *self)
{
  g_autofree char *role = NULL;
  gint64 pid = 0;
  gint64 last_good = 0;
  gboolean held = vouch_lock_peek (self->options.data_dir, &role, &pid, &last_good);

  if (vouch_set_str (&self->holder, role) | (self->holder_pid != pid))
    {
      self->holder_pid = pid;
      vouch_hub_emit_condition (self);
    }
  return held;
}

static void
look_at_lock (VouchHub *self)
{
  if (look_at_holder (self))
    return;

  g_clear_handle_id (&self->lock_timer, g_source_remove);
  g_clear_object (&self->store_watch);
  g_clear_object (&self->context);
  vouch_hub_set_state (self, VOUCH_HUB_OPENING, NULL);
  open_context (self, FALSE);
}

static gboolean
look_at_lock_cb (gpointer user_data)
{
  VouchHub *self = user_data;

  look_at_lock (self);
  return self->lock_timer != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
vouch_hub_take_over (VouchHub *self)
{
  if (self->state == VOUCH_HUB_VIEWER)
    look_at_lock (self);
}

const char *
vouch_hub_get_holder (VouchHub *self,
                      gint64   *pid)
{
  *pid = self->holder_pid;
  return self->holder;
}

static void
begin_viewing (VouchHub *self)
{
  self->store_watch = vouch_store_watch_new (vouch_hub_get_store (self),
                                             vouch_context_get_clock (self->context));
  self->lock_timer = g_timeout_add_seconds (LOCK_SECONDS, look_at_lock_cb, self);
  look_at_holder (self);
  vouch_hub_follow_store (self);
  vouch_hub_set_state (self, VOUCH_HUB_VIEWER, NULL);
}

/* Opening. */

static gboolean
is_busy (const GError *error)
{
  return g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VouchContext *context = VOUCH_CONTEXT (object);
  g_autoptr(GError) error = NULL;
  VouchHub *self;

  if (!vouch_context_open_finish (context, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_HUB (user_data);
  if (is_busy (error) && vouch_context_get_store (context) == NULL)
    {
      g_clear_object (&self->context);
      open_context (self, TRUE);
    }
  else if (error != NULL)
    {
      g_clear_object (&self->context);
      vouch_hub_set_state (self, VOUCH_HUB_FAILED, g_steal_pointer (&error));
    }
  else if (vouch_context_get_engine (context) == NULL)
    {
      begin_viewing (self);
    }
  else
    {
      vouch_hub_follow_store (self);
      vouch_hub_set_state (self, VOUCH_HUB_READY, NULL);
      vouch_hub_begin_work (self);
    }
}

static void
open_context (VouchHub *self,
              gboolean  read_only)
{
  VouchContextOptions options = self->options;

  options.read_only = read_only;
  options.quiet = TRUE;
  self->context = vouch_context_new (&options);
  vouch_context_open_async (self->context, self->cancellable, opened_cb, self);
}

void
vouch_hub_open (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  if (self->context != NULL)
    return;

  vouch_hub_set_state (self, VOUCH_HUB_OPENING, NULL);
  open_context (self, FALSE);
}

/* Closing. */

static void
context_closed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vouch_context_close_finish (VOUCH_CONTEXT (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
close_context (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchHub *self = g_task_get_source_object (owned);

  if (self->context == NULL)
    g_task_return_boolean (owned, TRUE);
  else
    vouch_context_close_async (self->context, NULL, context_closed_cb, g_steal_pointer (&owned));
}

static void
practice_stopped_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!vouch_practice_stop_finish (VOUCH_PRACTICE (object), result, &error))
    g_debug ("The practice company did not end well: %s", error->message);

  close_context (user_data);
}

static void
stop_practice (GTask *task) /* (transfer full) */
{
  VouchHub *self = g_task_get_source_object (task);

  if (self->practice != NULL)
    vouch_practice_stop_async (self->practice, NULL, practice_stopped_cb, task);
  else
    close_context (task);
}

void
vouch_hub_hold (VouchHub *self)
{
  self->n_held++;
}

void
vouch_hub_release (VouchHub *self)
{
  g_return_if_fail (self->n_held > 0);

  if (--self->n_held == 0 && self->closing != NULL)
    stop_practice (g_steal_pointer (&self->closing));
}

/**
 * vouch_hub_close_async:
 * @self: a hub
 * @callback: (scope async): called once everything is at rest
 * @user_data: data for @callback
 *
 * Ends cycles where they are, which loses nothing; waits for what holds the hub; saves the practice
 * company; closes the store.
 */
void
vouch_hub_close_async (VouchHub            *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, vouch_hub_close_async);
  vouch_hub_end_work (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->lock_timer, g_source_remove);
  g_clear_handle_id (&self->keyring_timer, g_source_remove);
  vouch_hub_stop_unlocking (self);
  g_clear_object (&self->store_watch);
  if (self->n_held > 0)
    self->closing = task;
  else
    stop_practice (task);
}

gboolean
vouch_hub_close_finish (VouchHub      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VouchHub) self = user_data;
  g_autoptr(GError) error = NULL;

  /* What waited for a way in goes on. */
  if (vouch_engine_load_finish (VOUCH_ENGINE (object), result, &error))
    vouch_hub_wake (self);
  else
    g_debug ("The connections could not be loaded: %s", error->message);
}

void
vouch_hub_reload (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);

  if (engine != NULL)
    vouch_engine_load_async (engine, self->cancellable, reloaded_cb, g_object_ref (self));
}
