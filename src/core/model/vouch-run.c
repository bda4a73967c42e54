/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-run.h"

static const char *const cause_names[] = {
  [VOUCH_RUN_SCHEDULE] = "schedule",
  [VOUCH_RUN_FRONT] = "front",
  [VOUCH_RUN_START] = "start",
  [VOUCH_RUN_WAKE] = "wake",
  [VOUCH_RUN_PERSON] = "person",
  [VOUCH_RUN_ACTION] = "action",
  [VOUCH_RUN_PREVIEW] = "preview",
};

static const char *const state_names[] = {
  [VOUCH_RUN_UNDER_WAY] = "under-way",
  [VOUCH_RUN_ENDED] = "ended",
  [VOUCH_RUN_CUT_OFF] = "cut-off",
};

/**
 * vouch_run_new:
 * @connection_id: whose
 * @cause: why
 * @began_at: server time in microseconds
 *
 * Returns: (transfer full): a run under way that has no row yet
 */
VouchRun *
vouch_run_new (gint64        connection_id,
               VouchRunCause cause,
               gint64        began_at)
{
  VouchRun *self = g_new0 (VouchRun, 1);

  self->connection_id = connection_id;
  self->cause = cause;
  self->began_at = began_at;
  return self;
}

void
vouch_run_free (VouchRun *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->problem, vouch_reason_unref);
  g_free (self);
}

const char *
vouch_run_cause_to_string (VouchRunCause cause)
{
  g_return_val_if_fail (cause < G_N_ELEMENTS (cause_names), NULL);

  return cause_names[cause];
}

const char *
vouch_run_state_to_string (VouchRunState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

static int
find_name (const char        *name,
           const char *const *names,
           guint              n_names,
           int                otherwise)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (name, names[i]) == 0)
        return i;
    }

  return otherwise;
}

int
vouch_run_cause_from_string (const char *name)
{
  return find_name (name, cause_names, G_N_ELEMENTS (cause_names), VOUCH_RUN_SCHEDULE);
}

int
vouch_run_state_from_string (const char *name)
{
  return find_name (name, state_names, G_N_ELEMENTS (state_names), VOUCH_RUN_ENDED);
}
