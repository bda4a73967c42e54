/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "store/vouch-templates.h"
#include "sync/vouch-facts.h"

VouchFacts *
vouch_facts_new (void)
{
  return g_new0 (VouchFacts, 1);
}

void
vouch_facts_free (VouchFacts *self)
{
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->settings, vouch_settings_free);
  g_clear_pointer (&self->ats_problem, vouch_reason_unref);
  g_clear_pointer (&self->crosschq_problem, vouch_reason_unref);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->trigger, vouch_trigger_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->job, vouch_job_free);
  g_clear_pointer (&self->creator, vouch_contact_free);
  g_clear_pointer (&self->named, vouch_contact_free);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->surveys, g_ptr_array_unref);
  g_clear_pointer (&self->open_request, vouch_request_row_free);
  g_free (self->attempt_id);
  g_free (self->salt);
  g_free (self);
}

static VouchSettings *
copy_settings (const VouchSettings *settings,
               VouchConnectionKind  kind)
{
  VouchSettings *copy = vouch_settings_new (kind);
  guint n_infos;
  const VouchSettingInfo *infos = vouch_settings_get_infos (&n_infos);

  for (guint i = 0; i < n_infos; i++)
    {
      g_autofree char *value = vouch_settings_get (settings, infos[i].name);

      vouch_settings_set (copy, infos[i].name, value, kind, NULL);
    }

  return copy;
}

static void
take_session (VouchFacts   *self,
              VouchSession *session)
{
  const VouchConnection *connection = vouch_session_get_connection (session);
  VouchReason *ats = vouch_session_get_ats_problem (session);
  VouchReason *crosschq = vouch_session_get_crosschq_problem (session);

  self->connection = vouch_connection_copy (connection);
  self->settings = copy_settings (vouch_session_get_settings (session), connection->kind);
  self->ats_problem = ats != NULL ? vouch_reason_ref (ats) : NULL;
  self->crosschq_problem = crosschq != NULL ? vouch_reason_ref (crosschq) : NULL;
  self->searchable = !vouch_session_lacks (session, VOUCH_CAPABILITY_LIST);
}

static gboolean
load_company (VouchFacts  *self,
              VouchDb     *db,
              gint64       connection_id,
              GError     **error)
{
  g_autoptr(GError) failure = NULL;

  self->steps = vouch_steps_list (db, connection_id, error);
  if (self->steps == NULL)
    return FALSE;
  self->templates = vouch_templates_list (db, connection_id, error);
  if (self->templates == NULL)
    return FALSE;
  self->surveys = vouch_surveys_list (db, connection_id, error);
  if (self->surveys == NULL)
    return FALSE;

  self->field = vouch_tag_field_get (db, connection_id, &failure);
  if (failure == NULL)
    self->n_sent = vouch_outbox_count_sent (db, connection_id, "create-request",
                                            self->now - VOUCH_DAY, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load_application (VouchFacts  *self,
                  VouchDb     *db,
                  gint64       connection_id,
                  gint64       application_id,
                  GError     **error)
{
  g_autoptr(GError) failure = NULL;

  self->application = vouch_applications_get (db, application_id, error);
  if (self->application == NULL)
    return FALSE;

  self->trigger = vouch_triggers_get_last (db, application_id, &failure);
  if (failure == NULL)
    self->job = vouch_jobs_get (db, connection_id, self->application->job_id, &failure);
  if (failure == NULL)
    self->open_request = vouch_requests_find_open (db, application_id, &failure);
  if (failure == NULL && self->job != NULL && self->job->creator_id != NULL)
    self->creator = vouch_users_get (db, connection_id, self->job->creator_id, &failure);
  if (failure == NULL && self->settings->requestor_user[0] != '\0')
    self->named = vouch_users_get (db, connection_id, self->settings->requestor_user, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * vouch_facts_load:
 * @session: the connection
 * @db: the store, inside a transaction
 * @application_id: (row id): of the application; 0: of none that Vouch knows
 * @now: the service's time
 * @error: return location
 *
 * Gathers from the store what the rules look at. The caller adds what goes beyond one application:
 * n_late, attempt_id and salt.
 *
 * Returns: (transfer full) (nullable): the facts; %NULL with #VouchStoreError
 */
VouchFacts *
vouch_facts_load (VouchSession  *session,
                  VouchDb       *db,
                  gint64         application_id,
                  gint64         now,
                  GError       **error)
{
  g_autoptr(VouchFacts) self = vouch_facts_new ();
  gint64 connection_id = vouch_session_get_id (session);

  self->now = now;
  take_session (self, session);
  if (!load_company (self, db, connection_id, error) ||
      (application_id != 0 && !load_application (self, db, connection_id, application_id, error)))
    return NULL;

  return g_steal_pointer (&self);
}
