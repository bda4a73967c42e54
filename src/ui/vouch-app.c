/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <malloc.h>

#include "ui/desktop/vouch-notifier.h"
#include "ui/desktop/vouch-surroundings.h"
#include "ui/vouch-app.h"
#include "ui/vouch-hub.h"
#include "ui/vouch-preferences.h"
#include "ui/vouch-window.h"
#include "ui/welcome/vouch-try-practice.h"

struct _VouchApp
{
  AdwApplication parent_instance;

  char *data_dir;        /* (owned) (nullable): given on the command line */
  VouchHub *hub;         /* (owned) (nullable) */
  GSettings *settings;   /* (owned) (nullable) */
  VouchNotifier *notifier; /* (owned) (nullable) */
  VouchSurroundings *surroundings; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what was begun for the window */
  gboolean in_background; /* it runs on without a window */
  guint rest;            /* gives memory back that a window took, or 0 */
};

G_DEFINE_FINAL_TYPE (VouchApp, vouch_app, ADW_TYPE_APPLICATION)

static VouchWindow *
get_window (VouchApp *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (VOUCH_IS_WINDOW (link->data))
        return link->data;
    }

  return NULL;
}

/* Building a window, and taking one down, leaves much memory that is free but not given back. */

#define REST_SECONDS 2

static gboolean
rest_cb (gpointer user_data)
{
  VOUCH_APP (user_data)->rest = 0;
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}

static void
rest_soon (VouchApp *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add_seconds_full (G_PRIORITY_LOW, REST_SECONDS, rest_cb, self, NULL);
}

static void
vouch_app_window_removed (GtkApplication *application,
                          GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (vouch_app_parent_class)->window_removed (application, window);

  if (VOUCH_IS_WINDOW (window) && VOUCH_APP (application)->hub != NULL)
    rest_soon (VOUCH_APP (application));
}

static void
vouch_app_activate (GApplication *application)
{
  VouchApp *self = VOUCH_APP (application);
  VouchWindow *window = get_window (self);

  if (window == NULL)
    window = VOUCH_WINDOW (vouch_window_new (GTK_APPLICATION (self), self->hub));
  gtk_window_present (GTK_WINDOW (window));
  rest_soon (self);
}

/* Running on without a window. */

static void
set_in_background (VouchApp *self,
                   gboolean          in_background)
{
  if (self->in_background == in_background)
    return;

  self->in_background = in_background;
  if (in_background)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
background_changed_cb (VouchApp *self)
{
  set_in_background (self, g_settings_get_boolean (self->settings, "run-in-background"));
}

/* Options. */

/* One folder has one name: what the keyring keeps is found by it. */
static char *
dup_data_dir (VouchApp *self)
{
  g_autofree char *usual = g_build_filename (g_get_user_data_dir (), "vouch", NULL);

  return g_canonicalize_filename (self->data_dir != NULL ? self->data_dir : usual, NULL);
}

static int
vouch_app_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  VouchApp *self = VOUCH_APP (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Vouch %s\n", VOUCH_VERSION);
      return 0;
    }

  /* Records of one's own are a program of one's own. */
  if (g_variant_dict_lookup (options, "data-dir", "^ay", &self->data_dir))
    g_application_set_flags (application, (g_application_get_flags (application) |
                                           G_APPLICATION_NON_UNIQUE));
  return -1;
}

/* Actions. */

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GApplication) application = user_data;
  g_autoptr(GError) error = NULL;

  if (!vouch_hub_close_finish (VOUCH_HUB (object), result, &error))
    g_debug ("Closing: %s", error->message);
  g_application_quit (application);
}

static void
end (VouchApp *self)
{
  VouchWindow *window = get_window (self);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  g_cancellable_cancel (self->cancellable);
  g_application_hold (G_APPLICATION (self));
  vouch_hub_close_async (self->hub, closed_cb, g_object_ref (self));
}

/* What is on top of the window may have something that is not saved, and then asks and stays. */
static gboolean
close_dialogs (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i - 1);

      if (window != NULL && gtk_window_get_transient_for (window) != NULL)
        gtk_window_close (window);
    }

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (window) != NULL)
        return FALSE;
    }

  return TRUE;
}

void
vouch_app_quit (VouchApp *self)
{
  g_return_if_fail (VOUCH_IS_APP (self));

  if (close_dialogs ())
    end (self);
}

static void
everything_synced_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GApplication) application = user_data;
  g_autoptr(GError) error = NULL;

  /* The window says why: another Vouch is at work, or the records cannot be used. */
  if (!vouch_hub_sync_everything_finish (VOUCH_HUB (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_application_activate (application);
  g_application_release (application);
}

/* It may be what the program was started for, so that it goes on until that is done. */
static void
sync_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  VouchApp *self = VOUCH_APP (user_data);

  g_application_hold (G_APPLICATION (self));
  vouch_hub_sync_everything_async (self->hub, everything_synced_cb, g_object_ref (self));
}

static void
show_page_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  const char *page = g_variant_get_string (parameter, NULL);
  VouchWindow *window;

  g_application_activate (G_APPLICATION (user_data));
  window = get_window (VOUCH_APP (user_data));
  if (g_str_equal (page, "smartrecruiters") || g_str_equal (page, "crosschq"))
    vouch_window_manage (window, page);
  else
    vouch_window_show_page (window, page);
}

