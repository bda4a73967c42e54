/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-replies.h"

#include <string.h>

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-read.h"
#include "http/vouch-http.h"

VouchReader *
vouch_crosschq_reader_new (VouchReply  *reply,
                           GError     **error)
{
  if (reply->json == NULL)
    {
      g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, "document: missing");
      return NULL;
    }

  return vouch_reader_new (reply->json);
}

/* Absent, null and empty all mean "not there yet" (crosschq.md, appendix A). */
static char *
dup_text (VouchReader *reader,
          const char  *member)
{
  const char *text = vouch_reader_string_or (reader, member, NULL);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static char *
dup_id_text (VouchReader *reader,
             const char  *member)
{
  g_autofree char *text = NULL;

  if (!vouch_reader_has (reader, member))
    return NULL;

  /* An integer is an id as well; an empty text is none. */
  vouch_reader_enter (reader, member);
  if (vouch_reader_is_string (reader))
    text = g_strdup (vouch_reader_string (reader, NULL));
  else
    text = g_strdup (vouch_reader_id (reader, NULL));
  vouch_reader_leave (reader);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
dup_request_id (VouchReader *reader)
{
  return g_strdup (vouch_reader_id (reader, vouch_reader_has (reader, "request_id") ? "request_id"
                                                                                     : "id"));
}

static VouchContact *
read_candidate (VouchReader *reader)
{
  g_autofree char *first_name = NULL;
  g_autofree char *last_name = NULL;
  g_autofree char *email = NULL;
  g_autofree char *phone = NULL;

  if (vouch_reader_enter_optional (reader, "candidate"))
    {
      first_name = dup_text (reader, "first_name");
      last_name = dup_text (reader, "last_name");
      email = dup_text (reader, "email");
      phone = dup_text (reader, "mobile_phone");
      vouch_reader_leave (reader);
    }

  return vouch_contact_new (first_name, last_name, email, phone);
}

static VouchReferenceRow *
read_reference (VouchReader *reader)
{
  VouchReferenceRow *self = vouch_reference_row_new ();

  self->first_name = dup_text (reader, "first_name");
  self->last_name = dup_text (reader, "last_name");
  self->email = dup_text (reader, "email");
  self->relationship = dup_text (reader, "relationship");
  self->status = dup_text (reader, "status");
  return self;
}

static GPtrArray *
read_references (VouchReader *reader)
{
  GPtrArray *references;
  guint n;

  references = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reference_row_free);
  if (!vouch_reader_enter_optional (reader, "references"))
    return references;

  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (references, read_reference (reader));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
  return references;
}

static void
read_state (VouchReader          *reader,
            VouchCrosschqRequest *self)
{
  gint64 progress = vouch_reader_int_text_or (reader, "progress", 0);

  if (progress < 0 || progress > 100)
    vouch_reader_fail (reader, "progress", "not between 0 and 100");

  self->status = g_strdup (vouch_reader_string_or (reader, "status", ""));
  self->progress = (int) CLAMP (progress, 0, 100);
  self->stage = vouch_stage_from_status (self->status, self->progress);
}

static gpointer
read_request (VouchReader *reader)
{
  VouchCrosschqRequest *self = g_new0 (VouchCrosschqRequest, 1);

  self->request_id = dup_request_id (reader);
  self->external_id = dup_id_text (reader, "external_id");
  read_state (reader, self);
  self->position = dup_text (reader, "job_position");
  self->survey = dup_text (reader, vouch_reader_has (reader, "job_role") ? "job_role" : "jobrole");
  self->requestor = dup_text (reader, "requestor");
  self->candidate = read_candidate (reader);
  self->report_url = dup_text (reader, "report_url");
  self->full_pdf = dup_text (reader, "report_full_pdf");
  self->summary_pdf = dup_text (reader, "report_summary_pdf");
  self->references = read_references (reader);
  self->created_at = vouch_reader_time_or (reader, "created_at", 0);
  self->updated_on = vouch_reader_time_or (reader, "updated_on", 0);
  return self;
}

/**
 * vouch_crosschq_read_request:
 * @reply: answer to vouch_crosschq_call_get()
 * @error: return location
 *
 * Only the id is asked for: no schema says what is always there. What is there has to be of its
 * type.
 *
 * Returns: (transfer full): the request
 */
VouchCrosschqRequest *
vouch_crosschq_read_request (VouchReply  *reply,
                             GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_crosschq_reader_new (reply, error);
  g_autoptr(VouchCrosschqRequest) self = NULL;

  if (reader == NULL)
    return NULL;

  self = read_request (reader);
  return vouch_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vouch_crosschq_read_created:
 * @reply: answer to vouch_crosschq_call_create()
 * @error: return location
 *
 * Returns: (transfer full): the new request's id
 */
char *
vouch_crosschq_read_created (VouchReply  *reply,
                             GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_crosschq_reader_new (reply, error);
  g_autofree char *id = NULL;

  if (reader == NULL)
    return NULL;

  id = dup_request_id (reader);
  return vouch_reader_finish (reader, error) ? g_steal_pointer (&id) : NULL;
}

/* The list itself is the document, or "results" of an envelope. */
static void
read_requests (VouchReader       *reader,
               VouchCrosschqPage *page)
{
  const char *path = vouch_reader_is_array (reader) ? "" : "results";

  if (*path != '\0' && !vouch_reader_enter (reader, path))
    return;

  vouch_json_read_items (reader, path, read_request, (GDestroyNotify) vouch_crosschq_request_free,
                         page->items, page->bad);
  if (*path != '\0')
    vouch_reader_leave (reader);
}

/**
 * vouch_crosschq_read_list:
 * @reply: answer to vouch_crosschq_call_list() or vouch_crosschq_call_next()
 * @error: return location
 *
 * Takes a bare array and an envelope (crosschq.md §3.7). Items that are not as the contract says
 * are listed in @bad and spoil nothing else.
 *
 * Returns: (transfer full): the page
 */
VouchCrosschqPage *
vouch_crosschq_read_list (VouchReply  *reply,
                          GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_crosschq_reader_new (reply, error);
  g_autoptr(VouchCrosschqPage) self = NULL;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchCrosschqPage, 1);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_crosschq_request_free);
  self->bad = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_bad_item_free);

  read_requests (reader, self);
  if (vouch_reader_is_object (reader))
    self->next = dup_text (reader, "next");
  return vouch_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vouch_crosschq_same_origin:
 * @base_uri: where the API is
 * @next: address out of an answer, possibly a relative one
 *
 * Returns: whether @next leads to the same scheme, host and port, so that the key may go there
 */
gboolean
vouch_crosschq_same_origin (const char *base_uri,
                            const char *next)
{
  g_autofree char *target = g_uri_resolve_relative (base_uri, next, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *origin = vouch_http_dup_origin (base_uri);
  g_autofree char *other = target != NULL ? vouch_http_dup_origin (target) : NULL;

  return origin != NULL && g_strcmp0 (origin, other) == 0;
}

void
vouch_crosschq_request_free (VouchCrosschqRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->request_id);
  g_free (self->external_id);
  g_free (self->status);
  g_free (self->position);
  g_free (self->survey);
  g_free (self->requestor);
  vouch_contact_free (self->candidate);
  g_free (self->report_url);
  g_free (self->full_pdf);
  g_free (self->summary_pdf);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_free (self);
}

void
vouch_crosschq_page_free (VouchCrosschqPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->bad, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}
