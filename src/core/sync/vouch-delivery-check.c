/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-connections.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-delivery-check.h"
#include "sync/vouch-problem.h"
#include "sync/vouch-review.h"
#include "sync/vouch-right-person.h"

struct _VouchDeliveryCheck
{
  VouchProcedure parent_instance;

  VouchSession *session;     /* (owned) */
  gint64 request_id;

  VouchRequestRow *request;  /* (owned) (nullable) */
  GPtrArray *effects;        /* (owned) (nullable), of VouchEffect */
  GPtrArray *reports;        /* (owned) (nullable), of VouchReportRow */
  gboolean on;
  GPtrArray *items;          /* (owned), of VouchDeliveredItem */

  GPtrArray *attachments;    /* (owned) (nullable), of VouchAtsAttachment */
  guint index;               /* the report under way */
  gboolean same_id;          /* its attachment has the id that was kept */
  guint n_pages;             /* of notes */
};

G_DEFINE_FINAL_TYPE (VouchDeliveryCheck, vouch_delivery_check, VOUCH_TYPE_PROCEDURE)

static void loaded_cb      (VouchProcedure *procedure, const GError *error);
static void read_person_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_list_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_file_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_notes_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);

/* Items. */

static void
judge (VouchDeliveredItem  *item,
       VouchDeliveredState  state,
       VouchReason         *reason) /* (transfer full) */
{
  item->state = state;
  g_clear_pointer (&item->reason, vouch_reason_unref);
  item->reason = reason;
}

static gboolean
is_note (const VouchDeliveredItem *item)
{
  return g_str_equal (item->part, "note");
}

/* What has been looked for has its reason. */
static gboolean
is_open (const VouchDeliveredItem *item)
{
  return item->reason == NULL;
}

static VouchDeliveredItem *
find_item (VouchDeliveryCheck *self,
           const char         *part)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      VouchDeliveredItem *item = self->items->pdata[i];

      if (g_str_equal (item->part, part))
        return item;
    }

  return NULL;
}

static const VouchReportRow *
find_report (VouchDeliveryCheck *self,
             const char         *part)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      const VouchReportRow *report = self->reports->pdata[i];

      if (g_str_equal (report->kind, part))
        return report;
    }

  return NULL;
}

static gboolean
was_delivered (VouchDeliveryCheck *self,
               const char         *part)
{
  for (guint i = 0; i < self->effects->len; i++)
    {
      const VouchEffect *effect = self->effects->pdata[i];

      if (vouch_delivered_is (effect) && effect->state == VOUCH_EFFECT_DONE &&
          g_str_equal (vouch_delivered_get_part (effect), part))
        return TRUE;
    }

  return FALSE;
}

/* The newest effect of a part says whether it is where it was put, or still on its way. */
static void
note_effect (VouchDeliveryCheck *self,
             const VouchEffect  *effect)
{
  const char *part = vouch_delivered_get_part (effect);
  VouchDeliveredItem *item = find_item (self, part);

  if (item == NULL)
    {
      item = g_new0 (VouchDeliveredItem, 1);
      item->kind = g_strdup (effect->kind);
      item->part = part;
      g_ptr_array_add (self->items, item);
    }

  item->effect_id = effect->id;
  item->version = effect->version;
  g_clear_pointer (&item->reason, vouch_reason_unref);
  if (vouch_effect_state_is_open (effect->state) || !was_delivered (self, part))
    judge (item, VOUCH_DELIVERED_NOT_YET,
           effect->reason != NULL ? vouch_reason_ref (effect->reason)
                                  : vouch_reason_new ("delivery.not-yet", NULL));
}

static void
list_items (VouchDeliveryCheck *self)
{
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < self->effects->len; i++)
    {
      if (vouch_delivered_is (self->effects->pdata[i]))
        note_effect (self, self->effects->pdata[i]);
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      VouchDeliveredItem *item = self->items->pdata[i];
      const VouchReportRow *report = find_report (self, item->part);

      if (report != NULL && report->file_name != NULL)
        item->file_name = g_strdup (report->file_name);
      else if (!is_note (item) && self->request->request_id != NULL)
        item->file_name = vouch_delivered_dup_name (self->request, item->part);
    }
}

/* Everything that has not been looked for has the same reason. */
static void
end_with (VouchDeliveryCheck *self,
          gboolean            reports_only,
          VouchReason        *reason) /* (transfer full) */
{
  for (guint i = 0; i < self->items->len; i++)
    {
      VouchDeliveredItem *item = self->items->pdata[i];

      if (is_open (item) && !(reports_only && is_note (item)))
        judge (item, VOUCH_DELIVERED_UNTOLD, vouch_reason_ref (reason));
    }
  vouch_reason_unref (reason);
}

