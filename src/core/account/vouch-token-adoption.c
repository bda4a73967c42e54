/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-source-private.h"

/* A fresh grant, and what it replaces: all that comes back when it cannot be kept. */
typedef struct
{
  /* Input. */
  VouchTokens *tokens;        /* (owned) */
  char *client_id;            /* (owned) */

  /* In progress. */
  guint epoch;
  VouchSignIn old_sign_in;
  char *old_client_id;        /* (owned) (nullable) */
  gboolean was_loaded;
  gboolean was_unsaved;
  VouchTokenPair *old_pair;   /* (owned) (nullable) */
} Adoption;

static void
adoption_free (Adoption *adoption)
{
  vouch_tokens_free (adoption->tokens);
  g_free (adoption->client_id);
  g_free (adoption->old_client_id);
  g_clear_pointer (&adoption->old_pair, vouch_token_pair_free);
  g_free (adoption);
}

static void
remember (VouchTokenSource *self,
          Adoption         *adoption)
{
  adoption->epoch = self->epoch;
  adoption->old_sign_in = self->sign_in;
  adoption->old_client_id = self->client_id;
  adoption->was_loaded = self->book.loaded;
  adoption->was_unsaved = self->book.unsaved;
  if (self->book.pair != NULL)
    adoption->old_pair = vouch_token_pair_copy (self->book.pair);

  self->sign_in = VOUCH_SIGN_IN_CODE;
  self->client_id = g_strdup (adoption->client_id);
}

/* The caller takes it that nothing has changed, so an attempt must not cost the grant there was. */
static void
undo (VouchTokenSource *self,
      Adoption         *adoption)
{
  if (adoption->epoch != self->epoch)
    return;

  self->sign_in = adoption->old_sign_in;
  g_free (self->client_id);
  self->client_id = g_steal_pointer (&adoption->old_client_id);
  vouch_token_book_take_kept (&self->book, g_steal_pointer (&adoption->old_pair));
  self->book.loaded = adoption->was_loaded;
  vouch_token_source_set_unsaved (self, adoption->was_unsaved);
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (object);
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  vouch_token_source_fly_finish (self, result, &error);
  if (error != NULL)
    undo (self, g_task_get_task_data (task));
  vouch_token_source_note_outcome (self, error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
  vouch_token_source_run_next (self);
}

/* Takes @task. */
void
vouch_token_source_begin_adoption (VouchTokenSource *self,
                                   GTask            *task)
{
  Adoption *adoption = g_task_get_task_data (task);

  remember (self, adoption);
  vouch_token_source_fly_async (self, adoption->tokens, adopted_cb, task);
}

/**
 * vouch_token_source_adopt_async:
 * @self: a source
 * @client_id: the client that the grant was given to
 * @tokens: a fresh grant, whose company the caller has checked (reliability.md S27)
 * @cancellable: (nullable): stops the waiting, not the keeping
 * @callback: (scope async): called when it is kept
 * @user_data: data for @callback
 *
 * Keeps a fresh grant as the next generation and ends "needs reconnect"; from then on it signs in
 * with a code. It waits for what is under way, so that a refresh of the grant before cannot replace
 * it. If the keyring refuses it, everything is as it was before.
 */
void
vouch_token_source_adopt_async (VouchTokenSource    *self,
                                const char          *client_id,
                                const VouchTokens   *tokens,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Adoption *adoption = NULL;

  g_return_if_fail (!self->is_retired);

  task = g_task_new (self, cancellable, callback, user_data);
  adoption = g_new0 (Adoption, 1);
  adoption->tokens = vouch_tokens_copy (tokens);
  adoption->client_id = g_strdup (client_id);
  g_task_set_source_tag (task, vouch_token_source_adopt_async);
  g_task_set_task_data (task, adoption, (GDestroyNotify) adoption_free);
  vouch_token_source_ask_again (self);
  g_queue_push_tail (&self->adopting, g_steal_pointer (&task));
  vouch_token_source_run_next (self);
}

gboolean
vouch_token_source_adopt_finish (VouchTokenSource  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
