/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery.h"

#define VOUCH_TYPE_DELIVER_JOB_TAG (vouch_deliver_job_tag_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverJobTag, vouch_deliver_job_tag, VOUCH, DELIVER_JOB_TAG,
                      VouchDelivery)

struct _VouchDeliverJobTag
{
  VouchDelivery parent_instance;

  VouchTagField *field; /* (owned) (nullable) */
  char *value;          /* (owned) (nullable): what is sent: a value's id, or the text */
  VouchJob *job;        /* (owned) (nullable): as read back */
};

G_DEFINE_FINAL_TYPE (VouchDeliverJobTag, vouch_deliver_job_tag, VOUCH_TYPE_DELIVERY)

static const char *
get_job_id (VouchDelivery *delivery)
{
  return vouch_delivery_get_effect (delivery)->subject + strlen ("job:");
}

/* The body is the tag; an empty one clears the field. */
static const char *
get_tag (VouchDelivery *delivery)
{
  const char *tag = vouch_delivery_get_effect (delivery)->body;

  return tag != NULL && tag[0] != '\0' ? tag : NULL;
}

static gboolean
vouch_deliver_job_tag_load (VouchDelivery  *delivery,
                            VouchDb        *db,
                            GError        **error)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (delivery);
  gint64 connection_id = vouch_session_get_id (vouch_delivery_get_session (delivery));
  g_autoptr(GError) failure = NULL;
  g_autoptr(GPtrArray) values = vouch_tag_values_list (db, connection_id, error);

  if (values == NULL)
    return FALSE;
  self->field = vouch_tag_field_get (db, connection_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (self->field != NULL && self->field->free_text)
    self->value = g_strdup (get_tag (delivery));
  for (guint i = 0; self->value == NULL && i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (!value->archived && g_strcmp0 (value->label, get_tag (delivery)) == 0)
        self->value = g_strdup (value->value_id);
    }
  return TRUE;
}

static VouchLook
vouch_deliver_job_tag_look (VouchDelivery *delivery,
                            VouchReply    *reply,
                            const GError  *error)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (delivery);
  const char *tag = get_tag (delivery);

  if (self->field == NULL || self->field->id == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("field.missing", NULL));
  if (tag != NULL && self->value == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("tag.not-in-field", "tag", tag, NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (reply == NULL)
    {
      vouch_delivery_read (delivery, FALSE, vouch_ats_call_job (get_job_id (delivery)));
      return VOUCH_LOOK_MORE;
    }

  self->job = vouch_ats_read_job (reply, self->field, NULL);
  if (self->job == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));

  return g_strcmp0 (self->job->tag, tag) == 0 ? VOUCH_LOOK_FOUND : VOUCH_LOOK_ABSENT;
}

static VouchCall *
vouch_deliver_job_tag_build (VouchDelivery *delivery)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (delivery);

  return vouch_ats_call_job_tag (get_job_id (delivery), self->field, self->value);
}

/* SmartRecruiters ignores an unknown value in silence, so the answer is read back
 * (smartrecruiters.md §7.3). */
static gboolean
vouch_deliver_job_tag_took (VouchDelivery  *delivery,
                            VouchReply     *reply,
                            GError        **error)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (delivery);

  g_clear_pointer (&self->job, vouch_job_free);
  self->job = vouch_ats_read_job (reply, self->field, error);
  if (self->job == NULL)
    return FALSE;
  if (g_strcmp0 (self->job->tag, get_tag (delivery)) == 0)
    return TRUE;

  g_propagate_error (error, vouch_api_error_new (VOUCH_API_ERROR_INVALID, reply->status,
                                                 "PATCH /jobs/{jobId}: the value was not taken"));
  return FALSE;
}

static gboolean
vouch_deliver_job_tag_record (VouchDelivery  *delivery,
                              VouchDb        *db,
                              GError        **error)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (delivery);
  VouchSession *session = vouch_delivery_get_session (delivery);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchJob) known = vouch_jobs_get (db, vouch_session_get_id (session), self->job->job_id,
                                              &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->job->read_at = vouch_session_get_now (session);
  self->job->team_read_at = known != NULL ? known->team_read_at : 0;
  return vouch_jobs_put (db, vouch_session_get_id (session), self->job, error) &&
         vouch_delivery_append_line (delivery, db, "job.tagged", NULL, error);
}

static void
vouch_deliver_job_tag_finalize (GObject *object)
{
  VouchDeliverJobTag *self = VOUCH_DELIVER_JOB_TAG (object);

  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->job, vouch_job_free);

  G_OBJECT_CLASS (vouch_deliver_job_tag_parent_class)->finalize (object);
}

static void
vouch_deliver_job_tag_class_init (VouchDeliverJobTagClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_job_tag_finalize;
  delivery_class->repeat = VOUCH_REPEAT_SET;
  delivery_class->load = vouch_deliver_job_tag_load;
  delivery_class->look = vouch_deliver_job_tag_look;
  delivery_class->build = vouch_deliver_job_tag_build;
  delivery_class->took = vouch_deliver_job_tag_took;
  delivery_class->record = vouch_deliver_job_tag_record;
}

static void
vouch_deliver_job_tag_init (VouchDeliverJobTag *self)
{
}
