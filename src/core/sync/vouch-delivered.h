/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "smartrecruiters/vouch-ats-types.h"

G_BEGIN_DECLS

/* What Vouch puts on a profile when a report is complete, and how it is known again there. Each of
 * them is delivered once by itself (entry 0, the summary 1); what a person asks for once more gets
 * the next number, so that its key in the outbox is unique for ever as well. */

#define VOUCH_DELIVERED_REPORT "attach-report"
#define VOUCH_DELIVERED_NOTE "write-note"

/* Notes are looked through this many pages of 100. */
#define VOUCH_DELIVERED_MAX_PAGES 10

gboolean    vouch_delivered_is           (const VouchEffect      *effect);
/* "full", "summary" or "note"; a settled effect has lost its body, which said the same. */
const char *vouch_delivered_get_part     (const VouchEffect      *effect);
int         vouch_delivered_get_next     (const VouchEffect      *effect);
/* Whether a person asked for it after it had been delivered. */
gboolean    vouch_delivered_is_again     (const VouchEffect      *effect);
/* One name for each request and part, the same on every try and every installation. */
char       *vouch_delivered_dup_name     (const VouchRequestRow  *request,
                                          const char             *part) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a note about that request is on the page: ours, or the one another Vouch wrote. */
gboolean    vouch_delivered_is_noted     (const VouchAtsMessages *page,
                                          const VouchRequestRow  *request,
                                          const char             *attempt_id);

/**
 * VouchDeliveredState:
 * @VOUCH_DELIVERED_THERE: it is where it was put
 * @VOUCH_DELIVERED_MISSING: the right profile was read, and it is not there
 * @VOUCH_DELIVERED_OTHER: a file of that name is there, and it is another one
 * @VOUCH_DELIVERED_UNTOLD: nobody can tell, or not now
 * @VOUCH_DELIVERED_NOT_YET: it has not been delivered, or is about to be once more
 *
 * What a look found out.
 */
typedef enum
{
  VOUCH_DELIVERED_THERE,
  VOUCH_DELIVERED_MISSING,
  VOUCH_DELIVERED_OTHER,
  VOUCH_DELIVERED_UNTOLD,
  VOUCH_DELIVERED_NOT_YET,
} VouchDeliveredState;

/**
 * VouchDeliveredItem:
 * @kind: (owned): of the effect that put it there: "attach-report" or "write-note"
 * @part: "full", "summary" or "note"
 * @reason: (owned): what is to be said about it
 * @file_name: (owned) (nullable): of a report
 * @effect_id: the newest effect of that part
 * @version: of that row, so that nothing is decided about another one
 *
 * One thing that Vouch puts on a profile.
 */
typedef struct
{
  char *kind;
  const char *part;
  VouchDeliveredState state;
  VouchReason *reason;
  char *file_name;
  gint64 effect_id;
  gint64 version;
} VouchDeliveredItem;

VouchDeliveredItem *vouch_delivered_item_copy       (const VouchDeliveredItem *self)
  G_GNUC_WARN_UNUSED_RESULT;
void                vouch_delivered_item_free       (VouchDeliveredItem       *self);
const char         *vouch_delivered_state_to_string (VouchDeliveredState       state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDeliveredItem, vouch_delivered_item_free)

G_END_DECLS
