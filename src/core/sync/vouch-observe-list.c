/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-observe-list.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "sync/vouch-problem.h"
#include "sync/vouch-request-search.h"

/* A list may lag behind the requests. */
#define OVERLAP (5 * VOUCH_MINUTE)
/* A filter that leaves more than this is none: asking by id is cheaper. */
#define MAX_PAGES 10

struct _VouchObserveList
{
  VouchProcedure parent_instance;

  VouchSession *session; /* (owned) */
  GPtrArray *open;       /* (owned), of VouchRequestRow */
  gint64 signpost;       /* the service's time of the first answer */
  guint n_pages;
  guint n_bad;           /* items that could not be read */
  GHashTable *differing; /* (owned): request ids, asked only */
  gboolean covers;
};

G_DEFINE_FINAL_TYPE (VouchObserveList, vouch_observe_list, VOUCH_TYPE_PROCEDURE)

static void listed_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static const VouchCrosschqDialect *
get_dialect (VouchObserveList *self)
{
  const char *name = vouch_session_get_connection (self->session)->crosschq_dialect;

  return vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
}

static const VouchRequestRow *
find_open (VouchObserveList *self,
           const char       *request_id)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      const VouchRequestRow *request = self->open->pdata[i];

      if (g_strcmp0 (request->request_id, request_id) == 0)
        return request;
    }

  return NULL;
}

static gboolean
is_other (const VouchRequestRow      *request,
          const VouchCrosschqRequest *listed)
{
  return listed->stage != request->stage || listed->progress != request->progress ||
         g_strcmp0 (listed->status, request->status) != 0 ||
         listed->updated_on > request->updated_on;
}

static void
take_page (VouchObserveList        *self,
           const VouchCrosschqPage *page)
{
  self->n_bad += page->bad->len;
  for (guint i = 0; i < page->items->len; i++)
    {
      const VouchCrosschqRequest *listed = page->items->pdata[i];
      const VouchRequestRow *request = find_open (self, listed->request_id);

      if (request != NULL && is_other (request, listed))
        g_hash_table_add (self->differing, g_strdup (listed->request_id));
    }
}

/* What could not be read may be one of ours: the next time begins where this one did. */
static void
end (VouchObserveList        *self,
     const VouchCrosschqPage *last)
{
  self->covers = self->n_bad == 0 && last->next == NULL;
  if (self->covers)
    vouch_session_set_list_cursor (self->session, self->signpost);
  vouch_procedure_return (VOUCH_PROCEDURE (self));
}

static void
go_on (VouchObserveList        *self,
       const VouchCrosschqPage *page)
{
  const char *base_uri = vouch_http_get_base_uri (vouch_session_get_crosschq (self->session));

  if (page->next == NULL || !vouch_crosschq_same_origin (base_uri, page->next))
    {
      end (self, page);
      return;
    }
  if (++self->n_pages >= MAX_PAGES)
    {
      vouch_session_learn (self->session, VOUCH_CAPABILITY_LIST_POLL, "no");
      vouch_procedure_return (VOUCH_PROCEDURE (self));
      return;
    }

  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_next (get_dialect (self), page->next), listed_cb);
}

static void
listed_cb (VouchProcedure *procedure,
           VouchReply     *reply,
           const GError   *error)
{
  VouchObserveList *self = VOUCH_OBSERVE_LIST (procedure);
  g_autoptr(VouchCrosschqPage) page = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED))
    vouch_session_learn (self->session, VOUCH_CAPABILITY_LIST, "no");
  else if (error != NULL && !g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (reply != NULL)
    page = vouch_crosschq_read_list (reply, NULL);
  if (page == NULL)
    {
      vouch_procedure_return (procedure);
      return;
    }

  if (self->signpost == 0)
    self->signpost = reply->date != 0 ? reply->date : vouch_session_get_now (self->session);
  vouch_request_search_learn (self->session, page);
  take_page (self, page);
  go_on (self, page);
}

static void
vouch_observe_list_start (VouchProcedure *procedure)
{
  VouchObserveList *self = VOUCH_OBSERVE_LIST (procedure);
  VouchCrosschqSearch search =
    { .updated_after = vouch_session_get_list_cursor (self->session) - OVERLAP };

  vouch_procedure_call (procedure, vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_list (get_dialect (self), &search), listed_cb);
}

static void
vouch_observe_list_finalize (GObject *object)
{
  VouchObserveList *self = VOUCH_OBSERVE_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->differing, g_hash_table_unref);

  G_OBJECT_CLASS (vouch_observe_list_parent_class)->finalize (object);
}

static void
vouch_observe_list_class_init (VouchObserveListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_list_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_list_start;
}

static void
vouch_observe_list_init (VouchObserveList *self)
{
  self->differing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * vouch_observe_list_new:
 * @session: a connection whose list is offered, with a cursor
 * @open: (element-type VouchRequestRow): what is open at the service, as stored
 *
 * Returns: (transfer full): the procedure
 */
VouchObserveList *
vouch_observe_list_new (VouchSession *session,
                        GPtrArray    *open)
{
  VouchObserveList *self = g_object_new (VOUCH_TYPE_OBSERVE_LIST, NULL);

  self->session = g_object_ref (session);
  self->open = g_ptr_array_ref (open);
  return self;
}

gboolean
vouch_observe_list_covers (VouchObserveList *self)
{
  return self->covers;
}

gboolean
vouch_observe_list_differs (VouchObserveList      *self,
                            const VouchRequestRow *request)
{
  return g_hash_table_contains (self->differing, request->request_id);
}
