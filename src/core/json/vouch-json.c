/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include <math.h>
#include <string.h>

#include "json/vouch-json.h"

#include "base/vouch-error.h"

static void append_node (GString  *text,
                         JsonNode *node);

/**
 * vouch_json_parse:
 * @bytes: a document
 * @error: return location
 *
 * Checks a document with vouch_json_guard() and builds its tree. Everything that comes from outside
 * goes through here: json-glib 1.6 alone crashes on deep nesting and silently misreads numbers out
 * of range, NUL characters and much that is not JSON (reliability.md finding 1).
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the root, an object or an array
 */
JsonNode *
vouch_json_parse (GBytes  *bytes,
                  GError **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  const char *data;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (!vouch_json_guard (data, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, length, &local_error))
    {
      /* Its message quotes the document, which may hold names. */
      g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY,
                   "unreadable JSON, parser code %d", local_error->code);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static void
append_string (GString    *text,
               const char *string)
{
  static const char letters[] = "btnvfr";  /* from U+0008 on; JSON has no \v */

  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else if (*p >= '\b' && *p <= '\r' && *p != '\v')
        g_string_append_printf (text, "\\%c", letters[*p - '\b']);
      else if ((guint8) *p < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_double (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (isfinite (value));

  g_ascii_dtostr (buffer, sizeof buffer, value);
  g_string_append (text, buffer);

  /* So that it is read as a double again. */
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
append_value (GString  *text,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && json_node_get_string (node) == NULL)
    g_string_append (text, "null");
  else if (type == G_TYPE_STRING)
    append_string (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    append_double (text, json_node_get_double (node));
}

static void
append_array (GString   *text,
              JsonArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_node (text, json_array_get_element (array, i));
    }
  g_string_append_c (text, ']');
}

static void
append_object (GString    *text,
               JsonObject *object)
{
  const char *separator = "";
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_string_append (text, separator);
      append_string (text, name);
      g_string_append_c (text, ':');
      append_node (text, node);
      separator = ",";
    }
  g_string_append_c (text, '}');
}

static void
append_node (GString  *text,
             JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (text, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      append_array (text, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      append_value (text, node);
      break;
    case JSON_NODE_NULL:
      g_string_append (text, "null");
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_json_to_string:
 * @node: a tree
 *
 * Writes a tree without white space, members in the order in which they were set. Equal trees built
 * in the same way give equal text. json-glib 1.6 itself writes large whole doubles as "1e+17.0",
 * which is no number.
 *
 * Returns: (transfer full): UTF-8
 */
char *
vouch_json_to_string (JsonNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, NULL);

  append_node (text, node);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * vouch_json_to_bytes:
 * @node: a tree
 *
 * Returns: (transfer full): as vouch_json_to_string(), without the terminating NUL
 */
GBytes *
vouch_json_to_bytes (JsonNode *node)
{
  char *text = vouch_json_to_string (node);

  return g_bytes_new_take (text, strlen (text));
}
