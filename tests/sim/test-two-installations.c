/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-actions.h"
#include "test-counts.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"
#include "vouch-world-compare.h"

/* What happens in one run, and the polls in which it comes to its end, a cancel's grace
 * included. */
#define N_EVENTS 8
#define N_LAST_POLLS 13

#define MAX_PEOPLE 3

static const char *const names[MAX_PEOPLE][2] = {
  { "Ines", "Okafor" }, { "Theo", "Lind" }, { "Mara", "Sund" },
};

typedef struct
{
  VouchWorld *worlds[2];      /* two installations at one company */
  VouchTestRandom *random;
  char *job;
  char *people[MAX_PEOPLE];
  gboolean answered[MAX_PEOPLE];
  gboolean rejected[MAX_PEOPLE];
  guint n_people;
} Pair;

/* Who sends. */
typedef enum
{
  FIRST_SENDS,
  SECOND_SENDS,
  BOTH_SEND,
} Senders;

typedef struct
{
  gint64 n_own;      /* requests that this installation says it made */
  gint64 n_adopted;
  gint64 n_lines;    /* "request.adopted" in the ledger */
  gint64 n_creates;  /* creates that were sent */
} Counts;

static gboolean
stop_sending (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchWorld *world = data;

  return vouch_action_switch (db, vouch_world_get_connection (world), VOUCH_SWITCH_SENDS, FALSE,
                              vouch_world_get_now (world), error);
}

static void
pair_init (Pair    *self,
           guint64  seed,
           Senders  senders)
{
  *self = (Pair) { 0 };
  self->random = VOUCH_TEST_RANDOM (vouch_test_random_new (seed));
  self->worlds[0] = vouch_world_new (seed);
  self->worlds[1] = vouch_world_new_beside (self->worlds[0], seed + 1);
  /* Two programs do not know each other's pace. */
  vouch_world_do (self->worlds[0], "settings", "{\"crosschq_ceiling\":false}");
  for (guint i = 0; i < 2; i++)
    {
      vouch_world_set_latency (self->worlds[i],
                               1000 * (5 + vouch_test_random_next (self->random) % 60));
      if (senders != BOTH_SEND && senders != (Senders) i)
        g_assert_true (vouch_world_write (self->worlds[i], stop_sending, self->worlds[i]));
    }
  self->job = vouch_world_add_job (self->worlds[0], "Account Executive", "sales");
}

static void
pair_clear (Pair *self)
{
  for (guint i = 0; i < self->n_people; i++)
    g_free (self->people[i]);
  g_free (self->job);
  vouch_world_free (self->worlds[1]);
  vouch_world_free (self->worlds[0]);
  g_clear_object (&self->random);
}

static void
begin_cycle (VouchWorld    *world,
             GAsyncResult **result)
{
  vouch_engine_sync_async (vouch_context_get_engine (vouch_world_get_context (world)),
                           vouch_world_get_connection (world), VOUCH_CYCLE_NONE, NULL,
                           vouch_test_keep_result_cb, result);
}

static void
end_cycle (VouchWorld    *world,
           GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle =
    vouch_engine_sync_finish (vouch_context_get_engine (vouch_world_get_context (world)), *result,
                              &error);

  g_assert_no_error (error);
  g_clear_object (result);
}

/* Both poll at the same time, one of them a little later. */
static void
poll_together (Pair *self)
{
  guint first = vouch_test_random_next (self->random) % 2;
  gint64 later = vouch_test_random_next (self->random) % 300;
  VouchWorld *one = self->worlds[first];
  VouchWorld *other = self->worlds[1 - first];
  GAsyncResult *results[2] = { NULL, NULL };

  begin_cycle (one, &results[0]);
  vouch_test_clock_advance (vouch_world_get_clock (one), later * 1000);
  begin_cycle (other, &results[1]);
  vouch_test_clock_run_until (vouch_world_get_clock (one), results[0] != NULL &&
                              results[1] != NULL);
  end_cycle (one, &results[0]);
  end_cycle (other, &results[1]);
}

static void
poll_one (Pair  *self,
          guint  which)
{
  g_assert_true (vouch_world_cycle (self->worlds[which], VOUCH_CYCLE_NONE));
}

static void
add_person (Pair *self)
{
  if (self->n_people == MAX_PEOPLE)
    return;

  self->people[self->n_people] =
    vouch_world_add_candidate (self->worlds[0], names[self->n_people][0], names[self->n_people][1],
                               self->job, TRUE);
  self->n_people++;
}

