/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-activity.h"

/**
 * vouch_activity_new:
 * @at: server time in microseconds
 * @actor: "vouch", "person" or "service"
 * @what: (transfer none): text id and parameters
 *
 * Returns: (transfer full): a line of the ledger that is about nothing yet
 */
VouchActivity *
vouch_activity_new (gint64       at,
                    const char  *actor,
                    VouchReason *what)
{
  VouchActivity *self = g_new0 (VouchActivity, 1);

  self->at = at;
  self->actor = g_strdup (actor);
  self->what = vouch_reason_ref (what);
  return self;
}

void
vouch_activity_free (VouchActivity *self)
{
  if (self == NULL)
    return;

  g_free (self->actor);
  g_clear_pointer (&self->what, vouch_reason_unref);
  g_free (self);
}
