/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <string.h>

#include "json/vouch-json.h"
#include "test-counts.h"
#include "vouch-desk.h"
#include "vouch-world-compare.h"

#define SEED 17

#define INES "ines.okafor@example.org"
#define THEO "theo.lind@example.org"

/* What a field becomes. */
static const char *const values[] = {
  "remove", "null", "empty", "text", "number", "true", "array", "object", "huge",
};

/**
 * Kind:
 * @path: of the answers that drift; INES, JOB, REQUEST, FIELD and USER stand for ids
 * @late: it drifts while the reports are brought, otherwise while the requests are made
 * @item: only what belongs to Ines drifts, so that Theo must be served all the same
 * @lost: the answers to both creates are lost, so that Vouch looks for what it made
 * @sample: (nullable): path of an answer with the same fields, where this one cannot be had in
 *   advance
 *
 * One kind of answer.
 */
typedef struct
{
  const char *name;
  VouchListener listener;
  const char *method;
  const char *path;
  gboolean late;
  gboolean item;
  gboolean lost;
  const char *sample;
} Kind;

#define ATS VOUCH_LISTENER_ATS
#define CROSSCHQ VOUCH_LISTENER_CROSSCHQ

static const Kind kinds[] = {
  { "candidates", ATS, "GET", "/candidates", FALSE, FALSE, FALSE, NULL },
  { "candidate", ATS, "GET", "/candidates/INES", FALSE, TRUE, FALSE, NULL },
  { "candidate, late", ATS, "GET", "/candidates/INES", TRUE, TRUE, FALSE, NULL },
  { "job", ATS, "GET", "/jobs/JOB", FALSE, TRUE, FALSE, NULL },
  { "team", ATS, "GET", "/jobs/JOB/hiring-team", FALSE, TRUE, FALSE, NULL },
  { "user", ATS, "GET", "/user-api/v201804/users/USER", FALSE, FALSE, FALSE, NULL },
  { "history", ATS, "GET", "/candidates/INES/jobs/JOB/status/history", FALSE, TRUE, FALSE, NULL },
  { "company", ATS, "GET", "/configuration/company", FALSE, FALSE, FALSE, NULL },
  { "me", ATS, "GET", "/user-api/v201804/users/me", FALSE, FALSE, FALSE, NULL },
  { "hiring processes", ATS, "GET", "/configuration/hiring-processes", FALSE, FALSE, FALSE, NULL },
  { "properties", ATS, "GET", "/configuration/job-properties", FALSE, FALSE, FALSE, NULL },
  { "values", ATS, "GET", "/configuration/job-properties/FIELD/values", FALSE, FALSE, FALSE, NULL },
  { "surveys", CROSSCHQ, "GET", "/api/v2/settings/jobrole/", FALSE, FALSE, FALSE, NULL },
  { "created", CROSSCHQ, "POST", "/api/v2/reference-request/", FALSE, FALSE, FALSE,
    "/api/v2/reference-request/REQUEST/" },
  { "list", CROSSCHQ, "GET", "/api/v2/reference-request/", FALSE, FALSE, TRUE, NULL },
  { "request", CROSSCHQ, "GET", "/api/v2/reference-request/REQUEST/", TRUE, TRUE, FALSE, NULL },
  { "attachments", ATS, "GET", "/candidates/INES/jobs/JOB/attachments", TRUE, TRUE, FALSE, NULL },
  { "messages", ATS, "GET", "/messages", TRUE, FALSE, FALSE, NULL },
};

/* Polls while it drifts, and the seconds between them; longer where Vouch keeps silent before it
 * looks, and between two looks. */
#define N_POLLS 2
#define POLL_PAUSE 61
#define N_LOOKS 5
#define LOOK_PAUSE (6 * 60)

/* What a world with this seed calls its things. */
typedef struct
{
  char *field;
  char *user;
} Ids;

typedef struct
{
  VouchWorld *world;
  const Ids *ids;
  char *jobs[2];
  char *ines;
  char *theo;
} Run;

