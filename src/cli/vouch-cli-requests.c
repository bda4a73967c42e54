/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-ledger.h"
#include "store/vouch-requests.h"

#define MAX_LINES 100

typedef struct
{
  VouchRequestRow *request;      /* (owned) */
  VouchApplication *application; /* (owned) (nullable) */
  VouchJob *job;                 /* (owned) (nullable) */
  GPtrArray *references;         /* (owned) (nullable), of VouchReferenceRow */
  GPtrArray *lines;              /* (owned) (nullable), of VouchActivity */
} Entry;

typedef struct
{
  gint64 connection_id;
  gboolean open_only;
  gint64 id;           /* only this one; 0: all */
  GPtrArray *entries;  /* (owned), of Entry */
} List;

static void
entry_free (Entry *self)
{
  g_clear_pointer (&self->request, vouch_request_row_free);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->job, vouch_job_free);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_entry (List                   *self,
            VouchDb                *db,
            const VouchRequestRow  *request,
            GError                **error)
{
  Entry *entry = g_new0 (Entry, 1);

  g_ptr_array_add (self->entries, entry);
  entry->request = vouch_request_row_copy (request);
  entry->application = vouch_applications_get (db, request->application_id, error);
  if (entry->application == NULL)
    return FALSE;
  entry->job = vouch_jobs_get (db, self->connection_id, request->job_id, NULL);

  return TRUE;
}

static gboolean
load_list (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  List *self = data;
  g_autoptr(GPtrArray) requests =
    vouch_requests_list (db, self->connection_id, self->open_only, error);

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    {
      if (!load_entry (self, db, requests->pdata[i], error))
        return FALSE;
    }

  return requests != NULL;
}

static gboolean
load_one (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  List *self = data;
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, self->id, error);
  Entry *entry;

  if (request == NULL)
    return FALSE;
  if (request->connection_id != self->connection_id)
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "another's");
      return FALSE;
    }
  if (!load_entry (self, db, request, error))
    return FALSE;

  entry = self->entries->pdata[0];
  entry->references = vouch_references_list (db, request->id, error);
  if (entry->references == NULL)
    return FALSE;
  entry->lines = vouch_ledger_list (db, self->connection_id, NULL, request->application_id, 0,
                                    MAX_LINES, error);
  return entry->lines != NULL;
}

static void
clear_list (List *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, clear_list)

/* Showing. */

static char *
dup_person (const Entry *entry)
{
  return entry->application->person != NULL ? vouch_contact_dup_name (entry->application->person)
                                            : g_strdup (entry->request->candidate_id);
}

static const char *
get_job (const Entry *entry)
{
  return entry->job != NULL && entry->job->title != NULL ? entry->job->title
                                                         : entry->request->job_id;
}

static char *
dup_days (const Entry *entry,
          gint64       now)
{
  gint64 until = entry->request->closed_at != 0 ? entry->request->closed_at : now;

  if (entry->request->created_at == 0)
    return g_strdup ("–");

  return g_strdup_printf ("%" G_GINT64_FORMAT,
                          MAX (until - entry->request->created_at, 0) / VOUCH_DAY);
}

static void
print_list (const List *list,
            gint64      now)
{
  g_autoptr(VouchCliTable) table =
    vouch_cli_table_new (_("ID"), _("Candidate"), _("Job"), _("State"), _("%"), _("Days"),
                         _("Requestor"), NULL);

  for (guint i = 0; i < list->entries->len; i++)
    {
      const Entry *entry = list->entries->pdata[i];
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, entry->request->id);
      g_autofree char *progress = g_strdup_printf ("%d", entry->request->progress);
      g_autofree char *person = dup_person (entry);
      g_autofree char *days = dup_days (entry, now);

      vouch_cli_table_add (table, id, person, get_job (entry),
                           vouch_stage_to_string (entry->request->stage), progress, days,
                           entry->request->requestor);
    }
  vouch_cli_table_print (table);
}

