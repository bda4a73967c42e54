/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "ui-content.h"

#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"

typedef struct
{
  gint64 connection_id;
  const char *first_name;
  const char *last_name;
  const char *job_title;
  VouchStage stage;
  const char *kind;
  const char *reason_id;
  gint64 request_id;
  gint64 id;
} Content;

static gint64
put_application (Content  *self,
                 VouchDb  *db,
                 GError  **error)
{
  g_autofree char *candidate_id = g_strconcat ("candidate-", self->last_name, NULL);
  g_autofree char *job_id = g_strconcat ("job-", self->last_name, NULL);
  g_autofree char *email = g_strconcat (self->last_name, "@example.com", NULL);
  g_autoptr(VouchApplication) application = vouch_application_new (candidate_id, job_id);
  g_autoptr(VouchJob) job = vouch_job_new (job_id);

  job->title = g_strdup (self->job_title);
  application->person = vouch_contact_new (self->first_name, self->last_name, email, NULL);
  if (!vouch_jobs_put (db, self->connection_id, job, error))
    return 0;

  return vouch_applications_put (db, self->connection_id, application, error);
}

static gboolean
add_request (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Content *self = data;
  g_autoptr(VouchRequestRow) request = vouch_request_row_new ();
  g_autoptr(VouchContact) contact = NULL;
  g_autofree char *email = NULL;

  request->connection_id = self->connection_id;
  request->application_id = put_application (self, db, error);
  if (request->application_id == 0)
    return FALSE;

  request->external_id = g_strconcat ("external-", self->last_name, NULL);
  request->request_id = g_strconcat ("request-", self->last_name, NULL);
  request->candidate_id = g_strconcat ("candidate-", self->last_name, NULL);
  request->job_id = g_strconcat ("job-", self->last_name, NULL);
  request->requestor = g_strdup ("owner@example.com");
  email = g_strconcat (self->last_name, "@example.com", NULL);
  contact = vouch_contact_new (self->first_name, self->last_name, email, NULL);
  request->person_salt = g_strdup ("salt");
  request->person_hash = vouch_contact_hash (contact, request->person_salt);
  request->stage = self->stage;
  request->progress = self->stage == VOUCH_STAGE_COMPLETE ? 100 : 40;
  request->created_at = UI_CONTENT_TIME;
  request->closed_at = vouch_stage_is_open (self->stage) ? 0 : UI_CONTENT_TIME + 1;
  self->id = vouch_requests_add (db, request, error);
  return self->id != 0;
}

static gboolean
add_entry (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Content *self = data;
  g_autoptr(VouchTrigger) trigger = vouch_trigger_new ();

  trigger->connection_id = self->connection_id;
  trigger->application_id = put_application (self, db, error);
  if (trigger->application_id == 0)
    return FALSE;

  trigger->entry_no = 1;
  trigger->entered_on = UI_CONTENT_TIME;
  trigger->first_seen = UI_CONTENT_TIME;
  trigger->state = VOUCH_TRIGGER_HELD;
  trigger->reason = vouch_reason_new (self->reason_id, NULL);
  self->id = vouch_triggers_add (db, self->connection_id, trigger, error);
  return self->id != 0;
}

static gboolean
add_held (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Content *self = data;
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, self->request_id);
  g_autoptr(VouchEffect) effect = vouch_effect_new (self->kind, subject, 0);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, self->request_id, error);
  g_autoptr(VouchEffect) planned = NULL;

  if (request == NULL)
    return FALSE;

  effect->connection_id = self->connection_id;
  effect->request_id = self->request_id;
  effect->application_id = request->application_id;
  effect->attempt_id = g_strdup ("00000000000000000000000000000001");
  effect->created_at = UI_CONTENT_TIME;
  vouch_effect_set_body (effect, "full");
  self->id = vouch_outbox_plan (db, effect, NULL, error);
  planned = self->id != 0 ? vouch_outbox_get (db, self->id, error) : NULL;
  if (planned == NULL)
    return FALSE;

  planned->state = VOUCH_EFFECT_HELD;
  planned->reason = vouch_reason_new (self->reason_id, NULL);
  return vouch_outbox_update (db, planned, error);
}

gint64
ui_content_add_request (UiFixture   *fixture,
                        gint64       connection_id,
                        const char  *first_name,
                        const char  *last_name,
                        const char  *job_title,
                        VouchStage   stage)
{
  Content content = {
    .connection_id = connection_id, .first_name = first_name, .last_name = last_name,
    .job_title = job_title, .stage = stage,
  };

  ui_fixture_write (fixture, add_request, &content);
  return content.id;
}

gint64
ui_content_add_entry (UiFixture   *fixture,
                      gint64       connection_id,
                      const char  *first_name,
                      const char  *last_name,
                      const char  *reason_id)
{
  Content content = {
    .connection_id = connection_id, .first_name = first_name, .last_name = last_name,
    .job_title = "Analyst", .reason_id = reason_id,
  };

  ui_fixture_write (fixture, add_entry, &content);
  return content.id;
}

gint64
ui_content_add_held (UiFixture   *fixture,
                     gint64       connection_id,
                     gint64       request_id,
                     const char  *kind,
                     const char  *reason_id)
{
  Content content = {
    .connection_id = connection_id, .kind = kind, .reason_id = reason_id,
    .request_id = request_id,
  };

  ui_fixture_write (fixture, add_held, &content);
  return content.id;
}
