/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * BenchStore:
 * @connection_id: whose rows they are
 * @n_open: how many of the requests are open; the others are complete
 *
 * What bench_store_fill() puts into a store: each request has a candidate of its own.
 */
typedef struct
{
  gint64 connection_id;
  guint n_requests;
  guint n_open;
  guint n_jobs;
  guint n_lines;
} BenchStore;

/* Profile L (reliability.md §8.1) after some months, for a #VouchStoreFunc. */
#define BENCH_STORE_L \
  { .n_requests = 30000, .n_open = 3000, .n_jobs = 2000, .n_lines = 1000000 }

/* For vouch_store_write_async(); @data is a #BenchStore. */
gboolean bench_store_fill (VouchDb   *db,
                           gpointer   data,
                           GError   **error);

/* What the candidate of the request with this row id is called, from 1. */
char     *bench_store_dup_name (guint n);

G_END_DECLS
