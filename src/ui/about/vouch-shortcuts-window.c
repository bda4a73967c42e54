/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/about/vouch-shortcuts-window.h"

struct _VouchShortcutsWindow
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchShortcutsWindow, vouch_shortcuts_window, ADW_TYPE_WINDOW)

static void
vouch_shortcuts_window_class_init (VouchShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-shortcuts-window.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_shortcuts_window_init (VouchShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (VOUCH_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
