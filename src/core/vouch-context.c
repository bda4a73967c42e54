/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-context"

#include <errno.h>
#include <sys/stat.h>

#include "account/vouch-key-authorizer.h"
#include "account/vouch-keyring.h"
#include "account/vouch-session-secrets.h"
#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-policy.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "vouch-context.h"

#define STORE_FILE "vouch.db"

struct _VouchContext
{
  GObject parent_instance;

  char *data_dir;              /* (owned) */
  char *role;                  /* (owned) */
  gboolean read_only;
  char *vfs;                   /* (owned) (nullable) */
  VouchTransport *transport;   /* (owned) */
  VouchClock *clock;           /* (owned) */
  VouchRandom *random;         /* (owned) */
  VouchSecrets *secrets;       /* (owned) */
  VouchSecrets *engine_secrets; /* (owned): the same, as the engine's work uses them */
  VouchExecutor *writer;       /* (owned) */
  VouchExecutor *reader;       /* (owned) */

  VouchLock *lock;             /* (owned) (nullable) */
  VouchStore *store;           /* (owned) (nullable) */
  VouchEngine *engine;         /* (owned) (nullable) */
  VouchTokenSources *sources;  /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned): ends what the context began by itself */
};

G_DEFINE_FINAL_TYPE (VouchContext, vouch_context, G_TYPE_OBJECT)

/* Sessions. */

static VouchReach
reach_of (const VouchConnection *connection)
{
  return connection->kind == VOUCH_CONNECTION_PRACTICE ? VOUCH_REACH_PRACTICE : VOUCH_REACH_REAL;
}

static VouchAuthorizer *
build_ats_authorizer (VouchContext           *self,
                      const VouchConnection  *connection,
                      GError                **error)
{
  VouchTokenSource *source = NULL;

  /* Of one that is not connected there is no key either, which is what its calls then say. */
  if (connection->sign_in == VOUCH_SIGN_IN_API_KEY || connection->sign_in == VOUCH_SIGN_IN_NONE)
    {
      vouch_token_sources_retire (self->sources, connection->id);
      return vouch_key_authorizer_new (self->engine_secrets, connection->id, VOUCH_SECRET_API_KEY,
                                       VOUCH_KEY_FORM_SMART_TOKEN);
    }

  source = vouch_token_sources_get (self->sources, connection, error);
  return source != NULL ? VOUCH_AUTHORIZER (g_object_ref (source)) : NULL;
}

static VouchSession *
build_session (const VouchConnection  *connection,
               gpointer                user_data,
               GError                **error)
{
  VouchContext *self = user_data;
  g_autoptr(VouchAuthorizer) ats_authorizer = build_ats_authorizer (self, connection, error);
  g_autoptr(VouchAuthorizer) crosschq_authorizer = NULL;
  g_autoptr(VouchHttp) ats = NULL;
  g_autoptr(VouchHttp) crosschq = NULL;

  if (ats_authorizer == NULL)
    return NULL;

  ats = vouch_http_new (vouch_ats_get_policy (), connection->api_uri, reach_of (connection),
                        self->transport, self->clock, self->random, ats_authorizer, error);
  if (ats == NULL)
    return NULL;
  /* Its calls count for the client, whatever token they carry. */
  if (VOUCH_IS_TOKEN_SOURCE (ats_authorizer))
    vouch_http_set_account (ats, connection->client_id);

  crosschq_authorizer =
    vouch_key_authorizer_new (self->engine_secrets, connection->id, VOUCH_SECRET_CROSSCHQ,
                              vouch_key_form_from_string (connection->crosschq_form));
  crosschq = vouch_http_new (vouch_crosschq_get_policy (), connection->crosschq_uri,
                             reach_of (connection), self->transport, self->clock, self->random,
                             crosschq_authorizer, error);
  if (crosschq == NULL)
    return NULL;

  return vouch_session_new (self->store, self->clock, self->random, ats, crosschq, connection);
}

static void
kept_alive_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* What keeps a grant from being renewed shows in the next call that needs it. */
  if (!vouch_token_source_keep_alive_finish (VOUCH_TOKEN_SOURCE (object), result, &error))
    g_debug ("The grant was not renewed: %s", error->message);
}

static void
cycle_ended_cb (VouchEngine *engine,
                VouchCycle  *cycle,
                gint64       connection_id,
                gpointer     user_data)
{
  VouchContext *self = user_data;
  VouchTokenSource *source = NULL;

  /* A cycle that was broken off proves nothing about the grant. */
  if (!vouch_cycle_is_complete (cycle))
    return;

  source = vouch_token_sources_find (self->sources, connection_id);
  if (source == NULL)
    return;

  if (vouch_cycle_get_problem (cycle) == NULL)
    vouch_token_source_note_good_call (source);
  vouch_token_source_keep_alive_async (source, self->cancellable, kept_alive_cb, NULL);
}

/* Opening. */

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_READ_ONLY,
               "the folder for the data cannot be made: %s", g_strerror (errno));
  return FALSE;
}

