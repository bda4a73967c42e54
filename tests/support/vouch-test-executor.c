/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "vouch-test-executor.h"

struct _VouchTestExecutor
{
  GObject parent_instance;

  GQueue jobs;           /* (owned) (element-type Job) */
  VouchTestHook hook;
  gpointer hook_data;    /* (unowned) */
  guint n_run;
};

typedef struct
{
  GTask *task; /* (owned) */
  char *label; /* (owned) */
  VouchExecutorFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Job;

static void vouch_test_executor_iface_init (VouchExecutorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTestExecutor, vouch_test_executor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_EXECUTOR,
                                                      vouch_test_executor_iface_init))

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_object (&job->task);
  g_free (job->label);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
return_died (Job *job)
{
  g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the process died");
}

static void
run_job (VouchTestExecutor *self,
         Job               *job)
{
  GError *error = NULL;
  gboolean good;

  if (g_task_return_error_if_cancelled (job->task))
    return;

  if (self->hook.before != NULL && !self->hook.before (job->label, self->hook_data))
    {
      return_died (job);
      return;
    }

  self->n_run++;
  good = job->func (job->data, g_task_get_cancellable (job->task), &error);
  if (self->hook.after != NULL && !self->hook.after (job->label, self->hook_data))
    {
      g_clear_error (&error);
      return_died (job);
      return;
    }

  if (good)
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, error);
}

static gboolean
run_next_cb (gpointer user_data)
{
  VouchTestExecutor *self = VOUCH_TEST_EXECUTOR (user_data);
  g_autoptr(Job) job = g_queue_pop_head (&self->jobs);

  run_job (self, job);
  return G_SOURCE_REMOVE;
}

static void
vouch_test_executor_run_async (VouchExecutor       *executor,
                               const char          *label,
                               VouchExecutorFunc    func,
                               gpointer             data,
                               GDestroyNotify       destroy,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  VouchTestExecutor *self = VOUCH_TEST_EXECUTOR (executor);
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, vouch_test_executor_run_async);
  g_task_set_name (job->task, label);
  g_task_set_check_cancellable (job->task, FALSE);
  job->label = g_strdup (label);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_queue_push_tail (&self->jobs, job);

  g_idle_add_full (G_PRIORITY_DEFAULT, run_next_cb, g_object_ref (self), g_object_unref);
}

static gboolean
vouch_test_executor_run_finish (VouchExecutor  *executor,
                                GAsyncResult   *result,
                                GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_test_executor_iface_init (VouchExecutorInterface *iface)
{
  iface->run_async = vouch_test_executor_run_async;
  iface->run_finish = vouch_test_executor_run_finish;
}

static void
vouch_test_executor_class_init (VouchTestExecutorClass *klass)
{
}

static void
vouch_test_executor_init (VouchTestExecutor *self)
{
  g_queue_init (&self->jobs);
}

VouchTestExecutor *
vouch_test_executor_new (void)
{
  return g_object_new (VOUCH_TYPE_TEST_EXECUTOR, NULL);
}

/**
 * vouch_test_executor_set_hook:
 * @self: an executor
 * @hook: (nullable): copied; %NULL takes it away
 * @user_data: for the hook
 */
void
vouch_test_executor_set_hook (VouchTestExecutor   *self,
                              const VouchTestHook *hook,
                              gpointer             user_data)
{
  self->hook = hook != NULL ? *hook : (VouchTestHook) { NULL, NULL };
  self->hook_data = user_data;
}

guint
vouch_test_executor_get_n_run (VouchTestExecutor *self)
{
  return self->n_run;
}
