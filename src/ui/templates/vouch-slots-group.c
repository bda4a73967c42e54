/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "setup/vouch-template-json.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-slot-row.h"
#include "ui/templates/vouch-slots-group.h"
#include "ui/widgets/vouch-field-hint.h"

struct _VouchSlotsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkListBox *list;
  VouchFieldHint *hint;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchSlotsGroup, vouch_slots_group, ADW_TYPE_PREFERENCES_GROUP)

/* The hint is the last row. */
static VouchSlotRow *
get_row (VouchSlotsGroup *self,
         int              index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return VOUCH_IS_SLOT_ROW (row) ? VOUCH_SLOT_ROW (row) : NULL;
}

static guint
count_rows (VouchSlotsGroup *self)
{
  guint n = 0;

  while (get_row (self, n) != NULL)
    n++;

  return n;
}

static void
number_rows (VouchSlotsGroup *self)
{
  guint n = count_rows (self);

  for (guint i = 0; i < n; i++)
    vouch_slot_row_set_number (get_row (self, i), i + 1, n);
}

static void
emit_changed (VouchSlotsGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (VouchSlotsGroup *self,
           VouchSlotRow    *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  VouchSlotRow *next;

  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  number_rows (self);
  next = get_row (self, index);
  if (next == NULL && index > 0)
    next = get_row (self, index - 1);
  if (next != NULL)
    gtk_widget_child_focus (GTK_WIDGET (next), GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

static void
move_cb (VouchSlotsGroup *self,
         int              by,
         VouchSlotRow    *row)
{
  g_autoptr(VouchSlotRow) kept = g_object_ref (row);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (kept), index + by);
  number_rows (self);
  gtk_widget_child_focus (GTK_WIDGET (kept), GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

static VouchSlotRow *
add_row (VouchSlotsGroup *self,
         const char      *relationship,
         const char      *note)
{
  GtkWidget *row = vouch_slot_row_new (relationship, note);

  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, count_rows (self));
  return VOUCH_SLOT_ROW (row);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VouchSlotsGroup *self = VOUCH_SLOTS_GROUP (widget);
  VouchSlotRow *row = add_row (self, "any", NULL);

  number_rows (self);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  emit_changed (self);
}

static void
vouch_slots_group_class_init (VouchSlotsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VOUCH_TYPE_FIELD_HINT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-slots-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSlotsGroup, list);
  gtk_widget_class_bind_template_child (widget_class, VouchSlotsGroup, hint);
  gtk_widget_class_install_action (widget_class, "slots.add", NULL, add_action);
}

static void
vouch_slots_group_init (VouchSlotsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_slots_group_load (VouchSlotsGroup     *self,
                        const VouchTemplate *template)
{
  g_return_if_fail (VOUCH_IS_SLOTS_GROUP (self));

  while (get_row (self, 0) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, 0)));
  for (guint i = 0; i < template->slots->len; i++)
    {
      const VouchSlot *slot = template->slots->pdata[i];

      add_row (self, slot->relationship, slot->note);
    }
  number_rows (self);
}

void
vouch_slots_group_store (VouchSlotsGroup *self,
                         VouchTemplate   *template)
{
  VouchSlotRow *row;

  g_return_if_fail (VOUCH_IS_SLOTS_GROUP (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    vouch_template_add_slot (template, vouch_slot_row_get_relationship (row),
                             vouch_slot_row_get_note (row));
}

/* The limits of a survey. */

static char *
dup_limit (const VouchLimit *limit,
           const char       *relationship)
{
  const char *name = vouch_relationship_get_name (relationship);

  if (limit->min == limit->max)
    /* Translators: a kind of reference and how many of it a survey takes: "Manager: 2". */
    return g_strdup_printf (_("%s: %" G_GINT64_FORMAT), name, limit->min);
  if (limit->min <= 0)
    /* Translators: a kind of reference and how many of it a survey takes. */
    return g_strdup_printf (_("%s: up to %" G_GINT64_FORMAT), name, limit->max);

  /* Translators: a kind of reference and how many of it a survey takes: "Manager: 1 to 3". */
  return g_strdup_printf (_("%s: %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT), name, limit->min,
                          limit->max);
}

static gboolean
are_all_equal (const VouchSurvey *survey)
{
  const VouchLimit *first = &survey->limits[0];

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      const VouchLimit *limit = &survey->limits[i];

      if (!limit->offered || limit->min != first->min || limit->max != first->max)
        return FALSE;
    }

  return TRUE;
}

static char *
dup_limits (const VouchSurvey *survey)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (are_all_equal (survey) && survey->limits[0].min <= 0)
    return g_strdup_printf (_("It takes up to %" G_GINT64_FORMAT " of each relationship."),
                            survey->limits[0].max);

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      g_autofree char *limit = NULL;

      if (!survey->limits[i].offered)
        continue;
      limit = dup_limit (&survey->limits[i], vouch_relationships[i]);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", limit);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
vouch_slots_group_set_survey (VouchSlotsGroup   *self,
                              const VouchSurvey *survey)
{
  g_autofree char *total = NULL;
  g_autofree char *limits = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (VOUCH_IS_SLOTS_GROUP (self));

  if (survey == NULL)
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                             _("Whom the candidate is asked to name."));
      return;
    }

  limits = dup_limits (survey);
  /* Where Crosschq does not say it, the account may still want more than one. */
  if (survey->min_total > 1)
    total = g_strdup_printf (ngettext ("This survey wants at least %u reference.",
                                       "This survey wants at least %u references.",
                                       (guint) survey->min_total), (guint) survey->min_total);
  text = total != NULL ? g_strconcat (total, "\n", limits, NULL) : g_strdup (limits);
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
}

/* Problems. */

static VouchSlotRow *
find_row (VouchSlotsGroup   *self,
          const VouchReason *reason)
{
  const char *slot = vouch_reason_get (reason, "slot");
  guint64 number = 0;

  if (slot == NULL || !g_ascii_string_to_unsigned (slot, 10, 1, G_MAXINT, &number, NULL))
    return NULL;

  return get_row (self, (int) number - 1);
}

void
vouch_slots_group_show_problems (VouchSlotsGroup *self,
                                 GPtrArray       *reasons)
{
  g_autoptr(GString) all = g_string_new (NULL);
  VouchSlotRow *row;

  g_return_if_fail (VOUCH_IS_SLOTS_GROUP (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    vouch_slot_row_set_problem (row, NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *path = vouch_template_dup_path (reasons->pdata[i]);
      g_autoptr(VouchText) text = vouch_text_for_reason (reasons->pdata[i]);

      if (path == NULL || !g_str_has_prefix (path, "references"))
        continue;
      row = find_row (self, reasons->pdata[i]);
      if (row != NULL)
        vouch_slot_row_set_problem (row, text->sentence);
      else
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", text->sentence);
    }

  vouch_field_hint_say (self->hint, all->len > 0 ? all->str : NULL, TRUE);
}
