/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-requests.h"
#include "ui/requests/vouch-request-load.h"
#include "ui/vouch-load.h"

/* More lines about one application nobody reads. */
#define MAX_LINES 200

typedef struct
{
  gint64 request_id;
  VouchRequestShown *shown; /* (owned) */
} Load;

void
vouch_request_shown_free (VouchRequestShown *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->details, vouch_request_details_free);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_free (self);
}

static void
load_free (Load *self)
{
  g_clear_pointer (&self->shown, vouch_request_shown_free);
  g_free (self);
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Load *self = data;

  self->shown->details = vouch_request_details_load (db, self->request_id, MAX_LINES, error);
  if (self->shown->details == NULL)
    return FALSE;

  self->shown->reports = vouch_reports_list (db, self->request_id, error);
  return self->shown->reports != NULL;
}

void
vouch_request_load_async (VouchStore          *store,
                          gint64               request_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Load *data = g_new0 (Load, 1);

  data->request_id = request_id;
  data->shown = g_new0 (VouchRequestShown, 1);
  vouch_load_async (store, "read request", load, data, (GDestroyNotify) load_free, cancellable,
                    callback, user_data);
}

VouchRequestShown *
vouch_request_load_finish (GAsyncResult  *result,
                           GError       **error)
{
  Load *data = vouch_load_finish (result, error);
  VouchRequestShown *shown;

  if (data == NULL)
    return NULL;

  shown = g_steal_pointer (&data->shown);
  load_free (data);
  return shown;
}
