/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "model/vouch-contact.h"
#include "model/vouch-survey.h"

G_BEGIN_DECLS

/**
 * VouchSlot:
 * @relationship: one of the five ids of crosschq.md §3.1, or "any"
 * @note: (nullable): what the candidate is told about this reference, at most 500 characters
 */
typedef struct
{
  char *relationship;
  char *note;
} VouchSlot;

/**
 * VouchTemplate:
 * @tag: normalized: NFC, trimmed, lower case; unique among the templates of a connection
 * @position: (nullable): job title shown to people; %NULL: the job's own title
 * @survey: codename of the survey
 * @slots: (element-type VouchSlot): one for each wanted reference
 * @managers: (element-type VouchContact): hiring managers; empty: the job's team names them
 * @email_subject, @email_body, @sms_body: (nullable): custom notifications
 * @use_sms: text messages too
 * @past_due_notice: the requestor is told when a request is past due
 * @revision: goes up with every change
 *
 * A stored request configuration (product.md M11, crosschq.md §5). Strings and arrays are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  char *name;
  char *tag;
  char *description;
  char *position;
  char *survey;
  GPtrArray *slots;
  GPtrArray *managers;
  char *email_subject;
  char *email_body;
  char *sms_body;
  gboolean use_sms;
  gboolean past_due_notice;
  gint64 revision;
} VouchTemplate;

VouchTemplate *vouch_template_new      (void) G_GNUC_WARN_UNUSED_RESULT;
VouchTemplate *vouch_template_copy     (const VouchTemplate *self) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_template_free     (VouchTemplate       *self);
void           vouch_template_add_slot (VouchTemplate       *self,
                                        const char          *relationship,
                                        const char          *note);
GPtrArray     *vouch_template_validate (const VouchTemplate *self,
                                        const VouchSurvey   *survey) G_GNUC_WARN_UNUSED_RESULT;
char          *vouch_tag_normalize     (const char          *tag) G_GNUC_WARN_UNUSED_RESULT;
char          *vouch_tag_from_name     (const char          *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTemplate, vouch_template_free)

G_END_DECLS
