/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <string.h>

#include "ui/desktop/vouch-background.h"

#define BUS_NAME "org.freedesktop.portal.Desktop"
#define OBJECT_PATH "/org/freedesktop/portal/desktop"
#define INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
#define MAX_STATUS 96

typedef struct
{
  /* Input. */
  char *reason;                  /* (owned) */
  gboolean autostart;

  /* In progress. */
  GDBusConnection *bus;          /* (owned) (nullable) */
  char *token;                   /* (owned): ends the path of the request */
  guint subscription;

  /* Output. */
  VouchBackgroundAnswer answer;
} Request;

static void got_bus_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void requested_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void answered_cb  (GDBusConnection *bus, const char *sender, const char *path,
                          const char *interface, const char *signal, GVariant *parameters,
                          gpointer user_data);

static void
request_free (Request *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  g_free (self->reason);
  g_free (self->token);
  g_free (self);
}

static GVariant *
build_options (const Request *request)
{
  static const char *const command[] = { "vouch", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (request->token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (request->reason));
  g_variant_builder_add (&options, "{sv}", "autostart",
                         g_variant_new_boolean (request->autostart));
  /* Without it the system would open the window at each login. */
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_builder_end (&options);
}

/* The answer may come before the call returns, so the path is known beforehand. */
static char *
dup_request_path (const Request *request)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (request->bus) + 1);

  return g_strdup_printf (OBJECT_PATH "/request/%s/%s", g_strdelimit (sender, ".", '_'),
                          request->token);
}

void
vouch_background_request_async (const char          *reason,
                                gboolean             autostart,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);
  static guint n_requests;

  g_task_set_source_tag (task, vouch_background_request_async);
  request->reason = g_strdup (reason);
  request->autostart = autostart;
  request->token = g_strdup_printf ("vouch%u", ++n_requests);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, got_bus_cb, task);
}

static void
got_bus_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *path = NULL;
  GError *error = NULL;

  request->bus = g_bus_get_finish (result, &error);
  if (request->bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  path = dup_request_path (request);
  request->subscription =
    g_dbus_connection_signal_subscribe (request->bus, BUS_NAME, REQUEST_INTERFACE, "Response", path,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE, answered_cb,
                                        g_object_ref (task), g_object_unref);
  g_dbus_connection_call (request->bus, BUS_NAME, OBJECT_PATH, INTERFACE, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", build_options (request)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable,
                          requested_cb, g_steal_pointer (&task));
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

static void
stop_listening (Request *request)
{
  guint subscription = request->subscription;

  request->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, subscription);
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (reply != NULL)
    return;

  stop_listening (g_task_get_task_data (task));
  if (is_missing (error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "there is no background portal");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
answered_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr(GVariant) results = NULL;
  guint32 response = 0;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &request->answer.background);
  g_variant_lookup (results, "autostart", "b", &request->answer.autostart);
  stop_listening (request);
  g_task_return_boolean (task, TRUE);
}

gboolean
vouch_background_request_finish (GAsyncResult           *result,
                                 VouchBackgroundAnswer  *answer,
                                 GError                **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *answer = request->answer;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vouch_background_set_status (GDBusConnection *bus,
                             const char      *message)
{
  GVariantBuilder options;
  g_autofree char *line = NULL;

  line = g_utf8_substring (message, 0, MIN (MAX_STATUS, g_utf8_strlen (message, -1)));
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (line));
  g_dbus_connection_call (bus, BUS_NAME, OBJECT_PATH, INTERFACE, "SetStatus",
                          g_variant_new ("(@a{sv})", g_variant_builder_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
