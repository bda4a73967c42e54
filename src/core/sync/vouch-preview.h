/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "sync/vouch-facts.h"
#include "sync/vouch-plan.h"

G_BEGIN_DECLS

/**
 * VouchPreviewKind:
 * @VOUCH_PREVIEW_SEND: an entry whose request would be sent
 * @VOUCH_PREVIEW_HOLD: an entry for which none would be sent; the reason is set
 * @VOUCH_PREVIEW_DO: something else that would be done: a report, a note, a cancellation, a tag
 *
 * What a line of a preview is about.
 */
typedef enum
{
  VOUCH_PREVIEW_SEND,
  VOUCH_PREVIEW_HOLD,
  VOUCH_PREVIEW_DO,
} VouchPreviewKind;

/**
 * VouchPreviewItem:
 * @application_id: (row id): 0 for what belongs to no application
 * @candidate_id, @job_id: (nullable): SmartRecruiters' ids
 * @person: (nullable): %NULL once it is erased
 * @job_title: (nullable)
 * @effect: (nullable): kind of an effect
 * @reason: (nullable): why an entry waits; of an effect, what is to be said about it
 * @remarks: (element-type VouchReason): what is worth knowing besides
 * @next_at: not before this server time, or 0
 *
 * What the next cycle would do about one thing (product.md F3). Everything is owned.
 */
typedef struct
{
  VouchPreviewKind kind;
  gint64 application_id;
  char *candidate_id;
  char *job_id;
  VouchContact *person;
  char *job_title;
  char *effect;
  VouchReason *reason;
  GPtrArray *remarks;
  gint64 next_at;
} VouchPreviewItem;

GPtrArray        *vouch_preview_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_preview_item_free       (VouchPreviewItem  *self);
/* Whether it is about a candidate or a job in whose name, title, address or id @text is. */
gboolean          vouch_preview_item_matches    (const VouchPreviewItem *self,
                                                 const char        *text);
/* Whether a candidate is the one that a person wrote the id or the e-mail address of. */
gboolean          vouch_preview_is_candidate    (const char         *candidate_id,
                                                 const VouchContact *person,
                                                 const char         *text);
/* Leaves what is about that candidate (an id or an e-mail address) and that job; NULL: any. */
void              vouch_preview_narrow          (GPtrArray         *preview,
                                                 const char        *candidate,
                                                 const char        *job_id);
const char       *vouch_preview_kind_to_string  (VouchPreviewKind   kind);
void              vouch_preview_add_entry       (GPtrArray         *preview,
                                                 const VouchFacts  *facts,
                                                 const VouchPlan   *plan);
/* @follows: it is not planned yet: it would follow from what was read just now */
gboolean          vouch_preview_add_effect      (GPtrArray         *preview,
                                                 VouchDb           *db,
                                                 const VouchEffect *effect,
                                                 gboolean           follows,
                                                 GError           **error);
/* Everything that is planned already. */
gboolean          vouch_preview_add_planned     (GPtrArray         *preview,
                                                 VouchDb           *db,
                                                 gint64             connection_id,
                                                 GError           **error);

G_END_DECLS
