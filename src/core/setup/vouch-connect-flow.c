/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "base/vouch-error.h"
#include "setup/vouch-connect-flow-private.h"

typedef enum
{
  PROP_STATE = 1,
  PROP_URI,
  PROP_IN_WINDOW,
  PROP_TROUBLE,
  PROP_SOFTWARE_RENDERING,
  N_PROPS,
} VouchConnectFlowProperty;

enum
{
  SIGNAL_OPEN_URI,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchConnectFlow, vouch_connect_flow, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (VouchConnectState, vouch_connect_state,
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_IDLE, "idle"),
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_WAITING, "waiting"),
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_EXCHANGING, "exchanging"),
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_CHECKING, "checking"),
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_DONE, "done"),
  G_DEFINE_ENUM_VALUE (VOUCH_CONNECT_STATE_FAILED, "failed"))

void
vouch_connect_flow_set_state (VouchConnectFlow  *self,
           VouchConnectState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
vouch_connect_flow_take_trouble (VouchConnectFlow *self,
              GError           *trouble) /* (transfer full) (nullable) */
{
  if (self->trouble == NULL && trouble == NULL)
    return;

  g_clear_error (&self->trouble);
  self->trouble = trouble;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

void
vouch_connect_flow_note_page (VouchConnectFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URI]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_WINDOW]);
}

void
vouch_connect_flow_open (VouchConnectFlow *self,
                         const char       *uri)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, uri);
}

/* Ending. */

static GTask *
end_run (VouchConnectFlow  *self,
         VouchConnectState  state)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_pointer (&self->secret, vouch_secret_free);
  g_clear_pointer (&self->tokens, vouch_tokens_free);
  g_clear_object (&self->keeper);
  g_clear_object (&self->token_http);
  vouch_connect_flow_take_trouble (self, NULL);
  vouch_connect_flow_set_state (self, state);

  return g_steal_pointer (&task);
}

void
vouch_connect_flow_fail (VouchConnectFlow *self,
      GError           *error) /* (transfer full) */
{
  g_autoptr(GTask) task = end_run (self, VOUCH_CONNECT_STATE_FAILED);

  g_task_return_error (task, error);
}

void
vouch_connect_flow_succeed (VouchConnectFlow *self)
{
  g_autoptr(GTask) task = end_run (self, VOUCH_CONNECT_STATE_DONE);

  g_task_return_pointer (task, vouch_connection_copy (self->wanted),
                         (GDestroyNotify) vouch_connection_free);
}

/* Properties. */

static void
software_rendering_cb (VouchConnectFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOFTWARE_RENDERING]);
}

static void
vouch_connect_flow_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  VouchConnectFlow *self = VOUCH_CONNECT_FLOW (object);

  switch ((VouchConnectFlowProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_URI:
      g_value_set_string (value, vouch_connect_flow_get_uri (self));
      break;
    case PROP_IN_WINDOW:
      g_value_set_boolean (value, vouch_connect_flow_get_in_window (self));
      break;
    case PROP_TROUBLE:
      g_value_set_boxed (value, self->trouble);
      break;
    case PROP_SOFTWARE_RENDERING:
      g_value_set_boolean (value, vouch_connect_flow_get_software_rendering (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_connect_flow_finalize (GObject *object)
{
  VouchConnectFlow *self = VOUCH_CONNECT_FLOW (object);

  g_assert (self->task == NULL);

  g_strfreev (self->redirect_uris);
  g_clear_pointer (&self->secret, vouch_secret_free);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->sources);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->window);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->wanted, vouch_connection_free);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (vouch_connect_flow_parent_class)->finalize (object);
}

static void
vouch_connect_flow_class_init (VouchConnectFlowClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vouch_connect_flow_finalize;
  object_class->get_property = vouch_connect_flow_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, VOUCH_TYPE_CONNECT_STATE,
                                              VOUCH_CONNECT_STATE_IDLE, flags);
  properties[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, flags);
  properties[PROP_IN_WINDOW] = g_param_spec_boolean ("in-window", NULL, NULL, FALSE, flags);
  properties[PROP_TROUBLE] = g_param_spec_boxed ("trouble", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_SOFTWARE_RENDERING] =
    g_param_spec_boolean ("software-rendering", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OPEN_URI] =
    g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vouch_connect_flow_init (VouchConnectFlow *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
build_window (VouchConnectFlow          *self,
              const VouchConnectOptions *options)
{
  g_autofree char *found = NULL;
  const char *program = options->program;

  if (program == NULL)
    program = found = vouch_embedded_sign_in_find_program ();
  self->window = vouch_embedded_sign_in_new (program, options->software_rendering);
  g_signal_connect_object (self->window, "notify::software-rendering",
                           G_CALLBACK (software_rendering_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vouch_connect_flow_new:
 * @options: which way, to what, and what it works with
 *
 * Returns: (transfer full): an attempt for one run
 */
VouchConnectFlow *
vouch_connect_flow_new (const VouchConnectOptions *options)
{
  static const char *const none[] = { NULL };
  const char *const *redirect_uris = options->redirect_uris;
  VouchConnectFlow *self = g_object_new (VOUCH_TYPE_CONNECT_FLOW, NULL);

  self->method = options->method;
  self->wanted = vouch_connection_copy (options->wanted);
  self->redirect_uris = g_strdupv ((GStrv) (redirect_uris != NULL ? redirect_uris : none));
  self->pkce = options->pkce;
  self->secret = g_strdup (options->secret);
  self->store = g_object_ref (options->store);
  self->secrets = g_object_ref (options->secrets);
  self->sources = g_object_ref (options->sources);
  self->transport = g_object_ref (options->transport);
  self->clock = g_object_ref (options->clock);
  self->random = g_object_ref (options->random);
  if (self->method == VOUCH_CONNECT_WINDOW)
    build_window (self, options);
  return self;
}

/* Beginning. */

static VouchSecretKind
get_secret_kind (VouchConnectFlow *self)
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

static gboolean
check_input (VouchConnectFlow  *self,
             GError           **error)
{
  gboolean needs_client = self->method == VOUCH_CONNECT_WINDOW ||
                          self->method == VOUCH_CONNECT_BROWSER ||
                          self->method == VOUCH_CONNECT_CLIENT;
  const char *client_id = self->wanted->client_id;

  if (needs_client && (client_id == NULL || *client_id == '\0'))
    g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING, "no client id");
  else if (self->secret == NULL || *self->secret == '\0')
    g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING, "no secret");
  else if (self->method == VOUCH_CONNECT_CROSSCHQ && self->wanted->id == 0)
    g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING, "no connection");
  else
    return TRUE;

  return FALSE;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (vouch_keeper_look_finish (VOUCH_KEEPER (object), result, &error))
    vouch_connect_flow_begin (self);
  else
    vouch_connect_flow_fail (self, error);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * vouch_connect_flow_run_async:
 * @self: an attempt
 * @cancellable: (nullable): ends it
 * @callback: (scope async): called with the stored connection
 * @user_data: data for @callback
 *
 * Runs it, once.
 */
void
vouch_connect_flow_run_async (VouchConnectFlow    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GError *error = NULL;

  g_return_if_fail (self->state == VOUCH_CONNECT_STATE_IDLE);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, vouch_connect_flow_run_async);
  if (!check_input (self, &error))
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  vouch_connect_flow_set_state (self, VOUCH_CONNECT_STATE_WAITING);
  self->keeper = vouch_keeper_new (self->store, self->secrets, self->sources, self->wanted->id,
                                   get_secret_kind (self));
  vouch_keeper_look_async (self->keeper, self->cancellable, looked_cb, g_object_ref (self));
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->cancellable), g_object_unref);
}

