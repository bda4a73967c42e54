/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-check.h"

#include <string.h>

VouchSandboxCheck *
vouch_sandbox_check_new (const VouchVisit *visit)
{
  VouchSandboxCheck *self = g_new0 (VouchSandboxCheck, 1);

  self->visit = visit;
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
vouch_sandbox_check_free (VouchSandboxCheck *self)
{
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

/**
 * vouch_sandbox_check_fail:
 * @self: a check
 * @path: dotted, such as candidate.email
 * @format: the sentence of the service
 *
 * Adds one fault.
 */
void
vouch_sandbox_check_fail (VouchSandboxCheck *self,
                          const char        *path,
                          const char        *format,
                          ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->paths, g_strdup (path));
  g_ptr_array_add (self->messages, g_strdup_vprintf (format, args));
  va_end (args);
}

gboolean
vouch_sandbox_check_has_failed (VouchSandboxCheck *self)
{
  return self->paths->len > 0;
}

static JsonObject *
ensure_object (JsonObject *parent,
               const char *member)
{
  JsonNode *node = json_object_get_member (parent, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_object_member (parent, member, json_object_new ());

  return json_object_get_object_member (parent, member);
}

static void
add_nested (JsonObject *errors,
            const char *path,
            const char *message)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);
  JsonObject *at = errors;
  JsonNode *node;
  guint i;

  for (i = 0; parts[i + 1] != NULL; i++)
    at = ensure_object (at, parts[i]);

  node = json_object_get_member (at, parts[i]);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    json_object_set_array_member (at, parts[i], json_array_new ());

  json_array_add_string_element (json_object_get_array_member (at, parts[i]), message);
}

static JsonNode *
write_nested (VouchSandboxCheck *self)
{
  g_autoptr(JsonObject) errors = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < self->paths->len; i++)
    add_nested (errors, self->paths->pdata[i], self->messages->pdata[i]);

  json_node_take_object (node, g_steal_pointer (&errors));
  return node;
}

static JsonNode *
write_array (VouchSandboxCheck *self)
{
  JsonArray *errors = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s: %s",
                                               (char *) self->paths->pdata[i],
                                               (char *) self->messages->pdata[i]);

      json_array_add_string_element (errors, line);
    }

  json_node_take_array (node, errors);
  return node;
}

static JsonNode *
write_errors (VouchSandboxCheck *self,
              const char        *form)
{
  JsonObject *body = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (g_str_equal (form, "string"))
    json_object_set_string_member (body, "errors", self->messages->pdata[0]);
  else if (g_str_equal (form, "array"))
    json_object_set_member (body, "errors", write_array (self));
  else
    json_object_set_member (body, "errors", write_nested (self));

  json_node_take_object (node, body);
  return node;
}

/**
 * vouch_sandbox_check_refuse:
 * @self: a check that failed
 * @crosschq: the Crosschq half
 * @status: the HTTP status
 *
 * The type of `errors` is not known (crosschq.md §3.5), so the setting crosschq_error_form chooses
 * object, array or string, or each in turn ("vary").
 *
 * Returns: (transfer full): the answer
 */
VouchResponse *
vouch_sandbox_check_refuse (VouchSandboxCheck    *self,
                            VouchSandboxCrosschq *crosschq,
                            guint                 status)
{
  static const char *const forms[] = { "object", "array", "string" };
  const char *form = vouch_sandbox_crosschq_get_text (crosschq, "crosschq_error_form");

  if (g_str_equal (form, "vary"))
    form = forms[crosschq->n_errors++ % G_N_ELEMENTS (forms)];

  return vouch_sandbox_crosschq_answer (self->visit, status, write_errors (self, form));
}

static char *
join_path (const char *path,
           const char *member)
{
  return *path != '\0' ? g_strdup_printf ("%s.%s", path, member) : g_strdup (member);
}

/**
 * vouch_sandbox_check_members:
 * @self: a check
 * @object: part of the body
 * @path: where it is, "" for the body itself
 * @known: its members
 *
 * The service overlooks what it does not know; here it is told, since a field that nobody reads is
 * a mistake of the sender.
 */
