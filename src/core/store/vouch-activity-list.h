/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/**
 * VouchActivityFilter:
 * @connection_id: 0: of all connections
 * @text: (nullable): somewhere in a person's name, a job's title or number, or an id
 * @kinds: (nullable) (array zero-terminated=1): text ids; one that ends in "." stands for all that
 *   begin so
 * @actor: (nullable): "vouch", "person" or "service"
 * @since: from this server time on, or 0
 * @until: before this server time, or 0
 * @application_id: 0: of all applications
 * @request_id: 0: of all requests
 * @run_id: 0: of all runs, and what belongs to none
 */
typedef struct
{
  gint64 connection_id;
  const char *text;
  const char *const *kinds;
  const char *actor;
  gint64 since;
  gint64 until;
  gint64 application_id;
  gint64 request_id;
  gint64 run_id;
} VouchActivityFilter;

/**
 * VouchActivityItem:
 * @person: (nullable): the name, unless it is erased or nobody is meant
 * @job_title: (nullable)
 * @run_id, @run_began_at: the run that it belongs to; 0 for none, or when that is forgotten
 *
 * The data of a #VouchRow of vouch_activity_query_new(), newest first. Strings are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 at;
  char *actor;
  VouchReason *what;
  char *person;
  char *candidate_id;
  char *job_id;
  char *job_title;
  gint64 application_id;
  gint64 trigger_id;
  gint64 request_id;
  gint64 effect_id;
  gint64 run_id;
  gint64 run_began_at;
} VouchActivityItem;

VouchRowQuery *vouch_activity_query_new (const VouchActivityFilter *filter)
                                         G_GNUC_WARN_UNUSED_RESULT;
void           vouch_activity_item_free (VouchActivityItem         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchActivityItem, vouch_activity_item_free)

G_END_DECLS
