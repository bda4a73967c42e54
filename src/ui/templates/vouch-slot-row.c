/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/templates/vouch-slot-row.h"
#include "ui/widgets/vouch-late-menu.h"

struct _VouchSlotRow
{
  GtkListBoxRow parent_instance;

  char *unknown;      /* (owned) (nullable): a relationship that is none of ours, kept as it is */

  GtkLabel *number_label;
  GtkDropDown *relationship_drop_down;
  GtkWidget *menu_button;
  GMenuModel *menu;
  GtkEditable *note_entry;
  GtkLabel *problem_label;
};

enum { CHANGED, REMOVE, MOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchSlotRow, vouch_slot_row, GTK_TYPE_LIST_BOX_ROW)

/* "any" comes first: most templates begin with it. */
static const struct
{
  const char *id;
  const char *name;
} relationships[] = {
  { "any", NC_("relationship", "Any relationship") },
  { "managers", NC_("relationship", "Manager") },
  { "employees", NC_("relationship", "Direct report") },
  { "peers", NC_("relationship", "Coworker or peer") },
  { "business", NC_("relationship", "Customer or supplier") },
  { "social", NC_("relationship", "Mentor") },
};

const char *
vouch_relationship_get_name (const char *relationship)
{
  for (guint i = 0; i < G_N_ELEMENTS (relationships); i++)
    {
      if (g_strcmp0 (relationships[i].id, relationship) == 0)
        return g_dpgettext2 (GETTEXT_PACKAGE, "relationship", relationships[i].name);
    }

  return relationship;
}

static void
changed_cb (VouchSlotRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, g_str_equal (name, "slot.move-up") ? -1 : 1);
}

static void
vouch_slot_row_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_SLOT_ROW (object)->unknown, g_free);

  G_OBJECT_CLASS (vouch_slot_row_parent_class)->finalize (object);
}

static void
vouch_slot_row_class_init (VouchSlotRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_slot_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-slot-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, relationship_drop_down);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, menu);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotRow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "slot.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "slot.move-down", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "slot.remove", NULL, remove_action);
}

static void
vouch_slot_row_init (VouchSlotRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (GTK_MENU_BUTTON (self->menu_button), self->menu);
}

static void
fill_relationships (VouchSlotRow *self,
                    const char   *relationship)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = G_N_ELEMENTS (relationships);

  for (guint i = 0; i < G_N_ELEMENTS (relationships); i++)
    {
      gtk_string_list_append (names, vouch_relationship_get_name (relationships[i].id));
      if (g_strcmp0 (relationships[i].id, relationship) == 0)
        selected = i;
    }
  if (selected == G_N_ELEMENTS (relationships))
    {
      self->unknown = g_strdup (relationship);
      gtk_string_list_append (names, relationship);
    }

  gtk_drop_down_set_model (self->relationship_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->relationship_drop_down, selected);
}

GtkWidget *
vouch_slot_row_new (const char *relationship,
                    const char *note)
{
  VouchSlotRow *self = g_object_new (VOUCH_TYPE_SLOT_ROW, NULL);

  fill_relationships (self, relationship != NULL ? relationship : "");
  gtk_editable_set_text (self->note_entry, note != NULL ? note : "");
  return GTK_WIDGET (self);
}

const char *
vouch_slot_row_get_relationship (VouchSlotRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->relationship_drop_down);

  return selected < G_N_ELEMENTS (relationships) ? relationships[selected].id : self->unknown;
}

const char *
vouch_slot_row_get_note (VouchSlotRow *self)
{
  const char *note = gtk_editable_get_text (self->note_entry);

  return *note != '\0' ? note : NULL;
}

void
vouch_slot_row_set_number (VouchSlotRow *self,
                           guint         number,
                           guint         n)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *relationship = g_strdup_printf (_("Relationship of reference %u"), number);
  g_autofree char *note = g_strdup_printf (_("Note for reference %u"), number);
  g_autofree char *menu = g_strdup_printf (_("Menu of reference %u"), number);

  gtk_label_set_label (self->number_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->relationship_drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, relationship, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, note, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "slot.move-up", number > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "slot.move-down", number < n);
}

void
vouch_slot_row_set_problem (VouchSlotRow *self,
                            const char   *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}
