/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-token-source-private.h"

#include "base/vouch-error.h"

/* One caller that waits for the shared flight. */
typedef struct
{
  VouchTokenSource *source;  /* kept by @task */
  GTask *task;               /* (owned) */
  VouchRequest *request;     /* (owned) (nullable): what wants a token; %NULL: keeping alive */
  gulong cancelled_id;
  guint timer;
} Waiter;

typedef enum
{
  PROP_STATE = 1,
  PROP_UNSAVED,
  N_PROPS,
} VouchTokenSourceProperty;

static GParamSpec *properties[N_PROPS];

static void vouch_token_source_iface_init (VouchAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTokenSource, vouch_token_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_AUTHORIZER,
                                                      vouch_token_source_iface_init))

void
vouch_token_source_set_state (VouchTokenSource *self,
                              VouchTokenState   state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
vouch_token_source_set_unsaved (VouchTokenSource *self,
                                gboolean          unsaved)
{
  if (self->book.unsaved == unsaved)
    return;

  self->book.unsaved = unsaved;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNSAVED]);
}

static void
waiter_free (Waiter *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (waiter->task);

  if (waiter->timer != 0)
    vouch_clock_remove_timer (waiter->source->book.clock, waiter->timer);
  g_cancellable_disconnect (cancellable, waiter->cancelled_id);
  g_clear_pointer (&waiter->request, vouch_request_unref);
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static gboolean
leave_cb (gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autoptr(GTask) task = g_object_ref (waiter->task);

  waiter->timer = 0;
  g_ptr_array_remove (waiter->source->waiting, waiter);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/* A caller may leave at any time; the flight goes on for the others. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Waiter *waiter = user_data;

  if (waiter->timer == 0)
    waiter->timer = vouch_clock_add_timer (waiter->source->book.clock, 0, leave_cb, waiter);
}

/* Takes @task. */
static void
wait_for_flight (VouchTokenSource *self,
                 GTask            *task,
                 VouchRequest     *request)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->source = self;
  waiter->task = task;
  waiter->request = request != NULL ? vouch_request_ref (request) : NULL;
  g_ptr_array_add (self->waiting, waiter);
  if (cancellable != NULL)
    waiter->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), waiter,
                                                  NULL);

  vouch_token_source_run_next (self);
}

gboolean
vouch_token_source_is_keep_alive_asked (VouchTokenSource *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (self->waiting, i);

      if (waiter->request == NULL)
        return TRUE;
    }

  return FALSE;
}

static void
set_credential (VouchTokenSource *self,
                VouchRequest     *request)
{
  char *value = g_strconcat ("Bearer ", self->book.pair->access, NULL);

  vouch_headers_set (request->headers, "Authorization", value);
  vouch_secret_free (value);
  self->book.handed_out = TRUE;
}

static void
answer (VouchTokenSource *self,
        Waiter           *waiter,
        const GError     *error)
{
  GCancellable *cancellable = g_task_get_cancellable (waiter->task);
  gboolean has_token = error == NULL || vouch_token_book_is_valid (&self->book);

  if (error != NULL && (waiter->request == NULL || !has_token))
    g_task_return_error (waiter->task, g_error_copy (error));
  else if (self->book.pair == NULL)
    g_task_return_new_error (waiter->task, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL,
                             "the grant was given up");
  else
    {
      if (waiter->request != NULL && !g_cancellable_is_cancelled (cancellable))
        set_credential (self, waiter->request);
      g_task_return_boolean (waiter->task, TRUE);
    }
}

static void
answer_all (VouchTokenSource *self,
            const GError     *error)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  /* Whoever is answered may ask again, and then waits for the next flight. */
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  for (guint i = 0; i < waiting->len; i++)
    answer (self, g_ptr_array_index (waiting, i), error);
}

static void
end_operation (VouchTokenSource *self)
{
  g_autoptr(VouchTokenSource) successor = g_steal_pointer (&self->successor);

  self->busy = FALSE;
  if (successor == NULL)
    return;

  end_operation (successor);
  vouch_token_source_run_next (successor);
}

void
vouch_token_source_note_outcome (VouchTokenSource *self,
                                 const GError     *error)
{
  if (g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED)
      && self->dismissed_error == NULL)
    self->dismissed_error = g_error_copy (error);

  end_operation (self);
  vouch_token_source_set_state (self, vouch_token_state_find (&self->book, error));
}

static void
flown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (object);
  g_autoptr(GError) error = NULL;

  vouch_token_source_fly_finish (self, result, &error);
  vouch_token_source_note_outcome (self, error);
  answer_all (self, error);
  vouch_token_source_run_next (self);
}

