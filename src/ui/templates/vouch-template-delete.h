/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"
#include "ui/templates/vouch-template-item.h"

G_BEGIN_DECLS

/* Deletes a template at once, with Undo in the toast; when open jobs carry its tag, one alert names
 * their number first. @cancellable is cancelled when @page is disposed. */
void vouch_template_delete (VouchPage         *page,
                            VouchTemplateItem *item,
                            GCancellable      *cancellable);

G_END_DECLS
