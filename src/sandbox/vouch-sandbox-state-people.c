/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-state.h"

#include "sandbox/vouch-sandbox-writer.h"

/* Below the cap of the parser for one string; a multiple of four. */
#define CHUNK (512 * 1024)

static JsonArray *
save_content (GBytes *content)
{
  JsonArray *array = json_array_new ();
  gsize length = 0;
  const guchar *data = g_bytes_get_data (content, &length);

  for (gsize start = 0; start < length; start += CHUNK / 4 * 3)
    {
      g_autofree char *text = g_base64_encode (data + start, MIN (CHUNK / 4 * 3, length - start));

      json_array_add_string_element (array, text);
    }

  return array;
}

static GBytes *
load_content (VouchReader *reader)
{
  g_autoptr(GByteArray) content = g_byte_array_new ();
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n; i++)
    {
      const char *text = vouch_reader_element_string (reader, i);
      gsize length = 0;
      g_autofree guchar *bytes = text == NULL || *text == '\0' ? NULL
                                                               : g_base64_decode (text, &length);

      if (bytes != NULL)
        g_byte_array_append (content, bytes, length);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static JsonObject *
save_attachment (const VouchAttachment *attachment)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", attachment->id);
  json_object_set_string_member (object, "name", attachment->name);
  json_object_set_string_member (object, "type", attachment->type);
  json_object_set_string_member (object, "content_type", attachment->content_type);
  json_object_set_array_member (object, "content", save_content (attachment->content));

  return object;
}

static JsonObject *
save_move (const VouchMove *move)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "at", move->at);
  json_object_set_string_member (object, "status", vouch_status_to_string (move->status));
  vouch_object_set_text (object, "step", move->step);

  return object;
}

static JsonObject *
save_application (const VouchSandboxApplication *application)
{
  static const char *const names[] = { "source_type", "source_subtype", "source_id" };
  JsonObject *object = json_object_new ();
  JsonArray *history = json_array_new ();
  JsonArray *attachments = json_array_new ();

  json_object_set_int_member (object, "job", application->job);
  json_object_set_int_member (object, "ordinal", application->ordinal);
  json_object_set_int_member (object, "created", application->created);
  vouch_object_set_text (object, "reason", application->reason);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    vouch_object_set_text (object, names[i], application->source[i]);
  for (guint i = 0; i < application->history->len; i++)
    json_array_add_object_element (history, save_move (g_ptr_array_index (application->history,
                                                                          i)));
  for (guint i = 0; i < application->attachments->len; i++)
    json_array_add_object_element (attachments,
                                   save_attachment (g_ptr_array_index (application->attachments,
                                                                       i)));
  json_object_set_array_member (object, "history", history);
  json_object_set_array_member (object, "attachments", attachments);

  return object;
}

static JsonArray *
save_notes (const VouchPerson *person)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < person->notes->len; i++)
    {
      VouchNote *note = g_ptr_array_index (person->notes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "content", note->content);
      json_object_set_string_member (object, "visibility", note->visibility);
      json_object_set_int_member (object, "at", note->at);
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonObject *
vouch_state_save_person (const VouchPerson *person)
{
  JsonObject *object = json_object_new ();
  JsonArray *applications = json_array_new ();

  json_object_set_int_member (object, "index", person->index);
  json_object_set_string_member (object, "first", person->first);
  json_object_set_string_member (object, "last", person->last);
  vouch_object_set_text (object, "email", person->email);
  vouch_object_set_text (object, "phone", person->phone);
  json_object_set_int_member (object, "place", person->place);
  json_object_set_boolean_member (object, "internal", person->internal);
  json_object_set_boolean_member (object, "deleted", person->deleted);
  json_object_set_int_member (object, "created", person->created);
  json_object_set_int_member (object, "updated", person->updated);
  json_object_set_array_member (object, "tags", vouch_array_from_strings (person->tags));
  for (guint i = 0; i < person->applications->len; i++)
    json_array_add_object_element (applications,
                                   save_application (g_ptr_array_index (person->applications, i)));
  json_object_set_array_member (object, "applications", applications);
  json_object_set_array_member (object, "notes", save_notes (person));

  return object;
}

static void
load_attachments (VouchCompany     *company,
                  VouchPerson      *person,
                  VouchSandboxApplication *application,
                  VouchReader      *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      const char *id = vouch_reader_string (reader, "id");
      g_autoptr(GBytes) content = NULL;

      if (vouch_reader_enter (reader, "content"))
        {
          content = load_content (reader);
          vouch_reader_leave (reader);
        }
      if (id != NULL && content != NULL)
        {
          vouch_sandbox_application_attach (application, id, vouch_reader_string (reader, "name"),
                                    vouch_reader_string (reader, "type"),
                                    vouch_reader_string (reader, "content_type"), content);
          g_hash_table_insert (company->attachments, g_strdup (id), person);
        }
      vouch_reader_leave (reader);
    }
}

