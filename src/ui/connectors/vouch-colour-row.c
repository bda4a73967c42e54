/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/connectors/vouch-colour-row.h"
#include "ui/connectors/vouch-settings-data.h"
#include "ui/vouch-load.h"
#include "ui/widgets/vouch-colour-dot.h"
#include "ui/widgets/vouch-dialogs.h"

#define SETTING "colour"
#define NONE "none"

struct _VouchColourRow
{
  AdwComboRow parent_instance;

  VouchHub *hub;              /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) */
  GSignalGroup *item_signals; /* (owned): of the current connection */
  GStrv colours;              /* (owned): in the order of the list */
  gboolean filling;           /* the row follows the store, not a person */

  VouchColourDot *dot;
};

G_DEFINE_FINAL_TYPE (VouchColourRow, vouch_colour_row, ADW_TYPE_COMBO_ROW)

static const char *
get_stored (VouchColourRow *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);
  const char *colour = current != NULL ? vouch_connection_item_get_colour (current) : NULL;

  return colour != NULL ? colour : NONE;
}

static void
show (VouchColourRow *self)
{
  const char *stored = get_stored (self);

  self->filling = TRUE;
  for (guint i = 0; self->colours[i] != NULL; i++)
    {
      if (g_str_equal (self->colours[i], stored))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
    }
  self->filling = FALSE;
  vouch_colour_dot_set_colour (self->dot, g_str_equal (stored, NONE) ? NULL : stored);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchSettingChange *change = vouch_save_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (change != NULL)
    {
      vouch_setting_change_free (change);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = vouch_text_from_error (error);
  show (VOUCH_COLOUR_ROW (user_data));
  vouch_tell (GTK_WIDGET (user_data), _("The Colour Was Not Saved"), sentence);
}

static void
selected_cb (VouchColourRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  VouchSettingChange *change;

  if (self->filling || self->hub == NULL || selected >= g_strv_length (self->colours) ||
      g_str_equal (self->colours[selected], get_stored (self)))
    return;

  change = g_new0 (VouchSettingChange, 1);
  change->connection_id = vouch_hub_get_current_id (self->hub);
  change->now = vouch_hub_get_now (self->hub);
  change->name = SETTING;
  change->value = g_strdup (self->colours[selected]);
  vouch_save_async (vouch_hub_get_store (self->hub), "commit colour", vouch_setting_save, change,
                    (GDestroyNotify) vouch_setting_change_free, self->cancellable, saved_cb, self);
}

static void
current_changed_cb (VouchColourRow *self)
{
  g_signal_group_set_target (self->item_signals, vouch_hub_get_current (self->hub));
  show (self);
}

static void
vouch_colour_row_dispose (GObject *object)
{
  VouchColourRow *self = VOUCH_COLOUR_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_colour_row_parent_class)->dispose (object);
}

static void
vouch_colour_row_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_COLOUR_ROW (object)->colours, g_strfreev);

  G_OBJECT_CLASS (vouch_colour_row_parent_class)->finalize (object);
}

static void
vouch_colour_row_class_init (VouchColourRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vouch_colour_row_dispose;
  object_class->finalize = vouch_colour_row_finalize;
}

static void
vouch_colour_row_init (VouchColourRow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  self->item_signals = g_signal_group_new (VOUCH_TYPE_CONNECTION_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::colour", G_CALLBACK (show), self);
  self->colours = g_strsplit (vouch_settings_find (SETTING)->choices, ",", -1);
  for (guint i = 0; self->colours[i] != NULL; i++)
    gtk_string_list_append (names, vouch_colour_get_name (self->colours[i]));
  self->dot = VOUCH_COLOUR_DOT (vouch_colour_dot_new ());
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->dot));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

void
vouch_colour_row_set_hub (VouchColourRow *self,
                          VouchHub       *hub)
{
  g_return_if_fail (VOUCH_IS_COLOUR_ROW (self) && self->hub == NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  current_changed_cb (self);
}
