/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-clock.h"

G_DEFINE_INTERFACE (VouchClock, vouch_clock, G_TYPE_OBJECT)

typedef struct
{
  VouchClock *clock;         /* (owned) */
  guint timer;
  GCancellable *cancellable; /* (owned) (nullable) */
  gulong cancelled_id;
} WaitData;

static void
wait_data_free (WaitData *data)
{
  g_assert (data->timer == 0);

  if (data->cancellable != NULL)
    g_cancellable_disconnect (data->cancellable, data->cancelled_id);
  g_clear_object (&data->cancellable);
  g_clear_object (&data->clock);
  g_free (data);
}

static gboolean
wait_elapsed_cb (gpointer user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  WaitData *data = g_task_get_task_data (task);

  data->timer = 0;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
  g_object_unref (user_data);

  return G_SOURCE_REMOVE;
}

static void
wait_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  WaitData *data = g_task_get_task_data (user_data);

  /* The time is over already: whoever was told of it cancels what else is under way. */
  if (data->timer == 0)
    return;

  /* A shorter timer for the same callback: it completes through the main loop, not in here. */
  vouch_clock_remove_timer (data->clock, data->timer);
  data->timer = vouch_clock_add_timer (data->clock, 0, wait_elapsed_cb, user_data);
}

static void
vouch_clock_default_init (VouchClockInterface *iface)
{
}

/**
 * vouch_clock_get_wall:
 * @self: a clock
 *
 * Returns: microseconds since 1970. For display and for the skew against a service only; nothing is
 *   decided by it (reliability.md §2.6).
 */
gint64
vouch_clock_get_wall (VouchClock *self)
{
  return VOUCH_CLOCK_GET_IFACE (self)->get_wall (self);
}

/**
 * vouch_clock_get_monotonic:
 * @self: a clock
 *
 * Returns: microseconds that never go back; they stand still while the computer is suspended.
 */
gint64
vouch_clock_get_monotonic (VouchClock *self)
{
  return VOUCH_CLOCK_GET_IFACE (self)->get_monotonic (self);
}

/**
 * vouch_clock_get_boot:
 * @self: a clock
 *
 * Returns: like vouch_clock_get_monotonic(), counting suspended time too.
 */
gint64
vouch_clock_get_boot (VouchClock *self)
{
  return VOUCH_CLOCK_GET_IFACE (self)->get_boot (self);
}

/**
 * vouch_clock_add_timer:
 * @self: a clock
 * @delay: microseconds
 * @callback: called once from the main loop; its return value is ignored
 * @user_data: data for @callback
 *
 * Returns: a number for vouch_clock_remove_timer(), never 0
 */
guint
vouch_clock_add_timer (VouchClock  *self,
                       gint64       delay,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  return VOUCH_CLOCK_GET_IFACE (self)->add_timer (self, MAX (delay, 0), callback, user_data);
}

void
vouch_clock_remove_timer (VouchClock *self,
                          guint       id)
{
  VOUCH_CLOCK_GET_IFACE (self)->remove_timer (self, id);
}

/**
 * vouch_clock_wait_async:
 * @self: a clock
 * @delay: microseconds
 * @cancellable: (nullable): ends the wait early
 * @callback: (scope async): called when the time is over
 * @user_data: data for @callback
 *
 * Waits. Fails only with %G_IO_ERROR_CANCELLED.
 */
void
vouch_clock_wait_async (VouchClock          *self,
                        gint64               delay,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  WaitData *data = g_new0 (WaitData, 1);

  g_task_set_source_tag (task, vouch_clock_wait_async);
  data->clock = g_object_ref (self);
  g_task_set_task_data (task, data, (GDestroyNotify) wait_data_free);
  data->timer = vouch_clock_add_timer (self, delay, wait_elapsed_cb, g_object_ref (task));

  if (cancellable == NULL)
    return;

  data->cancellable = g_object_ref (cancellable);
  data->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (wait_cancelled_cb), task,
                                              NULL);
}

gboolean
vouch_clock_wait_finish (VouchClock    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
