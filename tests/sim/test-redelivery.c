/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-error.h"
#include "store/vouch-ledger.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-delivery-check.h"
#include "vouch-story.h"

/* Whether what was put on a profile is still there, and putting it there once more
 * (product.md F8). */

static void
deliver (VouchStory *story)
{
  vouch_story_init (story, TRUE);
  vouch_world_settle (story->world);
  vouch_story_answer (story);
  vouch_world_settle (story->world);
  vouch_story_assert_count (story, "attachment-added", 1);
  vouch_story_assert_count (story, "note-written", 1);
}

static gint64
find_request (VouchStory *story)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (story->world);

  g_assert_cmpuint (desk->requests->len, >, 0);
  return ((VouchRequestRow *) desk->requests->pdata[0])->id;
}

static VouchProcedure *
check (VouchStory *story)
{
  VouchWorld *world = story->world;
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (world));
  VouchSession *session = vouch_engine_get_session (engine, vouch_world_get_connection (world));
  VouchProcedure *procedure = vouch_delivery_check_new (session, find_request (story));
  g_autoptr(GError) error = NULL;

  vouch_world_run (world, procedure, &error);
  g_assert_no_error (error);
  return procedure;
}

static const VouchDeliveredItem *
find_item (VouchProcedure *procedure,
           const char     *part)
{
  GPtrArray *items = vouch_delivery_check_get_items (VOUCH_DELIVERY_CHECK (procedure));

  for (guint i = 0; i < items->len; i++)
    {
      const VouchDeliveredItem *item = items->pdata[i];

      if (g_str_equal (item->part, part))
        return item;
    }

  g_assert_not_reached ();
}

static void
assert_item (VouchProcedure      *procedure,
             const char          *part,
             VouchDeliveredState  state,
             const char          *reason)
{
  const VouchDeliveredItem *item = find_item (procedure, part);

  g_assert_cmpstr (vouch_delivered_state_to_string (item->state), ==,
                   vouch_delivered_state_to_string (state));
  g_assert_cmpstr (vouch_reason_get_id (item->reason), ==, reason);
}

static void
assert_found (VouchStory          *story,
              const char          *part,
              VouchDeliveredState  state,
              const char          *reason)
{
  g_autoptr(VouchProcedure) procedure = check (story);

  assert_item (procedure, part, state, reason);
}

/* What a person does in SmartRecruiters. */

static void
remove_attachment (VouchStory *story)
{
  g_autoptr(JsonNode) shown = vouch_world_control (story->world, "show-candidate",
                                                   "{\"candidate_id\":\"%s\"}",
                                                   story->candidate);
  g_autoptr(JsonNode) found =
    json_path_query ("$.applications[0].attachments[0].attachment_id", shown, NULL);

  vouch_world_do (story->world, "remove-attachment", "{\"attachment_id\":\"%s\"}",
                  json_array_get_string_element (json_node_get_array (found), 0));
}

static void
remove_note (VouchStory *story)
{
  vouch_world_do (story->world, "remove-note", "{\"candidate_id\":\"%s\",\"index\":0}",
                  story->candidate);
}

/* What a person does in Vouch. */

typedef struct
{
  VouchWorld *world;
  gint64 request_id;
  const VouchDeliveredItem *item;
  GError *error;              /* (owned) (nullable) */
  guint n_lines;
} Again;

static gboolean
redeliver (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Again *again = data;
  VouchRandom *random = vouch_context_get_random (vouch_world_get_context (again->world));
  g_autofree char *attempt_id = vouch_random_hex (random, 16);

  if (vouch_action_redeliver (db, again->request_id, again->item, attempt_id,
                              vouch_world_get_now (again->world), &again->error))
    return TRUE;

  g_propagate_error (error, g_error_copy (again->error));
  return FALSE;
}

static gboolean
redeliver_item (VouchStory                *story,
                const VouchDeliveredItem  *item,
                GError                   **error)
{
  Again again = { .world = story->world, .request_id = find_request (story), .item = item };
  gboolean done = vouch_world_write (story->world, redeliver, &again);

  if (again.error != NULL)
    g_propagate_error (error, again.error);
  return done;
}

