/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "crosschq/vouch-crosschq-dialect.h"
#include "model/vouch-contact.h"
#include "model/vouch-survey.h"
#include "model/vouch-template.h"

G_BEGIN_DECLS

/**
 * VouchCrosschqCreate:
 * @candidate: whom it is about; a phone number that is not E.164 is left out of the body
 * @position: job title shown to people
 * @survey: codename
 * @requestor: e-mail address of the Crosschq user who owns the request
 * @use_sms: text messages too; sent as false if there is no usable phone number
 * @past_due_notice: the requestor is told when it is past due
 * @slots: (element-type VouchSlot): one for each wanted reference
 * @managers: (element-type VouchContact): hiring managers, the most important one first
 * @email_subject, @email_body, @sms_body: (nullable): custom notifications
 * @external_id: written once when planned
 * @candidate_id, @job_id, @application_id: (nullable): SmartRecruiters' ids, echoed only
 * @counts: by the index of vouch_relationships; set by vouch_crosschq_fill_counts()
 * @send_slots: send @slots instead of @counts; set by vouch_crosschq_fill_counts()
 * @candidate_message: (nullable): what the candidate is told; set by vouch_crosschq_fill_counts()
 *
 * One reference request as it shall be created (crosschq.md §3.4). Strings and arrays are owned.
 */
typedef struct
{
  VouchContact *candidate;
  char *position;
  char *survey;
  char *requestor;
  gboolean use_sms;
  gboolean past_due_notice;
  GPtrArray *slots;
  GPtrArray *managers;
  char *email_subject;
  char *email_body;
  char *sms_body;
  char *external_id;
  char *candidate_id;
  char *job_id;
  char *application_id;
  gint64 counts[VOUCH_N_RELATIONSHIPS];
  gboolean send_slots;
  char *candidate_message;
} VouchCrosschqCreate;

VouchCrosschqCreate *vouch_crosschq_create_new     (void) G_GNUC_WARN_UNUSED_RESULT;
VouchCrosschqCreate *vouch_crosschq_create_new_for_template
                                                   (const VouchTemplate        *template)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_crosschq_create_free    (VouchCrosschqCreate        *self);
GPtrArray           *vouch_crosschq_fill_counts    (VouchCrosschqCreate        *self,
                                                    const VouchCrosschqDialect *dialect,
                                                    gboolean                    slots,
                                                    const VouchSurvey          *survey)
                                                    G_GNUC_WARN_UNUSED_RESULT;
JsonNode            *vouch_crosschq_create_to_json (const VouchCrosschqDialect *dialect,
                                                    const VouchCrosschqCreate  *self)
                                                    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCrosschqCreate, vouch_crosschq_create_free)

G_END_DECLS
