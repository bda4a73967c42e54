/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "store/vouch-requests.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"
#include "ui/attention/vouch-attention-act.h"
#include "ui/vouch-load.h"

#define MIN_ID_LENGTH 4
#define MAX_ID_LENGTH 64

typedef struct
{
  GPtrArray *entries;    /* (owned), of VouchAttentionIssue */
  VouchAttentionAct act;
  char *request_id;      /* (owned) (nullable) */
  gint64 connection_id;
  gint64 now;
} Wish;

static void
wish_free (Wish *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self->request_id);
  g_free (self);
}

/* One request at Crosschq is that of one application. */
static gboolean
link_request (const Wish  *self,
              VouchDb     *db,
              gint64       effect_id,
              GError     **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchRequestRow) known =
    vouch_requests_find_remote (db, self->connection_id, self->request_id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (known != NULL)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_LINKED, error);

  return vouch_action_link (db, effect_id, self->request_id, self->now, error);
}

static gboolean
act_on (const Wish                *self,
        VouchDb                   *db,
        const VouchAttentionItem  *item,
        GError                   **error)
{
  gboolean is_entry = item->kind == VOUCH_ATTENTION_ENTRY;

  switch (self->act)
    {
    case VOUCH_ATTENTION_ACT_RETRY:
    case VOUCH_ATTENTION_ACT_SEND_ANYWAY:
      return vouch_action_retry (db, item->row_id, self->act == VOUCH_ATTENTION_ACT_SEND_ANYWAY,
                                 self->now, error);
    case VOUCH_ATTENTION_ACT_SKIP:
      return is_entry ? vouch_action_skip_trigger (db, item->row_id, self->now, error)
                      : vouch_action_skip_effect (db, item->row_id, self->now, error);
    case VOUCH_ATTENTION_ACT_CONFIRM:
      return vouch_action_confirm (db, item->row_id, self->now, error);
    case VOUCH_ATTENTION_ACT_LINK:
      return link_request (self, db, item->row_id, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
commit (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  const Wish *self = data;

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (!act_on (self, db, vouch_attention_issue_get_item (self->entries->pdata[i]), error))
        return FALSE;
    }

  return TRUE;
}

void
vouch_attention_act_async (VouchHub            *hub,
                           GPtrArray           *entries,
                           VouchAttentionAct    act,
                           const char          *request_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->entries = g_ptr_array_ref (entries);
  wish->act = act;
  wish->request_id = g_strdup (request_id);
  wish->connection_id = vouch_hub_get_current_id (hub);
  wish->now = vouch_hub_get_now (hub);
  vouch_save_async (vouch_hub_get_store (hub), "commit wish", commit, wish,
                    (GDestroyNotify) wish_free, cancellable, callback, user_data);
}

gboolean
vouch_attention_act_finish (GAsyncResult  *result,
                            GError       **error)
{
  Wish *wish = vouch_save_finish (result, error);

  if (wish == NULL)
    return FALSE;

  wish_free (wish);
  return TRUE;
}

gboolean
vouch_attention_is_request_id (const char *text)
{
  gsize length = strlen (text);

  return length >= MIN_ID_LENGTH && length <= MAX_ID_LENGTH &&
         strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == length;
}
