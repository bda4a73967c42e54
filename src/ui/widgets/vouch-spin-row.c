/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-spin-row.h"

struct _VouchSpinRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *button; /* (unowned): a child */
};

typedef enum { PROP_ADJUSTMENT = 1, PROP_VALUE, N_PROPS } VouchSpinRowProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchSpinRow, vouch_spin_row, ADW_TYPE_ACTION_ROW)

static void
value_changed_cb (VouchSpinRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
vouch_spin_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VouchSpinRow *self = VOUCH_SPIN_ROW (object);

  switch ((VouchSpinRowProperty) prop_id)
    {
    case PROP_ADJUSTMENT:
      g_value_set_object (value, vouch_spin_row_get_adjustment (self));
      break;
    case PROP_VALUE:
      g_value_set_double (value, vouch_spin_row_get_value (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_spin_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VouchSpinRow *self = VOUCH_SPIN_ROW (object);

  switch ((VouchSpinRowProperty) prop_id)
    {
    case PROP_ADJUSTMENT:
      vouch_spin_row_set_adjustment (self, g_value_get_object (value));
      break;
    case PROP_VALUE:
      vouch_spin_row_set_value (self, g_value_get_double (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_spin_row_class_init (VouchSpinRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_spin_row_get_property;
  object_class->set_property = vouch_spin_row_set_property;

  properties[PROP_ADJUSTMENT] =
    g_param_spec_object ("adjustment", NULL, NULL, GTK_TYPE_ADJUSTMENT, flags);
  properties[PROP_VALUE] =
    g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_spin_row_init (VouchSpinRow *self)
{
  self->button = GTK_SPIN_BUTTON (gtk_spin_button_new (NULL, 1, 0));
  gtk_spin_button_set_numeric (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
  g_signal_connect_object (self->button, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vouch_spin_row_new (GtkAdjustment *adjustment)
{
  return g_object_new (VOUCH_TYPE_SPIN_ROW, "adjustment", adjustment, NULL);
}

GtkAdjustment *
vouch_spin_row_get_adjustment (VouchSpinRow *self)
{
  g_return_val_if_fail (VOUCH_IS_SPIN_ROW (self), NULL);

  return gtk_spin_button_get_adjustment (self->button);
}

void
vouch_spin_row_set_adjustment (VouchSpinRow  *self,
                               GtkAdjustment *adjustment)
{
  g_return_if_fail (VOUCH_IS_SPIN_ROW (self));

  if (gtk_spin_button_get_adjustment (self->button) == adjustment)
    return;

  gtk_spin_button_set_adjustment (self->button, adjustment);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADJUSTMENT]);
}

double
vouch_spin_row_get_value (VouchSpinRow *self)
{
  g_return_val_if_fail (VOUCH_IS_SPIN_ROW (self), 0);

  return gtk_spin_button_get_value (self->button);
}

void
vouch_spin_row_set_value (VouchSpinRow *self,
                          double        value)
{
  g_return_if_fail (VOUCH_IS_SPIN_ROW (self));

  /* The button notifies, and only when it changes. */
  gtk_spin_button_set_value (self->button, value);
}
