/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/desktop/vouch-background.h"
#include "ui/preferences/vouch-preferences-window.h"
#include "ui/widgets/vouch-switch-row.h"

struct _VouchPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GSettings *settings;        /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  gboolean filling;           /* the rows follow the settings, not a person */

  VouchSwitchRow *background_row;
  VouchSwitchRow *autostart_row;
  GtkLabel *answer_label;
  VouchSwitchRow *metered_row;
  VouchSwitchRow *power_row;
  VouchSwitchRow *failures_row;
  VouchSwitchRow *reports_row;
  VouchSwitchRow *reconnect_row;
  VouchSwitchRow *software_row;
};

G_DEFINE_FINAL_TYPE (VouchPreferencesWindow, vouch_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
show_answer (VouchPreferencesWindow *self,
             const char             *sentence) /* (nullable) */
{
  gtk_label_set_label (self->answer_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answer_label), sentence != NULL);
}

static void
fill_background (VouchPreferencesWindow *self)
{
  self->filling = TRUE;
  vouch_switch_row_set_active (self->background_row,
                               g_settings_get_boolean (self->settings, "run-in-background"));
  vouch_switch_row_set_active (self->autostart_row,
                               g_settings_get_boolean (self->settings, "autostart"));
  self->filling = FALSE;
}

/* What the system answered is what is kept and shown. */
static void
take_answer (VouchPreferencesWindow      *self,
             const VouchBackgroundAnswer *answer)
{
  gboolean wanted = vouch_switch_row_get_active (self->autostart_row);
  gboolean background = vouch_switch_row_get_active (self->background_row);

  g_settings_set_boolean (self->settings, "autostart", wanted && answer->autostart);
  g_settings_set_boolean (self->settings, "run-in-background", background && answer->background);
  if (background && !answer->background)
    show_answer (self, _("The system does not allow Vouch to run in the background. It can be "
                         "allowed in the system’s settings, under Apps."));
  else if (wanted && !answer->autostart)
    show_answer (self, _("The system does not allow Vouch to start by itself."));
  else
    show_answer (self, NULL);
  fill_background (self);
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  VouchBackgroundAnswer answer = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_background_request_finish (result, &answer, &error);
  VouchPreferencesWindow *self;
  gboolean wanted;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_PREFERENCES_WINDOW (user_data);
  if (good)
    {
      take_answer (self, &answer);
      return;
    }

  /* Nobody forbids running on where there is no portal, but nothing starts Vouch either. */
  wanted = vouch_switch_row_get_active (self->autostart_row);
  answer.background = TRUE;
  take_answer (self, &answer);
  if (wanted)
    show_answer (self, _("This desktop offers no way for Vouch to start by itself. Add “vouch "
                         "--background” to the programs that it starts."));
}

static void
request (VouchPreferencesWindow *self)
{
  vouch_background_request_async (_("Vouch sends reference requests while candidates are moved."),
                                  vouch_switch_row_get_active (self->autostart_row),
                                  self->cancellable, requested_cb, self);
}

static void
background_toggled_cb (VouchPreferencesWindow *self)
{
  if (self->filling)
    return;

  g_settings_set_boolean (self->settings, "asked-about-background", TRUE);
  g_settings_set_boolean (self->settings, "run-in-background",
                          vouch_switch_row_get_active (self->background_row));
  request (self);
}

static void
autostart_toggled_cb (VouchPreferencesWindow *self)
{
  if (!self->filling)
    request (self);
}

static void
vouch_preferences_window_dispose (GObject *object)
{
  g_cancellable_cancel (VOUCH_PREFERENCES_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vouch_preferences_window_parent_class)->dispose (object);
}

static void
vouch_preferences_window_finalize (GObject *object)
{
  VouchPreferencesWindow *self = VOUCH_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_preferences_window_parent_class)->finalize (object);
}

static void
vouch_preferences_window_class_init (VouchPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_preferences_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_preferences_window_finalize;

  g_type_ensure (VOUCH_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, background_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, autostart_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, answer_label);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, metered_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, power_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, failures_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, reports_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, reconnect_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPreferencesWindow, software_row);
  gtk_widget_class_bind_template_callback (widget_class, background_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, autostart_toggled_cb);
}

static void
vouch_preferences_window_init (VouchPreferencesWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_preferences_window_new (GtkWindow *parent,
                              GSettings *settings)
{
  VouchPreferencesWindow *self = g_object_new (VOUCH_TYPE_PREFERENCES_WINDOW, "transient-for",
                                               parent, NULL);

  self->settings = g_object_ref (settings);
  fill_background (self);
  g_settings_bind (settings, "sync-when-metered", self->metered_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "sync-when-saving-power", self->power_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-failures", self->failures_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-reports", self->reports_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-reconnect", self->reconnect_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "software-rendering", self->software_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  return GTK_WIDGET (self);
}
