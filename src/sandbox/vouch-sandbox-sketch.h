/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-company.h"

G_BEGIN_DECLS

/**
 * VouchSketch:
 *
 * A person nobody has touched, from the index alone and without an allocation: made a hundred times
 * for a page, and a million times for a count.
 */
typedef struct
{
  guint64 index;
  const char *first;
  const char *last;
  char email[96];        /* empty: none */
  char phone[24];        /* empty: none */
  guint place;
  gboolean internal;
  gint64 created;
  gint64 updated;
  guint jobs[2];
  VouchStatus statuses[2];
  const char *steps[2];  /* (nullable) */
  guint n_jobs;
} VouchSketch;

/* No change of a generated person is newer than this. */
gint64      vouch_sketch_get_newest (void);
gboolean    vouch_sketch_has_step   (const char         *step);
void        vouch_sketch_work       (const VouchCompany *company,
                                     guint64             index,
                                     VouchSketch        *sketch);
void        vouch_sketch_identity   (const VouchCompany *company,
                                     guint64             index,
                                     VouchSketch        *sketch);
const char *vouch_sketch_get_name   (guint64             number);
const char *vouch_sketch_get_first  (guint64             number);

G_END_DECLS
