/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-json-items.h"
#include "model/vouch-contact.h"

G_BEGIN_DECLS

/* What answers of SmartRecruiters are read into where the model has no type of its own. Strings and
 * arrays are owned. */

/**
 * VouchAtsUser:
 * @contact: its e-mail may be %NULL: SmartRecruiters does not require one
 * @active: whether the user may sign in
 * @role_id: (nullable): id of the system role: "ADMINISTRATOR"
 */
typedef struct
{
  char *user_id;
  VouchContact *contact;
  gboolean active;
  char *role_id;
} VouchAtsUser;

/**
 * VouchAtsCompany:
 * @identifier: the company's name in addresses, by which a connection is pinned
 * @name: its name for people
 */
typedef struct
{
  char *identifier;
  char *name;
} VouchAtsCompany;

/* One item of a page that is not as the contract says. The other items go on without it. */
typedef VouchBadItem VouchAtsBad;

/**
 * VouchAtsSteps:
 * @steps: (element-type VouchStep): (stage, exact name) pairs, sorted and unique
 * @without: (element-type utf8): names of the active processes that have no such step
 * @n_processes: active processes
 */
typedef struct
{
  GPtrArray *steps;
  GPtrArray *without;
  guint n_processes;
} VouchAtsSteps;

/**
 * VouchAtsValuesPage:
 * @values: (element-type VouchTagValue): in the order of the list; an id may be ""
 * @next_page_id: (nullable): %NULL on the last page
 */
typedef struct
{
  GPtrArray *values;
  char *next_page_id;
} VouchAtsValuesPage;

/**
 * VouchAtsJobsPage:
 * @items: (element-type VouchJob): without tag and team, which a list does not have
 * @bad: (element-type VouchAtsBad): items that could not be read
 * @next_page_id: (nullable): %NULL on the last page
 * @total: of all pages, or -1
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *bad;
  char *next_page_id;
  gint64 total;
} VouchAtsJobsPage;

/**
 * VouchAtsApplication:
 * @job_id: (nullable): %NULL where the answer does not repeat it
 * @job_title: (nullable): job's title
 * @status: "IN_REVIEW", "HIRED" …; may be a text not known yet
 * @sub_status: (nullable): exact step name
 * @application_id: (nullable): the service's own id
 */
typedef struct
{
  char *job_id;
  char *job_title;
  char *status;
  char *sub_status;
  char *application_id;
} VouchAtsApplication;

/**
 * VouchAtsPerson:
 * @contact: without a phone number, which a list does not have
 * @updated_on: microseconds since 1970, or 0
 * @primary: (nullable): the application that a list shows
 * @secondary_job_ids: (element-type utf8): jobs of the others, whose status a list does not have
 *
 * One hit of a candidate search (smartrecruiters.md §9.2).
 */
typedef struct
{
  char *candidate_id;
  VouchContact *contact;
  gint64 updated_on;
  VouchAtsApplication *primary;
  GPtrArray *secondary_job_ids;
} VouchAtsPerson;

/**
 * VouchAtsPage:
 * @items: (element-type VouchAtsPerson): hits in the order of the page
 * @bad: (element-type VouchAtsBad): items that could not be read
 * @next_page_id: (nullable): %NULL on the last page
 * @total: of all pages, or -1
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *bad;
  char *next_page_id;
  gint64 total;
} VouchAtsPage;

/**
 * VouchAtsCandidate:
 * @updated_on: microseconds since 1970, or 0
 * @applications: (element-type VouchAtsApplication): the primary one first; every one has a job id
 *
 * A candidate with all applications (smartrecruiters.md §9.3).
 */
typedef struct
{
  char *candidate_id;
  VouchContact *contact;
  gint64 updated_on;
  GPtrArray *applications;
} VouchAtsCandidate;

/**
 * VouchAtsHistoryEntry:
 * @changed_on: microseconds since 1970
 * @sub_status: (nullable): exact step name
 */
typedef struct
{
  gint64 changed_on;
  char *status;
  char *sub_status;
} VouchAtsHistoryEntry;

typedef struct
{
  char *attachment_id;
  char *name;
  char *type;
  char *content_type;
} VouchAtsAttachment;

/**
 * VouchAtsMessage:
 * @created_on: microseconds since 1970, or 0
 */
typedef struct
{
  char *content;
  gint64 created_on;
} VouchAtsMessage;

/**
 * VouchAtsMessages:
 * @messages: (element-type VouchAtsMessage): in the order of the page, which is not promised
 * @next_page_id: (nullable): %NULL on the last page
 */
typedef struct
{
  GPtrArray *messages;
  char *next_page_id;
} VouchAtsMessages;

void vouch_ats_user_free          (VouchAtsUser         *self);
void vouch_ats_company_free       (VouchAtsCompany      *self);
void vouch_ats_steps_free         (VouchAtsSteps        *self);
void vouch_ats_values_page_free   (VouchAtsValuesPage   *self);
void vouch_ats_jobs_page_free     (VouchAtsJobsPage     *self);
void vouch_ats_application_free   (VouchAtsApplication  *self);
void vouch_ats_person_free        (VouchAtsPerson       *self);
void vouch_ats_page_free          (VouchAtsPage         *self);
void vouch_ats_candidate_free     (VouchAtsCandidate    *self);
void vouch_ats_history_entry_free (VouchAtsHistoryEntry *self);
void vouch_ats_attachment_free    (VouchAtsAttachment   *self);
void vouch_ats_message_free       (VouchAtsMessage      *self);
void vouch_ats_messages_free      (VouchAtsMessages     *self);

const VouchAtsApplication *vouch_ats_candidate_find_application (const VouchAtsCandidate *self,
                                                                 const char              *job_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsUser, vouch_ats_user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsCompany, vouch_ats_company_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsSteps, vouch_ats_steps_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsValuesPage, vouch_ats_values_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsJobsPage, vouch_ats_jobs_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsApplication, vouch_ats_application_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsPerson, vouch_ats_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsPage, vouch_ats_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsCandidate, vouch_ats_candidate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsHistoryEntry, vouch_ats_history_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsAttachment, vouch_ats_attachment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsMessage, vouch_ats_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAtsMessages, vouch_ats_messages_free)

G_END_DECLS