typedef struct
{
  const Kind *kind;
  const char *field;
  const char *value;
} Drift;

static void
run_init (Run       *self,
          const Ids *ids)
{
  self->ids = ids;
  self->world = vouch_world_new (SEED);
  /* The company was pinned when it was connected. */
  vouch_world_settle (self->world);
  self->jobs[0] = vouch_world_add_job (self->world, "Account Executive", "sales");
  self->jobs[1] = vouch_world_add_job (self->world, "Sales Engineer", "sales");
  self->ines = vouch_world_add_candidate (self->world, "Ines", "Okafor", self->jobs[0], TRUE);
  self->theo = vouch_world_add_candidate (self->world, "Theo", "Lind", self->jobs[1], TRUE);
}

static void
run_clear (Run *self)
{
  g_free (self->jobs[0]);
  g_free (self->jobs[1]);
  g_free (self->ines);
  g_free (self->theo);
  vouch_world_free (self->world);
}

static gboolean
read_ids (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Ids *ids = data;
  VouchRows *rows = vouch_db_query (db, error, "SELECT (SELECT field_id FROM tag_field),"
                                    " (SELECT user_id FROM user ORDER BY user_id LIMIT 1)", "");

  g_assert_true (vouch_rows_next (rows));
  ids->field = g_strdup (vouch_rows_text (rows, 0));
  ids->user = g_strdup (vouch_rows_text (rows, 1));
  return vouch_rows_finish (rows, error);
}

static char *
fill_path (Run        *run,
           const char *path)
{
  g_autofree char *request = vouch_world_find_request (run->world, INES);
  GString *filled = g_string_new (path);

  g_string_replace (filled, "INES", run->ines, 0);
  g_string_replace (filled, "JOB", run->jobs[0], 0);
  g_string_replace (filled, "REQUEST", request != NULL ? request : "none", 0);
  g_string_replace (filled, "FIELD", run->ids->field, 0);
  g_string_replace (filled, "USER", run->ids->user, 0);
  return g_string_free (filled, FALSE);
}

/* People. */

static gboolean
was_made (VouchWorld        *world,
          const VouchEffect *effect)
{
  g_autoptr(GPtrArray) effects = vouch_world_list_effects (world);
  const char *kind = g_str_equal (effect->kind,
                                  "attach-report") ? "attachment-added" : "note-written";
  g_autoptr(VouchDesk) desk = vouch_desk_new (world);
  VouchRequestRow *request = vouch_desk_find_request (desk, effect->request_id);
  g_autofree char *wanted = g_strdup_printf ("%s candidate_id=%s", kind, request->candidate_id);

  for (guint i = 0; i < effects->len; i++)
    {
      if (g_str_has_prefix (effects->pdata[i], wanted))
        return TRUE;
    }

  return FALSE;
}

static char *
find_remote (VouchWorld        *world,
             const VouchEffect *effect)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (world);
  VouchRequestRow *request = vouch_desk_find_request (desk, effect->request_id);
  gboolean ines = g_str_equal (request->position, "Account Executive");

  return vouch_world_find_request (world, ines ? INES : THEO);
}

/* Whoever looks at the service and then decides. */
static void
answer_one (VouchWorld        *world,
            const VouchEffect *effect)
{
  g_autofree char *remote = NULL;

  if (!g_str_equal (effect->kind, "create-request"))
    {
      VouchHand hand = was_made (world, effect) ? VOUCH_HAND_SKIP_EFFECT : VOUCH_HAND_SEND_ANYWAY;

      g_assert_true (vouch_hand (world, hand, effect->id, NULL));
      return;
    }

  remote = find_remote (world, effect);
  g_assert_true (vouch_hand (world, remote != NULL ? VOUCH_HAND_LINK : VOUCH_HAND_SEND_ANYWAY,
                             effect->id,
                             remote));
}

