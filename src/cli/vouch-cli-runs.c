/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-runs.h"
#include "cli/vouch-cli-table.h"
#include "model/vouch-run.h"
#include "text/vouch-text-run.h"

static char *
dup_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

void
vouch_cli_runs_print (GPtrArray *runs)
{
  g_autoptr(VouchCliTable) table =
    vouch_cli_table_new (_("ID"), _("Time"), _("Why"), _("Lines"), _("What came of it"), NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const VouchRun *run = runs->pdata[i];
      g_autofree char *id = dup_number (run->id);
      g_autofree char *at = vouch_cli_format_time (run->began_at);
      g_autofree char *n_lines = dup_number (run->n_lines);
      g_autofree char *result = vouch_text_dup_run_result_verbatim (run);

      vouch_cli_table_add (table, id, at, vouch_text_get_run_cause (run->cause), n_lines, result);
    }
  vouch_cli_table_print (table);
}

void
vouch_cli_runs_print_json (VouchCli  *self,
                           GPtrArray *runs)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_list (builder, "runs");
  for (guint i = 0; i < runs->len; i++)
    {
      const VouchRun *run = runs->pdata[i];

      json_builder_begin_object (builder);
      vouch_cli_json_int (builder, "id", run->id);
      vouch_cli_json_time (builder, "began_at", run->began_at);
      vouch_cli_json_time (builder, "ended_at", run->ended_at);
      vouch_cli_json_text (builder, "cause", vouch_run_cause_to_string (run->cause));
      vouch_cli_json_text (builder, "state", vouch_run_state_to_string (run->state));
      vouch_cli_json_int (builder, "seen", run->n_seen);
      vouch_cli_json_int (builder, "planned", run->n_planned);
      vouch_cli_json_int (builder, "delivered", run->n_delivered);
      vouch_cli_json_int (builder, "lines", run->n_lines);
      vouch_cli_json_reason (builder, "problem", run->problem);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

/* Always UTF-8. */
void
vouch_cli_runs_print_csv (GPtrArray *runs)
{
  g_autoptr(GString) text = g_string_new (NULL);

  vouch_text_append_run_titles (text);
  for (guint i = 0; i < runs->len; i++)
    vouch_text_append_run (text, runs->pdata[i]);
  fwrite (text->str, 1, text->len, stdout);
}
