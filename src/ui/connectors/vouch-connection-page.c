/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "setup/vouch-connection-check.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-connection-page-private.h"
#include "ui/connectors/vouch-credentials-window.h"
#include "ui/connectors/vouch-link.h"
#include "ui/connectors/vouch-new-connection.h"
#include "ui/vouch-load.h"
#include "ui/widgets/vouch-dialogs.h"

G_DEFINE_FINAL_TYPE (VouchConnectionPage, vouch_connection_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchConnectionPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

const VouchConnection *
vouch_connection_page_get_connection (VouchConnectionPage *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (get_hub (self));

  return current != NULL ? vouch_connection_item_get (current) : NULL;
}

/* What is shown. */

static void
show_switch (VouchConnectionPage   *self,
             const VouchConnection *connection)
{
  const char *subtitle;

  if (!connection->on)
    subtitle = _("Nothing is read or sent for this connection; its records are kept.");
  else if (connection->sign_in == VOUCH_SIGN_IN_NONE)
    subtitle = _("Not connected yet: it begins as soon as access is allowed.");
  else
    subtitle = _("Candidates who are moved are noticed, and requests are sent.");

  self->filling = TRUE;
  vouch_switch_row_set_active (self->on_row, connection->on);
  self->filling = FALSE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->on_row),
                                 connection->on ? C_("connection", "On") : C_("connection", "Off"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->on_row), subtitle);
  if (connection->on)
    gtk_widget_add_css_class (GTK_WIDGET (self->on_row), "vouch-on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->on_row), "vouch-on");
}

static void
update_actions (VouchConnectionPage   *self,
                const VouchConnection *connection)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = vouch_sign_in_panel_get_busy (self->panel) || self->ending;
  gboolean may = vouch_hub_get_can_write (get_hub (self)) && !busy;
  gboolean connected = connection->sign_in != VOUCH_SIGN_IN_NONE;
  static const char *const actions[] = {
    "connection.add", "connection.browser", "connection.client", "connection.api-key",
    "connection.remove", "connection.start-over",
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (widget, actions[i], may);
  gtk_widget_action_set_enabled (widget, "connection.check",
                                 may && connected && self->checking == NULL);
  gtk_widget_action_set_enabled (widget, "connection.disconnect", may && connected);
  /* An attempt stores the connection as it was when it began. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->on_row), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->colour_row), may);
}

/* What stands above as a button is no other way. */
static void
show_ways (VouchConnectionPage   *self,
           const VouchConnection *connection,
           gboolean               works)
{
  gboolean known = connection->sign_in != VOUCH_SIGN_IN_NONE;
  const char *ways = works ? _("Reconnect, or connect in another way")
                           : _("Connect in another way");

  gtk_widget_set_visible (self->add_box, !works);
  gtk_button_set_label (self->add_button, known ? _("Re_connect") : _("_Add to SmartRecruiters"));
  gtk_widget_set_visible (self->again_row, works);
  gtk_widget_set_visible (self->browser_row, works);
  adw_preferences_row_set_title (self->ways_row, ways);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ways_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ways, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->ways_row),
                                 known ? _("Settings, templates and the queue are kept") : "");
}

void
vouch_connection_page_update (VouchConnectionPage *self)
{
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  g_autofree char *name = NULL;
  gboolean practice;
  gboolean works;

  if (connection == NULL)
    return;

  practice = connection->kind == VOUCH_CONNECTION_PRACTICE;
  works = vouch_link_is_made (vouch_link_find_ats (get_hub (self)));
  name = vouch_text_isolate (connection->name);
  vouch_page_set_subtitle (VOUCH_PAGE (self), name);
  show_switch (self, connection);
  vouch_connection_page_show_facts (self);
  vouch_scopes_group_show (self->scopes_group, connection);
  show_ways (self, connection, works);
  gtk_widget_set_visible (self->care_box, works);
  gtk_widget_set_visible (self->practice_row, practice);
  gtk_widget_set_visible (self->disconnect_row, connection->sign_in != VOUCH_SIGN_IN_NONE);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (
        GTK_EDITABLE (self->name_row)))))
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), connection->name);
  update_actions (self, connection);
}

