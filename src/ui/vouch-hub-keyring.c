/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "account/vouch-session-secrets.h"
#include "ui/vouch-hub-private.h"

/* How often a keyring that could not be used is looked at: signing in to the desktop unlocks it,
 * or starts it, some time after this program. */
#define LOOK_SECONDS 5

/* Looking for whatever is kept of the current connection. */

typedef struct
{
  gint64 connection_id;
  VouchSecretKind kind;
} Look;

static void looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
look_up (VouchSecrets *secrets,
         GTask        *task) /* (transfer full) */
{
  const Look *look = g_task_get_task_data (task);

  vouch_secrets_lookup_async (secrets, look->connection_id, look->kind,
                              g_task_get_cancellable (task), looked_up_cb, task);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Look *look = g_task_get_task_data (task);
  GError *error = NULL;
  char *secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (secret != NULL || ++look->kind == VOUCH_N_SECRETS)
    g_task_return_boolean (task, TRUE);
  else
    look_up (VOUCH_SECRETS (object), g_steal_pointer (&task));

  vouch_secret_free (secret);
}

static void
look_async (VouchHub            *self,
            VouchSecrets        *secrets,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  g_task_set_source_tag (task, look_async);
  g_task_set_task_data (task, look, g_free);
  look->connection_id = vouch_hub_get_current_id (self);
  look_up (secrets, g_steal_pointer (&task));
}

static gboolean
look_finish (VouchHub      *self,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What is told of it. */

static void
set_keyring (VouchHub        *self,
             VouchHubKeyring  keyring)
{
  if (self->keyring == keyring)
    return;

  self->keyring = keyring;
  vouch_hub_emit_condition (self);
}

static gboolean
is_locked (const VouchReason *problem) /* (nullable) */
{
  return problem != NULL && g_str_equal (vouch_reason_get_id (problem), "secrets.locked");
}

/* The engine never asks, so that it does not know what the person did about the question. */
VouchReason *
vouch_hub_look_at_keyring (VouchHub    *self,
                           VouchReason *problem) /* (nullable) */
{
  if (!is_locked (problem) || self->keyring == VOUCH_HUB_KEYRING_AS_FOUND)
    return problem;
  if (self->keyring == VOUCH_HUB_KEYRING_OPENED)
    return NULL;

  if (self->dismissed == NULL)
    self->dismissed = vouch_reason_new ("secrets.dismissed", NULL);
  return self->dismissed;
}

/* Work goes on wherever it waited. */
static void
begin_again (VouchHub *self)
{
  GListModel *connections = vouch_hub_get_connections (self);
  guint n_items = g_list_model_get_n_items (connections);

  for (guint i = 0; self->context != NULL && i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);
      VouchTokenSource *source =
        vouch_context_get_token_source (self->context, vouch_connection_item_get_id (item));

      if (source != NULL)
        vouch_token_source_ask_again (source);
    }

  set_keyring (self, VOUCH_HUB_KEYRING_OPENED);
  vouch_hub_wake (self);
}

/* Waiting. */

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VouchHub *self = VOUCH_HUB (object);
  g_autoptr(GError) error = NULL;

  self->looking = FALSE;
  if (look_finish (self, result, &error))
    begin_again (self);
}

static gboolean
needs_looks (VouchHub *self)
{
  VouchReason *problem = vouch_hub_get_problem (self);

  return problem != NULL && g_str_has_prefix (vouch_reason_get_id (problem), "secrets.") &&
         !vouch_hub_get_memory_only (self);
}

static gboolean
look_cb (gpointer user_data)
{
  VouchHub *self = user_data;
  g_autoptr(VouchSecrets) quiet = NULL;

  if (!needs_looks (self))
    {
      self->keyring_timer = 0;
      return G_SOURCE_REMOVE;
    }
  if (self->looking)
    return G_SOURCE_CONTINUE;

  self->looking = TRUE;
  quiet = vouch_secrets_dup_quiet (vouch_context_get_secrets (self->context));
  look_async (self, quiet, self->cancellable, probed_cb, NULL);
  return G_SOURCE_CONTINUE;
}

/* After each cycle of the current connection, and when another one is current. */
void
vouch_hub_watch_keyring (VouchHub *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self);
  VouchReason *found = NULL;

  if (engine != NULL)
    found = vouch_engine_get_problem (engine, vouch_hub_get_current_id (self));
  if (self->keyring == VOUCH_HUB_KEYRING_OPENED || !is_locked (found))
    set_keyring (self, VOUCH_HUB_KEYRING_AS_FOUND);
  if (self->keyring_timer == 0 && needs_looks (self))
    self->keyring_timer = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
}

/* Unlocking. */

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED) ||
         g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  VouchHub *self = VOUCH_HUB (object);
  g_autoptr(GError) error = NULL;

  if (!look_finish (self, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->unlocking);
  if (error == NULL)
    begin_again (self);
  else if (is_refusal (error))
    set_keyring (self, VOUCH_HUB_KEYRING_DISMISSED);
  else
    g_debug ("The keyring was not unlocked: %s", error->message);
}

void
vouch_hub_stop_unlocking (VouchHub *self)
{
  g_cancellable_cancel (self->unlocking);
  g_clear_object (&self->unlocking);
}

void
vouch_hub_unlock (VouchHub *self)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  if (!vouch_hub_get_can_write (self))
    return;

  /* A keyring that died with its question never answers. */
  vouch_hub_stop_unlocking (self);
  self->unlocking = g_cancellable_new ();
  look_async (self, vouch_context_get_secrets (self->context), self->unlocking, unlocked_cb, NULL);
}

/* Going on without it. */

static VouchSessionSecrets *
get_session_secrets (VouchHub *self)
{
  VouchSecrets *secrets = self->context != NULL ? vouch_context_get_secrets (self->context) : NULL;

  return VOUCH_IS_SESSION_SECRETS (secrets) ? VOUCH_SESSION_SECRETS (secrets) : NULL;
}

gboolean
vouch_hub_can_forget (VouchHub *self)
{
  return get_session_secrets (self) != NULL;
}

gboolean
vouch_hub_get_memory_only (VouchHub *self)
{
  VouchSessionSecrets *secrets = get_session_secrets (self);

  return secrets != NULL && vouch_session_secrets_get_memory_only (secrets);
}

void
vouch_hub_set_memory_only (VouchHub *self,
                           gboolean  memory_only)
{
  g_return_if_fail (VOUCH_IS_HUB (self) && vouch_hub_can_forget (self));

  if (vouch_hub_get_memory_only (self) == memory_only)
    return;

  vouch_session_secrets_set_memory_only (get_session_secrets (self), memory_only);
  vouch_hub_reload (self);
  vouch_hub_wake (self);
  vouch_hub_emit_condition (self);
}
