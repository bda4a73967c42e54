/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says @text on a status page as it is: its description is markup otherwise, and a sentence with a
 * name or an address in it would not be shown. */
void vouch_status_text_set       (AdwStatusPage *page,
                                  const char    *text);
void vouch_status_text_set_error (AdwStatusPage *page,
                                  const GError  *error);

G_END_DECLS
