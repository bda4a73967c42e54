/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchWindow:
 *
 * A sliding window over the times of the latest calls: in any stretch of one second there are never
 * more than the rate allows. A rate below one is a pause between two calls.
 */
typedef struct
{
  double nominal;     /* calls in a second */
  double factor;      /* what is left of it after the latest refusal */
  gint64 cut_at;      /* when that was */
  gint64 not_before;  /* nothing goes earlier than this */
  GQueue times;       /* of the latest calls, oldest first */
} VouchWindow;

void   vouch_window_init        (VouchWindow *self,
                                 double       rate);
void   vouch_window_clear       (VouchWindow *self);
double vouch_window_get_rate    (VouchWindow *self,
                                 gint64       now);
gint64 vouch_window_get_next    (VouchWindow *self,
                                 gint64       now);
void   vouch_window_add         (VouchWindow *self,
                                 gint64       now,
                                 gint64       at);
void   vouch_window_move        (VouchWindow *self,
                                 gint64       from,
                                 gint64       to);
void   vouch_window_match       (VouchWindow *self,
                                 guint        remaining,
                                 gint64       granted_at,
                                 gint64       now);
void   vouch_window_slow_down   (VouchWindow *self,
                                 gint64       now,
                                 gint64       not_before);

G_END_DECLS
