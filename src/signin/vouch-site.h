/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *vouch_site_dup_host      (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_site_find_domain   (const char *host);
gboolean    vouch_site_needs_browser (const char *uri);

G_END_DECLS
