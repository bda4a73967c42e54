/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-browser-sign-in.h"

#include "account/vouch-redirect-choice.h"
#include "base/vouch-error.h"
#include "base/vouch-redirect.h"
#include "base/vouch-secrets.h"

struct _VouchBrowserSignIn
{
  GObject parent_instance;

  /* Input. */
  char *client_id;          /* (owned) */
  char *authorize_uri;      /* (owned) */
  char *scopes;             /* (owned) (nullable) */
  char *issuer;             /* (owned) (nullable) */
  gboolean pkce;
  GStrv redirect_uris;      /* (owned) */
  VouchHttp *token_http;    /* (owned) */
  VouchClock *clock;        /* (owned) */
  VouchRandom *random;      /* (owned) */
  VouchEmbeddedSignIn *window; /* (owned) (nullable) */

  /* In progress. */
  GTask *task;              /* (owned) (nullable): the run, until it is answered */
  char *client_secret;      /* (owned) (nullable) */
  VouchGrant *grant;        /* (owned) (nullable) */
  VouchRedirectChoice choice;
  GCancellable *listening;  /* (owned) (nullable) */
  GCancellable *showing;    /* (owned) (nullable): while the window is open */
  gboolean in_window;       /* the browser was not opened yet */
  gulong cancelled_id;
  guint open_timer;
  guint end_timer;
};

enum
{
  SIGNAL_OPEN_URI,
  SIGNAL_REDIRECTED,
  SIGNAL_WINDOW_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void received_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data);
static void shown_cb    (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data);

G_DEFINE_FINAL_TYPE (VouchBrowserSignIn, vouch_browser_sign_in, G_TYPE_OBJECT)

static void
clear_timer (VouchBrowserSignIn *self,
             guint              *timer)
{
  if (*timer != 0)
    vouch_clock_remove_timer (self->clock, *timer);
  *timer = 0;
}

static void
close_window (VouchBrowserSignIn *self)
{
  if (self->showing != NULL)
    g_cancellable_cancel (self->showing);
  g_clear_object (&self->showing);
}

static void
stop_waiting (VouchBrowserSignIn *self)
{
  close_window (self);
  clear_timer (self, &self->open_timer);
  clear_timer (self, &self->end_timer);
  if (self->listening != NULL)
    g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
  g_clear_object (&self->choice.loopback);
}

static GTask *
end_run (VouchBrowserSignIn *self)
{
  stop_waiting (self);
  g_cancellable_disconnect (g_task_get_cancellable (self->task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_pointer (&self->client_secret, vouch_secret_free);

  return g_steal_pointer (&self->task);
}

/* Takes @error. */
static void
fail (VouchBrowserSignIn *self,
      GError             *error)
{
  g_autoptr(GTask) task = end_run (self);

  g_task_return_error (task, error);
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VouchBrowserSignIn) self = g_steal_pointer (&user_data);
  g_autoptr(GTask) task = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  tokens = vouch_grant_exchange_finish (VOUCH_GRANT (object), result, &error);
  task = end_run (self);
  if (tokens == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&tokens), (GDestroyNotify) vouch_tokens_free);
}

static void
exchange (VouchBrowserSignIn *self)
{
  stop_waiting (self);
  g_signal_emit (self, signals[SIGNAL_REDIRECTED], 0);
  vouch_grant_exchange_async (self->grant, self->token_http, self->client_secret,
                              g_task_get_cancellable (self->task), exchanged_cb,
                              g_object_ref (self));
}

static void
wait_for_redirect (VouchBrowserSignIn *self)
{
  if (self->choice.loopback == NULL)
    return;

  g_clear_object (&self->listening);
  self->listening = g_cancellable_new ();
  vouch_loopback_wait_async (self->choice.loopback, self->listening, received_cb,
                             g_object_ref (self));
}

/* A forged one must not end the attempt. */
static void
listen_again (VouchBrowserSignIn *self)
{
  g_autoptr(GError) error = NULL;

  if (vouch_redirect_choice_listen (&self->choice, &error))
    wait_for_redirect (self);
  else
    fail (self, g_steal_pointer (&error));
}

static void
received_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VouchBrowserSignIn) self = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  char *uri = vouch_loopback_wait_finish (VOUCH_LOOPBACK (object), result, &error);

  /* Answered in another way meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || VOUCH_LOOPBACK (object) != self->choice.loopback)
    {
      vouch_secret_free (uri);
      return;
    }
  if (error != NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }

  if (vouch_grant_take_redirect (self->grant, uri, &error))
    exchange (self);
  else if (vouch_grant_is_used (self->grant))
    fail (self, g_steal_pointer (&error));
  else
    listen_again (self);
  vouch_secret_free (uri);
}

static void
open_browser (VouchBrowserSignIn *self)
{
  close_window (self);
  self->in_window = FALSE;
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, vouch_grant_get_authorize_uri (self->grant));
}

/* The window. */

