/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-util.h"
#include "sync-delivery.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"
#include "test-counts.h"

/* Every sequence of events, up to a length, from every state: the real protocol, outbox and actions
 * on one side, the oracle on the other (T5). What comes next depends on the row alone, so that two
 * sequences that lead to the same row go on as one; and each row is tried with every event. */

static const VouchOracleKind kinds[] = {
  { "create-request", .crosschq = TRUE, .looks = TRUE, .once = TRUE, .creates = TRUE },
  { "attach-report", .looks = TRUE, .once = TRUE },
  { "remind-request", .crosschq = TRUE, .looks = TRUE, .refusable = TRUE },
  { "set-outcome", .crosschq = TRUE, .refusable = TRUE },
  { "set-job-tag" },
};

#define SILENCE (128 * VOUCH_SECOND)

/* Where sequences begin: the seven states, and the last steps before a limit. */
static const VouchOracle starts[] = {
  { VOUCH_EFFECT_PLANNED },
  { VOUCH_EFFECT_SENDING, .attempts = 1, .wait = -1, .settling = 128 },
  { VOUCH_EFFECT_UNKNOWN, .attempts = 1, .wait = 128, .settling = 128 },
  { VOUCH_EFFECT_UNKNOWN, .attempts = 8, .failures = 8, .wait = 3200, .settling = 128 },
  { VOUCH_EFFECT_HELD, .attempts = 1, .wait = -1 },
  { VOUCH_EFFECT_DONE, .attempts = 1, .wait = -1 },
  { VOUCH_EFFECT_REFUSED, .attempts = 1, .wait = -1 },
  { VOUCH_EFFECT_SUPERSEDED, .wait = -1 },
  { VOUCH_EFFECT_PLANNED, .attempts = 7, .failures = 7, .wait = 3200 },
  { VOUCH_EFFECT_UNKNOWN, .attempts = 3, .wait = 30, .absent = 1 },
};

typedef struct
{
  SyncDelivery base;
  const VouchOracleKind *kind;
  VouchOracleEvent event;
  gboolean newer;
  gboolean due;
  guint n_moves;
} Fixture;

/* A row that was reached, and how; its times are what is left. */
typedef struct
{
  VouchEffect *effect;
  VouchOracle oracle;
  char *path;
} Node;

static void
node_free (Node *node)
{
  vouch_effect_free (node->effect);
  g_free (node->path);
  g_free (node);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sync_delivery_set_up (&fixture->base);
  fixture->kind = data;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sync_delivery_tear_down (&fixture->base);
}

/* The row as it was reached, whatever the time is now. */
static gboolean
put_row (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  Fixture *fixture = data;
  VouchEffect *effect = fixture->base.effect;

  if (!vouch_db_run (db, error, "DELETE FROM payload", "") ||
      !vouch_db_run (db, error, "DELETE FROM sending", "") ||
      !vouch_db_run (db, error, "DELETE FROM ledger", "") ||
      !vouch_db_run (db, error, "DELETE FROM outbox", ""))
    return FALSE;

  effect->id = vouch_outbox_plan (db, effect, NULL, error);
  if (effect->id != 0 && fixture->newer)
    store_plan (db, effect->connection_id, effect->kind, effect->subject, FALSE, "newer", NULL);
  /* It was wanted a while ago. */
  return effect->id != 0 &&
         vouch_db_run (db, error, "UPDATE outbox SET next_at = ?2 WHERE id = ?1", "ii", effect->id,
                       effect->next_at);
}

static gboolean
read_row (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Fixture *fixture = data;
  gint64 id = fixture->base.effect->id;

  g_clear_pointer (&fixture->base.effect, vouch_effect_free);
  fixture->base.effect = vouch_outbox_get (db, id, error);
  return fixture->base.effect != NULL;
}

static gboolean
find_next (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Fixture *fixture = data;
  gint64 next = vouch_outbox_next_at (db, fixture->base.connection->id, error);
  gint64 now = sync_delivery_get_now (&fixture->base);
  g_autoptr(GPtrArray) due =
    vouch_outbox_due (db, fixture->base.connection->id, MAX (next, now), 10, error);

  g_assert_nonnull (due);
  fixture->due = FALSE;
  for (guint i = 0; i < due->len; i++)
    fixture->due |= ((VouchEffect *) due->pdata[i])->id == fixture->base.effect->id;
  if (fixture->due && next > now)
    vouch_test_clock_advance (fixture->base.clock, next - now);
  return TRUE;
}

