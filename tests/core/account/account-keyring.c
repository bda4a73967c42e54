/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-keyring.h"
#include "vouch-test-util.h"

#define NAME "org.freedesktop.secrets"
#define ROOT "/org/freedesktop/secrets"
#define COLLECTION ROOT "/collection/login"
#define ALIAS ROOT "/aliases/default"
#define SERVICE "org.freedesktop.Secret.Service"
#define IS_LOCKED "org.freedesktop.Secret.Error.IsLocked"
#define NO_SESSION "org.freedesktop.Secret.Error.NoSession"

/* What libsecret calls, and no more. */
static const char introspection[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='CreateCollection'><arg type='a{sv}' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='o' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/>"
  "<arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='Delete'><arg type='o' direction='out'/></method>"
  "<method name='GetSecret'><arg type='o' direction='in'/>"
  "<arg type='(oayays)' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/>"
  "<property name='Attributes' type='a{ss}' access='read'/>"
  "<property name='Label' type='s' access='read'/>"
  "<property name='Created' type='t' access='read'/>"
  "<property name='Modified' type='t' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Prompt'>"
  "<method name='Prompt'><arg type='s' direction='in'/></method>"
  "<method name='Dismiss'/>"
  "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
  "</interface>"
  "</node>";

typedef struct
{
  char *path;
  GVariant *attributes;
  GVariant *secret;      /* (oayays) */
} Item;

/* What happens once a person agreed. */
typedef struct
{
  AccountKeyring *keyring;
  char *path;
  GVariant *result;
} Prompt;

static void
item_free (Item *item)
{
  g_free (item->path);
  g_variant_unref (item->attributes);
  g_variant_unref (item->secret);
  g_free (item);
}

static void
prompt_free (gpointer data)
{
  Prompt *prompt = data;

  g_free (prompt->path);
  g_variant_unref (prompt->result);
  g_free (prompt);
}

static void
register_object (AccountKeyring             *self,
                 const char                 *path,
                 const char                 *interface,
                 const GDBusInterfaceVTable *vtable,
                 gpointer                    data,
                 GDestroyNotify              destroy)
{
  g_autoptr(GError) error = NULL;
  guint id = g_dbus_connection_register_object (self->bus, path,
                                                g_dbus_node_info_lookup_interface (self->info,
                                                                                   interface),
                                                vtable, data, destroy, &error);

  g_assert_no_error (error);
  g_array_append_val (self->registrations, id);
}

/* The prompt. */

static void
prompt_called_cb (GDBusConnection       *bus,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  Prompt *prompt = user_data;
  AccountKeyring *self = prompt->keyring;
  gboolean given_up = g_str_equal (method, "Dismiss");
  gboolean dismissed = given_up || self->prompt == ACCOUNT_PROMPT_DISMISSES;

  g_dbus_method_invocation_return_value (invocation, NULL);
  self->n_prompts += given_up ? 0 : 1;
  if (self->prompt == ACCOUNT_PROMPT_STAYS_SILENT && !given_up)
    {
      g_ptr_array_add (self->open_prompts, prompt);
      return;
    }
  if (!dismissed)
    self->locked = self->empty = FALSE;
  g_dbus_connection_emit_signal (bus, NULL, prompt->path, interface, "Completed",
                                 g_variant_new ("(bv)", dismissed, prompt->result), NULL);
}

/* "/" where nobody is asked. */
static char *
add_prompt (AccountKeyring *self,
            GVariant       *result)
{
  static const GDBusInterfaceVTable vtable = { prompt_called_cb, NULL, NULL, { NULL } };
  Prompt *prompt = g_new0 (Prompt, 1);

  prompt->keyring = self;
  prompt->path = g_strdup_printf (ROOT "/prompt/%u", ++self->n_objects);
  prompt->result = g_variant_ref_sink (result);
  register_object (self, prompt->path, "org.freedesktop.Secret.Prompt", &vtable, prompt,
                   prompt_free);
  return g_strdup (prompt->path);
}

/* Items. */

static void
remove_item (AccountKeyring *self,
             const char     *path)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_str_equal (((Item *) self->items->pdata[i])->path, path))
        {
          g_ptr_array_remove_index (self->items, i);
          return;
        }
    }
}

