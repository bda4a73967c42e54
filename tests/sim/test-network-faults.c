/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-applications.h"
#include "store/vouch-db.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-actions.h"
#include "test-counts.h"
#include "vouch-world-compare.h"

#define SEED 11

/* The requests that are disturbed, one in each run (reliability.md §5.2). */
#define N_REQUESTS 200

/* What goes wrong, and whether the request is worked on before it does. */
static const struct
{
  const char *name;
  const char *arguments;
} faults[] = {
  { "500, worked on", "\"kind\":\"status\",\"status\":500,\"after\":true" },
  { "drop before", "\"kind\":\"drop-before\"" },
  { "drop after", "\"kind\":\"drop-after\"" },
  { "cut short", "\"kind\":\"truncate\"" },
  { "429", "\"kind\":\"retry-after\",\"value\":\"7\"" },
  { "a page, worked on", "\"kind\":\"html\",\"after\":true" },
  { "503", "\"kind\":\"status\",\"status\":503" },
  { "too late", "\"kind\":\"delay\",\"seconds\":200" },
  { "content type", "\"kind\":\"content-type\",\"content_type\":\"text/plain\"" },
  { "huge, worked on", "\"kind\":\"huge\",\"after\":true" },
  { "500", "\"kind\":\"status\",\"status\":500" },
  { "a page", "\"kind\":\"html\"" },
  { "503, worked on", "\"kind\":\"status\",\"status\":503,\"after\":true" },
};

typedef struct
{
  VouchWorld *world;
  guint n_asked;      /* effects that waited for a person */
  guint n_waiting;    /* effects that a person could see, and that helped themselves */
} People;

static gboolean
was_done (VouchWorld        *world,
          const VouchEffect *effect)
{
  static const char *const kinds[][2] = {
    { "attach-report", "attachment-added" },
    { "write-note", "note-written" },
    { "cancel-request", "request-cancelled" },
    { "set-outcome", "outcome-set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (effect->kind, kinds[i][0]))
        return effect->attempts > 0 && vouch_world_count_effects (world, kinds[i][1]) > 0;
    }

  g_assert_not_reached ();
}

static gboolean
answer_create (VouchDb            *db,
               VouchWorld         *world,
               const VouchEffect  *effect,
               GError            **error)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, effect->application_id,
                                                                    error);
  g_autofree char *request = NULL;

  g_assert_nonnull (application);
  request = vouch_world_find_request (world, application->person->email);
  if (request != NULL)
    return vouch_action_link (db, effect->id, request, vouch_world_get_now (world), error);

  return vouch_action_retry (db, effect->id, effect->attempts > 0, vouch_world_get_now (world),
                             error);
}

/* A person looks at the service first. */
static gboolean
answer_one (VouchDb            *db,
            VouchWorld         *world,
            const VouchEffect  *effect,
            GError            **error)
{
  gint64 now = vouch_world_get_now (world);
  const char *reason = vouch_reason_get_id (effect->reason);

  g_test_message ("a person is asked about %s: %s", effect->kind, reason);
  g_assert_true (g_str_equal (reason, "effect.outcome-unknown") ||
                 g_str_equal (reason, "report.not-pdf"));

  if (g_str_equal (effect->kind, "create-request"))
    return answer_create (db, world, effect, error);
  if (was_done (world, effect))
    return vouch_action_skip_effect (db, effect->id, now, error);

  return vouch_action_retry (db, effect->id, effect->attempts > 0, now, error);
}

/* What nobody but a person can decide is held with its reason; they look at Crosschq and decide. */
static gboolean
answer_held (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  People *people = data;
  g_autoptr(GPtrArray) held =
    vouch_outbox_list (db, vouch_world_get_connection (people->world), VOUCH_EFFECT_HELD, error);

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const VouchEffect *effect = held->pdata[i];

      /* It is shown already, and tried again by itself. */
      people->n_waiting += effect->next_at != 0 ? 1 : 0;
      if (effect->next_at != 0)
        continue;
      people->n_asked++;
      if (!answer_one (db, people->world, held->pdata[i], error))
        return FALSE;
    }

  return held != NULL;
}

/* An entry whose facts could not be read waits with that as its reason, and is tried again. */
static gboolean
count_held_entries (VouchDb   *db,
                    gpointer   data,
                    GError   **error)
{
  VouchRows *rows = vouch_db_query (db, error, "SELECT reason FROM trigger WHERE state = 'held'",
                                    "");
  guint *n_held = data;

  for (*n_held = 0; vouch_rows_next (rows); (*n_held)++)
    g_assert_true (g_str_has_prefix (vouch_rows_text (rows, 0), "ats.") ||
                   g_str_has_prefix (vouch_rows_text (rows, 0), "crosschq."));

  return vouch_rows_finish (rows, error);
}

