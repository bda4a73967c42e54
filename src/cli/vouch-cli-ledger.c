/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-ledger.h"

#define MAX_LIMIT 10000

typedef struct
{
  gint64 connection_id;
  char *text_id;       /* (nullable) */
  gint64 before;
  gint64 limit;
  GPtrArray *lines;    /* (owned), of VouchActivity */
} Page;

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Page *self = data;

  self->lines = vouch_ledger_list (db, self->connection_id, self->text_id, 0, self->before,
                                   self->limit, error);
  return self->lines != NULL;
}

/* A line names people by their row alone. */
static void
print_lines (GPtrArray *lines)
{
  g_autoptr(VouchCliTable) table =
    vouch_cli_table_new (_("ID"), _("Time"), _("Who"), _("What"), NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
      g_autofree char *at = vouch_cli_format_time (line->at);
      g_autoptr(VouchText) text = vouch_text_for_reason (line->what);

      vouch_cli_table_add (table, id, at, line->actor, text->sentence);
    }
  vouch_cli_table_print (table);
}

static void
add_id (JsonBuilder *builder,
        const char  *name,
        gint64       id)
{
  if (id != 0)
    vouch_cli_json_int (builder, name, id);
  else
    vouch_cli_json_text (builder, name, NULL);
}

static void
print_json (VouchCli  *self,
            GPtrArray *lines)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_list (builder, "lines");
  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];

      json_builder_begin_object (builder);
      vouch_cli_json_int (builder, "id", line->id);
      vouch_cli_json_time (builder, "at", line->at);
      vouch_cli_json_text (builder, "actor", line->actor);
      add_id (builder, "application", line->application_id);
      add_id (builder, "entry", line->trigger_id);
      add_id (builder, "request", line->request_id);
      add_id (builder, "effect", line->effect_id);
      vouch_cli_json_reason (builder, "what", line->what);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

/* Always UTF-8. The names are for programs; only the sentence is in the person's language. */
static void
print_csv (GPtrArray *lines)
{
  static const char *const titles[] = {
    "id", "at", "actor", "what", "sentence", "application", "entry", "request", "effect",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  vouch_csv_append_row (text, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];
      g_autoptr(VouchText) what = vouch_text_for_reason (line->what);
      g_autofree char *id = dup_id (line->id);
      g_autofree char *at = vouch_time_to_string (line->at);
      g_autofree char *application = dup_id (line->application_id);
      g_autofree char *entry = dup_id (line->trigger_id);
      g_autofree char *request = dup_id (line->request_id);
      g_autofree char *effect = dup_id (line->effect_id);
      const char *const cells[] = {
        id, at, line->actor, vouch_reason_get_id (line->what), what->sentence,
        application, entry, request, effect,
      };

      vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
      fwrite (text->str, 1, text->len, stdout);
      g_string_truncate (text, 0);
    }
  fwrite (text->str, 1, text->len, stdout);
}

gboolean
vouch_cli_run_ledger (VouchCli  *self,
                      GError   **error)
{
  Page page = { .limit = 50 };
  gboolean csv = FALSE;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT64, &page.limit, N_("How many lines, the newest first (50)"),
      N_("N") },
    { "before", 0, 0, G_OPTION_ARG_INT64, &page.before, N_("Only lines older than this one"),
      N_("ID") },
    { "what", 0, 0, G_OPTION_ARG_STRING, &page.text_id, N_("Only lines of this kind: request.sent"),
      N_("KIND") },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("Print CSV, safe to open in a spreadsheet"), NULL },
    { NULL },
  };
  g_autofree char *text_id = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;
  text_id = page.text_id;
  if (page.limit < 1 || page.limit > MAX_LIMIT || page.before < 0)
    {
      g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                   _("--limit is from 1 to %d, --before the id of a line."), MAX_LIMIT);
      return FALSE;
    }
  if (csv && self->json)
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("Choose one of --csv and --json."));
      return FALSE;
    }
  if (!vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error))
    return FALSE;

  page.connection_id = self->connection->id;
  if (!vouch_cli_read (self, load, &page, error))
    return FALSE;

  lines = page.lines;
  if (csv)
    print_csv (lines);
  else if (self->json)
    print_json (self, lines);
  else
    print_lines (lines);
  return TRUE;
}
