/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include <string.h>

#include "base/vouch-error.h"
#include "json/vouch-json-guard.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"
#include "setup/vouch-template-json.h"

#define MAX_REFERENCES 50
#define MAX_MANAGERS 20

static const char *const template_members[] = {
  "name", "tag", "description", "position", "survey", "references", "hiring_managers",
  "email_subject", "email_body", "sms_body", "use_sms", "past_due_notice", NULL,
};

static const char *const reference_members[] = { "relationship", "note", NULL };

static const char *const manager_members[] = { "first_name", "last_name", "email", "phone", NULL };

/* A misspelled member would be a wish that is silently not met. */
static void
refuse_unknown (VouchReader       *reader,
                const char *const *known)
{
  g_auto(GStrv) names = vouch_reader_dup_members (reader);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (!g_strv_contains (known, names[i]))
        vouch_reader_fail (reader, names[i], "there is no member of this name");
    }
}

static char *
dup_optional (VouchReader *reader,
              const char  *member)
{
  return g_strdup (vouch_reader_string_or (reader, member, NULL));
}


static gboolean
enter_list (VouchReader *reader,
            const char  *member,
            guint        limit)
{
  if (!vouch_reader_enter_optional (reader, member))
    return FALSE;
  if (!vouch_reader_is_array (reader))
    vouch_reader_fail (reader, NULL, "a list is expected");
  else if (vouch_reader_get_n_elements (reader) > limit)
    vouch_reader_fail (reader, NULL, "has more than %u entries", limit);

  return TRUE;
}

static void
read_references (VouchReader   *reader,
                 VouchTemplate *self)
{
  if (!enter_list (reader, "references", MAX_REFERENCES))
    return;

  for (guint i = 0; i < vouch_reader_get_n_elements (reader); i++)
    {
      if (!vouch_reader_enter_element (reader, i))
        break;
      refuse_unknown (reader, reference_members);
      vouch_template_add_slot (self, vouch_reader_string (reader, "relationship"),
                               vouch_reader_string_or (reader, "note", NULL));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
}

static void
read_managers (VouchReader   *reader,
               VouchTemplate *self)
{
  if (!enter_list (reader, "hiring_managers", MAX_MANAGERS))
    return;

  for (guint i = 0; i < vouch_reader_get_n_elements (reader); i++)
    {
      if (!vouch_reader_enter_element (reader, i))
        break;
      refuse_unknown (reader, manager_members);
      g_ptr_array_add (self->managers,
                       vouch_contact_new (vouch_reader_string_or (reader, "first_name", ""),
                                          vouch_reader_string_or (reader, "last_name", ""),
                                          vouch_reader_string (reader, "email"),
                                          vouch_reader_string_or (reader, "phone", NULL)));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
}

static VouchTemplate *
read_template (VouchReader *reader)
{
  VouchTemplate *self = vouch_template_new ();

  refuse_unknown (reader, template_members);
  g_free (self->name);
  self->name = g_strdup (vouch_reader_string (reader, "name"));
  g_free (self->tag);
  self->tag = vouch_tag_normalize (vouch_reader_string (reader, "tag"));
  g_free (self->survey);
  self->survey = g_strdup (vouch_reader_string (reader, "survey"));
  self->description = dup_optional (reader, "description");
  self->position = dup_optional (reader, "position");
  self->email_subject = dup_optional (reader, "email_subject");
  self->email_body = dup_optional (reader, "email_body");
  self->sms_body = dup_optional (reader, "sms_body");
  self->use_sms = vouch_reader_bool_or (reader, "use_sms", FALSE);
  self->past_due_notice = vouch_reader_bool_or (reader, "past_due_notice", FALSE);
  read_references (reader, self);
  read_managers (reader, self);

  return self;
}

static void
refuse_document (GBytes      *bytes,
                 const char  *what,
                 GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint line;
  guint column;
  const char *problem = vouch_json_find_problem (data, length, &line, &column);

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX, "%s:%u:%u: %s", what, line,
               column, problem != NULL ? problem : "not readable as JSON");
}

static char *
dup_entry (const char *list,
           const char *number,
           const char *member)
{
  guint64 index = 1;

  if (number != NULL)
    g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT, &index, NULL);
  return g_strdup_printf ("%s[%u].%s", list, (guint) index - 1, member);
}

