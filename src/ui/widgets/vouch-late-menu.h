/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives @button a menu of which the widgets are made when it is opened for the first time: they
 * would cost as much time and memory as a page, and are often not seen at all. */
void vouch_late_menu_set (GtkMenuButton *button,
                          GMenuModel    *menu);

G_END_DECLS