static Item *
find_item (AccountKeyring *self,
           const char     *path)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_str_equal (((Item *) self->items->pdata[i])->path, path))
        return self->items->pdata[i];
    }

  return NULL;
}

/* What was agreed with another keyring is not known to this one. */
static gboolean
knows_session (AccountKeyring        *self,
               GVariant              *session,    /* (transfer full) */
               GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) owned = session;

  if (g_str_equal (g_variant_get_string (owned, NULL), self->session))
    return TRUE;

  g_dbus_method_invocation_return_dbus_error (invocation, NO_SESSION, "no such session");
  return FALSE;
}

static void
get_secret (AccountKeyring        *self,
            const Item            *item,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  if (knows_session (self, g_variant_get_child_value (parameters, 0), invocation))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(@(oayays))", item->secret));
}

static void
item_called_cb (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  AccountKeyring *self = user_data;
  const Item *item = find_item (self, path);

  if (self->locked)
    g_dbus_method_invocation_return_dbus_error (invocation, IS_LOCKED, "locked");
  else if (g_str_equal (method, "GetSecret"))
    get_secret (self, item, parameters, invocation);
  else
    {
      remove_item (self, path);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
}

static GVariant *
get_item_property_cb (GDBusConnection  *bus,
                      const char       *sender,
                      const char       *path,
                      const char       *interface,
                      const char       *property,
                      GError          **error,
                      gpointer          user_data)
{
  AccountKeyring *self = user_data;
  const Item *item = find_item (self, path);

  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (self->locked);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("label");
  if (!g_str_equal (property, "Attributes"))
    return g_variant_new_uint64 (1);
  return item != NULL ? g_variant_ref (item->attributes) : NULL;
}

/* Whether all of @wanted are among @attributes. As GNOME Keyring does, one that is @locked does not
 * know of what kind it is. */
static gboolean
matches (GVariant *attributes,
         gboolean  locked,
         GVariant *wanted)
{
  GVariantIter iter;
  const char *name;
  const char *value;

  g_variant_iter_init (&iter, wanted);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    {
      const char *found;

      if (locked && g_str_equal (name, "xdg:schema"))
        return FALSE;
      if (!g_variant_lookup (attributes, name, "&s", &found) || !g_str_equal (found, value))
        return FALSE;
    }

  return TRUE;
}

static void
create_item (AccountKeyring        *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  static const GDBusInterfaceVTable vtable = { item_called_cb, get_item_property_cb, NULL,
                                               { NULL } };
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr(GVariant) secret = g_variant_get_child_value (parameters, 1);
  Item *item;

  if (!knows_session (self, g_variant_get_child_value (secret, 0), invocation))
    return;

  if (self->empty)
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  "org.freedesktop.Secret.Error.NoSuchObject",
                                                  "no such collection");
      return;
    }
  if (self->locked)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, IS_LOCKED, "locked");
      return;
    }

  if (self->full)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.Failed",
                                                  "no space");
      return;
    }

  item = g_new0 (Item, 1);
  item->attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes",
                                             G_VARIANT_TYPE ("a{ss}"));
  item->secret = g_variant_ref (secret);
  item->path = g_strdup_printf (COLLECTION "/%u", ++self->n_objects);
  for (guint i = self->items->len; i > 0; i--)
    {
      if (matches (((Item *) self->items->pdata[i - 1])->attributes, FALSE,
                   item->attributes))
        g_ptr_array_remove_index (self->items, i - 1);
    }
  g_ptr_array_add (self->items, item);
  register_object (self, item->path, "org.freedesktop.Secret.Item", &vtable, self, NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", item->path, "/"));
}

