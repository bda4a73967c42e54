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
  gboolean late_only;
  GPtrArray *items; /* (owned), of VouchCliItem */
} List;

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  List *self = data;

  self->items = vouch_cli_items_list (db, self->connection_id, error);
  for (guint i = self->items != NULL ? self->items->len : 0; self->late_only && i > 0; i--)
    {
      if (!vouch_cli_item_is_late (self->items->pdata[i - 1]))
        g_ptr_array_remove_index (self->items, i - 1);
    }

  return self->items != NULL;
}

/* Showing. */

static const char *
get_state (const VouchCliItem *item)
{
  return item->effect != NULL ? vouch_effect_state_to_string (item->effect->state)
                              : vouch_trigger_state_to_string (item->trigger->state);
}

static void
print_item (const VouchCliItem *item)
{
  const VouchApplication *application = item->application;
  g_autofree char *name = application != NULL && application->person != NULL
                            ? vouch_contact_dup_name (application->person) : NULL;
  g_autofree char *shown = vouch_cli_escape (name);
  g_autofree char *job = vouch_cli_escape (item->job != NULL ? item->job->title : NULL);
  g_autofree char *next = vouch_cli_format_time (item->effect != NULL ? item->effect->next_at : 0);

  vouch_cli_print ("%-6s %s  %s  %s\n", item->id,
                   item->effect != NULL ? item->effect->kind : _("entry"), shown, job);
  if (vouch_cli_item_get_reason (item) != NULL)
    vouch_cli_print_reason (vouch_cli_item_get_reason (item));
  if (item->effect != NULL && item->effect->next_at != 0)
    vouch_cli_print (_("  Next try: %s\n"), next);
}

static void
add_item (JsonBuilder        *builder,
          const VouchCliItem *item)
{
  const VouchApplication *application = item->application;

  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "item", item->id);
  vouch_cli_json_text (builder, "kind", item->effect != NULL ? item->effect->kind : "entry");
  vouch_cli_json_text (builder, "state", get_state (item));
  vouch_cli_json_bool (builder, "retrying", vouch_cli_item_is_retrying (item));
  vouch_cli_json_text (builder, "candidate",
                       application != NULL ? application->candidate_id : NULL);
  vouch_cli_json_person (builder, "person", application != NULL ? application->person : NULL);
  vouch_cli_json_text (builder, "job", application != NULL ? application->job_id : NULL);
  vouch_cli_json_text (builder, "job_title", item->job != NULL ? item->job->title : NULL);
  vouch_cli_json_reason (builder, "reason", vouch_cli_item_get_reason (item));
  vouch_cli_json_int (builder, "attempts", item->effect != NULL ? item->effect->attempts : 0);
  vouch_cli_json_time (builder, "next_try", item->effect != NULL ? item->effect->next_at : 0);
  vouch_cli_json_time (builder, "entered_on",
                       item->trigger != NULL ? item->trigger->entered_on : 0);
  json_builder_end_object (builder);
}

static void
print_json (VouchCli   *self,
            const List *list)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_list (builder, "items");
  for (guint i = 0; i < list->items->len; i++)
    add_item (builder, list->items->pdata[i]);
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

static void
print_items (GPtrArray *items,
             gboolean   retrying)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (vouch_cli_item_is_retrying (items->pdata[i]) == retrying)
        print_item (items->pdata[i]);
    }
}

static void
print_list (GPtrArray *items,
            guint      n_waiting)
{
  if (n_waiting == 0)
    vouch_cli_print (_("Nothing waits for a person.\n"));
  print_items (items, FALSE);
  if (n_waiting == items->len)
    return;

  vouch_cli_print (_("\nVouch tries these again by itself:\n"));
  print_items (items, TRUE);
}

static gboolean
show (VouchCli  *self,
      gboolean   late_only,
      GError   **error)
{
  List list = { self->connection->id, late_only, NULL };
  g_autoptr(GPtrArray) items = NULL;
  guint n_waiting;

  if (!vouch_cli_read (self, load, &list, error))
    return FALSE;

  items = list.items;
  n_waiting = vouch_cli_items_count_waiting (items);
  self->attention = n_waiting > 0;
  if (self->json)
    print_json (self, &list);
  else
    print_list (items, n_waiting);
  return TRUE;
}

gboolean
vouch_cli_run_attention_list (VouchCli  *self,
                              GError   **error)
{
  return vouch_cli_parse (self, NULL, 0, 0, error) &&
         vouch_cli_open (self, VOUCH_CLI_READ, error) && vouch_cli_choose (self, error) &&
         show (self, FALSE, error);
}

/* Catching up. */

typedef struct
{
  gint64 connection_id;
  char **args;
  gint64 now;
  guint n_confirmed;
} Confirm;

static gboolean
is_wanted (const Confirm      *self,
           const VouchCliItem *item)
{
  return g_strv_contains ((const char *const *) self->args, item->id) ||
         g_strv_contains ((const char *const *) self->args, "all");
}

static gboolean
confirm (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  Confirm *self = data;
  g_autoptr(GPtrArray) items = vouch_cli_items_list (db, self->connection_id, error);

  self->n_confirmed = 0;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const VouchCliItem *item = items->pdata[i];

      if (!vouch_cli_item_is_late (item) || !is_wanted (self, item))
        continue;
      if (!vouch_action_confirm (db, item->trigger->id, self->now, error))
        return FALSE;
      self->n_confirmed++;
    }

  /* All of them or none: an id that is not in the list is a mistake. */
  if (items != NULL && !g_strv_contains ((const char *const *) self->args, "all") &&
      self->n_confirmed < g_strv_length (self->args))
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "no such entry");
      return FALSE;
    }

  return items != NULL;
}

static gboolean
run_confirm (VouchCli  *self,
             GError   **error)
{
  Confirm data = { .args = self->args };
  g_autoptr(JsonBuilder) builder = NULL;

  if (!vouch_cli_open (self, VOUCH_CLI_WRITE, error) || !vouch_cli_choose (self, error))
    return FALSE;

  data.connection_id = self->connection->id;
  data.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit confirmed", confirm, &data, error))
    return FALSE;

  if (!self->json)
    {
      vouch_cli_print (ngettext ("%u entry is confirmed; the next sync sends it.\n",
                                 "%u entries are confirmed; the next sync sends them.\n",
                                 data.n_confirmed), data.n_confirmed);
      return TRUE;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_int (builder, "confirmed", data.n_confirmed);
  vouch_cli_json_print (builder);
  return TRUE;
}

gboolean
vouch_cli_run_catch_up (VouchCli  *self,
                        GError   **error)
{
  gboolean confirms = FALSE;
  const GOptionEntry entries[] = {
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &confirms,
      N_("Let the entries named, or all, go ahead"), NULL },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, -1, error))
    return FALSE;
  if (confirms != (self->n_args > 0))
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("usage: vouchctl catch-up [--confirm ID…|all]"));
      return FALSE;
    }
  if (confirms)
    return run_confirm (self, error);

  return vouch_cli_open (self, VOUCH_CLI_READ, error) && vouch_cli_choose (self, error) &&
         show (self, TRUE, error);
}
