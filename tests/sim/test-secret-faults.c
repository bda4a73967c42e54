/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-secrets.h"
#include "test-counts.h"
#include "vouch-world-compare.h"

#define SEED 13

/* How many polls a fault for good lasts, until the person unlocks the keyring. */
#define N_POLLS 3

/* Polls in which everything that is under way comes to its end, a cancel's grace included. */
#define N_ALL_POLLS 14

static const char *const code_names[] = { "locked", "dismissed", "absent", "unreadable", "failed" };

typedef struct
{
  VouchWorld *world;
  gboolean tokens;          /* a grant, whose access tokens live for a minute; otherwise two keys */
  gboolean armed;           /* a fault waits for its operation */
  VouchSecretsError code;
  guint n_met;              /* polls since the one that met it */
  guint n_shown;            /* polls that showed it */
} Run;

typedef struct
{
  guint nth;                /* the operation of the keyring that fails, 1 is the first of all */
  VouchSecretsError code;
  gboolean for_good;
} SecretFault;

/* A refused read is told as what it is, and nothing leaves meanwhile. A refused write costs
 * nothing as long as the program runs: the pair is kept in memory. */
static void
check_poll (Run       *run,
            guint      n_unread,
            GPtrArray *before)
{
  VouchWorldSecrets *secrets = vouch_world_get_secrets (run->world);
  const char *problem = vouch_world_get_problem (run->world);
  g_autofree char *wanted = g_strdup_printf ("secrets.%s", code_names[run->code]);
  g_autoptr(GPtrArray) after = vouch_world_list_effects (run->world);

  if (vouch_world_secrets_get_n_unread (secrets) == n_unread)
    return;

  if (!run->tokens || problem != NULL)
    g_assert_cmpstr (problem, ==, wanted);
  run->n_shown += problem != NULL ? 1 : 0;
  if (!run->tokens)
    g_assert_cmpuint (before->len, ==, after->len);
}

static guint
count_failed (VouchWorldSecrets *secrets)
{
  return vouch_world_secrets_get_n_unread (secrets) + vouch_world_secrets_get_n_unwritten (secrets);
}

/* While a fault waits for its operation the world is polled; after some polls that met it, it
 * ends. */
static void
poll_armed (Run *run)
{
  VouchWorldSecrets *secrets = vouch_world_get_secrets (run->world);

  for (guint i = 0; i < N_ALL_POLLS && run->n_met < N_POLLS; i++)
    {
      guint n_unread = vouch_world_secrets_get_n_unread (secrets);
      guint n_failed = count_failed (secrets);
      g_autoptr(GPtrArray) before = vouch_world_list_effects (run->world);

      g_assert_true (vouch_world_cycle (run->world, VOUCH_CYCLE_NONE));
      check_poll (run, n_unread, before);
      vouch_world_check (run->world);
      vouch_world_advance (run->world, 61);
      run->n_met += run->n_met > 0 || count_failed (secrets) > n_failed ? 1 : 0;
    }

  if (run->n_met >= N_POLLS)
    {
      vouch_world_secrets_fail (secrets, 0, run->code, 0);
      run->armed = FALSE;
    }
}

/* The program is begun anew, as it is after the person dealt with the keyring, or with each
 * morning. */
static void
restart (Run *run)
{
  vouch_world_stop (run->world);
  vouch_world_advance (run->world, 2);
  vouch_world_start (run->world);
}

static void
settle (Run *run)
{
  gboolean armed = run->armed;

  if (run->armed)
    poll_armed (run);
  if (armed && !run->armed && run->code == VOUCH_SECRETS_ERROR_DISMISSED)
    restart (run);
  if (!run->armed)
    vouch_world_settle (run->world);
}

static void
run_story (Run *run)
{
  VouchWorld *world = run->world;
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *ines = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *theo = NULL;
  g_autofree char *request = NULL;

  settle (run);
  restart (run);
  settle (run);
  request = vouch_world_find_request (world, "ines.okafor@example.org");
  g_assert_nonnull (request);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  theo = vouch_world_add_candidate (world, "Theo", "Lind", job, TRUE);
  restart (run);
  settle (run);
  vouch_world_move (world, theo, job, "REJECTED", NULL);
  restart (run);
  settle (run);
  vouch_world_advance (world, 15 * 60);
  settle (run);
  vouch_world_secrets_fail (vouch_world_get_secrets (world), 0, run->code, 0);
  run->armed = FALSE;
  vouch_world_settle (world);
}

