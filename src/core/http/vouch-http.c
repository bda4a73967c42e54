/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-http-private.h"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "http/vouch-exchange.h"
#include "http/vouch-pacers.h"

G_DEFINE_FINAL_TYPE (VouchHttp, vouch_http, G_TYPE_OBJECT)

static void authorized_cb (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data);
static void wait_for_turn (GTask        *task);
static void turn_cb       (const VouchTurn *turn,
                           gpointer      user_data);
static void exchanged_cb  (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data);
static void waited_cb     (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data);

void
vouch_send_data_free (VouchSendData *data)
{
  g_assert (!data->has_turn);

  g_clear_pointer (&data->pacer, vouch_pacer_unref);
  g_clear_pointer (&data->call, vouch_call_unref);
  g_clear_pointer (&data->request, vouch_request_unref);
  g_free (data);
}

static gint64
get_now (VouchHttp *self)
{
  return vouch_clock_get_monotonic (self->clock);
}

static gboolean
build_request (VouchHttp   *self,
               VouchSendData    *data,
               GError     **error)
{
  g_clear_pointer (&data->request, vouch_request_unref);
  data->request = vouch_target_build_request (self->target, data->call, &data->is_own, error);
  if (data->request == NULL)
    return FALSE;

  data->request->connect_timeout = self->policy->connect_timeout;
  return TRUE;
}

/* The credential goes to its own origin only, and never along with the fetch of a file by its link
 * (reliability.md S5). */
static gboolean
needs_credential (VouchHttp      *self,
                  const VouchSendData *data)
{
  if (self->authorizer == NULL || !data->is_own)
    return FALSE;

  return !vouch_call_is_absolute (data->call) ||
         vouch_call_get_expect (data->call) != VOUCH_EXPECT_PDF;
}

static GError *
name_service (VouchHttp *self,
              GError    *error)
{
  if (error->domain == VOUCH_API_ERROR)
    vouch_api_error_set_service (error, self->policy->service);

  return error;
}

static GError *
new_stopped_error (VouchHttp *self)
{
  GError *error = vouch_api_error_new (VOUCH_API_ERROR_NOT_SENT, 0,
                                       "%s has failed too often; it is left alone for a while",
                                       self->policy->name);
  gint64 left = MAX (self->breaker.retry_at - get_now (self), 0);

  vouch_api_error_set_retry_after (error, (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  return name_service (self, error);
}

static VouchLimits
get_limits (VouchHttp *self,
            VouchCall *call)
{
  const VouchHttpPolicy *policy = self->policy;

  switch (vouch_call_get_expect (call))
    {
    case VOUCH_EXPECT_JSON:
    case VOUCH_EXPECT_PAGE:
      return (VouchLimits) { .timeout = policy->timeout, .max_body = policy->max_json };
    case VOUCH_EXPECT_PDF:
      return (VouchLimits) { .timeout = policy->file_timeout, .max_body = policy->max_file };
    case VOUCH_EXPECT_NOTHING:
      return (VouchLimits) { .timeout = policy->timeout, .max_body = 0 };
    default:
      g_assert_not_reached ();
    }
}

void
vouch_http_give_back_turn (VouchHttp *self,
                           VouchSendData  *data)
{
  if (data->has_turn)
    vouch_pacer_release (data->pacer, &data->turn);
  data->has_turn = FALSE;
}

static gboolean
is_failure (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
}

static void
record_outcome (VouchHttp    *self,
                VouchSendData     *data,
                const GError *error)
{
  if (!data->is_own)
    return;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_breaker_record (&self->breaker, data->is_probe, is_failure (error), get_now (self));
  else if (data->is_probe)
    vouch_breaker_drop_probe (&self->breaker);

  data->is_probe = FALSE;
}

void
vouch_http_start (GTask *task)  /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchHttp *self = g_task_get_source_object (owned);
  VouchSendData *data = g_task_get_task_data (owned);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  GError *error = NULL;

  if (!build_request (self, data, &error))
    {
      g_task_return_error (owned, name_service (self, error));
      return;
    }

  data->has_credential = needs_credential (self, data);
  if (data->has_credential)
    vouch_authorizer_authorize_async (self->authorizer, data->request, cancellable,
                                      authorized_cb, g_steal_pointer (&owned));
  else
    wait_for_turn (g_steal_pointer (&owned));
}

static void
authorized_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (!vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (object), result, &error))
    g_task_return_error (task, error);
  else
    wait_for_turn (g_steal_pointer (&task));
}

