/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/attention/vouch-attention-page.h"
#include "ui/connectors/vouch-connectors-page.h"
#include "ui/desktop/vouch-background.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/overview/vouch-overview-page.h"
#include "ui/requests/vouch-requests-page.h"
#include "ui/shell/vouch-shell.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-app.h"
#include "ui/vouch-preferences.h"
#include "ui/vouch-window-private.h"
#include "ui/welcome/vouch-welcome.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchWindow
{
  AdwApplicationWindow parent_instance;

  VouchHub *hub;              /* (owned) */
  GSettings *settings;        /* (owned) */
  GCancellable *cancellable;  /* (owned) */

  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwBin *welcome_bin;
  VouchShell *shell;
};

G_DEFINE_FINAL_TYPE (VouchWindow, vouch_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages, in the order of the sidebar. */
static const struct
{
  const char *id;
  const char *title;
  VouchPageFunc make;
} pages[] = {
  { "overview", N_("Overview"), vouch_overview_page_new },
  { "requests", N_("Requests"), vouch_requests_page_new },
  { "attention", N_("Needs Attention"), vouch_attention_page_new },
  { "templates", N_("Templates"), vouch_templates_page_new },
  { "jobs", N_("Jobs"), vouch_jobs_page_new },
  { "activity", N_("Activity"), vouch_activity_page_new },
  { "connectors", N_("Connectors"), vouch_connectors_page_new },
};

static void
add_pages (VouchWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *icon = g_strdup_printf ("vouch-%s-symbolic", pages[i].id);

      vouch_shell_add_page (self->shell, pages[i].id, _(pages[i].title), icon, pages[i].make);
    }
}

/* What the window shows as a whole. */