static void
redeliver_part (VouchStory *story,
                const char *part)
{
  g_autoptr(VouchProcedure) procedure = check (story);
  g_autoptr(GError) error = NULL;

  redeliver_item (story, find_item (procedure, part), &error);
  g_assert_no_error (error);
}

/* Tests. */

static void
test_present (void)
{
  VouchStory story;

  deliver (&story);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  assert_found (&story, "note", VOUCH_DELIVERED_THERE, "note.there");
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_world_check_quiet (story.world);
  vouch_story_clear (&story);
}

/* Nothing was delivered yet: nothing is looked for. */
static void
test_not_yet (void)
{
  VouchStory story;
  g_autoptr(VouchProcedure) procedure = NULL;
  guint n_calls;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  n_calls = vouch_world_count_calls (story.world);
  procedure = check (&story);
  g_assert_cmpuint (vouch_delivery_check_get_items (VOUCH_DELIVERY_CHECK (procedure))->len, ==, 0);
  g_assert_cmpuint (vouch_world_count_calls (story.world), ==, n_calls);
  g_clear_object (&procedure);

  vouch_world_do (story.world, "pdf-off", "{}");
  vouch_story_answer (&story);
  vouch_story_cycle (&story);
  assert_found (&story, "full", VOUCH_DELIVERED_NOT_YET, "report.no-pdf-yet");
  assert_found (&story, "note", VOUCH_DELIVERED_THERE, "note.there");
  vouch_story_clear (&story);
}

static void
test_attachment_removed (void)
{
  VouchStory story;

  deliver (&story);
  remove_attachment (&story);
  assert_found (&story, "full", VOUCH_DELIVERED_MISSING, "report.missing");
  assert_found (&story, "note", VOUCH_DELIVERED_THERE, "note.there");

  redeliver_part (&story, "full");
  assert_found (&story, "full", VOUCH_DELIVERED_NOT_YET, "delivery.not-yet");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 2);
  vouch_story_assert_count (&story, "note-written", 1);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");

  /* And once more. */
  remove_attachment (&story);
  redeliver_part (&story, "full");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 3);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  vouch_world_check_quiet (story.world);
  vouch_story_clear (&story);
}

static void
test_note_removed (void)
{
  VouchStory story;

  deliver (&story);
  remove_note (&story);
  assert_found (&story, "note", VOUCH_DELIVERED_MISSING, "note.missing");
  redeliver_part (&story, "note");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "note-written", 2);
  vouch_story_assert_count (&story, "attachment-added", 1);
  assert_found (&story, "note", VOUCH_DELIVERED_THERE, "note.there");
  vouch_story_clear (&story);
}

/* Both kinds of report share a key, and each is told apart from the other. */
static void
test_summary (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_hand_set (story.world, "report-kind", "both");
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 2);

  remove_attachment (&story);
  remove_attachment (&story);
  assert_found (&story, "full", VOUCH_DELIVERED_MISSING, "report.missing");
  redeliver_part (&story, "summary");
  redeliver_part (&story, "full");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 4);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  assert_found (&story, "summary", VOUCH_DELIVERED_THERE, "report.there");
  vouch_story_clear (&story);
}

/* Nobody may read notes: said so, and nothing can be asked for. */
static void
test_notes_not_readable (void)
{
  VouchStory story;
  g_autoptr(VouchProcedure) procedure = NULL;
  g_autoptr(GError) error = NULL;

  deliver (&story);
  vouch_world_do (story.world, "settings", "{\"system_role\":\"EXTENDED\"}");
  procedure = check (&story);
  assert_item (procedure, "full", VOUCH_DELIVERED_THERE, "report.there");
  assert_item (procedure, "note", VOUCH_DELIVERED_UNTOLD, "note.not-readable");
  g_assert_false (redeliver_item (&story, find_item (procedure, "note"), &error));
  g_assert_error (error, VOUCH_ACTION_ERROR, VOUCH_ACTION_ERROR_NOT_MISSING);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_story_clear (&story);
}

/* Notes could be read when the person decided, and cannot when it is delivered. */
static void
test_blind_again (void)
{
  VouchStory story;

  deliver (&story);
  remove_note (&story);
  redeliver_part (&story, "note");
  vouch_world_do (story.world, "settings", "{\"system_role\":\"EXTENDED\"}");
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "write-note", VOUCH_EFFECT_HELD, "note.blind-again");
  assert_found (&story, "note", VOUCH_DELIVERED_NOT_YET, "note.blind-again");
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_story_clear (&story);
}

