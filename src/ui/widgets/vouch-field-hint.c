/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-field-hint.h"

struct _VouchFieldHint
{
  AdwPreferencesRow parent_instance;

  gboolean error;

  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;
};

typedef enum
{
  PROP_TEXT = 1,
  PROP_ERROR,
  PROP_BUTTON_LABEL,
  N_PROPS,
} VouchFieldHintProperty;

enum { BUTTON_CLICKED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchFieldHint, vouch_field_hint, ADW_TYPE_PREFERENCES_ROW)

static void
clicked_cb (VouchFieldHint *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
set_error (VouchFieldHint *self,
           gboolean        error)
{
  if (self->error == error)
    return;

  self->error = error;
  gtk_image_set_from_icon_name (self->icon,
                                error ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_text (VouchFieldHint *self,
          const char     *text)
{
  if (g_strcmp0 (vouch_field_hint_get_text (self), text) == 0)
    return;

  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL && *text != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
vouch_field_hint_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VouchFieldHint *self = VOUCH_FIELD_HINT (object);

  switch ((VouchFieldHintProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, vouch_field_hint_get_text (self));
      break;
    case PROP_ERROR:
      g_value_set_boolean (value, self->error);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_field_hint_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VouchFieldHint *self = VOUCH_FIELD_HINT (object);

  switch ((VouchFieldHintProperty) prop_id)
    {
    case PROP_TEXT:
      set_text (self, g_value_get_string (value));
      break;
    case PROP_ERROR:
      set_error (self, g_value_get_boolean (value));
      break;
    case PROP_BUTTON_LABEL:
      vouch_field_hint_set_button_label (self, g_value_get_string (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_field_hint_class_init (VouchFieldHintClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_field_hint_get_property;
  object_class->set_property = vouch_field_hint_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_boolean ("error", NULL, NULL, FALSE, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-field-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchFieldHint, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchFieldHint, label);
  gtk_widget_class_bind_template_child (widget_class, VouchFieldHint, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vouch_field_hint_init (VouchFieldHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @text NULL: there is nothing to say. */
void
vouch_field_hint_say (VouchFieldHint *self,
                      const char     *text,
                      gboolean        error)
{
  g_return_if_fail (VOUCH_IS_FIELD_HINT (self));

  set_error (self, error);
  set_text (self, text);
}

const char *
vouch_field_hint_get_text (VouchFieldHint *self)
{
  const char *text;

  g_return_val_if_fail (VOUCH_IS_FIELD_HINT (self), NULL);

  text = gtk_label_get_label (self->label);
  return *text != '\0' ? text : NULL;
}

void
vouch_field_hint_set_button_label (VouchFieldHint *self,
                                   const char     *label)
{
  g_return_if_fail (VOUCH_IS_FIELD_HINT (self));

  if (g_strcmp0 (gtk_button_get_label (self->button), label) == 0)
    return;

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}
