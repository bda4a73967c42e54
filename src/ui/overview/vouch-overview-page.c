/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/overview/vouch-overview-page.h"

struct _VouchOverviewPage
{
  VouchPage parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchOverviewPage, vouch_overview_page, VOUCH_TYPE_PAGE)

static void
vouch_overview_page_class_init (VouchOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-overview-page.ui");
}

static void
vouch_overview_page_init (VouchOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_overview_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_OVERVIEW_PAGE, "hub", hub, NULL);
}
