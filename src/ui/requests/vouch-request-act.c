/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "sync/vouch-actions.h"
#include "ui/requests/vouch-request-act.h"
#include "ui/vouch-load.h"

typedef struct
{
  gint64 request_id;
  VouchRequestAct act;
  char *attempt_id;  /* (owned) */
  gint64 now;
} Wish;

static void
wish_free (Wish *self)
{
  g_free (self->attempt_id);
  g_free (self);
}

static gboolean
commit (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  const Wish *self = data;

  if (self->act == VOUCH_REQUEST_ACT_CANCEL)
    return vouch_action_cancel (db, self->request_id, self->attempt_id, self->now, error);

  return vouch_action_remind (db, self->request_id, self->attempt_id, self->now, error);
}

void
vouch_request_act_async (VouchHub            *hub,
                         gint64               request_id,
                         VouchRequestAct      act,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->request_id = request_id;
  wish->act = act;
  wish->attempt_id = vouch_random_hex (vouch_context_get_random (vouch_hub_get_context (hub)), 16);
  wish->now = vouch_hub_get_now (hub);
  vouch_save_async (vouch_hub_get_store (hub), "commit wish", commit, wish,
                    (GDestroyNotify) wish_free, cancellable, callback, user_data);
}

gboolean
vouch_request_act_finish (GAsyncResult  *result,
                          GError       **error)
{
  Wish *wish = vouch_save_finish (result, error);

  if (wish == NULL)
    return FALSE;

  wish_free (wish);
  return TRUE;
}

/* Delivering again. */

typedef struct
{
  gint64 request_id;
  GPtrArray *items;    /* (owned), of VouchDeliveredItem: copies, since the worker reads them */
  VouchRandom *random; /* (owned) */
  gint64 now;
} Again;

static void
again_free (Again *self)
{
  g_ptr_array_unref (self->items);
  g_object_unref (self->random);
  g_free (self);
}

static gboolean
redeliver (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const Again *self = data;

  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *attempt_id = vouch_random_hex (self->random, 16);

      if (!vouch_action_redeliver (db, self->request_id, self->items->pdata[i], attempt_id,
                                   self->now, error))
        return FALSE;
    }

  return TRUE;
}

void
vouch_request_redeliver_async (VouchHub            *hub,
                               gint64               request_id,
                               GPtrArray           *items,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Again *again = g_new0 (Again, 1);

  again->request_id = request_id;
  again->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_delivered_item_free);
  again->random = g_object_ref (vouch_context_get_random (vouch_hub_get_context (hub)));
  again->now = vouch_hub_get_now (hub);
  for (guint i = 0; i < items->len; i++)
    {
      const VouchDeliveredItem *item = items->pdata[i];

      if (item->state == VOUCH_DELIVERED_MISSING)
        g_ptr_array_add (again->items, vouch_delivered_item_copy (item));
    }

  vouch_save_async (vouch_hub_get_store (hub), "commit wish", redeliver, again,
                    (GDestroyNotify) again_free, cancellable, callback, user_data);
}

gboolean
vouch_request_redeliver_finish (GAsyncResult  *result,
                                GError       **error)
{
  Again *again = vouch_save_finish (result, error);

  if (again == NULL)
    return FALSE;

  again_free (again);
  return TRUE;
}
