/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-request-state.h"
#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_LIST (vouch_observe_list_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveList, vouch_observe_list, VOUCH, OBSERVE_LIST, VouchProcedure)

/**
 * VouchObserveList:
 *
 * Asks Crosschq's list which of our open requests changed, instead of asking for each of them
 * (reliability.md §2.4). A list is a hint: what differs is read by id then. Where there is no list,
 * or its filter by time has no effect, the session learns so and nothing is known.
 */
VouchObserveList *vouch_observe_list_new     (VouchSession          *session,
                                              GPtrArray             *open)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether the list covers everything since the last time. */
gboolean          vouch_observe_list_covers  (VouchObserveList      *self);
gboolean          vouch_observe_list_differs (VouchObserveList      *self,
                                              const VouchRequestRow *request);

G_END_DECLS