/**
 * vouch_template_dup_path:
 * @problem: of vouch_template_validate()
 *
 * Returns: (transfer full) (nullable): the member of the document that it is about:
 *   references[0].note
 */
char *
vouch_template_dup_path (const VouchReason *problem)
{
  static const struct { const char *id; const char *path; } members[] = {
    { "template.name-missing", "name" },
    { "template.tag-missing", "tag" },
    { "template.tag-too-long", "tag" },
    { "template.survey-missing", "survey" },
    { "template.survey-unknown", "survey" },
    { "template.slots-missing", "references" },
    { "template.count-above", "references" },
    { "template.count-below", "references" },
    { "template.total-below", "references" },
    { "template.sms-too-long", "sms_body" },
  };
  const char *id = vouch_reason_get_id (problem);

  if (g_str_equal (id, "template.relationship-unknown"))
    return dup_entry ("references", vouch_reason_get (problem, "slot"), "relationship");
  if (g_str_equal (id, "template.note-too-long"))
    return dup_entry ("references", vouch_reason_get (problem, "slot"), "note");
  if (g_str_equal (id, "template.manager-email"))
    return dup_entry ("hiring_managers", vouch_reason_get (problem, "index"), "email");
  if (g_str_equal (id, "template.placeholder-unknown"))
    return g_strdelimit (g_strdup (vouch_reason_get (problem, "field")), "-", '_');

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_str_equal (id, members[i].id))
        return g_strdup (members[i].path);
    }

  return NULL;
}

/**
 * vouch_template_from_json:
 * @bytes: a document a person wrote
 * @what: what it is, begins an error's message: a file's name
 * @error: return location
 *
 * Reads strictly: every member has to be known and of its type. What Crosschq would refuse is for
 * vouch_template_validate() to say. The tag is normalized.
 *
 * Fails with #VouchInputError, whose message names the member with its path, or line and column
 * when it is not JSON.
 *
 * Returns: (transfer full) (nullable): the template
 */
VouchTemplate *
vouch_template_from_json (GBytes      *bytes,
                          const char  *what,
                          GError     **error)
{
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);
  g_autoptr(VouchReader) reader = NULL;
  g_autoptr(VouchTemplate) self = NULL;

  if (node == NULL)
    {
      refuse_document (bytes, what, error);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_TYPE,
                   "%s: the document has to be an object", what);
      return NULL;
    }

  reader = vouch_reader_new (node);
  self = read_template (reader);
  if (!vouch_reader_finish_input (reader, what, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
add_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static JsonArray *
build_references (const VouchTemplate *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->slots->len; i++)
    {
      const VouchSlot *slot = self->slots->pdata[i];
      JsonObject *object = json_object_new ();

      add_text (object, "relationship", slot->relationship);
      add_text (object, "note", slot->note);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
build_managers (const VouchTemplate *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->managers->len; i++)
    {
      const VouchContact *contact = self->managers->pdata[i];
      JsonObject *object = json_object_new ();

      add_text (object, "first_name", contact->first_name);
      add_text (object, "last_name", contact->last_name);
      add_text (object, "email", contact->email);
      add_text (object, "phone", contact->phone);
      json_array_add_object_element (array, object);
    }

  return array;
}

/**
 * vouch_template_to_json:
 * @self: a template
 *
 * Returns: (transfer full): it as vouch_template_from_json() takes it
 */
JsonNode *
vouch_template_to_json (const VouchTemplate *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  add_text (object, "name", self->name);
  add_text (object, "tag", self->tag);
  add_text (object, "description", self->description);
  add_text (object, "position", self->position);
  add_text (object, "survey", self->survey);
  json_object_set_array_member (object, "references", build_references (self));
  json_object_set_array_member (object, "hiring_managers", build_managers (self));
  add_text (object, "email_subject", self->email_subject);
  add_text (object, "email_body", self->email_body);
  add_text (object, "sms_body", self->sms_body);
  json_object_set_boolean_member (object, "use_sms", self->use_sms);
  json_object_set_boolean_member (object, "past_due_notice", self->past_due_notice);
  json_node_take_object (node, object);

  return node;
}
