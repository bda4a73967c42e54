/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The focus vfunc of a chart: Tab goes into it and out of it again, the arrow keys along
 * @orientation from one of the @bars to the next. @last (nullable) is the one that Tab comes back
 * to. Returns whether the focus was taken. */
gboolean vouch_chart_focus_move (GPtrArray         *bars,
                                 GtkWidget        **last,
                                 GtkOrientation     orientation,
                                 GtkDirectionType   direction);

G_END_DECLS
