/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "account/vouch-key-authorizer.h"
#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-policy.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "setup/vouch-crosschq-check.h"
#include "store/vouch-connections.h"
#include "store/vouch-templates.h"

struct _VouchCrosschqCheck
{
  VouchProcedure parent_instance;

  VouchStore *store;                   /* (owned) */
  VouchConnection *connection;         /* (owned) */
  char *key;                           /* (owned) */
  VouchTransport *transport;           /* (owned) */
  VouchClock *clock;                   /* (owned) */
  VouchRandom *random;                 /* (owned) */

  guint form;                          /* into vouch_crosschq_auth_forms */
  guint dialect;                       /* of vouch_crosschq_dialect_nth() */
  VouchHttp *http;                     /* (owned) (nullable) */
  GError *refusal;                     /* (owned) (nullable): why the key was not taken */
  GPtrArray *surveys;                  /* (owned) (nullable), of VouchSurvey */
  gint64 date;
};

G_DEFINE_FINAL_TYPE (VouchCrosschqCheck, vouch_crosschq_check, VOUCH_TYPE_PROCEDURE)

static void try_next        (VouchCrosschqCheck *self);
static void read_surveys_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_config_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static const VouchCrosschqDialect *
get_dialect (VouchCrosschqCheck *self)
{
  return vouch_crosschq_dialect_nth (self->dialect);
}

static const char *
get_form (VouchCrosschqCheck *self)
{
  return vouch_crosschq_auth_forms[self->form];
}

static VouchHttp *
build_http (VouchCrosschqCheck  *self,
            GError             **error)
{
  VouchReach reach = self->connection->kind == VOUCH_CONNECTION_PRACTICE ? VOUCH_REACH_PRACTICE
                                                                         : VOUCH_REACH_REAL;
  g_autoptr(VouchAuthorizer) authorizer =
    vouch_key_authorizer_new_for_key (self->key, vouch_key_form_from_string (get_form (self)));

  return vouch_http_new (vouch_crosschq_get_policy (), self->connection->crosschq_uri, reach,
                         self->transport, self->clock, self->random, authorizer, error);
}

static gboolean
store_found (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchCrosschqCheck *self = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, self->connection->id, error);

  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->crosschq_form, get_form (self));
  vouch_set_str (&connection->crosschq_dialect, get_dialect (self)->name);
  vouch_set_str (&connection->crosschq_uri, self->connection->crosschq_uri);
  return vouch_connections_update (db, connection, error) &&
         vouch_surveys_replace (db, connection->id, self->surveys, self->date, error);
}

static void
store (VouchCrosschqCheck *self)
{
  vouch_procedure_write (VOUCH_PROCEDURE (self), self->store, "commit crosschq", store_found,
                         vouch_procedure_pass_on);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN);
}

/* An edition without that path answers 404 whether or not the key is good. */
static gboolean
is_other_dialect (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED);
}

static void
go_on (VouchCrosschqCheck *self,
       const GError       *error)
{
  if (is_refusal (error))
    {
      if (self->refusal == NULL)
        self->refusal = g_error_copy (error);
      self->form++;
    }
  else
    {
      self->dialect++;
      self->form = 0;
    }

  if (get_form (self) == NULL)
    {
      self->dialect++;
      self->form = 0;
    }
  if (get_dialect (self) != NULL)
    try_next (self);
  else
    vouch_procedure_fail (VOUCH_PROCEDURE (self), self->refusal != NULL ? self->refusal : error);
}

static void
read_surveys_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchCrosschqCheck *self = VOUCH_CROSSCHQ_CHECK (procedure);
  GError *failure = NULL;
  VouchCall *call;

  if (reply == NULL)
    {
      if (is_refusal (error) || is_other_dialect (error))
        go_on (self, error);
      else
        vouch_procedure_fail (procedure, error);
      return;
    }

  self->date = reply->date;
  self->surveys = vouch_crosschq_read_surveys (reply, &failure);
  if (self->surveys == NULL)
    {
      vouch_procedure_take_error (procedure, failure);
      return;
    }

  call = vouch_crosschq_call_config (get_dialect (self));
  if (call != NULL)
    vouch_procedure_call (procedure, self->http, call, read_config_cb);
  else
    store (self);
}

static void
read_config_cb (VouchProcedure *procedure,
                VouchReply     *reply,
                const GError   *error)
{
  VouchCrosschqCheck *self = VOUCH_CROSSCHQ_CHECK (procedure);
  g_autoptr(VouchCrosschqConfig) config = NULL;

  if (reply != NULL)
    config = vouch_crosschq_read_config (reply, NULL);
  if (config != NULL)
    vouch_crosschq_apply_config (self->surveys, config);
  store (self);
}

static void
try_next (VouchCrosschqCheck *self)
{
  GError *error = NULL;

  g_clear_object (&self->http);
  self->http = build_http (self, &error);
  if (self->http == NULL)
    vouch_procedure_take_error (VOUCH_PROCEDURE (self), error);
  else
    vouch_procedure_call (VOUCH_PROCEDURE (self), self->http,
                          vouch_crosschq_call_surveys (get_dialect (self)), read_surveys_cb);
}

static void
vouch_crosschq_check_start (VouchProcedure *procedure)
{
  try_next (VOUCH_CROSSCHQ_CHECK (procedure));
}

static void
vouch_crosschq_check_finalize (GObject *object)
{
  VouchCrosschqCheck *self = VOUCH_CROSSCHQ_CHECK (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->key, vouch_secret_free);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->http);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->surveys, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_crosschq_check_parent_class)->finalize (object);
}

static void
vouch_crosschq_check_class_init (VouchCrosschqCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_crosschq_check_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_crosschq_check_start;
}

static void
vouch_crosschq_check_init (VouchCrosschqCheck *self)
{
}

/**
 * vouch_crosschq_check_new:
 * @store: the store
 * @connection: the stored connection, with the address to ask
 * @key: the Partner API key
 * @transport: the transport
 * @clock: the clock
 * @random: randomness
 *
 * Returns: (transfer full): the procedure
 */
VouchCrosschqCheck *
vouch_crosschq_check_new (VouchStore            *store,
                          const VouchConnection *connection,
                          const char            *key,
                          VouchTransport        *transport,
                          VouchClock            *clock,
                          VouchRandom           *random)
{
  VouchCrosschqCheck *self = g_object_new (VOUCH_TYPE_CROSSCHQ_CHECK, NULL);

  self->store = g_object_ref (store);
  self->connection = vouch_connection_copy (connection);
  self->key = g_strdup (key);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  return self;
}

/**
 * vouch_crosschq_check_get_dialect:
 *
 * Returns: (transfer none): what was found, once it has run
 */
const char *
vouch_crosschq_check_get_dialect (VouchCrosschqCheck *self)
{
  return get_dialect (self)->name;
}

const char *
vouch_crosschq_check_get_form (VouchCrosschqCheck *self)
{
  return get_form (self);
}

guint
vouch_crosschq_check_get_n_surveys (VouchCrosschqCheck *self)
{
  return self->surveys != NULL ? self->surveys->len : 0;
}

gint64
vouch_crosschq_check_get_date (VouchCrosschqCheck *self)
{
  return self->date;
}
