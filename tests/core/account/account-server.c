/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-server.h"

#include "account/vouch-grant.h"
#include "base/vouch-error.h"

#define DELAY (50 * G_TIME_SPAN_MILLISECOND)

struct _AccountServer
{
  GObject parent_instance;

  VouchClock *clock;      /* (owned) */
  GQueue answers;         /* (element-type AccountAnswer) */
  char *refresh;          /* (owned) (nullable): the one that is good */
  char *code;             /* (owned) (nullable) */
  char *challenge;        /* (owned) (nullable) */
  GPtrArray *accesses;    /* (owned) (element-type utf8): all that were given */
  guint lifetime;
  guint n_at_once;
  guint max_at_once;
  guint n_posts;
  guint n_pairs;
  guint n_reused;         /* refresh tokens that came again after they were used */
  GPtrArray *used;        /* (owned) (element-type utf8) */
  GPtrArray *trace;       /* (owned) (nullable) (element-type utf8) */
  AccountPoints *points;  /* (nullable) */
};

static void account_server_iface_init (VouchTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AccountServer, account_server, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_TRANSPORT,
                                                      account_server_iface_init))

typedef struct
{
  VouchResponse *response; /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable) */
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_clear_pointer (&outcome->response, vouch_response_unref);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

static VouchResponse *
new_json (guint       status,
          const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return vouch_response_new_bytes (status, "application/json", bytes);
}

static gboolean
contains (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static VouchResponse *
give_pair (AccountServer *self,
           gboolean       with_refresh)
{
  g_autofree char *access = g_strdup_printf ("access-%u", ++self->n_pairs);
  g_autofree char *member = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (self->accesses, g_strdup (access));
  if (with_refresh)
    {
      g_free (self->refresh);
      self->refresh = g_strdup_printf ("refresh-%u", self->n_pairs);
      member = g_strdup_printf (",\"refresh_token\":\"%s\"", self->refresh);
    }

  text = g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%u%s}",
                          access, self->lifetime, with_refresh ? member : "");
  return new_json (200, text);
}

static VouchResponse *
refuse_grant (void)
{
  return new_json (400, "{\"error\":\"invalid_grant\",\"error_description\":\"used or expired\"}");
}

static VouchResponse *
refresh (AccountServer *self,
         const char    *token)
{
  if (contains (self->used, token))
    self->n_reused++;
  if (g_strcmp0 (token, self->refresh) != 0)
    return refuse_grant ();

  g_ptr_array_add (self->used, g_strdup (token));
  return give_pair (self, TRUE);
}

static VouchResponse *
exchange (AccountServer *self,
          GHashTable    *form)
{
  const char *verifier = g_hash_table_lookup (form, "code_verifier");
  g_autofree char *challenge = verifier != NULL ? vouch_pkce_challenge (verifier) : NULL;

  if (self->code == NULL || g_strcmp0 (self->code, g_hash_table_lookup (form, "code")) != 0
      || g_strcmp0 (self->challenge, challenge) != 0)
    return refuse_grant ();

  g_clear_pointer (&self->code, g_free);
  return give_pair (self, TRUE);
}

