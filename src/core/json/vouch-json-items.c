/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-json-items.h"

#include <string.h>

#include "json/vouch-reader-private.h"

static char *
dup_id (VouchPlace item)
{
  static const char *const names[] = { "id", "request_id" };

  if (vouch_place_get_kind (item) != VOUCH_KIND_OBJECT)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      VouchPlace id = vouch_place_get_member (item, names[i]);
      VouchKind kind = vouch_place_get_kind (id);

      if (kind == VOUCH_KIND_INTEGER)
        return g_strdup_printf ("%" G_GINT64_FORMAT, vouch_place_get_integer (id));
      if (kind == VOUCH_KIND_STRING && *vouch_place_get_string (id) != '\0')
        return g_strdup (vouch_place_get_string (id));
    }

  return NULL;
}

/* The reader's message is "path: problem", the path being that inside the item. */
static VouchBadItem *
create_bad (VouchPlace  item,
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
 * @reader: stands at a list
 * @path: where it is in its document: "content"; may be ""
 * @read_item: reads one
 * @free_item: frees one
 * @items: (element-type gpointer): gets those that could be read, in their order
 * @bad: (element-type VouchBadItem): gets the others
 *
 * Reads a list in which one malformed item shall not spoil the others.
 */
void
vouch_json_read_items (VouchReader       *reader,
                       const char        *path,
                       VouchReadItemFunc  read_item,
                       GDestroyNotify     free_item,
                       GPtrArray         *items,
                       GPtrArray         *bad)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n; i++)
    {
      VouchPlace place = vouch_place_get_element (vouch_reader_get_place (reader), i);
      g_autoptr(VouchReader) inner = vouch_reader_new_for_place (place);
      g_autoptr(GError) error = NULL;
      gpointer item = read_item (inner);

      if (vouch_reader_finish (inner, &error))
        {
          g_ptr_array_add (items, item);
          continue;
        }

      free_item (item);
      g_ptr_array_add (bad, create_bad (place, path, i, error->message));
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
