/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

WebKitNetworkSession *vouch_signin_network_new (void) G_GNUC_WARN_UNUSED_RESULT;
WebKitWebView        *vouch_signin_web_new     (WebKitNetworkSession *network,
                                                WebKitWebView        *opener,
                                                gboolean              software_rendering)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