static void
dropped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VouchTokenSource) self = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  /* The next pair is written without it anyway. */
  if (!vouch_token_vault_save_finish (VOUCH_TOKEN_VAULT (object), result, &error))
    g_debug ("The previous refresh token could not be dropped: %s", error->message);

  end_operation (self);
  vouch_token_source_run_next (self);
}

static void
drop_previous (VouchTokenSource *self)
{
  g_clear_pointer (&self->book.pair->previous_refresh, vouch_secret_free);
  vouch_token_vault_save_async (self->vault, self->book.pair, dropped_cb, g_object_ref (self));
}

/* One operation at a time: what is written to the keyring is always the newest pair. */
void
vouch_token_source_run_next (VouchTokenSource *self)
{
  gboolean may_drop = self->drop_wanted && !self->book.unsaved && self->book.pair != NULL
                      && self->book.pair->previous_refresh != NULL;

  if (self->busy)
    return;

  self->drop_wanted = FALSE;
  self->busy = TRUE;
  if (!g_queue_is_empty (&self->adopting))
    vouch_token_source_begin_adoption (self, g_queue_pop_head (&self->adopting));
  else if (may_drop)
    drop_previous (self);
  else if (self->waiting->len > 0)
    vouch_token_source_fly_async (self, NULL, flown_cb, NULL);
  else
    self->busy = FALSE;
}

static void
vouch_token_source_authorize_async (VouchAuthorizer     *authorizer,
                                    VouchRequest        *request,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (authorizer);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_token_source_authorize_async);
  if (!vouch_token_book_is_usable (&self->book))
    {
      wait_for_flight (self, g_steal_pointer (&task), request);
      return;
    }

  set_credential (self, request);
  g_task_return_boolean (task, TRUE);
}

static gboolean
vouch_token_source_authorize_finish (VouchAuthorizer  *authorizer,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
vouch_token_source_reject (VouchAuthorizer *authorizer,
                           VouchRequest    *request)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (authorizer);
  const char *value = vouch_headers_get (request->headers, "Authorization");

  if (value == NULL || !g_str_has_prefix (value, "Bearer "))
    return FALSE;

  return vouch_token_book_reject (&self->book, value + strlen ("Bearer "));
}

static void
vouch_token_source_iface_init (VouchAuthorizerInterface *iface)
{
  iface->authorize_async = vouch_token_source_authorize_async;
  iface->authorize_finish = vouch_token_source_authorize_finish;
  iface->reject = vouch_token_source_reject;
}

static void
vouch_token_source_finalize (GObject *object)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (object);

  g_assert (self->waiting->len == 0);
  g_assert (g_queue_is_empty (&self->adopting));

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  vouch_token_book_clear (&self->book);
  g_clear_error (&self->dismissed_error);
  g_clear_object (&self->successor);
  g_clear_object (&self->vault);
  g_clear_object (&self->token_http);
  g_free (self->client_id);
  g_free (self->api_uri);

  G_OBJECT_CLASS (vouch_token_source_parent_class)->finalize (object);
}

