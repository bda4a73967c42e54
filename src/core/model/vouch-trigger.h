/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_TRIGGER_OBSERVED,  /* not planned yet */
  VOUCH_TRIGGER_PLANNED,   /* its request is in the outbox */
  VOUCH_TRIGGER_HELD,      /* a rule fails; planned again when facts change */
  VOUCH_TRIGGER_SKIPPED,   /* ended without a request, for a reason */
} VouchTriggerState;

/**
 * VouchTrigger:
 * @entry_no: 1 for the first entry of the application into the step; the identity of the entry
 * @entered_on: when it entered, server time; an attribute
 * @first_seen: server time of the answer that first showed it
 * @stage, @step: where it entered
 * @late: it entered more than 15 minutes before the poll that first showed it (catch-up)
 * @confirmed: a person let a late one, a re-entry or one from before turning on go ahead
 * @reason: (nullable) (owned): why it is held or skipped
 * @version: goes up with every change of the row
 *
 * One entry of one application into the step (reliability.md §2.1).
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 application_id;
  int entry_no;
  gint64 entered_on;
  gint64 first_seen;
  char *stage;
  char *step;
  gboolean late;
  gboolean confirmed;
  VouchTriggerState state;
  VouchReason *reason;
  gint64 version;
} VouchTrigger;

VouchTrigger *vouch_trigger_new             (void) G_GNUC_WARN_UNUSED_RESULT;
VouchTrigger *vouch_trigger_copy            (const VouchTrigger *self) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_trigger_free            (VouchTrigger       *self);
const char   *vouch_trigger_state_to_string (VouchTriggerState   state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTrigger, vouch_trigger_free)

G_END_DECLS
