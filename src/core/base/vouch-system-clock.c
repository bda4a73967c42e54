/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <time.h>

#include "base/vouch-clock.h"

struct _VouchSystemClock
{
  GObject parent_instance;
};

static void vouch_system_clock_iface_init (VouchClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchSystemClock, vouch_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_CLOCK,
                                                      vouch_system_clock_iface_init))

static gint64
vouch_system_clock_get_wall (VouchClock *clock)
{
  return g_get_real_time ();
}

static gint64
vouch_system_clock_get_monotonic (VouchClock *clock)
{
  return g_get_monotonic_time ();
}

static gint64
vouch_system_clock_get_boot (VouchClock *clock)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static guint
vouch_system_clock_add_timer (VouchClock  *clock,
                              gint64       delay,
                              GSourceFunc  callback,
                              gpointer     user_data)
{
  g_autoptr(GSource) source = g_timeout_source_new (MIN ((delay + 999) / 1000, G_MAXUINT));

  g_source_set_callback (source, callback, user_data, NULL);
  g_source_set_static_name (source, "vouch timer");
  return g_source_attach (source, g_main_context_get_thread_default ());
}

static void
vouch_system_clock_remove_timer (VouchClock *clock,
                                 guint       id)
{
  GMainContext *context = g_main_context_get_thread_default ();
  GSource *source = g_main_context_find_source_by_id (context, id);

  if (source != NULL)
    g_source_destroy (source);
}

static void
vouch_system_clock_iface_init (VouchClockInterface *iface)
{
  iface->get_wall = vouch_system_clock_get_wall;
  iface->get_monotonic = vouch_system_clock_get_monotonic;
  iface->get_boot = vouch_system_clock_get_boot;
  iface->add_timer = vouch_system_clock_add_timer;
  iface->remove_timer = vouch_system_clock_remove_timer;
}

static void
vouch_system_clock_class_init (VouchSystemClockClass *klass)
{
}

static void
vouch_system_clock_init (VouchSystemClock *self)
{
}

/**
 * vouch_system_clock_new:
 *
 * Returns: (transfer full): the computer's clocks; timers run in the thread-default main context
 */
VouchClock *
vouch_system_clock_new (void)
{
  return g_object_new (VOUCH_TYPE_SYSTEM_CLOCK, NULL);
}
