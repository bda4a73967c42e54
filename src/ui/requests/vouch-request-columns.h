/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "store/vouch-request-list.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/* The columns of the wide list, each with a sorter that does not sort but can be asked for. */
void vouch_request_columns_add       (GtkColumnView    *view,
                                      VouchHub         *hub);
/* By what, and which way, a person chose to sort @view: the order is SQL's to make. */
void vouch_request_columns_get_sort  (GtkColumnView    *view,
                                      VouchRequestSort *sort,
                                      gboolean         *descending);
/* Orders @view as if a person had done so in its header. */
void vouch_request_columns_set_sort  (GtkColumnView    *view,
                                      VouchRequestSort  sort,
                                      gboolean          descending);
/* The width, in pixels, below which columns are of no use; it grows with the text. */
int  vouch_request_columns_get_least (GtkColumnView    *view);
/* Shows as many columns as @width has room for; the requestor and the template go first. */
void vouch_request_columns_fit       (GtkColumnView    *view,
                                      int               width);

G_END_DECLS
