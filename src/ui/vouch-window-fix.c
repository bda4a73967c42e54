/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-job-list.h"
#include "ui/connectors/vouch-connectors-page.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-load.h"
#include "ui/vouch-window-private.h"

/**
 * Search:
 * @page: where the thing is
 * @job_id: SmartRecruiters' id of the job that it is about
 * @row_id: (out): of the job in its list, or 0
 * @template_id: (out): whose tag the job carries, or nearly, or 0
 *
 * A job or a template that a person is led to.
 */
typedef struct
{
  gint64 connection_id;
  char *page;    /* (owned) */
  char *job_id;  /* (owned) */
  gint64 row_id;
  gint64 template_id;
} Search;

static void
search_free (Search *self)
{
  g_free (self->page);
  g_free (self->job_id);
  g_free (self);
}

/* The text of a list's query is found in other places than the id as well. */
static gboolean
find_job (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Search *self = data;
  VouchJobFilter filter = { .connection_id = self->connection_id, .text = self->job_id };
  g_autoptr(VouchRowQuery) query = vouch_job_query_new (&filter);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!vouch_row_query_list_ids (query, db, ids, error))
    return FALSE;

  for (guint i = 0; i < ids->len && self->row_id == 0; i++)
    {
      g_autoptr(VouchJobItem) job =
        vouch_row_query_load (query, db, g_array_index (ids, gint64, i), error);

      if (job == NULL)
        return FALSE;
      if (g_strcmp0 (job->job_id, self->job_id) != 0)
        continue;
      self->row_id = job->id;
      self->template_id = job->template_id;
    }

  return TRUE;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VouchWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  Search *search = vouch_load_finish (result, &error);
  VouchPage *page;

  if (search == NULL)
    {
      g_debug ("What is to be mended was not found: %s", error->message);
      return;
    }

  page = vouch_window_get_page (self, search->page);
  if (VOUCH_IS_JOBS_PAGE (page) && search->row_id != 0)
    vouch_jobs_page_open (VOUCH_JOBS_PAGE (page), search->row_id);
  else if (VOUCH_IS_TEMPLATES_PAGE (page) && search->template_id != 0)
    vouch_templates_page_edit (VOUCH_TEMPLATES_PAGE (page), search->template_id);
  search_free (search);
}

static void
search (VouchWindow *self,
        const char  *page,
        const char  *job_id)
{
  VouchHub *hub = vouch_window_get_hub (self);
  Search *data = g_new0 (Search, 1);

  data->connection_id = vouch_hub_get_current_id (hub);
  data->page = g_strdup (page);
  data->job_id = g_strdup (job_id);
  vouch_load_async (vouch_hub_get_store (hub), "find what to mend", find_job, data,
                    (GDestroyNotify) search_free, vouch_window_get_cancellable (self), found_cb,
                    g_object_ref (self));
}

void
vouch_window_fix (VouchWindow *self,
                  const char  *page,
                  const char  *thing)
{
  VouchPage *shown;

  vouch_window_show_page (self, page);
  shown = vouch_window_get_page (self, page);
  if (*thing == '\0')
    return;

  if (!VOUCH_IS_CONNECTORS_PAGE (shown))
    search (self, page, thing);
  else if (g_str_equal (thing, "release"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.release", NULL);
  else if (g_str_equal (thing, "smartrecruiters") || g_str_equal (thing, "crosschq"))
    vouch_connectors_page_manage (VOUCH_CONNECTORS_PAGE (shown), thing);
  else
    vouch_connectors_page_show_setting (VOUCH_CONNECTORS_PAGE (shown), thing);
}
