/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-executor.h"

#include "vouch-test-util.h"

#define N_JOBS 200

/* Written by the worker, read after the job is done. */
typedef struct
{
  GString *order;      /* (owned) */
  GThread *thread;
  GMutex gate;
  gboolean began;      /* (atomic) */
} Work;

static void
work_init (Work *work)
{
  work->order = g_string_new (NULL);
  work->thread = NULL;
  g_mutex_init (&work->gate);
  work->began = FALSE;
}

static void
work_clear (Work *work)
{
  g_string_free (work->order, TRUE);
  g_mutex_clear (&work->gate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
gone_cb (gpointer  user_data,
         GObject  *where_it_was)
{
  gboolean *gone = user_data;

  g_atomic_int_set (gone, TRUE);
  g_main_context_wakeup (NULL);
}

/* The worker may hold it for a moment after it has said that the work is done. */
static void
finalize_executor (VouchExecutor *executor)
{
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (executor), gone_cb, &gone);
  g_object_unref (executor);
  vouch_test_wait_for (g_atomic_int_get (&gone));
}

typedef struct
{
  Work *work;
  guint number;
} Step;

static gboolean
append_number (gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Step *step = data;

  g_assert_true (step->work->thread == NULL || step->work->thread == g_thread_self ());
  step->work->thread = g_thread_self ();
  g_string_append_printf (step->work->order, "%u,", step->number);
  return TRUE;
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  guint *n_done = user_data;
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_executor_run_finish (VOUCH_EXECUTOR (object), result, &error));
  g_assert_no_error (error);
  (*n_done)++;
}

/* One at a time, in the order they came, on one thread that is not this one. */
static void
test_order (void)
{
  VouchExecutor *executor = vouch_thread_executor_new ("test");
  g_autoptr(GString) expected = g_string_new (NULL);
  g_auto(Work) work = { 0 };
  guint n_done = 0;

  work_init (&work);
  for (guint i = 0; i < N_JOBS; i++)
    {
      Step *step = g_new0 (Step, 1);

      step->work = &work;
      step->number = i;
      g_string_append_printf (expected, "%u,", i);
      vouch_executor_run_async (executor, "append", append_number, step, g_free, NULL, count_cb,
                                &n_done);
    }
  g_assert_cmpuint (n_done, ==, 0);
  vouch_test_wait_for (n_done == N_JOBS);

  g_assert_cmpstr (work.order->str, ==, expected->str);
  g_assert_true (work.thread != g_thread_self ());
  finalize_executor (executor);
}

static gboolean
fail (gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static void
test_error (void)
{
  VouchExecutor *executor = vouch_thread_executor_new ("test");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_executor_run_async (executor, "fail", fail, NULL, NULL, NULL, vouch_test_keep_result_cb,
                            &result);
  vouch_test_wait_for (result != NULL);
  g_assert_false (vouch_executor_run_finish (executor, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  g_clear_object (&result);
  finalize_executor (executor);
}

static gboolean
wait_at_gate (gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  g_atomic_int_set (&work->began, TRUE);
  g_mutex_lock (&work->gate);
  g_string_append (work->order, "gate,");
  g_mutex_unlock (&work->gate);
  g_main_context_wakeup (NULL);
  return TRUE;
}

/* Work that has begun is not interrupted, and what it did is reported; what waits is not begun. */
static void
test_cancel (void)
{
  VouchExecutor *executor = vouch_thread_executor_new ("test");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) running = NULL;
  g_autoptr(GAsyncResult) waiting = NULL;
  g_autoptr(GAsyncResult) later = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Work) work = { 0 };
  Step step = { &work, 2 };
  Step last = { &work, 3 };

  work_init (&work);
  g_mutex_lock (&work.gate);
  vouch_executor_run_async (executor, "gate", wait_at_gate, &work, NULL, cancellable,
                            vouch_test_keep_result_cb, &running);
  vouch_executor_run_async (executor, "append", append_number, &step, NULL, cancellable,
                            vouch_test_keep_result_cb, &waiting);
  vouch_executor_run_async (executor, "append", append_number, &last, NULL, NULL,
                            vouch_test_keep_result_cb, &later);
  while (!g_atomic_int_get (&work.began))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&work.gate);
  vouch_test_wait_for (running != NULL && waiting != NULL && later != NULL);

  g_assert_true (vouch_executor_run_finish (executor, running, &error));
  g_assert_no_error (error);
  g_assert_true (vouch_executor_run_finish (executor, later, &error));
  g_assert_no_error (error);
  g_assert_false (vouch_executor_run_finish (executor, waiting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (work.order->str, ==, "gate,3,");

  g_clear_object (&running);
  g_clear_object (&waiting);
  g_clear_object (&later);
  finalize_executor (executor);
}

/* The work keeps the executor until it is done. */
static void
test_let_go (void)
{
  VouchExecutor *executor = vouch_thread_executor_new ("test");
  guint n_done = 0;
  g_auto(Work) work = { 0 };
  Step step = { &work, 1 };

  work_init (&work);
  vouch_executor_run_async (executor, "append", append_number, &step, NULL, NULL, count_cb,
                            &n_done);
  finalize_executor (executor);
  vouch_test_wait_for (n_done == 1);

  g_assert_cmpstr (work.order->str, ==, "1,");
}

static void
test_unused (void)
{
  VouchExecutor *executor = vouch_thread_executor_new ("test");

  g_assert_finalize_object (executor);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/executor/order", test_order);
  g_test_add_func ("/executor/error", test_error);
  g_test_add_func ("/executor/cancel", test_cancel);
  g_test_add_func ("/executor/let-go", test_let_go);
  g_test_add_func ("/executor/unused", test_unused);

  return g_test_run ();
}