void
vouch_sandbox_check_members (VouchSandboxCheck *self,
                             JsonObject        *object,
                             const char        *path,
                             const char *const *known)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    {
      g_autofree char *where = join_path (path, member);

      if (!g_strv_contains (known, member))
        vouch_visit_violation (self->visit, "unknown-field", "%s", where);
    }
}

/* A member that is not null; says so when it is, or when it is missing and needed. */
static JsonNode *
find_member (VouchSandboxCheck *self,
             JsonObject        *object,
             const char        *where,
             const char        *member,
             gboolean           required)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL && required)
    vouch_sandbox_check_fail (self, where, "This field is required.");
  else if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    vouch_sandbox_check_fail (self, where, "This field may not be null.");

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/**
 * vouch_sandbox_check_text:
 * @self: a check
 * @object: part of the body
 * @path: where it is
 * @member: a member
 * @required: whether it has to be there and not blank
 *
 * Returns: (nullable) (transfer none): its text
 */
const char *
vouch_sandbox_check_text (VouchSandboxCheck *self,
                          JsonObject        *object,
                          const char        *path,
                          const char        *member,
                          gboolean           required)
{
  g_autofree char *where = join_path (path, member);
  JsonNode *node = find_member (self, object, where, member, required);
  g_autofree char *stripped = NULL;

  if (node == NULL)
    return NULL;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      vouch_sandbox_check_fail (self, where, "Not a valid string.");
      return NULL;
    }

  stripped = g_strstrip (g_strdup (json_node_get_string (node)));
  if (required && *stripped == '\0')
    {
      vouch_sandbox_check_fail (self, where, "This field may not be blank.");
      return NULL;
    }

  return json_node_get_string (node);
}

gboolean
vouch_sandbox_is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  return at != NULL && at > text && strchr (at + 1, '@') == NULL &&
         dot != NULL && dot > at + 1 && dot[1] != '\0' && strpbrk (text, " \t\r\n,;<>") == NULL;
}

/**
 * vouch_sandbox_check_email:
 * @self: a check
 * @object: part of the body
 * @path: where it is
 * @member: a member that has to be there
 *
 * Returns: (nullable) (transfer none): the address
 */
const char *
vouch_sandbox_check_email (VouchSandboxCheck *self,
                           JsonObject        *object,
                           const char        *path,
                           const char        *member)
{
  const char *text = vouch_sandbox_check_text (self, object, path, member, TRUE);
  g_autofree char *where = join_path (path, member);

  if (text == NULL || vouch_sandbox_is_email (text))
    return text;

  vouch_sandbox_check_fail (self, where, "Enter a valid email address.");
  return NULL;
}

gboolean
vouch_sandbox_check_bool (VouchSandboxCheck *self,
                          JsonObject        *object,
                          const char        *member)
{
  JsonNode *node = find_member (self, object, member, member, FALSE);

  if (node == NULL)
    return FALSE;

  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      vouch_sandbox_check_fail (self, member, "Must be a valid boolean.");
      return FALSE;
    }

  return json_node_get_boolean (node);
}

/**
 * vouch_sandbox_check_object:
 * @self: a check
 * @object: the body
 * @member: a member
 * @required: whether it has to be there
 *
 * Returns: (nullable) (transfer none): the object
 */
JsonObject *
vouch_sandbox_check_object (VouchSandboxCheck *self,
                            JsonObject        *object,
                            const char        *member,
                            gboolean           required)
{
  JsonNode *node = find_member (self, object, member, member, required);

  if (node == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      vouch_sandbox_check_fail (self, member, "Expected an object.");
      return NULL;
    }

  return json_node_get_object (node);
}

JsonArray *
vouch_sandbox_check_array (VouchSandboxCheck *self,
                           JsonObject        *object,
                           const char        *member)
{
  JsonNode *node = find_member (self, object, member, member, FALSE);

  if (node == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      vouch_sandbox_check_fail (self, member, "Expected a list of items.");
      return NULL;
    }

  return json_node_get_array (node);
}
