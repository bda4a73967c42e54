/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-reader-private.h"

#include "base/vouch-util.h"

static gboolean
check_type (VouchReader *self,
            const char  *member,
            VouchPlace   place,
            VouchKind    kind,
            const char  *problem)
{
  if (vouch_place_get_kind (place) == kind)
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
  VouchPlace place;

  if (!vouch_reader_need (self, member, &place) ||
      !check_type (self, member, place, VOUCH_KIND_STRING, "not a string"))
    return "";

  return vouch_place_get_string (place);
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
  VouchPlace place;

  if (!vouch_reader_peek (self, member, &place) ||
      !check_type (self, member, place, VOUCH_KIND_STRING, "not a string"))
    return fallback;

  return vouch_place_get_string (place);
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
  VouchPlace place;

  if (!vouch_reader_need (self, member, &place))
    return "";
  if (vouch_place_get_kind (place) == VOUCH_KIND_INTEGER)
    return keep_number (self, vouch_place_get_integer (place));
  if (!check_type (self, member, place, VOUCH_KIND_STRING, "not an identifier"))
    return "";
  if (*vouch_place_get_string (place) == '\0')
    vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_MISSING, member, "an empty identifier");

  return vouch_place_get_string (place);
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
  VouchPlace place;

  if (!vouch_reader_need_element (self, index, &place))
    return "";
  if (vouch_place_get_kind (place) != VOUCH_KIND_STRING)
    {
      vouch_reader_keep_element_problem (self, VOUCH_INPUT_ERROR_TYPE, index, "not a string");
      return "";
    }

  return vouch_place_get_string (place);
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
  VouchPlace place;

  if (!vouch_reader_need (self, member, &place) ||
      !check_type (self, member, place, VOUCH_KIND_INTEGER, "not an integer"))
    return 0;

  return vouch_place_get_integer (place);
}

gint64
vouch_reader_int_or (VouchReader *self,
                     const char  *member,
                     gint64       fallback)
{
  VouchPlace place;

  if (!vouch_reader_peek (self, member, &place) ||
      !check_type (self, member, place, VOUCH_KIND_INTEGER, "not an integer"))
    return fallback;

  return vouch_place_get_integer (place);
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
  VouchPlace place;
  gint64 value;

  if (!vouch_reader_peek (self, member, &place))
    return fallback;
  if (vouch_place_get_kind (place) == VOUCH_KIND_INTEGER)
    return vouch_place_get_integer (place);
  if (!check_type (self, member, place, VOUCH_KIND_STRING, "not an integer"))
    return fallback;
  if (*vouch_place_get_string (place) == '\0')
    return fallback;

  if (!g_ascii_string_to_signed (vouch_place_get_string (place), 10, G_MININT64, G_MAXINT64,
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
  VouchPlace place;

  if (!vouch_reader_peek (self, member, &place) ||
      !check_type (self, member, place, VOUCH_KIND_BOOLEAN, "not true or false"))
    return fallback;

  return vouch_place_get_boolean (place);
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
