/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-fuzz"

#include "fuzz.h"
#include "json/vouch-json.h"

/* Whatever the guard accepts is UTF-8 without NUL, the parser takes it, and what is written from it
 * is accepted again and means the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) written = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) again = NULL;

  if (!vouch_json_guard ((const char *) data, size, NULL))
    return 0;

  g_assert_true (g_utf8_validate_len ((const char *) data, size, NULL));

  bytes = g_bytes_new_static (data, size);
  node = vouch_json_parse (bytes, NULL);
  g_assert_nonnull (node);

  written = vouch_json_to_bytes (node);
  again = vouch_json_parse (written, NULL);
  g_assert_nonnull (again);
  g_assert_true (json_node_equal (node, again));

  return 0;
}