/* A key in whatever form it is sent is one key. What is kept of it tells it from others only. */
static char *
dup_account (VouchHttp           *self,
             const VouchSendData *data)
{
  const char *value = vouch_headers_get (data->request->headers, "X-SmartToken");
  const char *blank;

  if (self->account != NULL)
    return g_strdup (self->account);
  if (value == NULL)
    value = vouch_headers_get (data->request->headers, "Authorization");
  if (value == NULL)
    return g_strdup ("");

  blank = strrchr (value, ' ');
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, blank != NULL ? blank + 1 : value, -1);
}

/* What goes without a credential is paced with what this client called before. */
static void
choose_pacer (VouchHttp     *self,
              VouchSendData *data)
{
  g_clear_pointer (&data->pacer, vouch_pacer_unref);
  if (data->has_credential || self->pacer == NULL)
    {
      g_autofree char *account = dup_account (self, data);

      g_clear_pointer (&self->pacer, vouch_pacer_unref);
      self->pacer = vouch_pacers_share (self->transport, self->policy, self->clock,
                                        self->target->origin, account);
    }
  data->pacer = vouch_pacer_ref (self->pacer);
}

static void
wait_for_turn (GTask *task)  /* (transfer full) */
{
  VouchHttp *self = g_task_get_source_object (task);
  VouchSendData *data = g_task_get_task_data (task);
  guint group;

  choose_pacer (self, data);
  group = vouch_pacer_find_group (data->pacer, vouch_call_get_method (data->call),
                                  vouch_call_get_template (data->call));
  vouch_pacer_acquire (data->pacer, group, g_task_get_cancellable (task), turn_cb, task);
}

/* Asked only now, since the service may have failed while this call waited. */
static gboolean
ask_breaker (VouchHttp *self,
             VouchSendData  *data)
{
  VouchBreakerVerdict verdict;
  gboolean may_probe;

  if (!data->is_own)
    return TRUE;

  may_probe = vouch_target_is_read (data->call) || self->policy->effects_probe;
  verdict = vouch_breaker_ask (&self->breaker, may_probe, get_now (self));
  data->is_probe = verdict == VOUCH_BREAKER_PROBE;
  return verdict != VOUCH_BREAKER_STOP;
}

static void
turn_cb (const VouchTurn *turn,
         gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchHttp *self = g_task_get_source_object (task);
  VouchSendData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  data->has_turn = turn != NULL;
  if (turn != NULL)
    data->turn = *turn;

  /* Cancelled before anything left: the transport must not even see it. */
  if (turn == NULL || g_cancellable_is_cancelled (cancellable))
    {
      vouch_http_give_back_turn (self, data);
      g_task_return_error_if_cancelled (task);
      return;
    }

  if (!ask_breaker (self, data))
    {
      vouch_http_give_back_turn (self, data);
      g_task_return_error (task, new_stopped_error (self));
      return;
    }

  if (g_task_get_source_tag (task) == vouch_http_reserve_async)
    g_task_return_pointer (task, vouch_http_slot_new (self, data),
                           (GDestroyNotify) vouch_http_slot_free);
  else
    vouch_http_leave (g_steal_pointer (&task));
}

void
vouch_http_leave (GTask *task)  /* (transfer full) */
{
  VouchHttp *self = g_task_get_source_object (task);
  VouchSendData *data = g_task_get_task_data (task);
  VouchLimits limits = get_limits (self, data->call);

  if (data->n_attempts++ == 0)
    {
      data->begun_at = get_now (self);
      vouch_retry_count_call (&self->retry);
    }

  g_debug ("%s %s", vouch_call_get_method (data->call), vouch_call_get_template (data->call));
  vouch_exchange_async (self->transport, self->clock, data->request, &limits,
                        g_task_get_cancellable (task), exchanged_cb, task);
}

