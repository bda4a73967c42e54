/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-world-private.h"

void
vouch_world_crash_at (VouchWorld *self,
                      guint       point,
                      VouchCrash  kind)
{
  self->n_points = 0;
  self->crash_point = point;
  self->crash_kind = kind;
}

void
vouch_world_crash_again_at (VouchWorld *self,
                            guint       point)
{
  self->second_point = point;
}

guint
vouch_world_get_n_points (VouchWorld *self)
{
  return self->n_points;
}

guint
vouch_world_get_n_crashes (VouchWorld *self)
{
  return self->n_crashes;
}

const char *
vouch_world_get_crash_label (VouchWorld *self)
{
  return self->crash_label;
}

GHashTable *
vouch_world_get_labels (VouchWorld *self)
{
  return self->labels;
}

guint64
vouch_world_get_trace (VouchWorld *self)
{
  return self->trace;
}
