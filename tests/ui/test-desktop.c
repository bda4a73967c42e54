/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <string.h>

#include "sync/vouch-actions.h"
#include "ui-content.h"
#include "ui/about/vouch-diagnostics.h"
#include "ui/desktop/vouch-background.h"

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Diagnostics. */

static char *
gather (UiFixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *text;

  vouch_diagnostics_gather_async (fixture->hub, NULL, keep_cb, &result);
  ui_wait_for (result != NULL);
  text = vouch_diagnostics_gather_finish (result, &error);
  g_assert_no_error (error);
  return text;
}

static void
keep_secret_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  gboolean *kept = user_data;

  g_assert_true (vouch_secrets_store_finish (VOUCH_SECRETS (object), result, NULL));
  *kept = TRUE;
}

/* What is handed on names nobody and holds no secret. */
static void
test_diagnostics (UiFixture     *fixture,
                  gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "Canary Company");
  VouchSecrets *secrets = vouch_context_get_secrets (vouch_hub_get_context (fixture->hub));
  static const char *const hidden[] = {
    "canary-key", "Canary Company", "@example.com", "Firstcanary", "Lastcanary",
  };
  gint64 request_id;
  gboolean kept = FALSE;
  g_autofree char *text = NULL;

  vouch_secrets_store_async (secrets, connection_id, VOUCH_SECRET_CROSSCHQ, "test", "canary-key",
                             NULL, keep_secret_cb, &kept);
  ui_wait_for (kept);
  request_id = ui_content_add_request (fixture, connection_id, "Firstcanary", "Lastcanary", "Job",
                                       VOUCH_STAGE_SENT);
  ui_content_add_held (fixture, connection_id, request_id, "write-note", "ats.forbidden");

  text = gather (fixture);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "Vouch " VOUCH_VERSION));
  g_assert_nonnull (strstr (text, "Crosschq v2 raw"));
  g_assert_nonnull (strstr (text, "held: 1"));
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_null (strstr (text, hidden[i]));
}

/* The Background portal, played by the test on its own bus. */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'>"
  "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"
  "</interface></node>";

typedef struct
{
  gboolean background;  /* what it answers */
  gboolean autostart;
  gboolean wanted;      /* what it was asked */
  char *status;         /* (owned) (nullable) */
} Portal;

static void
answer (GDBusConnection *bus,
        const char      *sender,
        GVariant        *options,
        const Portal    *portal,
        char           **path)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;
  GVariantBuilder results;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  *path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, token);
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background",
                         g_variant_new_boolean (portal->background));
  g_variant_builder_add (&results, "{sv}", "autostart",
                         g_variant_new_boolean (portal->autostart));
  g_dbus_connection_emit_signal (bus, sender, *path, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", 0, &results), NULL);
}

static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *object_path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Portal *portal = user_data;
  g_autoptr(GVariant) options = NULL;
  g_autofree char *path = NULL;

  if (g_str_equal (method, "SetStatus"))
    {
      g_variant_get (parameters, "(@a{sv})", &options);
      g_variant_lookup (options, "message", "s", &portal->status);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }

  g_variant_get (parameters, "(&s@a{sv})", NULL, &options);
  g_assert_true (g_variant_lookup (options, "autostart", "b", &portal->wanted));
  /* Without it the window would open at each login. */
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", NULL));
  answer (bus, sender, options, portal, &path);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static guint
play_portal (GDBusConnection *bus,
             Portal          *portal)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, NULL);

  return g_dbus_connection_register_object (bus, PORTAL_PATH, node->interfaces[0], &vtable, portal,
                                            NULL, NULL);
}

static gboolean
ask (gboolean                autostart,
     VouchBackgroundAnswer  *got,
     GError                **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_background_request_async ("why", autostart, NULL, keep_cb, &result);
  ui_wait_for (result != NULL);
  return vouch_background_request_finish (result, got, error);
}

static void
test_background (void)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Portal portal = { .background = TRUE, .autostart = TRUE };
  VouchBackgroundAnswer got = { 0 };
  g_autoptr(GError) error = NULL;
  guint id = play_portal (bus, &portal);

  g_assert_true (ask (TRUE, &got, &error));
  g_assert_no_error (error);
  g_assert_true (portal.wanted);
  g_assert_true (got.background && got.autostart);

  portal.background = portal.autostart = FALSE;
  g_assert_true (ask (FALSE, &got, &error));
  g_assert_false (portal.wanted);
  g_assert_false (got.background || got.autostart);

  vouch_background_set_status (bus, "Synced 14:05");
  ui_wait_for (portal.status != NULL);
  g_assert_cmpstr (portal.status, ==, "Synced 14:05");
  g_free (portal.status);

  g_dbus_connection_unregister_object (bus, id);
  g_assert_false (ask (TRUE, &got, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* Before anybody has the system's own portal started; for as long as the connection lives. */
static GDBusConnection *
own_portal (void)
{
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) reply = NULL;

  g_assert_nonnull (bus);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", PORTAL, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  return bus;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDBusConnection) bus = own_portal ();

  ui_test_init (&argc, &argv);
  g_test_add ("/desktop/diagnostics", UiFixture, NULL, ui_fixture_set_up, test_diagnostics,
              ui_fixture_tear_down);
  g_test_add_func ("/desktop/background", test_background);
  return g_test_run ();
}
