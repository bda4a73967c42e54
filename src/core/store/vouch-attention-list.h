/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "store/vouch-row-query.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_ATTENTION_EFFECT,
  VOUCH_ATTENTION_ENTRY,
} VouchAttentionKind;

/**
 * VouchAttentionFilter:
 * @connection_id: 0: of all connections
 * @text: (nullable): somewhere in the candidate's name or e-mail, the job's title or number, or an
 *   id
 * @reasons: (nullable) (array zero-terminated=1): only these text ids; one that ends in "." stands
 *   for all that begin so
 * @except: (nullable) (array zero-terminated=1): none of entries with these, in the same way: those
 *   that src/text says pass by themselves
 * @retrying: also what Vouch tries again by itself
 */
typedef struct
{
  gint64 connection_id;
  const char *text;
  const char *const *reasons;
  const char *const *except;
  gboolean retrying;
} VouchAttentionFilter;

/**
 * VouchAttentionItem:
 * @id: of the row in the list: see vouch_attention_row_id()
 * @kind: what @row_id is an id of: the outbox or the triggers
 * @row_id: for the actions
 * @effect: (nullable): kind of the effect: "create-request"; %NULL for an entry
 * @state: of the effect or the entry: "held", "unknown", "planned"
 * @retrying: Vouch tries the effect again by itself
 * @reason: (nullable)
 * @attempts: how often it was sent
 * @next_at: when it is tried next, server time, or 0
 * @entered_on: when the candidate entered the step, server time, or 0
 * @since: when the effect was planned or the entry first seen, server time
 * @candidate: (nullable): the name
 * @job_id: (nullable): SmartRecruiters' id; @job_title and @job_ref (nullable) are known with it
 *
 * The data of a #VouchRow of vouch_attention_query_new(). Strings are owned. Whether the reason of
 * an entry passes by itself is for src/text to say.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  int kind;
  gint64 row_id;
  char *effect;
  char *state;
  gboolean retrying;
  VouchReason *reason;
  int attempts;
  gint64 next_at;
  gint64 entered_on;
  gint64 since;
  gint64 application_id;
  gint64 request_id;
  char *candidate;
  char *candidate_id;
  char *job_id;
  char *job_title;
  char *job_ref;
} VouchAttentionItem;

gint64               vouch_attention_row_id    (VouchAttentionKind           kind,
                                                gint64                       id);
VouchRowQuery       *vouch_attention_query_new (const VouchAttentionFilter  *filter)
                                                G_GNUC_WARN_UNUSED_RESULT;
/* (element-type VouchAttentionItem) */
GPtrArray           *vouch_attention_list      (VouchDb                     *db,
                                                const VouchAttentionFilter  *filter,
                                                GError                     **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_attention_item_free (VouchAttentionItem          *self);

/* Reasons of what waits, each with its number: (element-type VouchAttentionCount). */
typedef struct
{
  char *reason;        /* (owned) (nullable): a text id */
  int kind;            /* a VouchAttentionKind: the same reason may be in both */
  gboolean retrying;
  gint64 n;
} VouchAttentionCount;

GPtrArray           *vouch_attention_count      (VouchDb              *db,
                                                 gint64                connection_id,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
/* How much waits for a person; what Vouch tries again by itself is not counted. */
gboolean             vouch_attention_sum        (VouchDb              *db,
                                                 gint64                connection_id,
                                                 guint                *sum,
                                                 GError              **error);
void                 vouch_attention_count_free (VouchAttentionCount  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAttentionItem, vouch_attention_item_free)

G_END_DECLS
