/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/widgets/vouch-dialogs.h"

static GtkWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Alerts. */

static void
responded_cb (AdwMessageDialog *dialog,
              const char       *response,
              gpointer          user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchAnswer answer = VOUCH_ANSWER_CANCEL;

  if (g_str_equal (response, "first"))
    answer = VOUCH_ANSWER_FIRST;
  else if (g_str_equal (response, "second"))
    answer = VOUCH_ANSWER_SECOND;
  g_task_return_int (task, answer);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static AdwMessageDialog *
new_question (GtkWidget    *parent,
              const char   *heading,
              const char   *body,
              GTask        *task) /* (transfer full) */
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GtkWidget *dialog = adw_message_dialog_new (find_window (parent), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (responded_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  return ADW_MESSAGE_DIALOG (dialog);
}

void
vouch_confirm_async (GtkWidget           *parent,
                     const char          *heading,
                     const char          *body,
                     const char          *action,
                     gboolean             destructive,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  AdwMessageDialog *dialog = new_question (parent, heading, body, task);

  g_task_set_source_tag (task, vouch_confirm_async);
  adw_message_dialog_add_response (dialog, "second", action);
  adw_message_dialog_set_response_appearance (dialog, "second", destructive
                                                ? ADW_RESPONSE_DESTRUCTIVE
                                                : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "second");
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
vouch_confirm_finish (GAsyncResult  *result,
                      GError       **error)
{
  return vouch_ask_finish (result, error) == VOUCH_ANSWER_SECOND;
}

void
vouch_ask_async (GtkWidget           *parent,
                 const char          *heading,
                 const char          *body,
                 const char          *first,
                 const char          *second,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  AdwMessageDialog *dialog = new_question (parent, heading, body, task);

  g_task_set_source_tag (task, vouch_ask_async);
  adw_message_dialog_add_responses (dialog, "first", first, "second", second, NULL);
  adw_message_dialog_set_response_appearance (dialog, "second", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "second");
  gtk_window_present (GTK_WINDOW (dialog));
}

VouchAnswer
vouch_ask_finish (GAsyncResult  *result,
                  GError       **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? VOUCH_ANSWER_CANCEL : (VouchAnswer) answer;
}

void
vouch_tell (GtkWidget  *parent,
            const char *heading,
            const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (find_window (parent), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Files. */

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, file, g_object_unref);
}

void
vouch_choose_file_async (GtkWidget            *parent,
                         const char           *title,
                         GtkFileChooserAction  action,
                         const char           *name,
                         const char           *mime_type,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, find_window (parent), action, NULL, NULL);

  g_task_set_source_tag (task, vouch_choose_file_async);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  if (mime_type != NULL)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_add_mime_type (filter, mime_type);
      gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  g_signal_connect (dialog, "response", G_CALLBACK (file_chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GFile *
vouch_choose_file_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Addresses. */

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
may_open (const char        *uri,
          const char *const *hosts)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host;

  if (parsed == NULL || g_uri_get_userinfo (parsed) != NULL)
    return FALSE;

  host = g_uri_get_host (parsed);
  if (host == NULL || !g_strv_contains (hosts, host))
    return FALSE;

  return g_str_equal (g_uri_get_scheme (parsed), "https") ||
         (g_str_equal (g_uri_get_scheme (parsed), "http") && is_loopback (host));
}

static void
copy_cb (AdwMessageDialog *dialog,
         const char       *response,
         gpointer          user_data)
{
  const char *uri = g_object_get_data (G_OBJECT (dialog), "uri");

  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), uri);
}

/* The address is shown whole, for it may have to be typed somewhere else. */
static void
tell_not_shown (GtkWidget  *parent,
                const char *uri)
{
  GtkWidget *dialog = adw_message_dialog_new (find_window (parent),
                                              _("No Program Opens This Address"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("Open it yourself, in a browser of your choice:\n%s"), uri);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), "copy",
                                    _("C_opy Address"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  g_object_set_data_full (G_OBJECT (dialog), "uri", g_strdup (uri), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (copy_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  GtkWidget *parent;  /* (owned) */
  char *uri;          /* (owned) */
} Address;

static void
address_free (Address *self)
{
  g_object_unref (self->parent);
  g_free (self->uri);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Address, address_free)

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Address) address = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      find_window (address->parent) != NULL)
    tell_not_shown (address->parent, address->uri);
}

void
vouch_show_uri (GtkWidget  *parent,
                const char *uri)
{
  Address *address = g_new0 (Address, 1);

  address->parent = g_object_ref (parent);
  address->uri = g_strdup (uri);
  gtk_show_uri_full (find_window (parent), uri, GDK_CURRENT_TIME, NULL, shown_cb, address);
}

gboolean
vouch_open_uri (GtkWidget         *parent,
                const char        *uri,
                const char *const *hosts)
{
  if (uri == NULL || !may_open (uri, hosts))
    {
      vouch_tell (parent, _("This address is not opened"),
                  _("It does not lead to a host of this connection."));
      return FALSE;
    }

  vouch_show_uri (parent, uri);
  return TRUE;
}
