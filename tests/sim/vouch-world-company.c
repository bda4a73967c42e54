/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-world-private.h"

static gint64
get_now (VouchWorld *self)
{
  return VOUCH_WORLD_EPOCH + vouch_clock_get_boot (VOUCH_CLOCK (self->clock));
}

VouchSandbox *
vouch_world_get_sandbox (VouchWorld *self)
{
  return self->sandbox;
}

static JsonNode *
control (VouchWorld *self,
         const char *action,
         const char *arguments)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = vouch_sandbox_control (self->sandbox, action, arguments, get_now (self), &error);

  g_assert_no_error (error);
  return node;
}

/**
 * vouch_world_control:
 * @self: a world
 * @action: a control call of the practice company
 * @format: its arguments as JSON
 * @...: values for @format
 *
 * Returns: (transfer full): its answer
 */
JsonNode *
vouch_world_control (VouchWorld *self,
                     const char *action,
                     const char *format,
                     ...)
{
  g_autofree char *arguments = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  return control (self, action, arguments);
}

void
vouch_world_do (VouchWorld *self,
                const char *action,
                const char *format,
                ...)
{
  g_autofree char *arguments = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  json_node_unref (control (self, action, arguments));
}

char *
vouch_world_dup_text (JsonNode   *node,
                      const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (node), member, NULL));
}

char *
vouch_world_add_job (VouchWorld *self,
                     const char *title,
                     const char *tag)
{
  g_autoptr(JsonNode) node = NULL;

  if (tag != NULL)
    node = vouch_world_control (self, "create-job", "{\"title\":\"%s\",\"tag\":\"%s\"}", title, tag);
  else
    node = vouch_world_control (self, "create-job", "{\"title\":\"%s\"}", title);
  return vouch_world_dup_text (node, "job_id");
}

char *
vouch_world_add_candidate (VouchWorld *self,
                           const char *first_name,
                           const char *last_name,
                           const char *job_id,
                           gboolean    in_step)
{
  g_autofree char *email = g_strdup_printf ("%s.%s@example.org", first_name, last_name);
  g_autofree char *lower = g_ascii_strdown (email, -1);
  g_autoptr(JsonNode) node =
    vouch_world_control (self, "create-candidate",
                         "{\"first_name\":\"%s\",\"last_name\":\"%s\",\"email\":\"%s\","
                         "\"phone\":\"+14155550123\",\"job_id\":\"%s\",\"status\":\"%s\"%s}",
                         first_name, last_name, lower, job_id, in_step ? "IN_REVIEW" : "NEW",
                         in_step ? ",\"sub_status\":\"Crosschq\"" : "");

  return vouch_world_dup_text (node, "candidate_id");
}

void
vouch_world_move (VouchWorld *self,
                  const char *candidate_id,
                  const char *job_id,
                  const char *status,
                  const char *sub_status)
{
  if (sub_status != NULL)
    vouch_world_do (self, "move",
                    "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"%s\",\"sub_status\":\"%s\"}",
                    candidate_id, job_id, status, sub_status);
  else
    vouch_world_do (self, "move", "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"%s\"}",
                    candidate_id, job_id, status);
}

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  return json_object_get_array_member (json_node_get_object (node), member);
}

/**
 * vouch_world_find_request:
 * @self: a world
 * @email: of a candidate
 *
 * Returns: (transfer full) (nullable): id of their last request at Crosschq
 */
char *
vouch_world_find_request (VouchWorld *self,
                          const char *email)
{
  g_autoptr(JsonNode) node = control (self, "effects", "{}");
  JsonArray *effects = get_list (node, "effects");
  char *found = NULL;

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (g_strcmp0 (json_object_get_string_member (effect, "kind"), "request-created") != 0 ||
          g_strcmp0 (json_object_get_string_member (effect, "email"), email) != 0)
        continue;
      g_free (found);
      found = g_strdup (json_object_get_string_member (effect, "request_id"));
    }

  return found;
}

/* Ids that a service gives out in its own order stand in no comparison. */
static gboolean
is_own_id (const char *member)
{
  static const char *const own[] = {
    "time", "at", "attachment_id", "message_id", "id", "note_id", "request", "sequence", "date", "number", NULL,
  };

  return g_strv_contains (own, member);
}

static char *
describe (JsonObject *effect)
{
  g_autoptr(GList) members = g_list_sort (json_object_get_members (effect), (GCompareFunc) g_strcmp0);
  GString *text = g_string_new (json_object_get_string_member (effect, "kind"));

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (effect, l->data);

      if (is_own_id (l->data) || g_str_equal (l->data, "kind") || json_node_get_value_type (value) != G_TYPE_STRING)
        continue;
      g_string_append_printf (text, " %s=%s", (char *) l->data, json_node_get_string (value));
    }

  return g_string_free (text, FALSE);
}

static int
compare_texts (gconstpointer one,
               gconstpointer other)
{
  return g_strcmp0 (*(const char *const *) one, *(const char *const *) other);
}

/**
 * vouch_world_list_effects:
 * @self: a world
 *
 * Returns: (transfer full) (element-type utf8): what Vouch changed outside, in words that two runs can
 *   be compared by, sorted
 */
GPtrArray *
vouch_world_list_effects (VouchWorld *self)
{
  g_autoptr(JsonNode) node = control (self, "effects", "{}");
  JsonArray *effects = get_list (node, "effects");
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);
      const char *kind = json_object_get_string_member (effect, "kind");

      /* A file may be fetched again; that changes nothing outside. */
      if (!g_str_equal (kind, "report-downloaded"))
        g_ptr_array_add (list, describe (effect));
    }

  g_ptr_array_sort (list, compare_texts);
  return list;
}

guint
vouch_world_count_effects (VouchWorld *self,
                           const char *kind)
{
  g_autoptr(JsonNode) node = control (self, "effects", "{}");
  JsonArray *effects = get_list (node, "effects");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      n += g_str_equal (json_object_get_string_member (effect, "kind"), kind) ? 1 : 0;
    }

  return n;
}

guint
vouch_world_count_calls (VouchWorld *self)
{
  return vouch_world_transport_get_n_sent (self->transport);
}
