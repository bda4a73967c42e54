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
