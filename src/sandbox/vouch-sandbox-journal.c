/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-journal.h"

#include "base/vouch-util.h"

struct _VouchJournal
{
  JsonArray *effects;     /* (owned) */
  JsonArray *violations;  /* (owned) */
  GTree *calls;           /* (owned) (element-type utf8 gint64): in order of name */
};

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return g_strcmp0 (a, b);
}

VouchJournal *
vouch_journal_new (void)
{
  VouchJournal *self = g_new0 (VouchJournal, 1);

  self->effects = json_array_new ();
  self->violations = json_array_new ();
  self->calls = g_tree_new_full (compare_names, NULL, g_free, g_free);

  return self;
}

void
vouch_journal_free (VouchJournal *self)
{
  json_array_unref (self->effects);
  json_array_unref (self->violations);
  g_tree_unref (self->calls);
  g_free (self);
}

static void
set_time (JsonObject *object,
          gint64      time)
{
  g_autofree char *text = vouch_time_to_string (time);

  json_object_set_string_member (object, "time", text);
}

/**
 * vouch_journal_add_effect:
 * @detail: (transfer full): ids a test asserts on; gets kind, seq and time
 */
void
vouch_journal_add_effect (VouchJournal *self,
                          const char   *kind,
                          JsonObject   *detail,
                          gint64        time)
{
  json_object_set_int_member (detail, "seq", json_array_get_length (self->effects) + 1);
  json_object_set_string_member (detail, "kind", kind);
  set_time (detail, time);
  json_array_add_object_element (self->effects, detail);
}

void
vouch_journal_add_violation (VouchJournal *self,
                             const char   *rule,
                             const char   *method,
                             const char   *path,
                             const char   *detail,
                             gint64        time)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "rule", rule);
  json_object_set_string_member (object, "method", method);
  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "detail", detail);
  set_time (object, time);
  json_array_add_object_element (self->violations, object);
}

void
vouch_journal_count_call (VouchJournal *self,
                          const char   *operation)
{
  gint64 *count = g_tree_lookup (self->calls, operation);

  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_tree_insert (self->calls, g_strdup (operation), count);
    }

  (*count)++;
}

static JsonNode *
wrap_array (const char *name,
            JsonArray  *array)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "count", json_array_get_length (array));
  json_object_set_array_member (object, name, json_array_ref (array));
  json_node_take_object (node, object);

  return node;
}

JsonNode *
vouch_journal_get_effects (VouchJournal *self)
{
  return wrap_array ("effects", self->effects);
}

JsonNode *
vouch_journal_get_violations (VouchJournal *self)
{
  return wrap_array ("violations", self->violations);
}

static gboolean
add_call_cb (gpointer key,
             gpointer value,
             gpointer user_data)
{
  json_object_set_int_member (user_data, key, *(gint64 *) value);
  return FALSE;
}

static gboolean
add_total_cb (gpointer key,
              gpointer value,
              gpointer user_data)
{
  *(gint64 *) user_data += *(gint64 *) value;
  return FALSE;
}

JsonNode *
vouch_journal_get_calls (VouchJournal *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *calls = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gint64 total = 0;

  g_tree_foreach (self->calls, add_total_cb, &total);
  g_tree_foreach (self->calls, add_call_cb, calls);
  json_object_set_int_member (object, "total", total);
  json_object_set_object_member (object, "calls", calls);
  json_node_take_object (node, object);

  return node;
}

JsonNode *
vouch_journal_save (VouchJournal *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *calls = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  g_tree_foreach (self->calls, add_call_cb, calls);
  json_object_set_array_member (object, "effects", json_array_ref (self->effects));
  json_object_set_array_member (object, "violations", json_array_ref (self->violations));
  json_object_set_object_member (object, "calls", calls);
  json_node_take_object (node, object);

  return node;
}

static void
load_array (JsonArray  *array,
            JsonObject *state,
            const char *name)
{
  JsonArray *saved = json_object_has_member (state, name)
                       ? json_object_get_array_member (state, name) : NULL;

  for (guint i = 0; saved != NULL && i < json_array_get_length (saved); i++)
    json_array_add_element (array, json_node_copy (json_array_get_element (saved, i)));
}

/* The journal was written by vouch_journal_save(), and is taken as it is. */
void
vouch_journal_load (VouchJournal *self,
                    JsonObject   *state)
{
  g_autoptr(GList) names = NULL;
  JsonObject *calls = NULL;

  load_array (self->effects, state, "effects");
  load_array (self->violations, state, "violations");

  if (!json_object_has_member (state, "calls"))
    return;

  calls = json_object_get_object_member (state, "calls");
  names = json_object_get_members (calls);
  for (GList *l = names; l != NULL; l = l->next)
    {
      gint64 count = json_object_get_int_member (calls, l->data);

      g_tree_insert (self->calls, g_strdup (l->data), g_memdup2 (&count, sizeof count));
    }
}
