/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The five relationships of crosschq.md §3.1, in the order in which counts are sent. */
#define VOUCH_N_RELATIONSHIPS 5
extern const char *const vouch_relationships[VOUCH_N_RELATIONSHIPS];

/**
 * VouchLimit:
 * @offered: whether the survey has this relationship at all
 */
typedef struct
{
  gboolean offered;
  gint64 min;
  gint64 max;
  gint64 usual;
} VouchLimit;

/**
 * VouchSurvey:
 * @limits: by the index of vouch_relationships
 * @min_total: least references in all
 *
 * What Crosschq calls a job role: a questionnaire with its limits (crosschq.md §3.3).
 */
typedef struct
{
  char *codename;
  char *name;
  VouchLimit limits[VOUCH_N_RELATIONSHIPS];
  gint64 min_total;
} VouchSurvey;

VouchSurvey *vouch_survey_new         (const char        *codename,
                                       const char        *name) G_GNUC_WARN_UNUSED_RESULT;
VouchSurvey *vouch_survey_copy        (const VouchSurvey *self) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_survey_free        (VouchSurvey       *self);
int          vouch_relationship_index (const char        *relationship);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSurvey, vouch_survey_free)

G_END_DECLS