static gboolean
take_lock (VouchContext  *self,
           gint64        *last_good,
           GError       **error)
{
  g_autofree char *role = NULL;
  gint64 pid = 0;

  /* A test's file system has no folder to lock. */
  if (self->read_only || self->vfs != NULL)
    return TRUE;
  if (!make_folder (self->data_dir, error))
    return FALSE;

  vouch_lock_peek (self->data_dir, &role, &pid, last_good);
  self->lock = vouch_lock_take (self->data_dir, self->role, error);
  return self->lock != NULL;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vouch_engine_load_finish (VOUCH_ENGINE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchContext *self = g_task_get_source_object (task);
  gint64 *last_good = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!vouch_store_open_finish (VOUCH_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->read_only)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->engine = vouch_engine_new (self->store, self->clock, self->lock, *last_good, build_session,
                                   self);
  g_signal_connect_object (self->engine, "cycle-ended", G_CALLBACK (cycle_ended_cb), self, 0);
  vouch_engine_load_async (self->engine, cancellable, loaded_cb, g_steal_pointer (&task));
}

void
vouch_context_open_async (VouchContext        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  gint64 *last_good = g_new0 (gint64, 1);
  g_autofree char *path = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, vouch_context_open_async);
  g_task_set_task_data (task, last_good, g_free);
  if (!take_lock (self, last_good, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  path = g_build_filename (self->data_dir, STORE_FILE, NULL);
  self->store = vouch_store_new (self->writer, self->reader, path, self->vfs,
                                 self->read_only ? VOUCH_DB_READ_ONLY : VOUCH_DB_WRITE);
  self->sources = vouch_token_sources_new (self->store, self->engine_secrets, self->transport,
                                           self->clock, self->random);
  vouch_store_open_async (self->store, cancellable, opened_cb, g_steal_pointer (&task));
}

gboolean
vouch_context_open_finish (VouchContext  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Closing. */

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchContext *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean closed = vouch_store_close_finish (VOUCH_STORE (object), result, &error);

  g_clear_pointer (&self->lock, vouch_lock_release);
  if (closed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
vouch_context_close_async (VouchContext        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_context_close_async);
  g_cancellable_cancel (self->cancellable);
  if (self->store == NULL)
    {
      g_clear_pointer (&self->lock, vouch_lock_release);
      g_task_return_boolean (task, TRUE);
      return;
    }

  vouch_store_close_async (self->store, cancellable, closed_cb, g_steal_pointer (&task));
}

gboolean
vouch_context_close_finish (VouchContext  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_context_dispose (GObject *object)
{
  VouchContext *self = VOUCH_CONTEXT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->engine);
  g_clear_object (&self->sources);
  g_clear_object (&self->store);
  g_clear_pointer (&self->lock, vouch_lock_release);

  G_OBJECT_CLASS (vouch_context_parent_class)->dispose (object);
}

static void
vouch_context_finalize (GObject *object)
{
  VouchContext *self = VOUCH_CONTEXT (object);

  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->vfs, g_free);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->secrets);
  g_clear_object (&self->engine_secrets);
  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_context_parent_class)->finalize (object);
}

static void
vouch_context_class_init (VouchContextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_context_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_context_finalize;
}

static void
vouch_context_init (VouchContext *self)
{
  self->cancellable = g_cancellable_new ();
}

static gpointer
ref_or (gpointer given,
        gpointer made) /* (transfer full) (nullable) */
{
  return given != NULL ? g_object_ref (given) : made;
}

static VouchSecrets *
build_keyring (const char *data_dir)
{
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, data_dir, -1);
  g_autoptr(VouchSecrets) keyring = NULL;

  /* Two state directories of one person must not share their secrets. */
  checksum[16] = '\0';
  keyring = vouch_keyring_new (checksum);
  return vouch_session_secrets_new (keyring);
}

/**
 * vouch_context_new:
 * @options: what to build it from
 *
 * Returns: (transfer full): a context that is not open
 */
VouchContext *
vouch_context_new (const VouchContextOptions *options)
{
  VouchContext *self = g_object_new (VOUCH_TYPE_CONTEXT, NULL);

  self->data_dir = g_strdup (options->data_dir);
  self->role = g_strdup (options->role);
  self->read_only = options->read_only;
  self->vfs = g_strdup (options->vfs);
  self->transport = ref_or (options->transport,
                            options->transport == NULL ? vouch_soup_transport_new () : NULL);
  self->clock = ref_or (options->clock, options->clock == NULL ? vouch_system_clock_new () : NULL);
  self->random = ref_or (options->random, options->random == NULL ? vouch_system_random_new ()
                         : NULL);
  self->secrets = ref_or (options->secrets,
                          options->secrets == NULL ? build_keyring (options->data_dir) : NULL);
  self->engine_secrets = options->quiet ? vouch_secrets_dup_quiet (self->secrets)
                                        : g_object_ref (self->secrets);
  self->writer = ref_or (options->writer,
                         options->writer == NULL ? vouch_thread_executor_new ("vouch-writer")
                           : NULL);
  self->reader = ref_or (options->reader,
                         options->reader == NULL ? vouch_thread_executor_new ("vouch-reader")
                           : NULL);
  return self;
}

VouchStore *
vouch_context_get_store (VouchContext *self)
{
  return self->store;
}

VouchEngine *
vouch_context_get_engine (VouchContext *self)
{
  return self->engine;
}

VouchClock *
vouch_context_get_clock (VouchContext *self)
{
  return self->clock;
}

VouchRandom *
vouch_context_get_random (VouchContext *self)
{
  return self->random;
}

VouchTransport *
vouch_context_get_transport (VouchContext *self)
{
  return self->transport;
}

VouchSecrets *
vouch_context_get_secrets (VouchContext *self)
{
  return self->secrets;
}

VouchTokenSource *
vouch_context_get_token_source (VouchContext *self,
                                gint64        connection_id)
{
  return self->sources != NULL ? vouch_token_sources_find (self->sources, connection_id) : NULL;
}

VouchTokenSources *
vouch_context_get_token_sources (VouchContext *self)
{
  return self->sources;
}

const char *
vouch_context_get_data_dir (VouchContext *self)
{
  return self->data_dir;
}