/* Somebody put it back meanwhile: the delivery looks again and does nothing. */
static void
test_back_again (void)
{
  VouchStory story;
  g_autoptr(VouchProcedure) procedure = NULL;
  g_autoptr(GError) error = NULL;

  deliver (&story);
  remove_note (&story);
  procedure = check (&story);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"ats\","
                  "\"path\":\"/candidates/{id}\",\"times\":-1}");
  g_assert_true (redeliver_item (&story, find_item (procedure, "note"), NULL));
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "write-note", VOUCH_EFFECT_PLANNED, NULL);

  /* The look that found it missing does not count twice. */
  g_assert_false (redeliver_item (&story, find_item (procedure, "note"), &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);

  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "note-written", 2);
  vouch_story_clear (&story);
}

/* The profile is somebody else's now, gone, or merged away: nothing is told, nothing put there. */
static void
test_person (void)
{
  VouchStory story;
  g_autofree char *other = NULL;

  deliver (&story);
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"last_name\":\"Lind\"}", story.candidate);
  assert_found (&story, "full", VOUCH_DELIVERED_UNTOLD, "person.changed");
  assert_found (&story, "note", VOUCH_DELIVERED_UNTOLD, "person.changed");
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"last_name\":\"Okafor\"}", story.candidate);

  other = vouch_world_add_candidate (story.world, "Ines", "Okafor", story.job, FALSE);
  vouch_world_do (story.world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", story.candidate,
                  other);
  assert_found (&story, "full", VOUCH_DELIVERED_UNTOLD, "person.gone");
  vouch_story_clear (&story);
}

/* The right person once more, before it is put there. */
static void
test_person_changed_before (void)
{
  VouchStory story;

  deliver (&story);
  remove_attachment (&story);
  redeliver_part (&story, "full");
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"last_name\":\"Lind\"}", story.candidate);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "person.changed");
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_clear (&story);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *path;
    guint status;
    const char *part;
    const char *reason;
  } rows[] = {
    { "/candidates/{id}", 503, "full", "ats.outcome-unknown" },
    { "/candidates/{id}", 403, "full", "ats.forbidden" },
    { "/candidates/{id}", 403, "note", "ats.forbidden" },
    { "/candidates/{id}/jobs/{id}/attachments", 503, "full", "ats.outcome-unknown" },
    { "/candidates/{id}/jobs/{id}/attachments", 403, "full", "ats.forbidden" },
    { "/candidates/{id}/jobs/{id}/attachments", 404, "full", "person.not-on-job" },
    { "/messages", 503, "note", "ats.outcome-unknown" },
    { "/messages", 404, "note", "note.not-readable" },
  };
  VouchStory story;

  deliver (&story);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %u", rows[i].path, rows[i].status);
      vouch_world_do (story.world, "fault",
                      "{\"kind\":\"status\",\"status\":%u,\"listener\":\"ats\","
                      "\"path\":\"%s\",\"times\":-1}", rows[i].status, rows[i].path);
      assert_found (&story, rows[i].part, VOUCH_DELIVERED_UNTOLD, rows[i].reason);
      vouch_world_do (story.world, "clear-faults", "{}");
      vouch_world_advance (story.world, 60 * 60);
    }
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  vouch_story_clear (&story);
}

/* A file that cannot be fetched is known by its id. */
static void
test_file_unread (void)
{
  VouchStory story;

  deliver (&story);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":403,\"listener\":\"ats\","
                  "\"path\":\"/candidates/attachments/{id}\",\"times\":-1}");
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there-unread");
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_story_clear (&story);
}

static gboolean
put_report (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  const VouchReportRow *row = data;
  g_autoptr(GPtrArray) requests = vouch_requests_list (db, 1, FALSE, error);
  const VouchRequestRow *request = requests->pdata[0];

  return vouch_reports_put (db, request->id, "full", row->file_name, 1, row->sha256,
                            row->attachment_id, error);
}

