/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>
#include <webkit/webkit.h>

G_BEGIN_DECLS

void vouch_signin_login_ask (GtkWindow                   *parent,
                             WebKitAuthenticationRequest *request);

G_END_DECLS
