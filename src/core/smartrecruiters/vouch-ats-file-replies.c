/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-replies.h"

#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-read.h"

static gpointer
read_attachment (VouchReader *reader)
{
  VouchAtsAttachment *self = g_new0 (VouchAtsAttachment, 1);

  self->attachment_id = g_strdup (vouch_reader_id (reader, "id"));
  self->name = g_strdup (vouch_reader_string (reader, "name"));
  self->type = g_strdup (vouch_reader_string (reader, "type"));
  self->content_type = g_strdup (vouch_reader_string (reader, "contentType"));
  return self;
}

/**
 * vouch_ats_read_attachments:
 * @reply: answer to vouch_ats_call_attachments()
 * @error: return location
 *
 * Returns: (transfer full) (element-type VouchAtsAttachment): the files of an application
 */
GPtrArray *
vouch_ats_read_attachments (VouchReply  *reply,
                            GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  GPtrArray *attachments;

  if (reader == NULL)
    return NULL;

  attachments = vouch_ats_read_content (reader, read_attachment,
                                        (GDestroyNotify) vouch_ats_attachment_free);
  return vouch_ats_finish (reader, attachments, (GDestroyNotify) g_ptr_array_unref, error);
}

static gpointer
read_message (VouchReader *reader)
{
  VouchAtsMessage *self = g_new0 (VouchAtsMessage, 1);

  self->content = g_strdup (vouch_reader_string_or (reader, "content", ""));
  self->created_on = vouch_reader_time_or (reader, "createdOn", 0);
  return self;
}

static GPtrArray *
read_message_array (VouchReader *reader)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_ats_message_free);
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (messages, read_message (reader));
      vouch_reader_leave (reader);
    }

  return messages;
}

/**
 * vouch_ats_read_messages:
 * @reply: answer to vouch_ats_call_messages()
 * @error: return location
 *
 * Takes the bare array of the description and the envelope of later clients
 * (smartrecruiters.md §10).
 *
 * Returns: (transfer full): a page of notes
 */
VouchAtsMessages *
vouch_ats_read_messages (VouchReply  *reply,
                         GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsMessages *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsMessages, 1);
  if (vouch_reader_is_array (reader))
    self->messages = read_message_array (reader);
  else
    self->messages = vouch_ats_read_content (reader, read_message,
                                             (GDestroyNotify) vouch_ats_message_free);
  self->next_page_id = vouch_ats_dup_next (reader, reply);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_messages_free, error);
}

/**
 * Merge:
 * @candidate_id: (owned) (nullable): the profile that is gone; %NULL for another event
 * @master_id: (owned) (nullable): the one that is left
 */
typedef struct
{
  char *candidate_id;
  char *master_id;
} Merge;

static void
merge_free (Merge *self)
{
  g_free (self->candidate_id);
  g_free (self->master_id);
  g_free (self);
}

static gpointer
read_merge (VouchReader *reader)
{
  Merge *self = g_new0 (Merge, 1);

  if (g_strcmp0 (vouch_reader_string_or (reader, "eventName", NULL), VOUCH_ATS_EVENT_MERGED) != 0)
    return self;

  self->candidate_id = g_strdup (vouch_reader_string_or (reader, "entityId", NULL));
  if (vouch_reader_enter_optional (reader, "context"))
    {
      self->master_id = g_strdup (vouch_reader_string_or (reader, "masterProfileId", NULL));
      vouch_reader_leave (reader);
    }

  return self;
}

/* What a filter should have left out is left out here. */
static const char *
find_master (GPtrArray  *merges,
             const char *candidate_id)
{
  const char *master = NULL;

  for (guint i = 0; i < merges->len; i++)
    {
      const Merge *merge = merges->pdata[i];

      if (g_strcmp0 (merge->candidate_id, candidate_id) != 0 || merge->master_id == NULL)
        continue;
      /* A profile is merged once; two answers are none. */
      if (master != NULL && !g_str_equal (master, merge->master_id))
        return NULL;
      master = merge->master_id;
    }

  return master;
}

/**
 * vouch_ats_read_master:
 * @reply: answer to vouch_ats_call_merges()
 * @candidate_id: the profile that is gone
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the profile it was merged into; %NULL without an error when
 *   the feed does not say so
 */
char *
vouch_ats_read_master (VouchReply  *reply,
                       const char  *candidate_id,
                       GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  g_autoptr(GPtrArray) merges = NULL;

  if (reader == NULL)
    return NULL;

  merges = vouch_ats_read_content (reader, read_merge, (GDestroyNotify) merge_free);
  merges = vouch_ats_finish (reader, g_steal_pointer (&merges),
                             (GDestroyNotify) g_ptr_array_unref, error);
  return merges != NULL ? g_strdup (find_master (merges, candidate_id)) : NULL;
}

/**
 * vouch_ats_read_tags:
 * @reply: answer to vouch_ats_call_tags(); the answer to adding tags may name the added ones only
 * @error: return location
 *
 * Returns: (transfer full): a candidate's tags
 */
GStrv
vouch_ats_read_tags (VouchReply  *reply,
                     GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();
  guint n;

  if (reader == NULL)
    return NULL;

  vouch_reader_enter (reader, "tags");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_strv_builder_add (tags, vouch_reader_string (reader, NULL));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);

  if (!vouch_reader_finish (reader, error))
    return NULL;

  return g_strv_builder_end (tags);
}

/**
 * vouch_ats_read_created_id:
 * @reply: answer to an effect that makes something: an attachment, a note, a candidate
 * @error: return location
 *
 * Returns: (transfer full): its id
 */
char *
vouch_ats_read_created_id (VouchReply  *reply,
                           GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  char *id;

  if (reader == NULL)
    return NULL;

  id = g_strdup (vouch_reader_id (reader, "id"));
  return vouch_ats_finish (reader, id, g_free, error);
}
