/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "sync/vouch-choices.h"
#include "sync/vouch-session.h"
#include "ui/jobs/vouch-job-details.h"

VouchJobDetails *
vouch_job_details_new (gint64               connection_id,
                       VouchConnectionKind  kind,
                       const char          *job_id)
{
  VouchJobDetails *self = g_new0 (VouchJobDetails, 1);

  self->connection_id = connection_id;
  self->kind = kind;
  self->job_id = g_strdup (job_id);
  self->facts = vouch_facts_new ();
  return self;
}

void
vouch_job_details_free (VouchJobDetails *self)
{
  g_clear_pointer (&self->managers, g_ptr_array_unref);
  g_clear_pointer (&self->problem, vouch_reason_unref);
  g_clear_pointer (&self->facts, vouch_facts_free);
  g_free (self->job_id);
  g_free (self);
}

static gboolean
load_facts (VouchJobDetails  *self,
            VouchDb          *db,
            GError          **error)
{
  VouchFacts *facts = self->facts;
  g_autoptr(GError) failure = NULL;

  facts->settings = vouch_choices_read_settings (db, self->connection_id, self->kind, error);
  if (facts->settings == NULL)
    return FALSE;
  facts->templates = vouch_templates_list (db, self->connection_id, error);
  if (facts->templates == NULL)
    return FALSE;

  facts->job = vouch_jobs_get (db, self->connection_id, self->job_id, &failure);
  if (failure == NULL && facts->job != NULL && facts->job->creator_id != NULL)
    facts->creator = vouch_users_get (db, self->connection_id, facts->job->creator_id, &failure);
  if (failure == NULL && facts->settings->requestor_user[0] != '\0')
    facts->named = vouch_users_get (db, self->connection_id, facts->settings->requestor_user,
                                    &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static const VouchTemplate *
find_template (const VouchFacts *facts)
{
  for (guint i = 0; i < facts->templates->len; i++)
    {
      const VouchTemplate *template = facts->templates->pdata[i];

      if (g_strcmp0 (template->tag, facts->job->tag) == 0)
        return template;
    }

  return NULL;
}

gboolean
vouch_job_details_load (VouchDb   *db,
                        gpointer   data,
                        GError   **error)
{
  VouchJobDetails *self = data;
  g_autoptr(VouchTemplate) none = vouch_template_new ();

  if (!load_facts (self, db, error))
    return FALSE;
  if (self->facts->job == NULL)
    return TRUE;

  self->template = find_template (self->facts);
  self->requestor = vouch_requestor_choose (self->facts, &self->role, &self->problem);
  self->managers = vouch_managers_choose (self->facts,
                                          self->template != NULL ? self->template : none);
  return TRUE;
}
