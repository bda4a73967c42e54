/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/connectors/vouch-link-label.h"

struct _VouchLinkLabel
{
  GtkWidget parent_instance;

  const char *style; /* (nullable): the class it has now */

  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VouchLinkLabel, vouch_link_label, GTK_TYPE_WIDGET)

static void
vouch_link_label_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VOUCH_TYPE_LINK_LABEL);

  G_OBJECT_CLASS (vouch_link_label_parent_class)->dispose (object);
}

static void
vouch_link_label_class_init (VouchLinkLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_link_label_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-link-label.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VouchLinkLabel, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchLinkLabel, label);
}

static void
vouch_link_label_init (VouchLinkLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_link_label_set_link (VouchLinkLabel *self,
                           VouchLink       link)
{
  g_return_if_fail (VOUCH_IS_LINK_LABEL (self));

  gtk_image_set_from_icon_name (self->icon, vouch_link_get_icon (link));
  gtk_label_set_label (self->label, vouch_link_get_word (link));
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = vouch_link_get_style (link);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style);
}
