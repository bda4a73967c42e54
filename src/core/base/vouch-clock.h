/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_CLOCK (vouch_clock_get_type ())
G_DECLARE_INTERFACE (VouchClock, vouch_clock, VOUCH, CLOCK, GObject)

/**
 * VouchClock:
 *
 * Every look at the time and every wait of the core goes through this interface, so that a test
 * can own the time. All values are microseconds.
 */
struct _VouchClockInterface
{
  GTypeInterface parent;

  gint64 (* get_wall)      (VouchClock *self);
  gint64 (* get_monotonic) (VouchClock *self);
  gint64 (* get_boot)      (VouchClock *self);
  guint  (* add_timer)     (VouchClock *self,
                            gint64      delay,
                            GSourceFunc callback,
                            gpointer    user_data);
  void   (* remove_timer)  (VouchClock *self,
                            guint       id);
};

gint64   vouch_clock_get_wall      (VouchClock           *self);
gint64   vouch_clock_get_monotonic (VouchClock           *self);
gint64   vouch_clock_get_boot      (VouchClock           *self);
guint    vouch_clock_add_timer     (VouchClock           *self,
                                    gint64                delay,
                                    GSourceFunc           callback,
                                    gpointer              user_data);
void     vouch_clock_remove_timer  (VouchClock           *self,
                                    guint                 id);
void     vouch_clock_wait_async    (VouchClock           *self,
                                    gint64                delay,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean vouch_clock_wait_finish   (VouchClock           *self,
                                    GAsyncResult         *result,
                                    GError              **error);

#define VOUCH_TYPE_SYSTEM_CLOCK (vouch_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (VouchSystemClock, vouch_system_clock, VOUCH, SYSTEM_CLOCK, GObject)

VouchClock *vouch_system_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