/* Returns: whether anything had to be done, or waits for its next try */
static gboolean
answer_held (VouchWorld *world)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (world);
  gboolean any = FALSE;

  for (guint i = 0; i < desk->effects->len; i++)
    {
      const VouchEffect *effect = desk->effects->pdata[i];

      if (effect->state != VOUCH_EFFECT_HELD)
        continue;
      any = TRUE;
      if (effect->next_at == 0)
        answer_one (world, effect);
    }
  for (guint i = 0; i < desk->triggers->len; i++)
    {
      const VouchTrigger *trigger = desk->triggers->pdata[i];

      if (trigger->state != VOUCH_TRIGGER_HELD)
        continue;
      any = TRUE;
      /* Somebody who was said to be elsewhere came back. */
      if (g_str_has_prefix (vouch_reason_get_id (trigger->reason), "entry."))
        g_assert_true (vouch_hand (world, VOUCH_HAND_CONFIRM, trigger->id, NULL));
    }

  return any;
}

static void
settle (VouchWorld *world)
{
  for (guint i = 0; i < 20; i++)
    {
      vouch_world_settle (world);
      if (!answer_held (world))
        return;
      vouch_world_advance (world, 60);
    }
}

/* One story. */

static void
answer_all (Run *run)
{
  const char *const emails[] = { INES, THEO };

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autofree char *request = vouch_world_find_request (run->world, emails[i]);

      g_assert_nonnull (request);
      vouch_world_do (run->world, "answer-all", "{\"request_id\":\"%s\"}", request);
    }
}

static void
arm (Run         *run,
     const Drift *drift)
{
  g_autofree char *path = fill_path (run, drift->kind->path);

  if (drift->kind->lost)
    vouch_world_do (run->world, "fault", "{\"kind\":\"drop-after\",\"method\":\"POST\",\"times\":2,"
                    "\"path\":\"/api/v2/reference-request/\"}");
  vouch_world_do (run->world, "fault", "{\"kind\":\"field\",\"method\":\"%s\",\"path\":\"%s\","
                  "\"field\":\"%s\",\"value\":\"%s\",\"times\":-1}",
                  drift->kind->method, path, drift->field, drift->value);
}

static gboolean
is_served (Run        *run,
           const Kind *kind,
           gboolean    ines)
{
  g_autoptr(GPtrArray) effects = vouch_world_list_effects (run->world);
  g_autofree char *wanted =
    kind->late ? g_strdup_printf ("attachment-added candidate_id=%s", ines ? run->ines : run->theo)
               : g_strdup_printf ("request-created email=%s", ines ? INES : THEO);

  for (guint i = 0; i < effects->len; i++)
    {
      if (g_str_has_prefix (effects->pdata[i], wanted))
        return TRUE;
    }

  return FALSE;
}

static gboolean
count_lines (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT count(*) FROM ledger"
                                    " WHERE what = 'request.unreadable'", "");
  gint64 *n = data;

  g_assert_true (vouch_rows_next (rows));
  *n = vouch_rows_int (rows, 0);
  return vouch_rows_finish (rows, error);
}

/* Something says that not everything is as it should be: a problem, a reason, a line in the
 * ledger. */
static gboolean
is_visible (Run *run)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (run->world);
  gboolean visible = vouch_world_get_problem (run->world) != NULL;
  gint64 n_lines = 0;

  g_assert_true (vouch_world_write (run->world, count_lines, &n_lines));
  visible |= n_lines > 0;

  for (guint i = 0; i < desk->effects->len; i++)
    {
      const VouchEffect *effect = desk->effects->pdata[i];

      visible |= vouch_effect_state_is_open (effect->state) && effect->reason != NULL;
    }
  for (guint i = 0; i < desk->triggers->len; i++)
    {
      const VouchTrigger *trigger = desk->triggers->pdata[i];

      visible |= (trigger->state == VOUCH_TRIGGER_HELD ||
                  trigger->state == VOUCH_TRIGGER_SKIPPED) &&
                 trigger->reason != NULL;
    }

  return visible;
}

/* The company blames whoever asks for a page that it never named; here it is the drift that did. */
static gboolean
is_page_id (const Drift *drift)
{
  return g_str_has_suffix (drift->field, "nextPageId") || g_str_has_suffix (drift->field, "next");
}

