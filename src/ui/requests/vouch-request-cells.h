/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "store/vouch-request-list.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchRequestCell:
 * @make: (transfer floating): an empty one
 * @show: puts into it what is known of a request; @item is %NULL until that was read
 *
 * One kind of cell in a list of requests. A view makes two hundred rows at a time, so that a cell
 * has as few widgets as it can, and one handler instead of expressions.
 */
typedef struct
{
  GtkWidget *(* make) (void);
  void       (* show) (GtkWidget              *widget,
                       const VouchRequestItem *item,
                       VouchHub               *hub);
} VouchRequestCell;

extern const VouchRequestCell vouch_request_cell_candidate;
extern const VouchRequestCell vouch_request_cell_job;
extern const VouchRequestCell vouch_request_cell_template;
extern const VouchRequestCell vouch_request_cell_requestor;
extern const VouchRequestCell vouch_request_cell_state;
extern const VouchRequestCell vouch_request_cell_progress;
extern const VouchRequestCell vouch_request_cell_days;
/* The two lines of the narrow list. */
extern const VouchRequestCell vouch_request_cell_lines;

/* For items that are a VouchRow of a VouchRequestItem; a cell follows VouchRow:data. */
GtkListItemFactory *vouch_request_cell_new_factory (const VouchRequestCell *cell,
                                                    VouchHub               *hub)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
