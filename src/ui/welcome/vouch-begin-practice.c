/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/welcome/vouch-begin-practice.h"
#include "ui/welcome/vouch-try-practice.h"
#include "ui/widgets/vouch-dialogs.h"

typedef struct
{
  /* Input. */
  GWeakRef parent;

  /* In progress. */
  GError *refusal;  /* (owned) (nullable): the keyring was not unlocked */
} Beginning;

static void tried_cb    (GObject *object, GAsyncResult *result, gpointer user_data);
static void answered_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
beginning_free (Beginning *beginning)
{
  g_weak_ref_clear (&beginning->parent);
  g_clear_error (&beginning->refusal);
  g_free (beginning);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED) ||
         g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
}

static void
try (GTask *task) /* (transfer full) */
{
  vouch_try_practice_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                            tried_cb, task);
}

static void
ask (GTask     *task,   /* (transfer full) */
     GtkWidget *parent)
{
  vouch_confirm_async (parent, _("Go On Without the Keyring?"),
                       _("The keyring was not unlocked. The practice company works without it too, "
                         "but its connection is forgotten when Vouch ends."),
                       _("_Go On"), FALSE, g_task_get_cancellable (task), answered_cb, task);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = VOUCH_HUB (object);
  Beginning *beginning = g_task_get_task_data (task);
  g_autoptr(GtkWidget) parent = g_weak_ref_get (&beginning->parent);
  g_autoptr(GError) error = NULL;

  if (vouch_try_practice_finish (hub, result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (is_refusal (error) && parent != NULL && vouch_hub_can_forget (hub))
    {
      beginning->refusal = g_steal_pointer (&error);
      ask (g_steal_pointer (&task), parent);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  Beginning *beginning = g_task_get_task_data (task);

  if (!vouch_confirm_finish (result, NULL))
    {
      g_task_return_error (task, g_steal_pointer (&beginning->refusal));
      return;
    }

  g_clear_error (&beginning->refusal);
  vouch_hub_set_memory_only (hub, TRUE);
  try (g_steal_pointer (&task));
}

void
vouch_begin_practice_async (GtkWidget           *parent,
                            VouchHub            *hub,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (hub, cancellable, callback, user_data);
  Beginning *beginning = g_new0 (Beginning, 1);

  g_task_set_source_tag (task, vouch_begin_practice_async);
  g_weak_ref_init (&beginning->parent, parent);
  g_task_set_task_data (task, beginning, (GDestroyNotify) beginning_free);
  try (g_steal_pointer (&task));
}

gboolean
vouch_begin_practice_finish (VouchHub      *hub,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