static void
touch_person (Pair *self)
{
  guint which = vouch_test_random_next (self->random) % self->n_people;
  gboolean reject = vouch_test_random_next (self->random) % 3 == 0;
  g_autofree char *email = g_strdup_printf ("%s.%s@example.org", names[which][0], names[which][1]);
  g_autofree char *lower = g_ascii_strdown (email, -1);
  g_autofree char *request = vouch_world_find_request (self->worlds[0], lower);

  if (self->rejected[which])
    return;
  if (reject)
    vouch_world_move (self->worlds[0], self->people[which], self->job, "REJECTED", NULL);
  else if (request != NULL && !self->answered[which])
    {
      vouch_world_do (self->worlds[0], "answer-all", "{\"request_id\":\"%s\"}", request);
      self->answered[which] = TRUE;
    }
  self->rejected[which] = reject;
}

static void
do_event (Pair *self)
{
  switch (vouch_test_random_next (self->random) % 8)
    {
    case 0:
      add_person (self);
      break;
    case 1:
      touch_person (self);
      break;
    case 2:
    case 3:
      poll_one (self, 0);
      break;
    case 4:
    case 5:
      poll_one (self, 1);
      break;
    default:
      poll_together (self);
      break;
    }
  vouch_world_advance (self->worlds[0], vouch_test_random_next (self->random) % 90);
}

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  return json_object_get_array_member (json_node_get_object (node), member);
}

static gboolean
count_in_store (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Counts *counts = data;
  VouchRows *rows =
    vouch_db_query (db, error,
                    "SELECT"
                    " (SELECT count(*) FROM request WHERE adopted = 0 AND request_id IS NOT NULL),"
                    " (SELECT count(*) FROM request WHERE adopted = 1 AND request_id IS NOT NULL),"
                    " (SELECT count(*) FROM ledger WHERE what = 'request.adopted'),"
                    " (SELECT coalesce(sum(attempts), 0) FROM outbox"
                    " WHERE kind = 'create-request')", "");

  g_assert_true (vouch_rows_next (rows));
  counts->n_own = vouch_rows_int (rows, 0);
  counts->n_adopted = vouch_rows_int (rows, 1);
  counts->n_lines = vouch_rows_int (rows, 2);
  counts->n_creates = vouch_rows_int (rows, 3);
  return vouch_rows_finish (rows, error);
}

/* They share the limits of one company, and do not know of each other: that they are told so at
 * times is no fault. */
static void
check_violations (Pair *self)
{
  g_autoptr(JsonNode) node = vouch_world_control (self->worlds[0], "violations", "{}");
  JsonArray *violations = get_list (node, "violations");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (violations); i++)
    {
      JsonObject *violation = json_array_get_object_element (violations, i);
      const char *rule = json_object_get_string_member (violation, "rule");

      if (g_str_has_suffix (rule, "-limit"))
        continue;
      g_printerr ("# %s: %s\n", rule, json_object_get_string_member (violation, "detail"));
      n++;
    }
  g_assert_cmpuint (n, ==, 0);
}

/* One request for one application, and each report once, whoever brings it. */
static void
check_doubles (Pair    *self,
               Senders  senders)
{
  g_autoptr(GPtrArray) effects = vouch_world_list_effects (self->worlds[0]);

  for (guint i = 1; i < effects->len; i++)
    {
      const char *effect = effects->pdata[i];
      gboolean same = g_str_equal (effect, effects->pdata[i - 1]);

      /* A note cannot collide; two that are written at the same moment are what the switch is
       * for. */
      if (same && senders == BOTH_SEND && g_str_has_prefix (effect, "note-written"))
        continue;
      if (same)
        g_printerr ("# twice: %s\n", effect);
      g_assert_false (same && !g_str_has_prefix (effect, "request-cancelled"));
    }

  g_assert_cmpuint (vouch_world_count_effects (self->worlds[0], "request-created"), <=,
                    self->n_people);
}

/* Each request was made by one of them; the other says that somebody else is at work. */
static void
check_owners (Pair    *self,
              Senders  senders)
{
  guint n_created = vouch_world_count_effects (self->worlds[0], "request-created");
  Counts counts[2];

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (vouch_world_write (self->worlds[i], count_in_store, &counts[i]));
      g_assert_cmpint (counts[i].n_adopted, ==, counts[i].n_lines);
      g_assert_cmpint (counts[i].n_own + counts[i].n_adopted, <=, n_created);
      if (senders != BOTH_SEND && senders != (Senders) i)
        {
          g_assert_cmpint (counts[i].n_creates, ==, 0);
          g_assert_cmpint (counts[i].n_own, ==, 0);
        }
    }
  g_assert_cmpint (counts[0].n_own + counts[1].n_own, ==, n_created);
}

static void
run_pair (guint64 seed,
          Senders senders)
{
  Pair pair;

  pair_init (&pair, seed, senders);
  add_person (&pair);
  for (guint i = 0; i < N_EVENTS; i++)
    do_event (&pair);
  for (guint i = 0; i < N_LAST_POLLS; i++)
    {
      if (i % 3 == 0)
        poll_together (&pair);
      else
        poll_one (&pair, i % 2);
      vouch_world_advance (pair.worlds[0], 61);
    }

  check_violations (&pair);
  check_doubles (&pair, senders);
  check_owners (&pair, senders);
  pair_clear (&pair);
}

