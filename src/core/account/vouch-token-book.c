/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-book.h"

#include "base/vouch-error.h"

/* Tokens are renewed at 80 % of their life (reliability.md §2.6). */
#define FRESH_PERCENT 80

/* How far this computer's clock may have been set while a pair lay in the keyring. */
#define CLOCK_TOLERANCE (5 * G_TIME_SPAN_MINUTE)

/* A 401 may also mean "not this object" (smartrecruiters.md §2.4). So the token that a 401 has led
 * to is not given up for another 401 before this long. */
#define REJECT_SPACING (5 * G_TIME_SPAN_MINUTE)

static gint64
get_now (VouchTokenBook *self)
{
  return vouch_clock_get_boot (self->clock);
}

static gint64
get_seconds_left (VouchTokenBook *self,
                  gint64          until)
{
  gint64 left = MAX (until - get_now (self), 0);

  return (left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;
}

void
vouch_token_book_init (VouchTokenBook *self,
                       VouchClock     *clock)
{
  self->clock = g_object_ref (clock);
  self->marks.generation = -1;
}

void
vouch_token_book_clear (VouchTokenBook *self)
{
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pair, vouch_token_pair_free);
  g_clear_error (&self->blocked_error);
}

/* Takes @pair, which may be %NULL. */
static void
set_pair (VouchTokenBook *self,
          VouchTokenPair *pair)
{
  g_clear_pointer (&self->pair, vouch_token_pair_free);
  self->pair = pair;
  self->loaded = TRUE;
  self->rejected = FALSE;
  self->renewed_by_reject = FALSE;
  self->handed_out = FALSE;
  self->refused = FALSE;
  vouch_token_book_unblock (self);
}

/**
 * vouch_token_book_forget:
 * @self: a book
 *
 * Wipes the pair; the keyring is not asked again.
 */
void
vouch_token_book_forget (VouchTokenBook *self)
{
  set_pair (self, NULL);
  self->unsaved = FALSE;
}

/**
 * vouch_token_book_take_fresh:
 * @self: a book
 * @pair: (transfer full): a pair that has just come
 *
 * Its life is counted from now, by a clock that nobody sets.
 */
void
vouch_token_book_take_fresh (VouchTokenBook *self,
                             VouchTokenPair *pair)
{
  gboolean was_rejected = self->rejected;
  gint64 lifetime = pair->expires_at - pair->issued_at;

  set_pair (self, pair);
  self->renewed_by_reject = was_rejected;
  self->obtained_at = get_now (self);
  self->fresh_until = self->obtained_at + lifetime / 100 * FRESH_PERCENT;
  self->valid_until = self->obtained_at + lifetime;
}

/**
 * vouch_token_book_take_kept:
 * @self: a book whose marks are known
 * @pair: (transfer full) (nullable): what the keyring has
 *
 * The wall clock says how much of its life may be left. If that is wrong, there is one refresh too
 * many, or a 401 that leads to one. It is renewed first if a refresh of it has begun and is not
 * known to have ended, if it is old, or if its age cannot be known.
 */
void
vouch_token_book_take_kept (VouchTokenBook *self,
                            VouchTokenPair *pair)
{
  gint64 now = get_now (self);
  gint64 wall = vouch_clock_get_wall (self->clock);
  gint64 lifetime;
  gint64 left;

  set_pair (self, pair);
  if (pair == NULL)
    return;

  lifetime = MAX (pair->expires_at - pair->issued_at, 0);
  left = CLAMP (pair->expires_at - wall, 0, lifetime);
  self->obtained_at = now - (lifetime - left);
  self->valid_until = now + left;
  self->fresh_until = self->valid_until - lifetime / 100 * (100 - FRESH_PERCENT);
  self->refused = pair->refused_at != 0;
  self->refused_at = now - MAX (wall - pair->refused_at, 0);

  if (self->marks.generation >= pair->generation
      || vouch_token_book_get_age (self) >= VOUCH_TOKEN_OLD_AGE)
    self->fresh_until = now;
}

gint64
vouch_token_book_get_next_generation (VouchTokenBook *self)
{
  gint64 known = self->pair != NULL ? self->pair->generation : 0;

  return MAX (known, self->marks.generation) + 1;
}

/**
 * vouch_token_book_get_age:
 * @self: a book with a pair
 *
 * Returns: microseconds since the pair came; very old if the clock was set back meanwhile
 */
gint64
vouch_token_book_get_age (VouchTokenBook *self)
{
  gint64 age = vouch_clock_get_wall (self->clock) - self->pair->issued_at;

  return age >= -CLOCK_TOLERANCE ? age : G_MAXINT64;
}

/**
 * vouch_token_book_has_stale_marks:
 * @self: a book
 *
 * Returns: whether the pair is newer than the marks: it was saved, and the commit after it was lost
 */
