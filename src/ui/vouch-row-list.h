/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "store/vouch-row-model.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchRowListFuncs:
 * @make_query: (transfer full): which rows of the current connection; only called while there is
 *   one
 * @changed: there are rows now, or none, or they are being read, or cannot be
 *
 * What a page says about its list; @page is the one that was given to vouch_row_list_new().
 */
typedef struct
{
  VouchRowQuery *(* make_query) (gpointer page);
  void           (* changed)    (gpointer page);
} VouchRowListFuncs;

#define VOUCH_TYPE_ROW_LIST (vouch_row_list_get_type ())
G_DECLARE_FINAL_TYPE (VouchRowList, vouch_row_list, VOUCH, ROW_LIST, GObject)

/**
 * VouchRowList:
 *
 * The long list of a page: rows of the store, while it is open, about the current connection, in a
 * selection model that a view has. New rows come there in portions. While the page is not on the
 * screen, nothing is read.
 */
VouchRowList  *vouch_row_list_new           (VouchHub                *hub,
                                             GtkNoSelection          *selection,
                                             const VouchRowListFuncs *funcs,
                                             GtkWidget               *page)
  G_GNUC_WARN_UNUSED_RESULT;
/* The page goes: it is not called any more. Clears @location; for a dispose. */
void           vouch_row_list_clear         (VouchRowList           **location);
/* What make_query () says has become another one. */
void           vouch_row_list_update_query  (VouchRowList            *self);
/* The selection model is about to go to another view. */
void           vouch_row_list_begin_again   (VouchRowList            *self);
/* (nullable) (transfer none): without a store or a connection there is none */
VouchRowModel *vouch_row_list_get_model     (VouchRowList            *self);
guint          vouch_row_list_get_n_items   (VouchRowList            *self);
/* Shows the child of @stack that fits: "list"; "loading"; "failed", where @failed_page says why;
 * "none" when only some rows are wanted, else "empty". */
void           vouch_row_list_show          (VouchRowList            *self,
                                             GtkStack                *stack,
                                             AdwStatusPage           *failed_page,
                                             gboolean                 narrowed);

G_END_DECLS
