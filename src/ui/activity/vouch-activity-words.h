/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-activity-list.h"
#include "store/vouch-row.h"

G_BEGIN_DECLS

/* Whether a row that is loaded is a #VouchRun and no line of the ledger. */
gboolean    vouch_activity_is_run        (VouchRow                *row);
/* How a line of the ledger is told. */
const char *vouch_activity_get_actor     (const char              *actor);
const char *vouch_activity_get_icon_name (const char              *actor);
char       *vouch_activity_dup_sentence  (const VouchActivityItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* Who did it, about whom, on which job. */
char       *vouch_activity_dup_about     (const VouchActivityItem *item) G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchActivityFact:
 *
 * Something known of a line: a name and what it is, as it came and as it is shown. All are owned.
 */
typedef struct
{
  char *name;
  char *value;
  char *shown;
} VouchActivityFact;

/* (element-type VouchActivityFact): all that is known, ids and parameters too */
GPtrArray  *vouch_activity_list_facts    (const VouchActivityItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
