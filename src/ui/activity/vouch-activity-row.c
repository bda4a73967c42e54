/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-run.h"
#include "text/vouch-text-time.h"
#include "ui/activity/vouch-activity-row.h"
#include "ui/activity/vouch-activity-words.h"
#include "ui/widgets/vouch-cut-text.h"

struct _VouchActivityRow
{
  AdwBin parent_instance;

  GSignalGroup *signals;  /* (owned): of the row that is shown */

  GtkImage *icon;
  GtkLabel *sentence_label;
  GtkLabel *about_label;
  GtkLabel *time_label;
};

G_DEFINE_FINAL_TYPE (VouchActivityRow, vouch_activity_row, ADW_TYPE_BIN)

/* A run that did not go well is told by a sign and words. */
static void
set_icon (VouchActivityRow *self,
          const char       *icon_name,
          gboolean          warns)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  if (warns)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
}

static void
show_item (VouchActivityRow        *self,
           const VouchActivityItem *item)
{
  g_autofree char *sentence = vouch_activity_dup_sentence (item);
  g_autofree char *about = vouch_activity_dup_about (item);
  g_autofree char *when = vouch_text_dup_date_time (item->at);

  set_icon (self, vouch_activity_get_icon_name (item->actor), FALSE);
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->about_label, about);
  gtk_label_set_label (self->time_label, when);
}

static void
data_changed_cb (VouchActivityRow *self)
{
  g_autoptr(VouchRow) row = g_signal_group_dup_target (self->signals);
  gconstpointer data = row != NULL ? vouch_row_get_data (row) : NULL;

  if (data != NULL)
    {
      if (vouch_activity_is_run (row))
        vouch_activity_row_show_run (self, data);
      else
        show_item (self, data);
      return;
    }

  gtk_image_clear (self->icon);
  gtk_label_set_label (self->sentence_label, "…");
  gtk_label_set_label (self->about_label, NULL);
  gtk_label_set_label (self->time_label, NULL);
}

static void
vouch_activity_row_dispose (GObject *object)
{
  g_clear_object (&VOUCH_ACTIVITY_ROW (object)->signals);

  G_OBJECT_CLASS (vouch_activity_row_parent_class)->dispose (object);
}

static void
vouch_activity_row_class_init (VouchActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_activity_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityRow, about_label);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityRow, time_label);
}

static void
vouch_activity_row_init (VouchActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_cut_text_tell (self->sentence_label);
  vouch_cut_text_tell (self->about_label);
  self->signals = g_signal_group_new (VOUCH_TYPE_ROW);
  g_signal_group_connect_swapped (self->signals, "notify::data", G_CALLBACK (data_changed_cb),
                                  self);
}

GtkWidget *
vouch_activity_row_new (void)
{
  return g_object_new (VOUCH_TYPE_ACTIVITY_ROW, NULL);
}

void
vouch_activity_row_set_row (VouchActivityRow *self,
                            VouchRow         *row)
{
  g_autoptr(VouchRow) before = NULL;

  g_return_if_fail (VOUCH_IS_ACTIVITY_ROW (self));
  g_return_if_fail (VOUCH_IS_ROW (row));

  before = g_signal_group_dup_target (self->signals);
  if (row == before)
    return;

  g_signal_group_set_target (self->signals, row);
  data_changed_cb (self);
}

void
vouch_activity_row_show_run (VouchActivityRow *self,
                             const VouchRun   *run)
{
  g_autofree char *result = vouch_text_dup_run_result (run);
  g_autofree char *about = vouch_text_dup_run_about (run);
  g_autofree char *when = vouch_text_dup_date_time (run->began_at);
  g_autofree char *span = vouch_text_dup_run_span (run);
  const char *const parts[] = { when, span, NULL };
  g_autofree char *times = NULL;
  gboolean warns = run->problem != NULL || run->state == VOUCH_RUN_CUT_OFF;

  g_return_if_fail (VOUCH_IS_ACTIVITY_ROW (self));

  /* Translators: stands between when a run began and how long it took. */
  times = g_strjoinv (C_("run time", " · "), (char **) parts);
  set_icon (self, warns ? "dialog-warning-symbolic" : "view-refresh-symbolic", warns);
  gtk_label_set_label (self->sentence_label, result);
  gtk_label_set_label (self->about_label, about);
  gtk_label_set_label (self->time_label, times);
}
