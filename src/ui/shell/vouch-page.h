/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PAGE (vouch_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VouchPage, vouch_page, VOUCH, PAGE, AdwBin)

/**
 * VouchPage:
 *
 * A page of the window: a header bar, a search bar where the page has a search, and its content.
 * A subclass names its children in its template by their type: "start" and "end" for the header
 * bar, "bottom" below the content, none for the content itself.
 *
 * Properties: hub; title; subtitle; searchable (a search button, and Ctrl+F finds it); search-text;
 * search-hint.
 */
struct _VouchPageClass
{
  AdwBinClass parent_class;

  /* Called each time it comes to be seen, and when it goes out of sight. */
  void (* shown)  (VouchPage *self);
  void (* hidden) (VouchPage *self);
};

VouchHub   *vouch_page_get_hub         (VouchPage  *self);
const char *vouch_page_get_title       (VouchPage  *self);
void        vouch_page_set_title       (VouchPage  *self,
                                        const char *title);
void        vouch_page_set_subtitle    (VouchPage  *self,
                                        const char *subtitle);
const char *vouch_page_get_search_text (VouchPage  *self);
void        vouch_page_set_searching   (VouchPage  *self,
                                        gboolean    searching);
/* Puts @child, a page about something in this one, on top of it. Takes a floating reference. */
void        vouch_page_push            (VouchPage  *self,
                                        VouchPage  *child);
/* Leaves a page that was pushed. */
void        vouch_page_pop             (VouchPage  *self);
/* Result of what the person just did; @button and @func (nullable) take it back. @func is not
 * called once @self is gone. */
void        vouch_page_toast           (VouchPage  *self,
                                        const char *text,
                                        const char *button,
                                        GCallback   func,
                                        gpointer    user_data,
                                        GClosureNotify destroy);

/* For the shell. */
/* Gives the focus to what the page is about; to its header bar if nothing there takes it. */
void        vouch_page_focus_content   (VouchPage  *self);
void        vouch_page_set_way_back    (VouchPage  *self,
                                        const char *action,
                                        const char *label);
void        vouch_page_note_shown      (VouchPage  *self,
                                        gboolean    shown);

G_END_DECLS
