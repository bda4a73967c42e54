/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "ui/widgets/vouch-colour-dot.h"

struct _VouchColourDot
{
  GtkWidget parent_instance;

  char *colour; /* (owned) (nullable): the class it has now */
};

G_DEFINE_FINAL_TYPE (VouchColourDot, vouch_colour_dot, GTK_TYPE_WIDGET)

static const struct
{
  const char *colour;
  const char *name;
  const char *label;
} colours[] = {
  { "none", NC_("colour", "None"), NULL },
  { "blue", NC_("colour", "Blue"), N_("Blue label") },
  { "green", NC_("colour", "Green"), N_("Green label") },
  { "yellow", NC_("colour", "Yellow"), N_("Yellow label") },
  { "orange", NC_("colour", "Orange"), N_("Orange label") },
  { "red", NC_("colour", "Red"), N_("Red label") },
  { "purple", NC_("colour", "Purple"), N_("Purple label") },
  { "brown", NC_("colour", "Brown"), N_("Brown label") },
};

static void
vouch_colour_dot_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_COLOUR_DOT (object)->colour, g_free);

  G_OBJECT_CLASS (vouch_colour_dot_parent_class)->finalize (object);
}

static void
vouch_colour_dot_class_init (VouchColourDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_colour_dot_finalize;

  gtk_widget_class_set_css_name (widget_class, "colourdot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vouch_colour_dot_init (VouchColourDot *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
vouch_colour_dot_new (void)
{
  return g_object_new (VOUCH_TYPE_COLOUR_DOT, NULL);
}

void
vouch_colour_dot_set_colour (VouchColourDot *self,
                             const char     *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (VOUCH_IS_COLOUR_DOT (self));

  if (self->colour != NULL)
    gtk_widget_remove_css_class (widget, self->colour);
  vouch_set_str (&self->colour, colour);
  if (colour != NULL)
    gtk_widget_add_css_class (widget, colour);
  gtk_widget_set_visible (widget, colour != NULL);
}

const char *
vouch_colour_get_name (const char *colour)
{
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      if (g_str_equal (colours[i].colour, colour))
        return g_dpgettext2 (GETTEXT_PACKAGE, "colour", colours[i].name);
    }

  return colour;
}

void
vouch_colour_describe (GtkAccessible *accessible,
                       const char    *colour)
{
  const char *label = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      if (g_strcmp0 (colours[i].colour, colour) == 0)
        label = colours[i].label;
    }

  if (label != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    g_dgettext (GETTEXT_PACKAGE, label), -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