/* Another text where there was one is no drift: another name, another title, another id; it is
 * taken as what it says. */
static gboolean
is_other_data (const Drift *drift)
{
  static const char *const fields[][2] = {
    { "candidate", "firstName" }, { "candidate", "lastName" }, { "job", "title" },
    { "list", "results.0.id" },
  };
  gboolean id = g_str_has_suffix (drift->field, ".id") && g_str_equal (drift->value, "number");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (drift->kind->name, fields[i][0]) && g_str_equal (drift->field, fields[i][1]))
        return id || g_str_equal (drift->value, "text");
    }

  return FALSE;
}

/* Without these nothing is wrong: a request without a PDF is one, and one that does not say how
 * far it is has not come to its end. */
static gboolean
is_fact (const Drift *drift)
{
  return g_str_equal (drift->kind->name, "request") &&
         (g_str_equal (drift->field, "progress") || g_str_equal (drift->field, "report_full_pdf"));
}

static const char *
poll_drifting (Run         *run,
               const Drift *drift)
{
  guint n_polls = drift->kind->lost ? N_LOOKS : N_POLLS;
  gint64 pause = drift->kind->lost ? LOOK_PAUSE : POLL_PAUSE;
  const char *wrong = NULL;

  arm (run, drift);
  for (guint i = 0; i < n_polls; i++)
    {
      g_assert_true (vouch_world_cycle (run->world, VOUCH_CYCLE_NONE));
      if (!is_page_id (drift))
        vouch_world_check (run->world);
      if (wrong == NULL && !is_fact (drift) && !is_served (run, drift->kind, TRUE) &&
          !is_visible (run))
        wrong = "nothing tells that somebody is not served";
      vouch_world_advance (run->world, pause);
    }

  if (drift->kind->item && !is_served (run, drift->kind, FALSE))
    wrong = "others are kept waiting";
  vouch_world_do (run->world, "clear-faults", "{}");
  return wrong;
}

/* Returns: (nullable): what was wrong */
static const char *
run_story (Run         *run,
           const Drift *drift) /* (nullable) */
{
  const char *wrong = NULL;

  if (drift != NULL && !drift->kind->late)
    wrong = poll_drifting (run, drift);
  settle (run->world);
  answer_all (run);
  vouch_world_advance (run->world, 60);
  if (drift != NULL && drift->kind->late)
    wrong = poll_drifting (run, drift);
  settle (run->world);
  if (drift == NULL || !is_page_id (drift))
    vouch_world_check (run->world);
  return wrong;
}

/* The fields. */

static void
list_fields (JsonNode   *node,
             const char *path, /* (nullable) */
             GPtrArray  *fields)
{
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    {
      g_autofree char *first = path != NULL ? g_strconcat (path, ".0", NULL) : g_strdup ("0");

      list_fields (json_array_get_element (json_node_get_array (node), 0), first, fields);
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GList) members = json_object_get_members (json_node_get_object (node));

      for (GList *l = members; l != NULL; l = l->next)
        {
          g_autofree char *inner = path != NULL ? g_strconcat (path, ".", l->data,
                                                               NULL) : g_strdup (l->data);

          g_ptr_array_add (fields, g_strdup (inner));
          list_fields (json_object_get_member (json_node_get_object (node), l->data), inner,
                       fields);
        }
    }
}

