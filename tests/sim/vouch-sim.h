/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "vouch-desk.h"
#include "vouch-test-random.h"
#include "vouch-world.h"

G_BEGIN_DECLS

/**
 * VouchSimPerson:
 * @email: as it was set last; may be %NULL
 */
typedef struct
{
  char *candidate_id;
  char *email;
  GPtrArray *job_ids;
} VouchSimPerson;

/**
 * VouchSim:
 * @random: what happens; of its own seed, so that Vouch's own draws change nothing
 * @searchable: the company's Crosschq echoes external ids
 * @step_removed: the process has no step of ours just now
 *
 * One run of the simulation: a world, and who and what is in it.
 */
typedef struct
{
  VouchWorld *world;
  VouchTestRandom *random;
  GPtrArray *job_ids;
  GPtrArray *people;
  guint n_names;
  gboolean searchable;
  gboolean step_removed;
  gboolean verbose;
} VouchSim;

typedef struct
{
  const char *name;
  guint weight;
  void (* run) (VouchSim *sim);
} VouchSimEvent;

VouchSim            *vouch_sim_new             (guint64          seed,
                                                gboolean         verbose) G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_sim_free            (VouchSim        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSim, vouch_sim_free)
void                 vouch_sim_run             (VouchSim        *self);
VouchWorld          *vouch_sim_get_world       (VouchSim        *self);

guint                vouch_sim_draw            (VouchSim        *self,
                                                guint            n);
gboolean             vouch_sim_chance          (VouchSim        *self,
                                                guint            percent);
const char          *vouch_sim_pick            (VouchSim        *self,
                                                const char      *words);
gboolean             vouch_sim_try             (VouchSim        *self,
                                                const char      *action,
                                                const char      *format,
                                                ...) G_GNUC_PRINTF (3, 4);
void                 vouch_sim_say             (VouchSim        *self,
                                                const char      *format,
                                                ...) G_GNUC_PRINTF (2, 3);
char                *vouch_sim_dup_unlinked    (VouchSim        *self,
                                                VouchDesk       *desk,
                                                VouchRequestRow *request) G_GNUC_WARN_UNUSED_RESULT;

void                 vouch_sim_found           (VouchSim        *self);
void                 vouch_sim_mend_process    (VouchSim        *self);
void                 vouch_sim_end_trouble     (VouchSim        *self);
void                 vouch_sim_check_followed  (VouchSim        *self);
const VouchSimEvent *vouch_sim_get_people      (guint           *n_events);
const VouchSimEvent *vouch_sim_get_answers     (guint           *n_events);
const VouchSimEvent *vouch_sim_get_hands       (guint           *n_events);
const VouchSimEvent *vouch_sim_get_trouble     (guint           *n_events);

G_END_DECLS
