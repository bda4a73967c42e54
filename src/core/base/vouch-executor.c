/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-executor.h"

G_DEFINE_INTERFACE (VouchExecutor, vouch_executor, G_TYPE_OBJECT)

static void
vouch_executor_default_init (VouchExecutorInterface *iface)
{
}

/**
 * vouch_executor_run_async:
 * @self: an executor
 * @label: what is done, for tests that count operations: "commit page"
 * @func: runs on the worker
 * @data: for @func
 * @destroy: (nullable): frees @data, in whichever thread lets go of it last
 * @cancellable: (nullable): work that has begun is not interrupted by it
 * @callback: (scope async): called in the caller's main context
 * @user_data: data for @callback
 */
void
vouch_executor_run_async (VouchExecutor       *self,
                          const char          *label,
                          VouchExecutorFunc    func,
                          gpointer             data,
                          GDestroyNotify       destroy,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  VOUCH_EXECUTOR_GET_IFACE (self)->run_async (self, label, func, data, destroy, cancellable,
                                              callback, user_data);
}

gboolean
vouch_executor_run_finish (VouchExecutor  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  return VOUCH_EXECUTOR_GET_IFACE (self)->run_finish (self, result, error);
}
