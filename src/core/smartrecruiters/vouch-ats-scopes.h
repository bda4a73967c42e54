/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VouchAtsFeatures:
 * @VOUCH_ATS_FEATURE_BASE: what every connection does: read, upload reports, write notes and tags
 * @VOUCH_ATS_FEATURE_JOB_TAGS: writes the template's tag into a job
 * @VOUCH_ATS_FEATURE_FIELD: adds and renames values of the job field
 * @VOUCH_ATS_FEATURE_NOTES: looks its own notes up again
 * @VOUCH_ATS_FEATURE_AUDIT: reads the audit feed
 *
 * What a scope is wanted for (smartrecruiters.md §3).
 */
typedef enum
{
  VOUCH_ATS_FEATURE_BASE = 1 << 0,
  VOUCH_ATS_FEATURE_JOB_TAGS = 1 << 1,
  VOUCH_ATS_FEATURE_FIELD = 1 << 2,
  VOUCH_ATS_FEATURE_NOTES = 1 << 3,
  VOUCH_ATS_FEATURE_AUDIT = 1 << 4,
} VouchAtsFeatures;

#define VOUCH_ATS_FEATURES_ALL ((VouchAtsFeatures) 0x1f)

/**
 * VouchAtsScope:
 * @name: as it is requested: "candidates_read"
 * @purpose: text id of what it is for: "scope.candidates_read"
 * @required: nothing works without it; otherwise only its features are missing
 * @features: what it is wanted for
 * @instead: (nullable): scopes, space separated, any of which serves as well
 */
typedef struct
{
  const char *name;
  const char *purpose;
  gboolean required;
  VouchAtsFeatures features;
  const char *instead;
} VouchAtsScope;

const VouchAtsScope *vouch_ats_scopes_get     (guint            *n_scopes);
char                *vouch_ats_scopes_to_text (VouchAtsFeatures  features)
                                              G_GNUC_WARN_UNUSED_RESULT;
gboolean             vouch_ats_scope_is_granted (const VouchAtsScope *scope,
                                                 const char          *granted);
GPtrArray           *vouch_ats_scopes_missing (const char       *granted,
                                               VouchAtsFeatures  features)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
