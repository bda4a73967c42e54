/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-calls.h"

/* Left free in a note for the correlation id, which the service appends. */
#define NOTE_SLACK 200

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);
  return node;
}

static VouchCall *
create_effect (VouchCall *call)
{
  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  return call;
}

static void
set_json (VouchCall  *call,
          JsonObject *object)
{
  g_autoptr(JsonNode) json = take_object (object);

  vouch_call_set_json (call, json);
}

/* A JSON Patch of one operation. Takes @value. */
static void
set_patch (VouchCall  *call,
           const char *op,
           const char *path,
           JsonNode   *value)
{
  g_autoptr(JsonNode) json = json_node_new (JSON_NODE_ARRAY);
  JsonArray *operations = json_array_new ();
  JsonObject *operation = json_object_new ();

  json_object_set_string_member (operation, "op", op);
  json_object_set_string_member (operation, "path", path);
  json_object_set_member (operation, "value", value);
  json_array_add_object_element (operations, operation);
  json_node_take_array (json, operations);
  vouch_call_set_json_patch (call, json);
}

/**
 * vouch_ats_call_value_create:
 * @property_id: id of the job field
 * @label: value without blanks around it
 *
 * Returns: (transfer full): adds an active value; answers 201 with the value
 */
VouchCall *
vouch_ats_call_value_create (const char *property_id,
                             const char *label)
{
  JsonObject *value = json_object_new ();
  VouchCall *call;

  call = create_effect (vouch_call_new ("POST", "/configuration/job-properties/{id}/values",
                                        property_id, NULL));
  json_object_set_string_member (value, "label", label);
  set_json (call, value);
  return call;
}

/**
 * vouch_ats_call_value_rename:
 * @property_id: id of the job field
 * @value_id: id of the value
 * @label: its new label
 *
 * Returns: (transfer full): renames a value; answers 200 with the value
 */
VouchCall *
vouch_ats_call_value_rename (const char *property_id,
                             const char *value_id,
                             const char *label)
{
  JsonNode *value = json_node_alloc ();
  VouchCall *call;

  call = create_effect (vouch_call_new ("PATCH",
                                        "/configuration/job-properties/{id}/values/{valueId}",
                                        property_id, value_id, NULL));
  json_node_init_string (value, label);
  set_patch (call, "replace", "/label", value);
  return call;
}

/**
 * vouch_ats_call_value_archive:
 * @property_id: id of the job field
 * @value_id: id of the value
 * @archived: %TRUE archives it, %FALSE brings it back
 *
 * Returns: (transfer full): answers 204
 */
VouchCall *
vouch_ats_call_value_archive (const char *property_id,
                              const char *value_id,
                              gboolean    archived)
{
  static const char template[] = "/configuration/job-properties/{id}/archive-values/{valueId}";
  VouchCall *call;

  call = create_effect (vouch_call_new (archived ? "PUT" : "DELETE", template,
                                        property_id, value_id, NULL));
  vouch_call_set_expect (call, VOUCH_EXPECT_NOTHING);
  return call;
}

/**
 * vouch_ats_call_job_tag:
 * @job_id: the job
 * @field: the field that carries the tag, with an id
 * @value: (nullable): text for a free-text field, otherwise id of a value; %NULL clears it
 *
 * Adding to the end of the properties replaces the one with the same id. Ids that are not known are
 * ignored without an error, so the answer, the job's details, has to be read
 * (smartrecruiters.md §7.3).
 *
 * Returns: (transfer full): answers 200 with the job
 */
VouchCall *
vouch_ats_call_job_tag (const char          *job_id,
                        const VouchTagField *field,
                        const char          *value)
{
  JsonObject *property = json_object_new ();
  JsonObject *content = json_object_new ();
  VouchCall *call;

  /* Clearing takes the text "null": a JSON null is refused. */
  if (value == NULL)
    json_object_set_string_member (content, "id", "null");
  else
    json_object_set_string_member (content, field->free_text ? "label" : "id", value);
  json_object_set_string_member (property, "id", field->id);
  json_object_set_object_member (property, "value", content);

  call = create_effect (vouch_call_new ("PATCH", "/jobs/{jobId}", job_id, NULL));
  set_patch (call, "add", "/properties/-", take_object (property));
  return call;
}

