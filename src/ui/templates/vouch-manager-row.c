/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/templates/vouch-manager-row.h"

struct _VouchManagerRow
{
  GtkListBoxRow parent_instance;

  char *phone;        /* (owned) (nullable): not edited here, but kept */

  GtkEditable *first_entry;
  GtkEditable *last_entry;
  GtkEditable *email_entry;
  GtkWidget *remove_button;
  GtkLabel *problem_label;
};

enum { CHANGED, REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchManagerRow, vouch_manager_row, GTK_TYPE_LIST_BOX_ROW)

static void
changed_cb (VouchManagerRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (VouchManagerRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
vouch_manager_row_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_MANAGER_ROW (object)->phone, g_free);

  G_OBJECT_CLASS (vouch_manager_row_parent_class)->finalize (object);
}

static void
vouch_manager_row_class_init (VouchManagerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_manager_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-manager-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchManagerRow, first_entry);
  gtk_widget_class_bind_template_child (widget_class, VouchManagerRow, last_entry);
  gtk_widget_class_bind_template_child (widget_class, VouchManagerRow, email_entry);
  gtk_widget_class_bind_template_child (widget_class, VouchManagerRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, VouchManagerRow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vouch_manager_row_init (VouchManagerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkEditable *entry,
          const char  *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

GtkWidget *
vouch_manager_row_new (const VouchContact *contact)
{
  VouchManagerRow *self = g_object_new (VOUCH_TYPE_MANAGER_ROW, NULL);

  set_text (self->first_entry, contact->first_name);
  set_text (self->last_entry, contact->last_name);
  set_text (self->email_entry, contact->email);
  self->phone = g_strdup (contact->phone);
  return GTK_WIDGET (self);
}

VouchContact *
vouch_manager_row_dup_contact (VouchManagerRow *self)
{
  g_autofree char *email = g_strstrip (g_strdup (gtk_editable_get_text (self->email_entry)));

  return vouch_contact_new (gtk_editable_get_text (self->first_entry),
                            gtk_editable_get_text (self->last_entry), email, self->phone);
}

void
vouch_manager_row_set_number (VouchManagerRow *self,
                              guint            number)
{
  g_autofree char *first = g_strdup_printf (_("First name of hiring manager %u"), number);
  g_autofree char *last = g_strdup_printf (_("Last name of hiring manager %u"), number);
  g_autofree char *email = g_strdup_printf (_("E-mail of hiring manager %u"), number);
  g_autofree char *button = g_strdup_printf (_("Remove hiring manager %u"), number);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->first_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, first, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->last_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, last, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->email_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, email, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
}

void
vouch_manager_row_set_problem (VouchManagerRow *self,
                               const char      *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}
