/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "text/vouch-text.h"
#include "ui/widgets/vouch-status-text.h"

void
vouch_status_text_set (AdwStatusPage *page,
                       const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}

void
vouch_status_text_set_error (AdwStatusPage *page,
                             const GError  *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);

  vouch_status_text_set (page, sentence);
}
