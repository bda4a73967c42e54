/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "account/vouch-provider.h"
#include "ui/connectors/vouch-credentials-window.h"
#include "ui/widgets/vouch-secret-row.h"

struct _VouchCredentialsWindow
{
  AdwWindow parent_instance;

  VouchConnectMethod method;

  AdwPreferencesGroup *group;
  AdwEntryRow *id_row;
  AdwPasswordEntryRow *secret_row;
  AdwEntryRow *redirect_row;
  GtkLabel *redirect_label;
  GtkWidget *connect_button;
};

enum { SUBMITTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchCredentialsWindow, vouch_credentials_window, ADW_TYPE_WINDOW)

static gboolean
is_filled (gpointer row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  return !gtk_widget_get_visible (GTK_WIDGET (row)) || *g_strstrip (text) != '\0';
}

/* Said only about what was written. */
static gboolean
check_redirect (VouchCredentialsWindow *self)
{
  const char *uri = gtk_editable_get_text (GTK_EDITABLE (self->redirect_row));
  gboolean good = !gtk_widget_get_visible (GTK_WIDGET (self->redirect_row)) || *uri == '\0' ||
                  vouch_provider_check_redirect_uri (uri, NULL);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->redirect_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->redirect_row), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->redirect_label), !good);
  return good;
}

static void
changed_cb (VouchCredentialsWindow *self)
{
  gboolean good = check_redirect (self) && is_filled (self->id_row) &&
                  is_filled (self->secret_row) && is_filled (self->redirect_row);

  gtk_widget_set_sensitive (self->connect_button, good);
}

static void
connect_cb (VouchCredentialsWindow *self)
{
  if (!gtk_widget_get_sensitive (self->connect_button))
    return;

  g_signal_emit (self, signals[SUBMITTED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* A password entry that goes while it has the focus still looks at itself (GTK 4.8). */
static void
vouch_credentials_window_dispose (GObject *object)
{
  gtk_window_set_focus (GTK_WINDOW (object), NULL);

  G_OBJECT_CLASS (vouch_credentials_window_parent_class)->dispose (object);
}

static void
vouch_credentials_window_class_init (VouchCredentialsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_credentials_window_dispose;

  signals[SUBMITTED] = g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-credentials-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, group);
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, id_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, secret_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, redirect_row);
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, redirect_label);
  gtk_widget_class_bind_template_child (widget_class, VouchCredentialsWindow, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_credentials_window_init (VouchCredentialsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_secret_row_name_button (self->secret_row);
}

static const char *
get_explanation (VouchConnectMethod method)
{
  switch (method)
    {
    case VOUCH_CONNECT_API_KEY:
      return _("An administrator of SmartRecruiters makes one in Settings, Apps & Integrations, "
               "Credentials. It has all rights of an administrator.");
    case VOUCH_CONNECT_CLIENT:
      return _("An administrator of SmartRecruiters makes a credential of the kind “OAuth client "
               "ID” in Settings, Apps & Integrations, Credentials, with the rights that are "
               "listed on this page. Its secret is shown only once.");
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
    case VOUCH_CONNECT_CROSSCHQ:
    default:
      return _("SmartRecruiters gives these to your company when it registers Vouch as a client. "
               "Your administrator can also give them to all computers in a provider file.");
    }
}

static void
show_method (VouchCredentialsWindow *self,
             VouchConnectMethod      method)
{
  gboolean key = method == VOUCH_CONNECT_API_KEY;
  gboolean page = method == VOUCH_CONNECT_WINDOW || method == VOUCH_CONNECT_BROWSER;
  g_autofree char *text = g_markup_escape_text (get_explanation (method), -1);

  self->method = method;
  adw_preferences_group_set_description (self->group, text);
  gtk_widget_set_visible (GTK_WIDGET (self->id_row), !key);
  gtk_widget_set_visible (GTK_WIDGET (self->redirect_row), page);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 key ? _("API key") : _("Client secret"));
  if (key)
    gtk_window_set_title (GTK_WINDOW (self), _("Use an API Key"));
  else if (page)
    gtk_window_set_title (GTK_WINDOW (self), _("Client of Your Company"));
  else
    gtk_window_set_title (GTK_WINDOW (self), _("Use Client Credentials"));
}

GtkWidget *
vouch_credentials_window_new (GtkWindow             *parent,
                              VouchConnectMethod     method,
                              const VouchConnection *wanted,
                              const char            *secret)
{
  VouchCredentialsWindow *self =
    g_object_new (VOUCH_TYPE_CREDENTIALS_WINDOW, "transient-for", parent, NULL);

  show_method (self, method);
  if (wanted->client_id != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->id_row), wanted->client_id);
  if (wanted->redirect_uri != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->redirect_row), wanted->redirect_uri);
  if (secret != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->secret_row), secret);
  changed_cb (self);
  return GTK_WIDGET (self);
}

VouchConnectMethod
vouch_credentials_window_get_method (VouchCredentialsWindow *self)
{
  return self->method;
}

const char *
vouch_credentials_window_get_client_id (VouchCredentialsWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->id_row));
}

const char *
vouch_credentials_window_get_redirect_uri (VouchCredentialsWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->redirect_row));
}

const char *
vouch_credentials_window_get_secret (VouchCredentialsWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->secret_row));
}
