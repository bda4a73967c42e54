/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "text/vouch-text.h"
#include "ui/connectors/vouch-new-connection.h"
#include "ui/welcome/vouch-begin-practice.h"
#include "ui/welcome/vouch-welcome.h"

struct _VouchWelcome
{
  AdwBin parent_instance;

  VouchHub *hub;              /* (owned) */
  GCancellable *cancellable;  /* (owned) */

  GtkWidget *connect_row;
  GtkWidget *practice_row;
  GtkSpinner *spinner;
  GtkWidget *practice_arrow;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (VouchWelcome, vouch_welcome, ADW_TYPE_BIN)

static void
update_rows (VouchWelcome *self)
{
  gboolean busy = gtk_spinner_get_spinning (self->spinner);
  gboolean may = vouch_hub_get_can_write (self->hub) && !busy;

  gtk_widget_set_sensitive (self->connect_row, may);
  gtk_widget_set_sensitive (self->practice_row, may || busy);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->practice_row), may);
}

static void
set_busy (VouchWelcome *self,
          gboolean      busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->practice_arrow, !busy);
  update_rows (self);
}

static void
show_problem (VouchWelcome *self,
              const GError *error) /* (nullable) */
{
  g_autofree char *sentence = error != NULL ? vouch_text_from_error (error) : NULL;

  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
connection_made_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_new_connection_finish (VOUCH_HUB (object), result, &error);
  VouchWelcome *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_WELCOME (user_data);
  show_problem (self, error);
  if (good)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.manage", "s", "smartrecruiters");
}

static void
connect_cb (VouchWelcome *self)
{
  vouch_new_connection_async (self->hub, self->cancellable, connection_made_cb, self);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_begin_practice_finish (VOUCH_HUB (object), result, &error);
  VouchWelcome *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_WELCOME (user_data);
  set_busy (self, FALSE);
  show_problem (self, error);
  if (good)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "overview");
}

static void
practice_cb (VouchWelcome *self)
{
  show_problem (self, NULL);
  set_busy (self, TRUE);
  vouch_begin_practice_async (GTK_WIDGET (self), self->hub, self->cancellable, tried_cb, self);
}

static void
vouch_welcome_dispose (GObject *object)
{
  VouchWelcome *self = VOUCH_WELCOME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_welcome_parent_class)->dispose (object);
}

static void
vouch_welcome_class_init (VouchWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_welcome_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchWelcome, connect_row);
  gtk_widget_class_bind_template_child (widget_class, VouchWelcome, practice_row);
  gtk_widget_class_bind_template_child (widget_class, VouchWelcome, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchWelcome, practice_arrow);
  gtk_widget_class_bind_template_child (widget_class, VouchWelcome, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_cb);
}

static void
vouch_welcome_init (VouchWelcome *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_welcome_new (VouchHub *hub)
{
  VouchWelcome *self = g_object_new (VOUCH_TYPE_WELCOME, NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  update_rows (self);
  return GTK_WIDGET (self);
}
