/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-asking.h"

#include "base/vouch-secrets.h"

typedef struct
{
  GTask *task;        /* (owned) (nullable): the caller's, until it is answered */
  GSource *cancelled; /* (owned) (nullable) */
  guint watch;
  gboolean there;     /* who asks is on the bus */
} Asking;

static void
appeared_cb (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  ((Asking *) user_data)->there = TRUE;
}

/* libsecret 0.20 forgets to answer when the keyring dies with its question. */
static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  Asking *asking = user_data;
  g_autoptr(GTask) task = NULL;

  if (!asking->there || asking->task == NULL)
    return;

  task = g_steal_pointer (&asking->task);
  g_task_return_new_error (task, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_FAILED,
                           "the keyring ended while it was asked");
}

static gboolean
asking_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  Asking *asking = user_data;
  g_autoptr(GTask) task = g_steal_pointer (&asking->task);

  if (task != NULL)
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static Asking *
asking_new (GTask *task) /* (transfer full) */
{
  Asking *asking = g_new0 (Asking, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  asking->task = task;
  asking->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, VOUCH_KEYRING_SERVICE,
                                    G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb,
                                    asking, NULL);
  if (cancellable == NULL)
    return asking;

  asking->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (asking->cancelled, G_SOURCE_FUNC (asking_cancelled_cb), asking, NULL);
  g_source_attach (asking->cancelled, g_main_context_get_thread_default ());
  return asking;
}

/* Returns: (transfer full) (nullable): who still waits for the answer */
static GTask *
asking_end (Asking *asking) /* (transfer full) */
{
  g_autofree Asking *owned = asking;

  g_bus_unwatch_name (owned->watch);
  if (owned->cancelled != NULL)
    g_source_destroy (owned->cancelled);
  g_clear_pointer (&owned->cancelled, g_source_unref);
  return g_steal_pointer (&owned->task);
}

static void
asked_for_secret_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = asking_end (user_data);
  GError *error = NULL;
  char *secret = g_task_propagate_pointer (G_TASK (result), &error);

  if (task == NULL)
    {
      vouch_secret_free (secret);
      g_clear_error (&error);
    }
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) vouch_secret_free);
}

static void
asked_to_do_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = asking_end (user_data);
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (task == NULL)
    g_clear_error (&error);
  else if (!done)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * vouch_asking_wrap:
 * @task: (transfer full): a caller's task
 * @for_secret: it is answered with a secret, else with a boolean
 *
 * Returns: (transfer full): a task without a cancellable for what may ask the person; its answer
 *   goes to @task, unless that was cancelled before
 */
GTask *
vouch_asking_wrap (GTask    *task,
                   gboolean  for_secret)
{
  return g_task_new (g_task_get_source_object (task), NULL,
                     for_secret ? asked_for_secret_cb : asked_to_do_cb, asking_new (task));
}
