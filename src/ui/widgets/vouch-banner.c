/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-banner.h"

struct _VouchBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

typedef enum { PROP_TITLE = 1, PROP_BUTTON_LABEL, PROP_REVEALED, N_PROPS } VouchBannerProperty;
enum { BUTTON_CLICKED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchBanner, vouch_banner, GTK_TYPE_WIDGET)

static void
clicked_cb (VouchBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

/* A button that is not shown has none. */
static const char *
get_button_label (VouchBanner *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->button)) ? gtk_button_get_label (self->button)
                                                            : NULL;
}

static void
vouch_banner_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  VouchBanner *self = VOUCH_BANNER (object);

  switch ((VouchBannerProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, get_button_label (self));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (self->revealer));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_banner_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VouchBanner *self = VOUCH_BANNER (object);

  switch ((VouchBannerProperty) prop_id)
    {
    case PROP_TITLE:
      vouch_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      vouch_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      vouch_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VOUCH_TYPE_BANNER);

  G_OBJECT_CLASS (vouch_banner_parent_class)->dispose (object);
}

static void
vouch_banner_class_init (VouchBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_banner_get_property;
  object_class->set_property = vouch_banner_set_property;
  object_class->dispose = vouch_banner_dispose;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_BUTTON_LABEL] =
    g_param_spec_string ("button-label", NULL, NULL, NULL,
                         (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                          (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-banner.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VouchBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, VouchBanner, label);
  gtk_widget_class_bind_template_child (widget_class, VouchBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vouch_banner_init (VouchBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_banner_new (const char *title)
{
  return g_object_new (VOUCH_TYPE_BANNER, "title", title, NULL);
}

void
vouch_banner_set_title (VouchBanner *self,
                        const char  *title)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));

  if (g_strcmp0 (gtk_label_get_label (self->label), title) == 0)
    return;

  gtk_label_set_label (self->label, title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
vouch_banner_set_button_label (VouchBanner *self,
                               const char  *label)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));

  if (g_strcmp0 (get_button_label (self), label) == 0)
    return;

  if (label != NULL)
    gtk_button_set_label (self->button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

void
vouch_banner_set_revealed (VouchBanner *self,
                           gboolean     revealed)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));

  if (gtk_revealer_get_reveal_child (self->revealer) == revealed)
    return;

  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
