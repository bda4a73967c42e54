/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-application.h"
#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "crosschq/vouch-crosschq-dialect.h"
#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/**
 * VouchLook:
 * @VOUCH_LOOK_MORE: another read is needed: vouch_delivery_read() was called
 * @VOUCH_LOOK_FOUND: it is there already; the remote id is set where there is one
 * @VOUCH_LOOK_ABSENT: it is not there
 * @VOUCH_LOOK_BLIND: nobody can tell whether it is there
 * @VOUCH_LOOK_CHANGED: the facts it was planned from have changed; a reason is set
 * @VOUCH_LOOK_HOLD: it must not be done before a person acts; a reason is set
 * @VOUCH_LOOK_REFUSED: a lasting no that nobody has to mend; a reason is set
 * @VOUCH_LOOK_LATER: not now; a reason is set, and it is tried again after a while
 * @VOUCH_LOOK_FAILED: the read failed; the error given to the class says how
 *
 * What an effect's class found out.
 */
typedef enum
{
  VOUCH_LOOK_MORE,
  VOUCH_LOOK_FOUND,
  VOUCH_LOOK_ABSENT,
  VOUCH_LOOK_BLIND,
  VOUCH_LOOK_CHANGED,
  VOUCH_LOOK_HOLD,
  VOUCH_LOOK_REFUSED,
  VOUCH_LOOK_LATER,
  VOUCH_LOOK_FAILED,
} VouchLook;

/**
 * VouchRepeat:
 * @VOUCH_REPEAT_LOOK: a second one would be seen by people: repeated only after a look found
 * nothing
 * @VOUCH_REPEAT_SET: it sets one value of ours: repeating it is harmless
 */
typedef enum
{
  VOUCH_REPEAT_LOOK,
  VOUCH_REPEAT_SET,
} VouchRepeat;

#define VOUCH_TYPE_DELIVERY (vouch_delivery_get_type ())
G_DECLARE_DERIVABLE_TYPE (VouchDelivery, vouch_delivery, VOUCH, DELIVERY, VouchProcedure)

/**
 * VouchDelivery:
 *
 * One effect on its way, by the protocol of reliability.md §2.2: look, re-check, commit *sending*,
 * send, commit the outcome. The protocol is written once, here; a class per effect says how to
 * look, what to send and how to read the answer. None of its functions does I/O: they are given
 * answers.
 *
 * @crosschq: the effect goes to Crosschq; otherwise to SmartRecruiters
 * @repeat: whether it may be sent again when nobody knows what became of it
 * @refusable: 404 and 405 mean that this account's API does not offer it, and nobody has to mend
 * that
 * @unsupported: (nullable): text id of the reason when the answer is 404 or 405
 * @load: (nullable): reads more from the store before the look
 * @look: called first with neither reply nor error, then with the answer of each read it asked for
 * @build: the call that does it
 * @took: reads the answer of that call; may set the remote id
 * @sending: in the transaction that commits *sending*
 * @record: in the transaction that commits *done*
 * @undone: in the transaction that commits *superseded* or *refused*
 */
struct _VouchDeliveryClass
{
  VouchProcedureClass parent_class;

  gboolean crosschq;
  VouchRepeat repeat;
  gboolean refusable;
  const char *unsupported;
  gboolean    (* load)   (VouchDelivery *self,
                          VouchDb       *db,
                          GError       **error);
  VouchLook   (* look)   (VouchDelivery *self,
                          VouchReply    *reply,
                          const GError  *error);
  VouchCall * (* build)  (VouchDelivery *self);
  gboolean    (* took)   (VouchDelivery *self,
                          VouchReply    *reply,
                          GError       **error);
  gboolean    (* sending) (VouchDelivery *self,
                           VouchDb       *db,
                           GError       **error);
  gboolean    (* record) (VouchDelivery *self,
                          VouchDb       *db,
                          GError       **error);
  gboolean    (* undone) (VouchDelivery *self,
                          VouchDb       *db,
                          GError       **error);
};

VouchDelivery          *vouch_delivery_new             (VouchSession      *session,
                                                        const VouchEffect *effect)
  G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): text id of why nothing at all leaves for that connection now */
const char             *vouch_delivery_get_bar         (const VouchConnection *connection);

/* For classes. */
VouchSession               *vouch_delivery_get_session     (VouchDelivery *self);
const VouchEffect          *vouch_delivery_get_effect      (VouchDelivery *self);
const VouchApplication     *vouch_delivery_get_application (VouchDelivery *self);
const VouchRequestRow      *vouch_delivery_get_request     (VouchDelivery *self);
const VouchCrosschqDialect *vouch_delivery_get_dialect     (VouchDelivery *self);
guint                       vouch_delivery_get_n_reads     (VouchDelivery *self);
void                        vouch_delivery_read            (VouchDelivery *self,
                                                            gboolean       crosschq,
                                                            VouchCall     *call);
VouchLook                   vouch_delivery_stop            (VouchDelivery *self,
                                                            VouchLook      verdict,
                                                            VouchReason   *reason);
void                        vouch_delivery_set_remote_id   (VouchDelivery *self,
                                                            const char    *remote_id);
gboolean                    vouch_delivery_append_line     (VouchDelivery *self,
                                                            VouchDb       *db,
                                                            const char    *id,
                                                            VouchReason   *why,
                                                            GError       **error);

G_END_DECLS
