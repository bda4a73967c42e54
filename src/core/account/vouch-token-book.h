/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-vault.h"
#include "account/vouch-tokens.h"
#include "base/vouch-clock.h"

G_BEGIN_DECLS

/* A second "invalid_grant" for the same token counts after this long (reliability.md §2.9). */
#define VOUCH_TOKEN_REFUSAL_SPACING (60 * G_TIME_SPAN_SECOND)

/* An idle connection renews weekly; after 28 days the pair is dead (smartrecruiters.md §2.2). */
#define VOUCH_TOKEN_IDLE_AGE (7 * G_TIME_SPAN_DAY)
#define VOUCH_TOKEN_OLD_AGE (21 * G_TIME_SPAN_DAY)

/**
 * VouchTokenBook:
 * @clock: (owned): the clock
 * @loaded: whether the keyring has been asked
 * @marks: what the store says
 * @pair: (owned) (nullable): the newest pair
 * @unsaved: the keyring does not have @pair yet, so nobody may use it yet
 * @rejected: a call was answered 401 with the present access token
 * @refused: the newest refresh token got one definite "invalid_grant"
 * @refused_at: when, as boot time
 * @handed_out: the present access token was put on a request
 *
 * What a #VouchTokenSource knows, and what follows from it; it asks nobody. Times are boot times.
 */
typedef struct
{
  VouchClock *clock;
  gboolean loaded;
  VouchTokenMarks marks;
  VouchTokenPair *pair;
  gboolean unsaved;
  gboolean rejected;
  gboolean refused;
  gint64 refused_at;
  gboolean handed_out;

  /*< private >*/
  gint64 obtained_at;
  gint64 fresh_until;
  gint64 valid_until;
  gboolean renewed_by_reject;
  GError *blocked_error;
  gint64 blocked_until;
} VouchTokenBook;

void vouch_token_book_init (VouchTokenBook *self,
                            VouchClock     *clock);
void vouch_token_book_clear (VouchTokenBook *self);
void vouch_token_book_forget (VouchTokenBook *self);
void vouch_token_book_take_kept (VouchTokenBook *self,
                                 VouchTokenPair *pair);
void vouch_token_book_take_fresh (VouchTokenBook *self,
                                  VouchTokenPair *pair);
gint64 vouch_token_book_get_next_generation (VouchTokenBook *self);
gint64 vouch_token_book_get_age (VouchTokenBook *self);

gboolean vouch_token_book_is_over (VouchTokenBook *self);
gboolean vouch_token_book_has_stale_marks (VouchTokenBook *self);
gboolean vouch_token_book_is_valid (VouchTokenBook *self);
gboolean vouch_token_book_is_fresh (VouchTokenBook *self);
gboolean vouch_token_book_is_usable (VouchTokenBook *self);

void vouch_token_book_note_refusal (VouchTokenBook *self);
gboolean vouch_token_book_is_refused_lately (VouchTokenBook *self);
GError *vouch_token_book_new_refused_error (VouchTokenBook *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_token_book_reject (VouchTokenBook *self,
                                  const char     *access_token);

void vouch_token_book_block (VouchTokenBook *self,
                             const GError   *error,
                             gint64          duration);
void vouch_token_book_unblock (VouchTokenBook *self);
GError *vouch_token_book_dup_block (VouchTokenBook *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