/* A 401 means that nothing was done, so that even an effect may be sent once more. */
static gboolean
try_other_credential (VouchHttp    *self,
                      VouchSendData     *data,
                      const GError *error)
{
  if (!g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
      !data->has_credential || data->was_rejected)
    return FALSE;

  data->was_rejected = TRUE;
  return vouch_authorizer_reject (self->authorizer, data->request);
}

/* A time-out has used up what the call may take (reliability.md §2.8). */
static gboolean
may_retry (VouchHttp    *self,
           VouchSendData     *data,
           const GError *error,
           gint64       *delay)
{
  VouchLimits limits = get_limits (self, data->call);

  return vouch_target_is_read (data->call) && get_now (self) - data->begun_at < limits.timeout &&
         !(data->is_own && self->breaker.is_open) &&
         vouch_retry_allow (&self->retry, error, data->n_attempts, self->random, delay);
}

static void
finish_failure (GTask  *task,   /* (transfer full) */
                GError *error)  /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  g_autoptr(GError) owned_error = error;
  VouchHttp *self = g_task_get_source_object (owned);
  VouchSendData *data = g_task_get_task_data (owned);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  gint64 delay;

  name_service (self, owned_error);
  g_debug ("%s %s failed: %s", vouch_call_get_method (data->call),
           vouch_call_get_template (data->call), owned_error->message);

  if (try_other_credential (self, data, owned_error))
    vouch_http_start (g_steal_pointer (&owned));
  else if (may_retry (self, data, owned_error, &delay))
    vouch_clock_wait_async (self->clock, delay, cancellable, waited_cb, g_steal_pointer (&owned));
  else
    g_task_return_error (owned, g_steal_pointer (&owned_error));
}

/* Takes from an answer what it says about the pace, and turns it into what the caller gets. */
static VouchReply *
take_answer (VouchHttp          *self,
             VouchSendData           *data,
             const VouchAnswer  *answer,
             GError            **error)
{
  if (data->is_own)
    vouch_pacer_take_limits (data->pacer, &data->turn, answer->headers);
  if (data->is_own && answer->status == VOUCH_STATUS_TOO_MANY_REQUESTS)
    vouch_pacer_take_throttled (data->pacer, &data->turn, vouch_answer_get_retry_after (answer));

  if (answer->status >= 200 && answer->status < 300)
    return vouch_answer_to_reply (answer, vouch_call_get_expect (data->call), error);

  g_propagate_error (error, vouch_answer_to_error (answer, data->call));
  return NULL;
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHttp *self = g_task_get_source_object (task);
  VouchSendData *data = g_task_get_task_data (task);
  g_autoptr(VouchAnswer) answer = NULL;
  g_autoptr(VouchReply) reply = NULL;
  GError *error = NULL;

  answer = vouch_exchange_finish (VOUCH_TRANSPORT (object), result, &error);
  if (answer != NULL)
    reply = take_answer (self, data, answer, &error);

  record_outcome (self, data, error);
  vouch_http_give_back_turn (self, data);

  if (reply == NULL)
    finish_failure (g_steal_pointer (&task), error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) vouch_reply_unref);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (!vouch_clock_wait_finish (VOUCH_CLOCK (object), result, &error))
    g_task_return_error (task, error);
  else
    vouch_http_start (g_steal_pointer (&task));
}

static void
vouch_http_finalize (GObject *object)
{
  VouchHttp *self = VOUCH_HTTP (object);

  g_clear_pointer (&self->pacer, vouch_pacer_unref);
  g_clear_pointer (&self->account, g_free);
  g_clear_object (&self->authorizer);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->target, vouch_target_free);

  G_OBJECT_CLASS (vouch_http_parent_class)->finalize (object);
}

