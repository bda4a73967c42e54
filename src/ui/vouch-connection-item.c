/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "base/vouch-util.h"
#include "ui/vouch-connection-item.h"

struct _VouchConnectionItem
{
  GObject parent_instance;

  VouchConnection *connection; /* (owned) */
  char *colour;                /* (owned) (nullable) */
};

typedef enum
{
  PROP_NAME = 1,
  PROP_COMPANY,
  PROP_PRACTICE,
  PROP_ON,
  PROP_PAUSED,
  PROP_CONNECTED,
  PROP_COMPLETE,
  PROP_COLOUR,
  N_PROPS,
} VouchConnectionItemProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchConnectionItem, vouch_connection_item, G_TYPE_OBJECT)

static void
vouch_connection_item_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  VouchConnectionItem *self = VOUCH_CONNECTION_ITEM (object);

  switch ((VouchConnectionItemProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->connection->name);
      break;
    case PROP_COMPANY:
      g_value_set_string (value, self->connection->company_name);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, vouch_connection_item_is_practice (self));
      break;
    case PROP_ON:
      g_value_set_boolean (value, self->connection->on);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->connection->paused);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, vouch_connection_item_is_connected (self));
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, vouch_connection_item_is_complete (self));
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_connection_item_finalize (GObject *object)
{
  VouchConnectionItem *self = VOUCH_CONNECTION_ITEM (object);

  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->colour, g_free);

  G_OBJECT_CLASS (vouch_connection_item_parent_class)->finalize (object);
}

static void
vouch_connection_item_class_init (VouchConnectionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_connection_item_get_property;
  object_class->finalize = vouch_connection_item_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COMPANY] = g_param_spec_string ("company", NULL, NULL, NULL, flags);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  properties[PROP_ON] = g_param_spec_boolean ("on", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_connection_item_init (VouchConnectionItem *self)
{
}

VouchConnectionItem *
vouch_connection_item_new (const VouchConnection *connection)
{
  VouchConnectionItem *self = g_object_new (VOUCH_TYPE_CONNECTION_ITEM, NULL);

  self->connection = vouch_connection_copy (connection);
  return self;
}

const VouchConnection *
vouch_connection_item_get (VouchConnectionItem *self)
{
  g_return_val_if_fail (VOUCH_IS_CONNECTION_ITEM (self), NULL);

  return self->connection;
}

gint64
vouch_connection_item_get_id (VouchConnectionItem *self)
{
  g_return_val_if_fail (VOUCH_IS_CONNECTION_ITEM (self), 0);

  return self->connection->id;
}

static gboolean
is_connected (const VouchConnection *connection)
{
  return connection->sign_in != VOUCH_SIGN_IN_NONE && !connection->needs_reconnect;
}

static gboolean
is_complete (const VouchConnection *connection)
{
  return is_connected (connection) && connection->crosschq_dialect != NULL;
}

static void
notify_if (VouchConnectionItem         *self,
           gboolean                     changed,
           VouchConnectionItemProperty  property)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* FALSE: it is as it was. */
gboolean
vouch_connection_item_update (VouchConnectionItem   *self,
                              const VouchConnection *connection)
{
  g_autoptr(VouchConnection) old = NULL;

  if (vouch_connection_equal (self->connection, connection))
    return FALSE;

  old = g_steal_pointer (&self->connection);
  self->connection = vouch_connection_copy (connection);
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, g_strcmp0 (old->name, connection->name) != 0, PROP_NAME);
  notify_if (self, g_strcmp0 (old->company_name, connection->company_name) != 0, PROP_COMPANY);
  notify_if (self, old->on != connection->on, PROP_ON);
  notify_if (self, old->paused != connection->paused, PROP_PAUSED);
  notify_if (self, is_connected (old) != is_connected (connection), PROP_CONNECTED);
  notify_if (self, is_complete (old) != is_complete (connection), PROP_COMPLETE);
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}

gboolean
vouch_connection_item_is_connected (VouchConnectionItem *self)
{
  return is_connected (self->connection);
}

gboolean
vouch_connection_item_is_complete (VouchConnectionItem *self)
{
  return is_complete (self->connection);
}

gboolean
vouch_connection_item_is_practice (VouchConnectionItem *self)
{
  return self->connection->kind == VOUCH_CONNECTION_PRACTICE;
}

const char *
vouch_connection_item_get_colour (VouchConnectionItem *self)
{
  return self->colour;
}

void
vouch_connection_item_set_colour (VouchConnectionItem *self,
                                  const char          *colour)
{
  g_return_if_fail (VOUCH_IS_CONNECTION_ITEM (self));

  if (vouch_set_str (&self->colour, g_strcmp0 (colour, "none") != 0 ? colour : NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}