static VouchWorld *
new_world (gboolean tokens)
{
  VouchWorld *world = vouch_world_new (SEED);

  if (tokens)
    vouch_world_use_tokens (world);
  return world;
}

static GPtrArray *
run_undisturbed (gboolean  tokens,
                 guint    *n_operations)
{
  g_autoptr(VouchWorld) world = new_world (tokens);
  Run run = { world, tokens, FALSE, VOUCH_SECRETS_ERROR_LOCKED, 0, 0 };
  guint before = vouch_world_secrets_get_n_operations (vouch_world_get_secrets (world));

  run_story (&run);
  vouch_world_check (world);
  *n_operations = vouch_world_secrets_get_n_operations (vouch_world_get_secrets (world)) - before;
  g_test_message ("%u operations of the keyring", *n_operations);
  return vouch_world_list_effects (world);
}

static void
run_fault (const SecretFault *fault,
           gboolean           tokens,
           GPtrArray         *wanted)
{
  g_autoptr(VouchWorld) world = new_world (tokens);
  VouchWorldSecrets *secrets = vouch_world_get_secrets (world);
  Run run = { world, tokens, TRUE, fault->code, 0, 0 };

  g_test_message ("operation %u: %s, %s", fault->nth, code_names[fault->code],
                  fault->for_good ? "for good" : "once");
  vouch_world_secrets_fail (secrets, fault->nth, fault->code, fault->for_good ? -1 : 1);
  run_story (&run);

  vouch_world_check (world);
  vouch_world_assert_effects (world, wanted, "operation %u: %s, %s", fault->nth,
                              code_names[fault->code],
                              fault->for_good ? "for good" : "once");
  if (!tokens && vouch_world_secrets_get_n_unread (secrets) > 0)
    g_assert_cmpuint (run.n_shown, >, 0);
}

/* Every operation of the keyring fails in each way, once and until the person unlocks it (T18). */
static void
test_secret_faults (gconstpointer data)
{
  gboolean tokens = GPOINTER_TO_INT (data);
  guint n_operations = 0;
  g_autoptr(GPtrArray) wanted = run_undisturbed (tokens, &n_operations);
  guint step = MAX (n_operations / VOUCH_N_SECRET_FAULTS, 1);

  g_assert_cmpuint (n_operations, >, 6);
  for (guint nth = 1; nth <= n_operations; nth += step)
    {
      for (guint code = 0; code < G_N_ELEMENTS (code_names); code++)
        {
          SecretFault once = { nth, code, FALSE };
          SecretFault for_good = { nth, code, TRUE };

          run_fault (&once, tokens, wanted);
          run_fault (&for_good, tokens, wanted);
        }
    }
}

/* The item of a key was deleted in the keyring: it is said, nothing leaves, and the key that is
 * pasted again is enough. */
static void
test_deleted_item (gconstpointer data)
{
  VouchSecretKind kind = GPOINTER_TO_INT (data);
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  VouchWorldSecrets *secrets = vouch_world_get_secrets (world);
  VouchSandbox *sandbox = vouch_world_get_sandbox (world);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *ines = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);

  vouch_world_secrets_set (secrets, vouch_world_get_connection (world), kind, NULL);
  for (guint i = 0; i < N_POLLS; i++)
    {
      g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
      g_assert_cmpstr (vouch_world_get_problem (world), ==, "account.no-credential");
      g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 0);
      vouch_world_advance (world, 61);
    }

  vouch_world_secrets_set (secrets, vouch_world_get_connection (world), kind,
                           kind == VOUCH_SECRET_API_KEY ? vouch_sandbox_get_api_key (sandbox)
                                                        : vouch_sandbox_get_crosschq_key (sandbox));
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  vouch_world_check (world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/secret-faults/keys", GINT_TO_POINTER (FALSE), test_secret_faults);
  g_test_add_data_func ("/secret-faults/grant", GINT_TO_POINTER (TRUE), test_secret_faults);
  g_test_add_data_func ("/secret-faults/deleted/ats", GINT_TO_POINTER (VOUCH_SECRET_API_KEY),
                        test_deleted_item);
  g_test_add_data_func ("/secret-faults/deleted/crosschq", GINT_TO_POINTER (VOUCH_SECRET_CROSSCHQ),
                        test_deleted_item);

  return g_test_run ();
}
