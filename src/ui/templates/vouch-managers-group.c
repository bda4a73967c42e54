/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "setup/vouch-template-json.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-manager-row.h"
#include "ui/templates/vouch-managers-group.h"

struct _VouchManagersGroup
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *list;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchManagersGroup, vouch_managers_group, ADW_TYPE_PREFERENCES_GROUP)

static VouchManagerRow *
get_row (VouchManagersGroup *self,
         int                 index)
{
  return (VouchManagerRow *) gtk_list_box_get_row_at_index (self->list, index);
}

static void
number_rows (VouchManagersGroup *self)
{
  VouchManagerRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    vouch_manager_row_set_number (row, i + 1);
}

static void
emit_changed (VouchManagersGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (VouchManagersGroup *self,
           VouchManagerRow    *row)
{
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  number_rows (self);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

static GtkWidget *
add_row (VouchManagersGroup *self,
         const VouchContact *contact)
{
  GtkWidget *row = vouch_manager_row_new (contact);

  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VouchManagersGroup *self = VOUCH_MANAGERS_GROUP (widget);
  g_autoptr(VouchContact) nobody = vouch_contact_new ("", "", NULL, NULL);
  GtkWidget *row = add_row (self, nobody);

  number_rows (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

static void
vouch_managers_group_class_init (VouchManagersGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-managers-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchManagersGroup, list);
  gtk_widget_class_install_action (widget_class, "managers.add", NULL, add_action);
}

static void
vouch_managers_group_init (VouchManagersGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_managers_group_load (VouchManagersGroup  *self,
                           const VouchTemplate *template)
{
  g_return_if_fail (VOUCH_IS_MANAGERS_GROUP (self));

  while (get_row (self, 0) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, 0)));
  for (guint i = 0; i < template->managers->len; i++)
    add_row (self, template->managers->pdata[i]);
  number_rows (self);
}

void
vouch_managers_group_store (VouchManagersGroup *self,
                            VouchTemplate      *template)
{
  VouchManagerRow *row;

  g_return_if_fail (VOUCH_IS_MANAGERS_GROUP (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    g_ptr_array_add (template->managers, vouch_manager_row_dup_contact (row));
}

void
vouch_managers_group_show_problems (VouchManagersGroup *self,
                                    GPtrArray          *reasons)
{
  VouchManagerRow *row;

  g_return_if_fail (VOUCH_IS_MANAGERS_GROUP (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    vouch_manager_row_set_problem (row, NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const char *index = vouch_reason_get (reasons->pdata[i], "index");
      g_autofree char *path = vouch_template_dup_path (reasons->pdata[i]);
      g_autoptr(VouchText) text = vouch_text_for_reason (reasons->pdata[i]);
      guint64 number = 0;

      if (path == NULL || !g_str_has_prefix (path, "hiring_managers") || index == NULL ||
          !g_ascii_string_to_unsigned (index, 10, 1, G_MAXINT, &number, NULL))
        continue;
      row = get_row (self, (int) number - 1);
      if (row != NULL)
        vouch_manager_row_set_problem (row, text->sentence);
    }
}
