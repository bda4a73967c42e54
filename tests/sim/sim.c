/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "test-counts.h"
#include "vouch-sim.h"

/* The seeded simulation (T4): every seed twice, and both runs must be one and the same. */

static guint64 first_seed = 0;
static guint64 n_seeds = 0;
static char *regressions = NULL;
static gboolean verbose = FALSE;

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &first_seed, "The first seed", "N" },
  { "seeds", 0, 0, G_OPTION_ARG_INT64, &n_seeds, "How many seeds from there", "COUNT" },
  { "regressions", 0, 0, G_OPTION_ARG_FILENAME, &regressions, "Seeds that once failed, one a line",
    "FILE" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Say what happens", NULL },
  { NULL },
};

/* What the program says when an assertion ends it; written before, so that nothing is allocated
 * then. */
static char last_words[256];

static void
prepare_last_words (guint64     seed,
                    const char *why)
{
  g_snprintf (last_words, sizeof last_words,
              "seed %" G_GUINT64_FORMAT " failed: %s;"
              " replay: ./run sim --seed %" G_GUINT64_FORMAT "\n", seed, why, seed);
}

static void
end_cb (int number)
{
  ssize_t written = write (STDERR_FILENO, last_words, strlen (last_words));

  _exit (written > 0 ? 1 : 2);
}

static void
catch_ends (void)
{
  static const int signals[] = { SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE };
  struct sigaction action = { .sa_handler = end_cb };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, NULL);
}

/* What the world's helpers tell a test is of no interest here. */
static void
print_nothing_cb (const char *text)
{
}

static guint64
run_once (guint64     seed,
          gboolean    say,
          GPtrArray **effects)
{
  g_autoptr(VouchSim) sim = vouch_sim_new (seed, say);

  vouch_sim_run (sim);
  *effects = vouch_world_list_effects (vouch_sim_get_world (sim));
  return vouch_world_get_trace (vouch_sim_get_world (sim));
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

static void
run_seed (guint64 seed)
{
  g_autoptr(GPtrArray) effects = NULL;
  g_autoptr(GPtrArray) again = NULL;
  guint64 trace;

  prepare_last_words (seed, "see above");
  trace = run_once (seed, verbose, &effects);
  prepare_last_words (seed, "the second run differs");
  if (run_once (seed, FALSE, &again) != trace || !is_same (effects, again))
    {
      g_printerr ("%s", last_words);
      exit (1);
    }
}

static guint
run_regressions (void)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  guint n = 0;

  if (!g_file_get_contents (regressions, &text, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (2);
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!g_ascii_isdigit (lines[i][0]))
        continue;
      run_seed (g_ascii_strtoull (lines[i], NULL, 10));
      n++;
    }

  return n;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context =
    g_option_context_new ("– one company after another, from a seed");
  g_autoptr(GError) error = NULL;
  gboolean told;
  guint n = 0;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  told = first_seed != 0 || n_seeds != 0;
  first_seed = first_seed != 0 ? first_seed : 1;
  n_seeds = n_seeds != 0 ? n_seeds : told ? 1 : VOUCH_N_SEEDS;
  catch_ends ();
  if (!verbose)
    g_set_print_handler (print_nothing_cb);
  if (regressions != NULL)
    n += run_regressions ();
  for (guint64 i = 0; i < n_seeds; i++)
    run_seed (first_seed + i);

  printf ("%" G_GUINT64_FORMAT " seeds, each twice: all held\n", n + n_seeds);
  g_free (regressions);
  return 0;
}
