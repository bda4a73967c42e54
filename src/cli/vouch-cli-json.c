/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include "base/vouch-util.h"
#include "cli/vouch-cli-json.h"
#include "json/vouch-json.h"
#include "text/vouch-text.h"

/* A document is one object. */
JsonBuilder *
vouch_cli_json_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

void
vouch_cli_json_print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = vouch_json_to_string (node);
  g_print ("%s\n", text);
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

  text = vouch_text_for_reason (reason);
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