/* Without a window there is nobody to be told; the next one that opens shows what came of it. */
static void
try_practice (VouchApp *self)
{
  VouchWindow *window = get_window (self);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.try-practice", NULL);
  else
    vouch_try_practice_async (self->hub, self->cancellable, NULL, NULL);
}

static const GActionEntry actions[] = {
  { .name = "show-page", .activate = show_page_action, .parameter_type = "s" },
  { .name = "sync-now", .activate = sync_action },
};

static int
vouch_app_command_line (GApplication            *application,
                                GApplicationCommandLine *command_line)
{
  VouchApp *self = VOUCH_APP (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);

  if (g_variant_dict_contains (options, "sync"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "sync-now", NULL);
  else if (g_variant_dict_contains (options, "background"))
    set_in_background (self, TRUE);
  else
    g_application_activate (application);
  /* Another program of the person may not bring a company into a Vouch that runs. */
  if (g_variant_dict_contains (options, "practice") &&
      g_application_command_line_get_is_remote (command_line))
    g_application_command_line_print (command_line, "%s\n",
                                      _("Vouch runs already: its practice company is under Add a "
                                        "Connection."));
  else if (g_variant_dict_contains (options, "practice"))
    try_practice (self);

  return 0;
}

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "win.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.menu", { "F10" } },
    { "win.sync", { "<Control>r", "F5" } },
    { "page.find", { "<Control>f" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.help", { "F1" } },
    { "win.shortcuts", { "<Control>question" } },
    { "win.show-page::overview", { "<Alt>1" } },
    { "win.show-page::requests", { "<Alt>2" } },
    { "win.show-page::attention", { "<Alt>3" } },
    { "win.show-page::templates", { "<Alt>4" } },
    { "win.show-page::jobs", { "<Alt>5" } },
    { "win.show-page::activity", { "<Alt>6" } },
    { "win.show-page::connectors", { "<Alt>7" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accels);
}

static gboolean
terminated_cb (gpointer user_data)
{
  end (VOUCH_APP (user_data));
  return G_SOURCE_REMOVE;
}

static void
vouch_app_startup (GApplication *application)
{
  VouchApp *self = VOUCH_APP (application);
  g_autofree char *data_dir = dup_data_dir (self);
  VouchContextOptions options = { .data_dir = data_dir, .role = "vouch" };
  g_autoptr(GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();

  G_APPLICATION_CLASS (vouch_app_parent_class)->startup (application);

  self->settings = vouch_preferences_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self));
  g_signal_connect_object (self->settings, "changed::run-in-background",
                           G_CALLBACK (background_changed_cb), self, G_CONNECT_SWAPPED);
  background_changed_cb (self);
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGINT, terminated_cb, self);

  self->hub = vouch_hub_new (&options);
  self->surroundings = vouch_surroundings_new (self->hub, self->settings,
                                               g_network_monitor_get_default (), power);
  self->notifier = vouch_notifier_new (application, self->hub, self->settings);
  vouch_hub_open (self->hub);
}

/* The last window went without "quit": what is under way is brought to rest here. */
static void
shut_down_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  gboolean *done = user_data;

  vouch_hub_close_finish (VOUCH_HUB (object), result, NULL);
  *done = TRUE;
}

static void
vouch_app_shutdown (GApplication *application)
{
  VouchApp *self = VOUCH_APP (application);
  gboolean done = FALSE;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->surroundings);
  if (self->hub != NULL)
    {
      vouch_hub_close_async (self->hub, shut_down_cb, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
    }
  g_clear_object (&self->hub);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (vouch_app_parent_class)->shutdown (application);
}

static void
vouch_app_finalize (GObject *object)
{
  VouchApp *self = VOUCH_APP (object);

  g_clear_pointer (&self->data_dir, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_app_parent_class)->finalize (object);
}

static void
vouch_app_class_init (VouchAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_app_finalize;
  application_class->activate = vouch_app_activate;
  application_class->handle_local_options = vouch_app_handle_local_options;
  application_class->command_line = vouch_app_command_line;
  application_class->startup = vouch_app_startup;
  application_class->shutdown = vouch_app_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = vouch_app_window_removed;
}

static void
vouch_app_init (VouchApp *self)
{
  static const GOptionEntry entries[] = {
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Sync without a window"), NULL },
    { "sync", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Have the running Vouch sync now"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Begin with the practice company"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Where Vouch keeps its records"),
      N_("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { NULL },
  };

  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

GApplication *
vouch_app_new (void)
{
  return g_object_new (VOUCH_TYPE_APP, "application-id", VOUCH_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/io/github/vouch_connector/Vouch", NULL);
}
