/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-procedure.h"

typedef struct
{
  GTask *task;            /* (owned) (nullable): %NULL while not running */
  VouchReplyFunc replied;
  VouchNextFunc next;
  VouchRun *run;          /* (unowned) (nullable): the cycle's, which waits for all it runs */
  VouchStoreFunc func;    /* of the transaction under way */
  VouchHttp *http;        /* (owned) (nullable): of the slot */
  VouchHttpSlot *slot;    /* (owned) (nullable): what was reserved and is not sent yet */

  GPtrArray *children;    /* (owned) (nullable): those not begun yet */
  guint n_running;
  GError *child_error;    /* (owned) (nullable): the first */
} VouchProcedurePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VouchProcedure, vouch_procedure, G_TYPE_OBJECT)

static VouchProcedurePrivate *
get_private (VouchProcedure *self)
{
  return vouch_procedure_get_instance_private (self);
}

static GCancellable *
get_cancellable (VouchProcedure *self)
{
  VouchProcedurePrivate *priv = get_private (self);

  g_assert (priv->task != NULL);
  return g_task_get_cancellable (priv->task);
}

static void
go_on (VouchProcedure *self,
       GError         *error) /* (transfer full) (nullable) */
{
  g_autoptr(GError) owned = error;
  VouchNextFunc next = g_steal_pointer (&get_private (self)->next);

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_procedure_take_error (self, g_steal_pointer (&owned));
  else
    next (self, owned);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  VouchReplyFunc replied = g_steal_pointer (&get_private (self)->replied);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_procedure_take_error (self, g_steal_pointer (&error));
  else
    replied (self, reply, error);
}

static void
reserved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  VouchProcedurePrivate *priv = get_private (self);
  GError *error = NULL;

  priv->slot = vouch_http_reserve_finish (VOUCH_HTTP (object), result, &error);
  go_on (self, error);
}

static void
wrote_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  GError *error = NULL;

  vouch_store_write_finish (VOUCH_STORE (object), result, &error);
  go_on (self, error);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  GError *error = NULL;

  vouch_clock_wait_finish (VOUCH_CLOCK (object), result, &error);
  go_on (self, error);
}

static void
child_ran_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  GError *error = NULL;

  vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  go_on (self, error);
}

static void run_more (VouchProcedure *self);

static void
one_ran_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VouchProcedure) self = user_data;
  VouchProcedurePrivate *priv = get_private (self);
  g_autoptr(GError) error = NULL;

  vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  if (error != NULL && priv->child_error == NULL)
    priv->child_error = g_steal_pointer (&error);

  priv->n_running--;
  if (VOUCH_PROCEDURE_GET_CLASS (self)->child_ended != NULL)
    VOUCH_PROCEDURE_GET_CLASS (self)->child_ended (self);
  run_more (self);
}

static void
run_one (VouchProcedure *self)
{
  VouchProcedurePrivate *priv = get_private (self);
  g_autoptr(VouchProcedure) child = g_ptr_array_steal_index (priv->children, 0);

  priv->n_running++;
  vouch_procedure_set_run (child, priv->run);
  vouch_procedure_run_async (child, get_cancellable (self), one_ran_cb, g_object_ref (self));
}

static void
run_more (VouchProcedure *self)
{
  VouchProcedurePrivate *priv = get_private (self);

  if (priv->children->len > 0 && !g_cancellable_is_cancelled (get_cancellable (self)))
    run_one (self);
  else if (priv->n_running == 0)
    {
      g_clear_pointer (&priv->children, g_ptr_array_unref);
      go_on (self, g_steal_pointer (&priv->child_error));
    }
}

static void
none_to_run_cb (gpointer user_data)
{
  g_autoptr(VouchProcedure) self = user_data;

  run_more (self);
}

static void
vouch_procedure_finalize (GObject *object)
{
  g_assert (get_private (VOUCH_PROCEDURE (object))->task == NULL);

  G_OBJECT_CLASS (vouch_procedure_parent_class)->finalize (object);
}

static void
vouch_procedure_class_init (VouchProcedureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_procedure_finalize;
}

static void
vouch_procedure_init (VouchProcedure *self)
{
}

/**
 * vouch_procedure_run_async:
 * @self: a procedure that is not running
 * @cancellable: (nullable): ends it in whatever step it is
 * @callback: (scope async): called when it has ended
 * @user_data: data for @callback
 *
 * Runs it from its start.
 */
void
vouch_procedure_run_async (VouchProcedure      *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  VouchProcedurePrivate *priv = get_private (self);

  g_return_if_fail (priv->task == NULL);

  priv->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (priv->task, vouch_procedure_run_async);
  VOUCH_PROCEDURE_GET_CLASS (self)->start (self);
}

