/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "setup/vouch-connection-check.h"
#include "store/vouch-templates.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-crosschq-page.h"
#include "ui/connectors/vouch-keyring-group.h"
#include "ui/connectors/vouch-link-label.h"
#include "ui/connectors/vouch-sign-in-panel.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-secret-row.h"

struct _VouchCrosschqPage
{
  VouchPage parent_instance;

  GCancellable *cancellable;  /* (owned) */
  VouchReloader *reloader;    /* (owned): of the number of surveys */
  GCancellable *checking;     /* (owned) (nullable): ends the check under way */

  VouchLinkLabel *link_label;
  GtkWidget *care_box;
  GtkLabel *check_label;
  GtkWidget *facts_group;
  AdwActionRow *dialect_row;
  AdwActionRow *form_row;
  AdwActionRow *surveys_row;
  VouchSignInPanel *panel;
  VouchKeyringGroup *keyring_group;
  GtkWidget *key_row;
  GtkWidget *connect_button;
};

G_DEFINE_FINAL_TYPE (VouchCrosschqPage, vouch_crosschq_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchCrosschqPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static const VouchConnection *
get_connection (VouchCrosschqPage *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (get_hub (self));

  return current != NULL ? vouch_connection_item_get (current) : NULL;
}

/* What is shown. */

static void
show_row (AdwActionRow *row,
          const char   *text) /* (nullable) */
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static const char *
get_form (const char *form)
{
  if (g_strcmp0 (form, "raw") == 0)
    return _("As it is");
  if (g_strcmp0 (form, "token") == 0)
    return _("After the word Token");
  if (g_strcmp0 (form, "bearer") == 0)
    return _("After the word Bearer");

  return NULL;
}

typedef struct
{
  gint64 connection_id;
  guint n_surveys;
} Surveys;

static gboolean
count_surveys (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Surveys *self = data;
  g_autoptr(GPtrArray) surveys = vouch_surveys_list (db, self->connection_id, error);

  if (surveys == NULL)
    return FALSE;

  self->n_surveys = surveys->len;
  return TRUE;
}

static void
show_surveys (VouchCrosschqPage *self,
              guint              n_surveys)
{
  g_autofree char *text =
    n_surveys > 0 ? g_strdup_printf (ngettext ("%u survey", "%u surveys", n_surveys), n_surveys)
                  : g_strdup (_("None yet: make one in Crosschq"));

  show_row (self->surveys_row, text);
}

static gpointer
prepare_surveys (gint64   connection_id,
                 gpointer user_data)
{
  Surveys *surveys = g_new0 (Surveys, 1);

  surveys->connection_id = connection_id;
  return surveys;
}

static void
take_surveys (gpointer      user_data,
              gpointer      data,
              const GError *error)
{
  VouchCrosschqPage *self = VOUCH_CROSSCHQ_PAGE (user_data);
  g_autofree Surveys *surveys = data;
  const VouchConnection *connection = get_connection (self);

  if (surveys != NULL && connection->crosschq_dialect != NULL)
    show_surveys (self, surveys->n_surveys);
}

static const VouchReading reading = {
  .label = "count surveys",
  .subjects = (const char *const[]) { "survey", NULL },
  .prepare = prepare_surveys,
  .load = count_surveys,
  .destroy = g_free,
  .take = take_surveys,
};

static void
key_changed_cb (VouchCrosschqPage *self)
{
  g_autofree char *key = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key_row)));
  gboolean may = vouch_hub_get_can_write (get_hub (self)) &&
                 !vouch_sign_in_panel_get_busy (self->panel);
  const VouchConnection *connection = get_connection (self);
  gboolean practice = connection != NULL && connection->kind == VOUCH_CONNECTION_PRACTICE;

  gtk_widget_set_sensitive (self->key_row, may);
  gtk_widget_set_sensitive (self->connect_button, may && (*g_strstrip (key) != '\0' || practice));
}

static void
update (VouchCrosschqPage *self)
{
  const VouchConnection *connection = get_connection (self);
  gboolean connected = connection != NULL && connection->crosschq_dialect != NULL;
  g_autofree char *name = NULL;

  if (connection == NULL)
    return;

  name = vouch_text_isolate (connection->name);
  vouch_page_set_subtitle (VOUCH_PAGE (self), name);
  vouch_link_label_set_link (self->link_label, vouch_link_find_crosschq (get_hub (self)));
  gtk_widget_set_visible (self->care_box, connected);
  gtk_widget_set_visible (self->facts_group, connected);
  gtk_button_set_label (GTK_BUTTON (self->connect_button),
                        connected ? _("_Replace the Key") : _("C_onnect Crosschq"));
  if (connected)
    gtk_widget_remove_css_class (self->connect_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->connect_button, "suggested-action");
  show_row (self->dialect_row, connection->crosschq_dialect);
  show_row (self->form_row, connected ? get_form (connection->crosschq_form) : NULL);
  if (connected)
    vouch_reloader_reload (self->reloader);
  else
    show_row (self->surveys_row, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "crosschq.check",
                                 connected && self->checking == NULL &&
                                 vouch_hub_get_can_write (get_hub (self)));
  key_changed_cb (self);
}