static void
vouch_http_class_init (VouchHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_http_finalize;
}

static void
vouch_http_init (VouchHttp *self)
{
  vouch_retry_init (&self->retry);
}

/**
 * vouch_http_new:
 * @policy: what the service allows; static
 * @base_uri: where the paths of calls are below; its origin alone gets the credential
 * @reach: what may be reached
 * @transport: carries requests
 * @clock: measures the time
 * @random: for the jitter
 * @authorizer: (nullable): puts the credential on requests
 * @error: return location
 *
 * Fails with %VOUCH_INPUT_ERROR if @base_uri is not within @reach.
 *
 * Returns: (transfer full): a client for one service
 */
VouchHttp *
vouch_http_new (const VouchHttpPolicy  *policy,
                const char             *base_uri,
                VouchReach              reach,
                VouchTransport         *transport,
                VouchClock             *clock,
                VouchRandom            *random,
                VouchAuthorizer        *authorizer,
                GError                **error)
{
  VouchTarget *target = vouch_target_new (base_uri, reach, error);
  VouchHttp *self;

  if (target == NULL)
    return NULL;

  self = g_object_new (VOUCH_TYPE_HTTP, NULL);
  self->policy = policy;
  self->target = target;
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->authorizer = authorizer != NULL ? g_object_ref (authorizer) : NULL;

  return self;
}

/**
 * vouch_http_set_account:
 * @self: a client that has called nothing yet
 * @account: by which the service counts calls
 *
 * Where it is not the credential on the calls that the service counts by: tokens change, and the
 * OAuth client they are given to stays. Clients of one account and origin on one transport are
 * paced together.
 */
void
vouch_http_set_account (VouchHttp  *self,
                        const char *account)
{
  g_return_if_fail (VOUCH_IS_HTTP (self) && self->pacer == NULL);

  vouch_set_str (&self->account, account);
}

const char *
vouch_http_get_base_uri (VouchHttp *self)
{
  return self->target->base_uri;
}

/**
 * vouch_http_is_open:
 * @self: a client
 *
 * Returns: whether the circuit breaker is open: the service failed too often, and every call fails
 *   with %VOUCH_API_ERROR_NOT_SENT until vouch_http_get_retry_at(); then one read is let through
 */
gboolean
vouch_http_is_open (VouchHttp *self)
{
  return vouch_breaker_is_stopping (&self->breaker, get_now (self));
}

/**
 * vouch_http_get_retry_at:
 * @self: a client
 *
 * Returns: when the breaker lets a read through, in monotonic microseconds, or 0 if it is closed
 */
gint64
vouch_http_get_retry_at (VouchHttp *self)
{
  return self->breaker.is_open ? self->breaker.retry_at : 0;
}

GTask *
vouch_http_create_task (VouchHttp           *self,
                        gpointer             source_tag,
                        VouchCall           *call,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  VouchSendData *data = g_new0 (VouchSendData, 1);

  data->call = vouch_call_ref (call);
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, data, (GDestroyNotify) vouch_send_data_free);
  return task;
}

/**
 * vouch_http_send_async:
 * @self: a client
 * @call: what to call
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the reply is there and checked
 * @user_data: data for @callback
 *
 * Calls the service: waits for a turn, adds the credential if the address is of its origin, reads
 * the answer with caps, checks it. Reads are repeated a few times; an effect only after a 401,
 * which says that nothing was done.
 *
 * Fails with #VouchApiError, with what the authorizer fails with, or with %G_IO_ERROR_CANCELLED.
 */
void
vouch_http_send_async (VouchHttp           *self,
                       VouchCall           *call,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  vouch_http_start (vouch_http_create_task (self, vouch_http_send_async, call, cancellable,
                                            callback, user_data));
}

/**
 * vouch_http_send_finish:
 * @self: a client
 * @result: a result
 * @error: return location
 *
 * Returns: (transfer full): the reply to a call that succeeded
 */
VouchReply *
vouch_http_send_finish (VouchHttp     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
