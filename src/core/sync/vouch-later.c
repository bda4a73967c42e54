/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-later.h"

#include "base/vouch-error.h"
#include "sync/vouch-outcome.h"
#include "sync/vouch-problem.h"

/* One thing that could not be read. */
typedef struct
{
  GError *error;   /* (owned): of the last try */
  int failures;    /* in a row */
  guint pass;      /* in which it failed */
  gint64 next_at;  /* service's time */
} Wait;

/* When what is read next is not worth a commit: a new session reads all of it once. Asked only,
 * never walked. */
struct _VouchLater
{
  GHashTable *waits;    /* (owned): "kind:id" to Wait */
  GHashTable *poll_at;  /* (owned): row id of a request to when it is read next */
  guint pass;           /* goes up when everything becomes due */
};

static void
wait_free (Wait *wait)
{
  g_error_free (wait->error);
  g_free (wait);
}

VouchLater *
vouch_later_new (void)
{
  VouchLater *self = g_new0 (VouchLater, 1);

  self->waits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) wait_free);
  self->poll_at = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
vouch_later_free (VouchLater *self)
{
  g_hash_table_unref (self->waits);
  g_hash_table_unref (self->poll_at);
  g_free (self);
}

/**
 * vouch_later_is_general:
 * @error: why something could not be read
 *
 * Returns: whether everything else would fail in the same way, so that nothing is wrong with this
 *   one: there is no network, the service asks for a pause, the access or the store failed
 */
gboolean
vouch_later_is_general (const GError *error)
{
  return error->domain != VOUCH_API_ERROR ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED);
}

static Wait *
find_wait (VouchSession *session,
           const char   *what)
{
  return g_hash_table_lookup (vouch_session_get_later (session)->waits, what);
}

/**
 * vouch_later_put_off:
 * @session: the connection
 * @http: whom it was asked of
 * @what: "kind:id" of what could not be read
 * @error: why
 *
 * What cannot be read by itself waits longer each time, and stands in nobody's way
 * (reliability.md §2.7).
 *
 * Returns: whether the rest can be asked for
 */
gboolean
vouch_later_put_off (VouchSession *session,
                     VouchHttp    *http,
                     const char   *what,
                     const GError *error)
{
  Wait *wait;

  if (vouch_later_is_general (error))
    return FALSE;

  wait = find_wait (session, what);
  if (wait == NULL)
    {
      wait = g_new0 (Wait, 1);
      g_hash_table_insert (vouch_session_get_later (session)->waits, g_strdup (what), wait);
    }
  g_clear_error (&wait->error);
  wait->error = g_error_copy (error);
  wait->failures++;
  wait->pass = vouch_session_get_later (session)->pass;
  wait->next_at = vouch_session_get_now (session) + vouch_retry_delay (wait->failures);
  return !vouch_http_is_open (http);
}

/**
 * vouch_later_get_reason:
 * @session: the connection
 * @what: "kind:id"
 *
 * Returns: (transfer none) (nullable): why it is not read now; %NULL when it may be
 */
const GError *
vouch_later_get_reason (VouchSession *session,
                        const char   *what)
{
  const Wait *wait = find_wait (session, what);
  gint64 now = vouch_session_get_now (session);

  /* Further ahead than that is nothing but a clock that went back. */
  if (wait == NULL || wait->pass != vouch_session_get_later (session)->pass ||
      wait->next_at <= now || wait->next_at > now + vouch_retry_delay (wait->failures))
    return NULL;

  return wait->error;
}

/**
 * vouch_later_drop:
 * @session: the connection
 * @kind: what comes before the id, with the colon
 * @ids: (element-type utf8): what is to be read
 * @problem: (inout): see vouch_later_note()
 *
 * Takes from the front of @ids all that are put off.
 */
void
vouch_later_drop (VouchSession  *session,
                  const char    *kind,
                  GPtrArray     *ids,
                  GError       **problem)
{
  while (ids->len > 0)
    {
      g_autofree char *what = g_strconcat (kind, ids->pdata[0], NULL);
      const GError *reason = vouch_later_get_reason (session, what);

      if (reason == NULL)
        break;
      vouch_later_note (problem, reason);
      g_ptr_array_remove_index (ids, 0);
    }
}

/**
 * vouch_later_note:
 * @problem: (inout): the first reason why something is missing
 * @error: (nullable): one more
 */
void
vouch_later_note (GError       **problem,
                  const GError  *error)
{
  if (*problem == NULL && error != NULL)
    *problem = g_error_copy (error);
}

/**
 * vouch_later_owes:
 * @session: the connection
 * @what: "kind:id"
 *
 * Returns: whether the last try to read it failed, be it due by now or not
 */
gboolean
vouch_later_owes (VouchSession *session,
                  const char   *what)
{
  return find_wait (session, what) != NULL;
}

void
vouch_later_forget (VouchSession *session,
                    const char   *what)
{
  g_hash_table_remove (vouch_session_get_later (session)->waits, what);
}

/**
 * vouch_later_make_due:
 * @session: the connection
 *
 * A person wants to know: everything may be read at once, however long it was to wait.
 */
void
vouch_later_make_due (VouchSession *session)
{
  vouch_session_get_later (session)->pass++;
}

guint
vouch_later_count (VouchSession *session)
{
  return g_hash_table_size (vouch_session_get_later (session)->waits);
}

/**
 * vouch_session_get_poll_at:
 * @self: a session
 * @request_id: (row id): of a request
 *
 * When a request is read next is not worth a commit: a new session reads all of them once.
 *
 * Returns: the service's time, 0: at once
 */
gint64
vouch_session_get_poll_at (VouchSession *self,
                           gint64        request_id)
{
  gint64 *time = g_hash_table_lookup (vouch_session_get_later (self)->poll_at, &request_id);

  return time != NULL ? *time : 0;
}

void
vouch_session_set_poll_at (VouchSession *self,
                           gint64        request_id,
                           gint64        time)
{
  g_hash_table_insert (vouch_session_get_later (self)->poll_at,
                       g_memdup2 (&request_id, sizeof request_id),
                       g_memdup2 (&time, sizeof time));
}
