/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "http/vouch-http.h"
#include "model/vouch-run.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PROCEDURE (vouch_procedure_get_type ())
G_DECLARE_DERIVABLE_TYPE (VouchProcedure, vouch_procedure, VOUCH, PROCEDURE, GObject)

/**
 * VouchReplyFunc:
 * @self: the procedure
 * @reply: (nullable): the answer
 * @error: (nullable): why there is none; never a cancellation
 *
 * What happens after a call.
 */
typedef void (* VouchReplyFunc) (VouchProcedure *self,
                                 VouchReply     *reply,
                                 const GError   *error);

/**
 * VouchNextFunc:
 * @self: the procedure
 * @error: (nullable): why the step failed; never a cancellation
 *
 * What happens after a transaction, a wait or a child.
 */
typedef void (* VouchNextFunc) (VouchProcedure *self,
                                const GError   *error);

/**
 * VouchProcedure:
 *
 * Work that goes step by step: a call to a service, a transaction, a wait, another procedure. A
 * step names the function that comes after it, so that a subclass reads from top to bottom and
 * holds its state in its own fields. Only one step is under way at a time: a transaction may
 * therefore use the procedure itself as its data. A cancellation ends the procedure in whatever
 * step it is; a function that would come next is not called then. Every path ends in exactly one
 * vouch_procedure_return(), vouch_procedure_fail(), vouch_procedure_take_error() or
 * vouch_procedure_pass_on().
 *
 * A class that counts may give child_ended, which is called after each of those that
 * vouch_procedure_run_all() runs.
 */
struct _VouchProcedureClass
{
  GObjectClass parent_class;

  void (* start)       (VouchProcedure *self);
  void (* child_ended) (VouchProcedure *self);
};

void      vouch_procedure_run_async  (VouchProcedure       *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  vouch_procedure_run_finish (VouchProcedure       *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void      vouch_procedure_set_run    (VouchProcedure       *self,
                                      VouchRun             *run);
void      vouch_procedure_call       (VouchProcedure       *self,
                                      VouchHttp            *http,
                                      VouchCall            *call,
                                      VouchReplyFunc        then);
void      vouch_procedure_reserve    (VouchProcedure       *self,
                                      VouchHttp            *http,
                                      VouchCall            *call,
                                      VouchNextFunc         then);
void      vouch_procedure_send       (VouchProcedure       *self,
                                      VouchReplyFunc        then);
void      vouch_procedure_write      (VouchProcedure       *self,
                                      VouchStore           *store,
                                      const char           *label,
                                      VouchStoreFunc        func,
                                      VouchNextFunc         then);
void      vouch_procedure_wait       (VouchProcedure       *self,
                                      VouchClock           *clock,
                                      gint64                delay,
                                      VouchNextFunc         then);
void      vouch_procedure_run_child  (VouchProcedure       *self,
                                      VouchProcedure       *child,
                                      VouchNextFunc         then);
void      vouch_procedure_run_all    (VouchProcedure       *self,
                                      GPtrArray            *children,
                                      guint                 at_once,
                                      VouchNextFunc         then);
void      vouch_procedure_return     (VouchProcedure       *self);
void      vouch_procedure_fail       (VouchProcedure       *self,
                                      const GError         *error);
void      vouch_procedure_take_error (VouchProcedure       *self,
                                      GError               *error);
/* What comes after the last step: @self ends as that did. */
void      vouch_procedure_pass_on    (VouchProcedure       *self,
                                      const GError         *error);

G_END_DECLS