static void
vouch_token_source_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  VouchTokenSource *self = VOUCH_TOKEN_SOURCE (object);

  switch ((VouchTokenSourceProperty) id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_UNSAVED:
      g_value_set_boolean (value, self->book.unsaved);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_token_source_class_init (VouchTokenSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vouch_token_source_finalize;
  object_class->get_property = vouch_token_source_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, VOUCH_TYPE_TOKEN_STATE, VOUCH_TOKEN_STATE_UNKNOWN,
                       (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_UNSAVED] =
    g_param_spec_boolean ("unsaved", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_token_source_init (VouchTokenSource *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  g_queue_init (&self->adopting);
}

/**
 * vouch_token_source_new:
 * @connection: a stored connection that signs in with a code or with client credentials
 * @token_http: of vouch_token_http_new()
 * @secrets: where secrets are kept
 * @store: the store
 * @clock: the clock
 *
 * Returns: (transfer full): its source of access tokens; nothing is read before the first call
 */
VouchTokenSource *
vouch_token_source_new (const VouchConnection *connection,
                        VouchHttp             *token_http,
                        VouchSecrets          *secrets,
                        VouchStore            *store,
                        VouchClock            *clock)
{
  VouchTokenSource *self;

  g_return_val_if_fail (connection->sign_in == VOUCH_SIGN_IN_CODE
                        || connection->sign_in == VOUCH_SIGN_IN_CLIENT_CREDENTIALS, NULL);

  self = g_object_new (VOUCH_TYPE_TOKEN_SOURCE, NULL);
  self->sign_in = connection->sign_in;
  self->client_id = g_strdup (connection->client_id);
  self->api_uri = g_strdup (connection->api_uri);
  self->token_http = g_object_ref (token_http);
  self->vault = vouch_token_vault_new (connection, secrets, store);
  vouch_token_book_init (&self->book, clock);

  return self;
}

VouchTokenState
vouch_token_source_get_state (VouchTokenSource *self)
{
  return self->state;
}

gboolean
vouch_token_source_get_unsaved (VouchTokenSource *self)
{
  return self->book.unsaved;
}

/**
 * vouch_token_source_get_issued_at:
 * @self: a source
 *
 * Returns: local wall time in microseconds at which the present tokens came, or 0 if unknown
 */
gint64
vouch_token_source_get_issued_at (VouchTokenSource *self)
{
  return self->book.pair != NULL ? self->book.pair->issued_at : 0;
}

/**
 * vouch_token_source_note_good_call:
 * @self: a source
 *
 * Tells that a call with a token of this source succeeded. After the first with a new pair the
 * refresh token before it is dropped (reliability.md §2.9, step 4). Cheap.
 */
void
vouch_token_source_note_good_call (VouchTokenSource *self)
{
  if (!self->book.handed_out || self->book.pair->previous_refresh == NULL)
    return;

  self->drop_wanted = TRUE;
  vouch_token_source_run_next (self);
}

/**
 * vouch_token_source_ask_again:
 * @self: a source
 *
 * The person wants it tried now: prompts of the keyring may appear, and what was put off is tried
 * with the next call. Also right after the client id or secret was mended.
 */
void
vouch_token_source_ask_again (VouchTokenSource *self)
{
  g_clear_error (&self->dismissed_error);
  vouch_token_book_unblock (&self->book);
}

/**
 * vouch_token_source_forget:
 * @self: a source
 *
 * Wipes what is in memory, for a disconnect; the caller clears the keyring afterwards. A flight
 * that is under way keeps nothing. Calls fail with %VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL until a
 * grant is adopted.
 */
void
vouch_token_source_forget (VouchTokenSource *self)
{
  self->epoch++;
  vouch_token_source_set_unsaved (self, FALSE);
  vouch_token_book_forget (&self->book);
  g_clear_error (&self->dismissed_error);
  vouch_token_source_set_state (self, VOUCH_TOKEN_STATE_UNKNOWN);
}

/**
 * vouch_token_source_is_at:
 * @self: a source
 * @connection: a connection
 *
 * Returns: whether its tokens go where @connection's calls go
 */
gboolean
vouch_token_source_is_at (VouchTokenSource      *self,
                          const VouchConnection *connection)
{
  return g_strcmp0 (self->api_uri, connection->api_uri) == 0;
}

/**
 * vouch_token_source_is_of:
 * @self: a source
 * @connection: a connection
 *
 * Returns: whether @connection still signs in there, and in the same way and with the same client
 */
gboolean
vouch_token_source_is_of (VouchTokenSource      *self,
                          const VouchConnection *connection)
{
  return vouch_token_source_is_at (self, connection) && self->sign_in == connection->sign_in
         && g_strcmp0 (self->client_id, connection->client_id) == 0;
}

/**
 * vouch_token_source_retire:
 * @self: a source
 * @successor: (nullable): what serves its connection from now on
 *
 * Silences it for ever: it keeps nothing more, and its calls fail. @successor begins only once what
 * @self has under way is over, so that the keyring never gets an older pair after a newer one.
 */
void
vouch_token_source_retire (VouchTokenSource *self,
                           VouchTokenSource *successor)
{
  g_return_if_fail (!self->is_retired && self->successor == NULL);

  self->is_retired = TRUE;
  if (self->busy && successor != NULL)
    {
      successor->busy = TRUE;
      self->successor = g_object_ref (successor);
    }
  vouch_token_source_forget (self);
}

/**
 * vouch_token_source_keep_alive_async:
 * @self: a source
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the grant is looked after
 * @user_data: data for @callback
 *
 * Renews a pair that is a week old, so that it does not die while the connection is idle. The
 * engine calls it at start, before anything else, and once a day.
 */
void
vouch_token_source_keep_alive_async (VouchTokenSource    *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_token_source_keep_alive_async);
  if (self->sign_in != VOUCH_SIGN_IN_CODE)
    g_task_return_boolean (task, TRUE);
  else
    wait_for_flight (self, g_steal_pointer (&task), NULL);
}

gboolean
vouch_token_source_keep_alive_finish (VouchTokenSource  *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
