/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/vouch-secrets.h"
#include "base/vouch-util.h"
#include "signin/vouch-signin-login.h"

typedef struct
{
  WebKitAuthenticationRequest *request;   /* (owned) */
  char *name;                             /* (owned): as typed so far */
  char *password;                         /* (owned): as typed so far */
} Question;

static void
free_question_cb (gpointer  data,
                  GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->request);
  g_free (question->name);
  vouch_secret_free (question->password);
  g_free (question);
}

/* The dialog answers when its fields are gone already. */
static void
name_cb (GtkEditable *editable,
         gpointer     user_data)
{
  Question *question = user_data;

  vouch_set_str (&question->name, gtk_editable_get_text (editable));
}

static void
password_cb (GtkEditable *editable,
             gpointer     user_data)
{
  Question *question = user_data;

  vouch_secret_free (question->password);
  question->password = g_strdup (gtk_editable_get_text (editable));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Question *question = user_data;
  WebKitCredential *credential;

  if (!g_str_equal (response, "sign-in"))
    {
      webkit_authentication_request_cancel (question->request);
      return;
    }

  credential = webkit_credential_new (question->name, question->password,
                                      WEBKIT_CREDENTIAL_PERSISTENCE_NONE);
  webkit_authentication_request_authenticate (question->request, credential);
  webkit_credential_free (credential);
}

/* A password entry that goes while it has the focus still looks at itself (GTK 4.8). */
static gboolean
close_cb (GtkWindow *dialog)
{
  gtk_window_set_focus (dialog, NULL);
  return FALSE;
}

static char *
describe (WebKitAuthenticationRequest *request)
{
  const char *host = webkit_authentication_request_get_host (request);

  if (webkit_authentication_request_is_retry (request))
    return g_strdup_printf (_("%s did not accept the name and the password."), host);

  return g_strdup_printf (_("%s asks for a name and a password."), host);
}

/**
 * vouch_signin_login_ask:
 * @parent: the window
 * @request: what a site asks
 *
 * Asks in a dialog that no page can draw, naming the host. What is typed is not kept.
 */
void
vouch_signin_login_ask (GtkWindow                   *parent,
                        WebKitAuthenticationRequest *request)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource (VOUCH_SIGNIN_RESOURCES "vouch-signin-login.ui");
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (gtk_builder_get_object (builder, "dialog"));
  Question *question = g_new0 (Question, 1);
  g_autofree char *text = describe (request);

  question->request = g_object_ref (request);
  question->name = g_strdup ("");
  question->password = g_strdup ("");
  g_signal_connect (gtk_builder_get_object (builder, "name"), "changed", G_CALLBACK (name_cb),
                    question);
  g_signal_connect (gtk_builder_get_object (builder, "password"), "changed",
                    G_CALLBACK (password_cb), question);
  adw_message_dialog_set_body (dialog, text);
  g_signal_connect (dialog, "close-request", G_CALLBACK (close_cb), NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question,
                         free_question_cb, 0);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
}
