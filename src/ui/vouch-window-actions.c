/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text.h"
#include "ui/about/vouch-about.h"
#include "ui/about/vouch-diagnostics-window.h"
#include "ui/about/vouch-shortcuts-window.h"
#include "ui/preferences/vouch-preferences-window.h"
#include "ui/requests/vouch-preview-dialog.h"
#include "ui/requests/vouch-why-dialog.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-app.h"
#include "ui/vouch-load.h"
#include "ui/vouch-release.h"
#include "ui/vouch-window-private.h"
#include "ui/welcome/vouch-begin-practice.h"
#include "ui/widgets/vouch-dialogs.h"

/* Pausing and resuming. */

typedef struct
{
  gint64 connection_id;
  gint64 until;     /* 0: until somebody resumes */
  gint64 now;
  gboolean pause;
} Pause;

static gboolean
save_pause (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  const Pause *self = data;

  if (self->pause)
    return vouch_action_pause (db, self->connection_id, self->until, self->now, error);

  return vouch_action_switch (db, self->connection_id, VOUCH_SWITCH_PAUSED, FALSE, self->now,
                              error);
}

static void
pause_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GtkWidget) window = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree Pause *pause = vouch_save_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (pause != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = vouch_text_from_error (error);
  vouch_tell (window, _("Sending Was Not Changed"), sentence);
}

static void
set_paused (VouchWindow *self,
            gboolean     paused,
            gint64       until)
{
  VouchHub *hub = vouch_window_get_hub (self);
  Pause *pause = g_new0 (Pause, 1);

  pause->connection_id = vouch_hub_get_current_id (hub);
  pause->until = until;
  pause->now = vouch_hub_get_now (hub);
  pause->pause = paused;
  vouch_save_async (vouch_hub_get_store (hub), "commit pause", save_pause, pause, g_free,
                    vouch_window_get_cancellable (self), pause_saved_cb, g_object_ref (self));
}

/* Eight in the morning of the next day, where the person is. */
static gint64
find_tomorrow (gint64 now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now / VOUCH_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autoptr(GDateTime) next = g_date_time_add_days (local, 1);
  g_autoptr(GDateTime) morning =
    g_date_time_new_local (g_date_time_get_year (next), g_date_time_get_month (next),
                           g_date_time_get_day_of_month (next), 8, 0, 0);

  return g_date_time_to_unix (morning) * VOUCH_SECOND;
}

static void
pause_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VouchWindow *self = VOUCH_WINDOW (widget);
  const char *span = g_variant_get_string (parameter, NULL);
  gint64 now = vouch_hub_get_now (vouch_window_get_hub (self));
  gint64 until = 0;

  if (g_str_equal (span, "hour"))
    until = now + VOUCH_HOUR;
  else if (g_str_equal (span, "tomorrow"))
    until = find_tomorrow (now);
  set_paused (self, TRUE, until);
}

static void
resume_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  set_paused (VOUCH_WINDOW (widget), FALSE, 0);
}

/* What the window is about. */

static void
sync_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vouch_hub_sync_now (vouch_window_get_hub (VOUCH_WINDOW (widget)));
}

static void
stop_sync_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vouch_hub_stop_sync (vouch_window_get_hub (VOUCH_WINDOW (widget)));
}

static void
release_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VouchWindow *self = VOUCH_WINDOW (widget);

  vouch_release_rebuilt (widget, vouch_window_get_hub (self), vouch_window_get_cancellable (self));
}

static void
unlock_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vouch_hub_unlock (vouch_window_get_hub (VOUCH_WINDOW (widget)));
}

static void
take_over_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vouch_hub_take_over (vouch_window_get_hub (VOUCH_WINDOW (widget)));
}

static void
practice_tried_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (vouch_begin_practice_finish (VOUCH_HUB (object), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = vouch_text_from_error (error);
  vouch_tell (GTK_WIDGET (user_data), _("The Practice Company Is Not Ready"), sentence);
}

static void
try_practice_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VouchWindow *self = VOUCH_WINDOW (widget);

  vouch_begin_practice_async (widget, vouch_window_get_hub (self),
                              vouch_window_get_cancellable (self), practice_tried_cb, self);
}

static void
preview_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GtkWidget *dialog = vouch_preview_dialog_new (widget,
                                                vouch_window_get_hub (VOUCH_WINDOW (widget)));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
why_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  GtkWidget *dialog = vouch_why_dialog_new (widget, vouch_window_get_hub (VOUCH_WINDOW (widget)),
                                            NULL, NULL);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connection_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VouchHub *hub = vouch_window_get_hub (VOUCH_WINDOW (widget));
  GListModel *connections = vouch_hub_get_connections (hub);
  guint n_items = g_list_model_get_n_items (connections);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);

      if (vouch_connection_item_get_id (item) == g_variant_get_int64 (parameter))
        vouch_hub_set_current (hub, item);
    }
}

