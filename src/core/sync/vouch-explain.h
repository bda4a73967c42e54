/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-rules.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_EXPLAIN (vouch_explain_get_type ())
G_DECLARE_FINAL_TYPE (VouchExplain, vouch_explain, VOUCH, EXPLAIN, VouchProcedure)

/**
 * VouchExplanation:
 * @facts: (owned): what the rules looked at
 * @chain: (owned): what they say
 * @reason: (nullable) (owned): why no request is sent: the first rule that fails, or what the entry
 *   has come to already; %NULL: one is sent
 * @problem: (nullable) (owned): why the application could not be read
 */
typedef struct
{
  VouchFacts *facts;
  VouchChain *chain;
  VouchReason *reason;
  VouchReason *problem;
} VouchExplanation;

/**
 * VouchExplain:
 *
 * Why was nothing sent (product.md F2)? Reads a candidate anew and runs the rule chain for one or
 * all of their jobs. @candidate is an id, or an e-mail address. When the connection is off, nothing
 * is read: it explains what Vouch knows, for somebody it does not know without an application.
 */
VouchProcedure *vouch_explain_new         (VouchSession *session,
                                           const char   *candidate,
                                           const char   *job_id) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type VouchExplanation); empty when the connection is on and nobody of that id or address
 * was found */
GPtrArray      *vouch_explain_get_results (VouchExplain *self);

G_END_DECLS
