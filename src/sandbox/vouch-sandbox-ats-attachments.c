/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <libsoup/soup.h>
#include <string.h>

static const char *const extensions[] =
{
  ".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".csv", ".xls", ".xlsx", ".ppt", ".pptx",
  ".png", ".jpg", ".jpeg", ".gif", ".eml", ".ics", ".mp3", ".mp4",
};

/* The two parts of an upload (smartrecruiters.md §9.9). */
typedef struct
{
  char *type;          /* (owned) (nullable) */
  char *name;          /* (owned) (nullable) */
  char *content_type;  /* (owned) (nullable) */
  GBytes *content;     /* (owned) (nullable) */
} Upload;

static void
clear_upload (Upload *upload)
{
  g_free (upload->type);
  g_free (upload->name);
  g_free (upload->content_type);
  g_clear_pointer (&upload->content, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, clear_upload)

static JsonObject *
new_attachment (VouchAtsCall          *call,
                const VouchAttachment *attachment)
{
  JsonObject *object = json_object_new ();
  JsonObject *actions = json_object_new ();

  json_object_set_string_member (object, "id", attachment->id);
  json_object_set_string_member (object, "name", attachment->name);
  json_object_set_string_member (object, "type", attachment->type);
  json_object_set_string_member (object, "contentType", attachment->content_type);
  vouch_object_set_link (actions, "download", "GET", "%s/candidates/attachments/%s",
                         call->company->ats_origin, attachment->id);
  vouch_object_set_link (actions, "remove", "DELETE", "%s/candidates/attachments/%s",
                         call->company->ats_origin, attachment->id);
  json_object_set_object_member (object, "actions", actions);

  return object;
}

VouchResponse *
vouch_ats_attachments_list (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  VouchResponse *refusal = NULL;
  JsonArray *content = NULL;

  application = vouch_ats_find_application (call, FALSE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;

  content = json_array_new ();
  for (guint i = 0; i < application->attachments->len; i++)
    {
      VouchAttachment *attachment = g_ptr_array_index (application->attachments, i);

      json_array_add_object_element (content, new_attachment (call, attachment));
    }
  vouch_person_free (owned);

  return vouch_ats_list (call, content);
}

static void
take_part (Upload             *upload,
           SoupMessageHeaders *headers,
           GBytes             *body)
{
  g_autofree char *disposition = NULL;
  g_autoptr(GHashTable) params = NULL;
  const char *name = NULL;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &params))
    return;

  name = g_hash_table_lookup (params, "name");
  if (g_strcmp0 (name, "attachmentType") == 0)
    {
      g_free (upload->type);
      upload->type = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    }
  else if (g_strcmp0 (name, "file") == 0 && upload->content == NULL)
    {
      upload->name = g_strdup (g_hash_table_lookup (params, "filename"));
      upload->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
      upload->content = g_bytes_ref (body);
    }
}

static gboolean
read_upload (VouchAtsCall *call,
             Upload       *upload)
{
  VouchRequest *request = call->visit->request;
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  SoupMultipart *multipart = NULL;

  soup_message_headers_replace (headers, "Content-Type",
                                vouch_headers_get (request->headers, "Content-Type"));
  if (request->body != NULL)
    multipart = soup_multipart_new_from_message (headers, request->body);
  soup_message_headers_unref (headers);
  if (multipart == NULL)
    return FALSE;

  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers = NULL;
      GBytes *body = NULL;

      if (soup_multipart_get_part (multipart, i, &part_headers, &body))
        take_part (upload, part_headers, body);
    }
  soup_multipart_free (multipart);

  return upload->content != NULL;
}

static gboolean
has_right_name (const char *name)
{
  g_autofree char *lower = name == NULL ? NULL : g_ascii_strdown (name, -1);

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (extensions); i++)
    {
      if (g_str_has_suffix (lower, extensions[i]))
        return TRUE;
    }

  return FALSE;
}

/* Which criterion the service has is not known: a setting (§16, 5). */
static gboolean
is_there (VouchAtsCall           *call,
          const VouchSandboxApplication *application,
          const Upload           *upload)
{
  const char *criterion = vouch_sandbox_setting_string (call->sandbox, "attachment_duplicate");

  for (guint i = 0; i < application->attachments->len; i++)
    {
      VouchAttachment *attachment = g_ptr_array_index (application->attachments, i);

      if (g_str_equal (criterion, "name") && g_strcmp0 (attachment->name, upload->name) == 0)
        return TRUE;
      if (g_str_equal (criterion, "content") &&
          g_bytes_equal (attachment->content, upload->content))
        return TRUE;
    }

  return FALSE;
}