static void
load_history (VouchSandboxApplication *application,
              VouchReader      *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  g_ptr_array_set_size (application->history, 0);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      VouchStatus status = VOUCH_STATUS_NEW;

      if (!vouch_status_parse (vouch_reader_string (reader, "status"), &status))
        vouch_reader_fail (reader, "status", "is no status");
      vouch_sandbox_application_move (application, status,
                                      vouch_reader_string_or (reader, "step", NULL),
                              vouch_reader_int (reader, "at"));
      vouch_reader_leave (reader);
    }
}

static void
load_application (VouchCompany *company,
                  VouchPerson  *person,
                  VouchReader  *reader)
{
  static const char *const names[] = { "source_type", "source_subtype", "source_id" };
  VouchSandboxApplication *application = NULL;
  gint64 job = vouch_reader_int (reader, "job");

  if (job < 0 || job >= (gint64) company->jobs->len)
    {
      vouch_reader_fail (reader, "job", "is no job");
      return;
    }

  application = vouch_person_add_job (person, job, VOUCH_STATUS_NEW, NULL,
                                      vouch_reader_int (reader, "created"));
  application->ordinal = vouch_reader_int (reader, "ordinal");
  if (vouch_reader_enter (reader, "history"))
    {
      load_history (application, reader);
      vouch_reader_leave (reader);
    }
  application->reason = g_strdup (vouch_reader_string_or (reader, "reason", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    application->source[i] = g_strdup (vouch_reader_string_or (reader, names[i], NULL));
  if (vouch_reader_enter (reader, "attachments"))
    {
      load_attachments (company, person, application, reader);
      vouch_reader_leave (reader);
    }
}

static void
load_notes (VouchPerson *person,
            VouchReader *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      VouchNote *note = g_new0 (VouchNote, 1);

      note->content = g_strdup (vouch_reader_string (reader, "content"));
      note->visibility = g_strdup (vouch_reader_string (reader, "visibility"));
      note->at = vouch_reader_int (reader, "at");
      g_ptr_array_add (person->notes, note);
      vouch_reader_leave (reader);
    }
}

static void
load_lists (VouchCompany *company,
            VouchPerson  *person,
            VouchReader  *reader)
{
  if (vouch_reader_enter (reader, "tags"))
    {
      guint n = vouch_reader_get_n_elements (reader);

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (person->tags, g_strdup (vouch_reader_element_string (reader, i)));
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "applications"))
    {
      guint n = vouch_reader_get_n_elements (reader);

      for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
        {
          load_application (company, person, reader);
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "notes"))
    {
      load_notes (person, reader);
      vouch_reader_leave (reader);
    }
}

void
vouch_state_load_person (VouchCompany *company,
                         VouchReader  *reader)
{
  const char *first = vouch_reader_string (reader, "first");
  const char *last = vouch_reader_string (reader, "last");
  VouchPerson *person = NULL;

  person = vouch_company_restore_person (company, vouch_reader_int (reader, "index"));
  if (person == NULL || first == NULL || last == NULL)
    vouch_reader_fail (reader, "index", "is there twice or is nobody");
  if (person == NULL)
    return;

  person->first = g_strdup (first == NULL ? "" : first);
  person->last = g_strdup (last == NULL ? "" : last);
  person->email = g_strdup (vouch_reader_string_or (reader, "email", NULL));
  person->phone = g_strdup (vouch_reader_string_or (reader, "phone", NULL));
  person->place = vouch_reader_int (reader, "place");
  person->internal = vouch_reader_bool_or (reader, "internal", FALSE);
  person->deleted = vouch_reader_bool_or (reader, "deleted", FALSE);
  person->created = vouch_reader_int (reader, "created");
  person->updated = vouch_reader_int (reader, "updated");
  load_lists (company, person, reader);
  vouch_company_index_person (company, person);
}