static GPtrArray *
sample_fields (Run        *run,
               const Kind *kind)
{
  static const char *const origins[] = { "http://localhost:7002", "http://localhost:7003" };
  VouchSandbox *sandbox = vouch_world_get_sandbox (run->world);
  gboolean ats = kind->listener == VOUCH_LISTENER_ATS;
  const char *key =
    ats ? vouch_sandbox_get_api_key (sandbox) : vouch_sandbox_get_crosschq_key (sandbox);
  g_autofree char *path = fill_path (run, kind->sample != NULL ? kind->sample : kind->path);
  g_autofree char *query = g_str_equal (path, "/messages")
    ? g_strdup_printf ("?candidateId=%s", run->ines) : g_strdup ("");
  g_autofree char *uri = g_strconcat (origins[ats ? 0 : 1], path, query, NULL);
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", uri, VOUCH_REQUEST_NONE);
  g_autoptr(VouchSandboxAnswer) answer = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  vouch_headers_set (request->headers, ats ? "X-SmartToken" : "Authorization", key);
  vouch_world_advance (run->world, 2);
  answer = vouch_sandbox_handle (sandbox, request, vouch_world_get_now (run->world));
  bytes = g_input_stream_read_bytes (answer->response->body, 1024 * 1024, NULL, NULL);
  node = vouch_json_parse (bytes, NULL);
  if (node == NULL || answer->response->status != 200)
    g_error ("%s: %u", uri, answer->response->status);

  list_fields (node, NULL, fields);
  g_test_message ("%s: %u fields", kind->name, fields->len);
  return fields;
}

static gboolean
is_same (GPtrArray *one,
         GPtrArray *other)
{
  gboolean same = one->len == other->len;

  for (guint i = 0; same && i < one->len; i++)
    same = g_str_equal (one->pdata[i], other->pdata[i]);

  return same;
}

static gboolean
run_drift (const Drift *drift,
           const Ids   *ids,
           GPtrArray   *wanted)
{
  g_autoptr(GPtrArray) effects = NULL;
  const char *wrong;
  Run run;

  g_test_message ("%s, %s: %s", drift->kind->name, drift->field, drift->value);
  run_init (&run, ids);
  wrong = run_story (&run, drift);
  effects = vouch_world_list_effects (run.world);
  if (wrong == NULL && !is_other_data (drift) && !is_fact (drift) && !is_same (wanted, effects))
    wrong = "it does not come to the same end";
  if (wrong != NULL)
    {
      g_printerr ("# %s, %s: %s: %s\n", drift->kind->name, drift->field, drift->value, wrong);
      for (guint i = 0; i < effects->len; i++)
        g_printerr ("#   %s\n", (char *) effects->pdata[i]);
    }
  run_clear (&run);
  return wrong == NULL;
}

static GPtrArray *
run_undisturbed (Ids        *ids,
                 GPtrArray **fields)
{
  GPtrArray *effects;
  Run run;

  run_init (&run, ids);
  run_story (&run, NULL);
  effects = vouch_world_list_effects (run.world);
  g_assert_true (vouch_world_write (run.world, read_ids, ids));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    fields[i] = sample_fields (&run, &kinds[i]);
  run_clear (&run);
  return effects;
}

/* Spreads the number of runs evenly over all cases. */
static gboolean
is_sample (guint index,
           guint n_all)
{
  guint n = MIN (VOUCH_N_DRIFTS, n_all);

  return (guint64) (index + 1) * n / n_all > (guint64) index * n / n_all;
}

/* Every field of every answer is missing, null, of another type, or huge (T14). */
static void
test_drift (gconstpointer data)
{
  const Kind *kind = data;
  GPtrArray *fields[G_N_ELEMENTS (kinds)];
  Ids ids = { NULL, NULL };
  g_autoptr(GPtrArray) wanted = run_undisturbed (&ids, fields);
  GPtrArray *own = fields[kind - kinds];
  guint n_bad = 0;
  guint n_all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    n_all += fields[i]->len * G_N_ELEMENTS (values);
  for (guint i = 0; i < own->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          Drift drift = { kind, own->pdata[i], values[j] };

          if (!is_sample (i * G_N_ELEMENTS (values) + j, n_all))
            continue;
          n_bad += run_drift (&drift, &ids, wanted) ? 0 : 1;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_ptr_array_unref (fields[i]);
  g_free (ids.field);
  g_free (ids.user);
  g_assert_cmpuint (n_bad, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/drift/%s", kinds[i].name);

      g_test_add_data_func (path, &kinds[i], test_drift);
    }

  return g_test_run ();
}
