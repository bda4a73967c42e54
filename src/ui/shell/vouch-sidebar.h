/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SIDEBAR (vouch_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VouchSidebar, vouch_sidebar, VOUCH, SIDEBAR, AdwBin)

/**
 * VouchSidebar:
 *
 * The pages as a list, the connection switcher, the main menu and the last sync.
 *
 * Signal: chosen (const char *id): a person wants that page.
 */
void        vouch_sidebar_set_hub      (VouchSidebar *self,
                                        VouchHub     *hub);
void        vouch_sidebar_add          (VouchSidebar *self,
                                        const char   *id,
                                        const char   *title,
                                        const char   *icon_name);
/* Marks the page that is shown; emits nothing. */
void        vouch_sidebar_select       (VouchSidebar *self,
                                        const char   *id);
void        vouch_sidebar_set_count    (VouchSidebar *self,
                                        const char   *id,
                                        guint         count);
/* Whether it fills the window alone: a list to leave from, without a mark. */
void        vouch_sidebar_set_alone    (VouchSidebar *self,
                                        gboolean      alone);
/* The button of the main menu. */
GtkMenuButton *vouch_sidebar_get_menu_button (VouchSidebar *self);

G_END_DECLS
