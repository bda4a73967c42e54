/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Processor time of this thread in microseconds: other programs do not show in it. */
gint64   vouch_bench_get_cpu (void);
double   vouch_bench_median  (double          *values,
                              guint            n_values);

/* A measured figure beside the one to reach: it may depend on the machine, so nothing fails. */
void     vouch_bench_print_goal (const char   *what,
                                 double        value,
                                 double        goal);

/* Says whether a count that cannot depend on the machine is as it has to be; remembers if not. */
gboolean vouch_bench_check   (gboolean         holds,
                              const char      *format,
                              ...) G_GNUC_PRINTF (2, 3);
/* For main (): 1 once a check did not hold. */
int      vouch_bench_finish  (void);

G_END_DECLS
