/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "crosschq/vouch-crosschq-replies.h"
#include "model/vouch-effect.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/**
 * VouchRequestSearch:
 * @effect: the create
 * @request: its row
 * @person: (nullable): whom it is about
 * @entered_on: when the person entered the step, or 0
 * @siblings: (element-type VouchRequestRow): all requests of the application
 * @taken: (element-type utf8): ids at Crosschq that belong to other applications
 * @by_email: by the candidate's e-mail address and the position; otherwise by our external id
 * @n_items: how many were listed
 * @n_matches: how many of them can be the one that was wanted
 * @n_earlier: how many bear our external id, but are over, and from before the entry
 * @shows_ids: somebody's external id was listed
 * @shows_people: somebody's e-mail address and position were listed
 * @found: (nullable) (owned): id of the last one that matches
 *
 * Which of the requests that Crosschq lists is the one a create wanted (reliability.md §2.3). What
 * is above @n_items is borrowed.
 */
typedef struct
{
  const VouchEffect *effect;
  const VouchRequestRow *request;
  const VouchContact *person;
  gint64 entered_on;
  const GPtrArray *siblings;
  const GPtrArray *taken;
  gboolean by_email;

  guint n_items;
  guint n_matches;
  guint n_earlier;
  gboolean shows_ids;
  gboolean shows_people;
  char *found;
} VouchRequestSearch;

void     vouch_request_search_begin      (VouchRequestSearch       *self,
                                          gboolean                  by_email);
void     vouch_request_search_take       (VouchRequestSearch       *self,
                                          const VouchCrosschqPage  *page);
gboolean vouch_request_search_is_similar (const VouchRequestSearch *self);
void     vouch_request_search_learn      (VouchSession             *session,
                                          const VouchCrosschqPage  *page);

G_END_DECLS
