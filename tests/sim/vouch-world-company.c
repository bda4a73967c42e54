/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-invariants.h"
#include "vouch-test-util.h"
#include "vouch-world-private.h"

/**
 * vouch_world_get_now:
 * @self: a world
 *
 * Returns: the practice company's time
 */
gint64
vouch_world_get_now (VouchWorld *self)
{
  return VOUCH_WORLD_EPOCH + vouch_clock_get_boot (VOUCH_CLOCK (self->clock));
}

void
vouch_world_run (VouchWorld      *self,
                 VouchProcedure  *procedure,
                 GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_procedure_run_async (procedure, NULL, vouch_test_keep_result_cb, &result);
  while (result == NULL)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_assert_true (vouch_test_clock_advance_next (self->clock));
    }
  vouch_procedure_run_finish (procedure, result, error);
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
  JsonNode *node = vouch_sandbox_control (self->sandbox, action, arguments,
                                          vouch_world_get_now (self), &error);

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
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (node), member,
                                                               NULL));
}

typedef struct
{
  VouchInvariants invariants;
  GPtrArray *broken;
} Check;

static gboolean
check_in_store (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Check *check = data;

  check->invariants.db = db;
  check->broken = vouch_invariants_check (&check->invariants);
  return TRUE;
}

/**
 * vouch_world_check:
 * @self: a world
 *
 * Ends the test when an invariant is broken, or when a secret stands in a file of the store (I8).
 */
void
vouch_world_check (VouchWorld *self)
{
  g_autoptr(JsonNode) effects = control (self, "effects", "{}");
  g_autoptr(JsonNode) violations = control (self, "violations", "{}");
  g_autoptr(JsonNode) requests = control (self, "requests", "{}");
  Check check = { { effects, violations, requests, NULL, self->connection_id }, NULL };

  g_assert_true (vouch_world_write (self, check_in_store, &check));
  for (guint i = 0; i < check.broken->len; i++)
    g_printerr ("# broken: %s\n", (char *) check.broken->pdata[i]);
  g_assert_cmpuint (check.broken->len, ==, 0);
  g_ptr_array_unref (check.broken);

  g_assert_false (vouch_test_vfs_contains (self->vfs, vouch_sandbox_get_api_key (self->sandbox)));
  g_assert_false (vouch_test_vfs_contains (self->vfs,
                                           vouch_sandbox_get_crosschq_key (self->sandbox)));
}

/**
 * vouch_world_check_quiet:
 * @self: a world that has settled
 *
 * Nothing is left to do, so that two more cycles commit nothing and change nothing (I9).
 */
void
vouch_world_check_quiet (VouchWorld *self)
{
  g_autoptr(GPtrArray) before = vouch_world_list_effects (self);
  g_autoptr(GPtrArray) after = NULL;
  guint64 n_commits;

  /* What was found because of the overlap is out of it. */
  vouch_world_advance (self, 10 * 60);
  vouch_world_settle (self);
  vouch_world_advance (self, 10 * 60);
  vouch_world_settle (self);
  n_commits = vouch_store_get_n_commits (vouch_context_get_store (self->context));

  for (guint i = 0; i < 2; i++)
    {
      vouch_world_advance (self, 61);
      g_assert_true (vouch_world_cycle (self, VOUCH_CYCLE_NONE));
    }

  after = vouch_world_list_effects (self);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (vouch_store_get_n_commits (vouch_context_get_store (self->context)), ==,
                    n_commits);
}

char *
vouch_world_add_job (VouchWorld *self,
                     const char *title,
                     const char *tag)
{
  g_autoptr(JsonNode) node = NULL;

  if (tag != NULL)
    node = vouch_world_control (self, "create-job", "{\"title\":\"%s\",\"tag\":\"%s\"}", title,
                                tag);
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
                    "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"%s\","
                    "\"sub_status\":\"%s\"}",
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
    "kind", "time", "at", "attachment_id", "note_id", "correlation_id", "value_id", NULL,
  };

  return g_strv_contains (own, member);
}

/* A request is known by whom it is for, in two runs alike. */
static char *
name_requests (JsonArray  *effects,
               const char *text)
{
  GString *named = g_string_new (text);

  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *effect = json_array_get_object_element (effects, i);

      if (g_str_equal (json_object_get_string_member (effect, "kind"), "request-created"))
        g_string_replace (named, json_object_get_string_member (effect, "request_id"),
                          json_object_get_string_member (effect, "email"), 0);
    }

  return g_string_free (named, FALSE);
}

static char *
describe (JsonArray  *effects,
          JsonObject *effect)
{
  g_autoptr(GList) members = g_list_sort (json_object_get_members (effect),
                                          (GCompareFunc) g_strcmp0);
  g_autoptr(GString) text = g_string_new (json_object_get_string_member (effect, "kind"));

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (effect, l->data);

      if (is_own_id (l->data) || json_node_get_value_type (value) != G_TYPE_STRING)
        continue;
      g_string_append_printf (text, " %s=%s", (char *) l->data, json_node_get_string (value));
    }

  return name_requests (effects, text->str);
}

static int
compare_texts (gconstpointer one,
               gconstpointer other)
{
  return g_strcmp0 (*(const char *const *) one, *(const char *const *) other);
}

/* Setting a value once more sets nothing new (reliability.md §2.3). */
static void
drop_repeated_values (GPtrArray *sorted)
{
  for (guint i = sorted->len; i > 1; i--)
    {
      if (g_str_has_prefix (sorted->pdata[i - 1], "outcome-set") &&
          g_str_equal (sorted->pdata[i - 1], sorted->pdata[i - 2]))
        g_ptr_array_remove_index (sorted, i - 1);
    }
}

/**
 * vouch_world_list_effects:
 * @self: a world
 *
 * Returns: (transfer full) (element-type utf8): what Vouch changed outside, in words that two runs
 * can
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
        g_ptr_array_add (list, describe (effects, effect));
    }

  g_ptr_array_sort (list, compare_texts);
  drop_repeated_values (list);
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

/**
 * vouch_world_get_company_cpu:
 * @self: a world
 *
 * Returns: processor time in microseconds that the company has taken, which is not Vouch's own
 */
gint64
vouch_world_get_company_cpu (VouchWorld *self)
{
  return vouch_world_transport_get_cpu (self->transport);
}
