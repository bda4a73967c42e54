/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "sync/vouch-list-lag.h"
#include "sync/vouch-outcome.h"
#include "sync/vouch-request-search.h"

/* While nobody knows how late a list is, this late it is not. */
#define UNKNOWN_LAG (10 * VOUCH_MINUTE)
/* What has not been seen by then counts as seen: a list may show it on a page nobody reads. */
#define LONGEST_LAG VOUCH_HOUR
#define FIRST_WAIT (15 * VOUCH_SECOND)
/* Dates count whole seconds. */
#define DATE_GRAIN VOUCH_SECOND

struct _VouchListLag
{
  VouchProcedure parent_instance;

  VouchSession *session; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VouchListLag, vouch_list_lag, VOUCH_TYPE_PROCEDURE)

static const VouchCrosschqDialect *
get_dialect (VouchSession *session)
{
  const char *name = vouch_session_get_connection (session)->crosschq_dialect;

  return vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
}

/* Returns: -1 while it is not known. */
static gint64
get_lag (VouchSession *session)
{
  const char *text = vouch_session_get_capability (session, VOUCH_CAPABILITY_LIST_LAG);
  gint64 seconds;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, LONGEST_LAG / VOUCH_SECOND, &seconds,
                                                 NULL))
    return -1;

  return seconds * VOUCH_SECOND;
}

/* The longest that there ever was. */
static void
learn (VouchListLag *self,
       gint64        lag)
{
  gint64 rounded = CLAMP (lag + DATE_GRAIN, 0, LONGEST_LAG);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, rounded / VOUCH_SECOND);

  if (rounded > get_lag (self->session))
    vouch_session_learn (self->session, VOUCH_CAPABILITY_LIST_LAG, text);
  g_clear_pointer (&vouch_session_get_created (self->session)->request_id, g_free);
}

static gboolean
shows (const VouchCrosschqPage *page,
       const char              *request_id)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const VouchCrosschqRequest *listed = page->items->pdata[i];

      if (g_strcmp0 (listed->request_id, request_id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* No answer, or a broken one, says nothing: the next cycle looks again. */
static void
listed_cb (VouchProcedure *procedure,
           VouchReply     *reply,
           const GError   *error)
{
  VouchListLag *self = VOUCH_LIST_LAG (procedure);
  VouchCreated *created = vouch_session_get_created (self->session);
  g_autoptr(VouchCrosschqPage) page = NULL;
  gint64 lag;

  if (reply != NULL)
    page = vouch_crosschq_read_list (reply, NULL);
  if (page != NULL)
    {
      lag = (reply->date != 0 ? reply->date : vouch_session_get_now (self->session)) - created->at;
      vouch_request_search_learn (self->session, page);
      if (shows (page, created->request_id) || lag >= LONGEST_LAG)
        learn (self, lag);
      else
        created->look_at = created->at + MAX (2 * lag, FIRST_WAIT);
    }

  vouch_procedure_return (procedure);
}

static void
vouch_list_lag_start (VouchProcedure *procedure)
{
  VouchListLag *self = VOUCH_LIST_LAG (procedure);
  const VouchCreated *created = vouch_session_get_created (self->session);
  const VouchCrosschqSearch search = { .external_id = created->external_id };

  vouch_procedure_call (procedure, vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_list (get_dialect (self->session), &search), listed_cb);
}

static void
vouch_list_lag_finalize (GObject *object)
{
  VouchListLag *self = VOUCH_LIST_LAG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (vouch_list_lag_parent_class)->finalize (object);
}

static void
vouch_list_lag_class_init (VouchListLagClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_list_lag_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_list_lag_start;
}

static void
vouch_list_lag_init (VouchListLag *self)
{
}

/**
 * vouch_list_lag_new:
 * @session: a connection of which vouch_list_lag_is_due()
 *
 * Looks whether Crosschq's list shows the last request that was created, and learns how late it is.
 * Never fails but with a cancellation.
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_list_lag_new (VouchSession *session)
{
  VouchListLag *self = g_object_new (VOUCH_TYPE_LIST_LAG, NULL);

  self->session = g_object_ref (session);
  return VOUCH_PROCEDURE (self);
}

/**
 * vouch_list_lag_is_due:
 * @session: a connection
 *
 * Returns: whether a request was created by this session that its list has not shown yet, and it is
 *   time to look again: twice as late each time
 */
gboolean
vouch_list_lag_is_due (VouchSession *session)
{
  const VouchCreated *created = vouch_session_get_created (session);

  return created->request_id != NULL && created->look_at <= vouch_session_get_now (session) &&
         get_dialect (session)->list != NULL &&
         !vouch_session_lacks (session, VOUCH_CAPABILITY_LIST) &&
         vouch_session_get_crosschq_problem (session) == NULL;
}

/**
 * vouch_list_lag_note_create:
 * @session: a connection
 * @request_id: of a request that was created just now
 * @external_id: (nullable): its external id
 * @date: the service's time of the answer
 */
void
vouch_list_lag_note_create (VouchSession *session,
                            const char   *request_id,
                            const char   *external_id,
                            gint64        date)
{
  VouchCreated *created = vouch_session_get_created (session);

  vouch_set_str (&created->request_id, request_id);
  vouch_set_str (&created->external_id, external_id);
  created->at = date;
  created->look_at = 0;
}

/**
 * vouch_list_lag_get_silence:
 * @session: a connection
 *
 * Returns: how long after a create, of which nobody knows what became of it, the first look proves
 *   something (reliability.md §2.2, 7)
 */
gint64
vouch_list_lag_get_silence (VouchSession *session)
{
  gint64 lag = get_lag (session);

  return lag < 0 ? UNKNOWN_LAG : MAX (VOUCH_EFFECT_SILENCE, 3 * lag);
}

/**
 * vouch_list_lag_get_spacing:
 * @session: a connection
 *
 * Returns: microseconds between two such looks
 */
gint64
vouch_list_lag_get_spacing (VouchSession *session)
{
  gint64 lag = get_lag (session);

  return lag < 0 ? UNKNOWN_LAG : MAX (VOUCH_LOOK_SPACING, lag);
}
