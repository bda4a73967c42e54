/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-reader-private.h"

#include "base/vouch-util.h"

static gboolean
check_type (VouchReader *self,
            const char  *member,
            JsonNode    *node,
            GType        type,
            const char  *problem)
{
  if (vouch_reader_holds (node, type))
    return TRUE;

  vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, member, problem);
  return FALSE;
}

/**
 * vouch_reader_string:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 *
 * Returns: (transfer none): the text, possibly empty, which lives as long as the document; "" after
 *   a problem
 */
const char *
vouch_reader_string (VouchReader *self,
                     const char  *member)
{
  JsonNode *node = vouch_reader_need (self, member);

  if (node == NULL || !check_type (self, member, node, G_TYPE_STRING, "not a string"))
    return "";

  return json_node_get_string (node);
}

/**
 * vouch_reader_string_or:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 * @fallback: (nullable): for what is absent or null
 *
 * Returns: (transfer none) (nullable): the text or @fallback
 */
const char *
vouch_reader_string_or (VouchReader *self,
                        const char  *member,
                        const char  *fallback)
{
  JsonNode *node = vouch_reader_peek (self, member);

  if (node == NULL || !check_type (self, member, node, G_TYPE_STRING, "not a string"))
    return fallback;

  return json_node_get_string (node);
}

static const char *
keep_number (VouchReader *self,
             gint64       number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (self->texts == NULL)
    self->texts = g_string_chunk_new (64);

  return g_string_chunk_insert_const (self->texts, text);
}

/**
 * vouch_reader_id:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 *
 * Reads an identifier, which the services write as a string or as an integer and which is opaque
 * either way.
 *
 * Returns: (transfer none): never empty, lives as long as the document and the reader; "" after a
 *   problem
 */
const char *
vouch_reader_id (VouchReader *self,
                 const char  *member)
{
  JsonNode *node = vouch_reader_need (self, member);

  if (node == NULL)
    return "";
  if (vouch_reader_holds (node, G_TYPE_INT64))
    return keep_number (self, json_node_get_int (node));
  if (!check_type (self, member, node, G_TYPE_STRING, "not an identifier"))
    return "";
  if (*json_node_get_string (node) == '\0')
    vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_MISSING, member, "an empty identifier");

  return json_node_get_string (node);
}

/**
 * vouch_reader_element_string:
 * @self: a reader at an array
 * @index: which element
 *
 * Returns: (transfer none): as vouch_reader_string()
 */
const char *
vouch_reader_element_string (VouchReader *self,
                             guint        index)
{
  JsonNode *node = vouch_reader_need_element (self, index);

  if (node == NULL)
    return "";
  if (!vouch_reader_holds (node, G_TYPE_STRING))
    {
      vouch_reader_keep_element_problem (self, VOUCH_INPUT_ERROR_TYPE, index, "not a string");
      return "";
    }

  return json_node_get_string (node);
}

/**
 * vouch_reader_int:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 *
 * Returns: the integer; 0 after a problem
 */
gint64
vouch_reader_int (VouchReader *self,
                  const char  *member)
{
  JsonNode *node = vouch_reader_need (self, member);

  if (node == NULL || !check_type (self, member, node, G_TYPE_INT64, "not an integer"))
    return 0;

  return json_node_get_int (node);
}

gint64
vouch_reader_int_or (VouchReader *self,
                     const char  *member,
                     gint64       fallback)
{
  JsonNode *node = vouch_reader_peek (self, member);

  if (node == NULL || !check_type (self, member, node, G_TYPE_INT64, "not an integer"))
    return fallback;

  return json_node_get_int (node);
}

/**
 * vouch_reader_int_text_or:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 * @fallback: for what is absent, null or empty
 *
 * Reads an integer that may be written as text ("1799").
 *
 * Returns: the integer or @fallback
 */
gint64
vouch_reader_int_text_or (VouchReader *self,
                          const char  *member,
                          gint64       fallback)
{
  JsonNode *node = vouch_reader_peek (self, member);
  gint64 value;

  if (node == NULL)
    return fallback;
  if (vouch_reader_holds (node, G_TYPE_INT64))
    return json_node_get_int (node);
  if (!check_type (self, member, node, G_TYPE_STRING, "not an integer"))
    return fallback;
  if (*json_node_get_string (node) == '\0')
    return fallback;

  if (!g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64,
                                 &value, NULL))
    {
      vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, member, "not an integer");
      return fallback;
    }

  return value;
}

gboolean
vouch_reader_bool_or (VouchReader *self,
                      const char  *member,
                      gboolean     fallback)
{
  JsonNode *node = vouch_reader_peek (self, member);

  if (node == NULL || !check_type (self, member, node, G_TYPE_BOOLEAN, "not true or false"))
    return fallback;

  return json_node_get_boolean (node);
}

/**
 * vouch_reader_time_or:
 * @self: a reader
 * @member: (nullable): a name, or %NULL for the current value itself
 * @fallback: for what is absent, null or empty
 *
 * Reads an ISO 8601 time, with or without a fraction; without a zone it is UTC.
 *
 * Returns: microseconds since 1970, or @fallback
 */
gint64
vouch_reader_time_or (VouchReader *self,
                      const char  *member,
                      gint64       fallback)
{
  const char *text = vouch_reader_string_or (self, member, NULL);
  g_autoptr(GError) error = NULL;
  gint64 time;

  if (text == NULL || *text == '\0')
    return fallback;

  time = vouch_time_from_string (text, &error);
  if (error != NULL)
    {
      vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, member, "not a time");
      return fallback;
    }

  return time;
}
