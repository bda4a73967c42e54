/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-read.h"

#include <string.h>

#include "base/vouch-error.h"

/**
 * vouch_ats_reader_new:
 * @reply: an answer
 * @error: return location
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY if the answer carries no document.
 *
 * Returns: (transfer full): a reader at its document
 */
VouchReader *
vouch_ats_reader_new (VouchReply  *reply,
                      GError     **error)
{
  if (reply->tape != NULL)
    return vouch_reader_new_for_tape (reply->tape);
  if (reply->json != NULL)
    return vouch_reader_new (reply->json);

  g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, "document: missing");
  return NULL;
}

/**
 * vouch_ats_dup_text:
 * @reader: a reader
 * @member: a name
 *
 * Returns: (transfer full) (nullable): the text; %NULL if it is absent, null or empty
 */
char *
vouch_ats_dup_text (VouchReader *reader,
                    const char  *member)
{
  const char *text = vouch_reader_string_or (reader, member, NULL);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * vouch_ats_read_contact:
 * @reader: a reader at a user or candidate
 * @names_required: whether the schema asks for both names
 *
 * Returns: (transfer full): the contact; e-mail and phone number are never required
 */
VouchContact *
vouch_ats_read_contact (VouchReader *reader,
                        gboolean     names_required)
{
  g_autofree char *email = vouch_ats_dup_text (reader, "email");
  g_autofree char *phone = vouch_ats_dup_text (reader, "phoneNumber");
  const char *first_name;
  const char *last_name;

  if (names_required)
    {
      first_name = vouch_reader_string (reader, "firstName");
      last_name = vouch_reader_string (reader, "lastName");
    }
  else
    {
      first_name = vouch_reader_string_or (reader, "firstName", "");
      last_name = vouch_reader_string_or (reader, "lastName", "");
    }

  return vouch_contact_new (first_name, last_name, email, phone);
}

/* The address of the link whose relation is "next", in a field like
 * `</candidates?pageId=…>; rel="next", <…>; rel="prev"` (RFC 8288). */
static char *
find_next_link (const char *field)
{
  const char *rest = field;
  const char *open;

  while ((open = strchr (rest, '<')) != NULL)
    {
      const char *close = strchr (open, '>');
      g_autofree char *params = NULL;

      if (close == NULL)
        return NULL;

      rest = close + 1 + strcspn (close + 1, "<");
      params = g_ascii_strdown (close + 1, rest - close - 1);
      if (strstr (params, "rel=\"next\"") != NULL || strstr (params, "rel=next") != NULL)
        return g_strndup (open + 1, close - open - 1);
    }

  return NULL;
}

static char *
dup_cursor (const char *uri)
{
  const char *query = strchr (uri, '?');
  g_autoptr(GHashTable) params = NULL;

  if (query == NULL)
    return NULL;

  /* Not the form of browsers, in which a plus sign of base64 would become a blank. */
  params = g_uri_parse_params (query + 1, -1, "&#", G_URI_PARAMS_NONE, NULL);
  if (params == NULL)
    return NULL;

  return g_strdup (g_hash_table_lookup (params, "pageId"));
}

static char *
dup_next_from_links (VouchReader        *reader,
                     const VouchHeaders *headers)
{
  for (guint i = 0; i < vouch_headers_get_n (headers); i++)
    {
      g_autofree char *uri = NULL;
      g_autofree char *cursor = NULL;
      const char *name;
      const char *value;

      vouch_headers_get_nth (headers, i, &name, &value);
      if (g_ascii_strcasecmp (name, "Link") != 0)
        continue;

      uri = find_next_link (value);
      if (uri == NULL)
        continue;

      cursor = dup_cursor (uri);
      if (cursor == NULL || *cursor == '\0')
        vouch_reader_fail (reader, "Link", "a next page without a cursor");
      else
        return g_steal_pointer (&cursor);
    }

  return NULL;
}

/**
 * vouch_ats_dup_next:
 * @reader: a reader at the document
 * @reply: its answer
 *
 * Returns: (transfer full) (nullable): the next page's cursor, out of the document or else the Link
 *   field; %NULL on the last page, where it is absent or "" (smartrecruiters.md §5.2)
 */
char *
vouch_ats_dup_next (VouchReader *reader,
                    VouchReply  *reply)
{
  char *next = NULL;

  if (vouch_reader_is_object (reader))
    next = vouch_ats_dup_text (reader, "nextPageId");
  if (next != NULL || reply->headers == NULL)
    return next;

  return dup_next_from_links (reader, reply->headers);
}

/**
 * vouch_ats_read_items:
 * @reader: a reader at the document
 * @reply: its answer
 * @read_item: reads one
 * @free_item: frees one
 * @items: gets the good ones
 * @bad: (element-type VouchBadItem): gets the others
 *
 * Reads "content", in which one malformed item does not spoil the others.
 *
 * Returns: how many there are on all pages, or -1
 */
gint64
vouch_ats_read_items (VouchReader       *reader,
                      VouchReply        *reply,
                      VouchReadItemFunc  read_item,
                      GDestroyNotify     free_item,
                      GPtrArray         *items,
                      GPtrArray         *bad)
{
  if (!vouch_reader_enter (reader, "content"))
    return -1;

  vouch_json_read_items (reader, "content", read_item, free_item, items, bad);
  vouch_reader_leave (reader);
  return vouch_reader_int_or (reader, "totalFound", -1);
}

/**
 * vouch_ats_read_content:
 * @reader: a reader at the document
 * @read_item: reads one
 * @free_item: frees one
 *
 * Returns: (transfer full): all of "content"; a malformed item is a problem of @reader
 */
GPtrArray *
vouch_ats_read_content (VouchReader       *reader,
                        VouchReadItemFunc  read_item,
                        GDestroyNotify     free_item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  guint n;

  vouch_reader_enter (reader, "content");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (items, read_item (reader));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);

  return items;
}

/**
 * vouch_ats_finish:
 * @reader: a reader
 * @value: (transfer full): what was read
 * @free_value: frees it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): @value, or %NULL if anything was not as asked for
 */
gpointer
vouch_ats_finish (VouchReader     *reader,
                  gpointer         value,
                  GDestroyNotify   free_value,
                  GError         **error)
{
  if (vouch_reader_finish (reader, error))
    return value;

  free_value (value);
  return NULL;
}
