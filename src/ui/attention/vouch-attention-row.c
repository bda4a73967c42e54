/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/attention/vouch-attention-row.h"
#include "ui/widgets/vouch-late-menu.h"

struct _VouchAttentionRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *wanted;
  GtkLabel *reason;
  GtkLabel *advice;
  GtkWidget *confirm_button;
  GtkWidget *retry_button;
  GtkButton *fix_button;
  GtkWidget *skip_button;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (VouchAttentionRow, vouch_attention_row, GTK_TYPE_LIST_BOX_ROW)

static void
vouch_attention_row_class_init (VouchAttentionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-attention-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, title);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, wanted);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, reason);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, advice);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, fix_button);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, skip_button);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionRow, menu_button);
}

static void
vouch_attention_row_init (VouchAttentionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_button (GtkWidget *button,
            gint64     id,
            gboolean   visible)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_widget_set_visible (button, visible);
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          gint64      id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

/* As it is it would be refused again, so that to fix it comes first. */
static gboolean
is_fixed_first (VouchAttentionIssue *entry)
{
  GVariant *fix = vouch_attention_issue_get_fix (entry);
  g_autoptr(GVariant) owned = fix != NULL ? g_variant_ref_sink (fix) : NULL;

  return owned != NULL && vouch_attention_issue_goes_on (entry);
}

static void
set_menu (VouchAttentionRow   *self,
          VouchAttentionIssue *entry)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  gint64 id = vouch_attention_issue_get_item (entry)->id;

  if (vouch_attention_issue_can_retry (entry) && is_fixed_first (entry))
    add_item (menu, _("_Retry Now"), "attention.retry", id);
  if (vouch_attention_issue_can_link (entry))
    add_item (menu, _("_Link Existing…"), "attention.link", id);
  if (vouch_attention_issue_may_have_happened (entry))
    add_item (menu, _("Send _Anyway…"), "attention.send-anyway", id);
  if (vouch_attention_issue_get_item (entry)->candidate_id != NULL)
    add_item (menu, _("_Why?"), "attention.why", id);
  if (vouch_attention_issue_get_item (entry)->job_id != NULL)
    add_item (menu, _("_Open in SmartRecruiters"), "attention.open-ats", id);
  add_item (menu, _("_Copy Details"), "attention.copy", id);
  vouch_late_menu_set (self->menu_button, G_MENU_MODEL (menu));
}

static void
set_buttons (VouchAttentionRow   *self,
             VouchAttentionIssue *entry)
{
  const VouchAttentionItem *item = vouch_attention_issue_get_item (entry);
  gboolean confirms = vouch_attention_issue_waits_for_confirmation (entry);
  gboolean planned = g_strcmp0 (item->state, "planned") == 0;
  GVariant *fix = vouch_attention_issue_get_fix (entry);

  set_button (self->confirm_button, item->id, confirms);
  set_button (self->retry_button, item->id, vouch_attention_issue_can_retry (entry) &&
              !is_fixed_first (entry));
  set_button (self->skip_button, item->id, !planned);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), fix != NULL);
  gtk_button_set_label (self->fix_button, vouch_attention_issue_get_fix_label (entry));
  if (fix != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->fix_button), fix);
}

GtkWidget *
vouch_attention_row_new (VouchAttentionIssue *entry)
{
  VouchAttentionRow *self = g_object_new (VOUCH_TYPE_ATTENTION_ROW, NULL);
  gboolean retrying = vouch_attention_issue_is_retrying (entry);
  g_autofree char *title = vouch_attention_issue_dup_title (entry);
  g_autofree char *wanted = vouch_attention_issue_dup_wanted (entry);
  g_autofree char *reason = vouch_attention_issue_dup_reason (entry);
  g_autofree char *advice = vouch_attention_issue_dup_advice (entry);

  gtk_image_set_from_icon_name (self->icon, retrying ? "vouch-planned-symbolic"
                                                     : "vouch-attention-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), retrying ? "dim-label" : "warning");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->wanted, wanted);
  gtk_label_set_label (self->reason, reason);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice[0] != '\0');
  set_buttons (self, entry);
  set_menu (self, entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}
