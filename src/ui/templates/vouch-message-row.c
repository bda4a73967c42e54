/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "model/vouch-placeholders.h"
#include "ui/templates/vouch-message-row.h"

#define LINE_HEIGHT 22

struct _VouchMessageRow
{
  AdwPreferencesRow parent_instance;

  guint lines;
  char **example;     /* (owned) (nullable): one for each of vouch_placeholders */

  GtkMenuButton *insert_button;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *preview_box;
  GtkLabel *preview_label;
  GtkLabel *problem_label;
};

typedef enum { PROP_LINES = 1, N_PROPS } VouchMessageRowProperty;
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchMessageRow, vouch_message_row, ADW_TYPE_PREFERENCES_ROW)

/* In the order of vouch_placeholders. */
static const char *const names[VOUCH_N_PLACEHOLDERS] = {
  NC_("placeholder", "First name of the candidate"),
  NC_("placeholder", "Last name of the candidate"),
  NC_("placeholder", "Position"),
  NC_("placeholder", "Company"),
  NC_("placeholder", "Name of the requestor"),
  NC_("placeholder", "Name of the hiring manager"),
  NC_("placeholder", "Link to the request"),
};

static void
show_preview (VouchMessageRow *self)
{
  g_autofree char *text = vouch_message_row_dup_text (self);
  g_autofree char *preview = NULL;

  gtk_widget_set_visible (self->preview_box, text != NULL && self->example != NULL);
  if (text == NULL || self->example == NULL)
    return;

  preview = vouch_placeholders_expand (text, (const char *const *) self->example);
  gtk_label_set_label (self->preview_label, preview);
}

static void
buffer_changed_cb (VouchMessageRow *self)
{
  show_preview (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
insert_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchMessageRow *self = VOUCH_MESSAGE_ROW (widget);
  g_autofree char *text = g_strdup_printf ("{%s}", g_variant_get_string (parameter, NULL));

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The title names what belongs to it. */
static void
title_changed_cb (VouchMessageRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *insert = g_strdup_printf (_("Insert into %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->insert_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, insert, -1);
}

static void
fill_menu (VouchMessageRow *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (int i = 0; i < VOUCH_N_PLACEHOLDERS; i++)
    {
      g_autoptr(GMenuItem) item =
        g_menu_item_new (g_dpgettext2 (GETTEXT_PACKAGE, "placeholder", names[i]), NULL);

      g_menu_item_set_action_and_target_value (item, "message.insert",
                                               g_variant_new_string (vouch_placeholders[i]));
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->insert_button, G_MENU_MODEL (menu));
}

static void
vouch_message_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((VouchMessageRowProperty) prop_id)
    {
    case PROP_LINES:
      g_value_set_uint (value, VOUCH_MESSAGE_ROW (object)->lines);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_message_row_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VouchMessageRow *self = VOUCH_MESSAGE_ROW (object);

  switch ((VouchMessageRowProperty) prop_id)
    {
    case PROP_LINES:
      if (self->lines == g_value_get_uint (value))
        return;
      self->lines = g_value_get_uint (value);
      gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, self->lines * LINE_HEIGHT);
      g_object_notify_by_pspec (object, pspec);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_message_row_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_MESSAGE_ROW (object)->example, g_strfreev);

  G_OBJECT_CLASS (vouch_message_row_parent_class)->finalize (object);
}

static void
vouch_message_row_class_init (VouchMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_message_row_get_property;
  object_class->set_property = vouch_message_row_set_property;
  object_class->finalize = vouch_message_row_finalize;

  properties[PROP_LINES] =
    g_param_spec_uint ("lines", NULL, NULL, 1, 100, 1,
                       (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, insert_button);
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, view);
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, buffer);
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, preview_box);
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, preview_label);
  gtk_widget_class_bind_template_child (widget_class, VouchMessageRow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
  gtk_widget_class_install_action (widget_class, "message.insert", "s", insert_action);
}

static void
vouch_message_row_init (VouchMessageRow *self)
{
  self->lines = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_menu (self);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

void
vouch_message_row_set_text (VouchMessageRow *self,
                            const char      *text)
{
  g_return_if_fail (VOUCH_IS_MESSAGE_ROW (self));

  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}

char *
vouch_message_row_dup_text (VouchMessageRow *self)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  g_return_val_if_fail (VOUCH_IS_MESSAGE_ROW (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
vouch_message_row_set_example (VouchMessageRow   *self,
                               const char *const *values)
{
  g_return_if_fail (VOUCH_IS_MESSAGE_ROW (self));

  g_clear_pointer (&self->example, g_strfreev);
  self->example = g_new0 (char *, VOUCH_N_PLACEHOLDERS + 1);
  for (int i = 0; i < VOUCH_N_PLACEHOLDERS; i++)
    self->example[i] = g_strdup (values[i]);
  show_preview (self);
}

void
vouch_message_row_set_problem (VouchMessageRow *self,
                               const char      *sentence)
{
  g_return_if_fail (VOUCH_IS_MESSAGE_ROW (self));

  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

const char *
vouch_message_row_get_preview (VouchMessageRow *self)
{
  g_return_val_if_fail (VOUCH_IS_MESSAGE_ROW (self), NULL);

  return gtk_widget_get_visible (self->preview_box) ? gtk_label_get_label (self->preview_label)
                                                    : NULL;
}
