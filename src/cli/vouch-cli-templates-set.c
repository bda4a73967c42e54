/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-deliver.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "crosschq/vouch-crosschq-dialect.h"
#include "setup/vouch-template-json.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"

#define MAX_FILE (1024 * 1024)

/* Reading. */

static GBytes *
read_stdin (GError **error)
{
  g_autoptr(GByteArray) array = g_byte_array_new ();
  guint8 buffer[4096];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0 && array->len <= MAX_FILE)
    g_byte_array_append (array, buffer, n);
  if (array->len > MAX_FILE || ferror (stdin))
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                           _("The template on standard input cannot be read or is too long."));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_str_equal (path, "-"))
    return read_stdin (error);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > MAX_FILE)
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, _("%s: too long"), path);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&text), length);
}

/* Setting. */

typedef struct
{
  VouchTemplate *template; /* (owned) */
  const char *what;
  const char *dialect;     /* (nullable) */
  gint64 now;
  gint64 id;
  GPtrArray *losses;       /* (owned) (nullable), of VouchReason */
} Set;

static const VouchSurvey *
find_survey (GPtrArray  *surveys,
             const char *codename)
{
  for (guint i = 0; i < surveys->len; i++)
    {
      const VouchSurvey *survey = surveys->pdata[i];

      if (g_strcmp0 (survey->codename, codename) == 0)
        return survey;
    }

  return NULL;
}

/* A survey is named by its code, which nobody knows by heart. */
static void
refuse_survey (const Set  *self,
               GPtrArray  *surveys,
               GError    **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < surveys->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((VouchSurvey *) surveys->pdata[i])->codename);

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN,
               _("%s: survey: the Crosschq account has no survey “%s”; it has: %s"), self->what,
               self->template->survey, names->str);
}

static gboolean
check (const Set  *self,
       VouchDb    *db,
       GError    **error)
{
  g_autoptr(GPtrArray) surveys = vouch_surveys_list (db, self->template->connection_id, error);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(VouchText) text = NULL;
  g_autofree char *path = NULL;

  if (surveys == NULL)
    return FALSE;

  if (*self->template->survey != '\0' && find_survey (surveys, self->template->survey) == NULL)
    {
      refuse_survey (self, surveys, error);
      return FALSE;
    }

  problems = vouch_template_validate (self->template,
                                      find_survey (surveys, self->template->survey));
  if (problems->len == 0)
    return TRUE;

  text = vouch_text_for_reason_verbatim (problems->pdata[0]);
  path = vouch_template_dup_path (problems->pdata[0]);
  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, "%s: %s: %s", self->what,
               path != NULL ? path : "template", text->sentence);
  return FALSE;
}

/* A template is known by its tag: the one that has it is replaced. */
static gboolean
store (VouchDb   *db,
       gpointer   data,
       GError   **error)
{
  Set *self = data;
  g_autoptr(GPtrArray) templates =
    vouch_templates_list (db, self->template->connection_id, error);

  if (templates == NULL || !check (self, db, error))
    return FALSE;

  self->template->id = 0;
  for (guint i = 0; i < templates->len; i++)
    {
      const VouchTemplate *template = templates->pdata[i];

      if (g_strcmp0 (template->tag, self->template->tag) != 0)
        continue;
      self->template->id = template->id;
      self->template->revision = template->revision;
    }

  self->id = vouch_templates_save (db, self->template, error);
  return self->id != 0 &&
         vouch_action_note (db, self->template->connection_id, "template.saved", "tag",
                            self->template->tag, self->now, error);
}

static void
print_set (VouchCli  *self,
           const Set *set)
{
  g_autofree char *tag = vouch_cli_escape (set->template->tag);
  g_autoptr(JsonBuilder) builder = NULL;

  if (self->json)
    {
      builder = vouch_cli_json_begin ();
      vouch_cli_json_text (builder, "connection", self->connection->name);
      vouch_cli_json_int (builder, "id", set->id);
      vouch_cli_json_text (builder, "tag", set->template->tag);
      vouch_cli_json_bool (builder, "replaced", set->template->id != 0);
      vouch_cli_json_list (builder, "losses");
      for (guint i = 0; i < set->losses->len; i++)
        vouch_cli_json_reason (builder, NULL, set->losses->pdata[i]);
      json_builder_end_array (builder);
      vouch_cli_json_print (builder);
      return;
    }

  vouch_cli_print (set->template->id != 0 ? _("The template “%s” is replaced.\n")
                                          : _("The template “%s” is made.\n"), tag);
  for (guint i = 0; i < set->losses->len; i++)
    vouch_cli_print_reason (set->losses->pdata[i]);
}