static VouchResponse *
check_upload (VouchAtsCall           *call,
              const VouchSandboxApplication *application,
              const Upload           *upload)
{
  static const char *const types[] = { "GENERIC_FILE", "RESUME", "COVER_LETTER", NULL };
  VouchSandbox *sandbox = call->sandbox;

  if (upload->type == NULL || !g_strv_contains (types, upload->type))
    return vouch_ats_error (call, 422, "INVALID_INPUT", "attachmentType is missing or unknown");
  if (!has_right_name (upload->name) || g_bytes_get_size (upload->content) == 0)
    return vouch_ats_error (call, 400, "INVALID_FILE", "The file is not valid");
  if ((gint64) g_bytes_get_size (upload->content) >
      vouch_sandbox_setting_int (sandbox, "attachment_max_bytes"))
    return g_str_equal (vouch_sandbox_setting_string (sandbox, "attachment_too_large"), "413")
             ? vouch_visit_message (call->visit, 413, "Payload Too Large")
             : vouch_ats_error (call, 400, "INVALID_FILE", "The file is too large");
  if (is_there (call, application, upload))
    return vouch_ats_error (call, 400, "FILE_ALREADY_EXIST", "The file exists");
  if ((gint64) application->attachments->len >=
      vouch_sandbox_setting_int (sandbox, "attachment_limit"))
    return vouch_ats_error (call, 422, "ATTACHMENT_LIMIT_EXCEEDED", "Too many attachments");

  return NULL;
}

static void
note_attachment (VouchAtsCall          *call,
                 const VouchPerson     *person,
                 const VouchAttachment *attachment)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "candidate_id", person->id);
  json_object_set_string_member (detail, "job_id", call->params[1]);
  json_object_set_string_member (detail, "attachment_id", attachment->id);
  json_object_set_string_member (detail, "name", attachment->name);
  json_object_set_int_member (detail, "size", g_bytes_get_size (attachment->content));
  vouch_ats_effect (call, "attachment-added", detail);
}

VouchResponse *
vouch_ats_attachments_add (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  VouchAttachment *attachment = NULL;
  VouchResponse *refusal = NULL;
  g_autofree char *id = NULL;
  g_auto(Upload) upload = { 0 };

  application = vouch_ats_find_application (call, TRUE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;
  if (!read_upload (call, &upload))
    return vouch_ats_error (call, 422, "INVALID_INPUT", "There is no part named file");
  refusal = check_upload (call, application, &upload);
  if (refusal != NULL)
    return refusal;

  id = vouch_company_dup_id (call->company);
  attachment = vouch_sandbox_application_attach (application, id, upload.name, upload.type,
                                         upload.content_type == NULL ? "application/octet-stream"
                                                                     : upload.content_type,
                                         upload.content);
  g_hash_table_insert (call->company->attachments, g_strdup (id), person);
  if (vouch_sandbox_setting_bool (call->sandbox, "updated_by_attachment"))
    person->updated = call->now;
  vouch_company_changed (call->company, person, call->now);
  note_attachment (call, person, attachment);

  return vouch_ats_object (call, 201, new_attachment (call, attachment));
}

static VouchAttachment *
find_attachment (VouchAtsCall      *call,
                 VouchSandboxApplication **application)
{
  VouchPerson *person = g_hash_table_lookup (call->company->attachments, call->params[0]);

  if (person == NULL || person->deleted)
    return NULL;

  for (guint i = 0; i < person->applications->len; i++)
    {
      *application = g_ptr_array_index (person->applications, i);
      for (guint j = 0; j < (*application)->attachments->len; j++)
        {
          VouchAttachment *attachment = g_ptr_array_index ((*application)->attachments, j);

          if (g_strcmp0 (attachment->id, call->params[0]) == 0)
            return attachment;
        }
    }

  return NULL;
}

VouchResponse *
vouch_ats_attachments_get (VouchAtsCall *call)
{
  VouchSandboxApplication *application = NULL;
  VouchAttachment *attachment = find_attachment (call, &application);

  if (attachment == NULL)
    return vouch_ats_error (call, 404, "FILE_NOT_FOUND", "File not found");

  return vouch_response_new_bytes (200, attachment->content_type, attachment->content);
}

VouchResponse *
vouch_ats_attachments_delete (VouchAtsCall *call)
{
  VouchSandboxApplication *application = NULL;
  VouchAttachment *attachment = find_attachment (call, &application);
  JsonObject *detail = NULL;

  if (attachment == NULL)
    return vouch_ats_error (call, 404, "FILE_NOT_FOUND", "File not found");

  detail = json_object_new ();
  json_object_set_string_member (detail, "attachment_id", attachment->id);
  vouch_ats_effect (call, "attachment-deleted", detail);
  g_hash_table_remove (call->company->attachments, attachment->id);
  g_ptr_array_remove (application->attachments, attachment);

  return vouch_ats_empty (call, 204);
}
