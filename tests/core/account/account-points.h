/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AccountPoints:
 * @n_passed: points passed so far
 * @die_at: the point at which the process dies, or 0
 * @died: whether it has: from then on every double answers "cancelled" and does nothing
 *
 * Counts the points before and after each effect on the doubles.
 */
typedef struct _AccountPoints
{
  guint n_passed;
  guint die_at;
  gboolean died;
} AccountPoints;

static inline gboolean
account_points_pass (AccountPoints *self)
{
  if (self == NULL)
    return TRUE;

  if (!self->died && ++self->n_passed == self->die_at)
    self->died = TRUE;
  return !self->died;
}

G_END_DECLS
