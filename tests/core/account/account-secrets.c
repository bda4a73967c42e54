/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account-secrets.h"

#include "account/vouch-keyring.h"

#define DELAY (5 * G_TIME_SPAN_MILLISECOND)

struct _AccountSecrets
{
  GObject parent_instance;

  VouchClock *clock;            /* (owned) */
  char *values[VOUCH_N_SECRETS]; /* (owned) (nullable) */
  guint n_failing_stores;
  int store_code;
  guint n_failing_lookups;
  int lookup_code;
  guint n_lookups;
  guint n_stores;
  GPtrArray *trace;             /* (owned) (nullable) */
  AccountPoints *points;        /* (nullable) */
};

static void account_secrets_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AccountSecrets, account_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS,
                                                      account_secrets_iface_init))

typedef struct
{
  VouchSecretKind kind;
  gboolean is_store;
  gboolean failed;
  char *value; /* (owned) (nullable) */
} Access;

static void
access_free (Access *access)
{
  vouch_secret_free (access->value);
  g_free (access);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AccountSecrets *self = g_task_get_source_object (task);
  Access *access = g_task_get_task_data (task);

  vouch_clock_wait_finish (VOUCH_CLOCK (object), result, NULL);
  if (!account_points_pass (self->points))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the process died");
  else if (access->failed)
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR,
                             access->is_store ? self->store_code : self->lookup_code, "it failed");
  else if (access->is_store)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_pointer (task, g_steal_pointer (&access->value),
                           (GDestroyNotify) vouch_secret_free);
}

static void
start (AccountSecrets      *self,
       VouchSecretKind      kind,
       gboolean             is_store,
       const char          *value,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Access *access = g_new0 (Access, 1);
  guint *n_failing = is_store ? &self->n_failing_stores : &self->n_failing_lookups;

  g_task_set_task_data (task, access, (GDestroyNotify) access_free);
  access->kind = kind;
  access->is_store = is_store;
  if (!account_points_pass (self->points))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the process died");
      g_object_unref (task);
      return;
    }

  if (is_store)
    self->n_stores++;
  else
    self->n_lookups++;
  access->failed = *n_failing > 0;
  if (access->failed)
    (*n_failing)--;
  else if (is_store)
    account_secrets_set (self, kind, value);
  else
    access->value = g_strdup (self->values[kind]);

  if (self->trace != NULL && is_store)
    g_ptr_array_add (self->trace, g_strdup (access->failed ? "save failed" : "save"));
  vouch_clock_wait_async (self->clock, DELAY, NULL, waited_cb, task);
}

static void
account_secrets_lookup_async (VouchSecrets        *secrets,
                              gint64               connection_id,
                              VouchSecretKind      kind,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  start (ACCOUNT_SECRETS (secrets), kind, FALSE, NULL, cancellable, callback, user_data);
}

static char *
account_secrets_lookup_finish (VouchSecrets  *secrets,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
account_secrets_store_async (VouchSecrets        *secrets,
                             gint64               connection_id,
                             VouchSecretKind      kind,
                             const char          *label,
                             const char          *value,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *what = vouch_keyring_dup_label (kind, "");

  g_assert_true (g_str_has_prefix (label, what));
  g_assert_cmpstr (label, !=, what);
  start (ACCOUNT_SECRETS (secrets), kind, TRUE, value, cancellable, callback, user_data);
}

static void
account_secrets_clear_async (VouchSecrets        *secrets,
                             gint64               connection_id,
                             VouchSecretKind      kind,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  start (ACCOUNT_SECRETS (secrets), kind, TRUE, NULL, cancellable, callback, user_data);
}

static gboolean
account_secrets_boolean_finish (VouchSecrets  *secrets,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
account_secrets_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = account_secrets_lookup_async;
  iface->lookup_finish = account_secrets_lookup_finish;
  iface->store_async = account_secrets_store_async;
  iface->store_finish = account_secrets_boolean_finish;
  iface->clear_async = account_secrets_clear_async;
  iface->clear_finish = account_secrets_boolean_finish;
}

static void
account_secrets_finalize (GObject *object)
{
  AccountSecrets *self = ACCOUNT_SECRETS (object);

  for (guint i = 0; i < VOUCH_N_SECRETS; i++)
    vouch_secret_free (self->values[i]);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->trace, g_ptr_array_unref);

  G_OBJECT_CLASS (account_secrets_parent_class)->finalize (object);
}

static void
account_secrets_class_init (AccountSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = account_secrets_finalize;
}

static void
account_secrets_init (AccountSecrets *self)
{
}

AccountSecrets *
account_secrets_new (VouchClock *clock)
{
  AccountSecrets *self = g_object_new (ACCOUNT_TYPE_SECRETS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
account_secrets_set (AccountSecrets  *self,
                     VouchSecretKind  kind,
                     const char      *value)
{
  char *copy = g_strdup (value);

  vouch_secret_free (self->values[kind]);
  self->values[kind] = copy;
}

const char *
account_secrets_get (AccountSecrets  *self,
                     VouchSecretKind  kind)
{
  return self->values[kind];
}

void
account_secrets_fail_stores (AccountSecrets *self,
                             guint           n,
                             int             code)
{
  self->n_failing_stores = n;
  self->store_code = code;
}

void
account_secrets_fail_lookups (AccountSecrets *self,
                              guint           n,
                              int             code)
{
  self->n_failing_lookups = n;
  self->lookup_code = code;
}

void
account_secrets_set_trace (AccountSecrets *self,
                           GPtrArray      *trace)
{
  self->trace = g_ptr_array_ref (trace);
}

void
account_secrets_set_points (AccountSecrets *self,
                            AccountPoints  *points)
{
  self->points = points;
}

guint
account_secrets_get_n_lookups (AccountSecrets *self)
{
  return self->n_lookups;
}

guint
account_secrets_get_n_stores (AccountSecrets *self)
{
  return self->n_stores;
}
