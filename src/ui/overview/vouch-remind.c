/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"
#include "ui/overview/vouch-remind.h"
#include "ui/vouch-load.h"

typedef struct
{
  /* Input. */
  GArray *ids;          /* (owned), of gint64 */
  GPtrArray *attempts;  /* (owned), of the same length: names for what is sent */
  gint64 now;

  /* Output. */
  guint n_planned;
  guint n_left;
} Reminders;

static void
reminders_free (Reminders *self)
{
  g_array_unref (self->ids);
  g_ptr_array_unref (self->attempts);
  g_free (self);
}

static gboolean
commit (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  Reminders *self = data;

  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autoptr(GError) failure = NULL;

      if (vouch_action_remind (db, g_array_index (self->ids, gint64, i), self->attempts->pdata[i],
                               self->now, &failure))
        self->n_planned++;
      else if (failure->domain == VOUCH_ACTION_ERROR)
        self->n_left++;
      else
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}

void
vouch_remind_async (VouchHub            *hub,
                    GArray              *ids,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  VouchRandom *random = vouch_context_get_random (vouch_hub_get_context (hub));
  Reminders *reminders = g_new0 (Reminders, 1);

  reminders->ids = g_array_ref (ids);
  reminders->attempts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (reminders->attempts, vouch_random_hex (random, 16));
  reminders->now = vouch_hub_get_now (hub);
  vouch_save_async (vouch_hub_get_store (hub), "commit reminders", commit, reminders,
                    (GDestroyNotify) reminders_free, cancellable, callback, user_data);
}

gboolean
vouch_remind_finish (GAsyncResult  *result,
                     guint         *n_planned,
                     guint         *n_left,
                     GError       **error)
{
  Reminders *reminders = vouch_save_finish (result, error);

  if (reminders == NULL)
    return FALSE;

  *n_planned = reminders->n_planned;
  *n_left = reminders->n_left;
  reminders_free (reminders);
  return TRUE;
}
