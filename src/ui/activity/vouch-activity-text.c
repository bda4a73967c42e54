/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <json-glib/json-glib.h>

#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "model/vouch-run.h"
#include "store/vouch-activity-list.h"
#include "text/vouch-text-run.h"
#include "text/vouch-text.h"
#include "ui/activity/vouch-activity-text.h"
#include "ui/activity/vouch-activity-words.h"

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static void
append_line_csv (GString                 *text,
                 const VouchActivityItem *item)
{
  g_autofree char *id = dup_id (item->id);
  g_autofree char *at = vouch_time_to_string (item->at);
  g_autoptr(VouchText) what = vouch_text_for_reason_verbatim (item->what);
  g_autofree char *application = dup_id (item->application_id);
  g_autofree char *entry = dup_id (item->trigger_id);
  g_autofree char *request = dup_id (item->request_id);
  g_autofree char *effect = dup_id (item->effect_id);
  g_autofree char *run = dup_id (item->run_id);
  const char *const cells[] = {
    id, at, item->actor, vouch_reason_get_id (item->what), what->sentence, item->person,
    item->candidate_id, item->job_title, item->job_id, application, entry, request, effect, run,
  };

  vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
}

static void
append_line_titles (GString *text)
{
  static const char *const titles[] = {
    "id", "at", "actor", "what", "sentence", "candidate", "candidate-id", "job", "job-id",
    "application", "entry", "request", "effect", "run",
  };

  vouch_csv_append_row (text, titles, G_N_ELEMENTS (titles));
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (valid != NULL)
    json_object_set_string_member (object, name, valid);
  else
    json_object_set_null_member (object, name);
}

static void
add_id (JsonObject *object,
        const char *name,
        gint64      id)
{
  if (id != 0)
    json_object_set_int_member (object, name, id);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
make_parameters (const VouchReason *what)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < vouch_reason_get_n (what); i++)
    {
      const char *name, *value;

      vouch_reason_get_nth (what, i, &name, &value);
      add_text (object, name, value);
    }

  return object;
}

static JsonObject *
make_line (const VouchActivityItem *item)
{
  JsonObject *object = json_object_new ();
  g_autofree char *at = vouch_time_to_string (item->at);
  g_autoptr(VouchText) what = vouch_text_for_reason_verbatim (item->what);

  add_id (object, "id", item->id);
  add_text (object, "at", at);
  add_text (object, "actor", item->actor);
  add_text (object, "what", vouch_reason_get_id (item->what));
  json_object_set_object_member (object, "parameters", make_parameters (item->what));
  add_text (object, "sentence", what->sentence);
  add_text (object, "candidate", item->person);
  add_text (object, "candidate-id", item->candidate_id);
  add_text (object, "job", item->job_title);
  add_text (object, "job-id", item->job_id);
  add_id (object, "application", item->application_id);
  add_id (object, "entry", item->trigger_id);
  add_id (object, "request", item->request_id);
  add_id (object, "effect", item->effect_id);
  add_id (object, "run", item->run_id);
  return object;
}

static JsonObject *
make_run (const VouchRun *run)
{
  JsonObject *object = json_object_new ();
  g_autofree char *began_at = vouch_time_to_string (run->began_at);
  g_autofree char *ended_at = run->ended_at != 0 ? vouch_time_to_string (run->ended_at) : NULL;
  g_autofree char *sentence = vouch_text_dup_run_result_verbatim (run);

  add_id (object, "id", run->id);
  add_text (object, "began-at", began_at);
  add_text (object, "ended-at", ended_at);
  add_text (object, "cause", vouch_run_cause_to_string (run->cause));
  add_text (object, "state", vouch_run_state_to_string (run->state));
  json_object_set_int_member (object, "seen", run->n_seen);
  json_object_set_int_member (object, "planned", run->n_planned);
  json_object_set_int_member (object, "delivered", run->n_delivered);
  json_object_set_int_member (object, "lines", run->n_lines);
  add_text (object, "problem",
            run->problem != NULL ? vouch_reason_get_id (run->problem) : NULL);
  add_text (object, "sentence", sentence);
  return object;
}

static void
append_json (GString    *text,
             JsonObject *object)  /* (transfer full) */
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
  line = vouch_json_to_string (node);
  g_string_append (text, line);
}

/* The text of a file. */

void
vouch_activity_begin_text (GString             *text,
                           VouchActivityFormat  format,
                           gboolean             runs)
{
  if (format == VOUCH_ACTIVITY_JSON)
    g_string_append_c (text, '[');
  else if (runs)
    vouch_text_append_run_titles (text);
  else
    append_line_titles (text);
}

void
vouch_activity_append_text (GString             *text,
                            VouchActivityFormat  format,
                            gboolean             runs,
                            gconstpointer        data,
                            gboolean             first)
{
  if (format == VOUCH_ACTIVITY_JSON)
    {
      g_string_append (text, first ? "\n" : ",\n");
      append_json (text, runs ? make_run (data) : make_line (data));
    }
  else if (runs)
    {
      vouch_text_append_run (text, data);
    }
  else
    {
      append_line_csv (text, data);
    }
}

void
vouch_activity_end_text (GString             *text,
                         VouchActivityFormat  format)
{
  if (format == VOUCH_ACTIVITY_JSON)
    g_string_append (text, "\n]\n");
}
