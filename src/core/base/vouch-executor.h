/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_EXECUTOR (vouch_executor_get_type ())
G_DECLARE_INTERFACE (VouchExecutor, vouch_executor, VOUCH, EXECUTOR, GObject)

/**
 * VouchExecutorFunc:
 * @data: the data given to vouch_executor_run_async()
 * @cancellable: (nullable): the caller's
 * @error: return location
 *
 * Work for an executor's one worker. Returns: whether it succeeded.
 */
typedef gboolean (* VouchExecutorFunc) (gpointer       data,
                                        GCancellable  *cancellable,
                                        GError       **error);

/**
 * VouchExecutor:
 *
 * Runs functions one at a time, in the order they were submitted, and completes them in the
 * caller's main context, never from within the call. The real one owns one thread; a test's runs
 * them inline.
 * @label names the operation ("commit page") for tests that count and break operations.
 */
struct _VouchExecutorInterface
{
  GTypeInterface parent;

  void     (* run_async)  (VouchExecutor        *self,
                           const char           *label,
                           VouchExecutorFunc     func,
                           gpointer              data,
                           GDestroyNotify        destroy,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
  gboolean (* run_finish) (VouchExecutor        *self,
                           GAsyncResult         *result,
                           GError              **error);
};

void     vouch_executor_run_async  (VouchExecutor        *self,
                                    const char           *label,
                                    VouchExecutorFunc     func,
                                    gpointer              data,
                                    GDestroyNotify        destroy,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean vouch_executor_run_finish (VouchExecutor        *self,
                                    GAsyncResult         *result,
                                    GError              **error);

#define VOUCH_TYPE_THREAD_EXECUTOR (vouch_thread_executor_get_type ())
G_DECLARE_FINAL_TYPE (VouchThreadExecutor, vouch_thread_executor, VOUCH, THREAD_EXECUTOR, GObject)

VouchExecutor *vouch_thread_executor_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
