/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-explain.h"

G_BEGIN_DECLS

/* Whom it is about. */
char      *vouch_why_dup_subject  (const VouchExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;
/* The answer in a sentence, and what to do about it (nullable). */
char      *vouch_why_dup_answer   (const VouchExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;
char      *vouch_why_dup_advice   (const VouchExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type VouchLine): the rules in their order; and what is worth knowing besides */
GPtrArray *vouch_why_list_rules   (const VouchExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *vouch_why_list_remarks (const VouchExplanation *explanation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
