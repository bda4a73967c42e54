/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"
#include "ui/vouch-window.h"

G_BEGIN_DECLS

VouchHub     *vouch_window_get_hub         (VouchWindow    *self);
/* Cancelled when the window goes. */
GCancellable *vouch_window_get_cancellable (VouchWindow    *self);
GSettings    *vouch_window_get_settings    (VouchWindow    *self);
/* (nullable): the page of the sidebar that is shown */
const char   *vouch_window_get_page_id     (VouchWindow    *self);
/* Leads to what has to be mended: @thing is SmartRecruiters' id of a job for the pages of jobs and
 * of templates, and for that of connectors a service, the name of a setting, or "release" for
 * sending after a rebuild; "" for the page. */
void          vouch_window_fix             (VouchWindow    *self,
                                            const char     *page,
                                            const char     *thing);
/* (nullable) (transfer none): the page of that id, if it was ever shown */
VouchPage    *vouch_window_get_page        (VouchWindow    *self,
                                            const char     *id);
void          vouch_window_install_actions (GtkWidgetClass *widget_class);
/* The main menu, where there is one. */
void          vouch_window_open_menu       (VouchWindow    *self);
void          vouch_window_focus_page      (VouchWindow    *self,
                                            const char     *id);
void          vouch_window_update_actions  (VouchWindow    *self);

G_END_DECLS
