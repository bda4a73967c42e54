/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-trigger.h"

static const char *const state_names[] = {
  [VOUCH_TRIGGER_OBSERVED] = "observed",
  [VOUCH_TRIGGER_PLANNED] = "planned",
  [VOUCH_TRIGGER_HELD] = "held",
  [VOUCH_TRIGGER_SKIPPED] = "skipped",
};

VouchTrigger *
vouch_trigger_new (void)
{
  return g_new0 (VouchTrigger, 1);
}

VouchTrigger *
vouch_trigger_copy (const VouchTrigger *self)
{
  VouchTrigger *copy = g_memdup2 (self, sizeof *self);

  copy->stage = g_strdup (self->stage);
  copy->step = g_strdup (self->step);
  copy->reason = self->reason != NULL ? vouch_reason_ref (self->reason) : NULL;
  return copy;
}

void
vouch_trigger_free (VouchTrigger *self)
{
  if (self == NULL)
    return;

  g_free (self->stage);
  g_free (self->step);
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_free (self);
}

const char *
vouch_trigger_state_to_string (VouchTriggerState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}