/* Reading. */

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  VouchDeliveryCheck *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, connection_id, error);

  if (connection == NULL)
    return FALSE;

  self->on = connection->on;
  self->request = vouch_requests_get (db, self->request_id, error);
  if (self->request == NULL)
    return FALSE;
  if (self->request->connection_id != connection_id)
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "another's");
      return FALSE;
    }

  self->effects = vouch_outbox_list_for (db, self->request_id, error);
  self->reports = self->effects != NULL ? vouch_reports_list (db, self->request_id, error) : NULL;
  return self->reports != NULL;
}

static gboolean
is_something_open (VouchDeliveryCheck *self)
{
  gboolean open = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    open |= is_open (self->items->pdata[i]);

  return open;
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  list_items (self);
  /* Off means that nothing is read (product.md M2). */
  if (!self->on)
    end_with (self, FALSE, vouch_reason_new ("connection.off", NULL));
  else if (self->request->person_salt == NULL)
    end_with (self, FALSE, vouch_reason_new ("person.forgotten", NULL));

  if (is_something_open (self))
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_candidate (self->request->candidate_id), read_person_cb);
  else
    vouch_procedure_return (procedure);
}

/* The profile is gone, and a person may have been asked where it went. */
static VouchReason *
dup_reason_of_gone (VouchDeliveryCheck *self)
{
  for (guint i = 0; i < self->effects->len; i++)
    {
      const VouchEffect *effect = self->effects->pdata[i];

      if (g_str_equal (effect->kind, VOUCH_REVIEW_MERGE) && effect->reason != NULL &&
          vouch_effect_state_is_open (effect->state))
        return vouch_reason_ref (effect->reason);
    }

  return vouch_reason_new ("person.gone", NULL);
}

static VouchReason *
look_at_person (VouchDeliveryCheck *self,
                VouchReply         *reply,
                const GError       *error)
{
  g_autoptr(VouchAtsCandidate) candidate = NULL;
  g_autoptr(GError) failure = NULL;
  VouchReason *reason = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return dup_reason_of_gone (self);
  if (error != NULL)
    return vouch_problem_from_error (error, "ats");

  candidate = vouch_ats_read_candidate (reply, &failure);
  if (candidate == NULL)
    return vouch_problem_from_error (failure, "ats");

  return vouch_right_person_check_ats (self->request, candidate, &reason) ? NULL : reason;
}

static void
ask_for_notes (VouchDeliveryCheck *self,
               const char         *page_id)
{
  const VouchDeliveredItem *note = find_item (self, "note");

  if (note == NULL || !is_open (note))
    vouch_procedure_return (VOUCH_PROCEDURE (self));
  else
    vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                          vouch_ats_call_messages (self->request->candidate_id, NULL, page_id),
                          read_notes_cb);
}

static gboolean
has_open_report (VouchDeliveryCheck *self)
{
  gboolean open = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    open |= !is_note (self->items->pdata[i]) && is_open (self->items->pdata[i]);

  return open;
}

static void
read_person_cb (VouchProcedure *procedure,
                VouchReply     *reply,
                const GError   *error)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);
  VouchReason *reason = look_at_person (self, reply, error);

  if (reason != NULL)
    {
      end_with (self, FALSE, reason);
      vouch_procedure_return (procedure);
    }
  else if (has_open_report (self))
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_attachments (self->request->candidate_id,
                                                      self->request->job_id),
                          read_list_cb);
  else
    ask_for_notes (self, NULL);
}

/* By its name; of several that have it, the one that was attached. */
static const VouchAtsAttachment *
find_attachment (VouchDeliveryCheck       *self,
                 const VouchDeliveredItem *item,
                 const char               *attachment_id)
{
  const VouchAtsAttachment *found = NULL;

  for (guint i = 0; i < self->attachments->len; i++)
    {
      const VouchAtsAttachment *attachment = self->attachments->pdata[i];

      if (attachment_id != NULL && g_strcmp0 (attachment->attachment_id, attachment_id) == 0)
        return attachment;
      if (g_strcmp0 (attachment->name, item->file_name) == 0)
        found = attachment;
    }

  return found;
}

static void
look_at_next_report (VouchDeliveryCheck *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  VouchHttp *ats = vouch_session_get_ats (self->session);

  for (; self->index < self->items->len; self->index++)
    {
      VouchDeliveredItem *item = self->items->pdata[self->index];
      const VouchReportRow *report = find_report (self, item->part);
      const char *id = report != NULL ? report->attachment_id : NULL;
      const VouchAtsAttachment *attachment;

      if (is_note (item) || !is_open (item))
        continue;

      attachment = find_attachment (self, item, id);
      if (attachment == NULL)
        {
          judge (item, VOUCH_DELIVERED_MISSING, vouch_reason_new ("report.missing", NULL));
          continue;
        }

      self->same_id = g_strcmp0 (attachment->attachment_id, id) == 0;
      vouch_procedure_call (procedure, ats,
                            vouch_ats_call_attachment_file (attachment->attachment_id),
                            read_file_cb);
      return;
    }

  ask_for_notes (self, NULL);
}