static void
show_window (VouchBrowserSignIn *self)
{
  g_autoptr(GUri) uri = g_uri_parse (self->authorize_uri, VOUCH_REDIRECT_URI_FLAGS, NULL);
  gboolean practice = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;

  self->showing = g_cancellable_new ();
  vouch_embedded_sign_in_run_async (self->window, vouch_grant_get_authorize_uri (self->grant),
                                    self->choice.redirect_uri, practice, self->showing, shown_cb,
                                    g_object_ref (self));
}

static void
tell_window_failed (VouchBrowserSignIn *self,
                    const GError       *error)
{
  g_signal_emit (self, signals[SIGNAL_WINDOW_FAILED], 0, error);
}

/* Whatever the window says is checked like an address that came from anywhere. */
static void
take_from_window (VouchBrowserSignIn *self,
                  const char         *uri)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) garbage = NULL;

  if (vouch_grant_take_redirect (self->grant, uri, &error))
    {
      exchange (self);
      return;
    }
  if (vouch_grant_is_used (self->grant))
    {
      fail (self, g_steal_pointer (&error));
      return;
    }

  garbage = g_error_new_literal (VOUCH_EMBEDDED_ERROR, VOUCH_EMBEDDED_ERROR_GARBAGE,
                                 "the sign-in window gave an address that is not ours");
  tell_window_failed (self, garbage);
}

/* The person asked for the browser in the window. */
static void
leave_window (VouchBrowserSignIn *self)
{
  g_autoptr(GError) error = NULL;

  if (!vouch_browser_sign_in_open_browser (self, &error))
    tell_window_failed (self, error);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VouchBrowserSignIn) self = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  char *uri = vouch_embedded_sign_in_run_finish (VOUCH_EMBEDDED_SIGN_IN (object), result, &error);

  /* Without it the attempt has ended, or the browser has taken over. */
  if (self->showing != NULL)
    {
      g_clear_object (&self->showing);
      if (uri != NULL)
        take_from_window (self, uri);
      else if (g_error_matches (error, VOUCH_EMBEDDED_ERROR, VOUCH_EMBEDDED_ERROR_CLOSED))
        fail (self, g_steal_pointer (&error));
      else if (g_error_matches (error, VOUCH_EMBEDDED_ERROR, VOUCH_EMBEDDED_ERROR_BROWSER))
        leave_window (self);
      else
        tell_window_failed (self, error);
    }
  vouch_secret_free (uri);
}

static gboolean
open_cb (gpointer user_data)
{
  g_autoptr(VouchBrowserSignIn) self = g_object_ref (user_data);

  self->open_timer = 0;
  if (self->in_window)
    show_window (self);
  else
    open_browser (self);
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer user_data)
{
  g_autoptr(VouchBrowserSignIn) self = g_object_ref (user_data);
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  GError *error = NULL;

  self->end_timer = 0;
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    error = g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_EXPIRED,
                                 "the sign-in took too long");
  fail (self, error);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  VouchBrowserSignIn *self = VOUCH_BROWSER_SIGN_IN (user_data);

  /* Without it the code is being exchanged, which is cancelled by itself. */
  if (self->end_timer == 0)
    return;

  clear_timer (self, &self->end_timer);
  self->end_timer = vouch_clock_add_timer (self->clock, 0, end_cb, self);
}

static VouchGrant *
create_grant (VouchBrowserSignIn  *self,
              GError             **error)
{
  VouchGrantOptions options = {
    .client_id = self->client_id,
    .authorize_uri = self->authorize_uri,
    .redirect_uri = self->choice.redirect_uri,
    .scopes = self->scopes,
    .issuer = self->issuer,
    .pkce = self->pkce,
  };

  return vouch_grant_new (&options, self->clock, self->random, error);
}

static void
vouch_browser_sign_in_finalize (GObject *object)
{
  VouchBrowserSignIn *self = VOUCH_BROWSER_SIGN_IN (object);

  g_assert (self->task == NULL);

  g_free (self->client_id);
  g_free (self->authorize_uri);
  g_free (self->scopes);
  g_free (self->issuer);
  g_strfreev (self->redirect_uris);
  vouch_redirect_choice_clear (&self->choice);
  g_clear_object (&self->grant);
  g_clear_object (&self->window);
  g_clear_object (&self->token_http);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (vouch_browser_sign_in_parent_class)->finalize (object);
}

