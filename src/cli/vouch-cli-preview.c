/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-preview.h"
#include "cli/vouch-cli-table.h"
#include "sync/vouch-preview.h"

static void
print_subject (const VouchPreviewItem *item)
{
  g_autofree char *name = item->person != NULL ? vouch_contact_dup_name (item->person)
                                               : g_strdup (item->candidate_id);
  g_autofree char *candidate = vouch_cli_escape (name);
  g_autofree char *job = vouch_cli_escape (item->job_title != NULL ? item->job_title
                                                                   : item->job_id);

  vouch_cli_print (_("%s (candidate %s), job %s:\n  "), candidate, item->candidate_id, job);
}

static void
print_item (const VouchPreviewItem *item,
            gint64                  now)
{
  g_autofree char *next_at = vouch_cli_format_time (item->next_at);

  if (item->application_id != 0)
    print_subject (item);
  if (item->reason != NULL)
    vouch_cli_print_reason (item->reason);
  else
    vouch_cli_print (_("A reference request would be sent.\n"));
  if (item->next_at > now)
    vouch_cli_print (_("  Not before %s.\n"), next_at);
  for (guint i = 0; i < item->remarks->len; i++)
    {
      vouch_cli_print ("  ");
      vouch_cli_print_reason (item->remarks->pdata[i]);
    }
}

void
vouch_cli_print_preview (GPtrArray *preview,
                         gint64     now)
{
  if (preview->len == 0)
    vouch_cli_print (_("Nobody waits for a request, and nothing waits to be delivered.\n"));

  for (guint i = 0; i < preview->len; i++)
    print_item (preview->pdata[i], now);
}

static void
add_item (JsonBuilder            *builder,
          const VouchPreviewItem *item)
{
  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "action", vouch_preview_kind_to_string (item->kind));
  vouch_cli_json_text (builder, "kind", item->effect);
  vouch_cli_json_text (builder, "candidate", item->candidate_id);
  vouch_cli_json_person (builder, "person", item->person);
  vouch_cli_json_text (builder, "job", item->job_id);
  vouch_cli_json_text (builder, "job_title", item->job_title);
  vouch_cli_json_bool (builder, "sends", item->kind == VOUCH_PREVIEW_SEND);
  vouch_cli_json_time (builder, "not_before", item->next_at);
  vouch_cli_json_reason (builder, "reason", item->reason);
  vouch_cli_json_list (builder, "remarks");
  for (guint i = 0; i < item->remarks->len; i++)
    vouch_cli_json_reason (builder, NULL, item->remarks->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
vouch_cli_add_preview (JsonBuilder *builder,
                       GPtrArray   *preview)
{
  vouch_cli_json_list (builder, "preview");
  for (guint i = 0; i < preview->len; i++)
    add_item (builder, preview->pdata[i]);
  json_builder_end_array (builder);
}
