/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-writer.h"

#include "base/vouch-util.h"

static void
write_escaped (GString *out,
               guchar   c)
{
  if (c == '"' || c == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, c);
    }
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/* Writes @text, which is UTF-8, with its quotes. */
void
vouch_write_string (GString    *out,
                    const char *text)
{
  const char *start = text;
  const char *p = text;

  g_string_append_c (out, '"');
  for (; *p != '\0'; p++)
    {
      if ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
        continue;
      g_string_append_len (out, start, p - start);
      write_escaped (out, *p);
      start = p + 1;
    }
  g_string_append_len (out, start, p - start);
  g_string_append_c (out, '"');
}

/* Writes "name":"text", with the comma that follows. */
void
vouch_write_member (GString    *out,
                    const char *name,
                    const char *text)
{
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append (out, "\":");
  vouch_write_string (out, text);
  g_string_append_c (out, ',');
}

static void
write_digits (char  *out,
              guint  number,
              guint  n_digits)
{
  for (guint i = n_digits; i-- > 0; number /= 10)
    out[i] = '0' + number % 10;
}

/* Days since 1970 to year, month and day, by counting from a first of March. */
static void
split_days (gint64  days,
            guint  *year,
            guint  *month,
            guint  *day)
{
  gint64 shifted = days + 719468;
  gint64 era = shifted / 146097;
  guint in_era = shifted - era * 146097;
  guint of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  guint in_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
  guint march = (5 * in_year + 2) / 153;

  *day = in_year - (153 * march + 2) / 5 + 1;
  *month = march < 10 ? march + 3 : march - 9;
  *year = era * 400 + of_era + (*month <= 2 ? 1 : 0);
}

/* Writes "name":"2026-01-01T00:00:00.000Z", with the comma that follows. */
void
vouch_write_time (GString    *out,
                  const char *name,
                  gint64      time)
{
  char text[] = "0000-00-00T00:00:00.000Z";
  gint64 seconds = MAX (time, 0) / G_USEC_PER_SEC;
  guint year, month, day;

  split_days (seconds / 86400, &year, &month, &day);
  write_digits (text, year, 4);
  write_digits (text + 5, month, 2);
  write_digits (text + 8, day, 2);
  write_digits (text + 11, seconds / 3600 % 24, 2);
  write_digits (text + 14, seconds / 60 % 60, 2);
  write_digits (text + 17, seconds % 60, 2);
  write_digits (text + 20, MAX (time, 0) / 1000 % 1000, 3);
  vouch_write_member (out, name, text);
}

/* Writes "name":{"url":…,"method":"GET"}, without a comma. */
void
vouch_write_link (GString    *out,
                  const char *name,
                  const char *origin,
                  const char *path,
                  const char *id,
                  const char *tail)
{
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append (out, "\":{\"url\":\"");
  g_string_append (out, origin);
  g_string_append (out, path);
  g_string_append (out, id);
  g_string_append (out, tail);
  g_string_append (out, "\",\"method\":\"GET\"}");
}

/* Leaves the member out when there is nothing to say. */
void
vouch_object_set_text (JsonObject *object,
                       const char *name,
                       const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

void
vouch_object_set_time (JsonObject *object,
                       const char *name,
                       gint64      time)
{
  g_autofree char *text = vouch_time_to_string (time);

  json_object_set_string_member (object, name, text);
}

void
vouch_object_set_link (JsonObject *actions,
                       const char *name,
                       const char *method,
                       const char *format,
                       ...)
{
  JsonObject *link = json_object_new ();
  g_autofree char *url = NULL;
  va_list args;

  va_start (args, format);
  url = g_strdup_vprintf (format, args);
  va_end (args);

  json_object_set_string_member (link, "url", url);
  json_object_set_string_member (link, "method", method);
  json_object_set_object_member (actions, name, link);
}

/* Takes @object over. */
JsonNode *
vouch_node_from_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* Takes @content over: {totalFound, content} as the lists without pages have it. */
JsonNode *
vouch_node_from_list (JsonArray *content)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "totalFound", json_array_get_length (content));
  json_object_set_array_member (object, "content", content);

  return vouch_node_from_object (object);
}

JsonArray *
vouch_array_from_strings (GPtrArray *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));

  return array;
}
