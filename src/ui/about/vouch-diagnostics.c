/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <adwaita.h>

#include "base/vouch-util.h"
#include "model/vouch-effect.h"
#include "model/vouch-settings.h"
#include "store/vouch-connections.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "ui/about/vouch-diagnostics.h"
#include "ui/vouch-load.h"
#include "ui/vouch-log.h"

#define LEDGER_LINES 100

static void
add_heading (GString    *text,
             const char *heading)
{
  g_string_append_printf (text, "\n== %s ==\n", heading);
}

char *
vouch_diagnostics_dup_versions (void)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  GdkDisplay *display = gdk_display_get_default ();
  gboolean sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  return g_strdup_printf ("Vouch %s\nGTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n"
                          "%s, %s, %s%s\n",
                          VOUCH_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version,
                          os != NULL ? os : "unknown system",
                          desktop != NULL ? desktop : "unknown desktop",
                          display != NULL ? G_OBJECT_TYPE_NAME (display) : "no display",
                          sandboxed ? ", Flatpak" : "");
}

static void
add_connection (GString               *text,
                const VouchConnection *connection)
{
  static const char *const ways[] = { "none", "browser", "client-credentials", "api-key" };

  g_string_append_printf (
    text,
    "connection %" G_GINT64_FORMAT ": %s, sign-in %s, on %d, paused %d, sends %d, rebuild %d, "
    "needs reconnect %d, Crosschq %s %s\nscopes: %s\n",
    connection->id, connection->kind == VOUCH_CONNECTION_PRACTICE ? "practice" : "real",
    ways[connection->sign_in], connection->on, connection->paused, connection->sends,
    connection->rebuild, connection->needs_reconnect,
    connection->crosschq_dialect != NULL ? connection->crosschq_dialect : "-",
    connection->crosschq_form != NULL ? connection->crosschq_form : "-",
    connection->scopes != NULL ? connection->scopes : "-");
}

static gboolean
add_values (GString         *text,
            VouchDb         *db,
            gint64           connection_id,
            VouchValueKind   kind,
            GError         **error)
{
  g_autoptr(GPtrArray) values = vouch_values_list (db, connection_id, kind, error);

  for (guint i = 0; values != NULL && i + 1 < values->len; i += 2)
    g_string_append_printf (text, "%s = %s\n", (char *) values->pdata[i],
                            (char *) values->pdata[i + 1]);

  return values != NULL;
}

static void
add_counts (GString  *text,
            VouchDb  *db,
            gint64    connection_id,
            GError  **error)
{
  for (int state = VOUCH_EFFECT_PLANNED; state <= VOUCH_EFFECT_SUPERSEDED; state++)
    g_string_append_printf (text, "%s: %u\n", vouch_effect_state_to_string (state),
                            vouch_outbox_count (db, connection_id, state, error));
  g_string_append_printf (text, "open requests: %u\n",
                          vouch_requests_count_open (db, connection_id, error));
}

static void
add_parameters (GString           *text,
                const VouchReason *reason)
{
  for (guint i = 0; i < vouch_reason_get_n (reason); i++)
    {
      const char *name = NULL;
      const char *value = NULL;

      vouch_reason_get_nth (reason, i, &name, &value);
      g_string_append_printf (text, " %s=%s", name, value != NULL ? value : "");
    }
}

static gboolean
add_ledger (GString  *text,
            VouchDb  *db,
            gint64    connection_id,
            GError  **error)
{
  g_autoptr(GPtrArray) ledger = vouch_ledger_list (db, connection_id, NULL, 0, 0, LEDGER_LINES,
                                                   error);

  for (guint i = 0; ledger != NULL && i < ledger->len; i++)
    {
      const VouchActivity *line = ledger->pdata[i];
      g_autofree char *at = vouch_time_to_string (line->at);

      g_string_append_printf (text, "%s %s %s", at, line->actor,
                              vouch_reason_get_id (line->what));
      add_parameters (text, line->what);
      g_string_append_c (text, '\n');
    }

  return ledger != NULL;
}

static gboolean
add_connection_parts (GString                *text,
                      VouchDb                *db,
                      const VouchConnection  *connection,
                      GError                **error)
{
  add_heading (text, "Connection");
  add_connection (text, connection);
  add_heading (text, "Settings that differ from the usual ones");
  if (!add_values (text, db, connection->id, VOUCH_VALUE_SETTING, error))
    return FALSE;

  add_heading (text, "What the services were seen to offer");
  if (!add_values (text, db, connection->id, VOUCH_VALUE_CAPABILITY, error))
    return FALSE;

  add_heading (text, "Outbox");
  add_counts (text, db, connection->id, error);
  add_heading (text, "Last lines of the ledger");
  return add_ledger (text, db, connection->id, error);
}

static gboolean
gather (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  GString *text = data;
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  for (guint i = 0; connections != NULL && i < connections->len; i++)
    {
      if (!add_connection_parts (text, db, connections->pdata[i], error))
        return FALSE;
    }

  return connections != NULL;
}

static void
string_free (GString *text)
{
  g_string_free (text, TRUE);
}

/* A store that cannot be read is what a report is most often about, so the rest is given all the
 * same. */
static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *log = NULL;
  GString *text = vouch_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (text == NULL)
    {
      text = g_string_new (NULL);
      g_string_append_printf (text, "The records cannot be read: %s\n", error->message);
    }
  log = vouch_log_dup ();
  add_heading (text, "Log");
  g_string_append (text, log);
  g_task_return_pointer (task, g_string_free (text, FALSE), g_free);
}

void
vouch_diagnostics_gather_async (VouchHub            *hub,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (hub, cancellable, callback, user_data);
  VouchStore *store = vouch_hub_get_store (hub);
  g_autofree char *versions = vouch_diagnostics_dup_versions ();
  GString *text = g_string_new (versions);
  const GError *error = vouch_hub_get_error (hub);

  g_task_set_source_tag (task, vouch_diagnostics_gather_async);
  if (store != NULL)
    {
      vouch_load_async (store, "read diagnostics", gather, text, (GDestroyNotify) string_free,
                        cancellable, gathered_cb, g_steal_pointer (&task));
      return;
    }

  if (error != NULL)
    g_string_append_printf (text, "The records cannot be opened: %s\n", error->message);
  g_task_return_pointer (task, g_string_free (text, FALSE), g_free);
}

char *
vouch_diagnostics_gather_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
