/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "setup/vouch-wanted.h"
#include "ui/connectors/vouch-attempt.h"
#include "ui/vouch-preferences.h"

struct _VouchAttempt
{
  GObject parent_instance;

  /* Input. */
  VouchHub *hub;                /* (owned) */
  VouchConnectMethod method;
  VouchConnection *wanted;      /* (owned) */
  char *secret;                 /* (owned) (nullable): %NULL: the practice company's, or the kept */

  /* In progress. */
  VouchProvider *provider;      /* (owned) (nullable) */
  VouchConnectFlow *flow;       /* (owned) (nullable) */

  /* Output. */
  gboolean incomplete;
  gboolean provider_failed;
};

typedef enum { PROP_FLOW = 1, N_PROPS } VouchAttemptProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchAttempt, vouch_attempt, G_TYPE_OBJECT)

static void looked_up_cb        (GObject *object, GAsyncResult *result, gpointer user_data);
static void practice_started_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void ran_cb              (GObject *object, GAsyncResult *result, gpointer user_data);

/* The flow. */

static const char *const *
get_redirect_uris (VouchAttempt *self,
                   const char   *own[2])
{
  if (self->wanted->kind == VOUCH_CONNECTION_PRACTICE)
    return vouch_hub_get_redirect_uris (self->hub);
  if (self->provider->redirect_uris[0] != NULL)
    return (const char *const *) self->provider->redirect_uris;

  own[0] = self->wanted->redirect_uri;
  own[1] = NULL;
  return own;
}

static gboolean
shows_page (VouchAttempt *self)
{
  return self->method == VOUCH_CONNECT_WINDOW || self->method == VOUCH_CONNECT_BROWSER;
}

static gboolean
refuse_missing (VouchAttempt  *self,
                GError       **error,
                const char    *what)
{
  self->incomplete = TRUE;
  g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING, what);
  return FALSE;
}

static gboolean
check_complete (VouchAttempt       *self,
                const char *const  *redirect_uris,
                GError            **error)
{
  const char *client_id = self->wanted->client_id;

  if (self->secret == NULL || *self->secret == '\0')
    return refuse_missing (self, error, "no secret is known");
  if ((shows_page (self) || self->method == VOUCH_CONNECT_CLIENT) &&
      (client_id == NULL || *client_id == '\0'))
    return refuse_missing (self, error, "no client id is known");
  if (shows_page (self) && (redirect_uris == NULL || redirect_uris[0] == NULL))
    return refuse_missing (self, error, "no redirect address is known");

  return TRUE;
}

static VouchConnectFlow *
build_flow (VouchAttempt       *self,
            const char *const  *redirect_uris)
{
  VouchContext *context = vouch_hub_get_context (self->hub);
  g_autoptr(GSettings) settings = vouch_preferences_new ();
  const VouchConnectOptions options = {
    .method = self->method,
    .wanted = self->wanted,
    .redirect_uris = redirect_uris,
    .pkce = self->provider == NULL || self->provider->pkce,
    .secret = self->secret,
    .software_rendering = g_settings_get_boolean (settings, "software-rendering"),
    .store = vouch_context_get_store (context),
    .secrets = vouch_context_get_secrets (context),
    .sources = vouch_context_get_token_sources (context),
    .transport = vouch_context_get_transport (context),
    .clock = vouch_context_get_clock (context),
    .random = vouch_context_get_random (context),
  };

  return vouch_connect_flow_new (&options);
}

/* The helper found out that this computer cannot draw it otherwise: the next one begins so. */
static void
software_rendering_cb (VouchConnectFlow *flow)
{
  g_autoptr(GSettings) settings = vouch_preferences_new ();

  if (vouch_connect_flow_get_software_rendering (flow))
    g_settings_set_boolean (settings, "software-rendering", TRUE);
}

static void
run_flow (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchAttempt *self = g_task_get_source_object (owned);
  const char *own[2] = { NULL, NULL };
  const char *const *redirect_uris = get_redirect_uris (self, own);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  GError *error = NULL;

  if (vouch_hub_get_engine (self->hub) == NULL)
    error = g_error_new_literal (VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY,
                                 "another engine holds the records");
  if (error != NULL || !check_complete (self, redirect_uris, &error))
    {
      g_task_return_error (owned, error);
      return;
    }

  self->flow = build_flow (self, redirect_uris);
  g_signal_connect (self->flow, "notify::software-rendering", G_CALLBACK (software_rendering_cb),
                    NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FLOW]);
  /* Once it is cancelled, what it began is put back. */
  vouch_hub_hold (self->hub);
  vouch_connect_flow_run_async (self->flow, cancellable, ran_cb, g_steal_pointer (&owned));
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;
  VouchConnection *connection =
    vouch_connect_flow_run_finish (VOUCH_CONNECT_FLOW (object), result, &error);

  vouch_hub_release (self->hub);
  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vouch_hub_reload (self->hub);
  g_task_return_pointer (task, connection, (GDestroyNotify) vouch_connection_free);
}

/* What it needs, from the practice company. */