static void
end_check (VouchConnectionPage *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

static void
current_changed_cb (VouchConnectionPage *self)
{
  end_check (self);
  vouch_sign_in_panel_cancel (self->panel);
  vouch_keyring_group_note (self->keyring_group, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), FALSE);
  vouch_connection_page_update (self);
}

/* Connecting. */

static void
begin (VouchConnectionPage *self,
       VouchConnectMethod   method,
       const char          *client_id,    /* (nullable) */
       const char          *redirect_uri, /* (nullable) */
       const char          *secret)       /* (nullable) */
{
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  g_autoptr(VouchConnection) wanted = NULL;

  if (connection == NULL)
    return;

  wanted = vouch_connection_copy (connection);
  if (vouch_new_connection_is_unnamed (wanted))
    vouch_set_str (&wanted->name, "");
  if (client_id != NULL && *client_id != '\0')
    vouch_set_str (&wanted->client_id, client_id);
  if (redirect_uri != NULL && *redirect_uri != '\0')
    vouch_set_str (&wanted->redirect_uri, redirect_uri);
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), FALSE);
  vouch_sign_in_panel_begin (self->panel, method, wanted, secret);
}

static void
submitted_cb (VouchConnectionPage    *self,
              VouchCredentialsWindow *window)
{
  g_autofree char *client_id = g_strdup (vouch_credentials_window_get_client_id (window));
  g_autofree char *uri = g_strdup (vouch_credentials_window_get_redirect_uri (window));
  char *secret = g_strstrip (g_strdup (vouch_credentials_window_get_secret (window)));

  begin (self, vouch_credentials_window_get_method (window), g_strstrip (client_id),
         g_strstrip (uri), secret);
  vouch_secret_free (secret);
}

/* Nobody could know what the practice company takes. */
static const char *
get_practice_secret (VouchConnectionPage *self,
                     VouchConnectMethod   method)
{
  VouchPractice *practice = vouch_hub_get_practice (get_hub (self));
  const VouchPracticeInfo *info = NULL;

  if (vouch_connection_page_get_connection (self)->kind == VOUCH_CONNECTION_PRACTICE &&
      practice != NULL)
    info = vouch_practice_get_info (practice);
  if (info == NULL)
    return NULL;

  return method == VOUCH_CONNECT_API_KEY ? info->api_key : info->client_secret;
}

static void
missing_cb (VouchConnectionPage *self,
            int                  method)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  const VouchConnection *tried = vouch_sign_in_panel_get_wanted (self->panel);
  GtkWidget *window;

  if (connection == NULL)
    return;

  window = vouch_credentials_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         (VouchConnectMethod) method,
                                         tried != NULL && tried->id == connection->id ? tried
                                         : connection,
                                         get_practice_secret (self, method));
  g_signal_connect_object (window, "submitted", G_CALLBACK (submitted_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
connected_cb (VouchConnectionPage   *self,
              const VouchConnection *connection)
{
  vouch_keyring_group_note (self->keyring_group, NULL);
  vouch_hub_choose (get_hub (self), connection->id);
}

/* The client that was refused is what is kept, so it is asked for: the id stands there already. */
static void
failed_cb (VouchConnectionPage *self,
           int                  method,
           const GError        *error)
{
  gboolean shows_page = method == VOUCH_CONNECT_WINDOW || method == VOUCH_CONNECT_BROWSER;
  const VouchConnection *connection = vouch_connection_page_get_connection (self);

  vouch_keyring_group_note (self->keyring_group, error);
  if (shows_page && connection != NULL && connection->kind == VOUCH_CONNECTION_REAL &&
      g_error_matches (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT))
    missing_cb (self, method);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  begin (VOUCH_CONNECTION_PAGE (widget), VOUCH_CONNECT_WINDOW, NULL, NULL, NULL);
}

static void
browser_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  begin (VOUCH_CONNECTION_PAGE (widget), VOUCH_CONNECT_BROWSER, NULL, NULL, NULL);
}

/* These two ask each time: what is kept may be what no longer works. */
static void
form_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gboolean key = g_str_equal (name, "connection.api-key");

  missing_cb (VOUCH_CONNECTION_PAGE (widget), key ? VOUCH_CONNECT_API_KEY : VOUCH_CONNECT_CLIENT);
}

