/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/jobs/vouch-jobs-page.h"

struct _VouchJobsPage
{
  VouchPage parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchJobsPage, vouch_jobs_page, VOUCH_TYPE_PAGE)

static void
vouch_jobs_page_class_init (VouchJobsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-jobs-page.ui");
}

static void
vouch_jobs_page_init (VouchJobsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_jobs_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_JOBS_PAGE, "hub", hub, NULL);
}