static void
clear_set (Set *self)
{
  g_clear_pointer (&self->template, vouch_template_free);
  g_clear_pointer (&self->losses, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Set, clear_set)

/* What the account's API cannot carry is said now, not when a candidate waits (product.md §4). */
static GPtrArray *
find_losses (const Set *self)
{
  const VouchCrosschqDialect *dialect = vouch_crosschq_dialect_lookup (self->dialect);

  if (dialect == NULL)
    return g_ptr_array_new ();

  return vouch_crosschq_dialect_losses (dialect, FALSE, self->template);
}

gboolean
vouch_cli_run_templates_set (VouchCli  *self,
                             GError   **error)
{
  g_auto(Set) set = { 0 };
  g_autoptr(GBytes) bytes = NULL;

  if (!vouch_cli_parse (self, NULL, 1, 1, error))
    return FALSE;
  bytes = read_file (self->args[0], error);
  if (bytes == NULL)
    return FALSE;
  set.what = self->args[0];
  set.template = vouch_template_from_json (bytes, set.what, error);
  if (set.template == NULL || !vouch_cli_open (self, VOUCH_CLI_WRITE, error) ||
      !vouch_cli_choose (self, error))
    return FALSE;

  set.template->connection_id = self->connection->id;
  set.dialect = self->connection->crosschq_dialect;
  set.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit template", store, &set, error))
    return FALSE;

  set.losses = find_losses (&set);
  print_set (self, &set);
  return TRUE;
}

/* Pushing. */

typedef struct
{
  gint64 connection_id;
  gboolean archive_stale;
  VouchRandom *random;
  gint64 now;
  int n_planned;
} Push;

static gboolean
plan_push (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Push *self = data;

  self->n_planned = vouch_action_push_tags (db, self->connection_id, self->archive_stale,
                                            self->random, self->now, error);
  return self->n_planned >= 0;
}

static void
print_push (VouchCli         *self,
            const Push       *push,
            VouchCycle       *cycle)
{
  VouchReason *problem = vouch_cycle_get_problem (cycle);
  g_autoptr(JsonBuilder) builder = NULL;

  if (!self->json)
    {
      if (push->n_planned == 0)
        vouch_cli_print (_("The job field has every tag already.\n"));
      else
        vouch_cli_print (ngettext ("%d value to change, %u changed.\n",
                                   "%d values to change, %u changed.\n", push->n_planned),
                         push->n_planned, vouch_cycle_get_n_delivered (cycle));
      if (problem != NULL)
        vouch_cli_print_reason (problem);
      return;
    }

  builder = vouch_cli_json_begin ();
  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_int (builder, "planned", push->n_planned);
  vouch_cli_json_int (builder, "delivered", vouch_cycle_get_n_delivered (cycle));
  vouch_cli_json_reason (builder, "problem", problem);
  vouch_cli_json_print (builder);
}

gboolean
vouch_cli_run_templates_push (VouchCli  *self,
                              GError   **error)
{
  Push push = { 0 };
  const GOptionEntry entries[] = {
    { "archive-stale", 0, 0, G_OPTION_ARG_NONE, &push.archive_stale,
      N_("Archive the field's values that no template has"), NULL },
    { NULL },
  };
  g_autoptr(VouchCycle) cycle = NULL;

  if (!vouch_cli_parse (self, entries, 0, 0, error) || !vouch_cli_work (self, error) ||
      !vouch_cli_require_on (self, error) || !vouch_cli_refresh (self, error))
    return FALSE;

  push.connection_id = self->connection->id;
  push.random = vouch_context_get_random (self->context);
  push.now = vouch_cli_get_now (self);
  if (!vouch_cli_write (self, "commit push", plan_push, &push, error))
    return FALSE;
  cycle = vouch_cli_sync (self, VOUCH_CYCLE_DELIVER_ONLY, error);
  if (cycle == NULL)
    return FALSE;

  print_push (self, &push, cycle);
  self->attention = vouch_cli_problem_needs_person (vouch_cycle_get_problem (cycle));
  return TRUE;
}
