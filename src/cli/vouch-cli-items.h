/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"
#include "model/vouch-application.h"
#include "model/vouch-effect.h"
#include "model/vouch-job.h"
#include "model/vouch-trigger.h"

G_BEGIN_DECLS

/**
 * VouchCliItem:
 * @id: (owned): "e12" for an effect, "t5" for an entry of a candidate
 * @effect: (owned) (nullable): one of the two
 * @trigger: (owned) (nullable): one of the two
 * @application: (owned) (nullable): whom it is about
 * @job: (owned) (nullable): which job
 *
 * Something that waits for a person, or for Vouch to try again by itself.
 */
typedef struct
{
  char *id;
  VouchEffect *effect;
  VouchTrigger *trigger;
  VouchApplication *application;
  VouchJob *job;
} VouchCliItem;

/**
 * VouchCliItemKind:
 * @VOUCH_CLI_ITEM_EFFECT: "e12"
 * @VOUCH_CLI_ITEM_TRIGGER: "t5"
 */
typedef enum
{
  VOUCH_CLI_ITEM_EFFECT,
  VOUCH_CLI_ITEM_TRIGGER,
} VouchCliItemKind;

/* (element-type VouchCliItem): effects that are held or unknown or wait for their next try, then
 * entries that are held */
GPtrArray *vouch_cli_items_list      (VouchDb           *db,
                                      gint64             connection_id,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_cli_item_parse      (const char        *text,
                                      VouchCliItemKind  *kind,
                                      gint64            *id,
                                      GError           **error);
gboolean   vouch_cli_item_is_late    (const VouchCliItem *self);
gboolean   vouch_cli_item_is_retrying (const VouchCliItem *self);
guint      vouch_cli_items_count_waiting (GPtrArray      *items);
const VouchReason *vouch_cli_item_get_reason (const VouchCliItem *self);
gboolean   vouch_cli_reason_passes   (const VouchReason *reason);
/* @problem (nullable): what kept a cycle */
gboolean   vouch_cli_problem_needs_person (const VouchReason *problem);
gboolean   vouch_cli_parse_id        (const char        *text,
                                      gint64            *id,
                                      GError           **error);
gboolean   vouch_cli_items_sum       (VouchDb           *db,
                                      gint64             connection_id,
                                      guint             *n_waiting,
                                      guint             *n_retrying,
                                      GError           **error);
guint      vouch_cli_items_count     (VouchCli          *self,
                                      GError           **error);

G_END_DECLS
