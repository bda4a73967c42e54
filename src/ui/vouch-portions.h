/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_PORTIONS (vouch_portions_get_type ())
G_DECLARE_FINAL_TYPE (VouchPortions, vouch_portions, VOUCH, PORTIONS, GObject)

/**
 * VouchPortions:
 *
 * A #GListModel of the items of another one, between that and a view. A view makes the widgets of
 * two hundred rows as soon as there are so many, however few of them can be seen, which would hold
 * the main loop for several frames. Here items that are added at the end come a few at a time, and
 * the main loop runs in between.
 *
 * All else is the same items-changed as in the other model, so that items that stay keep their
 * widgets, and with them the focus and the place.
 */
VouchPortions *vouch_portions_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_portions_set_model     (VouchPortions *self,
                                             GListModel    *model);
/* The next change brings others, as another search does: none has to keep its widgets, so that they
 * go a few at a time too. */
void           vouch_portions_expect_others (VouchPortions *self);
/* All items come anew, for a view that is about to be given this model. */
void           vouch_portions_begin_again   (VouchPortions *self);

G_END_DECLS
