/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

#include "base/vouch-error.h"
#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-writer.h"

/* Splits a=b&c=d; what cannot be decoded stays as it came. */
static GPtrArray *
split_pairs (const char *text,
             gboolean    plus_is_blank)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) parts = g_strsplit (text == NULL ? "" : text, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');
      char *name = NULL;
      char *decoded = NULL;

      if (*parts[i] == '\0')
        continue;
      if (value != NULL)
        *value++ = '\0';
      if (value != NULL && plus_is_blank)
        g_strdelimit (value, "+", ' ');

      name = g_uri_unescape_string (parts[i], NULL);
      decoded = g_uri_unescape_string (value == NULL ? "" : value, NULL);
      g_ptr_array_add (pairs, name != NULL ? name : g_strdup (parts[i]));
      g_ptr_array_add (pairs, decoded != NULL ? decoded : g_strdup (value));
    }

  return pairs;
}

static GStrv
split_path (const char *path)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = g_strv_length (parts);

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (parts[i], NULL);

      if (i + 1 < n || *parts[i] != '\0')
        g_strv_builder_add (builder, segment != NULL ? segment : parts[i]);
    }

  return g_strv_builder_end (builder);
}

/**
 * vouch_visit_new:
 * @now: the company's own time
 *
 * Returns: (nullable) (transfer full): the request taken apart; %NULL when its address is none
 */
VouchVisit *
vouch_visit_new (VouchSandbox  *sandbox,
                 VouchRequest  *request,
                 VouchListener  listener,
                 gint64         now)
{
  g_autoptr(GUri) uri = g_uri_parse (request->uri, G_URI_FLAGS_ENCODED, NULL);
  VouchVisit *visit = NULL;

  if (uri == NULL)
    return NULL;

  visit = g_new0 (VouchVisit, 1);
  visit->sandbox = sandbox;
  visit->request = request;
  visit->listener = listener;
  visit->now = now;
  visit->path = g_strdup (g_uri_get_path (uri));
  visit->segments = split_path (visit->path);
  visit->trailing_slash = strlen (visit->path) > 1 && g_str_has_suffix (visit->path, "/");
  visit->query = split_pairs (g_uri_get_query (uri), TRUE);

  return visit;
}

void
vouch_visit_free (VouchVisit *visit)
{
  g_free (visit->path);
  g_strfreev (visit->segments);
  g_ptr_array_unref (visit->query);
  g_free (visit);
}

const char *
vouch_pairs_get (GPtrArray  *pairs,
                 const char *name)
{
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      if (strcmp (g_ptr_array_index (pairs, i), name) == 0)
        return g_ptr_array_index (pairs, i + 1);
    }

  return NULL;
}

/* The first value of the name, decoded. */
const char *
vouch_visit_query (const VouchVisit *visit,
                   const char       *name)
{
  return vouch_pairs_get (visit->query, name);
}

/* Returns: (transfer container) (element-type utf8): all values of a repeated name */
GPtrArray *
vouch_visit_query_all (const VouchVisit *visit,
                       const char       *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (guint i = 0; i + 1 < visit->query->len; i += 2)
    {
      if (strcmp (g_ptr_array_index (visit->query, i), name) == 0)
        g_ptr_array_add (values, g_ptr_array_index (visit->query, i + 1));
    }

  return values;
}

/**
 * vouch_visit_parse_json:
 *
 * Returns: (nullable) (transfer full): the body; with %VOUCH_INPUT_ERROR_SYNTAX when it is none
 */
JsonNode *
vouch_visit_parse_json (const VouchVisit  *visit,
                        GError           **error)
{
  g_autoptr(GError) problem = NULL;
  JsonNode *node = NULL;

  if (visit->request->body != NULL && g_bytes_get_size (visit->request->body) > 0)
    node = vouch_json_parse (visit->request->body, &problem);
  if (node == NULL)
    g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX, "the body is not JSON");

  return node;
}

GPtrArray *
vouch_visit_parse_form (const VouchVisit *visit)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  const char *data = NULL;

  if (visit->request->body != NULL)
    data = g_bytes_get_data (visit->request->body, &length);
  text = g_strndup (data == NULL ? "" : data, length);

  return split_pairs (text, TRUE);
}

/* Whether the body is said to be of that type, parameters aside. */
gboolean
vouch_visit_is_type (const VouchVisit *visit,
                     const char       *content_type)
{
  const char *header = vouch_headers_get (visit->request->headers, "Content-Type");
  g_autofree char *type = NULL;

  if (header == NULL)
    return FALSE;

  type = g_strndup (header, strcspn (header, ";"));
  return g_ascii_strcasecmp (g_strstrip (type), content_type) == 0;
}

/**
 * vouch_visit_json:
 * @node: (transfer none)
 */
VouchResponse *
vouch_visit_json (const VouchVisit *visit,
                  guint             status,
                  JsonNode         *node)
{
  g_autoptr(GBytes) bytes = vouch_json_to_bytes (node);

  return vouch_response_new_bytes (status, "application/json;charset=UTF-8", bytes);
}

VouchResponse *
vouch_visit_empty (const VouchVisit *visit,
                   guint             status)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("", 0);

  return vouch_response_new_bytes (status, NULL, bytes);
}

VouchResponse *
vouch_visit_html (const VouchVisit *visit,
                  guint             status,
                  const char       *html)
{
  g_autoptr(GBytes) bytes = g_bytes_new (html, strlen (html));

  return vouch_response_new_bytes (status, "text/html; charset=utf-8", bytes);
}

/* An error with a message alone, as some have it (smartrecruiters.md §5.3). */
VouchResponse *
vouch_visit_message (const VouchVisit *visit,
                     guint             status,
                     const char       *message)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = vouch_node_from_object (object);

  json_object_set_string_member (object, "message", message);
  return vouch_visit_json (visit, status, node);
}

/* The standard error object with one code. */
VouchResponse *
vouch_visit_error (const VouchVisit *visit,
                   guint             status,
                   const char       *code,
                   const char       *format,
                   ...)
{
  JsonObject *object = json_object_new ();
  JsonObject *item = json_object_new ();
  JsonArray *errors = json_array_new ();
  g_autoptr(JsonNode) node = vouch_node_from_object (object);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  json_object_set_string_member (item, "code", code);
  json_object_set_string_member (item, "message", message);
  json_array_add_object_element (errors, item);
  json_object_set_string_member (object, "message", message);
  json_object_set_array_member (object, "errors", errors);

  return vouch_visit_json (visit, status, node);
}

void
vouch_visit_violation (const VouchVisit *visit,
                       const char       *rule,
                       const char       *format,
                       ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);

  vouch_journal_add_violation (visit->sandbox->journal, rule, visit->request->method, visit->path,
                               detail, visit->now);
}

void
vouch_visit_effect (const VouchVisit *visit,
                    const char       *kind,
                    JsonObject       *detail)
{
  vouch_journal_add_effect (visit->sandbox->journal, kind, detail, visit->now);
}
