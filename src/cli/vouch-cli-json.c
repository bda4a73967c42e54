/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include "base/vouch-util.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-table.h"
#include "text/vouch-text.h"

/* A document is one object. */
JsonBuilder *
vouch_cli_json_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

/* JSON escapes the low control characters; a terminal acts on others too (reliability.md S16). Only
 * strings hold such characters, so the document stays the same. */
static char *
escape_document (const char *text)
{
  g_autoptr(GString) escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x7f || !vouch_cli_is_unprintable (c))
        g_string_append_unichar (escaped, c);
      else if (c <= 0xffff)
        g_string_append_printf (escaped, "\\u%04x", c);
      else
        g_string_append_printf (escaped, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
    }

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

void
vouch_cli_json_print_node (JsonNode *node,
                           gboolean  pretty)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  text = json_generator_to_data (generator, NULL);
  escaped = escape_document (text);
  g_print ("%s\n", escaped);
}

void
vouch_cli_json_print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) node = NULL;

  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  vouch_cli_json_print_node (node, FALSE);
}

static void
set_name (JsonBuilder *builder,
          const char  *name)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
}

void
vouch_cli_json_text (JsonBuilder *builder,
                     const char  *name,
                     const char  *text)
{
  set_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

void
vouch_cli_json_int (JsonBuilder *builder,
                    const char  *name,
                    gint64       number)
{
  set_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
vouch_cli_json_bool (JsonBuilder *builder,
                     const char  *name,
                     gboolean     value)
{
  set_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* ISO 8601 in UTC; null for "not yet". */
void
vouch_cli_json_time (JsonBuilder *builder,
                     const char  *name,
                     gint64       time)
{
  g_autofree char *text = time != 0 ? vouch_time_to_string (time) : NULL;

  vouch_cli_json_text (builder, name, text);
}

static void
add_parameters (JsonBuilder       *builder,
                const VouchReason *reason)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (guint i = 0; i < vouch_reason_get_n (reason); i++)
    {
      const char *name, *value;

      vouch_reason_get_nth (reason, i, &name, &value);
      vouch_cli_json_text (builder, name, value);
    }
  json_builder_end_object (builder);
}

void
vouch_cli_json_reason (JsonBuilder       *builder,
                       const char        *name,
                       const VouchReason *reason)
{
  g_autoptr(VouchText) text = NULL;

  set_name (builder, name);
  if (reason == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  text = vouch_text_for_reason_verbatim (reason);
  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "id", vouch_reason_get_id (reason));
  add_parameters (builder, reason);
  vouch_cli_json_text (builder, "sentence", text->sentence);
  vouch_cli_json_text (builder, "who", vouch_who_to_string (text->who));
  vouch_cli_json_text (builder, "fix", text->fix);
  vouch_cli_json_text (builder, "help", text->anchor);
  json_builder_end_object (builder);
}

void
vouch_cli_json_person (JsonBuilder        *builder,
                       const char         *name,
                       const VouchContact *person)
{
  set_name (builder, name);
  if (person == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "first_name", person->first_name);
  vouch_cli_json_text (builder, "last_name", person->last_name);
  vouch_cli_json_text (builder, "email", person->email);
  json_builder_end_object (builder);
}

/* Ends with json_builder_end_array(). */
void
vouch_cli_json_list (JsonBuilder *builder,
                     const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}
