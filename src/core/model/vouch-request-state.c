/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-request-state.h"

/* crosschq.md §3.6, with blanks, hyphens and underscores left out. */
static const struct
{
  const char *text;
  VouchStage stage;
} stages[] = {
  { "pending", VOUCH_STAGE_SENT },
  { "sent", VOUCH_STAGE_SENT },
  { "requested", VOUCH_STAGE_SENT },
  { "new", VOUCH_STAGE_SENT },
  { "created", VOUCH_STAGE_SENT },
  { "notstarted", VOUCH_STAGE_SENT },
  { "pastdue", VOUCH_STAGE_PAST_DUE },
  { "overdue", VOUCH_STAGE_PAST_DUE },
  { "cancelled", VOUCH_STAGE_CANCELLED },
  { "canceled", VOUCH_STAGE_CANCELLED },
  { "withdrawn", VOUCH_STAGE_CANCELLED },
  { "expired", VOUCH_STAGE_EXPIRED },
};

static const char *const stage_names[] = {
  [VOUCH_STAGE_PLANNED] = "planned",
  [VOUCH_STAGE_SENT] = "sent",
  [VOUCH_STAGE_IN_PROGRESS] = "in-progress",
  [VOUCH_STAGE_PAST_DUE] = "past-due",
  [VOUCH_STAGE_COMPLETE] = "complete",
  [VOUCH_STAGE_CANCELLED] = "cancelled",
  [VOUCH_STAGE_EXPIRED] = "expired",
};

const char *
vouch_stage_to_string (VouchStage stage)
{
  g_return_val_if_fail (stage < G_N_ELEMENTS (stage_names), NULL);

  return stage_names[stage];
}

static char *
squeeze_status (const char *status)
{
  g_autofree char *folded = g_utf8_strdown (status, -1);
  g_autoptr(GString) squeezed = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c++)
    {
      if (!g_ascii_isspace (*c) && *c != '-' && *c != '_')
        g_string_append_c (squeezed, *c);
    }

  return g_string_free (g_steal_pointer (&squeezed), FALSE);
}

static VouchStage
stage_from_text (const char *status)
{
  g_autofree char *squeezed = squeeze_status (status);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      if (g_str_equal (squeezed, stages[i].text))
        return stages[i].stage;
    }

  return VOUCH_STAGE_IN_PROGRESS;
}

/**
 * vouch_stage_from_status:
 * @status: (nullable): the service's text
 * @progress: 0 to 100
 *
 * Progress 100 is the only completion (B4): a text that says "completed" before that is in
 * progress. A cancelled request stays cancelled whatever its progress, since nothing may be
 * delivered for it (B5).
 */
VouchStage
vouch_stage_from_status (const char *status,
                         int         progress)
{
  VouchStage stage;

  stage = status != NULL && g_utf8_validate (status, -1, NULL) ? stage_from_text (status)
                                                               : VOUCH_STAGE_IN_PROGRESS;
  if (stage == VOUCH_STAGE_CANCELLED)
    return stage;

  return progress >= 100 ? VOUCH_STAGE_COMPLETE : stage;
}

/**
 * vouch_stage_is_open:
 * @stage: a stage
 *
 * Returns: whether a request in @stage stands in the way of another one for its application
 */
gboolean
vouch_stage_is_open (VouchStage stage)
{
  return stage < VOUCH_STAGE_COMPLETE;
}

VouchRequestRow *
vouch_request_row_new (void)
{
  return g_new0 (VouchRequestRow, 1);
}

VouchRequestRow *
vouch_request_row_copy (const VouchRequestRow *self)
{
  VouchRequestRow *copy = g_memdup2 (self, sizeof *self);

  copy->external_id = g_strdup (self->external_id);
  copy->request_id = g_strdup (self->request_id);
  copy->candidate_id = g_strdup (self->candidate_id);
  copy->job_id = g_strdup (self->job_id);
  copy->position = g_strdup (self->position);
  copy->requestor = g_strdup (self->requestor);
  copy->person_salt = g_strdup (self->person_salt);
  copy->person_hash = g_strdup (self->person_hash);
  copy->status = g_strdup (self->status);
  copy->report_url = g_strdup (self->report_url);
  copy->outcome = g_strdup (self->outcome);
  return copy;
}

void
vouch_request_row_free (VouchRequestRow *self)
{
  if (self == NULL)
    return;

  g_free (self->external_id);
  g_free (self->request_id);
  g_free (self->candidate_id);
  g_free (self->job_id);
  g_free (self->position);
  g_free (self->requestor);
  g_free (self->person_salt);
  g_free (self->person_hash);
  g_free (self->status);
  g_free (self->report_url);
  g_free (self->outcome);
  g_free (self);
}

VouchReferenceRow *
vouch_reference_row_new (void)
{
  return g_new0 (VouchReferenceRow, 1);
}

void
vouch_reference_row_free (VouchReferenceRow *self)
{
  if (self == NULL)
    return;

  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->email);
  g_free (self->relationship);
  g_free (self->status);
  g_free (self);
}
