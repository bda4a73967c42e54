/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets a label that cuts its text off tell the whole of it in a tooltip, while it does so. */
void vouch_cut_text_tell (GtkLabel *label);

G_END_DECLS
