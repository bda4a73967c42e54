/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

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

static void
show_item (VouchActivityRow        *self,
           const VouchActivityItem *item)
{
  g_autofree char *sentence = vouch_activity_dup_sentence (item);
  g_autofree char *about = vouch_activity_dup_about (item);
  g_autofree char *when = vouch_text_dup_date_time (item->at);

  gtk_image_set_from_icon_name (self->icon, vouch_activity_get_icon_name (item->actor));
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->about_label, about);
  gtk_label_set_label (self->time_label, when);
}

static void
data_changed_cb (VouchActivityRow *self)
{
  g_autoptr(VouchRow) row = g_signal_group_dup_target (self->signals);
  const VouchActivityItem *item = row != NULL ? vouch_row_get_data (row) : NULL;

  if (item != NULL)
    {
      show_item (self, item);
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
  g_return_if_fail (VOUCH_IS_ACTIVITY_ROW (self));

  g_signal_group_set_target (self->signals, row);
  if (row != NULL)
    data_changed_cb (self);
}