/* Checking. */

static void
say_check (VouchConnectionPage *self,
           const VouchReason   *problem) /* (nullable) */
{
  g_autoptr(VouchText) text = problem != NULL ? vouch_text_for_reason (problem) : NULL;
  g_autofree char *sentence = NULL;

  if (text == NULL)
    sentence = g_strdup (_("The connection works: SmartRecruiters answers and all that is needed "
                           "is granted."));
  else if (text->fix != NULL)
    sentence = g_strdup_printf (C_("condition", "%s %s"), text->sentence, text->fix);
  else
    sentence = g_strdup (text->sentence);
  gtk_label_set_label (self->check_label, sentence);
  gtk_widget_remove_css_class (GTK_WIDGET (self->check_label), text == NULL ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->check_label), text == NULL ? "success" : "error");
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), TRUE);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchConnectionPage *self;

  /* Only a cancellation is an error of the check itself: the page is gone, or shows another
   * connection. */
  if (!vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error))
    return;

  self = VOUCH_CONNECTION_PAGE (user_data);
  g_clear_object (&self->checking);
  say_check (self, vouch_connection_check_get_ats_problem (VOUCH_CONNECTION_CHECK (object)));
  vouch_connection_page_update (self);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VouchConnectionPage *self = VOUCH_CONNECTION_PAGE (widget);
  VouchSession *session = vouch_hub_get_session (get_hub (self));
  g_autoptr(VouchConnectionCheck) check = NULL;

  if (session == NULL || self->checking != NULL)
    return;

  check = vouch_connection_check_new (session);
  self->checking = g_cancellable_new ();
  gtk_widget_remove_css_class (GTK_WIDGET (self->check_label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->check_label), "success");
  gtk_label_set_label (self->check_label, _("Asking SmartRecruiters…"));
  gtk_widget_set_visible (GTK_WIDGET (self->check_label), TRUE);
  gtk_widget_action_set_enabled (widget, "connection.check", FALSE);
  vouch_procedure_run_async (VOUCH_PROCEDURE (check), self->checking, checked_cb, self);
}

/* Switch and name. */

typedef struct
{
  gint64 connection_id;
  gint64 now;
  gboolean on;
  char *name;       /* (owned) (nullable): %NULL: the switch */
} Change;

static void
change_free (Change *self)
{
  g_free (self->name);
  g_free (self);
}

static gboolean
save_change (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  const Change *self = data;
  g_autoptr(VouchConnection) connection = NULL;

  if (self->name == NULL)
    return vouch_action_switch (db, self->connection_id, VOUCH_SWITCH_ON, self->on, self->now,
                                error);

  connection = vouch_connections_get (db, self->connection_id, error);
  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->name, self->name);
  return vouch_connections_update (db, connection, error);
}

static void
say_name_problem (VouchConnectionPage *self,
                  const GError        *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);

  if (g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE))
    vouch_set_str (&sentence, _("Another connection has this name."));
  gtk_label_set_label (self->name_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), TRUE);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Change *change = vouch_save_finish (result, &error);
  VouchConnectionPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_CONNECTION_PAGE (user_data);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), FALSE);
  if (change == NULL)
    say_name_problem (self, error);
  else
    vouch_hub_reload (get_hub (self));
  vouch_connection_page_update (self);
  g_clear_pointer (&change, change_free);
}

