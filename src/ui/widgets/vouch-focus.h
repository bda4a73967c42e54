/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the focus to the first thing in a widget that takes it, once the widget has its place: only
 * then can what is around it scroll there. */
void vouch_focus_later (GtkWidget *widget);

G_END_DECLS
