/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "store/vouch-connections.h"
#include "sync/vouch-capabilities.h"

typedef struct _Capability Capability;

struct _Capability
{
  char *name;        /* (owned) */
  char *value;       /* (owned) */
  Capability *older; /* (owned) (nullable) */
};

struct _VouchCapabilities
{
  Capability *newest; /* (owned) (nullable) */
};

VouchCapabilities *
vouch_capabilities_new (void)
{
  return g_new0 (VouchCapabilities, 1);
}

void
vouch_capabilities_free (VouchCapabilities *self)
{
  Capability *next = self->newest;

  while (next != NULL)
    {
      Capability *older = next->older;

      g_free (next->name);
      g_free (next->value);
      g_free (next);
      next = older;
    }

  g_free (self);
}

static const Capability *
find (const Capability *newest,
      const char       *name)
{
  while (newest != NULL && !g_str_equal (newest->name, name))
    newest = newest->older;

  return newest;
}

/**
 * vouch_capabilities_get:
 * @self: what is known
 * @name: of what
 *
 * Returns: (transfer none) (nullable): its value, good as long as @self is; %NULL while it is not
 *   known
 */
const char *
vouch_capabilities_get (VouchCapabilities *self,
                        const char        *name)
{
  const Capability *found = find (g_atomic_pointer_get (&self->newest), name);

  return found != NULL ? found->value : NULL;
}

void
vouch_capabilities_learn (VouchCapabilities *self,
                          const char        *name,
                          const char        *value)
{
  Capability *capability;

  if (g_strcmp0 (vouch_capabilities_get (self, name), value) == 0)
    return;

  capability = g_new0 (Capability, 1);
  capability->name = g_strdup (name);
  capability->value = g_strdup (value);
  do
    capability->older = g_atomic_pointer_get (&self->newest);
  while (!g_atomic_pointer_compare_and_exchange (&self->newest, capability->older, capability));
}

/**
 * vouch_capabilities_load:
 * @self: what is known
 * @db: the store, inside a transaction
 * @connection_id: whose
 * @error: return location
 *
 * Adds what the store knows and @self does not.
 */
gboolean
vouch_capabilities_load (VouchCapabilities  *self,
                         VouchDb            *db,
                         gint64              connection_id,
                         GError            **error)
{
  g_autoptr(GPtrArray) stored =
    vouch_values_list (db, connection_id, VOUCH_VALUE_CAPABILITY, error);

  for (guint i = 0; stored != NULL && i + 1 < stored->len; i += 2)
    {
      if (vouch_capabilities_get (self, stored->pdata[i]) == NULL)
        vouch_capabilities_learn (self, stored->pdata[i], stored->pdata[i + 1]);
    }

  return stored != NULL;
}

/**
 * vouch_capabilities_store:
 * @self: what is known
 * @db: the store, inside a transaction
 * @connection_id: whose
 * @error: return location
 *
 * What the store has already is not written again, so that nothing has to be remembered about a
 * transaction that may be rolled back.
 */
gboolean
vouch_capabilities_store (VouchCapabilities  *self,
                          VouchDb            *db,
                          gint64              connection_id,
                          GError            **error)
{
  const Capability *newest = g_atomic_pointer_get (&self->newest);

  for (const Capability *next = newest; next != NULL; next = next->older)
    {
      if (find (newest, next->name) == next &&
          !vouch_values_set (db, connection_id, VOUCH_VALUE_CAPABILITY, next->name, next->value,
                             error))
        return FALSE;
    }

  return TRUE;
}
