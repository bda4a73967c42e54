/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "ui/templates/vouch-template-data.h"

G_BEGIN_DECLS

/**
 * VouchTagLine:
 * @label: the tag, or the value
 * @from: (nullable): the value that is renamed to it
 * @stale: a value of the field that no template has
 * @listed: it is an active value of the field
 * @effect: (nullable): the newest change of it that was asked for
 *
 * One tag or value, before and after it was pushed.
 */
typedef struct
{
  char *label;
  char *from;
  gboolean stale;
  gboolean listed;
  VouchEffect *effect;
} VouchTagLine;

/**
 * VouchTagPlan:
 * @set: the templates and the field
 * @lines: (element-type VouchTagLine): tags first, then values without a template
 *
 * What pushing would do, or did since @since. Input: @set's connection and @since (server time;
 * G_MAXINT64: nothing was pushed yet).
 */
typedef struct
{
  VouchTemplateSet *set;
  gint64 since;
  GPtrArray *lines;
} VouchTagPlan;

VouchTagPlan *vouch_tag_plan_new  (gint64         connection_id,
                                   gint64         since) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_tag_plan_free (VouchTagPlan  *self);
gboolean      vouch_tag_plan_load (VouchDb       *db,
                                   gpointer       data,
                                   GError       **error);
/* What was renamed since @before was read is known from it. */
void          vouch_tag_plan_follow (VouchTagPlan       *self,
                                     const VouchTagPlan *before);
guint         vouch_tag_plan_count_stale (const VouchTagPlan *self);
guint         vouch_tag_plan_count_missing (const VouchTagPlan *self);

G_END_DECLS
