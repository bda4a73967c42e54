/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-deliver.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-run.h"
#include "store/vouch-requests.h"
#include "sync/vouch-actions.h"

typedef gboolean (* RequestAction) (VouchDb     *db,
                                    gint64       request_id,
                                    const char  *attempt_id,
                                    gint64       now,
                                    GError     **error);

typedef struct
{
  gint64 connection_id;
  gint64 id;
  const char *attempt_id;
  gint64 now;
  RequestAction action;
} Wish;

static gboolean
act (VouchDb   *db,
     gpointer   data,
     GError   **error)
{
  const Wish *self = data;
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, self->id, error);

  if (request == NULL)
    return FALSE;
  if (request->connection_id != self->connection_id)
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "another's");
      return FALSE;
    }

  return self->action (db, self->id, self->attempt_id, self->now, error);
}

static gboolean
run_action (VouchCli       *self,
            RequestAction   action,
            const char     *kind,
            GError        **error)
{
  Wish wish = { .action = action };
  g_autofree char *attempt_id = NULL;
  g_autofree char *subject = NULL;

  if (!vouch_cli_parse (self, NULL, 1, 1, error) ||
      !vouch_cli_parse_id (self->args[0], &wish.id, error) || !vouch_cli_work (self, error) ||
      !vouch_cli_require_on (self, error))
    return FALSE;

  attempt_id = vouch_random_hex (vouch_context_get_random (self->context), 16);
  subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, wish.id);
  wish.connection_id = self->connection->id;
  wish.attempt_id = attempt_id;
  wish.now = vouch_cli_get_now (self);
  return vouch_cli_write (self, "commit wish", act, &wish, error) &&
         vouch_cli_deliver_now (self, error) &&
         vouch_cli_report_effect (self, kind, subject, error);
}

gboolean
vouch_cli_run_requests_cancel (VouchCli  *self,
                               GError   **error)
{
  return run_action (self, vouch_action_cancel, "cancel-request", error);
}

gboolean
vouch_cli_run_requests_remind (VouchCli  *self,
                               GError   **error)
{
  return run_action (self, vouch_action_remind, "remind-request", error);
}
