/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/templates/vouch-template-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEMPLATE_ITEM (vouch_template_item_get_type ())
G_DECLARE_FINAL_TYPE (VouchTemplateItem, vouch_template_item, VOUCH, TEMPLATE_ITEM, GObject)

/**
 * VouchTemplateItem:
 *
 * A template as the list shows it. It never changes: another one takes its place.
 */
VouchTemplateItem   *vouch_template_item_new        (const VouchTemplate      *template,
                                                     const VouchTemplateUse   *use,
                                                     const VouchSurvey        *survey)
  G_GNUC_WARN_UNUSED_RESULT;
const VouchTemplate *vouch_template_item_get        (VouchTemplateItem        *self);
gint64               vouch_template_item_get_id     (VouchTemplateItem        *self);
guint                vouch_template_item_get_n_jobs (VouchTemplateItem        *self);
/* In words: its survey, how many references, what uses it. */
char                *vouch_template_item_dup_details (VouchTemplateItem       *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): what uses it, in words; %NULL: nothing */
char                *vouch_template_item_dup_usage  (VouchTemplateItem        *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether the account still has its survey. */
gboolean             vouch_template_item_has_survey (VouchTemplateItem        *self);
gboolean             vouch_template_item_matches    (VouchTemplateItem        *self,
                                                     const char               *text);
gboolean             vouch_template_item_equal      (gconstpointer             one,
                                                     gconstpointer             other);

G_END_DECLS
