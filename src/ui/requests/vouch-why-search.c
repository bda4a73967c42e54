/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <string.h>

#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "text/vouch-text-foreign.h"
#include "ui/requests/vouch-why-search.h"
#include "ui/vouch-person.h"
#include "ui/vouch-load.h"

/* More are not looked through by anybody. */
#define MAX_MATCHES 50

/* Ids of the service are longer, words of a name rarely. */
#define MIN_ID_LENGTH 8

typedef struct
{
  gint64 connection_id;
  char *text;          /* (owned) */
  GPtrArray *matches;  /* (owned), of VouchWhyMatch */
} Search;

void
vouch_why_match_free (VouchWhyMatch *self)
{
  g_free (self->candidate);
  g_free (self->candidate_id);
  g_free (self->job_id);
  g_free (self->job_title);
  g_free (self);
}

static void
search_free (Search *self)
{
  g_free (self->text);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_free (self);
}

static VouchWhyMatch *
make_match (VouchDb                *db,
            gint64                  connection_id,
            const VouchApplication *application)
{
  VouchWhyMatch *match = g_new0 (VouchWhyMatch, 1);
  g_autoptr(VouchJob) job = vouch_jobs_get (db, connection_id, application->job_id, NULL);

  match->candidate = vouch_person_dup_name (application->person);
  match->candidate_id = g_strdup (application->candidate_id);
  match->job_id = g_strdup (application->job_id);
  match->job_title = vouch_text_isolate (job != NULL ? job->title : NULL);
  return match;
}

static gboolean
is_known (const Search *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    {
      const VouchWhyMatch *match = self->matches->pdata[i];

      if (g_strcmp0 (match->candidate_id, self->text) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_be_elsewhere (const Search *self)
{
  if (strpbrk (self->text, " \t/?#") != NULL || is_known (self))
    return FALSE;

  return strchr (self->text, '@') != NULL || strlen (self->text) >= MIN_ID_LENGTH;
}

static gboolean
search (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  Search *self = data;
  g_autoptr(GPtrArray) known =
    vouch_applications_search (db, self->connection_id, self->text, MAX_MATCHES, error);

  if (known == NULL)
    return FALSE;

  for (guint i = 0; i < known->len; i++)
    g_ptr_array_add (self->matches, make_match (db, self->connection_id, known->pdata[i]));
  if (may_be_elsewhere (self))
    {
      VouchWhyMatch *match = g_new0 (VouchWhyMatch, 1);

      match->candidate_id = g_strdup (self->text);
      g_ptr_array_insert (self->matches, 0, match);
    }

  return TRUE;
}

void
vouch_why_search_async (VouchStore          *store,
                        gint64               connection_id,
                        const char          *text,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Search *data = g_new0 (Search, 1);

  data->connection_id = connection_id;
  data->text = g_strdup (text);
  data->matches = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_why_match_free);
  vouch_load_async (store, "search candidates", search, data, (GDestroyNotify) search_free,
                    cancellable, callback, user_data);
}

GPtrArray *
vouch_why_search_finish (GAsyncResult  *result,
                         GError       **error)
{
  Search *data = vouch_load_finish (result, error);
  GPtrArray *matches;

  if (data == NULL)
    return NULL;

  matches = g_steal_pointer (&data->matches);
  search_free (data);
  return matches;
}
