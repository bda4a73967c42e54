/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-run-list.h"
#include "ui/activity/vouch-activity-row.h"
#include "ui/activity/vouch-run-header.h"
#include "ui/vouch-reloader.h"

struct _VouchRunHeader
{
  AdwBin parent_instance;

  gint64 run_id;
  VouchReloader *reloader;  /* (owned) (nullable): until there is a run */

  VouchActivityRow *row;
};

G_DEFINE_FINAL_TYPE (VouchRunHeader, vouch_run_header, ADW_TYPE_BIN)

typedef struct
{
  gint64 run_id;
  VouchRun *run;  /* (owned) (nullable): it may have been forgotten */
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  vouch_run_free (self->run);
  g_free (self);
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  Found *found = g_new0 (Found, 1);

  found->run_id = VOUCH_RUN_HEADER (user_data)->run_id;
  return found;
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Found *self = data;
  g_autoptr(GError) failure = NULL;

  self->run = vouch_runs_get (db, self->run_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchRunHeader *self = VOUCH_RUN_HEADER (user_data);
  Found *found = data;

  if (found == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), found->run != NULL);
  if (found->run != NULL)
    vouch_activity_row_show_run (self->row, found->run);
  found_free (found);
}

static const VouchReading reading = {
  .label = "read run",
  .subjects = (const char *const[]) { "run", NULL },
  .prepare = prepare,
  .load = load,
  .destroy = found_free,
  .take = take,
};

static void
vouch_run_header_dispose (GObject *object)
{
  vouch_reloader_clear (&VOUCH_RUN_HEADER (object)->reloader);

  G_OBJECT_CLASS (vouch_run_header_parent_class)->dispose (object);
}

static void
vouch_run_header_class_init (VouchRunHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_run_header_dispose;

  g_type_ensure (VOUCH_TYPE_ACTIVITY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-run-header.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchRunHeader, row);
}

static void
vouch_run_header_init (VouchRunHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vouch_run_header_set_run:
 * @self: a header that has no run yet
 * @hub: the hub
 * @run_id: (row id): of the run
 *
 * Shows it, once it is read.
 */
void
vouch_run_header_set_run (VouchRunHeader *self,
                          VouchHub       *hub,
                          gint64          run_id)
{
  g_return_if_fail (VOUCH_IS_RUN_HEADER (self) && self->reloader == NULL);

  self->run_id = run_id;
  self->reloader = vouch_reloader_new (hub, &reading, self);
}
