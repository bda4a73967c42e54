/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-review.h"

/* A new effect is one file and one line here. */
static const struct
{
  const char *kind;
  GType (* get_type) (void);
} kinds[] = {
  { "create-request", vouch_deliver_create_get_type },
  { "cancel-request", vouch_deliver_cancel_get_type },
  { "remind-request", vouch_deliver_remind_get_type },
  { "attach-report", vouch_deliver_attach_get_type },
  { "write-note", vouch_deliver_note_get_type },
  { "set-outcome", vouch_deliver_outcome_get_type },
  { "set-job-tag", vouch_deliver_job_tag_get_type },
  { "set-tag-value", vouch_deliver_value_get_type },
  { VOUCH_REVIEW_TRANSFER, vouch_deliver_review_get_type },
  { VOUCH_REVIEW_MERGE, vouch_deliver_review_get_type },
  { VOUCH_REVIEW_REQUEST, vouch_deliver_review_get_type },
};

/**
 * vouch_deliver_type_for:
 * @kind: an effect's kind
 *
 * Returns: the class that delivers it, or %G_TYPE_INVALID
 */
GType
vouch_deliver_type_for (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].kind, kind))
        return kinds[i].get_type ();
    }

  return G_TYPE_INVALID;
}
