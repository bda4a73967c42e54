/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "text/vouch-text.h"
#include "ui/about/vouch-diagnostics-window.h"
#include "ui/about/vouch-diagnostics.h"
#include "ui/widgets/vouch-dialogs.h"

struct _VouchDiagnosticsWindow
{
  AdwWindow parent_instance;

  char *text;                /* (owned) (nullable): once it was gathered */
  GCancellable *cancellable; /* (owned) */

  GtkTextView *view;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (VouchDiagnosticsWindow, vouch_diagnostics_window, ADW_TYPE_WINDOW)

static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vouch_diagnostics_gather_finish (result, &error);
  VouchDiagnosticsWindow *self;

  if (text == NULL)
    return;

  self = VOUCH_DIAGNOSTICS_WINDOW (user_data);
  self->text = g_utf8_make_valid (text, -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->text, -1);
  gtk_widget_set_sensitive (self->save_button, TRUE);
}

static void
copy_cb (VouchDiagnosticsWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = vouch_text_from_error (error);
  vouch_tell (GTK_WIDGET (user_data), _("The File Was Not Saved"), sentence);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vouch_choose_file_finish (result, &error);
  VouchDiagnosticsWindow *self;

  if (file == NULL)
    return;

  self = VOUCH_DIAGNOSTICS_WINDOW (user_data);
  g_file_replace_contents_async (file, self->text, strlen (self->text), NULL, FALSE,
                                 G_FILE_CREATE_PRIVATE, self->cancellable, saved_cb, self);
}

static void
save_cb (VouchDiagnosticsWindow *self)
{
  vouch_choose_file_async (GTK_WIDGET (self), _("Save Diagnostics"),
                           GTK_FILE_CHOOSER_ACTION_SAVE, "vouch-diagnostics.txt", "text/plain",
                           self->cancellable, chosen_cb, self);
}

static void
vouch_diagnostics_window_dispose (GObject *object)
{
  g_cancellable_cancel (VOUCH_DIAGNOSTICS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vouch_diagnostics_window_parent_class)->dispose (object);
}

static void
vouch_diagnostics_window_finalize (GObject *object)
{
  VouchDiagnosticsWindow *self = VOUCH_DIAGNOSTICS_WINDOW (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_diagnostics_window_parent_class)->finalize (object);
}

static void
vouch_diagnostics_window_class_init (VouchDiagnosticsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_diagnostics_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_diagnostics_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-diagnostics-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchDiagnosticsWindow, view);
  gtk_widget_class_bind_template_child (widget_class, VouchDiagnosticsWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_diagnostics_window_init (VouchDiagnosticsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_diagnostics_window_new (GtkWindow *parent,
                              VouchHub  *hub)
{
  VouchDiagnosticsWindow *self = g_object_new (VOUCH_TYPE_DIAGNOSTICS_WINDOW, "transient-for",
                                               parent, NULL);

  vouch_diagnostics_gather_async (hub, self->cancellable, gathered_cb, self);
  return GTK_WIDGET (self);
}
