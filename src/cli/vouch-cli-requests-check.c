/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-deliver.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-delivery-check.h"

typedef struct
{
  gint64 request_id;
  GPtrArray *items;    /* (owned) (nullable), of VouchDeliveredItem: of the last look */
  VouchRandom *random;
  gint64 now;
  guint n_asked;       /* were asked for once more */
} Check;

static void
clear_check (Check *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, clear_check)

static gboolean
look (VouchCli  *self,
      Check     *check,
      GError   **error)
{
  g_autoptr(VouchProcedure) procedure =
    vouch_delivery_check_new (vouch_cli_get_session (self), check->request_id);

  if (!vouch_cli_run_procedure (self, procedure, error))
    return FALSE;

  g_clear_pointer (&check->items, g_ptr_array_unref);
  check->items =
    g_ptr_array_ref (vouch_delivery_check_get_items (VOUCH_DELIVERY_CHECK (procedure)));
  return TRUE;
}

static gboolean
ask_again (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Check *self = data;

  self->n_asked = 0;
  for (guint i = 0; i < self->items->len; i++)
    {
      const VouchDeliveredItem *item = self->items->pdata[i];
      g_autofree char *attempt_id = NULL;

      if (item->state != VOUCH_DELIVERED_MISSING)
        continue;
      attempt_id = vouch_random_hex (self->random, 16);
      if (!vouch_action_redeliver (db, self->request_id, item, attempt_id, self->now, error))
        return FALSE;
      self->n_asked++;
    }

  return TRUE;
}

/* What is missing is put there once more, and then looked at again: that is what is said. */
static gboolean
redeliver (VouchCli  *self,
           Check     *check,
           GError   **error)
{
  check->random = vouch_context_get_random (self->context);
  check->now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit wish", ask_again, check, error))
    return FALSE;

  return check->n_asked == 0 ||
         (vouch_cli_deliver_now (self, error) && look (self, check, error));
}

/* Showing. */

static const char *
get_part_name (const char *part)
{
  if (g_str_equal (part, "full"))
    return _("Report");

  return g_str_equal (part, "summary") ? _("Summary") : _("Note");
}

static const char *
get_state_name (VouchDeliveredState state)
{
  switch (state)
    {
    case VOUCH_DELIVERED_THERE:   return C_("delivery", "✓ there");
    case VOUCH_DELIVERED_MISSING: return C_("delivery", "✗ missing");
    case VOUCH_DELIVERED_OTHER:   return C_("delivery", "✗ another file");
    case VOUCH_DELIVERED_UNTOLD:  return C_("delivery", "? cannot be told");
    case VOUCH_DELIVERED_NOT_YET: return C_("delivery", "· not delivered yet");
    default:                      g_return_val_if_reached ("");
    }
}

static void
print_check (const Check *check)
{
  if (check->items->len == 0)
    vouch_cli_print (_("Nothing of this request was delivered to SmartRecruiters so far.\n"));

  for (guint i = 0; i < check->items->len; i++)
    {
      const VouchDeliveredItem *item = check->items->pdata[i];

      vouch_cli_print ("%s: %s\n  ", get_part_name (item->part), get_state_name (item->state));
      vouch_cli_print_reason (item->reason);
    }
  if (check->n_asked > 0)
    vouch_cli_print (ngettext ("%u part was missing and was to be delivered again; this is what "
                               "came of it.\n",
                               "%u parts were missing and were to be delivered again; this is what "
                               "came of it.\n",
                               check->n_asked), check->n_asked);
}

static void
print_json (VouchCli    *self,
            const Check *check)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_int (builder, "request", check->request_id);
  vouch_cli_json_int (builder, "redelivered", check->n_asked);
  vouch_cli_json_list (builder, "items");
  for (guint i = 0; i < check->items->len; i++)
    {
      const VouchDeliveredItem *item = check->items->pdata[i];

      json_builder_begin_object (builder);
      vouch_cli_json_text (builder, "part", item->part);
      vouch_cli_json_text (builder, "state", vouch_delivered_state_to_string (item->state));
      vouch_cli_json_text (builder, "file_name", item->file_name);
      vouch_cli_json_reason (builder, "reason", item->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

/* What was delivered, and is not known to be there, is for a person to look at. */
static gboolean
needs_person (const Check *check)
{
  for (guint i = 0; i < check->items->len; i++)
    {
      const VouchDeliveredItem *item = check->items->pdata[i];

      if (item->state != VOUCH_DELIVERED_THERE && item->state != VOUCH_DELIVERED_NOT_YET)
        return TRUE;
    }

  return FALSE;
}

gboolean
vouch_cli_run_requests_check (VouchCli  *self,
                              GError   **error)
{
  gboolean again = FALSE;
  const GOptionEntry entries[] = {
    { "redeliver", 0, 0, G_OPTION_ARG_NONE, &again, N_("Deliver again what is missing"), NULL },
    { NULL },
  };
  g_auto(Check) check = { 0 };

  if (!vouch_cli_parse (self, entries, 1, 1, error) ||
      !vouch_cli_parse_id (self->args[0], &check.request_id, error) ||
      !vouch_cli_work (self, error) || !vouch_cli_require_on (self, error) ||
      !look (self, &check, error) || (again && !redeliver (self, &check, error)))
    return FALSE;

  if (self->json)
    print_json (self, &check);
  else
    print_check (&check);
  self->attention = needs_person (&check);
  return TRUE;
}
