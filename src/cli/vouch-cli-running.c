/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-running.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-lock.h"

#define APP_PATH "/io/github/vouch_connector/Vouch"
/* The role of the program with the window, in the lock. */
#define APP_ROLE "vouch"
/* For a program whose main loop is alive. */
#define CALL_TIMEOUT_MS (10 * 1000)

/* The process of the program with the window that holds the lock of this data folder, or 0. */
static gint64
find_holder (VouchCli *self)
{
  g_autofree char *role = NULL;
  gint64 pid = 0;

  return vouch_lock_peek (self->data_dir, &role, &pid, NULL) &&
         g_strcmp0 (role, APP_ROLE) == 0 ? pid : 0;
}

/**
 * vouch_cli_is_running:
 * @self: a run whose command line was read
 *
 * Returns: whether the program with the window is at work on the same data
 */
gboolean
vouch_cli_is_running (VouchCli *self)
{
  return find_holder (self) != 0;
}

static GVariant *
call (VouchCli         *self,
      GDBusConnection  *bus,
      const char       *name,
      const char       *path,
      const char       *interface,
      const char       *method,
      GVariant         *parameters,
      GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_dbus_connection_call (bus, name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, self->cancellable,
                          vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return g_dbus_connection_call_finish (bus, result, error);
}

/* Another Vouch may have the name, with data of its own: who has it must be who has the lock. */
static gboolean
is_holder (VouchCli         *self,
           GDBusConnection  *bus,
           GError          **error)
{
  g_autoptr(GVariant) reply =
    call (self, bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
          "GetConnectionUnixProcessID", g_variant_new ("(s)", VOUCH_APP_ID), error);
  guint32 pid = 0;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(u)", &pid);
  if (pid == find_holder (self))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the name is another process's");
  return FALSE;
}

static gboolean
activate (VouchCli  *self,
          GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GVariant) reply = NULL;

  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  bus = g_bus_get_finish (result, error);
  if (bus == NULL)
    return FALSE;

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (!is_holder (self, bus, error))
    return FALSE;

  reply = call (self, bus, VOUCH_APP_ID, APP_PATH, "org.gtk.Actions", "Activate",
                g_variant_new_parsed ("('sync-now', @av [], @a{sv} {})"), error);
  return reply != NULL;
}

static void
tell (VouchCli *self)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!self->json)
    {
      vouch_cli_print (_("Vouch is running, and was asked to sync now. Its window shows what comes "
                         "of it, and so does “vouchctl status”.\n"));
      return;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_bool (builder, "asked", TRUE);
  vouch_cli_json_print (builder);
}

/**
 * vouch_cli_ask_for_sync:
 * @self: a run; vouch_cli_is_running() said so
 * @error: return location
 *
 * Asks the program that is at work to sync every connection that is on, and says so. Fails with
 * %VOUCH_STORE_ERROR_BUSY where it cannot be asked.
 */
gboolean
vouch_cli_ask_for_sync (VouchCli  *self,
                        GError   **error)
{
  g_autoptr(GError) failure = NULL;

  if (!vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error) ||
      !vouch_cli_require_on (self, error))
    return FALSE;

  if (activate (self, &failure))
    {
      tell (self);
      return TRUE;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_debug ("The program that runs cannot be asked: %s", failure->message);
  g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY, "the lock is held");
  return FALSE;
}
