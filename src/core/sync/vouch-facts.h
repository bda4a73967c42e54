/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-application.h"
#include "model/vouch-job.h"
#include "model/vouch-request-state.h"
#include "model/vouch-template.h"
#include "model/vouch-trigger.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/**
 * VouchFacts:
 * @now: the service's time
 * @connection, @settings: as they are
 * @ats_problem, @crosschq_problem: (nullable): why a service cannot be used
 * @searchable: whether a lost create could be found again at Crosschq
 * @application: (nullable): %NULL: the person is not on this job, as far as Vouch can see
 * @trigger: (nullable): %NULL while only explaining
 * @steps: (element-type VouchStep): the steps that start a request
 * @field: (nullable): the job field
 * @job: (nullable): the job with its tag and team
 * @creator: (nullable): who created the job
 * @named: (nullable): the person set as requestor
 * @templates: (element-type VouchTemplate): all of the connection
 * @surveys: (element-type VouchSurvey): as fetched last
 * @open_request: (nullable): the open one of this application
 * @n_late: late entries that wait, this one included
 * @n_sent: requests sent in the last 24 hours
 * @attempt_id, @salt: randomness for what may be planned
 *
 * Everything the rules may look at, for one entry. Nothing in it changes once it is loaded.
 */
typedef struct
{
  gint64 now;
  VouchConnection *connection;
  VouchSettings *settings;
  VouchReason *ats_problem;
  VouchReason *crosschq_problem;
  gboolean searchable;
  VouchApplication *application;
  VouchTrigger *trigger;
  GPtrArray *steps;
  VouchTagField *field;
  VouchJob *job;
  VouchContact *creator;
  VouchContact *named;
  GPtrArray *templates;
  GPtrArray *surveys;
  VouchRequestRow *open_request;
  guint n_late;
  guint n_sent;
  char *attempt_id;
  char *salt;
} VouchFacts;

VouchFacts *vouch_facts_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_facts_free (VouchFacts    *self);
VouchFacts *vouch_facts_load (VouchSession  *session,
                              VouchDb       *db,
                              gint64         application_id,
                              gint64         now,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchFacts, vouch_facts_free)

G_END_DECLS
