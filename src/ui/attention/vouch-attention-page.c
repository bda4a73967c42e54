/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/attention/vouch-attention-page.h"

struct _VouchAttentionPage
{
  VouchPage parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchAttentionPage, vouch_attention_page, VOUCH_TYPE_PAGE)

static void
vouch_attention_page_class_init (VouchAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-attention-page.ui");
}

static void
vouch_attention_page_init (VouchAttentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_attention_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_ATTENTION_PAGE, "hub", hub, NULL);
}