/* Somebody put another file there under the name: that is neither the report nor its absence. */
static void
test_other_file (void)
{
  VouchStory story;
  g_autoptr(VouchProcedure) procedure = NULL;
  VouchReportRow row = { .sha256 = (char *) "0", .attachment_id = (char *) "another" };

  deliver (&story);
  procedure = check (&story);
  row.file_name = find_item (procedure, "full")->file_name;
  g_assert_true (vouch_world_write (story.world, put_report, &row));
  assert_found (&story, "full", VOUCH_DELIVERED_OTHER, "report.other-file");

  row.sha256 = NULL;
  g_assert_true (vouch_world_write (story.world, put_report, &row));
  assert_found (&story, "full", VOUCH_DELIVERED_UNTOLD, "report.same-name");
  vouch_story_clear (&story);
}

/* Off means that nothing is read. */
static void
test_off (void)
{
  VouchStory story;
  guint n_calls;

  deliver (&story);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_TURN_OFF, 0, NULL));
  n_calls = vouch_world_count_calls (story.world);
  assert_found (&story, "full", VOUCH_DELIVERED_UNTOLD, "connection.off");
  g_assert_cmpuint (vouch_world_count_calls (story.world), ==, n_calls);
  vouch_story_clear (&story);
}

/* The answer to the upload is lost: name and hash were kept, and it is found. */
static void
test_lost_answer (void)
{
  VouchStory story;

  deliver (&story);
  remove_attachment (&story);
  redeliver_part (&story, "full");
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"drop-after\",\"listener\":\"ats\",\"method\":\"POST\","
                  "\"path\":\"/candidates/{id}/jobs/{id}/attachments\",\"times\":1}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 2);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  vouch_story_clear (&story);
}

/* Crashes. */

static guint
run_crashed (guint      point,
             VouchCrash kind)
{
  VouchStory story;
  guint n_points;

  deliver (&story);
  remove_attachment (&story);
  remove_note (&story);
  redeliver_part (&story, "full");
  redeliver_part (&story, "note");
  vouch_world_crash_at (story.world, point, kind);
  vouch_world_settle (story.world);
  n_points = vouch_world_get_n_points (story.world);
  if (point > 0)
    g_assert_cmpuint (vouch_world_get_n_crashes (story.world), ==, 1);
  vouch_story_assert_count (&story, "attachment-added", 2);
  vouch_story_assert_count (&story, "note-written", 2);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_DONE, NULL);
  vouch_story_assert_effect (&story, "write-note", VOUCH_EFFECT_DONE, NULL);
  assert_found (&story, "full", VOUCH_DELIVERED_THERE, "report.there");
  vouch_story_clear (&story);
  return n_points;
}

/* The process dies between the wish and its end, wherever that is. */
static void
test_crashes (void)
{
  guint n_points = run_crashed (0, VOUCH_CRASH_KILL);

  g_assert_cmpuint (n_points, >, 10);
  for (guint point = 1; point <= n_points; point++)
    {
      run_crashed (point, VOUCH_CRASH_KILL);
      run_crashed (point, VOUCH_CRASH_POWER_CUT);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redelivery/present", test_present);
  g_test_add_func ("/redelivery/not-yet", test_not_yet);
  g_test_add_func ("/redelivery/attachment-removed", test_attachment_removed);
  g_test_add_func ("/redelivery/note-removed", test_note_removed);
  g_test_add_func ("/redelivery/summary", test_summary);
  g_test_add_func ("/redelivery/notes-not-readable", test_notes_not_readable);
  g_test_add_func ("/redelivery/blind-again", test_blind_again);
  g_test_add_func ("/redelivery/back-again", test_back_again);
  g_test_add_func ("/redelivery/person", test_person);
  g_test_add_func ("/redelivery/person-changed-before", test_person_changed_before);
  g_test_add_func ("/redelivery/answers", test_answers);
  g_test_add_func ("/redelivery/file-unread", test_file_unread);
  g_test_add_func ("/redelivery/other-file", test_other_file);
  g_test_add_func ("/redelivery/off", test_off);
  g_test_add_func ("/redelivery/lost-answer", test_lost_answer);
  g_test_add_func ("/redelivery/crashes", test_crashes);

  return g_test_run ();
}
