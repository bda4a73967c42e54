/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-switch-row.h"

struct _VouchSwitchRow
{
  AdwActionRow parent_instance;

  GtkWidget *toggle; /* (unowned): a child */
};

typedef enum { PROP_ACTIVE = 1, N_PROPS } VouchSwitchRowProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchSwitchRow, vouch_switch_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (VouchSwitchRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
vouch_switch_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((VouchSwitchRowProperty) prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, vouch_switch_row_get_active (VOUCH_SWITCH_ROW (object)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_switch_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((VouchSwitchRowProperty) prop_id)
    {
    case PROP_ACTIVE:
      vouch_switch_row_set_active (VOUCH_SWITCH_ROW (object), g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_switch_row_class_init (VouchSwitchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_switch_row_get_property;
  object_class->set_property = vouch_switch_row_set_property;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE,
                          (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_switch_row_init (VouchSwitchRow *self)
{
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->toggle);
  g_object_bind_property (self, "title", self->toggle, "tooltip-text", G_BINDING_DEFAULT);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vouch_switch_row_new (void)
{
  return g_object_new (VOUCH_TYPE_SWITCH_ROW, NULL);
}

gboolean
vouch_switch_row_get_active (VouchSwitchRow *self)
{
  g_return_val_if_fail (VOUCH_IS_SWITCH_ROW (self), FALSE);

  return gtk_switch_get_active (GTK_SWITCH (self->toggle));
}

void
vouch_switch_row_set_active (VouchSwitchRow *self,
                             gboolean        active)
{
  g_return_if_fail (VOUCH_IS_SWITCH_ROW (self));

  /* The switch notifies, and only when it changes. */
  gtk_switch_set_active (GTK_SWITCH (self->toggle), active);
}
