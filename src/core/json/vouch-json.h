/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VOUCH_JSON_MAX_DEPTH 64
#define VOUCH_JSON_MAX_STRING (1024 * 1024)

gboolean  vouch_json_guard     (const char  *data,
                                gsize        length,
                                GError     **error);
JsonNode *vouch_json_parse     (GBytes      *bytes,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char     *vouch_json_to_string (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *vouch_json_to_bytes  (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
