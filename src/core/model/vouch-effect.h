/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "base/vouch-util.h"

G_BEGIN_DECLS

/**
 * VouchEffectState: the seven states of reliability.md §2.1.
 */
typedef enum
{
  VOUCH_EFFECT_PLANNED,
  VOUCH_EFFECT_SENDING,
  VOUCH_EFFECT_UNKNOWN,
  VOUCH_EFFECT_HELD,
  VOUCH_EFFECT_DONE,
  VOUCH_EFFECT_REFUSED,
  VOUCH_EFFECT_SUPERSEDED,
} VouchEffectState;

/* No service says how long it may work; SmartRecruiters' longest is 128 s (reliability.md §2.2,
 * step 7). */
#define VOUCH_EFFECT_SILENCE (128 * VOUCH_SECOND)

/**
 * VouchEffect:
 * @kind: "create-request", "attach-report" … the name of its deliver class
 * @subject: what it is about, unique with @kind and @entry: "application:12", "request:5",
 *   "job:abc"
 * @entry: the trigger's entry number for a create, else a running number
 * @once: creates, uploads and notes: unique for ever; otherwise only while open
 * @trigger_id, @request_id, @application_id: rows it belongs to, or 0
 * @attempt_id: 128 random bits in hexadecimal; carried outside where a service lets us
 * @attempts: how often *sending* was committed
 * @failures: passing failures in a row, for the wait before the next try
 * @absent: looks in a row that found nothing since the outcome became unknown
 * @next_at: not before this server time
 * @look_date: server time of the look before the last send
 * @sent_at: server time of the last commit of *sending*
 * @remote_id: (nullable): what was created outside
 * @reason: (nullable) (owned): why it is held, refused or superseded, or the last failure
 * @http_status: of the last answer, or 0
 * @body: (nullable): a JSON object or text with what is wanted; gone once settled
 * @digest: sha256 of @body in hexadecimal
 * @version: goes up with every change of the row
 *
 * One wanted change outside: a row of the outbox. Strings are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  char *kind;
  char *subject;
  int entry;
  gboolean once;
  gint64 trigger_id;
  gint64 request_id;
  gint64 application_id;
  VouchEffectState state;
  char *attempt_id;
  int attempts;
  int failures;
  int absent;
  gint64 next_at;
  gint64 look_date;
  gint64 sent_at;
  gint64 created_at;
  char *remote_id;
  VouchReason *reason;
  guint http_status;
  char *body;
  char *digest;
  gint64 version;
} VouchEffect;

const char  *vouch_effect_state_to_string (VouchEffectState   state);
gboolean     vouch_effect_state_is_open   (VouchEffectState   state);
VouchEffect *vouch_effect_new             (const char        *kind,
                                           const char        *subject,
                                           int                entry) G_GNUC_WARN_UNUSED_RESULT;
VouchEffect *vouch_effect_copy            (const VouchEffect *self) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_effect_free            (VouchEffect       *self);
void         vouch_effect_set_body        (VouchEffect       *self,
                                           const char        *body);
/* Its next state, with nothing of its tries so far. @reason_id (nullable) is a text id without
 * parameters. */
void         vouch_effect_settle          (VouchEffect       *self,
                                           VouchEffectState   state,
                                           const char        *reason_id);
/* Server time from when on what was sent last can change nothing any more. */
gint64       vouch_effect_get_silence_end (const VouchEffect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchEffect, vouch_effect_free)

G_END_DECLS
