/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static guint n_broken = 0;

gint64
vouch_bench_get_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
compare_values (gconstpointer one,
                gconstpointer other)
{
  double first = *(const double *) one;
  double second = *(const double *) other;

  return (first > second) - (first < second);
}

/* Sorts @values. */
double
vouch_bench_median (double *values,
                    guint   n_values)
{
  qsort (values, n_values, sizeof *values, compare_values);
  return n_values % 2 == 1 ? values[n_values / 2]
                           : (values[n_values / 2 - 1] + values[n_values / 2]) / 2;
}

void
vouch_bench_print_goal (const char *what,
                        double      value,
                        double      goal)
{
  printf ("    %s: %.2f, wanted <= %.1f: %s\n", what, value, goal,
          value <= goal ? "met" : "MISSED");
}

gboolean
vouch_bench_check (gboolean    holds,
                   const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  printf ("  %s: %s\n", holds ? "holds" : "DOES NOT HOLD", text);
  n_broken += holds ? 0 : 1;
  return holds;
}

int
vouch_bench_finish (void)
{
  fflush (stdout);
  return n_broken == 0 ? 0 : 1;
}
