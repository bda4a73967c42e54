/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "vouch-world.h"
#include "vouch-world-secrets.h"
#include "vouch-world-transport.h"

G_BEGIN_DECLS

struct _VouchWorld
{
  VouchSandbox *sandbox;
  gboolean beside;              /* the company is another world's */
  VouchTestClock *clock;
  VouchRandom *random;
  VouchTestVfs *vfs;
  VouchWorldSecrets *secrets;
  VouchWorldTransport *transport;
  VouchContext *context;        /* (nullable): while the program runs */
  GCancellable *cancellable;    /* of the program that runs */
  gint64 connection_id;
  char *problem;                /* of the last cycle */
  VouchWorldErrorFunc on_error; /* (nullable): an error ends the test */
  gpointer error_data;
  const char *hand_label;       /* (nullable): where a person writes */
  VouchStoreFunc hand;
  gpointer hand_data;

  guint n_points;
  guint crash_point;            /* 0: none */
  guint second_point;           /* counted from the restart; 0: none */
  VouchCrash crash_kind;
  gboolean dead;
  guint n_crashes;
  char *crash_label;
  GHashTable *labels;           /* every label that was passed */
  guint64 trace;                /* hash of every label, in order */
};

gboolean vouch_world_pass    (const char *label,
                              gpointer    user_data);
void     vouch_world_revive  (VouchWorld *self);

G_END_DECLS
