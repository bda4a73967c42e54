/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/about/vouch-about.h"
#include "ui/about/vouch-diagnostics.h"

#define HOME "https://github.com/vouch-connector/Vouch"

/* The button that copies the version has only a label inside it, which older GTK does not take for
 * its name. */
static void
name_version (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "app-version"))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    VOUCH_VERSION, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_version (child);
}

void
vouch_about_show (GtkWindow *parent)
{
  g_autofree char *versions = vouch_diagnostics_dup_versions ();
  GtkWidget *window = g_object_new (
    ADW_TYPE_ABOUT_WINDOW,
    "transient-for", parent,
    "application-name", "Vouch",
    "application-icon", VOUCH_APP_ID,
    "version", VOUCH_VERSION,
    "developer-name", _("The Vouch authors"),
    "copyright", "© 2026 The Vouch authors",
    "license-type", GTK_LICENSE_GPL_3_0,
    "comments", _("Connects SmartRecruiters with Crosschq: reference requests go out when a "
                  "candidate enters the Crosschq step, and reports come back to the profile."),
    "website", HOME,
    "issue-url", HOME "/issues",
    "debug-info", versions,
    "debug-info-filename", "vouch-versions.txt",
    /* Translators: your name, and a new line for each further one. */
    "translator-credits", _("translator-credits"),
    NULL);

  name_version (window);
  gtk_window_present (GTK_WINDOW (window));
}
