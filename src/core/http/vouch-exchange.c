/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-exchange.h"

#include "base/vouch-error.h"
#include "http/vouch-read-capped.h"

#define MAX_HEADERS (64 * 1024)
#define MAX_ERROR_BODY (64 * 1024)

typedef struct
{
  /* Input. */
  VouchClock *clock;         /* (owned) */
  VouchLimits limits;

  /* In progress. */
  GCancellable *inner;       /* (owned): cancelled by the caller's, and when the time is up */
  GCancellable *outer;       /* (owned) (nullable): the caller's */
  gulong outer_id;
  guint timer;
  gboolean timed_out;

  /* Output. */
  VouchAnswer *answer;       /* (owned) (nullable) */
} ExchangeData;

static void sent_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);
static void body_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
stop_waiting (ExchangeData *data)
{
  if (data->timer != 0)
    vouch_clock_remove_timer (data->clock, data->timer);
  data->timer = 0;

  if (data->outer != NULL)
    g_cancellable_disconnect (data->outer, data->outer_id);
  g_clear_object (&data->outer);
}

static void
exchange_data_free (ExchangeData *data)
{
  stop_waiting (data);
  g_clear_object (&data->clock);
  g_clear_object (&data->inner);
  g_clear_pointer (&data->answer, vouch_answer_free);
  g_free (data);
}

static gboolean
timeout_cb (gpointer user_data)
{
  ExchangeData *data = user_data;

  data->timer = 0;
  data->timed_out = TRUE;
  g_cancellable_cancel (data->inner);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* The transport knows whether anything had left when it can tell at all; a cancelled exchange may
 * have been processed. */
static void
return_failure (GTask  *task,
                GError *error)  /* (transfer full) */
{
  ExchangeData *data = g_task_get_task_data (task);
  g_autoptr(GError) owned = error;

  stop_waiting (data);
  if (data->timed_out && g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN,
                             "no answer within %" G_GINT64_FORMAT " s",
                             data->limits.timeout / G_USEC_PER_SEC);
  else
    g_task_return_error (task, vouch_api_error_translate (g_steal_pointer (&owned), TRUE));
}

static void
return_answer (GTask *task)
{
  ExchangeData *data = g_task_get_task_data (task);

  stop_waiting (data);
  g_task_return_pointer (task, g_steal_pointer (&data->answer), (GDestroyNotify) vouch_answer_free);
}

static gsize
measure_headers (const VouchHeaders *headers)
{
  gsize size = 0;

  for (guint i = 0; i < vouch_headers_get_n (headers); i++)
    {
      const char *name;
      const char *value;

      vouch_headers_get_nth (headers, i, &name, &value);
      size += strlen (name) + strlen (value) + 4;
    }

  return size;
}

static gint64
get_announced (const VouchHeaders *headers)
{
  const char *text = vouch_headers_get (headers, "Content-Length");
  guint64 length;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL))
    return -1;

  return length;
}

static gboolean
is_gzip (const VouchHeaders *headers)
{
  const char *encoding = vouch_headers_get (headers, "Content-Encoding");

  if (encoding == NULL)
    return FALSE;

  return g_ascii_strcasecmp (encoding, "gzip") == 0 || g_ascii_strcasecmp (encoding, "x-gzip") == 0;
}

static gboolean
is_success (guint status)
{
  return status >= 200 && status < 300;
}

/* A redirect is not followed, so what it says does not matter either. */
static gboolean
wants_body (const ExchangeData *data,
            guint               status)
{
  if (is_success (status))
    return status != 204 && data->limits.max_body > 0;

  return status >= 400;
}

static void
start_reading (GTask         *task,  /* (transfer full) */
               VouchResponse *response)
{
  g_autoptr(GTask) owned = task;
  ExchangeData *data = g_task_get_task_data (owned);
  gboolean success = is_success (response->status);
  VouchReadFlags flags = success ? VOUCH_READ_NONE : VOUCH_READ_TRUNCATE;
  gsize cap = success ? data->limits.max_body : MAX_ERROR_BODY;

  if (is_gzip (response->headers))
    flags |= VOUCH_READ_INFLATE;

  vouch_read_capped_async (response->body, flags, cap, get_announced (response->headers),
                           data->inner, body_cb, g_steal_pointer (&owned));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  ExchangeData *data = g_task_get_task_data (task);
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = vouch_transport_send_finish (VOUCH_TRANSPORT (object), result, &error);
  if (response == NULL)
    {
      return_failure (task, g_steal_pointer (&error));
      return;
    }

  if (measure_headers (response->headers) > MAX_HEADERS)
    {
      return_failure (task, vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, response->status,
                                                 "the header of the answer is too large"));
      return;
    }

  data->answer = g_new0 (VouchAnswer, 1);
  data->answer->status = response->status;
  data->answer->headers = vouch_headers_ref (response->headers);

  if (wants_body (data, response->status))
    start_reading (g_steal_pointer (&task), response);
  else
    return_answer (task);
}

static void
body_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  ExchangeData *data = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  data->answer->body = vouch_read_capped_finish (G_INPUT_STREAM (object), result, &error);

  /* The status alone says what an error is; its text is only a help. */
  if (error != NULL && is_success (data->answer->status))
    return_failure (task, g_steal_pointer (&error));
  else
    return_answer (task);
}

/**
 * vouch_exchange_async:
 * @transport: carries it
 * @clock: measures the time
 * @request: what to send
 * @limits: how long it may take and how much may come back
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the whole answer is there
 * @user_data: data for @callback
 *
 * One request and its whole answer, whatever its status.
 *
 * Fails with %VOUCH_API_ERROR_NOT_SENT, %VOUCH_API_ERROR_OUTCOME_UNKNOWN, with
 * %VOUCH_API_ERROR_BAD_REPLY for an answer beyond @limits, or %G_IO_ERROR_CANCELLED.
 */
void
vouch_exchange_async (VouchTransport      *transport,
                      VouchClock          *clock,
                      VouchRequest        *request,
                      const VouchLimits   *limits,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (transport, cancellable, callback, user_data);
  ExchangeData *data = g_new0 (ExchangeData, 1);

  g_task_set_source_tag (task, vouch_exchange_async);
  data->clock = g_object_ref (clock);
  data->limits = *limits;
  data->inner = g_cancellable_new ();
  g_task_set_task_data (task, data, (GDestroyNotify) exchange_data_free);

  data->timer = vouch_clock_add_timer (clock, limits->timeout, timeout_cb, data);
  if (cancellable != NULL)
    {
      data->outer = g_object_ref (cancellable);
      data->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (data->inner), g_object_unref);
    }

  vouch_transport_send_async (transport, request, data->inner, sent_cb, g_steal_pointer (&task));
}

VouchAnswer *
vouch_exchange_finish (VouchTransport  *transport,
                       GAsyncResult    *result,
                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
vouch_answer_free (VouchAnswer *answer)
{
  g_clear_pointer (&answer->headers, vouch_headers_unref);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}