static void
show_failure (VouchWindow *self)
{
  g_autofree char *sentence = vouch_text_from_error (vouch_hub_get_error (self->hub));

  vouch_status_text_set (self->failed_page, sentence);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_welcome (VouchWindow *self)
{
  if (adw_bin_get_child (self->welcome_bin) == NULL)
    adw_bin_set_child (self->welcome_bin, vouch_welcome_new (self->hub));
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

static void
show_shell (VouchWindow *self)
{
  if (vouch_shell_get_page_id (self->shell) == NULL)
    {
      g_autofree char *last = g_settings_get_string (self->settings, "page");

      vouch_shell_show_page (self->shell, last);
    }
  gtk_stack_set_visible_child_name (self->stack, "shell");
}

static void
update_stack (VouchWindow *self)
{
  VouchHubState state = vouch_hub_get_state (self->hub);
  gboolean empty = g_list_model_get_n_items (vouch_hub_get_connections (self->hub)) == 0;

  if (state == VOUCH_HUB_FAILED)
    show_failure (self);
  else if (!vouch_hub_get_loaded (self->hub))
    gtk_stack_set_visible_child_name (self->stack, "opening");
  else if (empty)
    show_welcome (self);
  else
    show_shell (self);
}

static void
hub_changed_cb (VouchWindow *self)
{
  update_stack (self);
  vouch_window_update_actions (self);
  vouch_shell_set_count (self->shell, "attention", vouch_hub_get_attention (self->hub));
}

static void
page_changed_cb (VouchWindow *self)
{
  const char *id = vouch_shell_get_page_id (self->shell);

  if (self->settings != NULL && id != NULL)
    g_settings_set_string (self->settings, "page", id);
}

static void
try_again_cb (VouchWindow *self)
{
  vouch_hub_open (self->hub);
}

/* The window itself. */

static void
active_changed_cb (VouchWindow *self)
{
  vouch_hub_set_in_front (self->hub, gtk_window_is_active (GTK_WINDOW (self)));
}

/* Closing ends the work, unless it goes on in the background: the first time, the person says. */

/* Where there is no portal, nobody forbids it. */
static void
background_answered_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  VouchBackgroundAnswer answer = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean known = vouch_background_request_finish (result, &answer, &error);
  VouchWindow *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_WINDOW (user_data);
  g_settings_set_boolean (self->settings, "run-in-background", !known || answer.background);
  if (!known || answer.background)
    gtk_window_close (GTK_WINDOW (self));
  else
    vouch_tell (GTK_WIDGET (self), _("Vouch May Not Run in the Background"),
                _("The system does not allow it. It can be allowed in the system’s settings, under "
                  "Apps."));
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchAnswer answer = vouch_ask_finish (result, &error);
  VouchWindow *self;

  if (answer == VOUCH_ANSWER_CANCEL)
    return;

  self = VOUCH_WINDOW (user_data);
  g_settings_set_boolean (self->settings, "asked-about-background", TRUE);
  if (answer == VOUCH_ANSWER_FIRST)
    {
      vouch_app_quit (VOUCH_APP (gtk_window_get_application (GTK_WINDOW (self))));
      return;
    }

  vouch_background_request_async (_("Vouch sends reference requests while candidates are moved."),
                                  g_settings_get_boolean (self->settings, "autostart"),
                                  self->cancellable, background_answered_cb, self);
}

static gboolean
is_at_work (VouchHub            *hub,
            VouchConnectionItem *item)
{
  return vouch_hub_get_can_write (hub) && vouch_connection_item_get (item)->on &&
         !vouch_connection_item_is_practice (item);
}

static gboolean
vouch_window_close_request (GtkWindow *window)
{
  VouchWindow *self = VOUCH_WINDOW (window);

  if (vouch_hub_find_connection (self->hub, is_at_work) == NULL ||
      g_settings_get_boolean (self->settings, "asked-about-background"))
    return GTK_WINDOW_CLASS (vouch_window_parent_class)->close_request (window);

  vouch_ask_async (GTK_WIDGET (self), _("Keep Syncing?"),
                   _("Candidates who are moved while Vouch is not running are noticed when it "
                     "runs again. It can also go on without its window. Preferences has the "
                     "switch."),
                   _("_Quit"), _("_Keep Syncing"), self->cancellable, asked_cb, self);
  return TRUE;
}

static void
bind_size (VouchWindow *self)
{
  g_settings_bind (self->settings, "width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
vouch_window_dispose (GObject *object)
{
  VouchWindow *self = VOUCH_WINDOW (object);

  if (self->hub != NULL)
    vouch_hub_set_in_front (self->hub, FALSE);
  /* A password entry that goes while it has the focus still looks at itself (GTK 4.8). */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_window_parent_class)->dispose (object);
}

static void
vouch_window_class_init (VouchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vouch_window_close_request;

  g_type_ensure (VOUCH_TYPE_SHELL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchWindow, welcome_bin);
  gtk_widget_class_bind_template_child (widget_class, VouchWindow, shell);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  vouch_window_install_actions (widget_class);
}

static void
vouch_window_init (VouchWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow_hub (VouchWindow *self)
{
  static const char *const signals[] = {
    "notify::state", "notify::loaded", "notify::current", "notify::syncing", "notify::attention",
    "condition-changed",
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->hub, signals[i], G_CALLBACK (hub_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (vouch_hub_get_connections (self->hub), "items-changed",
                           G_CALLBACK (hub_changed_cb), self, G_CONNECT_SWAPPED);
  hub_changed_cb (self);
}

GtkWidget *
vouch_window_new (GtkApplication *application,
                  VouchHub       *hub)
{
  VouchWindow *self = g_object_new (VOUCH_TYPE_WINDOW, "application", application, NULL);

  self->hub = g_object_ref (hub);
  self->settings = vouch_preferences_new ();
  bind_size (self);
  vouch_shell_set_hub (self->shell, hub);
  add_pages (self);
  follow_hub (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
  return GTK_WIDGET (self);
}

void
vouch_window_show_page (VouchWindow *self,
                        const char  *id)
{
  g_return_if_fail (VOUCH_IS_WINDOW (self));

  vouch_shell_show_page (self->shell, id);
}

VouchPage *
vouch_window_get_page (VouchWindow *self,
                       const char  *id)
{
  return vouch_shell_get_page (self->shell, id);
}

/* Who asks for a page with the keyboard goes on there. */
void
vouch_window_focus_page (VouchWindow *self,
                         const char  *id)
{
  VouchPage *page = vouch_shell_get_page (self->shell, id);

  if (page != NULL)
    vouch_page_focus_content (page);
}

VouchPage *
vouch_window_manage (VouchWindow *self,
                     const char  *service)
{
  vouch_shell_show_page (self->shell, "connectors");
  return vouch_connectors_page_manage (
    VOUCH_CONNECTORS_PAGE (vouch_shell_get_page (self->shell, "connectors")), service);
}

GSettings *
vouch_window_get_settings (VouchWindow *self)
{
  return self->settings;
}

const char *
vouch_window_get_page_id (VouchWindow *self)
{
  return vouch_shell_get_page_id (self->shell);
}

void
vouch_window_open_menu (VouchWindow *self)
{
  if (gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->shell))
    vouch_shell_open_menu (self->shell);
}

VouchHub *
vouch_window_get_hub (VouchWindow *self)
{
  return self->hub;
}

GCancellable *
vouch_window_get_cancellable (VouchWindow *self)
{
  return self->cancellable;
}
