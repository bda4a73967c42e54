/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-json-items.h"

#include <string.h>

static char *
dup_id (JsonNode *item)
{
  static const char *const names[] = { "id", "request_id" };

  if (!JSON_NODE_HOLDS_OBJECT (item))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *id = json_object_get_member (json_node_get_object (item), names[i]);

      if (id == NULL || !JSON_NODE_HOLDS_VALUE (id))
        continue;
      if (json_node_get_value_type (id) == G_TYPE_INT64)
        return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (id));
      if (json_node_get_value_type (id) == G_TYPE_STRING && *json_node_get_string (id) != '\0')
        return g_strdup (json_node_get_string (id));
    }

  return NULL;
}

/* The reader's message is "path: problem", the path being that inside the item. */
static VouchBadItem *
create_bad (JsonNode   *item,
            const char *path,
            guint       index,
            const char *message)
{
  VouchBadItem *bad = g_new0 (VouchBadItem, 1);
  const char *colon = strstr (message, ": ");
  g_autofree char *inner = g_strndup (message, colon != NULL ? (gsize) (colon - message) : 0);
  gboolean itself = *inner == '\0' || g_str_equal (inner, "document");

  bad->path = g_strdup_printf ("%s[%u]%s%s", path, index, itself ? "" : ".", itself ? "" : inner);
  bad->reason = g_strdup (colon != NULL ? colon + 2 : message);
  bad->id = dup_id (item);
  return bad;
}

/**
 * vouch_json_read_items:
 * @array: a list
 * @path: where it is in its document: "content"; may be ""
 * @read_item: reads one
 * @free_item: frees one
 * @items: (element-type gpointer): gets those that could be read, in their order
 * @bad: (element-type VouchBadItem): gets the others
 *
 * Reads a list in which one malformed item shall not spoil the others.
 */
void
vouch_json_read_items (JsonArray         *array,
                       const char        *path,
                       VouchReadItemFunc  read_item,
                       GDestroyNotify     free_item,
                       GPtrArray         *items,
                       GPtrArray         *bad)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr(VouchReader) reader = vouch_reader_new (node);
      g_autoptr(GError) error = NULL;
      gpointer item = read_item (reader);

      if (vouch_reader_finish (reader, &error))
        {
          g_ptr_array_add (items, item);
          continue;
        }

      free_item (item);
      g_ptr_array_add (bad, create_bad (node, path, i, error->message));
    }
}

void
vouch_bad_item_free (VouchBadItem *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->reason);
  g_free (self->id);
  g_free (self);
}