gboolean
vouch_token_book_has_stale_marks (VouchTokenBook *self)
{
  return self->pair != NULL && self->marks.generation >= 0
         && self->pair->generation > self->marks.generation;
}

gboolean
vouch_token_book_is_over (VouchTokenBook *self)
{
  return self->marks.needs_reconnect && !vouch_token_book_has_stale_marks (self);
}

/**
 * vouch_token_book_is_valid:
 * @self: a book
 *
 * Returns: whether the access token may still be used, though perhaps it should be renewed
 */
gboolean
vouch_token_book_is_valid (VouchTokenBook *self)
{
  return self->pair != NULL && !self->unsaved && !self->rejected && !vouch_token_book_is_over (self)
         && get_now (self) < self->valid_until;
}

gboolean
vouch_token_book_is_fresh (VouchTokenBook *self)
{
  return vouch_token_book_is_valid (self) && get_now (self) < self->fresh_until;
}

/**
 * vouch_token_book_is_usable:
 * @self: a book
 *
 * Returns: whether the access token can be used without asking anybody
 */
gboolean
vouch_token_book_is_usable (VouchTokenBook *self)
{
  return vouch_token_book_is_fresh (self)
         || (vouch_token_book_is_valid (self) && get_now (self) < self->blocked_until);
}

/**
 * vouch_token_book_note_refusal:
 * @self: a book
 *
 * The only refresh token got its first definite "invalid_grant".
 */
void
vouch_token_book_note_refusal (VouchTokenBook *self)
{
  g_autoptr(GError) error = NULL;

  self->refused = TRUE;
  self->refused_at = get_now (self);
  self->pair->refused_at = vouch_clock_get_wall (self->clock);

  error = vouch_token_book_new_refused_error (self);
  vouch_token_book_block (self, error, VOUCH_TOKEN_REFUSAL_SPACING);
}

/**
 * vouch_token_book_is_refused_lately:
 * @self: a book
 *
 * Returns: whether another answer for the only refresh token would not count yet
 */
gboolean
vouch_token_book_is_refused_lately (VouchTokenBook *self)
{
  return self->refused && self->pair->previous_refresh == NULL
         && get_now (self) < self->refused_at + VOUCH_TOKEN_REFUSAL_SPACING;
}

GError *
vouch_token_book_new_refused_error (VouchTokenBook *self)
{
  GError *error = vouch_api_error_new (VOUCH_API_ERROR_NOT_SENT, 0,
                                       "no access token: refused once, asked again later");

  vouch_api_error_set_service_code (error, VOUCH_TOKENS_REFUSED_ONCE);
  vouch_api_error_set_retry_after (error,
                                   get_seconds_left (self, self->refused_at
                                                           + VOUCH_TOKEN_REFUSAL_SPACING));
  return error;
}

/**
 * vouch_token_book_reject:
 * @self: a book
 * @access_token: what a request that was answered 401 carried
 *
 * Returns: whether another token is worth a try
 */
gboolean
vouch_token_book_reject (VouchTokenBook *self,
                         const char     *access_token)
{
  if (self->pair == NULL)
    return FALSE;

  /* Replaced or given up already: the next one is on its way. */
  if (self->rejected || g_strcmp0 (access_token, self->pair->access) != 0)
    return TRUE;

  if (self->renewed_by_reject && get_now (self) < self->obtained_at + REJECT_SPACING)
    return FALSE;

  self->rejected = TRUE;
  return TRUE;
}

/**
 * vouch_token_book_block:
 * @self: a book
 * @error: what is answered meanwhile
 * @duration: microseconds
 *
 * Keeps callers that come one after the other from asking each time.
 */
void
vouch_token_book_block (VouchTokenBook *self,
                        const GError   *error,
                        gint64          duration)
{
  GError *copy = g_error_copy (error);

  g_clear_error (&self->blocked_error);
  self->blocked_error = copy;
  self->blocked_until = get_now (self) + duration;
}

void
vouch_token_book_unblock (VouchTokenBook *self)
{
  g_clear_error (&self->blocked_error);
  self->blocked_until = 0;
}

/**
 * vouch_token_book_dup_block:
 * @self: a book
 *
 * Returns: (transfer full) (nullable): what to answer instead of asking
 */
GError *
vouch_token_book_dup_block (VouchTokenBook *self)
{
  GError *error;

  if (self->blocked_error == NULL || get_now (self) >= self->blocked_until)
    return NULL;

  error = g_error_copy (self->blocked_error);
  if (error->domain == VOUCH_API_ERROR)
    vouch_api_error_set_retry_after (error, get_seconds_left (self, self->blocked_until));
  return error;
}
