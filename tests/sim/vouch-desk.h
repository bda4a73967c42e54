/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "model/vouch-trigger.h"
#include "store/vouch-connections.h"
#include "store/vouch-requests.h"
#include "sync/vouch-actions.h"
#include "vouch-world.h"

G_BEGIN_DECLS

/**
 * VouchDesk:
 * @effects: (element-type VouchEffect): all of the outbox, by id
 * @triggers: (element-type VouchTrigger): all entries, by id
 * @requests: (element-type VouchRequestRow): all requests
 *
 * What lies in the store at one moment, for a test that asks or for a person who decides.
 */
typedef struct
{
  GPtrArray *effects;
  GPtrArray *triggers;
  GPtrArray *requests;
} VouchDesk;

VouchDesk       *vouch_desk_new          (VouchWorld       *world) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_desk_free         (VouchDesk        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDesk, vouch_desk_free)

VouchEffect     *vouch_desk_find_effect  (VouchDesk        *self,
                                          const char       *kind);
VouchTrigger    *vouch_desk_find_trigger (VouchDesk        *self);
VouchRequestRow *vouch_desk_find_request (VouchDesk        *self,
                                          gint64            id);

gboolean         vouch_desk_knows        (VouchDesk        *self,
                                          const char       *request_id);

/* What a person does. Returns whether Vouch took it. */
typedef enum
{
  VOUCH_HAND_RETRY,
  VOUCH_HAND_SEND_ANYWAY,
  VOUCH_HAND_SKIP_EFFECT,
  VOUCH_HAND_SKIP_TRIGGER,
  VOUCH_HAND_LINK,          /* text: the request's id at Crosschq */
  VOUCH_HAND_CONFIRM,
  VOUCH_HAND_CANCEL,
  VOUCH_HAND_REMIND,
  VOUCH_HAND_TURN_ON,
  VOUCH_HAND_TURN_OFF,
  VOUCH_HAND_PAUSE,
  VOUCH_HAND_RESUME,
  VOUCH_HAND_SEND,
  VOUCH_HAND_OBSERVE,
} VouchHand;

gboolean     vouch_hand               (VouchWorld       *world,
                                       VouchHand         what,
                                       gint64            id,
                                       const char       *text);
void         vouch_hand_set           (VouchWorld       *world,
                                       const char       *setting,
                                       const char       *value);
void         vouch_hand_speak         (VouchWorld       *world,
                                       const char       *dialect);

G_END_DECLS
