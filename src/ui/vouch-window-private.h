/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-window.h"

G_BEGIN_DECLS

VouchHub     *vouch_window_get_hub         (VouchWindow    *self);
/* Cancelled when the window goes. */
GCancellable *vouch_window_get_cancellable (VouchWindow    *self);
/* Activates @action of the page @id, which takes no parameter. */
void          vouch_window_activate        (VouchWindow    *self,
                                            const char     *id,
                                            const char     *action);
GSettings    *vouch_window_get_settings    (VouchWindow    *self);
/* (nullable): the page of the sidebar that is shown */
const char   *vouch_window_get_page_id     (VouchWindow    *self);
void          vouch_window_install_actions (GtkWidgetClass *widget_class);
/* The main menu, where there is one. */
void          vouch_window_open_menu       (VouchWindow    *self);
void          vouch_window_update_actions  (VouchWindow    *self);

G_END_DECLS