static void
read_list_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->attachments = vouch_ats_read_attachments (reply, &failure);
  if (self->attachments != NULL)
    {
      look_at_next_report (self);
      return;
    }

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    end_with (self, TRUE, vouch_reason_new ("person.not-on-job", NULL));
  else
    end_with (self, TRUE, vouch_problem_from_error (error != NULL ? error : failure, "ats"));
  ask_for_notes (self, NULL);
}

/* A file that cannot be fetched, or whose hash was never known, is told by its id alone. */
static void
judge_unread (VouchDeliveryCheck *self,
              VouchDeliveredItem *item,
              const GError       *error)
{
  if (self->same_id)
    judge (item, VOUCH_DELIVERED_THERE, vouch_reason_new ("report.there-unread", NULL));
  else if (error != NULL && vouch_problem_is_passing (error))
    judge (item, VOUCH_DELIVERED_UNTOLD, vouch_problem_from_error (error, "ats"));
  else
    judge (item, VOUCH_DELIVERED_UNTOLD, vouch_reason_new ("report.same-name", NULL));
}

static void
read_file_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);
  VouchDeliveredItem *item = self->items->pdata[self->index];
  const VouchReportRow *report = find_report (self, item->part);
  const char *wanted = report != NULL ? report->sha256 : NULL;
  g_autofree char *sha256 = NULL;

  if (reply != NULL)
    sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, reply->bytes);
  if (sha256 == NULL || wanted == NULL)
    judge_unread (self, item, error);
  else if (g_str_equal (sha256, wanted))
    judge (item, VOUCH_DELIVERED_THERE, vouch_reason_new ("report.there", NULL));
  else
    judge (item, VOUCH_DELIVERED_OTHER, vouch_reason_new ("report.other-file", NULL));

  self->index++;
  look_at_next_report (self);
}

static gboolean
is_noted (VouchDeliveryCheck     *self,
          const VouchAtsMessages *page)
{
  for (guint i = 0; i < self->effects->len; i++)
    {
      const VouchEffect *effect = self->effects->pdata[i];

      if (g_str_equal (effect->kind, VOUCH_DELIVERED_NOTE) &&
          vouch_delivered_is_noted (page, self->request, effect->attempt_id))
        return TRUE;
    }

  return FALSE;
}

/* That notes may not be read is no fault of the note (smartrecruiters.md §10). */
static VouchReason *
explain_unread_notes (const GError *error)
{
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return vouch_reason_new ("note.not-readable", NULL);

  return vouch_problem_from_error (error, "ats");
}

static void
read_notes_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);
  VouchDeliveredItem *note = find_item (self, "note");
  g_autoptr(VouchAtsMessages) page = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    page = vouch_ats_read_messages (reply, &failure);

  if (page == NULL)
    judge (note, VOUCH_DELIVERED_UNTOLD, explain_unread_notes (error != NULL ? error : failure));
  else if (is_noted (self, page))
    judge (note, VOUCH_DELIVERED_THERE, vouch_reason_new ("note.there", NULL));
  else if (page->next_page_id == NULL)
    judge (note, VOUCH_DELIVERED_MISSING, vouch_reason_new ("note.missing", NULL));
  else if (++self->n_pages >= VOUCH_DELIVERED_MAX_PAGES)
    judge (note, VOUCH_DELIVERED_UNTOLD, vouch_reason_new ("note.too-many", NULL));

  ask_for_notes (self, page != NULL ? page->next_page_id : NULL);
}

static void
vouch_delivery_check_start (VouchProcedure *procedure)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read delivery",
                         load, loaded_cb);
}

static void
vouch_delivery_check_finalize (GObject *object)
{
  VouchDeliveryCheck *self = VOUCH_DELIVERY_CHECK (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->request, vouch_request_row_free);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_delivery_check_parent_class)->finalize (object);
}

static void
vouch_delivery_check_class_init (VouchDeliveryCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_delivery_check_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_delivery_check_start;
}

static void
vouch_delivery_check_init (VouchDeliveryCheck *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_delivered_item_free);
}

/**
 * vouch_delivery_check_new:
 * @session: the connection
 * @request_id: (row id): of the request
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_delivery_check_new (VouchSession *session,
                          gint64        request_id)
{
  VouchDeliveryCheck *self = g_object_new (VOUCH_TYPE_DELIVERY_CHECK, NULL);

  self->session = g_object_ref (session);
  self->request_id = request_id;
  return VOUCH_PROCEDURE (self);
}

GPtrArray *
vouch_delivery_check_get_items (VouchDeliveryCheck *self)
{
  return self->items;
}
