/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * VouchWhyMatch:
 * @candidate: (nullable): the name
 * @job_id: (nullable): %NULL: all jobs of the candidate
 * @job_title: (nullable)
 *
 * Somebody one may ask about. Strings are owned.
 */
typedef struct
{
  char *candidate;
  char *candidate_id;
  char *job_id;
  char *job_title;
} VouchWhyMatch;

void          vouch_why_match_free    (VouchWhyMatch        *self);
/* Those that Vouch knows by id, e-mail address or name, newest first; before them whoever
 * SmartRecruiters alone may know when the text is an address or an id. */
void          vouch_why_search_async  (VouchStore           *store,
                                       gint64                connection_id,
                                       const char           *text,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* Returns: (transfer full) (element-type VouchWhyMatch) */
GPtrArray    *vouch_why_search_finish (GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
