/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list that shows its first row goes on showing the first row when rows of @model come before it.
 * To be called before @list follows @model. */
void vouch_list_keep_top (GtkScrollable *list,
                          GListModel    *model);

G_END_DECLS