static void
open_practice_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VouchHub *hub = vouch_window_get_hub (VOUCH_WINDOW (widget));
  static const char *const hosts[] = { "127.0.0.1", "localhost", "::1", NULL };

  vouch_open_uri (widget, vouch_hub_get_practice_uri (hub), hosts);
}

static void
show_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  vouch_window_show_page (VOUCH_WINDOW (widget), g_variant_get_string (parameter, NULL));
  vouch_window_focus_page (VOUCH_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The page of templates, together with one of its actions. */
static void
begin_on_templates (VouchWindow *self,
                    const char  *action)
{
  vouch_window_show_page (self, "templates");
  vouch_templates_page_begin (VOUCH_TEMPLATES_PAGE (vouch_window_get_page (self, "templates")),
                              action);
}

static void
new_template_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  begin_on_templates (VOUCH_WINDOW (widget), "templates.new");
}

static void
push_tags_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  begin_on_templates (VOUCH_WINDOW (widget), "templates.push");
}

static void
manage_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vouch_window_manage (VOUCH_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* From wherever the person is; the page of the connection has an action of this name itself. */
static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VouchPage *page = vouch_window_manage (VOUCH_WINDOW (widget), "smartrecruiters");

  gtk_widget_activate_action (GTK_WIDGET (page), name, NULL);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vouch_window_open_menu (VOUCH_WINDOW (widget));
}

static void
fix_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  const char *page, *thing;

  g_variant_get (parameter, "(&s&s)", &page, &thing);
  vouch_window_fix (VOUCH_WINDOW (widget), page, thing);
}

static void
add_connection_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  vouch_window_show_page (VOUCH_WINDOW (widget), "connectors");
}

/* What belongs to the program. The application's own actions can be called by every program of the
 * person (reliability.md S24), so that these are the window's. */

static void
about_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vouch_about_show (GTK_WINDOW (widget));
}

static void
diagnostics_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VouchHub *hub = vouch_window_get_hub (VOUCH_WINDOW (widget));

  gtk_window_present (GTK_WINDOW (vouch_diagnostics_window_new (GTK_WINDOW (widget), hub)));
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  GSettings *settings = vouch_window_get_settings (VOUCH_WINDOW (widget));

  gtk_window_present (GTK_WINDOW (vouch_preferences_window_new (GTK_WINDOW (widget), settings)));
}

static void
help_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const struct
  {
    const char *page;
    const char *topic;
  } topics[] = {
    { "requests", "requests" },
    { "attention", "attention" },
    { "templates", "templates" },
    { "jobs", "tags" },
    { "connectors", "connection" },
  };
  const char *page = vouch_window_get_page_id (VOUCH_WINDOW (widget));
  const char *topic = "index";
  g_autofree char *uri = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      if (g_strcmp0 (page, topics[i].page) == 0)
        topic = topics[i].topic;
    }

  uri = g_strdup_printf ("help:%s/%s", VOUCH_APP_ID, topic);
  vouch_show_uri (widget, uri);
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (vouch_shortcuts_window_new (GTK_WINDOW (widget))));
}

static void
quit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vouch_app_quit (VOUCH_APP (gtk_window_get_application (GTK_WINDOW (widget))));
}

void
vouch_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.stop-sync", NULL, stop_sync_action);
  gtk_widget_class_install_action (widget_class, "win.release", NULL, release_action);
  gtk_widget_class_install_action (widget_class, "win.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "win.take-over", NULL, take_over_action);
  gtk_widget_class_install_action (widget_class, "win.try-practice", NULL, try_practice_action);
  gtk_widget_class_install_action (widget_class, "win.preview", NULL, preview_action);
  gtk_widget_class_install_action (widget_class, "win.why", NULL, why_action);
  gtk_widget_class_install_action (widget_class, "win.pause", "s", pause_action);
  gtk_widget_class_install_action (widget_class, "win.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "win.connection", "x", connection_action);
  gtk_widget_class_install_action (widget_class, "win.add-connection", NULL,
                                   add_connection_action);
  gtk_widget_class_install_action (widget_class, "win.fix", "(ss)", fix_action);
  gtk_widget_class_install_action (widget_class, "win.manage", "s", manage_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.new-template", NULL, new_template_action);
  gtk_widget_class_install_action (widget_class, "win.push-tags", NULL, push_tags_action);
  gtk_widget_class_install_action (widget_class, "win.open-practice", NULL, open_practice_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  gtk_widget_class_install_action (widget_class, "win.diagnostics", NULL, diagnostics_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.quit", NULL, quit_action);
  gtk_widget_class_install_action (widget_class, "connection.add", NULL, connect_action);
}

void
vouch_window_update_actions (VouchWindow *self)
{
  VouchHub *hub = vouch_window_get_hub (self);
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  gboolean works = vouch_hub_get_can_write (hub) && current != NULL;
  gboolean paused = works && vouch_connection_item_get (current)->paused;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync",
                                 works && !vouch_hub_get_syncing (hub));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop-sync", vouch_hub_get_syncing (hub));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.release", works);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preview", works);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.why", works);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.pause", works && !paused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.resume", paused);
}