static void
collection_called_cb (GDBusConnection       *bus,
                      const char            *sender,
                      const char            *path,
                      const char            *interface,
                      const char            *method,
                      GVariant              *parameters,
                      GDBusMethodInvocation *invocation,
                      gpointer               user_data)
{
  create_item (user_data, parameters, invocation);
}

static GVariant *
get_collection_property_cb (GDBusConnection  *bus,
                            const char       *sender,
                            const char       *path,
                            const char       *interface,
                            const char       *property,
                            GError          **error,
                            gpointer          user_data)
{
  return g_variant_new_boolean (((AccountKeyring *) user_data)->locked);
}

/* The service. */

static void
open_session (AccountKeyring        *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  const char *algorithm;

  g_variant_get_child (parameters, 0, "&s", &algorithm);
  if (g_str_equal (algorithm, "plain"))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(vo)", g_variant_new_string (""),
                                                          self->session));
  else
    g_dbus_method_invocation_return_dbus_error (invocation,
                                                "org.freedesktop.DBus.Error.NotSupported",
                                                "only plain");
}

static void
search (AccountKeyring        *self,
        GVariant              *parameters,
        GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) wanted = g_variant_get_child_value (parameters, 0);
  GVariantBuilder found;
  GVariantBuilder none;

  g_variant_builder_init (&found, G_VARIANT_TYPE ("ao"));
  g_variant_builder_init (&none, G_VARIANT_TYPE ("ao"));
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = self->items->pdata[i];

      if (matches (item->attributes, self->locked, wanted))
        g_variant_builder_add (&found, "o", item->path);
    }

  g_dbus_method_invocation_return_value (invocation,
                                         self->locked
                                         ? g_variant_new ("(aoao)", &none, &found)
                                         : g_variant_new ("(aoao)", &found, &none));
}

static void
unlock (AccountKeyring        *self,
        GVariant              *parameters,
        GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) paths = g_variant_get_child_value (parameters, 0);
  GVariantBuilder none;
  g_autofree char *prompt = NULL;

  g_variant_builder_init (&none, G_VARIANT_TYPE ("ao"));
  if (!self->locked)
    {
      g_variant_builder_clear (&none);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@aoo)", paths, "/"));
      return;
    }

  prompt = self->prompt == ACCOUNT_PROMPT_NONE ? g_strdup ("/") : add_prompt (self, paths);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aoo)", &none, prompt));
}

static void
get_secrets (AccountKeyring        *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) paths = g_variant_get_child_value (parameters, 0);
  GVariantBuilder secrets;
  GVariantIter iter;
  const char *path;

  if (!knows_session (self, g_variant_get_child_value (parameters, 1), invocation))
    return;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_iter_init (&iter, paths);
  while (g_variant_iter_next (&iter, "&o", &path))
    {
      const Item *item = find_item (self, path);

      if (item != NULL && !self->locked)
        g_variant_builder_add (&secrets, "{o@(oayays)}", path, item->secret);
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &secrets));
}

static void
create_collection (AccountKeyring        *self,
                   GDBusMethodInvocation *invocation)
{
  g_autofree char *prompt = add_prompt (self, g_variant_new_object_path (COLLECTION));

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", "/", prompt));
}

static void
die (AccountKeyring        *self,
     GDBusMethodInvocation *invocation)
{
  self->dies = FALSE;
  g_object_unref (invocation);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
}

static void
service_called_cb (GDBusConnection       *bus,
                   const char            *sender,
                   const char            *path,
                   const char            *interface,
                   const char            *method,
                   GVariant              *parameters,
                   GDBusMethodInvocation *invocation,
                   gpointer               user_data)
{
  AccountKeyring *self = user_data;

  if (self->dies && !g_str_equal (method, "OpenSession"))
    die (self, invocation);
  else if (g_str_equal (method, "OpenSession"))
    open_session (self, parameters, invocation);
  else if (g_str_equal (method, "SearchItems"))
    search (self, parameters, invocation);
  else if (g_str_equal (method, "Unlock"))
    unlock (self, parameters, invocation);
  else if (g_str_equal (method, "GetSecrets"))
    get_secrets (self, parameters, invocation);
  else if (g_str_equal (method, "CreateCollection"))
    create_collection (self, invocation);
  else
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(o)", self->empty ? "/" : COLLECTION));
}

