/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-replies.h"

#include "smartrecruiters/vouch-ats-read.h"

/* Statuses and sub-statuses are kept as they are: the list of statuses is open, and a step's name
 * is compared exactly. */
static VouchAtsApplication *
read_state (VouchReader *reader)
{
  VouchAtsApplication *self = g_new0 (VouchAtsApplication, 1);

  self->status = g_strdup (vouch_reader_string (reader, "status"));
  self->sub_status = vouch_ats_dup_text (reader, "subStatus");
  /* Whoever is nowhere has not left the step. */
  if (g_strcmp0 (self->status, "") == 0)
    vouch_reader_fail (reader, "status", "is empty");
  return self;
}

static VouchAtsApplication *
read_assignment (VouchReader *reader)
{
  VouchAtsApplication *self = read_state (reader);

  vouch_reader_enter (reader, "job");
  self->job_id = g_strdup (vouch_reader_id (reader, "id"));
  self->job_title = vouch_ats_dup_text (reader, "title");
  vouch_reader_leave (reader);
  return self;
}

static void
read_secondary_job (VouchReader *reader,
                    GPtrArray   *job_ids)
{
  vouch_reader_enter (reader, "job");
  g_ptr_array_add (job_ids, g_strdup (vouch_reader_id (reader, "id")));
  vouch_reader_leave (reader);
}

static gpointer
read_person (VouchReader *reader)
{
  VouchAtsPerson *self = g_new0 (VouchAtsPerson, 1);

  self->secondary_job_ids = g_ptr_array_new_with_free_func (g_free);
  self->candidate_id = g_strdup (vouch_reader_id (reader, "id"));
  self->contact = vouch_ats_read_contact (reader, TRUE);
  self->updated_on = vouch_reader_time_or (reader, "updatedOn", 0);

  if (vouch_reader_enter_optional (reader, "primaryAssignment"))
    {
      self->primary = read_assignment (reader);
      vouch_reader_leave (reader);
    }

  if (vouch_reader_enter_optional (reader, "secondaryAssignments"))
    {
      guint n = vouch_reader_get_n_elements (reader);

      for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
        {
          read_secondary_job (reader, self->secondary_job_ids);
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }

  return self;
}

/**
 * vouch_ats_read_candidates:
 * @reply: answer to vouch_ats_call_candidates()
 * @error: return location
 *
 * Items that are not as the contract says are listed in @bad and spoil nothing else.
 *
 * Returns: (transfer full): the page
 */
VouchAtsPage *
vouch_ats_read_candidates (VouchReply  *reply,
                           GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsPage *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsPage, 1);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_ats_person_free);
  self->bad = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_bad_item_free);
  self->total = vouch_ats_read_items (reader, reply, read_person,
                                      (GDestroyNotify) vouch_ats_person_free,
                                      self->items, self->bad);
  self->next_page_id = vouch_ats_dup_next (reader, reply);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_page_free, error);
}

static void
read_applications (VouchReader *reader,
                   GPtrArray   *applications)
{
  if (vouch_reader_enter_optional (reader, "primaryAssignment"))
    {
      g_ptr_array_add (applications, read_assignment (reader));
      vouch_reader_leave (reader);
    }

  if (vouch_reader_enter_optional (reader, "secondaryAssignments"))
    {
      guint n = vouch_reader_get_n_elements (reader);

      for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
        {
          g_ptr_array_add (applications, read_assignment (reader));
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }
}

/**
 * vouch_ats_read_candidate:
 * @reply: answer to vouch_ats_call_candidate()
 * @error: return location
 *
 * The schema requires no member, yet without an id nobody can say whom the answer is about: it is
 * asked for. Names may be missing and are then "".
 *
 * Returns: (transfer full): the candidate with all applications
 */
VouchAtsCandidate *
vouch_ats_read_candidate (VouchReply  *reply,
                          GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsCandidate *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsCandidate, 1);
  self->candidate_id = g_strdup (vouch_reader_id (reader, "id"));
  self->contact = vouch_ats_read_contact (reader, FALSE);
  self->updated_on = vouch_reader_time_or (reader, "updatedOn", 0);
  self->applications = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_ats_application_free);
  read_applications (reader, self->applications);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_candidate_free, error);
}

/**
 * vouch_ats_read_application:
 * @reply: answer to vouch_ats_call_application()
 * @error: return location
 *
 * Returns: (transfer full): the application; without a job, and often without an id
 *   (smartrecruiters.md §9.4)
 */
VouchAtsApplication *
vouch_ats_read_application (VouchReply  *reply,
                            GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsApplication *self;

  if (reader == NULL)
    return NULL;

  self = read_state (reader);
  self->application_id = vouch_ats_dup_text (reader, "applicationId");
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_application_free, error);
}

static gpointer
read_history_entry (VouchReader *reader)
{
  VouchAtsHistoryEntry *self = g_new0 (VouchAtsHistoryEntry, 1);

  if (*vouch_reader_string (reader, "changedOn") == '\0')
    vouch_reader_fail (reader, "changedOn", "not a time");
  self->changed_on = vouch_reader_time_or (reader, "changedOn", 0);
  self->status = g_strdup (vouch_reader_string (reader, "status"));
  self->sub_status = vouch_ats_dup_text (reader, "subStatus");
  return self;
}

static gboolean
is_later (const VouchAtsHistoryEntry *one,
          const VouchAtsHistoryEntry *other)
{
  return one->changed_on > other->changed_on;
}

/* Stable, so that entries of the same time keep the order of the answer. */
static void
sort_history (GPtrArray *entries)
{
  for (guint i = 1; i < entries->len; i++)
    {
      gpointer entry = entries->pdata[i];
      guint j = i;

      for (; j > 0 && is_later (entries->pdata[j - 1], entry); j--)
        entries->pdata[j] = entries->pdata[j - 1];
      entries->pdata[j] = entry;
    }
}

/**
 * vouch_ats_read_history:
 * @reply: answer to vouch_ats_call_history()
 * @error: return location
 *
 * Returns: (transfer full) (element-type VouchAtsHistoryEntry): the changes of status, the oldest
 *   first: the order of the answer is not documented
 */
GPtrArray *
vouch_ats_read_history (VouchReply  *reply,
                        GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  GPtrArray *entries;

  if (reader == NULL)
    return NULL;

  entries = vouch_ats_read_content (reader, read_history_entry,
                                    (GDestroyNotify) vouch_ats_history_entry_free);
  sort_history (entries);
  return vouch_ats_finish (reader, entries, (GDestroyNotify) g_ptr_array_unref, error);
}
