/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/overview/vouch-ageing-row.h"
#include "ui/requests/vouch-request-words.h"

struct _VouchAgeingRow
{
  AdwActionRow parent_instance;

  GtkButton *remind_button;
};

G_DEFINE_FINAL_TYPE (VouchAgeingRow, vouch_ageing_row, ADW_TYPE_ACTION_ROW)

static void
vouch_ageing_row_class_init (VouchAgeingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-ageing-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingRow, remind_button);
}

static void
vouch_ageing_row_init (VouchAgeingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_ageing_row_new (const VouchRequestItem *item,
                      gint64                  now,
                      gboolean                reminds)
{
  VouchAgeingRow *self = g_object_new (VOUCH_TYPE_AGEING_ROW, NULL);
  g_autofree char *candidate = vouch_request_dup_candidate (item);
  g_autofree char *job = vouch_request_dup_job (item);
  g_autofree char *open = vouch_request_dup_open_since (item, now);
  /* Translators: below a candidate: the job, then since when the request is open. */
  g_autofree char *subtitle = g_strdup_printf (C_("ageing", "%s · %s"), job, open);
  /* Translators: name of a button for a screen reader; %s is a candidate. */
  g_autofree char *name = g_strdup_printf (_("Remind about %s"), candidate);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), candidate);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "x", item->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remind_button), "x", item->id);
  gtk_widget_set_visible (GTK_WIDGET (self->remind_button), reminds);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remind_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
