/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/* Asks whether sending may go on after the records were rebuilt (reliability.md §2.5), naming how
 * much waits, and allows it. @cancellable ends with what @parent belongs to. */
void vouch_release_rebuilt (GtkWidget    *parent,
                            VouchHub     *hub,
                            GCancellable *cancellable);

G_END_DECLS
