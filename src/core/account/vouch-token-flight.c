/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-source-private.h"

#include "account/vouch-token-endpoint.h"
#include "base/vouch-error.h"

/* After a failure that passes, calls in a row do not each ask again. */
#define PASSING_SPACING (5 * G_TIME_SPAN_SECOND)

typedef struct
{
  /* Input. */
  guint epoch;
  VouchTokens *tokens;    /* (owned) (nullable): a fresh grant to keep */

  /* In progress. */
  char *client_secret;    /* (owned) (nullable) */
  gboolean with_previous; /* the newest refresh token was refused: now the one before */
  gboolean is_done;       /* there is a new pair; it remains to keep it */
} Flight;

static const VouchTokenMarks no_marks = { -1, FALSE };

static void settle     (GTask *task);
static void decide     (GTask *task);
static void ask        (GTask *task);
static void clear_mark (GTask *task);
static void save       (GTask *task);

static void
flight_free (Flight *flight)
{
  g_clear_pointer (&flight->tokens, vouch_tokens_free);
  vouch_secret_free (flight->client_secret);
  g_free (flight);
}

static gboolean
is_code (VouchTokenSource *self)
{
  return self->sign_in == VOUCH_SIGN_IN_CODE;
}

static gboolean
is_forgotten (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);

  return flight->epoch != self->epoch;
}

static GError *
new_account_error (VouchAccountError  code,
                   const char        *message)
{
  return g_error_new_literal (VOUCH_ACCOUNT_ERROR, code, message);
}

static GError *
new_over_error (void)
{
  return new_account_error (VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT, "the grant is over");
}

/* Takes @task. */
static void
finish_forgotten (GTask *task)
{
  g_autoptr(GTask) owned = task;

  g_task_return_error (owned, new_account_error (VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL,
                                                 "the grant was given up"));
}

/* Takes @task and @error. */
static void
finish_error (GTask  *task,
              GError *error)
{
  g_autoptr(GTask) owned = task;

  g_task_return_error (owned, error);
}

/* Takes @task. */
static void
finish_good (GTask *task)
{
  g_autoptr(GTask) owned = task;

  g_task_return_boolean (owned, TRUE);
}

/* The call that waits for a token has not been sent, whatever became of the token call itself. */
static GError *
new_not_sent (const GError *error)
{
  GError *outer = vouch_api_error_new (VOUCH_API_ERROR_NOT_SENT, vouch_api_error_get_status (error),
                                       "no access token: %s", error->message);

  if (vouch_api_error_get_retry_after (error) >= 0)
    vouch_api_error_set_retry_after (outer, vouch_api_error_get_retry_after (error));
  vouch_api_error_set_date (outer, vouch_api_error_get_date (error));
  vouch_api_error_set_service_code (outer, vouch_api_error_get_service_code (error));

  return outer;
}

static void
pair_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  VouchTokenPair *pair = vouch_token_vault_load_finish (VOUCH_TOKEN_VAULT (object), result, &error);

  if (is_forgotten (task))
    {
      g_clear_pointer (&pair, vouch_token_pair_free);
      finish_forgotten (g_steal_pointer (&task));
      return;
    }

  /* A fresh grant replaces also what can no longer be read. */
  if (error != NULL && flight->tokens == NULL)
    {
      finish_error (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  vouch_token_book_take_kept (&self->book, pair);
  settle (g_steal_pointer (&task));
}

static void
marks_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!vouch_token_vault_read_marks_finish (self->vault, result, &self->book.marks, &error))
    finish_error (g_steal_pointer (&task), g_steal_pointer (&error));
  else
    vouch_token_vault_load_async (self->vault, pair_loaded_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
load (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);

  if (self->book.loaded || !is_code (self))
    settle (task);
  else
    vouch_token_vault_read_marks_async (self->vault, marks_read_cb, task);
}

/* Takes @task. */
static void
take_grant (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  gint64 generation = vouch_token_book_get_next_generation (&self->book);

  self->book.rejected = FALSE;
  flight->is_done = TRUE;
  vouch_token_book_take_fresh (&self->book,
                               vouch_token_pair_new (generation, flight->tokens, NULL));
  g_clear_pointer (&flight->tokens, vouch_tokens_free);
  vouch_token_source_set_unsaved (self, TRUE);
  save (task);
}