static const char *
get_practice_secret (VouchAttempt            *self,
                     const VouchPracticeInfo *info)
{
  switch (self->method)
    {
    case VOUCH_CONNECT_API_KEY:
      return info->api_key;
    case VOUCH_CONNECT_CROSSCHQ:
      return info->crosschq_key;
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
    case VOUCH_CONNECT_CLIENT:
    default:
      return info->client_secret;
    }
}

/* What a person wrote into the form is tried as it is. */
static void
take_practice (VouchAttempt            *self,
               const VouchPracticeInfo *info)
{
  g_autofree char *client_id = g_strdup (self->wanted->client_id);

  vouch_wanted_take_practice (self->wanted, info);
  if (self->secret == NULL)
    self->secret = g_strdup (get_practice_secret (self, info));
  else if (self->method == VOUCH_CONNECT_CLIENT)
    vouch_set_str (&self->wanted->client_id, client_id);
}

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_hub_start_practice_finish (VOUCH_HUB (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  take_practice (self, vouch_practice_get_info (vouch_hub_get_practice (self->hub)));
  run_flow (g_steal_pointer (&task));
}

/* What it needs, from what the company deployed and from the keyring. */

static VouchSecretKind
get_secret_kind (VouchAttempt *self)
{
  switch (self->method)
    {
    case VOUCH_CONNECT_API_KEY:
      return VOUCH_SECRET_API_KEY;
    case VOUCH_CONNECT_CROSSCHQ:
      return VOUCH_SECRET_CROSSCHQ;
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
    case VOUCH_CONNECT_CLIENT:
    default:
      return VOUCH_SECRET_CLIENT;
    }
}

static void
gather_real (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchAttempt *self = g_task_get_source_object (owned);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  VouchSecrets *secrets = vouch_context_get_secrets (vouch_hub_get_context (self->hub));
  GError *error = NULL;

  self->provider = vouch_provider_find (NULL, &error);
  if (self->provider == NULL)
    {
      self->provider_failed = TRUE;
      g_task_return_error (owned, error);
      return;
    }

  vouch_wanted_take_provider (self->wanted, self->provider, FALSE);
  if (self->secret != NULL || self->wanted->id == 0)
    run_flow (g_steal_pointer (&owned));
  else
    vouch_secrets_lookup_async (secrets, self->wanted->id, get_secret_kind (self), cancellable,
                                looked_up_cb, g_steal_pointer (&owned));
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchAttempt *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  self->secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    run_flow (g_steal_pointer (&task));
}

static void
vouch_attempt_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((VouchAttemptProperty) prop_id)
    {
    case PROP_FLOW:
      g_value_set_object (value, VOUCH_ATTEMPT (object)->flow);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_attempt_finalize (GObject *object)
{
  VouchAttempt *self = VOUCH_ATTEMPT (object);

  g_clear_object (&self->hub);
  g_clear_object (&self->flow);
  g_clear_pointer (&self->wanted, vouch_connection_free);
  g_clear_pointer (&self->secret, vouch_secret_free);
  g_clear_pointer (&self->provider, vouch_provider_free);

  G_OBJECT_CLASS (vouch_attempt_parent_class)->finalize (object);
}

static void
vouch_attempt_class_init (VouchAttemptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_attempt_get_property;
  object_class->finalize = vouch_attempt_finalize;

  properties[PROP_FLOW] =
    g_param_spec_object ("flow", NULL, NULL, VOUCH_TYPE_CONNECT_FLOW,
                         (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_attempt_init (VouchAttempt *self)
{
}

/**
 * vouch_attempt_new:
 * @hub: what the window holds
 * @method: which way in
 * @wanted: the connection as it shall be stored
 * @secret: (nullable): what the person gave; %NULL takes the practice company's, or what is kept
 *
 * Returns: (transfer full): an attempt for one run
 */
VouchAttempt *
vouch_attempt_new (VouchHub               *hub,
                   VouchConnectMethod      method,
                   const VouchConnection  *wanted,
                   const char             *secret)
{
  VouchAttempt *self = g_object_new (VOUCH_TYPE_ATTEMPT, NULL);

  self->hub = g_object_ref (hub);
  self->method = method;
  self->wanted = vouch_connection_copy (wanted);
  self->secret = g_strdup (secret);
  return self;
}

void
vouch_attempt_run_async (VouchAttempt        *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->flow == NULL);

  g_task_set_source_tag (task, vouch_attempt_run_async);
  if (self->wanted->kind == VOUCH_CONNECTION_PRACTICE)
    vouch_hub_start_practice_async (self->hub, cancellable, practice_started_cb,
                                    g_steal_pointer (&task));
  else
    gather_real (g_steal_pointer (&task));
}

VouchConnection *
vouch_attempt_run_finish (VouchAttempt  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

VouchConnectMethod
vouch_attempt_get_method (VouchAttempt *self)
{
  return self->method;
}

const VouchConnection *
vouch_attempt_get_wanted (VouchAttempt *self)
{
  return self->wanted;
}

gboolean
vouch_attempt_get_incomplete (VouchAttempt *self)
{
  return self->incomplete;
}

gboolean
vouch_attempt_get_provider_failed (VouchAttempt *self)
{
  return self->provider_failed;
}

VouchConnectFlow *
vouch_attempt_get_flow (VouchAttempt *self)
{
  return self->flow;
}
