/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-executor.h"

struct _VouchThreadExecutor
{
  GObject parent_instance;

  GThread *thread;    /* (owned) */
  GAsyncQueue *queue; /* (owned), of Job */
};

typedef struct
{
  GTask *task; /* (owned) (nullable): %NULL ends the thread */
  VouchExecutorFunc func;
  gpointer data;
} Job;

typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} JobData;

static void vouch_thread_executor_iface_init (VouchExecutorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchThreadExecutor, vouch_thread_executor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_EXECUTOR,
                                                      vouch_thread_executor_iface_init))

static void
job_data_free (JobData *data)
{
  if (data->destroy != NULL)
    data->destroy (data->data);
  g_free (data);
}

static void
run_job (Job *job)
{
  g_autoptr(GTask) task = g_steal_pointer (&job->task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->func (job->data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gpointer
work (gpointer user_data)
{
  g_autoptr(GAsyncQueue) queue = user_data;

  while (TRUE)
    {
      g_autofree Job *job = g_async_queue_pop (queue);

      if (job->task == NULL)
        return NULL;
      run_job (job);
    }
}

static void
vouch_thread_executor_run_async (VouchExecutor       *executor,
                                 const char          *label,
                                 VouchExecutorFunc    func,
                                 gpointer             data,
                                 GDestroyNotify       destroy,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  VouchThreadExecutor *self = VOUCH_THREAD_EXECUTOR (executor);
  Job *job = g_new0 (Job, 1);
  JobData *job_data = g_new0 (JobData, 1);

  job_data->data = data;
  job_data->destroy = destroy;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, vouch_thread_executor_run_async);
  g_task_set_name (job->task, label);
  /* A transaction that was committed has to be reported as such. */
  g_task_set_check_cancellable (job->task, FALSE);
  g_task_set_task_data (job->task, job_data, (GDestroyNotify) job_data_free);
  job->func = func;
  job->data = data;

  g_async_queue_push (self->queue, job);
}

static gboolean
vouch_thread_executor_run_finish (VouchExecutor  *executor,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_thread_executor_finalize (GObject *object)
{
  VouchThreadExecutor *self = VOUCH_THREAD_EXECUTOR (object);

  /* Every task holds a reference, so the queue is empty by now. The last one may go in
   * the worker. */
  g_async_queue_push (self->queue, g_new0 (Job, 1));
  if (g_thread_self () != self->thread)
    g_thread_join (g_steal_pointer (&self->thread));
  else
    g_clear_pointer (&self->thread, g_thread_unref);
  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (vouch_thread_executor_parent_class)->finalize (object);
}

static void
vouch_thread_executor_iface_init (VouchExecutorInterface *iface)
{
  iface->run_async = vouch_thread_executor_run_async;
  iface->run_finish = vouch_thread_executor_run_finish;
}

static void
vouch_thread_executor_class_init (VouchThreadExecutorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_thread_executor_finalize;
}

static void
vouch_thread_executor_init (VouchThreadExecutor *self)
{
  self->queue = g_async_queue_new ();
}

/**
 * vouch_thread_executor_new:
 * @name: the thread's name, at most 15 bytes
 *
 * Returns: (transfer full): an executor with one thread of its own
 */
VouchExecutor *
vouch_thread_executor_new (const char *name)
{
  VouchThreadExecutor *self = g_object_new (VOUCH_TYPE_THREAD_EXECUTOR, NULL);

  self->thread = g_thread_new (name, work, g_async_queue_ref (self->queue));
  return VOUCH_EXECUTOR (self);
}
