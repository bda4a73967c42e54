/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-settings-data.h"
#include "ui/connectors/vouch-settings-group.h"
#include "ui/vouch-load.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-focus.h"
#include "ui/widgets/vouch-spin-row.h"
#include "ui/widgets/vouch-switch-row.h"

/* A number that is being turned is stored once it rests. */
#define REST_MILLISECONDS 600

/**
 * Kind:
 *
 * The control behind a setting: its row's class follows from it.
 */
typedef enum { KIND_SWITCH, KIND_NUMBER, KIND_TEXT, KIND_CHOICE } Kind;

/* @scale: the row shows the setting divided by it; @words: what the choices are, in order. */
static const struct
{
  const char *name;
  Kind kind;
  int scale;
  const char *words;
} controls[] = {
  { "enabled", KIND_SWITCH, 1, NULL },
  { "attach-report", KIND_SWITCH, 1, NULL },
  { "report-kind", KIND_CHOICE, 1, "full,summary,both" },
  { "withdrawn", KIND_CHOICE, 1, "reject,keep" },
  { "cancel-grace", KIND_NUMBER, 60, NULL },
  { "step-name", KIND_TEXT, 1, NULL },
  { "job-field", KIND_TEXT, 1, NULL },
  { "requestor-order", KIND_CHOICE, 1,
    "recruiter,coordinator;recruiter;coordinator,recruiter;recruiter,coordinator,creator;"
    "recruiter,coordinator,named;recruiter,coordinator,creator,named;named" },
  { "requestor-user", KIND_TEXT, 1, NULL },
  { "poll-interval", KIND_NUMBER, 1, NULL },
  { "poll-interval-front", KIND_NUMBER, 1, NULL },
  { "requests-interval", KIND_NUMBER, 1, NULL },
  { "catch-up-limit", KIND_NUMBER, 1, NULL },
  { "daily-cap", KIND_NUMBER, 1, NULL },
  { "retention-days", KIND_NUMBER, 1, NULL },
};

struct _VouchSettingsGroup
{
  AdwBin parent_instance;

  VouchHub *hub;              /* (owned) (nullable) */
  VouchReloader *reloader;    /* (owned) (nullable): like the hub */
  GCancellable *cancellable;  /* (owned) */
  VouchSettings *settings;    /* (owned) (nullable): as stored */
  gint64 connection_id;       /* whose they are */
  gboolean filling;           /* the rows follow the store, not a person */
  guint rest;                 /* a number is about to be stored, or 0 */

  GtkWidget *rows[G_N_ELEMENTS (controls)];
  VouchSwitchRow *sends_row;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (VouchSettingsGroup, vouch_settings_group, ADW_TYPE_BIN)

/* What a row says. */

static char *
dup_shown (VouchSettingsGroup *self,
           guint               index)
{
  GtkWidget *row = self->rows[index];

  switch (controls[index].kind)
    {
    case KIND_SWITCH:
      return g_strdup (vouch_switch_row_get_active (VOUCH_SWITCH_ROW (row)) ? "true" : "false");
    case KIND_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT,
                              (gint64) vouch_spin_row_get_value (VOUCH_SPIN_ROW (row)) *
                              controls[index].scale);
    case KIND_CHOICE:
      {
        const char *divider = strchr (controls[index].words, ';') != NULL ? ";" : ",";
        g_auto(GStrv) words = g_strsplit (controls[index].words, divider, -1);
        guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

        return selected < g_strv_length (words) ? g_strdup (words[selected]) : NULL;
      }
    case KIND_TEXT:
    default:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
    }
}

static void
show_choice (AdwComboRow *row,
             const char  *all,
             const char  *value)
{
  const char *divider = strchr (all, ';') != NULL ? ";" : ",";
  g_auto(GStrv) words = g_strsplit (all, divider, -1);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], value))
        selected = i;
    }
  adw_combo_row_set_selected (row, selected);
}

static void
show_value (VouchSettingsGroup *self,
            guint               index,
            const char         *value)
{
  GtkWidget *row = self->rows[index];
  g_autofree char *shown = dup_shown (self, index);

  /* What is being written stays as it is while it says the same. */
  if (g_strcmp0 (shown, value) == 0)
    return;

  switch (controls[index].kind)
    {
    case KIND_SWITCH:
      vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), g_str_equal (value, "true"));
      break;
    case KIND_NUMBER:
      vouch_spin_row_set_value (VOUCH_SPIN_ROW (row),
                                g_ascii_strtoll (value, NULL, 10) / controls[index].scale);
      break;
    case KIND_CHOICE:
      show_choice (ADW_COMBO_ROW (row), controls[index].words, value);
      break;
    case KIND_TEXT:
    default:
      gtk_editable_set_text (GTK_EDITABLE (row), value);
      break;
    }
}

/* What cannot be taken. */

static char *
dup_refusal (const VouchSettingInfo *info,
             const GError           *error)
{
  if (g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE) &&
      info->type == VOUCH_SETTING_TEXT)
    return g_strdup_printf (_("It has to have %d to %d characters. The value from before is kept."),
                            (int) info->min, (int) info->max);
  if (error->domain == VOUCH_INPUT_ERROR)
    return g_strdup (_("This value cannot be used. The value from before is kept."));

  return vouch_text_from_error (error);
}

