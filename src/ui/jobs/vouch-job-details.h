/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-facts.h"
#include "sync/vouch-requestor.h"

G_BEGIN_DECLS

/**
 * VouchJobDetails:
 * @facts: the job with its team, the settings, the creator, the templates
 * @template: (nullable) (unowned): of the facts; whose tag the job carries
 * @requestor: (nullable) (unowned): of the facts; who would own a request
 * @role: (nullable): which of the fallback order it is
 * @problem: (nullable): why there is no requestor
 * @managers: (element-type VouchContact): the hiring managers of a request
 *
 * What is known of one job. Input: @connection_id, @kind and @job_id.
 */
typedef struct
{
  gint64 connection_id;
  VouchConnectionKind kind;
  char *job_id;

  VouchFacts *facts;
  const VouchTemplate *template;
  const VouchContact *requestor;
  const char *role;
  VouchReason *problem;
  GPtrArray *managers;
} VouchJobDetails;

VouchJobDetails *vouch_job_details_new  (gint64               connection_id,
                                         VouchConnectionKind  kind,
                                         const char          *job_id) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_job_details_free (VouchJobDetails     *self);
/* The job is %NULL in the facts when it is not known any more. */
gboolean         vouch_job_details_load (VouchDb             *db,
                                         gpointer             data,
                                         GError             **error);

G_END_DECLS