/* Takes @task. Finishes what an earlier flight could not. */
static void
settle (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);

  if (flight->tokens != NULL)
    take_grant (task);
  else if (self->book.unsaved)
    save (task);
  else if (is_code (self) && vouch_token_book_has_stale_marks (&self->book))
    clear_mark (task);
  else
    decide (task);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  GError *ended;

  if (is_forgotten (task))
    {
      finish_forgotten (g_steal_pointer (&task));
      return;
    }

  if (vouch_token_vault_write_marks_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    self->book.marks = (VouchTokenMarks) { self->book.pair->generation, TRUE };
  else
    g_debug ("That the grant is over could not be stored: %s", error->message);

  ended = new_over_error ();
  vouch_token_book_block (&self->book, ended, VOUCH_TOKEN_REFUSAL_SPACING);
  finish_error (g_steal_pointer (&task), ended);
}

/* Takes @task. The mark stays beside the dead pair, so that a later pair is known to be newer. */
static void
end_grant (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  VouchTokenMarks marks = { self->book.pair->generation, TRUE };

  vouch_token_vault_write_marks_async (self->vault, "commit grant ended", marks, ended_cb, task);
}

static gboolean
is_renewal_due (VouchTokenSource *self)
{
  return vouch_token_source_is_keep_alive_asked (self) && is_code (self)
         && vouch_token_book_get_age (&self->book) >= VOUCH_TOKEN_IDLE_AGE;
}

static void
mark_begun_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (is_forgotten (task))
    {
      finish_forgotten (g_steal_pointer (&task));
      return;
    }
  if (!vouch_token_vault_write_marks_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    {
      finish_error (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  self->book.marks = (VouchTokenMarks) { self->book.pair->generation, FALSE };
  ask (g_steal_pointer (&task));
}

static void
client_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  flight->client_secret = vouch_token_vault_load_client_finish (VOUCH_TOKEN_VAULT (object), result,
                                                                &error);
  if (error != NULL)
    finish_error (g_steal_pointer (&task), g_steal_pointer (&error));
  else if (is_forgotten (task))
    finish_forgotten (g_steal_pointer (&task));
  else if (!is_code (self) || self->book.marks.generation == self->book.pair->generation)
    ask (g_steal_pointer (&task));
  else
    vouch_token_vault_write_marks_async (self->vault, "commit refresh begun",
                                         (VouchTokenMarks) { self->book.pair->generation, FALSE },
                                         mark_begun_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
decide (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  VouchTokenBook *book = &self->book;
  g_autoptr(GError) blocked = vouch_token_book_dup_block (book);

  if (is_code (self) && book->pair == NULL)
    finish_error (task, new_account_error (VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL, "no grant is kept"));
  else if (vouch_token_book_is_over (book))
    finish_error (task, new_over_error ());
  else if (vouch_token_book_is_fresh (book) && !is_renewal_due (self))
    finish_good (task);
  else if (blocked != NULL)
    finish_error (task, g_steal_pointer (&blocked));
  else if (is_code (self) && vouch_token_book_is_refused_lately (book))
    finish_error (task, vouch_token_book_new_refused_error (book));
  else if (is_code (self) && book->pair->refresh == NULL)
    end_grant (task);
  else
    vouch_token_vault_load_client_async (self->vault, client_loaded_cb, task);
}

static void
refusal_saved_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* It only spares a restarted program one more try. */
  if (!vouch_token_vault_save_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    g_debug ("The refusal could not be kept: %s", error->message);

  finish_error (g_steal_pointer (&task), vouch_token_book_new_refused_error (&self->book));
}

/* Takes @task. "invalid_grant" is definite once each kept token got it, or the only one twice. */
static void
take_refusal (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);

  if (!flight->with_previous && self->book.pair->previous_refresh != NULL)
    {
      flight->with_previous = TRUE;
      ask (task);
      return;
    }
  if (flight->with_previous || self->book.refused)
    {
      end_grant (task);
      return;
    }

  vouch_token_book_note_refusal (&self->book);
  vouch_token_vault_save_async (self->vault, self->book.pair, refusal_saved_cb, task);
}

static gint64
get_spacing (const GError *error)
{
  guint status = vouch_api_error_get_status (error);

  if (vouch_api_error_get_retry_after (error) > 0)
    return vouch_api_error_get_retry_after (error) * G_TIME_SPAN_SECOND;

  /* What it does not like about us today it will hardly like in a few seconds. */
  if (status >= 300 && status < 500 && status != 408)
    return VOUCH_TOKEN_REFUSAL_SPACING;

  return PASSING_SPACING;
}

/* Takes @task and @error. */
static void
take_failure (GTask  *task,
              GError *error)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) owned = error;
  g_autoptr(GError) outer = NULL;
  gint64 spacing = PASSING_SPACING;

  if (is_code (self)
      && g_error_matches (owned, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT))
    {
      take_refusal (task);
      return;
    }
  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      finish_error (task, g_steal_pointer (&owned));
      return;
    }

  if (owned->domain == VOUCH_ACCOUNT_ERROR)
    {
      outer = new_account_error (VOUCH_ACCOUNT_ERROR_CLIENT, owned->message);
      spacing = VOUCH_TOKEN_REFUSAL_SPACING;
    }
  else
    {
      outer = new_not_sent (owned);
      spacing = get_spacing (owned);
    }

  vouch_token_book_block (&self->book, outer, spacing);
  finish_error (task, g_steal_pointer (&outer));
}

