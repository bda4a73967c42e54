/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-preview.h"
#include "sync/vouch-procedure.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PLANNER (vouch_planner_get_type ())
G_DECLARE_FINAL_TYPE (VouchPlanner, vouch_planner, VOUCH, PLANNER, VouchProcedure)

/**
 * VouchPlanner:
 *
 * Plans every entry that waits: gathers its facts where they are missing or old, runs the rules,
 * and stores the plan in a transaction of its own. One entry that cannot be read stops none of the
 * others.
 */
VouchPlanner *vouch_planner_new           (VouchSession *session,
                                           gboolean      thorough,
                                           GPtrArray    *preview) G_GNUC_WARN_UNUSED_RESULT;
guint         vouch_planner_get_n_planned (VouchPlanner *self);
guint         vouch_planner_get_n_waiting (VouchPlanner *self);

G_END_DECLS
