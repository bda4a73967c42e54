/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "sync/vouch-observe-company.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-template-editor.h"
#include "ui/templates/vouch-template-form.h"
#include "ui/vouch-load.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-dialogs.h"

struct _VouchTemplateEditor
{
  AdwWindow parent_instance;

  VouchHub *hub;              /* (owned) */
  VouchReloader *reloader;    /* (owned): of surveys and tags */
  GCancellable *cancellable;  /* (owned) */
  gint64 connection_id;
  gboolean saving;
  gboolean asking;            /* whether the changes are thrown away */
  gboolean closing;           /* nothing is asked any more */

  AdwWindowTitle *title_widget;
  AdwToastOverlay *toasts;
  VouchTemplateForm *form;
};

enum { SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchTemplateEditor, vouch_template_editor, ADW_TYPE_WINDOW)

static void
tell (VouchTemplateEditor *self,
      const char          *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *title = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, title);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
update_save (VouchTemplateEditor *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save",
                                 !self->saving && vouch_hub_get_can_write (self->hub));
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  return vouch_template_set_new (connection_id);
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (user_data);
  g_autoptr(VouchTemplateSet) set = data;

  if (set != NULL && set->connection_id == self->connection_id)
    vouch_template_form_set_choices (self->form, set);
  else if (set == NULL)
    g_debug ("The surveys could not be read: %s", error->message);
}

static const VouchReading reading = {
  .label = "read surveys",
  .subjects = (const char *const[]) { "survey", "template", NULL },
  .prepare = prepare,
  .load = vouch_template_set_load,
  .destroy = (GDestroyNotify) vouch_template_set_free,
  .take = take,
};

/* Reading the surveys again. */

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  g_autofree char *sentence = NULL;
  VouchTemplateEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_TEMPLATE_EDITOR (user_data);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.refresh", TRUE);
  sentence = good ? g_strdup (_("The surveys are up to date")) : vouch_text_from_error (error);
  tell (self, sentence);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (widget);
  VouchSession *session = vouch_hub_get_active_session (self->hub);
  g_autoptr(VouchProcedure) procedure = NULL;

  if (session == NULL)
    return;

  gtk_widget_action_set_enabled (widget, "editor.refresh", FALSE);
  procedure = vouch_observe_company_new (session);
  vouch_procedure_run_async (procedure, self->cancellable, refreshed_cb, self);
}

/* Saving. */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTemplateChange) change = vouch_save_finish (result, &error);
  g_autofree char *text = NULL;
  VouchTemplateEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_TEMPLATE_EDITOR (user_data);
  self->saving = FALSE;
  if (change != NULL)
    {
      vouch_hub_go_on (self->hub);
      text = vouch_template_form_dup_losses (self->form);
      g_signal_emit (self, signals[SAVED], 0, text);
      self->closing = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  update_save (self);
  text = g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE)
    ? g_strdup (_("Another template has this tag.")) : vouch_text_from_error (error);
  tell (self, text);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (widget);
  VouchTemplateChange *change;

  if (!vouch_template_form_get_valid (self->form))
    {
      vouch_template_form_show_missing (self->form);
      return;
    }

  change = g_new0 (VouchTemplateChange, 1);
  change->connection_id = self->connection_id;
  change->template = vouch_template_form_build (self->form);
  change->tag = g_strdup (change->template->tag);
  change->now = vouch_hub_get_now (self->hub);
  self->saving = TRUE;
  update_save (self);
  vouch_save_async (vouch_hub_get_store (self->hub), "commit template", vouch_template_save,
                    change, (GDestroyNotify) vouch_template_change_free, self->cancellable,
                    saved_cb, self);
}

/* Closing. */

static void
discard_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean wanted = vouch_confirm_finish (result, &error);
  VouchTemplateEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_TEMPLATE_EDITOR (user_data);
  self->asking = FALSE;
  self->closing = wanted;
  if (wanted)
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
vouch_template_editor_close_request (GtkWindow *window)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (window);

  if (self->closing || !vouch_template_form_is_changed (self->form))
    return GTK_WINDOW_CLASS (vouch_template_editor_parent_class)->close_request (window);

  if (!self->asking)
    {
      self->asking = TRUE;
      vouch_confirm_async (GTK_WIDGET (self), _("Discard the Changes?"),
                           _("What you changed in this template is lost."), _("_Discard"), TRUE,
                           self->cancellable, discard_cb, self);
    }
  return TRUE;
}

static void
vouch_template_editor_dispose (GObject *object)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  vouch_reloader_clear (&self->reloader);

  G_OBJECT_CLASS (vouch_template_editor_parent_class)->dispose (object);
}

static void
vouch_template_editor_finalize (GObject *object)
{
  VouchTemplateEditor *self = VOUCH_TEMPLATE_EDITOR (object);

  g_clear_object (&self->hub);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_template_editor_parent_class)->finalize (object);
}

static void
vouch_template_editor_class_init (VouchTemplateEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_template_editor_dispose;
  object_class->finalize = vouch_template_editor_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vouch_template_editor_close_request;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VOUCH_TYPE_TEMPLATE_FORM);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-template-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateEditor, title_widget);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateEditor, form);
  gtk_widget_class_install_action (widget_class, "editor.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save",
                                       NULL);
}

static void
vouch_template_editor_init (VouchTemplateEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_template_editor_new (VouchHub               *hub,
                           const VouchTemplateSet *set,
                           const VouchTemplate    *template,
                           guint                   n_jobs)
{
  VouchTemplateEditor *self = g_object_new (VOUCH_TYPE_TEMPLATE_EDITOR, NULL);
  const VouchConnection *connection =
    vouch_connection_item_get (vouch_hub_get_current (hub));
  gboolean is_new = template == NULL || template->id == 0;

  self->hub = g_object_ref (hub);
  self->connection_id = set->connection_id;
  adw_window_title_set_title (self->title_widget, is_new ? _("New Template") : _("Edit Template"));
  gtk_window_set_title (GTK_WINDOW (self), is_new ? _("New Template") : _("Edit Template"));
  vouch_template_form_set_choices (self->form, set);
  vouch_template_form_load (self->form, template, n_jobs);
  vouch_template_form_set_account (self->form, connection->crosschq_dialect,
                                   connection->company_name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.refresh",
                                 vouch_hub_get_active_session (hub) != NULL);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_save), self,
                           G_CONNECT_SWAPPED);
  update_save (self);
  self->reloader = vouch_reloader_new (hub, &reading, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
  return GTK_WIDGET (self);
}