static const char *
get_refresh_token (VouchTokenSource *self,
                   Flight           *flight)
{
  return flight->with_previous ? self->book.pair->previous_refresh : self->book.pair->refresh;
}

/* Takes @task. */
static void
take_tokens (GTask             *task,
             const VouchTokens *tokens)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  VouchTokenBook *book = &self->book;

  if (!is_code (self))
    {
      vouch_token_book_take_fresh (book, vouch_token_pair_new (0, tokens, NULL));
      finish_good (task);
      return;
    }

  flight->is_done = TRUE;
  vouch_token_book_take_fresh (book, vouch_token_pair_new (book->pair->generation + 1, tokens,
                                                           get_refresh_token (self, flight)));
  vouch_token_source_set_unsaved (self, TRUE);
  save (task);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  tokens = vouch_token_endpoint_finish (VOUCH_HTTP (object), result, &error);
  if (is_forgotten (task))
    finish_forgotten (g_steal_pointer (&task));
  else if (tokens != NULL)
    take_tokens (g_steal_pointer (&task), tokens);
  else
    take_failure (g_steal_pointer (&task), g_steal_pointer (&error));
}

/* Takes @task. */
static void
ask (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  VouchTokenClient client = { self->client_id, flight->client_secret };

  vouch_token_source_set_state (self, VOUCH_TOKEN_STATE_REFRESHING);
  if (is_code (self))
    vouch_token_endpoint_refresh_async (self->token_http, &client, self->book.clock,
                                        get_refresh_token (self, flight), NULL, answered_cb, task);
  else
    vouch_token_endpoint_client_async (self->token_http, &client, self->book.clock, NULL,
                                       answered_cb, task);
}

static void
mark_cleared_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* A mark of an older generation says by itself that it is void. */
  if (vouch_token_vault_write_marks_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    self->book.marks = no_marks;
  else
    g_debug ("The mark could not be cleared: %s", error->message);

  if (is_forgotten (task))
    finish_forgotten (g_steal_pointer (&task));
  else if (flight->is_done)
    finish_good (g_steal_pointer (&task));
  else
    decide (g_steal_pointer (&task));
}

/* Takes @task. */
static void
clear_mark (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);
  const char *label = self->book.marks.needs_reconnect ? "commit grant adopted"
                                                       : "commit refresh done";

  vouch_token_vault_write_marks_async (self->vault, label, no_marks, mark_cleared_cb, task);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchTokenSource *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!vouch_token_vault_save_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    {
      finish_error (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }
  if (is_forgotten (task))
    {
      finish_forgotten (g_steal_pointer (&task));
      return;
    }

  vouch_token_source_set_unsaved (self, FALSE);
  clear_mark (g_steal_pointer (&task));
}

/* Takes @task. One write for the whole pair, answered before anybody may use it. */
static void
save (GTask *task)
{
  VouchTokenSource *self = g_task_get_source_object (task);

  vouch_token_vault_save_async (self->vault, self->book.pair, saved_cb, task);
}

void
vouch_token_source_fly_async (VouchTokenSource    *self,
                              const VouchTokens   *tokens,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Flight *flight = g_new0 (Flight, 1);

  g_task_set_source_tag (task, vouch_token_source_fly_async);
  g_task_set_task_data (task, flight, (GDestroyNotify) flight_free);
  flight->epoch = self->epoch;
  flight->tokens = tokens != NULL ? vouch_tokens_copy (tokens) : NULL;

  /* Who brings a grant is there to answer a prompt. */
  if (self->dismissed_error != NULL && tokens == NULL)
    g_task_return_error (task, g_error_copy (self->dismissed_error));
  else
    load (g_steal_pointer (&task));
}

gboolean
vouch_token_source_fly_finish (VouchTokenSource  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
