/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "sync/vouch-request-search.h"

/* Clocks of two services, and one that counts whole seconds (reliability.md §2.3). */
#define LOOK_SLACK (2 * VOUCH_MINUTE)

static gboolean
shows_person (const VouchCrosschqRequest *listed)
{
  return listed->candidate != NULL && listed->candidate->email != NULL && listed->position != NULL;
}

/* Another Vouch may have seen the same entry, and what it asked for may be over already. One from
 * before a person's first entry that we know of is for somebody to look at. */
static gboolean
was_for_entry (const VouchRequestSearch   *self,
               const VouchCrosschqRequest *listed)
{
  return self->effect->attempts == 0 && self->entered_on != 0 &&
         listed->created_at >= self->entered_on - LOOK_SLACK;
}

static gboolean
is_earlier (const VouchRequestSearch   *self,
            const VouchCrosschqRequest *listed)
{
  /* Of what was sent already nobody can say that it is not this one. */
  return !self->by_email && (self->effect->entry == 1 || self->effect->attempts > 0) &&
         g_strcmp0 (listed->external_id, self->request->external_id) == 0;
}

/* The request of an earlier entry that is over is not the one of this entry, however young it
 * is. */
static gboolean
is_old_sibling (const VouchRequestSearch   *self,
                const VouchCrosschqRequest *listed)
{
  for (guint i = 0; i < self->siblings->len && !vouch_stage_is_open (listed->stage); i++)
    {
      const VouchRequestRow *sibling = self->siblings->pdata[i];

      if (sibling->request_id != NULL && g_strcmp0 (sibling->request_id, listed->request_id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* One person may be on two jobs of the same name. */
static gboolean
is_taken (const VouchRequestSearch   *self,
          const VouchCrosschqRequest *listed)
{
  for (guint i = 0; i < self->taken->len; i++)
    {
      if (g_strcmp0 (self->taken->pdata[i], listed->request_id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_since_look (const VouchRequestSearch   *self,
               const VouchCrosschqRequest *listed)
{
  return self->effect->look_date != 0 && listed->created_at >= self->effect->look_date - LOOK_SLACK;
}

/* Whether one that is listed can be the one we wanted: an open one, or one made since we looked.
 * What looks alike, yet was there before we sent anything, is somebody else's. */
static gboolean
is_recent (const VouchRequestSearch   *self,
           const VouchCrosschqRequest *listed)
{
  gboolean dated = self->effect->look_date != 0 && listed->created_at != 0;

  if (self->by_email && self->effect->attempts > 0 && dated)
    return is_since_look (self, listed);

  return vouch_stage_is_open (listed->stage) || is_since_look (self, listed);
}

static gboolean
matches (const VouchRequestSearch   *self,
         const VouchCrosschqRequest *listed)
{
  if (!self->by_email)
    return g_strcmp0 (listed->external_id, self->request->external_id) == 0 &&
           (is_recent (self, listed) || was_for_entry (self, listed));

  return is_recent (self, listed) && shows_person (listed) && self->person != NULL &&
         self->person->email != NULL &&
         g_ascii_strcasecmp (listed->candidate->email, self->person->email) == 0 &&
         g_strcmp0 (listed->position, self->request->position) == 0;
}

/**
 * vouch_request_search_begin:
 * @self: a search whose borrowed members are set
 * @by_email: by the candidate's e-mail address and the position
 *
 * Forgets what an earlier one found.
 */
void
vouch_request_search_begin (VouchRequestSearch *self,
                            gboolean            by_email)
{
  self->by_email = by_email;
  self->n_items = self->n_matches = self->n_earlier = 0;
  self->shows_ids = self->shows_people = FALSE;
  g_clear_pointer (&self->found, g_free);
}

void
vouch_request_search_take (VouchRequestSearch      *self,
                           const VouchCrosschqPage *page)
{
  self->n_items += page->items->len;
  for (guint i = 0; i < page->items->len; i++)
    {
      const VouchCrosschqRequest *listed = page->items->pdata[i];

      self->shows_ids |= listed->external_id != NULL;
      self->shows_people |= shows_person (listed);
      if (is_old_sibling (self, listed) || is_taken (self, listed))
        continue;
      if (matches (self, listed))
        {
          self->n_matches++;
          vouch_set_str (&self->found, listed->request_id);
        }
      else
        {
          self->n_earlier += is_earlier (self, listed) ? 1 : 0;
        }
    }
}

/**
 * vouch_request_search_is_similar:
 * @self: a search that has taken all pages
 *
 * Returns: whether what it found is perhaps somebody else's, which only a person can tell: found by
 *   e-mail alone before anything was sent, or from before the entry
 */
gboolean
vouch_request_search_is_similar (const VouchRequestSearch *self)
{
  return (self->n_matches == 1 && self->by_email && self->effect->attempts == 0) ||
         (self->n_matches == 0 && self->n_earlier > 0);
}

/**
 * vouch_request_search_learn:
 * @session: the connection
 * @page: any page of Crosschq's list
 *
 * What is echoed there can be searched by (reliability.md §2.3).
 */
void
vouch_request_search_learn (VouchSession            *session,
                            const VouchCrosschqPage *page)
{
  vouch_session_learn (session, VOUCH_CAPABILITY_LIST, "yes");
  for (guint i = 0; i < page->items->len; i++)
    {
      const VouchCrosschqRequest *listed = page->items->pdata[i];

      if (listed->external_id != NULL)
        vouch_session_learn (session, VOUCH_CAPABILITY_EXTERNAL_ID, "yes");
      if (shows_person (listed))
        vouch_session_learn (session, VOUCH_CAPABILITY_PERSON, "yes");
    }
}