/**
 * vouch_connect_flow_run_finish:
 * @self: an attempt
 * @result: how it ended
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the connection as it is stored
 */
VouchConnection *
vouch_connect_flow_run_finish (VouchConnectFlow  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
vouch_connect_flow_cancel (VouchConnectFlow *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
refuse_not_waiting (GError **error)
{
  g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                       "no sign-in is waiting");
  return FALSE;
}

/**
 * vouch_connect_flow_take_text:
 * @self: an attempt
 * @text: the address that the browser ended at, pasted by the person
 * @error: return location
 *
 * Returns: whether it was the awaited one; otherwise the attempt goes on, unless it was the
 *   service's refusal
 */
gboolean
vouch_connect_flow_take_text (VouchConnectFlow  *self,
                              const char        *text,
                              GError           **error)
{
  if (self->task == NULL || self->sign_in == NULL)
    return refuse_not_waiting (error);

  return vouch_browser_sign_in_take_text (self->sign_in, text, error);
}

/**
 * vouch_connect_flow_switch_to_browser:
 * @self: an attempt with the consent page
 * @error: return location
 *
 * The browser goes on with the same attempt (same state and code challenge); the window closes.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_PORT or %VOUCH_ACCOUNT_ERROR_STATE; the attempt goes on then.
 */
gboolean
vouch_connect_flow_switch_to_browser (VouchConnectFlow  *self,
                                      GError           **error)
{
  if (self->task == NULL || self->sign_in == NULL)
    return refuse_not_waiting (error);

  return vouch_browser_sign_in_open_browser (self->sign_in, error);
}

VouchConnectState
vouch_connect_flow_get_state (VouchConnectFlow *self)
{
  return self->state;
}

/**
 * vouch_connect_flow_get_uri:
 * @self: an attempt
 *
 * Returns: (nullable) (transfer none): the consent page, once it is known; it holds no secret
 */
const char *
vouch_connect_flow_get_uri (VouchConnectFlow *self)
{
  return self->sign_in != NULL ? vouch_browser_sign_in_get_authorize_uri (self->sign_in) : NULL;
}

gboolean
vouch_connect_flow_get_in_window (VouchConnectFlow *self)
{
  return self->sign_in != NULL && vouch_browser_sign_in_is_in_window (self->sign_in);
}

/**
 * vouch_connect_flow_get_trouble:
 * @self: an attempt
 *
 * Returns: (nullable) (transfer none): a #VouchEmbeddedError, or %VOUCH_ACCOUNT_ERROR_PORT: the
 *   window is gone and the attempt waits for the browser or for a cancellation
 */
const GError *
vouch_connect_flow_get_trouble (VouchConnectFlow *self)
{
  return self->trouble;
}

gboolean
vouch_connect_flow_get_software_rendering (VouchConnectFlow *self)
{
  return self->window != NULL && vouch_embedded_sign_in_get_software_rendering (self->window);
}

/**
 * vouch_connect_flow_get_n_surveys:
 * @self: an attempt with Crosschq that is done
 *
 * Returns: how many surveys the account has
 */
guint
vouch_connect_flow_get_n_surveys (VouchConnectFlow *self)
{
  return self->n_surveys;
}
