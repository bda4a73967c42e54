/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/connectors/vouch-link.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_LINK_LABEL (vouch_link_label_get_type ())
G_DECLARE_FINAL_TYPE (VouchLinkLabel, vouch_link_label, VOUCH, LINK_LABEL, GtkWidget)

/* How a connection stands with a service: an icon and a word in its colour. */
void vouch_link_label_set_link (VouchLinkLabel *self,
                                VouchLink       link);

G_END_DECLS
