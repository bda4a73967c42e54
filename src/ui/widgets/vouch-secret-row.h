/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The button that shows what is typed into a row for a secret has no name of its own. */
void vouch_secret_row_name_button (AdwPasswordEntryRow *row);

G_END_DECLS