static void
say_problem (VouchSettingsGroup *self,
             guint               index,
             const char         *sentence) /* (nullable) */
{
  GtkWidget *row = self->rows[index];
  GtkWidget *list;

  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  if (sentence == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      return;
    }

  /* The sentence stands below the list that has the row. */
  gtk_widget_add_css_class (row, "error");
  list = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
  g_object_ref (self->problem_label);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (
    GTK_WIDGET (self->problem_label), ADW_TYPE_PREFERENCES_GROUP)),
    GTK_WIDGET (self->problem_label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (list), GTK_WIDGET (self->problem_label));
  g_object_unref (self->problem_label);
}

/* Storing. */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchSettingChange *change = vouch_save_finish (result, &error);
  g_autofree char *sentence = NULL;
  VouchSettingsGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_SETTINGS_GROUP (user_data);
  if (change != NULL)
    {
      vouch_hub_go_on (self->hub);
      vouch_setting_change_free (change);
      return;
    }

  sentence = vouch_text_from_error (error);
  gtk_label_set_label (self->problem_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  vouch_reloader_reload (self->reloader);
}

static void
save (VouchSettingsGroup *self,
      VouchSettingChange             *change) /* (transfer full) */
{
  change->connection_id = self->connection_id;
  change->now = vouch_hub_get_now (self->hub);
  vouch_save_async (vouch_hub_get_store (self->hub), "commit setting", vouch_setting_save, change,
                    (GDestroyNotify) vouch_setting_change_free, self->cancellable, saved_cb, self);
}

/* A finer value than the row can show was given elsewhere, and nobody changed it here. */
static gboolean
is_rounded (guint       index,
            const char *value,
            const char *stored)
{
  int scale = controls[index].scale;

  return scale > 1 && g_ascii_strtoll (value, NULL, 10) / scale ==
                      g_ascii_strtoll (stored, NULL, 10) / scale;
}

static void
apply (VouchSettingsGroup *self,
       guint               index)
{
  const VouchSettingInfo *info = vouch_settings_find (controls[index].name);
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);
  g_autofree char *value = dup_shown (self, index);
  g_autofree char *stored = vouch_settings_get (self->settings, info->name);
  g_autofree char *refusal = NULL;
  g_autoptr(GError) error = NULL;
  VouchSettingChange *change;

  if (value == NULL || g_strcmp0 (value, stored) == 0 || is_rounded (index, value, stored))
    {
      say_problem (self, index, NULL);
      return;
    }
  if (!vouch_settings_set (self->settings, info->name, value,
                           vouch_connection_item_get (current)->kind, &error))
    {
      refusal = dup_refusal (info, error);
      say_problem (self, index, refusal);
      return;
    }

  say_problem (self, index, NULL);
  change = g_new0 (VouchSettingChange, 1);
  change->name = info->name;
  change->value = vouch_settings_get (self->settings, info->name);
  save (self, change);
}

static guint
find_control (VouchSettingsGroup *self,
              GtkWidget          *row)
{
  guint index = 0;

  while (self->rows[index] != row)
    index++;
  return index;
}

static void
changed_cb (VouchSettingsGroup *self,
            GParamSpec         *pspec,
            GtkWidget          *row)
{
  if (!self->filling && self->settings != NULL)
    apply (self, find_control (self, row));
}

static void
text_applied_cb (VouchSettingsGroup *self,
                 GtkWidget          *row)
{
  changed_cb (self, NULL, row);
}

static void
apply_numbers (VouchSettingsGroup *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      if (controls[i].kind == KIND_NUMBER)
        apply (self, i);
    }
}

static gboolean
rested_cb (gpointer user_data)
{
  VouchSettingsGroup *self = user_data;

  self->rest = 0;
  apply_numbers (self);
  return G_SOURCE_REMOVE;
}

static void
number_changed_cb (VouchSettingsGroup *self)
{
  if (self->filling || self->settings == NULL)
    return;

  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MILLISECONDS, rested_cb, self);
}

static void
sends_changed_cb (VouchSettingsGroup *self)
{
  VouchSettingChange *change;

  if (self->filling || self->settings == NULL)
    return;

  change = g_new0 (VouchSettingChange, 1);
  change->sends = vouch_switch_row_get_active (self->sends_row);
  save (self, change);
}

/* Filling. */

/* Ranges bind real connections only (product.md §6). */
static void
set_ranges (VouchSettingsGroup *self,
            gboolean            practice)
{
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      const VouchSettingInfo *info = vouch_settings_find (controls[i].name);
      GtkAdjustment *adjustment;

      if (controls[i].kind != KIND_NUMBER)
        continue;
      adjustment = vouch_spin_row_get_adjustment (VOUCH_SPIN_ROW (self->rows[i]));
      gtk_adjustment_set_lower (adjustment, practice ? MIN (1, info->min)
                                                     : info->min / controls[i].scale);
      gtk_adjustment_set_upper (adjustment, info->max / controls[i].scale);
    }
}

