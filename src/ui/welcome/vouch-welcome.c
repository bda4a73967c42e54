/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/welcome/vouch-welcome.h"

struct _VouchWelcome
{
  AdwBin parent_instance;

  VouchHub *hub; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VouchWelcome, vouch_welcome, ADW_TYPE_BIN)

static void
vouch_welcome_dispose (GObject *object)
{
  VouchWelcome *self = VOUCH_WELCOME (object);

  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_welcome_parent_class)->dispose (object);
}

static void
vouch_welcome_class_init (VouchWelcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_welcome_dispose;

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/vouch_connector/Vouch/ui/vouch-welcome.ui");
}

static void
vouch_welcome_init (VouchWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_welcome_new (VouchHub *hub)
{
  VouchWelcome *self = g_object_new (VOUCH_TYPE_WELCOME, NULL);

  self->hub = g_object_ref (hub);
  return GTK_WIDGET (self);
}
