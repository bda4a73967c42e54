/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/attention/vouch-attention-act.h"
#include "ui/attention/vouch-link-dialog.h"

struct _VouchLinkDialog
{
  AdwWindow parent_instance;

  GtkLabel *subject;
  GtkEditable *entry;
  GtkWidget *link_button;
};

enum { LINKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchLinkDialog, vouch_link_dialog, ADW_TYPE_WINDOW)

static char *
dup_id (VouchLinkDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
changed_cb (VouchLinkDialog *self)
{
  g_autofree char *id = dup_id (self);
  gboolean valid = vouch_attention_is_request_id (id);

  gtk_widget_set_sensitive (self->link_button, valid);
  if (valid || id[0] == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
link_cb (VouchLinkDialog *self)
{
  g_autofree char *id = dup_id (self);

  if (!vouch_attention_is_request_id (id))
    return;

  g_signal_emit (self, signals[LINKED], 0, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
vouch_link_dialog_class_init (VouchLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[LINKED] = g_signal_new ("linked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchLinkDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, VouchLinkDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, VouchLinkDialog, link_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_link_dialog_init (VouchLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_link_dialog_new (GtkWidget  *parent,
                       const char *subject)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VouchLinkDialog *self = g_object_new (VOUCH_TYPE_LINK_DIALOG, "transient-for",
                                        GTK_IS_WINDOW (root) ? root : NULL, NULL);

  gtk_label_set_label (self->subject, subject);
  return GTK_WIDGET (self);
}