gboolean
vouch_procedure_run_finish (VouchProcedure  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_procedure_set_run:
 * @self: a procedure
 * @run: (nullable): a run that lives as long as @self runs
 *
 * What its transactions and those of its children write into the ledger belongs to @run.
 */
void
vouch_procedure_set_run (VouchProcedure *self,
                         VouchRun       *run)
{
  get_private (self)->run = run;
}

/**
 * vouch_procedure_call:
 * @self: a running procedure
 * @http: the service
 * @call: (transfer full): what to call
 * @then: what comes next
 */
void
vouch_procedure_call (VouchProcedure *self,
                      VouchHttp      *http,
                      VouchCall      *call,
                      VouchReplyFunc  then)
{
  g_autoptr(VouchCall) owned = call;

  get_private (self)->replied = then;
  vouch_http_send_async (http, owned, get_cancellable (self), called_cb, g_object_ref (self));
}

/**
 * vouch_procedure_reserve:
 * @self: a running procedure
 * @http: the service
 * @call: (transfer full): an effect
 * @then: what comes next: something stored, then vouch_procedure_send()
 *
 * Waits until the call could leave at once. The turn is given back when the procedure ends.
 */
void
vouch_procedure_reserve (VouchProcedure *self,
                         VouchHttp      *http,
                         VouchCall      *call,
                         VouchNextFunc   then)
{
  VouchProcedurePrivate *priv = get_private (self);
  g_autoptr(VouchCall) owned = call;

  g_assert (priv->slot == NULL);
  priv->next = then;
  g_set_object (&priv->http, http);
  vouch_http_reserve_async (http, owned, get_cancellable (self), reserved_cb, g_object_ref (self));
}

/**
 * vouch_procedure_send:
 * @self: a running procedure that has reserved a call
 * @then: what comes next
 */
void
vouch_procedure_send (VouchProcedure *self,
                      VouchReplyFunc  then)
{
  VouchProcedurePrivate *priv = get_private (self);

  priv->replied = then;
  vouch_http_send_slot_async (priv->http, g_steal_pointer (&priv->slot), get_cancellable (self),
                              called_cb, g_object_ref (self));
}

static gboolean
write_for_run (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchProcedurePrivate *priv = get_private (data);

  vouch_db_set_run (db, priv->run);
  return priv->func (db, data, error);
}

/**
 * vouch_procedure_write:
 * @self: a running procedure
 * @store: the store
 * @label: what the transaction is, for tests: "commit page"
 * @func: the transaction; its data is @self
 * @then: what comes next
 */
void
vouch_procedure_write (VouchProcedure *self,
                       VouchStore     *store,
                       const char     *label,
                       VouchStoreFunc  func,
                       VouchNextFunc   then)
{
  VouchProcedurePrivate *priv = get_private (self);

  priv->next = then;
  priv->func = func;
  vouch_store_write_async (store, label, priv->run != NULL ? write_for_run : func, self, NULL,
                           get_cancellable (self), wrote_cb, g_object_ref (self));
}

void
vouch_procedure_wait (VouchProcedure *self,
                      VouchClock     *clock,
                      gint64          delay,
                      VouchNextFunc   then)
{
  get_private (self)->next = then;
  vouch_clock_wait_async (clock, delay, get_cancellable (self), waited_cb, g_object_ref (self));
}

/**
 * vouch_procedure_run_child:
 * @self: a running procedure
 * @child: another one; the caller keeps its reference and may read results from it
 * @then: what comes next
 */
void
vouch_procedure_run_child (VouchProcedure *self,
                           VouchProcedure *child,
                           VouchNextFunc   then)
{
  get_private (self)->next = then;
  vouch_procedure_set_run (child, get_private (self)->run);
  vouch_procedure_run_async (child, get_cancellable (self), child_ran_cb, g_object_ref (self));
}

/**
 * vouch_procedure_run_all:
 * @self: a running procedure
 * @children: (transfer full) (element-type VouchProcedure): procedures that do not know each other
 * @at_once: how many run side by side
 * @then: what comes when all have ended; its error is the first of any
 *
 * Runs all of them; the failure of one stops none of the others.
 */
void
vouch_procedure_run_all (VouchProcedure *self,
                         GPtrArray      *children,
                         guint           at_once,
                         VouchNextFunc   then)
{
  VouchProcedurePrivate *priv = get_private (self);

  priv->next = then;
  priv->children = children;
  if (children->len == 0)
    g_idle_add_once (none_to_run_cb, g_object_ref (self));
  for (guint i = 0; i < at_once && priv->children->len > 0; i++)
    run_one (self);
}

static GTask *
end (VouchProcedure *self)
{
  VouchProcedurePrivate *priv = get_private (self);

  g_assert (priv->task != NULL && priv->next == NULL && priv->replied == NULL);
  g_clear_pointer (&priv->slot, vouch_http_slot_free);
  g_clear_object (&priv->http);
  return g_steal_pointer (&priv->task);
}

/**
 * vouch_procedure_return:
 * @self: a running procedure
 *
 * Ends it with success.
 */
void
vouch_procedure_return (VouchProcedure *self)
{
  g_autoptr(GTask) task = end (self);

  g_task_return_boolean (task, TRUE);
}

/**
 * vouch_procedure_fail:
 * @self: a running procedure
 * @error: why; copied
 *
 * Ends it with an error.
 */
void
vouch_procedure_fail (VouchProcedure *self,
                      const GError   *error)
{
  vouch_procedure_take_error (self, g_error_copy (error));
}

/**
 * vouch_procedure_take_error:
 * @self: a running procedure
 * @error: (transfer full): why
 *
 * Ends it with an error.
 */
void
vouch_procedure_take_error (VouchProcedure *self,
                            GError         *error)
{
  g_autoptr(GTask) task = end (self);

  g_task_return_error (task, error);
}

void
vouch_procedure_pass_on (VouchProcedure *self,
                         const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (self, error);
  else
    vouch_procedure_return (self);
}