static void
end_check (VouchCrosschqPage *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

static void
current_changed_cb (VouchCrosschqPage *self)
{
  end_check (self);
  vouch_sign_in_panel_cancel (self->panel);
  vouch_keyring_group_note (self->keyring_group, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  update (self);
}

/* Connecting. */

static void
connect_cb (VouchCrosschqPage *self)
{
  char *key = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key_row))));

  if (get_connection (self) != NULL && gtk_widget_get_sensitive (self->connect_button))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->check_label), FALSE);
      vouch_sign_in_panel_begin (self->panel, VOUCH_CONNECT_CROSSCHQ, get_connection (self),
                                 *key != '\0' ? key : NULL);
    }
  vouch_secret_free (key);
}

static void
say_check (VouchCrosschqPage *self,
           const char        *sentence,
           gboolean           good)
{
  gtk_label_set_label (self->check_label, sentence);
  gtk_widget_remove_css_class (GTK_WIDGET (self->check_label), good ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->check_label), good ? "success" : "error");
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), TRUE);
}

static void
say_works (VouchCrosschqPage *self,
           guint              n_surveys)
{
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("Crosschq answers and has %u survey.",
                               "Crosschq answers and has %u surveys.", n_surveys), n_surveys);

  say_check (self, n_surveys > 0 ? sentence
                                 : _("Crosschq answers, but has no survey yet. Make one there: "
                                     "templates need it."), TRUE);
}

static void
connected_cb (VouchCrosschqPage     *self,
              const VouchConnection *connection,
              guint                  n_surveys)
{
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  vouch_keyring_group_note (self->keyring_group, NULL);
  say_works (self, n_surveys);
  vouch_hub_choose (get_hub (self), connection->id);
}

static void
focus_key (VouchCrosschqPage *self)
{
  gtk_widget_grab_focus (self->key_row);
}

static void
missing_cb (VouchCrosschqPage *self,
            int                method)
{
  focus_key (self);
}

static void
failed_cb (VouchCrosschqPage *self,
           int                method,
           const GError      *error)
{
  vouch_keyring_group_note (self->keyring_group, error);
}

/* Checking. */

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  VouchConnectionCheck *check = VOUCH_CONNECTION_CHECK (object);
  const VouchReason *problem;
  g_autoptr(VouchText) text = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  VouchCrosschqPage *self;

  /* Only a cancellation is an error of the check itself: the page is gone, or shows another
   * connection. */
  if (!vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error))
    return;

  self = VOUCH_CROSSCHQ_PAGE (user_data);
  g_clear_object (&self->checking);
  update (self);
  problem = vouch_connection_check_get_crosschq_problem (check);
  if (problem == NULL)
    {
      say_works (self, vouch_connection_check_get_n_surveys (check));
      return;
    }

  text = vouch_text_for_reason (problem);
  sentence = text->fix != NULL ? g_strdup_printf (C_("condition", "%s %s"), text->sentence,
                                                  text->fix)
                               : g_strdup (text->sentence);
  say_check (self, sentence, FALSE);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VouchCrosschqPage *self = VOUCH_CROSSCHQ_PAGE (widget);
  VouchSession *session = vouch_hub_get_session (get_hub (self));
  g_autoptr(VouchConnectionCheck) check = NULL;

  if (session == NULL || self->checking != NULL)
    return;

  check = vouch_connection_check_new (session);
  self->checking = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "crosschq.check", FALSE);
  vouch_procedure_run_async (VOUCH_PROCEDURE (check), self->checking, checked_cb, self);
}

static void
retry_cb (VouchCrosschqPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "crosschq.check", NULL);
  vouch_hub_sync_now (get_hub (self));
}

static void
vouch_crosschq_page_constructed (GObject *object)
{
  VouchCrosschqPage *self = VOUCH_CROSSCHQ_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_crosschq_page_parent_class)->constructed (object);

  vouch_sign_in_panel_set_hub (self->panel, hub);
  vouch_keyring_group_set_hub (self->keyring_group, hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  self->reloader = vouch_reloader_new (hub, &reading, self);
  update (self);
}

static void
vouch_crosschq_page_dispose (GObject *object)
{
  VouchCrosschqPage *self = VOUCH_CROSSCHQ_PAGE (object);

  vouch_reloader_clear (&self->reloader);
  end_check (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_crosschq_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, link_label);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, care_box);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, check_label);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, dialect_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, facts_group);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, form_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, surveys_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, panel);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, keyring_group);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCrosschqPage, connect_button);
}

static void
vouch_crosschq_page_class_init (VouchCrosschqPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_crosschq_page_constructed;
  object_class->dispose = vouch_crosschq_page_dispose;

  g_type_ensure (VOUCH_TYPE_KEYRING_GROUP);
  g_type_ensure (VOUCH_TYPE_LINK_LABEL);
  g_type_ensure (VOUCH_TYPE_SIGN_IN_PANEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-crosschq-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, connected_cb);
  gtk_widget_class_bind_template_callback (widget_class, missing_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_key);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_install_action (widget_class, "crosschq.check", NULL, check_action);
}

static void
vouch_crosschq_page_init (VouchCrosschqPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_secret_row_name_button (ADW_PASSWORD_ENTRY_ROW (self->key_row));
}

VouchPage *
vouch_crosschq_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_CROSSCHQ_PAGE, "hub", hub, NULL);
}
