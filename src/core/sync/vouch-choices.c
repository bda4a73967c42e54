/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "store/vouch-connections.h"
#include "sync/vouch-choices.h"

typedef struct _Choice Choice;

struct _Choice
{
  VouchConnection *connection; /* (owned) */
  VouchSettings *settings;     /* (owned) */
  Choice *older;               /* (owned) (nullable) */
};

struct _VouchChoices
{
  Choice *newest; /* (owned) */
};

static Choice *
choice_new (VouchConnection *connection, /* (transfer full) */
            VouchSettings   *settings)   /* (transfer full) */
{
  Choice *self = g_new0 (Choice, 1);

  self->connection = connection;
  self->settings = settings;
  return self;
}

/**
 * vouch_choices_new:
 * @connection: the connection; copied
 *
 * Returns: (transfer full): it with default settings, until they are loaded
 */
VouchChoices *
vouch_choices_new (const VouchConnection *connection)
{
  VouchChoices *self = g_new0 (VouchChoices, 1);

  self->newest = choice_new (vouch_connection_copy (connection),
                             vouch_settings_new (connection->kind));
  return self;
}

void
vouch_choices_free (VouchChoices *self)
{
  Choice *next = self->newest;

  while (next != NULL)
    {
      Choice *older = next->older;

      vouch_connection_free (next->connection);
      vouch_settings_free (next->settings);
      g_free (next);
      next = older;
    }

  g_free (self);
}

static const Choice *
get_newest (VouchChoices *self)
{
  return g_atomic_pointer_get (&self->newest);
}

const VouchConnection *
vouch_choices_get_connection (VouchChoices *self)
{
  return get_newest (self)->connection;
}

const VouchSettings *
vouch_choices_get_settings (VouchChoices *self)
{
  return get_newest (self)->settings;
}

/* Where a refresh stands changes often, and is for the token vault alone, which reads it from the
 * store. */
static gboolean
is_news (const Choice        *present,
         VouchConnection     *connection,
         const VouchSettings *settings)
{
  connection->refresh_generation = present->connection->refresh_generation;
  return !vouch_connection_equal (connection, present->connection) ||
         !vouch_settings_equal (settings, present->settings);
}

/**
 * vouch_choices_read_settings:
 * @db: the store, inside a transaction
 * @connection_id: whose
 * @kind: the connection's
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the defaults with what a person chose instead
 */
VouchSettings *
vouch_choices_read_settings (VouchDb              *db,
                             gint64                connection_id,
                             VouchConnectionKind   kind,
                             GError              **error)
{
  g_autoptr(VouchSettings) settings = vouch_settings_new (kind);
  g_autoptr(GPtrArray) values = vouch_values_list (db, connection_id, VOUCH_VALUE_SETTING, error);

  if (values == NULL)
    return NULL;

  for (guint i = 0; i + 1 < values->len; i += 2)
    {
      if (!vouch_settings_set (settings, values->pdata[i], values->pdata[i + 1], kind, error))
        return NULL;
    }

  return g_steal_pointer (&settings);
}

/**
 * vouch_choices_load:
 * @self: what is known
 * @db: the store, inside a transaction on its worker
 * @error: return location
 *
 * Reads the connection and its settings anew.
 */
gboolean
vouch_choices_load (VouchChoices  *self,
                    VouchDb       *db,
                    GError       **error)
{
  const VouchConnection *present = get_newest (self)->connection;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, present->id, error);
  g_autoptr(VouchSettings) settings = NULL;
  Choice *choice;

  if (connection == NULL)
    return FALSE;
  settings = vouch_choices_read_settings (db, present->id, present->kind, error);
  if (settings == NULL)
    return FALSE;
  if (!is_news (get_newest (self), connection, settings))
    return TRUE;

  choice = choice_new (g_steal_pointer (&connection), g_steal_pointer (&settings));
  choice->older = self->newest;
  g_atomic_pointer_set (&self->newest, choice);
  return TRUE;
}