static gboolean
start_anew (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Fixture *fixture = data;
  gint64 now = sync_delivery_get_now (&fixture->base);

  return vouch_outbox_recover (db, fixture->base.connection->id, now,
                               600 * G_USEC_PER_SEC, error) >= 0;
}

/* A person or the planner; what makes no sense for the row is refused. */
static gboolean
act (VouchDb   *db,
     gpointer   data,
     GError   **error)
{
  Fixture *fixture = data;
  VouchEffect *effect = fixture->base.effect;
  g_autoptr(GError) failure = NULL;

  if (fixture->event == VOUCH_EVENT_RETRY)
    vouch_action_retry (db, effect->id, FALSE, sync_delivery_get_now (&fixture->base), &failure);
  else if (fixture->event == VOUCH_EVENT_SKIP)
    vouch_action_skip_effect (db, effect->id, sync_delivery_get_now (&fixture->base), &failure);
  else
    store_plan (db, effect->connection_id, effect->kind, effect->subject, fixture->kind->once,
                "newer", NULL);

  if (failure != NULL)
    g_assert_cmpint (failure->domain, ==, VOUCH_ACTION_ERROR);
  return TRUE;
}

/* Moves the real row. */
static void
move (Fixture          *fixture,
      VouchOracleEvent  event)
{
  g_autoptr(GError) error = NULL;

  fixture->event = event;
  fixture->n_moves++;
  if (event >= VOUCH_EVENT_RETRY)
    {
      sync_delivery_write (&fixture->base, act, fixture);
    }
  else
    {
      sync_delivery_write (&fixture->base, find_next, fixture);
      if (fixture->due && !sync_delivery_run (&fixture->base, fixture->kind, event, &error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (event == VOUCH_EVENT_DIED)
        sync_delivery_write (&fixture->base, start_anew, fixture);
    }
  sync_delivery_write (&fixture->base, read_row, fixture);
}

static int
get_wait (Fixture *fixture)
{
  const VouchEffect *effect = fixture->base.effect;
  gint64 wait = effect->next_at - sync_delivery_get_now (&fixture->base);

  if (!vouch_effect_state_is_open (effect->state) || effect->state == VOUCH_EFFECT_SENDING ||
      (effect->state == VOUCH_EFFECT_HELD && effect->next_at == 0))
    return -1;
  return (int) (MAX (wait, 0) / VOUCH_SECOND);
}

static void
compare (Fixture           *fixture,
         const VouchOracle *oracle,
         const char        *path)
{
  const VouchEffect *effect = fixture->base.effect;

  if (effect->state != oracle->state || effect->attempts != oracle->attempts ||
      get_wait (fixture) != oracle->wait ||
      (vouch_effect_state_is_open (effect->state) &&
       (effect->failures != oracle->failures || effect->absent != oracle->absent)))
    g_error ("%s after%s: is %s, %d attempts, %d failures, %d absent, wait %d;"
             " should be %s, %d, %d, %d, wait %d",
             fixture->kind->kind, path,
             vouch_effect_state_to_string (effect->state), effect->attempts, effect->failures,
             effect->absent, get_wait (fixture),
             vouch_effect_state_to_string (oracle->state), oracle->attempts, oracle->failures,
             oracle->absent, oracle->wait);

  /* What was wanted is kept until it is settled, and not a moment longer. */
  g_assert_true ((effect->body != NULL) == vouch_effect_state_is_open (effect->state));
}

static Node *
node_new (Fixture           *fixture,
          const VouchOracle *oracle,
          char              *path) /* (transfer full) */
{
  Node *node = g_new0 (Node, 1);

  node->effect = vouch_effect_copy (fixture->base.effect);
  node->effect->next_at = MAX (node->effect->next_at - sync_delivery_get_now (&fixture->base), 0);
  node->effect->sent_at = node->effect->sent_at - sync_delivery_get_now (&fixture->base);
  node->oracle = *oracle;
  node->path = path;
  return node;
}

static void
restore (Fixture    *fixture,
         const Node *node)
{
  g_clear_pointer (&fixture->base.effect, vouch_effect_free);
  fixture->base.effect = vouch_effect_copy (node->effect);
  fixture->base.effect->sent_at += sync_delivery_get_now (&fixture->base);
  if (fixture->base.effect->next_at != 0)
    fixture->base.effect->next_at += sync_delivery_get_now (&fixture->base);
  fixture->newer = node->oracle.newer && vouch_effect_state_is_open (node->effect->state);
  sync_delivery_write (&fixture->base, put_row, fixture);
}

/* Everything that what comes next may depend on. */
static char *
dup_key (const Node *node)
{
  const VouchEffect *effect = node->effect;
  const VouchOracle *oracle = &node->oracle;

  return g_strdup_printf ("%d %d %d %d %" G_GINT64_FORMAT " %s %u %d%d%d %d",
                          effect->state,
                          effect->attempts, effect->failures, effect->absent, effect->next_at,
                          effect->reason != NULL ? vouch_reason_get_id (effect->reason) : "-",
                          effect->http_status, oracle->conflict, oracle->in_doubt, oracle->newer,
                          effect->state == VOUCH_EFFECT_UNKNOWN ? oracle->settling : 0);
}

static Node *
make_start (Fixture           *fixture,
            const VouchOracle *oracle)
{
  g_autoptr(VouchEffect) effect = vouch_effect_new (fixture->kind->kind, "subject", 1);

  effect->connection_id = fixture->base.connection->id;
  effect->trigger_id = fixture->base.trigger_id;
  effect->request_id = fixture->base.request_id;
  effect->once = fixture->kind->once;
  effect->attempt_id = g_strdup ("00112233445566778899aabbccddeeff");
  effect->state = oracle->state;
  effect->attempts = oracle->attempts;
  effect->failures = oracle->failures;
  effect->absent = oracle->absent;
  effect->sent_at = sync_delivery_get_now (&fixture->base) - SILENCE +
                    oracle->settling * VOUCH_SECOND;
  effect->created_at = sync_delivery_get_now (&fixture->base);
  if (oracle->wait > 0)
    effect->next_at = effect->created_at + oracle->wait * VOUCH_SECOND;
  vouch_effect_set_body (effect, "first");

  g_clear_pointer (&fixture->base.effect, vouch_effect_free);
  fixture->base.effect = g_steal_pointer (&effect);
  return node_new (fixture, oracle,
                   g_strdup_printf (" %s:", vouch_effect_state_to_string (oracle->state)));
}

/* Tries every event on one row; what was not reached before is kept for the next round. */
static void
expand (Fixture    *fixture,
        const Node *node,
        GHashTable *reached,
        GPtrArray  *next)
{
  for (VouchOracleEvent event = 0; event < VOUCH_N_EVENTS; event++)
    {
      VouchOracle oracle = node->oracle;
      char *path = g_strdup_printf ("%s %s", node->path, vouch_oracle_event_name (event));
      Node *then;

      restore (fixture, node);
      move (fixture, event);
      vouch_oracle_move (&oracle, fixture->kind, event);
      compare (fixture, &oracle, path);

      then = node_new (fixture, &oracle, path);
      if (g_hash_table_add (reached, dup_key (then)))
        g_ptr_array_add (next, then);
      else
        node_free (then);
    }
}

static void
test_sequences (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      Node *node = make_start (fixture, &starts[i]);

      g_assert_true (g_hash_table_add (reached, dup_key (node)));
      g_ptr_array_add (nodes, node);
    }

  for (guint depth = 1; depth <= VOUCH_N_EVENTS_IN_A_ROW && nodes->len > 0; depth++)
    {
      GPtrArray *next = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);

      for (guint i = 0; i < nodes->len; i++)
        expand (fixture, nodes->pdata[i], reached, next);
      g_ptr_array_unref (nodes);
      nodes = next;
    }

  g_test_message ("%u moves, %u rows", fixture->n_moves, g_hash_table_size (reached));
  g_assert_cmpuint (fixture->n_moves, >, VOUCH_N_EVENTS * G_N_ELEMENTS (starts));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transitions/%s", kinds[i].kind);

      g_test_add (path, Fixture, &kinds[i], set_up, test_sequences, tear_down);
    }

  return g_test_run ();
}