static VouchResponse *
serve (AccountServer *self,
       VouchRequest  *request)
{
  g_autofree char *body = g_strndup (g_bytes_get_data (request->body, NULL),
                                     g_bytes_get_size (request->body));
  g_autoptr(GHashTable) form = g_uri_parse_params (body, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  const char *type = g_hash_table_lookup (form, "grant_type");
  const char *basic = vouch_headers_get (request->headers, "Authorization");
  gboolean is_known = g_strcmp0 (g_hash_table_lookup (form, "client_id"), "client 1") == 0
                      && g_strcmp0 (g_hash_table_lookup (form, "client_secret"), "s&cret") == 0;

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_true (g_str_has_suffix (request->uri, "/identity/oauth/token"));
  g_assert_cmpuint (request->flags & VOUCH_REQUEST_EFFECT, !=, 0);

  /* base64 of "client%201:s%26cret" */
  if (!is_known && g_strcmp0 (basic, "Basic Y2xpZW50JTIwMTpzJTI2Y3JldA==") != 0)
    return new_json (401, "{\"error\":\"invalid_client\"}");
  if (g_strcmp0 (type, "refresh_token") == 0)
    return refresh (self, g_hash_table_lookup (form, "refresh_token"));
  if (g_strcmp0 (type, "authorization_code") == 0)
    return exchange (self, form);
  if (g_strcmp0 (type, "client_credentials") == 0)
    return give_pair (self, FALSE);

  return new_json (400, "{\"error\":\"unsupported_grant_type\"}");
}

static void
answer (AccountServer *self,
        VouchRequest  *request,
        Outcome       *outcome)
{
  AccountAnswer next = GPOINTER_TO_INT (g_queue_pop_head (&self->answers));
  const char *basic = vouch_headers_get (request->headers, "Authorization");

  switch (next)
    {
    case ACCOUNT_ANSWER_GOOD:
      outcome->response = serve (self, request);
      break;
    case ACCOUNT_ANSWER_NOT_SENT:
      outcome->error = vouch_api_error_new (VOUCH_API_ERROR_NOT_SENT, 0, "no route");
      break;
    case ACCOUNT_ANSWER_LOST:
      vouch_response_unref (serve (self, request));
      outcome->error = vouch_api_error_new (VOUCH_API_ERROR_OUTCOME_UNKNOWN, 0, "reset");
      break;
    case ACCOUNT_ANSWER_500:
      outcome->response = new_json (500, "{\"error\":\"invalid_grant\"}");
      break;
    case ACCOUNT_ANSWER_429:
      outcome->response = new_json (429, "{\"error\":\"invalid_grant\"}");
      vouch_headers_add (outcome->response->headers, "Retry-After", "30");
      break;
    case ACCOUNT_ANSWER_GARBAGE:
      outcome->response = new_json (200, "<html>Sign in to the network</html>");
      break;
    case ACCOUNT_ANSWER_INVALID_GRANT:
      outcome->response = refuse_grant ();
      break;
    case ACCOUNT_ANSWER_BODY_CLIENT:
      outcome->response = new_json (401, "{\"error\":\"invalid_client\"}");
      break;
    case ACCOUNT_ANSWER_INVALID_CLIENT:
      if (basic == NULL)
        g_queue_push_head (&self->answers, GINT_TO_POINTER (ACCOUNT_ANSWER_INVALID_CLIENT));
      outcome->response = new_json (401, "{\"error\":\"invalid_client\"}");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AccountServer *self = g_task_get_source_object (task);
  Outcome *outcome = g_task_get_task_data (task);

  vouch_clock_wait_finish (VOUCH_CLOCK (object), result, NULL);
  self->n_at_once--;
  if (!account_points_pass (self->points))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the process died");
  else if (outcome->error != NULL)
    g_task_return_error (task, g_steal_pointer (&outcome->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&outcome->response),
                           (GDestroyNotify) vouch_response_unref);
}

static void
account_server_send_async (VouchTransport      *transport,
                           VouchRequest        *request,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  AccountServer *self = ACCOUNT_SERVER (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Outcome *outcome = g_new0 (Outcome, 1);

  g_task_set_task_data (task, outcome, (GDestroyNotify) outcome_free);
  if (!account_points_pass (self->points))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the process died");
      g_object_unref (task);
      return;
    }

  self->n_posts++;
  self->n_at_once++;
  self->max_at_once = MAX (self->max_at_once, self->n_at_once);
  if (self->trace != NULL)
    g_ptr_array_add (self->trace, g_strdup ("post"));
  answer (self, request, outcome);
  vouch_clock_wait_async (self->clock, DELAY, NULL, waited_cb, task);
}

static VouchResponse *
account_server_send_finish (VouchTransport  *transport,
                            GAsyncResult    *result,
                            GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
account_server_iface_init (VouchTransportInterface *iface)
{
  iface->send_async = account_server_send_async;
  iface->send_finish = account_server_send_finish;
}

static void
account_server_finalize (GObject *object)
{
  AccountServer *self = ACCOUNT_SERVER (object);

  g_clear_object (&self->clock);
  g_queue_clear (&self->answers);
  g_free (self->refresh);
  g_free (self->code);
  g_free (self->challenge);
  g_ptr_array_unref (self->accesses);
  g_ptr_array_unref (self->used);
  g_clear_pointer (&self->trace, g_ptr_array_unref);

  G_OBJECT_CLASS (account_server_parent_class)->finalize (object);
}

static void
account_server_class_init (AccountServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = account_server_finalize;
}

static void
account_server_init (AccountServer *self)
{
  g_queue_init (&self->answers);
  self->accesses = g_ptr_array_new_with_free_func (g_free);
  self->used = g_ptr_array_new_with_free_func (g_free);
  self->lifetime = 1799;
}

AccountServer *
account_server_new (VouchClock *clock)
{
  AccountServer *self = g_object_new (ACCOUNT_TYPE_SERVER, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
account_server_push (AccountServer *self,
                     AccountAnswer  next)
{
  g_queue_push_tail (&self->answers, GINT_TO_POINTER (next));
}

void
account_server_set_refresh (AccountServer *self,
                            const char    *token)
{
  g_free (self->refresh);
  self->refresh = g_strdup (token);
}

const char *
account_server_get_refresh (AccountServer *self)
{
  return self->refresh;
}

void
account_server_set_code (AccountServer *self,
                         const char    *code,
                         const char    *challenge)
{
  g_free (self->code);
  self->code = g_strdup (code);
  g_free (self->challenge);
  self->challenge = g_strdup (challenge);
}

void
account_server_set_lifetime (AccountServer *self,
                             guint          seconds)
{
  self->lifetime = seconds;
}

void
account_server_set_trace (AccountServer *self,
                          GPtrArray     *trace)
{
  self->trace = g_ptr_array_ref (trace);
}

void
account_server_set_points (AccountServer *self,
                           AccountPoints *points)
{
  self->points = points;
}

guint
account_server_get_max_at_once (AccountServer *self)
{
  return self->max_at_once;
}

guint
account_server_get_n_posts (AccountServer *self)
{
  return self->n_posts;
}

guint
account_server_get_n_pairs (AccountServer *self)
{
  return self->n_pairs;
}

guint
account_server_get_n_reused (AccountServer *self)
{
  return self->n_reused;
}

gboolean
account_server_has_access (AccountServer *self,
                           const char    *access)
{
  return contains (self->accesses, access);
}
