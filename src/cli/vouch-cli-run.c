/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include "cli/vouch-cli-run.h"
#include "sync/vouch-observe-company.h"

void
vouch_cli_keep_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

void
vouch_cli_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
vouch_cli_read (VouchCli        *self,
                VouchStoreFunc   func,
                gpointer         data,
                GError         **error)
{
  VouchStore *store = vouch_context_get_store (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_store_read_async (store, "read", func, data, NULL, self->cancellable, vouch_cli_keep_cb,
                          &result);
  vouch_cli_await (&result);
  return vouch_store_read_finish (store, result, error);
}

gboolean
vouch_cli_write (VouchCli        *self,
                 const char      *label,
                 VouchStoreFunc   func,
                 gpointer         data,
                 GError         **error)
{
  VouchStore *store = vouch_context_get_store (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_store_write_async (store, label, func, data, NULL, self->cancellable, vouch_cli_keep_cb,
                           &result);
  vouch_cli_await (&result);
  return vouch_store_write_finish (store, result, error);
}

gboolean
vouch_cli_run_procedure (VouchCli        *self,
                         VouchProcedure  *procedure,
                         GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_procedure_run_async (procedure, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_procedure_run_finish (procedure, result, error);
}

/* Builds the sessions anew: after an address or a way in has changed. */
gboolean
vouch_cli_load (VouchCli  *self,
                GError   **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_engine_load_async (engine, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_engine_load_finish (engine, result, error);
}

VouchCycle *
vouch_cli_sync (VouchCli         *self,
                VouchCycleFlags   flags,
                GError          **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_engine_sync_async (engine, self->connection->id, flags, self->cancellable,
                           vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_engine_sync_finish (engine, result, error);
}

static gboolean
reload (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  return vouch_session_reload (data, db, error);
}

/**
 * vouch_cli_refresh:
 * @self: with a connection that is on
 * @error: return location
 *
 * Reads the configuration of both services anew: the job field, its values, the steps, the surveys.
 */
gboolean
vouch_cli_refresh (VouchCli  *self,
                   GError   **error)
{
  VouchSession *session = vouch_cli_get_session (self);
  g_autoptr(VouchProcedure) company = vouch_observe_company_new (session);

  return vouch_cli_write (self, "reload", reload, session, error) &&
         vouch_cli_run_procedure (self, company, error);
}
