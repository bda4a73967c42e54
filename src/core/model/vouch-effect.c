/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-effect.h"

static const char *const state_names[] = {
  [VOUCH_EFFECT_PLANNED] = "planned",
  [VOUCH_EFFECT_SENDING] = "sending",
  [VOUCH_EFFECT_UNKNOWN] = "unknown",
  [VOUCH_EFFECT_HELD] = "held",
  [VOUCH_EFFECT_DONE] = "done",
  [VOUCH_EFFECT_REFUSED] = "refused",
  [VOUCH_EFFECT_SUPERSEDED] = "superseded",
};

const char *
vouch_effect_state_to_string (VouchEffectState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * vouch_effect_state_is_open:
 * @state: a state
 *
 * Returns: whether something may still happen outside for an effect in @state
 */
gboolean
vouch_effect_state_is_open (VouchEffectState state)
{
  return state <= VOUCH_EFFECT_HELD;
}

/**
 * vouch_effect_new:
 * @kind: name of the deliver class
 * @subject: what it is about
 * @entry: entry number of the trigger, or a running number
 *
 * Returns: (transfer full): a planned effect without a body
 */
VouchEffect *
vouch_effect_new (const char *kind,
                  const char *subject,
                  int         entry)
{
  VouchEffect *self = g_new0 (VouchEffect, 1);

  self->kind = g_strdup (kind);
  self->subject = g_strdup (subject);
  self->entry = entry;
  self->state = VOUCH_EFFECT_PLANNED;
  return self;
}

VouchEffect *
vouch_effect_copy (const VouchEffect *self)
{
  VouchEffect *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->subject = g_strdup (self->subject);
  copy->attempt_id = g_strdup (self->attempt_id);
  copy->remote_id = g_strdup (self->remote_id);
  copy->reason = self->reason != NULL ? vouch_reason_ref (self->reason) : NULL;
  copy->body = g_strdup (self->body);
  copy->digest = g_strdup (self->digest);
  return copy;
}

void
vouch_effect_free (VouchEffect *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->subject);
  g_free (self->attempt_id);
  g_free (self->remote_id);
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_free (self->body);
  g_free (self->digest);
  g_free (self);
}

/**
 * vouch_effect_set_body:
 * @self: an effect
 * @body: (nullable): what is wanted
 *
 * Sets body and digest together, so that they never disagree.
 */
void
vouch_effect_set_body (VouchEffect *self,
                       const char  *body)
{
  char *copy = g_strdup (body);

  g_free (self->body);
  g_free (self->digest);
  self->body = copy;
  self->digest = copy != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, copy, -1) : NULL;
}

/* Who answered is done. An error of a server may be a gateway's, behind which work goes on. */
gint64
vouch_effect_get_silence_end (const VouchEffect *self)
{
  gboolean answered = self->http_status >= 200 && self->http_status < 500 &&
                      self->http_status != 408;

  return answered ? self->sent_at : self->sent_at + VOUCH_EFFECT_SILENCE;
}

void
vouch_effect_settle (VouchEffect      *self,
                     VouchEffectState  state,
                     const char       *reason_id)
{
  self->state = state;
  self->next_at = 0;
  self->failures = 0;
  self->absent = 0;
  g_clear_pointer (&self->reason, vouch_reason_unref);
  self->reason = reason_id != NULL ? vouch_reason_new (reason_id, NULL) : NULL;
}