/**
 * vouch_ats_call_attach:
 * @candidate_id: whose application
 * @job_id: its job
 * @attempt_id: of the effect, in hexadecimal: its random bits keep the parts apart
 * @file_name: the same on every try, as it is what tells whether the file is there
 * @content_type: type of the file
 * @bytes: the file
 *
 * Returns: (transfer full): uploads a file; answers 201 with the attachment
 */
VouchCall *
vouch_ats_call_attach (const char *candidate_id,
                       const char *job_id,
                       const char *attempt_id,
                       const char *file_name,
                       const char *content_type,
                       GBytes     *bytes)
{
  g_autofree char *boundary = g_strconcat ("vouch-", attempt_id, NULL);
  VouchCall *call;

  call = create_effect (vouch_call_new ("POST", "/candidates/{id}/jobs/{jobId}/attachments",
                                        candidate_id, job_id, NULL));
  vouch_call_set_attachment (call, boundary, "GENERIC_FILE", file_name, content_type, bytes);
  return call;
}

/**
 * vouch_ats_call_note:
 * @content: see vouch_ats_note_content()
 * @open_note: visible to everyone who has access to the candidate; otherwise to the author only
 * @correlation_id: (nullable): text the service appends, by which the note is found again
 *
 * Returns: (transfer full): writes a note; answers 201 with its id
 */
VouchCall *
vouch_ats_call_note (const char *content,
                     gboolean    open_note,
                     const char *correlation_id)
{
  VouchCall *call = create_effect (vouch_call_new ("POST", "/messages/shares", NULL));
  JsonObject *note = json_object_new ();

  json_object_set_string_member (note, "content", content);
  if (correlation_id != NULL)
    json_object_set_string_member (note, "correlationId", correlation_id);
  if (open_note)
    {
      JsonObject *share = json_object_new ();

      json_object_set_boolean_member (share, "openNote", TRUE);
      json_object_set_object_member (note, "shareWith", share);
    }
  set_json (call, note);
  return call;
}

/**
 * vouch_ats_call_tags_add:
 * @candidate_id: the candidate
 * @tags: (array zero-terminated=1): tags of at most 50 characters
 *
 * Returns: (transfer full): adds tags to those there are; answers 201
 */
VouchCall *
vouch_ats_call_tags_add (const char        *candidate_id,
                         const char *const *tags)
{
  VouchCall *call;
  JsonObject *body = json_object_new ();
  JsonArray *list = json_array_new ();

  call = create_effect (vouch_call_new ("POST", "/candidates/{id}/tags", candidate_id, NULL));
  for (guint i = 0; tags[i] != NULL; i++)
    json_array_add_string_element (list, tags[i]);
  json_object_set_array_member (body, "tags", list);
  set_json (call, body);
  return call;
}

/**
 * vouch_ats_clean_note_text:
 * @text: text that somebody else wrote
 *
 * "@[" would mention a user, who is then sent an e-mail, and "#[" would link another person's
 * profile; how to write them literally is not documented (smartrecruiters.md §10).
 *
 * Returns: (transfer full): @text without either, also not put together anew by what was left out
 */
char *
vouch_ats_clean_note_text (const char *text)
{
  g_autoptr(GString) clean = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      char last = clean->len > 0 ? clean->str[clean->len - 1] : '\0';

      if (*c == '[' && (last == '@' || last == '#'))
        g_string_truncate (clean, clean->len - 1);
      else
        g_string_append_c (clean, *c);
    }

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/**
 * vouch_ats_note_content:
 * @candidate_id: whose profile it goes to
 * @text: what it says; mentions and links in it are taken out
 *
 * Returns: (transfer full): a note's content: the link to the profile, then @text, cut at what the
 *   service takes
 */
char *
vouch_ats_note_content (const char *candidate_id,
                        const char *text)
{
  g_autofree char *clean = vouch_ats_clean_note_text (text);
  g_autofree char *content = g_strdup_printf ("#[CANDIDATE:%s] %s", candidate_id, clean);

  return g_utf8_substring (content, 0, MIN (g_utf8_strlen (content, -1),
                                            VOUCH_ATS_NOTE_MAX - NOTE_SLACK));
}
