/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-replies.h"

#include "smartrecruiters/vouch-ats-read.h"

static char *
read_location (VouchReader *reader)
{
  static const char *const members[] = { "city", "region", "country" };
  g_autoptr(GString) text = g_string_new (NULL);

  if (!vouch_reader_enter_optional (reader, "location"))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *part = vouch_reader_string_or (reader, members[i], "");

      if (*part != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }
  vouch_reader_leave (reader);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
read_inner (VouchReader *reader,
            const char  *member,
            const char  *inner)
{
  char *text;

  if (!vouch_reader_enter_optional (reader, member))
    return NULL;

  text = vouch_ats_dup_text (reader, inner);
  vouch_reader_leave (reader);
  return text;
}

/* The schema requires the id alone. */
static gpointer
read_job (VouchReader *reader)
{
  VouchJob *self = vouch_job_new (vouch_reader_id (reader, "id"));

  self->title = vouch_ats_dup_text (reader, "title");
  self->ref_number = vouch_ats_dup_text (reader, "refNumber");
  self->department = read_inner (reader, "department", "label");
  self->location = read_location (reader);
  self->status = vouch_ats_dup_text (reader, "status");
  self->creator_id = read_inner (reader, "creator", "id");
  self->updated_on = vouch_reader_time_or (reader, "updatedOn", 0);
  return self;
}

/**
 * vouch_ats_read_jobs:
 * @reply: answer to vouch_ats_call_jobs()
 * @error: return location
 *
 * Items that are not as the contract says are listed in @bad and spoil nothing else.
 *
 * Returns: (transfer full): the page
 */
VouchAtsJobsPage *
vouch_ats_read_jobs (VouchReply  *reply,
                     GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsJobsPage *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsJobsPage, 1);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_job_free);
  self->bad = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_bad_item_free);
  self->total = vouch_ats_read_items (reader, reply, read_job, (GDestroyNotify) vouch_job_free,
                                      self->items, self->bad);
  self->next_page_id = vouch_ats_dup_next (reader, reply);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_jobs_page_free, error);
}

static void
read_tag_value (VouchReader         *reader,
                const VouchTagField *field,
                VouchJob            *job)
{
  if (!vouch_reader_enter_optional (reader, "value"))
    return;

  job->tag = vouch_ats_dup_text (reader, "label");
  if (!field->free_text)
    job->tag_value_id = vouch_ats_dup_text (reader, "id");
  vouch_reader_leave (reader);
}

static void
read_tag (VouchReader         *reader,
          const VouchTagField *field,
          VouchJob            *job)
{
  guint n;

  if (!vouch_reader_enter_optional (reader, "properties"))
    return;

  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      if (job->tag == NULL && g_str_equal (vouch_reader_id (reader, "id"), field->id))
        read_tag_value (reader, field, job);
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
}

/**
 * vouch_ats_read_job:
 * @reply: answer to vouch_ats_call_job() or vouch_ats_call_job_tag()
 * @field: (nullable): the field that carries the tag
 * @error: return location
 *
 * A field that the job does not have, one without a value and one whose label is empty all mean
 * that there is no tag (smartrecruiters.md §7.2). A single-select value without a label gives
 * @tag_value_id alone.
 *
 * Returns: (transfer full): the job with its tag and without its team
 */
VouchJob *
vouch_ats_read_job (VouchReply           *reply,
                    const VouchTagField  *field,
                    GError              **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchJob *self;

  if (reader == NULL)
    return NULL;

  self = read_job (reader);
  if (field != NULL && field->id != NULL)
    read_tag (reader, field, self);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_job_free, error);
}

static gpointer
read_member (VouchReader *reader)
{
  const char *user_id = vouch_reader_id (reader, "id");
  const char *role = vouch_reader_string (reader, "role");

  return vouch_team_member_new (user_id, vouch_team_role_from_text (role));
}

/**
 * vouch_ats_read_team:
 * @reply: answer to vouch_ats_call_team()
 * @error: return location
 *
 * Returns: (transfer full) (element-type VouchTeamMember): the hiring team in the order of the
 *   list, which decides who is first; without contacts, as it names user ids only
 */
GPtrArray *
vouch_ats_read_team (VouchReply  *reply,
                     GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  GPtrArray *team;

  if (reader == NULL)
    return NULL;

  team = vouch_ats_read_content (reader, read_member, (GDestroyNotify) vouch_team_member_free);
  return vouch_ats_finish (reader, team, (GDestroyNotify) g_ptr_array_unref, error);
}