static void
add_references (JsonBuilder *builder,
                GPtrArray   *references)
{
  vouch_cli_json_list (builder, "references");
  for (guint i = 0; i < references->len; i++)
    {
      const VouchReferenceRow *reference = references->pdata[i];

      json_builder_begin_object (builder);
      vouch_cli_json_text (builder, "first_name", reference->first_name);
      vouch_cli_json_text (builder, "last_name", reference->last_name);
      vouch_cli_json_text (builder, "email", reference->email);
      vouch_cli_json_text (builder, "relationship", reference->relationship);
      vouch_cli_json_text (builder, "status", reference->status);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_lines (JsonBuilder *builder,
           GPtrArray   *lines)
{
  vouch_cli_json_list (builder, "ledger");
  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];

      json_builder_begin_object (builder);
      vouch_cli_json_time (builder, "at", line->at);
      vouch_cli_json_text (builder, "actor", line->actor);
      vouch_cli_json_reason (builder, "what", line->what);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_entry (JsonBuilder *builder,
           const Entry *entry)
{
  const VouchRequestRow *request = entry->request;

  json_builder_begin_object (builder);
  vouch_cli_json_int (builder, "id", request->id);
  vouch_cli_json_text (builder, "request_id", request->request_id);
  vouch_cli_json_text (builder, "external_id", request->external_id);
  vouch_cli_json_text (builder, "candidate", request->candidate_id);
  vouch_cli_json_person (builder, "person", entry->application->person);
  vouch_cli_json_text (builder, "job", request->job_id);
  vouch_cli_json_text (builder, "job_title", entry->job != NULL ? entry->job->title : NULL);
  vouch_cli_json_text (builder, "position", request->position);
  vouch_cli_json_text (builder, "requestor", request->requestor);
  vouch_cli_json_int (builder, "template", request->template_id);
  vouch_cli_json_text (builder, "state", vouch_stage_to_string (request->stage));
  vouch_cli_json_text (builder, "status", request->status);
  vouch_cli_json_int (builder, "progress", request->progress);
  vouch_cli_json_bool (builder, "adopted", request->adopted);
  vouch_cli_json_text (builder, "outcome", request->outcome);
  vouch_cli_json_text (builder, "report_url", request->report_url);
  vouch_cli_json_time (builder, "created_at", request->created_at);
  vouch_cli_json_time (builder, "closed_at", request->closed_at);
  if (entry->references != NULL)
    add_references (builder, entry->references);
  if (entry->lines != NULL)
    add_lines (builder, entry->lines);
  json_builder_end_object (builder);
}

static void
print_json (VouchCli   *self,
            const List *list)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  if (list->id != 0)
    json_builder_set_member_name (builder, "request");
  else
    vouch_cli_json_list (builder, "requests");
  for (guint i = 0; i < list->entries->len; i++)
    add_entry (builder, list->entries->pdata[i]);
  if (list->id == 0)
    json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

gboolean
vouch_cli_run_requests_list (VouchCli  *self,
                             GError   **error)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Closed ones too"), NULL },
    { NULL },
  };
  g_auto(List) list = { 0 };

  if (!vouch_cli_parse (self, entries, 0, 0, error) ||
      !vouch_cli_open (self, VOUCH_CLI_READ, error) ||
      !vouch_cli_choose (self, error))
    return FALSE;

  list.connection_id = self->connection->id;
  list.open_only = !all;
  list.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  if (!vouch_cli_read (self, load_list, &list, error))
    return FALSE;

  if (self->json)
    print_json (self, &list);
  else if (list.entries->len == 0)
    vouch_cli_print (_("There is no request.\n"));
  else
    print_list (&list, vouch_cli_get_now (self));
  return TRUE;
}

static void
print_field (const char *title,
             const char *text)
{
  g_autofree char *escaped = vouch_cli_escape (text);

  vouch_cli_print ("%s: %s\n", title, text != NULL ? escaped : "–");
}

static void
print_lines (GPtrArray *lines)
{
  for (guint i = lines->len; i > 0; i--)
    {
      const VouchActivity *line = lines->pdata[i - 1];
      g_autofree char *at = vouch_cli_format_time (line->at);
      g_autoptr(VouchText) text = vouch_text_for_reason_verbatim (line->what);
      g_autofree char *sentence = vouch_cli_escape (text->sentence);

      vouch_cli_print ("  %s  %s\n", at, sentence);
    }
}

static void
print_references (GPtrArray *references)
{
  g_autoptr(VouchCliTable) table =
    vouch_cli_table_new (_("Reference"), _("E-mail"), _("Relationship"), _("State"), NULL);

  for (guint i = 0; i < references->len; i++)
    {
      const VouchReferenceRow *reference = references->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s %s", reference->first_name,
                                               reference->last_name);

      vouch_cli_table_add (table, name, reference->email, reference->relationship,
                           reference->status);
    }
  if (references->len > 0)
    vouch_cli_table_print (table);
}

static void
print_one (const Entry *entry)
{
  const VouchRequestRow *request = entry->request;
  g_autofree char *person = dup_person (entry);
  g_autofree char *created = vouch_cli_format_time (request->created_at);
  g_autofree char *closed = vouch_cli_format_time (request->closed_at);
  g_autofree char *progress = g_strdup_printf ("%d %%", request->progress);

  print_field (_("Candidate"), person);
  print_field (_("Job"), get_job (entry));
  print_field (_("Requestor"), request->requestor);
  print_field (_("State"), vouch_stage_to_string (request->stage));
  print_field (_("Progress"), progress);
  print_field (_("Request at Crosschq"), request->request_id);
  print_field (_("Made"), created);
  print_field (_("Closed"), closed);
  print_field (_("Outcome"), request->outcome);
  print_field (_("Report"), request->report_url);
  print_references (entry->references);
  print_lines (entry->lines);
}

gboolean
vouch_cli_run_requests_show (VouchCli  *self,
                             GError   **error)
{
  g_auto(List) list = { 0 };

  if (!vouch_cli_parse (self, NULL, 1, 1, error) ||
      !vouch_cli_parse_id (self->args[0], &list.id, error) ||
      !vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error))
    return FALSE;

  list.connection_id = self->connection->id;
  list.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  if (!vouch_cli_read (self, load_one, &list, error))
    return FALSE;

  if (self->json)
    print_json (self, &list);
  else
    print_one (list.entries->pdata[0]);
  return TRUE;
}