static void
settle (People *people)
{
  guint n_held = 0;
  guint before;

  do
    {
      before = people->n_asked;
      people->n_waiting = 0;
      vouch_world_settle (people->world);
      g_assert_true (vouch_world_write (people->world, answer_held, people));
      g_assert_true (vouch_world_write (people->world, count_held_entries, &n_held));
      vouch_world_advance (people->world, n_held + people->n_waiting > 0 ? 60 : 0);
    }
  while (people->n_asked != before || n_held + people->n_waiting > 0);
}

/* Two people on two jobs; one is answered for, one is turned down. */
static void
run_story (People *people)
{
  VouchWorld *world = people->world;
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *other = vouch_world_add_job (world, "Sales Engineer", "sales");
  g_autofree char *ines = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *theo = vouch_world_add_candidate (world, "Theo", "Lind", other, TRUE);
  g_autofree char *request = NULL;

  settle (people);
  request = vouch_world_find_request (world, "ines.okafor@example.org");
  g_assert_nonnull (request);
  vouch_world_advance (world, 60);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  settle (people);
  vouch_world_advance (world, 60);
  vouch_world_move (world, theo, other, "REJECTED", NULL);
  settle (people);
  vouch_world_advance (world, 15 * 60);
  settle (people);
}

static GPtrArray *
run_undisturbed (guint *n_requests)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  People people = { world, 0, 0 };
  guint before = vouch_world_count_calls (world);

  run_story (&people);
  g_assert_cmpuint (people.n_asked, ==, 0);
  *n_requests = vouch_world_count_calls (world) - before;
  g_test_message ("%u requests", *n_requests);
  return vouch_world_list_effects (world);
}

static void
run_fault (guint      n,
           guint      which,
           GPtrArray *wanted)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  People people = { world, 0, 0 };

  g_test_message ("request %u: %s", n, faults[which].name);
  vouch_world_do (world, "fault", "{%s,\"occurrence\":%u}", faults[which].arguments, n);
  run_story (&people);

  vouch_world_check (world);
  vouch_world_assert_effects (world, wanted, "request %u: %s (a person was asked %u times)", n,
                              faults[which].name, people.n_asked);
}

/* Each of the first requests goes wrong once, in one way after the other (T7). */
static void
test_network_faults (void)
{
  guint n_requests = 0;
  g_autoptr(GPtrArray) wanted = run_undisturbed (&n_requests);

  n_requests = MIN (n_requests, N_REQUESTS);
  for (guint i = 0; i < VOUCH_N_NETWORK_FAULTS; i++)
    run_fault (1 + i % n_requests, (i + i / n_requests) % G_N_ELEMENTS (faults), wanted);
}

static char *
dup_label (const char *key)
{
  g_auto(GStrv) words = g_strsplit (key, " ", 3);

  return g_strv_length (words) == 3 && g_str_equal (words[0], "send") &&
      !g_str_equal (words[1], "GET")
           ? g_strdup_printf ("%s %s", words[1], words[2]) : NULL;
}

static GPtrArray *
list_changing_calls (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  People people = { world, 0, 0 };
  GPtrArray *calls = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GList) labels = NULL;

  run_story (&people);
  labels = g_list_sort (g_hash_table_get_keys (vouch_world_get_labels (world)),
                        (GCompareFunc) g_strcmp0);
  for (GList *l = labels; l != NULL; l = l->next)
    {
      char *call = dup_label (l->data);

      if (call != NULL)
        g_ptr_array_add (calls, call);
    }

  return calls;
}

static void
run_changing_fault (const char *call,
                    guint       occurrence,
                    guint       times,
                    guint       which,
                    GPtrArray  *wanted)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  People people = { world, 0, 0 };
  g_auto(GStrv) words = g_strsplit (call, " ", 2);

  g_test_message ("%s, %u times from %u: %s", call, times, occurrence, faults[which].name);
  vouch_world_do (world, "fault",
                  "{%s,\"method\":\"%s\",\"path\":\"%s\",\"occurrence\":%u,\"times\":%u}",
                  faults[which].arguments, words[0], words[1], occurrence, times);
  run_story (&people);

  vouch_world_check (world);
  vouch_world_assert_effects (world, wanted,
                              "%s, %u times from %u: %s (a person was asked %u times)", call,
                              times, occurrence, faults[which].name, people.n_asked);
}

/* Whatever changes something outside goes wrong in each way: the first time, the second time,
 * and twice. */
static void
test_changing_calls (void)
{
  guint n_requests = 0;
  g_autoptr(GPtrArray) wanted = run_undisturbed (&n_requests);
  g_autoptr(GPtrArray) calls = list_changing_calls ();

  g_assert_cmpuint (calls->len, >, 3);
  for (guint i = 0; i < calls->len; i++)
    {
      for (guint which = 0; which < G_N_ELEMENTS (faults); which++)
        {
          run_changing_fault (calls->pdata[i], 1, 1, which, wanted);
          run_changing_fault (calls->pdata[i], 2, 1, which, wanted);
          run_changing_fault (calls->pdata[i], 1, 2, which, wanted);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network-faults/each-request", test_network_faults);
  g_test_add_func ("/network-faults/changing-calls", test_changing_calls);

  return g_test_run ();
}
