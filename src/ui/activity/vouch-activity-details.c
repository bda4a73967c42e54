/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-time.h"
#include "ui/activity/vouch-activity-details.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/activity/vouch-activity-words.h"

/* What happened, when, and who did it; then what else belongs to that. */
#define N_BEFORE_RUN 3

struct _VouchActivityDetails
{
  VouchPage parent_instance;

  GPtrArray *facts;  /* (owned), of VouchActivityFact */
  gint64 run_id;     /* 0: it belongs to none */

  GtkListBox *list;
  AdwActionRow *run_row;
};

G_DEFINE_FINAL_TYPE (VouchActivityDetails, vouch_activity_details, VOUCH_TYPE_PAGE)

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchActivityDetails *self = VOUCH_ACTIVITY_DETAILS (widget);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->facts->len; i++)
    {
      const VouchActivityFact *fact = self->facts->pdata[i];

      g_string_append_printf (text, "%s: %s\n", fact->name, fact->value);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  vouch_page_toast (VOUCH_PAGE (self), _("Copied"), NULL, NULL, NULL, NULL);
}

static GtkWidget *
make_row (const VouchActivityFact *fact)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fact->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fact->shown);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
show_run_cb (VouchActivityDetails *self)
{
  VouchHub *hub = vouch_page_get_hub (VOUCH_PAGE (self));

  vouch_page_push (VOUCH_PAGE (self), vouch_activity_page_new_for_run (hub, self->run_id));
}

static void
vouch_activity_details_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_ACTIVITY_DETAILS (object)->facts, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_activity_details_parent_class)->finalize (object);
}

static void
vouch_activity_details_class_init (VouchActivityDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_activity_details_finalize;

  gtk_widget_class_install_action (widget_class, "activity.copy", NULL, copy_action);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-activity-details.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchActivityDetails, list);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityDetails, run_row);
  gtk_widget_class_bind_template_callback (widget_class, show_run_cb);
}

static void
vouch_activity_details_init (VouchActivityDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_activity_details_new (VouchHub                *hub,
                            const VouchActivityItem *item)
{
  VouchActivityDetails *self = g_object_new (VOUCH_TYPE_ACTIVITY_DETAILS, "hub", hub, NULL);
  g_autofree char *began = vouch_text_dup_date_time (item->run_began_at);

  self->facts = vouch_activity_list_facts (item);
  for (guint i = 0; i < self->facts->len; i++)
    gtk_list_box_insert (self->list, make_row (self->facts->pdata[i]), i < N_BEFORE_RUN ? i : -1);
  self->run_id = item->run_id;
  adw_action_row_set_subtitle (self->run_row, began);
  gtk_widget_set_visible (GTK_WIDGET (self->run_row), self->run_id != 0);
  return VOUCH_PAGE (self);
}
