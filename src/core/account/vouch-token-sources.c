/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-sources.h"

#include "account/vouch-token-endpoint.h"

struct _VouchTokenSources
{
  GObject parent_instance;

  VouchStore *store;          /* (owned) */
  VouchSecrets *secrets;      /* (owned) */
  VouchTransport *transport;  /* (owned) */
  VouchClock *clock;          /* (owned) */
  VouchRandom *random;        /* (owned) */
  GHashTable *sources;        /* (owned) (element-type gint64 VouchTokenSource) */
};

G_DEFINE_FINAL_TYPE (VouchTokenSources, vouch_token_sources, G_TYPE_OBJECT)

static void
vouch_token_sources_finalize (GObject *object)
{
  VouchTokenSources *self = VOUCH_TOKEN_SOURCES (object);

  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (vouch_token_sources_parent_class)->finalize (object);
}

static void
vouch_token_sources_class_init (VouchTokenSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_token_sources_finalize;
}

static void
vouch_token_sources_init (VouchTokenSources *self)
{
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

VouchTokenSources *
vouch_token_sources_new (VouchStore     *store,
                         VouchSecrets   *secrets,
                         VouchTransport *transport,
                         VouchClock     *clock,
                         VouchRandom    *random)
{
  VouchTokenSources *self = g_object_new (VOUCH_TYPE_TOKEN_SOURCES, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  return self;
}

/**
 * vouch_token_sources_find:
 * @self: the sources
 * @connection_id: a connection
 *
 * Returns: (transfer none) (nullable): its source, if it has one yet
 */
VouchTokenSource *
vouch_token_sources_find (VouchTokenSources *self,
                          gint64             connection_id)
{
  return g_hash_table_lookup (self->sources, &connection_id);
}

static VouchTokenSource *
replace (VouchTokenSources      *self,
         const VouchConnection  *connection,
         GError                **error)
{
  VouchReach reach = connection->kind == VOUCH_CONNECTION_PRACTICE ? VOUCH_REACH_PRACTICE
                                                                   : VOUCH_REACH_REAL;
  VouchTokenSource *old = vouch_token_sources_find (self, connection->id);
  VouchTokenSource *source = NULL;
  g_autoptr(VouchHttp) http = NULL;

  http = vouch_token_http_new (connection->api_uri, reach, self->transport, self->clock,
                               self->random, error);
  if (http == NULL)
    return NULL;

  source = vouch_token_source_new (connection, http, self->secrets, self->store, self->clock);
  if (old != NULL)
    vouch_token_source_retire (old, source);
  g_hash_table_replace (self->sources, g_memdup2 (&connection->id, sizeof connection->id), source);
  return source;
}

/**
 * vouch_token_sources_get:
 * @self: the sources
 * @connection: a stored connection that signs in with a code or with client credentials
 * @error: return location
 *
 * Gives its source, and tries at once what was put off. Where it signs in otherwise than before,
 * the old source is silenced and there is a new one.
 *
 * Returns: (transfer none) (nullable): its source
 */
VouchTokenSource *
vouch_token_sources_get (VouchTokenSources      *self,
                         const VouchConnection  *connection,
                         GError                **error)
{
  VouchTokenSource *source = vouch_token_sources_find (self, connection->id);

  if (source == NULL || !vouch_token_source_is_of (source, connection))
    return replace (self, connection, error);

  vouch_token_source_ask_again (source);
  return source;
}

/**
 * vouch_token_sources_get_for_grant:
 * @self: the sources
 * @connection: a stored connection that signs in with a code
 * @error: return location
 *
 * Gives the source that is to adopt a fresh grant: the one there is, also where the client or the
 * way was another, unless the calls go to another place now.
 *
 * Returns: (transfer none) (nullable): its source
 */
VouchTokenSource *
vouch_token_sources_get_for_grant (VouchTokenSources      *self,
                                   const VouchConnection  *connection,
                                   GError                **error)
{
  VouchTokenSource *source = vouch_token_sources_find (self, connection->id);

  if (source == NULL || !vouch_token_source_is_at (source, connection))
    return replace (self, connection, error);

  return source;
}

/**
 * vouch_token_sources_retire:
 * @self: the sources
 * @connection_id: a connection that signs in without one now, or that is gone
 *
 * Silences its source, if it has one.
 */
void
vouch_token_sources_retire (VouchTokenSources *self,
                            gint64             connection_id)
{
  VouchTokenSource *source = vouch_token_sources_find (self, connection_id);

  if (source == NULL)
    return;

  vouch_token_source_retire (source, NULL);
  g_hash_table_remove (self->sources, &connection_id);
}
