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
#include "cli/vouch-cli-runs.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-ledger.h"
#include "store/vouch-run-list.h"

#define MAX_LIMIT 10000

typedef struct
{
  gint64 connection_id;
  char *text_id;       /* (nullable) (owned) */
  gboolean runs;       /* them, instead of lines */
  gint64 run_id;       /* 0: of all */
  gint64 before;
  gint64 limit;
  gboolean csv;
  GPtrArray *lines;    /* (owned) (nullable), of VouchActivity, or of VouchRun */
} Page;

static void
clear_page (Page *self)
{
  g_free (self->text_id);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, clear_page)

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Page *self = data;

  if (self->runs)
    self->lines = vouch_runs_list (db, self->connection_id, self->before, self->limit, error);
  else if (self->run_id != 0)
    self->lines = vouch_ledger_list_run (db, self->connection_id, self->run_id, self->before,
                                         self->limit, error);
  else
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
      g_autoptr(VouchText) text = vouch_text_for_reason_verbatim (line->what);

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
      add_id (builder, "run", line->run_id);
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
    "run",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  vouch_csv_append_row (text, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];
      g_autoptr(VouchText) what = vouch_text_for_reason_verbatim (line->what);
      g_autofree char *id = dup_id (line->id);
      g_autofree char *at = vouch_time_to_string (line->at);
      g_autofree char *application = dup_id (line->application_id);
      g_autofree char *entry = dup_id (line->trigger_id);
      g_autofree char *request = dup_id (line->request_id);
      g_autofree char *effect = dup_id (line->effect_id);
      g_autofree char *run = dup_id (line->run_id);
      const char *const cells[] = {
        id, at, line->actor, vouch_reason_get_id (line->what), what->sentence,
        application, entry, request, effect, run,
      };

      vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
      fwrite (text->str, 1, text->len, stdout);
      g_string_truncate (text, 0);
    }
  fwrite (text->str, 1, text->len, stdout);
}

static void
print (VouchCli   *self,
       const Page *page)
{
  if (page->csv)
    (page->runs ? vouch_cli_runs_print_csv : print_csv) (page->lines);
  else if (self->json)
    (page->runs ? vouch_cli_runs_print_json : print_json) (self, page->lines);
  else
    (page->runs ? vouch_cli_runs_print : print_lines) (page->lines);
}

static gboolean
check_usage (VouchCli    *self,
             const Page  *page,
             GError     **error)
{
  g_autofree char *sentence = NULL;

  if (page->limit < 1 || page->limit > MAX_LIMIT || page->before < 0 || page->run_id < 0)
    sentence = g_strdup_printf (_("--limit is from 1 to %d; --before and --run are ids."),
                                MAX_LIMIT);
  else if (page->csv && self->json)
    sentence = g_strdup (_("Choose one of --csv and --json."));
  else if (page->runs + (page->run_id != 0) + (page->text_id != NULL) > 1)
    sentence = g_strdup (_("Choose one of --runs, --run and --what."));
  if (sentence == NULL)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

gboolean
vouch_cli_run_ledger (VouchCli  *self,
                      GError   **error)
{
  g_auto(Page) page = { .limit = 50 };
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT64, &page.limit, N_("How many lines, the newest first (50)"),
      N_("N") },
    { "before", 0, 0, G_OPTION_ARG_INT64, &page.before, N_("Only lines older than this one"),
      N_("ID") },
    { "what", 0, 0, G_OPTION_ARG_STRING, &page.text_id, N_("Only lines of this kind: request.sent"),
      N_("KIND") },
    { "runs", 0, 0, G_OPTION_ARG_NONE, &page.runs,
      N_("Show runs instead of lines: when, why and what came of it"), NULL },
    { "run", 0, 0, G_OPTION_ARG_INT64, &page.run_id, N_("Only lines of this run"), N_("ID") },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &page.csv, N_("Print CSV, safe to open in a spreadsheet"),
      NULL },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error) || !check_usage (self, &page, error) ||
      !vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error))
    return FALSE;

  page.connection_id = self->connection->id;
  if (!vouch_cli_read (self, load, &page, error))
    return FALSE;

  print (self, &page);
  return TRUE;
}