static GVariant *
get_service_property_cb (GDBusConnection  *bus,
                         const char       *sender,
                         const char       *path,
                         const char       *interface,
                         const char       *property,
                         GError          **error,
                         gpointer          user_data)
{
  const char *const paths[] = { COLLECTION, NULL };

  return g_variant_new_objv (paths, ((AccountKeyring *) user_data)->empty ? 0 : 1);
}

static void
acquired_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  ((AccountKeyring *) user_data)->owns_name = TRUE;
}

AccountKeyring *
account_keyring_new (const char *bus_address)
{
  static const GDBusInterfaceVTable service = { service_called_cb, get_service_property_cb, NULL,
                                                { NULL } };
  static const GDBusInterfaceVTable collection = { collection_called_cb,
                                                   get_collection_property_cb, NULL, { NULL } };
  static guint n_keyrings;
  AccountKeyring *self = g_new0 (AccountKeyring, 1);
  g_autoptr(GError) error = NULL;

  self->session = g_strdup_printf (ROOT "/session/%u", ++n_keyrings);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->open_prompts = g_ptr_array_new ();
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  self->info = g_dbus_node_info_new_for_xml (introspection, &error);
  g_assert_no_error (error);
  self->bus =
    g_dbus_connection_new_for_address_sync (bus_address,
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);
  g_assert_no_error (error);

  register_object (self, ROOT, SERVICE, &service, self, NULL);
  register_object (self, COLLECTION, "org.freedesktop.Secret.Collection", &collection, self, NULL);
  register_object (self, ALIAS, "org.freedesktop.Secret.Collection", &collection, self, NULL);
  self->name_id = g_bus_own_name_on_connection (self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                acquired_cb, NULL, self, NULL);
  vouch_test_wait_for (self->owns_name);
  return self;
}

void
account_keyring_free (AccountKeyring *self)
{
  for (guint i = 0; i < self->registrations->len; i++)
    g_dbus_connection_unregister_object (self->bus,
                                         g_array_index (self->registrations, guint, i));
  g_bus_unown_name (self->name_id);
  if (!g_dbus_connection_is_closed (self->bus))
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  vouch_test_run_ready ();
  g_object_unref (self->bus);
  g_array_unref (self->registrations);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->open_prompts);
  g_dbus_node_info_unref (self->info);
  g_free (self->session);
  g_free (self);
}

guint
account_keyring_count (AccountKeyring *self)
{
  return self->items->len;
}

gboolean
account_keyring_has (AccountKeyring *self,
                     const char     *secret)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr(GVariant) value =
        g_variant_get_child_value (((Item *) self->items->pdata[i])->secret, 2);
      gsize length;
      const char *bytes = g_variant_get_fixed_array (value, &length, 1);

      if (length == strlen (secret) && memcmp (bytes, secret, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Somebody removes all of it with another program. */
void
account_keyring_empty (AccountKeyring *self)
{
  g_ptr_array_set_size (self->items, 0);
}

void
account_keyring_dismiss (AccountKeyring *self)
{
  for (guint i = 0; i < self->open_prompts->len; i++)
    {
      const Prompt *prompt = self->open_prompts->pdata[i];

      g_dbus_connection_emit_signal (self->bus, NULL, prompt->path,
                                     "org.freedesktop.Secret.Prompt", "Completed",
                                     g_variant_new ("(bv)", TRUE, prompt->result), NULL);
    }
  g_ptr_array_set_size (self->open_prompts, 0);
}