static void
save (VouchConnectionPage *self,
      gboolean             on,
      const char          *name)
{
  VouchHub *hub = get_hub (self);
  Change *change = g_new0 (Change, 1);

  change->connection_id = vouch_hub_get_current_id (hub);
  change->now = vouch_hub_get_now (hub);
  change->on = on;
  change->name = g_strdup (name);
  vouch_save_async (vouch_hub_get_store (hub), "commit connection", save_change, change,
                    (GDestroyNotify) change_free, self->cancellable, saved_cb, self);
}

static void
switched_cb (VouchConnectionPage *self)
{
  if (!self->filling && vouch_connection_page_get_connection (self) != NULL)
    save (self, vouch_switch_row_get_active (self->on_row), NULL);
}

static void
renamed_cb (VouchConnectionPage *self)
{
  g_autofree char *name =
    vouch_trim_text (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  if (*name != '\0')
    save (self, FALSE, name);
  else
    vouch_connection_page_update (self);
}

static void
retry_cb (VouchConnectionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connection.check", NULL);
  vouch_hub_sync_now (get_hub (self));
}

static void
reconnect_cb (VouchConnectionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connection.add", NULL);
}

static void
vouch_connection_page_constructed (GObject *object)
{
  VouchConnectionPage *self = VOUCH_CONNECTION_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_connection_page_parent_class)->constructed (object);

  vouch_sign_in_panel_set_hub (self->panel, hub);
  vouch_keyring_group_set_hub (self->keyring_group, hub);
  vouch_settings_group_set_hub (self->settings_group, hub);
  vouch_colour_row_set_hub (self->colour_row, hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (vouch_connection_page_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::last-sync", G_CALLBACK (vouch_connection_page_show_times),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (vouch_connection_page_update),
                           self, G_CONNECT_SWAPPED);
  vouch_connection_page_update (self);
}

static void
vouch_connection_page_dispose (GObject *object)
{
  VouchConnectionPage *self = VOUCH_CONNECTION_PAGE (object);

  end_check (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_connection_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, on_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, link_label);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, company_label);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, owner_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, facts_group);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, since_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, way_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, token_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, read_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, written_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, add_box);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, ways_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, again_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, browser_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, care_box);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, check_label);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, panel);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, keyring_group);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, scopes_group);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, settings_group);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, colour_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, practice_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectionPage, disconnect_row);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "connection.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "connection.browser", NULL, browser_action);
  gtk_widget_class_install_action (widget_class, "connection.client", NULL, form_action);
  gtk_widget_class_install_action (widget_class, "connection.api-key", NULL, form_action);
  gtk_widget_class_install_action (widget_class, "connection.check", NULL, check_action);
  vouch_connection_page_install_ends (widget_class);
}

static void
vouch_connection_page_class_init (VouchConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_connection_page_constructed;
  object_class->dispose = vouch_connection_page_dispose;

  g_type_ensure (VOUCH_TYPE_COLOUR_ROW);
  g_type_ensure (VOUCH_TYPE_KEYRING_GROUP);
  g_type_ensure (VOUCH_TYPE_LINK_LABEL);
  g_type_ensure (VOUCH_TYPE_SCOPES_GROUP);
  g_type_ensure (VOUCH_TYPE_SETTINGS_GROUP);
  g_type_ensure (VOUCH_TYPE_SIGN_IN_PANEL);
  g_type_ensure (VOUCH_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-connection-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, missing_cb);
  gtk_widget_class_bind_template_callback (widget_class, connected_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, reconnect_cb);
  gtk_widget_class_bind_template_callback (widget_class, vouch_connection_page_update);
  install_actions (widget_class);
}

static void
vouch_connection_page_init (VouchConnectionPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_connection_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_CONNECTION_PAGE, "hub", hub, NULL);
}

void
vouch_connection_page_focus_setting (VouchConnectionPage *self,
                                     const char          *name)
{
  vouch_settings_group_focus (self->settings_group, name);
}
