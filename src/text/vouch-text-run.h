/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-run.h"

G_BEGIN_DECLS

/* A run in words, in the person's language. */

/* (transfer none): why it was run */
const char *vouch_text_get_run_cause  (VouchRunCause   cause);
/* What it came to: sentences. */
char       *vouch_text_dup_run_result (const VouchRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* Likewise, for files and terminals. */
char       *vouch_text_dup_run_result_verbatim (const VouchRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* Why it was run and what it looked at. */
char       *vouch_text_dup_run_about  (const VouchRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): how long it took; %NULL when it did not come to its end */
char       *vouch_text_dup_run_span   (const VouchRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* Lines of CSV, safe to open in a spreadsheet. The names are for programs; only the sentence is in
 * the person's language. */
void        vouch_text_append_run_titles (GString        *text);
void        vouch_text_append_run     (GString        *text,
                                       const VouchRun *run);

G_END_DECLS