/* What was written and not applied yet outlives a change elsewhere. */
static gboolean
is_being_written (VouchSettingsGroup *self,
                  guint               index)
{
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  g_autofree char *stored = NULL;

  if (controls[index].kind != KIND_TEXT || self->settings == NULL)
    return FALSE;

  shown = dup_shown (self, index);
  text = vouch_trim_text (shown);
  stored = vouch_settings_get (self->settings, controls[index].name);
  return g_strcmp0 (text, stored) != 0;
}

/* What was said about the connection from before is not true of this one. */
static void
forget (VouchSettingsGroup *self)
{
  g_clear_pointer (&self->settings, vouch_settings_free);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    say_problem (self, i, NULL);
}

static void
fill (VouchSettingsGroup  *self,
      const VouchSettings *settings,
      gboolean             practice)
{
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);

  self->filling = TRUE;
  set_ranges (self, practice);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_autofree char *value = vouch_settings_get (settings, controls[i].name);

      if (!is_being_written (self, i))
        show_value (self, i, value);
    }
  if (current != NULL)
    vouch_switch_row_set_active (self->sends_row, vouch_connection_item_get (current)->sends);
  self->filling = FALSE;
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  VouchSettingsGroup *self = VOUCH_SETTINGS_GROUP (user_data);
  VouchSettingsRead *load = g_new0 (VouchSettingsRead, 1);

  load->connection_id = connection_id;
  load->kind = vouch_connection_item_get (vouch_hub_get_current (self->hub))->kind;
  return load;
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchSettingsGroup *self = VOUCH_SETTINGS_GROUP (user_data);
  VouchSettingsRead *load = data;

  if (load == NULL)
    {
      g_debug ("The settings could not be read: %s", error->message);
      return;
    }
  if (self->rest == 0)
    {
      if (load->connection_id != self->connection_id)
        forget (self);
      fill (self, load->settings, load->kind == VOUCH_CONNECTION_PRACTICE);
      g_clear_pointer (&self->settings, vouch_settings_free);
      self->settings = g_steal_pointer (&load->settings);
      self->connection_id = load->connection_id;
    }
  vouch_settings_read_free (load);
}

static const VouchReading reading = {
  .label = "read settings",
  .subjects = (const char *const[]) { "setting", NULL },
  .prepare = prepare,
  .load = vouch_settings_read,
  .destroy = (GDestroyNotify) vouch_settings_read_free,
  .take = take,
};

static void
update_sensitive (VouchSettingsGroup *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), vouch_hub_get_can_write (self->hub));
}

/* Whether this computer sends is the connection's own. */
static void
condition_changed_cb (VouchSettingsGroup *self)
{
  vouch_reloader_reload (self->reloader);
}

/* A number of the connection from before is stored for that one. */
static void
current_changed_cb (VouchSettingsGroup *self)
{
  if (self->rest != 0)
    apply_numbers (self);
}

static void
vouch_settings_group_unmap (GtkWidget *widget)
{
  VouchSettingsGroup *self = VOUCH_SETTINGS_GROUP (widget);

  if (self->rest != 0 && vouch_hub_get_store (self->hub) != NULL)
    apply_numbers (self);

  GTK_WIDGET_CLASS (vouch_settings_group_parent_class)->unmap (widget);
}

static void
vouch_settings_group_dispose (GObject *object)
{
  VouchSettingsGroup *self = VOUCH_SETTINGS_GROUP (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  vouch_reloader_clear (&self->reloader);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->hub);
  g_clear_pointer (&self->settings, vouch_settings_free);

  G_OBJECT_CLASS (vouch_settings_group_parent_class)->dispose (object);
}

static void
vouch_settings_group_class_init (VouchSettingsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_settings_group_dispose;
  widget_class->unmap = vouch_settings_group_unmap;

  g_type_ensure (VOUCH_TYPE_SPIN_ROW);
  g_type_ensure (VOUCH_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-settings-group.ui");
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    gtk_widget_class_bind_template_child_full (widget_class, controls[i].name, FALSE,
                                               G_STRUCT_OFFSET (VouchSettingsGroup, rows) +
                                               i * sizeof (GtkWidget *));
  gtk_widget_class_bind_template_child (widget_class, VouchSettingsGroup, sends_row);
  gtk_widget_class_bind_template_child (widget_class, VouchSettingsGroup, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sends_changed_cb);
}

static void
vouch_settings_group_init (VouchSettingsGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_settings_group_set_hub (VouchSettingsGroup *self,
                              VouchHub           *hub)
{
  g_return_if_fail (self->hub == NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->reloader = vouch_reloader_new (hub, &reading, self);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (condition_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_sensitive), self,
                           G_CONNECT_SWAPPED);
  update_sensitive (self);
}

void
vouch_settings_group_focus (VouchSettingsGroup *self,
                            const char         *name)
{
  GtkWidget *row = g_str_equal (name, "sends") ? GTK_WIDGET (self->sends_row) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (controls) && row == NULL; i++)
    row = g_str_equal (controls[i].name, name) ? self->rows[i] : NULL;
  if (row != NULL)
    vouch_focus_later (row);
}
