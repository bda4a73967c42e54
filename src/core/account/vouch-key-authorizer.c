/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-key-authorizer.h"

#include "base/vouch-error.h"

struct _VouchKeyAuthorizer
{
  GObject parent_instance;

  VouchSecrets *secrets;  /* (owned) (nullable): for a kept key */
  gint64 connection_id;
  VouchSecretKind kind;
  VouchKeyForm form;
  char *key;              /* (owned) (nullable): until it is read */
};

static void vouch_key_authorizer_iface_init (VouchAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchKeyAuthorizer, vouch_key_authorizer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_AUTHORIZER,
                                                      vouch_key_authorizer_iface_init))

VouchKeyForm
vouch_key_form_from_string (const char *name)
{
  if (g_strcmp0 (name, "token") == 0)
    return VOUCH_KEY_FORM_TOKEN;
  if (g_strcmp0 (name, "bearer") == 0)
    return VOUCH_KEY_FORM_BEARER;

  return VOUCH_KEY_FORM_RAW;
}

const char *
vouch_key_form_to_string (VouchKeyForm form)
{
  static const char *const names[] = { "smart-token", "raw", "token", "bearer" };

  g_return_val_if_fail (form < G_N_ELEMENTS (names), NULL);
  return names[form];
}

/* A pasted key often has a line end; anything else that is not visible could end a header field. */
static char *
dup_clean_key (const char *key)
{
  char *clean = g_strstrip (g_strdup (key));

  for (const char *c = clean; *c != '\0'; c++)
    {
      if (*c > ' ' && *c <= '~')
        continue;
      vouch_secret_free (clean);
      return NULL;
    }

  if (*clean != '\0')
    return clean;

  vouch_secret_free (clean);
  return NULL;
}

static void
set_header (VouchKeyAuthorizer *self,
            VouchRequest       *request)
{
  static const char *const schemes[] = { NULL, NULL, "Token ", "Bearer " };
  const char *scheme = schemes[self->form];
  char *value;

  if (self->form == VOUCH_KEY_FORM_SMART_TOKEN)
    {
      vouch_headers_set (request->headers, "X-SmartToken", self->key);
      return;
    }

  value = g_strconcat (scheme != NULL ? scheme : "", self->key, NULL);
  vouch_headers_set (request->headers, "Authorization", value);
  vouch_secret_free (value);
}

static void
authorize (VouchKeyAuthorizer *self,
           GTask              *task)
{
  if (self->key == NULL)
    {
      g_task_return_new_error (task, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL,
                               "no usable key is kept");
      return;
    }

  set_header (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeyAuthorizer *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  char *key = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Calls that were under way together have each asked; the first answer is as good as any. */
  if (self->key == NULL && key != NULL)
    self->key = dup_clean_key (key);
  vouch_secret_free (key);
  authorize (self, task);
}

static void
vouch_key_authorizer_authorize_async (VouchAuthorizer     *authorizer,
                                      VouchRequest        *request,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  VouchKeyAuthorizer *self = VOUCH_KEY_AUTHORIZER (authorizer);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_key_authorizer_authorize_async);
  g_task_set_task_data (task, vouch_request_ref (request), (GDestroyNotify) vouch_request_unref);

  if (self->key != NULL || self->secrets == NULL)
    authorize (self, task);
  else
    vouch_secrets_lookup_async (self->secrets, self->connection_id, self->kind, cancellable,
                                looked_up_cb, g_steal_pointer (&task));
}

static gboolean
vouch_key_authorizer_authorize_finish (VouchAuthorizer  *authorizer,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The same key would be refused again. */
static gboolean
vouch_key_authorizer_reject (VouchAuthorizer *authorizer,
                             VouchRequest    *request)
{
  return FALSE;
}

static void
vouch_key_authorizer_iface_init (VouchAuthorizerInterface *iface)
{
  iface->authorize_async = vouch_key_authorizer_authorize_async;
  iface->authorize_finish = vouch_key_authorizer_authorize_finish;
  iface->reject = vouch_key_authorizer_reject;
}

static void
vouch_key_authorizer_dispose (GObject *object)
{
  VouchKeyAuthorizer *self = VOUCH_KEY_AUTHORIZER (object);

  g_clear_object (&self->secrets);
  g_clear_pointer (&self->key, vouch_secret_free);

  G_OBJECT_CLASS (vouch_key_authorizer_parent_class)->dispose (object);
}

static void
vouch_key_authorizer_class_init (VouchKeyAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_key_authorizer_dispose;
}

static void
vouch_key_authorizer_init (VouchKeyAuthorizer *self)
{
}

/**
 * vouch_key_authorizer_new:
 * @secrets: where the key is kept
 * @connection_id: whose
 * @kind: which
 * @form: how it is sent
 *
 * Returns: (transfer full): an authorizer that reads the key at the first call
 */
VouchAuthorizer *
vouch_key_authorizer_new (VouchSecrets    *secrets,
                          gint64           connection_id,
                          VouchSecretKind  kind,
                          VouchKeyForm     form)
{
  VouchKeyAuthorizer *self = g_object_new (VOUCH_TYPE_KEY_AUTHORIZER, NULL);

  self->secrets = g_object_ref (secrets);
  self->connection_id = connection_id;
  self->kind = kind;
  self->form = form;

  return VOUCH_AUTHORIZER (self);
}

/**
 * vouch_key_authorizer_new_for_key:
 * @key: a key, or an access token
 * @form: how it is sent
 *
 * Returns: (transfer full): an authorizer for a key that is kept nowhere (yet)
 */
VouchAuthorizer *
vouch_key_authorizer_new_for_key (const char   *key,
                                  VouchKeyForm  form)
{
  VouchKeyAuthorizer *self = g_object_new (VOUCH_TYPE_KEY_AUTHORIZER, NULL);

  self->key = dup_clean_key (key);
  self->form = form;

  return VOUCH_AUTHORIZER (self);
}