static void
vouch_browser_sign_in_class_init (VouchBrowserSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_browser_sign_in_finalize;

  signals[SIGNAL_OPEN_URI] =
    g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REDIRECTED] =
    g_signal_new ("redirected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_WINDOW_FAILED] =
    g_signal_new ("window-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
vouch_browser_sign_in_init (VouchBrowserSignIn *self)
{
}

/**
 * vouch_browser_sign_in_new:
 * @options: what to ask for; its redirect_uri is not looked at
 * @redirect_uris: what is registered, in the order of preference
 * @token_http: of vouch_token_http_new()
 * @clock: the clock
 * @random: the source of randomness
 *
 * Returns: (transfer full): a sign-in for one run
 */
VouchBrowserSignIn *
vouch_browser_sign_in_new (const VouchGrantOptions *options,
                           const char *const       *redirect_uris,
                           VouchHttp               *token_http,
                           VouchClock              *clock,
                           VouchRandom             *random)
{
  VouchBrowserSignIn *self = g_object_new (VOUCH_TYPE_BROWSER_SIGN_IN, NULL);

  self->client_id = g_strdup (options->client_id);
  self->authorize_uri = g_strdup (options->authorize_uri);
  self->scopes = g_strdup (options->scopes);
  self->issuer = g_strdup (options->issuer);
  self->pkce = options->pkce;
  self->redirect_uris = g_strdupv ((GStrv) redirect_uris);
  self->token_http = g_object_ref (token_http);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);

  return self;
}

/**
 * vouch_browser_sign_in_use_window:
 * @self: a sign-in that has not run
 * @window: what shows the page instead of the browser
 */
void
vouch_browser_sign_in_use_window (VouchBrowserSignIn  *self,
                                  VouchEmbeddedSignIn *window)
{
  g_return_if_fail (self->grant == NULL);

  g_set_object (&self->window, window);
  self->in_window = TRUE;
}

/**
 * vouch_browser_sign_in_run_async:
 * @self: a sign-in
 * @client_secret: (nullable): the client's secret
 * @cancellable: (nullable): ends the attempt
 * @callback: (scope async): called with the tokens
 * @user_data: data for @callback
 *
 * Runs it, once.
 */
void
vouch_browser_sign_in_run_async (VouchBrowserSignIn  *self,
                                 const char          *client_secret,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (self->grant == NULL);

  g_task_set_source_tag (task, vouch_browser_sign_in_run_async);
  if (!vouch_redirect_choice_make (&self->choice, (const char *const *) self->redirect_uris,
                                   self->window == NULL, &error)
      || (self->grant = create_grant (self, &error)) == NULL)
    {
      g_clear_object (&self->choice.loopback);
      g_task_return_error (task, error);
      return;
    }

  self->task = g_steal_pointer (&task);
  self->client_secret = g_strdup (client_secret);
  self->open_timer = vouch_clock_add_timer (self->clock, 0, open_cb, self);
  self->end_timer = vouch_clock_add_timer (self->clock, VOUCH_GRANT_LIFETIME, end_cb, self);
  wait_for_redirect (self);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
}

VouchTokens *
vouch_browser_sign_in_run_finish (VouchBrowserSignIn  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vouch_browser_sign_in_take_text:
 * @self: a sign-in
 * @text: what the person pasted: the address that the browser ended at
 * @error: return location
 *
 * Takes a pasted address instead of a received redirect, with the same checks.
 *
 * Returns: whether it was the awaited one; if not, the run goes on unless the answer was ours and a
 *   refusal
 */
gboolean
vouch_browser_sign_in_take_text (VouchBrowserSignIn  *self,
                                 const char          *text,
                                 GError             **error)
{
  g_autoptr(GError) local_error = NULL;

  if (self->task == NULL || vouch_grant_is_used (self->grant))
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                           "no sign-in is waiting");
      return FALSE;
    }
  if (vouch_grant_take_redirect (self->grant, text, &local_error))
    {
      exchange (self);
      return TRUE;
    }

  if (vouch_grant_is_used (self->grant))
    fail (self, g_error_copy (local_error));
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * vouch_browser_sign_in_open_browser:
 * @self: a sign-in
 * @error: return location
 *
 * Lets the browser go on with the attempt: same state, same code challenge, same ten minutes. The
 * window closes. Opens it again where it is open already.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_STATE when no sign-in waits, and with %VOUCH_ACCOUNT_ERROR_PORT
 * where the redirect would go to a port that somebody else listens on; the attempt goes on then.
 */
gboolean
vouch_browser_sign_in_open_browser (VouchBrowserSignIn  *self,
                                    GError             **error)
{
  if (self->task == NULL || vouch_grant_is_used (self->grant))
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                           "no sign-in is waiting");
      return FALSE;
    }
  if (self->choice.loopback == NULL)
    {
      if (!vouch_redirect_choice_listen (&self->choice, error))
        return FALSE;
      wait_for_redirect (self);
    }

  open_browser (self);
  return TRUE;
}

/**
 * vouch_browser_sign_in_is_in_window:
 *
 * Returns: whether the page is shown in the window, not in the browser
 */
gboolean
vouch_browser_sign_in_is_in_window (VouchBrowserSignIn *self)
{
  return self->in_window;
}

/**
 * vouch_browser_sign_in_get_authorize_uri:
 * @self: a sign-in
 *
 * Returns: (nullable) (transfer none): what to open, also for copying it, once it runs
 */
const char *
vouch_browser_sign_in_get_authorize_uri (VouchBrowserSignIn *self)
{
  return self->grant != NULL ? vouch_grant_get_authorize_uri (self->grant) : NULL;
}

/**
 * vouch_browser_sign_in_get_redirect_uri:
 * @self: a sign-in
 *
 * Returns: (nullable) (transfer none): the address in use, once it runs
 */
const char *
vouch_browser_sign_in_get_redirect_uri (VouchBrowserSignIn *self)
{
  return self->choice.redirect_uri;
}
