/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "sync/vouch-actions.h"

typedef struct
{
  gint64 connection_id;
  VouchCliItemKind kind;
  gint64 id;
  gboolean send_anyway;
  const char *request_id; /* (nullable) */
  gint64 now;
} Wish;

/* Rows of another connection are not there for this command. */
static gboolean
check_owner (const Wish  *self,
             VouchDb     *db,
             GError     **error)
{
  g_autoptr(GPtrArray) items = vouch_cli_items_list (db, self->connection_id, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const VouchCliItem *item = items->pdata[i];

      if (self->kind == VOUCH_CLI_ITEM_EFFECT && item->effect != NULL &&
          item->effect->id == self->id)
        return TRUE;
      if (self->kind == VOUCH_CLI_ITEM_TRIGGER && item->trigger != NULL &&
          item->trigger->id == self->id)
        return TRUE;
    }
  if (items != NULL)
    g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "no such item");

  return FALSE;
}

static gboolean
retry (VouchDb   *db,
       gpointer   data,
       GError   **error)
{
  const Wish *self = data;

  if (!check_owner (self, db, error))
    return FALSE;
  if (self->kind == VOUCH_CLI_ITEM_TRIGGER)
    return vouch_action_confirm (db, self->id, self->now, error);

  return vouch_action_retry (db, self->id, self->send_anyway, self->now, error);
}

static gboolean
skip (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  const Wish *self = data;

  if (!check_owner (self, db, error))
    return FALSE;
  if (self->kind == VOUCH_CLI_ITEM_TRIGGER)
    return vouch_action_skip_trigger (db, self->id, self->now, error);

  return vouch_action_skip_effect (db, self->id, self->now, error);
}

static gboolean
link_request (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  const Wish *self = data;

  return check_owner (self, db, error) &&
         vouch_action_link (db, self->id, self->request_id, self->now, error);
}

static void
report (VouchCli   *self,
        const char *action)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!self->json)
    {
      vouch_cli_print (_("Done.\n"));
      return;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_text (builder, "item", self->args[0]);
  vouch_cli_json_text (builder, "action", action);
  vouch_cli_json_print (builder);
}

gboolean
vouch_cli_run_attention_retry (VouchCli  *self,
                               GError   **error)
{
  Wish wish = { 0 };
  const GOptionEntry entries[] = {
    { "send-anyway", 0, 0, G_OPTION_ARG_NONE, &wish.send_anyway,
      N_("Send even though nobody knows whether it was sent before"), NULL },
    { NULL },
  };
  VouchCycle *cycle;

  if (!vouch_cli_parse (self, entries, 1, 1, error) ||
      !vouch_cli_item_parse (self->args[0], &wish.kind, &wish.id, error) ||
      !vouch_cli_work (self, error) || !vouch_cli_require_on (self, error))
    return FALSE;

  wish.connection_id = self->connection->id;
  wish.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit wish", retry, &wish, error))
    return FALSE;

  /* A refused create is planned anew, which a delivery alone would not do. */
  cycle = vouch_cli_sync (self, VOUCH_CYCLE_THOROUGH, error);
  if (cycle == NULL)
    return FALSE;

  g_object_unref (cycle);
  report (self, "retry");
  return TRUE;
}

gboolean
vouch_cli_run_attention_skip (VouchCli  *self,
                              GError   **error)
{
  Wish wish = { 0 };

  if (!vouch_cli_parse (self, NULL, 1, 1, error) ||
      !vouch_cli_item_parse (self->args[0], &wish.kind, &wish.id, error) ||
      !vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error))
    return FALSE;

  wish.connection_id = self->connection->id;
  wish.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit wish", skip, &wish, error))
    return FALSE;

  report (self, "skip");
  return TRUE;
}

gboolean
vouch_cli_run_attention_link (VouchCli  *self,
                              GError   **error)
{
  Wish wish = { 0 };

  if (!vouch_cli_parse (self, NULL, 2, 2, error) ||
      !vouch_cli_item_parse (self->args[0], &wish.kind, &wish.id, error) ||
      !vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error))
    return FALSE;
  if (wish.kind != VOUCH_CLI_ITEM_EFFECT)
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("Only an item that begins with “e” can be linked."));
      return FALSE;
    }

  wish.connection_id = self->connection->id;
  wish.request_id = self->args[1];
  wish.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit wish", link_request, &wish, error))
    return FALSE;

  report (self, "link");
  return TRUE;
}
