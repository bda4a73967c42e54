/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "ui/templates/vouch-template-row.h"

struct _VouchTemplateRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name_label;
  GtkLabel *tag_label;
  GtkLabel *details_label;
  GtkLabel *usage_label;
  GtkWidget *survey_icon;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (VouchTemplateRow, vouch_template_row, GTK_TYPE_LIST_BOX_ROW)

static void
vouch_template_row_class_init (VouchTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, tag_label);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, usage_label);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, survey_icon);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateRow, menu_button);
}

static void
vouch_template_row_init (VouchTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             gint64      id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

static void
fill_menu (VouchTemplateRow *self,
           gint64            id)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) last = g_menu_new ();

  append_item (menu, _("_Edit…"), "templates.edit", id);
  append_item (menu, _("_Duplicate…"), "templates.duplicate", id);
  append_item (last, _("De_lete"), "templates.delete", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
name_parts (VouchTemplateRow *self,
            const char       *name,
            const char       *tag)
{
  /* Translators: the name of a menu button; %s is the name of a template. */
  g_autofree char *menu = g_strdup_printf (_("Menu of %s"), name);
  /* Translators: what a screen reader says for the tag of a template. */
  g_autofree char *spoken = g_strdup_printf (_("Tag %s"), tag);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tag_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
vouch_template_row_new (VouchTemplateItem *item)
{
  VouchTemplateRow *self = g_object_new (VOUCH_TYPE_TEMPLATE_ROW, NULL);
  const VouchTemplate *template = vouch_template_item_get (item);
  g_autofree char *name = vouch_text_isolate (template->name);
  g_autofree char *tag = vouch_text_isolate (template->tag);
  g_autofree char *details = vouch_template_item_dup_details (item);
  g_autofree char *usage = vouch_template_item_dup_usage (item);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->tag_label, tag);
  gtk_label_set_label (self->details_label, details);
  gtk_label_set_label (self->usage_label, usage != NULL ? usage : _("Not used yet"));
  gtk_widget_set_visible (self->survey_icon, !vouch_template_item_has_survey (item));
  fill_menu (self, template->id);
  name_parts (self, name, tag);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self),
                                          g_variant_new_int64 (template->id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "templates.edit");
  return GTK_WIDGET (self);
}
