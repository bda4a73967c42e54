/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-facts.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_RULE_PASSED,
  VOUCH_RULE_FAILED,
  VOUCH_RULE_NOT_REACHED,
} VouchRuleState;

/**
 * VouchRuleResult:
 * @id: text id of the rule: "rule.on"
 * @reason: (nullable) (owned): why it failed
 */
typedef struct
{
  const char *id;
  VouchRuleState state;
  VouchReason *reason;
} VouchRuleResult;

#define VOUCH_N_RULES 20

/**
 * VouchChain:
 * @results: one for each rule of product.md §4, in that order
 * @failed: index of the first rule that fails, or -1
 * @template: (nullable) (unowned): of the facts; the one whose tag the job carries
 * @survey: (nullable) (unowned): of the facts; the template's
 * @requestor: (nullable) (unowned): of the facts; who will own the request
 * @remarks: (element-type VouchReason): what is worth knowing though it stops nothing
 *
 * What the rule chain says about one entry.
 */
typedef struct
{
  VouchRuleResult results[VOUCH_N_RULES];
  int failed;
  const VouchTemplate *template;
  const VouchSurvey *survey;
  const VouchContact *requestor;
  GPtrArray *remarks;
} VouchChain;

VouchChain  *vouch_rules_run        (const VouchFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_chain_free       (VouchChain       *self);
VouchReason *vouch_chain_get_reason (const VouchChain *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchChain, vouch_chain_free)

G_END_DECLS