/* Any order of polls of two installations (T13). */
static void
test_interleavings (gconstpointer data)
{
  Senders senders = GPOINTER_TO_INT (data);

  for (guint i = 0; i < VOUCH_N_INTERLEAVINGS / 3; i++)
    {
      g_test_message ("seed %u", 1 + i);
      run_pair (1 + i, senders);
    }
}

/* The sends of one are switched off in the middle, and those of the other on: the second goes on
 * with what the first began. */
static void
test_hand_over (void)
{
  g_autoptr(VouchWorld) first = vouch_world_new (3);
  VouchWorld *second = vouch_world_new_beside (first, 4);
  g_autofree char *job = vouch_world_add_job (first, "Account Executive", "sales");
  g_autofree char *ines = vouch_world_add_candidate (first, "Ines", "Okafor", job, TRUE);
  g_autofree char *request = NULL;
  Counts counts;

  vouch_world_do (first, "settings", "{\"crosschq_ceiling\":false}");
  vouch_world_settle (first);
  g_assert_true (vouch_world_write (first, stop_sending, first));
  vouch_world_settle (second);
  g_assert_true (vouch_world_write (second, count_in_store, &counts));
  g_assert_cmpint (counts.n_adopted, ==, 1);
  g_assert_cmpint (counts.n_creates, ==, 0);

  request = vouch_world_find_request (first, "ines.okafor@example.org");
  vouch_world_do (first, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_advance (first, 60);
  g_assert_true (vouch_world_cycle (first, VOUCH_CYCLE_THOROUGH));
  g_assert_cmpuint (vouch_world_count_effects (first, "attachment-added"), ==, 0);
  vouch_world_settle (second);
  g_assert_cmpuint (vouch_world_count_effects (first, "request-created"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (first, "attachment-added"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (first, "note-written"), ==, 1);
  vouch_world_free (second);
}

static gboolean
find_held (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GPtrArray) held = vouch_outbox_list (db, 1, VOUCH_EFFECT_HELD, error);
  gint64 *id = data;

  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpstr (vouch_reason_get_id (((VouchEffect *) held->pdata[0])->reason), ==,
                   "request.similar");
  *id = ((VouchEffect *) held->pdata[0])->id;
  return TRUE;
}

typedef struct
{
  gint64 effect_id;
  gint64 now;
} Wish;

static gboolean
send_anyway (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Wish *wish = data;

  return vouch_action_retry (db, wish->effect_id, TRUE, wish->now, error);
}

/* The first was through with somebody long ago; the second, which never heard of it, sees them
 * enter again. It asks before anybody is asked for references twice. */
static void
test_earlier_request (void)
{
  g_autoptr(VouchWorld) first = vouch_world_new (5);
  VouchWorld *second = NULL;
  g_autofree char *job = vouch_world_add_job (first, "Account Executive", "sales");
  g_autofree char *ines = vouch_world_add_candidate (first, "Ines", "Okafor", job, TRUE);
  g_autofree char *request = NULL;
  Wish wish = { 0, 0 };

  vouch_world_do (first, "settings", "{\"crosschq_ceiling\":false,\"reentry_allowed\":true}");
  vouch_world_settle (first);
  request = vouch_world_find_request (first, "ines.okafor@example.org");
  vouch_world_do (first, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_advance (first, 60);
  vouch_world_settle (first);
  vouch_world_move (first, ines, job, "INTERVIEW", NULL);
  g_assert_true (vouch_world_write (first, stop_sending, first));

  vouch_world_advance (first, 3600);
  second = vouch_world_new_beside (first, 6);
  vouch_world_move (first, ines, job, "IN_REVIEW", "Crosschq");
  vouch_world_settle (second);
  g_assert_cmpuint (vouch_world_count_effects (first, "request-created"), ==, 1);
  g_assert_true (vouch_world_write (second, find_held, &wish.effect_id));

  wish.now = vouch_world_get_now (second);
  g_assert_true (vouch_world_write (second, send_anyway, &wish));
  vouch_world_settle (second);
  g_assert_cmpuint (vouch_world_count_effects (first, "request-created"), ==, 2);
  vouch_world_free (second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/two-installations/first-sends", GINT_TO_POINTER (FIRST_SENDS),
                        test_interleavings);
  g_test_add_data_func ("/two-installations/second-sends", GINT_TO_POINTER (SECOND_SENDS),
                        test_interleavings);
  g_test_add_data_func ("/two-installations/both-send", GINT_TO_POINTER (BOTH_SEND),
                        test_interleavings);
  g_test_add_func ("/two-installations/hand-over", test_hand_over);
  g_test_add_func ("/two-installations/earlier-request", test_earlier_request);

  return g_test_run ();
}
