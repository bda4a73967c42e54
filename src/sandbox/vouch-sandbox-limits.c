/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-limits.h"

#define MAX_RATE 64

/* One credential's account; tickets keep it alive beyond the sandbox. */
typedef struct
{
  gint64 taken[2][MAX_RATE];  /* when the last ones were accepted, newest first; [1] is slow */
  gint64 in_flight;
  gint64 searching;
} VouchAccount;

struct _VouchTicket
{
  VouchAccount *account;  /* (owned) */
  gboolean search;
};

struct _VouchLimits
{
  GHashTable *accounts;  /* (owned) (element-type utf8 VouchAccount): looked up, never walked */
};

static void
release_account (gpointer data)
{
  g_rc_box_release (data);
}

VouchLimits *
vouch_limits_new (void)
{
  VouchLimits *self = g_new0 (VouchLimits, 1);

  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release_account);

  return self;
}

void
vouch_limits_free (VouchLimits *self)
{
  g_hash_table_unref (self->accounts);
  g_free (self);
}

static VouchAccount *
get_account (VouchLimits *self,
             const char  *credential)
{
  VouchAccount *account = g_hash_table_lookup (self->accounts, credential);

  if (account == NULL)
    {
      account = g_rc_box_new0 (VouchAccount);
      for (guint i = 0; i < MAX_RATE; i++)
        account->taken[0][i] = account->taken[1][i] = G_MININT64;
      g_hash_table_insert (self->accounts, g_strdup (credential), account);
    }

  return account;
}

/* The clock may have been set back; what lies in the future does not count for ever. */
static gint64
count_recent (const gint64 *taken,
              gint64        now)
{
  gint64 count = 0;

  for (guint i = 0; i < MAX_RATE; i++)
    {
      if (taken[i] != G_MININT64 && taken[i] <= now && now - taken[i] < G_USEC_PER_SEC)
        count++;
    }

  return count;
}

static void
note_taken (gint64 *taken,
            gint64  now)
{
  for (guint i = MAX_RATE - 1; i > 0; i--)
    taken[i] = taken[i - 1];
  taken[0] = now;
}

/**
 * vouch_limits_take:
 * @credential: whose account it is; any text
 * @slow: whether the operation allows two a second only
 * @search: whether only one may be in flight
 * @state: (inout): the limits; what is left is filled in
 * @ticket: (out) (nullable): free it when the request is over; %NULL when refused
 */
VouchLimit
vouch_limits_take (VouchLimits      *self,
                   const char       *credential,
                   gboolean          slow,
                   gboolean          search,
                   gint64            now,
                   VouchLimitState  *state,
                   VouchTicket     **ticket)
{
  VouchAccount *account = get_account (self, credential);
  gint64 *taken = account->taken[slow ? 1 : 0];
  gint64 rate = MIN (slow ? 2 : state->rate, MAX_RATE);
  gint64 concurrent = search ? 1 : state->concurrent;
  gint64 in_flight = search ? account->searching : account->in_flight;

  *ticket = NULL;
  state->rate = rate;
  state->rate_left = MAX (rate - count_recent (taken, now), 0);
  state->concurrent = concurrent;
  state->concurrent_left = MAX (concurrent - in_flight, 0);

  if (state->concurrent_left == 0)
    return search ? VOUCH_LIMIT_SEARCH : VOUCH_LIMIT_CONCURRENT;
  if (state->rate_left == 0)
    return VOUCH_LIMIT_RATE;

  note_taken (taken, now);
  account->in_flight++;
  account->searching += search ? 1 : 0;
  state->rate_left--;
  state->concurrent_left--;
  *ticket = g_new0 (VouchTicket, 1);
  (*ticket)->account = g_rc_box_acquire (account);
  (*ticket)->search = search;

  return VOUCH_LIMIT_OK;
}

void
vouch_ticket_free (VouchTicket *ticket)
{
  ticket->account->in_flight--;
  ticket->account->searching -= ticket->search ? 1 : 0;
  g_rc_box_release (ticket->account);
  g_free (ticket);
}
