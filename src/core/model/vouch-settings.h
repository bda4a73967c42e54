/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"

G_BEGIN_DECLS

/**
 * VouchSettings:
 * @poll_interval: seconds between two cycles
 * @poll_interval_front: seconds between two cycles while the window is in front
 * @requests_interval: seconds between two reads of an open request
 * @step_name: name of the hiring-process step that starts a request
 * @job_field: names of the job field that carries the tag, separated by semicolons
 * @requestor_order: who is asked to be the requestor: recruiter, coordinator, creator, named
 * @requestor_user: SmartRecruiters id of the named person
 * @enabled: the 360 app is on
 * @attach_report: the report is attached to the profile
 * @report_kind: "full", "summary" or "both"
 * @withdrawn: "reject": withdrawn is treated like rejected; "keep": it is not
 * @cancel_grace: seconds between a rejection and the cancel
 * @catch_up_limit: late entries above this number wait for a person
 * @daily_cap: requests in any 24 hours
 * @retention_days: days after closing until personal data is erased
 * @colour: of the label that tells the connection from others, or "none"
 *
 * What a person can set for one connection (product.md §6). Strings are owned.
 */
typedef struct
{
  gint64 poll_interval;
  gint64 poll_interval_front;
  gint64 requests_interval;
  char *step_name;
  char *job_field;
  char *requestor_order;
  char *requestor_user;
  gboolean enabled;
  gboolean attach_report;
  char *report_kind;
  char *withdrawn;
  gint64 cancel_grace;
  gint64 catch_up_limit;
  gint64 daily_cap;
  gint64 retention_days;
  char *colour;
} VouchSettings;

typedef enum
{
  VOUCH_SETTING_INT,
  VOUCH_SETTING_BOOL,
  VOUCH_SETTING_TEXT,
  VOUCH_SETTING_CHOICE,
  VOUCH_SETTING_LIST,
} VouchSettingType;

/**
 * VouchSettingInfo:
 * @name: on the command line and in the store
 * @usual: the default, as text
 * @practice: (nullable): the default of a practice connection, when it differs
 * @min, @max: of an integer; bind real connections only
 * @choices: (nullable): allowed words, separated by commas
 */
typedef struct
{
  const char *name;
  VouchSettingType type;
  const char *usual;
  const char *practice;
  gint64 min;
  gint64 max;
  const char *choices;
  gsize offset;
} VouchSettingInfo;

const VouchSettingInfo *vouch_settings_get_infos (guint                *n_infos);
const VouchSettingInfo *vouch_settings_find      (const char           *name);
VouchSettings          *vouch_settings_new       (VouchConnectionKind   kind)
  G_GNUC_WARN_UNUSED_RESULT;
void                    vouch_settings_free      (VouchSettings        *self);
gboolean                vouch_settings_set       (VouchSettings        *self,
                                                  const char           *name,
                                                  const char           *value,
                                                  VouchConnectionKind   kind,
                                                  GError              **error);
char                   *vouch_settings_get       (const VouchSettings  *self,
                                                  const char           *name)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean                vouch_settings_equal     (const VouchSettings  *one,
                                                  const VouchSettings  *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSettings, vouch_settings_free)

G_END_DECLS
