/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "sync/vouch-rules.h"

G_BEGIN_DECLS

/**
 * VouchPlan:
 * @reason: (nullable): why nothing is sent; %NULL when a request is planned
 * @ends: the entry is over, so it is skipped; otherwise it is held
 * @request: (nullable): the row to add
 * @effect: (nullable): its create, to be put into the outbox
 * @remarks: (element-type VouchReason): what is worth knowing
 *
 * What is to be done about one entry.
 */
typedef struct
{
  VouchReason *reason;
  gboolean ends;
  VouchRequestRow *request;
  VouchEffect *effect;
  GPtrArray *remarks;
} VouchPlan;

VouchPlan *vouch_plan_make  (const VouchFacts  *facts) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_plan_free  (VouchPlan         *self);
gboolean   vouch_plan_store (const VouchPlan   *self,
                             const VouchFacts  *facts,
                             VouchDb           *db,
                             GError           **error);

char      *vouch_external_id_for (const VouchApplication *application) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchPlan, vouch_plan_free)

G_END_DECLS
