/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "base/vouch-util.h"
#include "http/vouch-pacers.h"

/* No service remembers a call longer, and what was learned of its pace is worth nothing by then. */
#define IDLE_AGE VOUCH_HOUR

#define KEY "vouch-pacers"

typedef struct
{
  const VouchHttpPolicy *policy;
  char *origin;       /* (owned) */
  char *account;      /* (owned) */
  VouchPacer *pacer;  /* (owned) */
} Entry;

static void
entry_free (Entry *self)
{
  g_free (self->origin);
  g_free (self->account);
  vouch_pacer_unref (self->pacer);
  g_free (self);
}

/* (element-type Entry) */
static GPtrArray *
get_entries (VouchTransport *transport)
{
  GPtrArray *entries = g_object_get_data (G_OBJECT (transport), KEY);

  if (entries == NULL)
    {
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      g_object_set_data_full (G_OBJECT (transport), KEY, entries,
                              (GDestroyNotify) g_ptr_array_unref);
    }

  return entries;
}

static void
drop_idle (GPtrArray *entries)
{
  for (guint i = entries->len; i > 0; i--)
    {
      Entry *entry = entries->pdata[i - 1];

      if (vouch_pacer_is_idle (entry->pacer, IDLE_AGE))
        g_ptr_array_remove_index (entries, i - 1);
    }
}

VouchPacer *
vouch_pacers_share (VouchTransport        *transport,
                    const VouchHttpPolicy *policy,
                    VouchClock            *clock,
                    const char            *origin,
                    const char            *account)
{
  GPtrArray *entries = get_entries (transport);
  Entry *added;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      if (entry->policy == policy && vouch_pacer_get_clock (entry->pacer) == clock &&
          g_str_equal (entry->origin, origin) && g_str_equal (entry->account, account))
        return vouch_pacer_ref (entry->pacer);
    }

  drop_idle (entries);
  added = g_new0 (Entry, 1);
  added->policy = policy;
  added->origin = g_strdup (origin);
  added->account = g_strdup (account);
  added->pacer = vouch_pacer_new (policy, clock);
  g_ptr_array_add (entries, added);
  return vouch_pacer_ref (added->pacer);
}
