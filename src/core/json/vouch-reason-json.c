/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-json.h"
#include "json/vouch-reader.h"
#include "json/vouch-reason-json.h"

/**
 * vouch_reason_params_to_json:
 * @reason: a reason
 *
 * Returns: (transfer full): its parameters as one JSON object of strings, in their order
 */
char *
vouch_reason_params_to_json (const VouchReason *reason)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < vouch_reason_get_n (reason); i++)
    {
      const char *name, *value;

      vouch_reason_get_nth (reason, i, &name, &value);
      json_object_set_string_member (object, name, value);
    }
  json_node_take_object (node, object);

  return vouch_json_to_string (node);
}

/**
 * vouch_reason_from_params_json:
 * @id: the text id
 * @json: (nullable): an object of strings
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the reason, or %NULL with %VOUCH_API_ERROR_BAD_REPLY
 */
VouchReason *
vouch_reason_from_params_json (const char  *id,
                               const char  *json,
                               GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, json != NULL ? strlen (json) : 0);
  g_autoptr(GPtrArray) params = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  g_auto(GStrv) names = NULL;

  if (json == NULL)
    return vouch_reason_new_take (id, g_steal_pointer (&params));

  node = vouch_json_parse (bytes, error);
  if (node == NULL)
    return NULL;

  reader = vouch_reader_new (node);
  names = vouch_reader_dup_members (reader);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_ptr_array_add (params, g_strdup (names[i]));
      g_ptr_array_add (params, g_strdup (vouch_reader_string (reader, names[i])));
    }
  if (!vouch_reader_finish (reader, error))
    return NULL;

  return vouch_reason_new_take (id, g_steal_pointer (&params));
}
