/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SHELL (vouch_shell_get_type ())
G_DECLARE_FINAL_TYPE (VouchShell, vouch_shell, VOUCH, SHELL, AdwBin)

/* Returns (transfer floating): a page */
typedef VouchPage *(* VouchPageFunc) (VouchHub *hub);

/**
 * VouchShell:
 *
 * Sidebar and pages beside each other, or one after the other where there is no room. The only file
 * that knows how: AdwNavigationSplitView takes over once libadwaita 1.4 is the floor.
 *
 * Properties: page-id. Actions: shell.show-sidebar.
 */
void        vouch_shell_set_hub     (VouchShell    *self,
                                     VouchHub      *hub);
/* A page of the sidebar; @make is called once it is to be seen. */
void        vouch_shell_add_page    (VouchShell    *self,
                                     const char    *id,
                                     const char    *title,
                                     const char    *icon_name,
                                     VouchPageFunc  make);
/* Returns (nullable) (transfer none): the page of that id, %NULL if it was never shown */
VouchPage  *vouch_shell_get_page    (VouchShell    *self,
                                     const char    *id);
/* (nullable) before the first one is shown */
const char *vouch_shell_get_page_id (VouchShell    *self);
/* Shows the page, without what was pushed on top of it; an unknown id leaves the one that is
 * shown, or is the first page where none is. */
void        vouch_shell_show_page   (VouchShell    *self,
                                     const char    *id);
void        vouch_shell_set_count   (VouchShell    *self,
                                     const char    *id,
                                     guint          count);
/* Opens the main menu. Where a page covers it, the sidebar comes for as long as it is open. */
void        vouch_shell_open_menu   (VouchShell    *self);

G_END_DECLS
