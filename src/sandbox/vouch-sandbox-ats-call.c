/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

/* Takes @object over. */
VouchResponse *
vouch_ats_object (VouchAtsCall *call,
                  guint         status,
                  JsonObject   *object)
{
  g_autoptr(JsonNode) node = vouch_node_from_object (object);

  return vouch_visit_json (call->visit, status, node);
}

/* Takes @content over. */
VouchResponse *
vouch_ats_list (VouchAtsCall *call,
                JsonArray    *content)
{
  g_autoptr(JsonNode) node = vouch_node_from_list (content);

  return vouch_visit_json (call->visit, 200, node);
}

VouchResponse *
vouch_ats_error (VouchAtsCall *call,
                 guint         status,
                 const char   *code,
                 const char   *message)
{
  return vouch_visit_error (call->visit, status, code, "%s", message);
}

VouchResponse *
vouch_ats_empty (VouchAtsCall *call,
                 guint         status)
{
  return vouch_visit_empty (call->visit, status);
}

/* A body that does not fit the schema. Takes @error over. */
VouchResponse *
vouch_ats_invalid (VouchAtsCall *call,
                   GError       *error)
{
  VouchResponse *response = NULL;

  response = vouch_visit_error (call->visit, 422, "INVALID_INPUT", "%s",
                                error == NULL ? "invalid" : error->message);
  g_clear_error (&error);

  return response;
}

/* An object that is not there: most plausibly 404, possibly 401 (smartrecruiters.md §16, 8). */
VouchResponse *
vouch_ats_unknown (VouchAtsCall *call,
                   const char   *code,
                   const char   *message)
{
  if (g_strcmp0 (vouch_sandbox_setting_string (call->sandbox, "unknown_object"), "401") == 0)
    return vouch_visit_message (call->visit, 401, "Access denied");

  return vouch_ats_error (call, 404, code, message);
}

/**
 * vouch_ats_read_body:
 * @node: (out): keeps what the reader lends
 * @refusal: (out): the answer, when there is no reader
 *
 * Returns: (nullable) (transfer full): a reader at the root of the body
 */
VouchReader *
vouch_ats_read_body (VouchAtsCall   *call,
                     JsonNode      **node,
                     VouchResponse **refusal)
{
  g_autoptr(GError) error = NULL;

  *node = vouch_visit_parse_json (call->visit, &error);
  if (*node != NULL)
    return vouch_reader_new (*node);

  *refusal = vouch_ats_error (call, 400, "INVALID_JSON", "The body is not JSON");
  return NULL;
}

/**
 * vouch_ats_get_limit:
 *
 * Reads a declared number of the query, which is checked where unknown ones are dropped (§5.3).
 */
gboolean
vouch_ats_get_limit (VouchAtsCall   *call,
                     const char     *name,
                     guint           fallback,
                     guint           maximum,
                     guint          *limit,
                     VouchResponse **refusal)
{
  const char *text = vouch_visit_query (call->visit, name);
  guint64 value = 0;

  *limit = fallback;
  if (text == NULL)
    return TRUE;

  if (g_ascii_string_to_unsigned (text, 10, 1, maximum, &value, NULL))
    {
      *limit = value;
      return TRUE;
    }

  vouch_visit_violation (call->visit, "bad-query", "%s is out of range", name);
  *refusal = vouch_visit_error (call->visit, 400, "INVALID_PARAMETER", "%s is out of range", name);
  return FALSE;
}

/* All of the query but paging: it must stay the same from page to page. */
guint
vouch_ats_hash_filters (VouchAtsCall *call)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GPtrArray *query = call->visit->query;

  for (guint i = 0; i + 1 < query->len; i += 2)
    {
      const char *name = g_ptr_array_index (query, i);

      if (strcmp (name, "pageId") != 0 && strcmp (name, "limit") != 0)
        g_string_append_printf (text, "%s=%s\n", name,
                                (const char *) g_ptr_array_index (query, i + 1));
    }

  return g_str_hash (text->str);
}

/* Base64 of some length, so that + / = occur and have to be encoded. */
char *
vouch_ats_dup_page_id (const char *kind,
                       const char *position,
                       guint       filters)
{
  g_autofree char *text = g_strdup_printf ("%s~>?~%s~%x", kind, position, filters);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

/**
 * vouch_ats_parse_page_id:
 *
 * Returns: (nullable) (transfer full): the position, %NULL when it is no page id of this list
 */
char *
vouch_ats_parse_page_id (VouchAtsCall *call,
                         const char   *kind,
                         const char   *page_id,
                         guint         filters)
{
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode (page_id, &length);
  g_autofree char *text = g_strndup ((const char *) bytes, length);
  g_auto(GStrv) parts = g_strsplit (text, "~", -1);

  if (g_strv_length (parts) != 4 || strcmp (parts[0], kind) != 0)
    {
      vouch_visit_violation (call->visit, "bad-page-id", "not a page id of this list");
      return NULL;
    }
  if (g_ascii_strtoull (parts[3], NULL, 16) != filters)
    vouch_visit_violation (call->visit, "filters-changed", "other filters than on the page before");

  return g_strdup (parts[2]);
}

/**
 * vouch_ats_dup_end:
 *
 * Returns: (nullable) (transfer full): what nextPageId is: at the end of a list the member is
 *   absent or empty, by turns unless the setting says which
 */
char *
vouch_ats_dup_end (VouchAtsCall *call,
                   const char   *next_page_id)
{
  const char *style = vouch_sandbox_setting_string (call->sandbox, "last_page");

  if (next_page_id != NULL)
    return g_strdup (next_page_id);
  if (g_strcmp0 (style, "absent") == 0)
    return NULL;
  if (g_strcmp0 (style, "empty") == 0)
    return g_strdup ("");

  return call->sandbox->n_lists++ % 2 == 0 ? NULL : g_strdup ("");
}

void
vouch_ats_end_list (VouchAtsCall *call,
                    JsonObject   *object,
                    const char   *next_page_id)
{
  g_autofree char *text = vouch_ats_dup_end (call, next_page_id);

  vouch_object_set_text (object, "nextPageId", text);
}

/* The documented link is relative and already encoded (§5.2). */
void
vouch_ats_add_link (VouchAtsCall  *call,
                    VouchResponse *response,
                    const char    *next_page_id)
{
  g_autoptr(GString) link = g_string_new (NULL);
  GPtrArray *query = call->visit->query;
  g_autofree char *page = NULL;

  if (next_page_id == NULL || *next_page_id == '\0')
    return;

  g_string_append_printf (link, "<%s?", call->visit->path);
  for (guint i = 0; i + 1 < query->len; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (g_ptr_array_index (query, i + 1), NULL, FALSE);

      if (strcmp (g_ptr_array_index (query, i), "pageId") != 0)
        g_string_append_printf (link, "%s=%s&", (const char *) g_ptr_array_index (query, i), value);
    }
  page = g_uri_escape_string (next_page_id, NULL, FALSE);
  g_string_append_printf (link, "pageId=%s>; rel=\"next\"", page);
  vouch_headers_set (response->headers, "Link", link->str);
}

/* Takes @detail over. */
void
vouch_ats_effect (VouchAtsCall *call,
                  const char   *kind,
                  JsonObject   *detail)
{
  vouch_visit_effect (call->visit, kind, detail);
}
