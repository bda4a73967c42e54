/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/jobs/vouch-job-tags.h"

G_BEGIN_DECLS

/**
 * VouchJobState:
 * @icon: (nullable): what stands before the sentence
 * @css_class: (nullable): "warning", "success", "dim-label"
 * @sentence: (owned) (nullable): NULL: all is well
 * @button: (nullable): what can be done about it
 *
 * What a person should know about a job's tag.
 */
typedef struct
{
  const char *icon;
  const char *css_class;
  char *sentence;
  const char *button;
  char *tag;          /* (owned) (nullable): what the button sets; NULL: it tries again */
} VouchJobState;

void vouch_job_state_find  (VouchJobTags       *tags,
                            const VouchJobItem *job,
                            VouchJobState      *state);
void vouch_job_state_clear (VouchJobState      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VouchJobState, vouch_job_state_clear)

G_END_DECLS
