/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-job.h"
#include "model/vouch-template.h"
#include "store/vouch-job-list.h"

G_BEGIN_DECLS

/**
 * VouchTemplateSet:
 * @templates: (element-type VouchTemplate): of the connection
 * @uses: (element-type VouchTemplateUse): how they are used
 * @surveys: (element-type VouchSurvey): as fetched last
 * @field: (nullable): the job field
 * @values: (element-type VouchTagValue): of the field
 *
 * Everything the page of templates shows, read in one transaction. Input: @connection_id.
 */
typedef struct
{
  gint64 connection_id;

  GPtrArray *templates;
  GPtrArray *uses;
  GPtrArray *surveys;
  VouchTagField *field;
  GPtrArray *values;
} VouchTemplateSet;

VouchTemplateSet  *vouch_template_set_new    (gint64             connection_id)
  G_GNUC_WARN_UNUSED_RESULT;
void               vouch_template_set_free   (VouchTemplateSet  *self);
gboolean           vouch_template_set_load   (VouchDb           *db,
                                              gpointer           data,
                                              GError           **error);
/* (transfer none) */
const VouchTemplateUse *vouch_template_set_find_use (const VouchTemplateSet *self,
                                                     gint64                  template_id);
const VouchSurvey *vouch_surveys_find        (GPtrArray         *surveys,
                                              const char        *codename);
/* (nullable): sentences about what the API of an account cannot carry of it */
char              *vouch_template_dup_losses (const VouchTemplate *template,
                                              const char          *dialect)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchTemplateChange:
 * @template: (owned) (nullable): what is saved; gets its id
 * @id: what is removed or restored
 * @tag: its tag, for the ledger
 *
 * What a person does with one template, in one transaction with its line of the ledger.
 */
typedef struct
{
  gint64 connection_id;
  VouchTemplate *template;
  gint64 id;
  char *tag;
  gint64 now;
} VouchTemplateChange;

void     vouch_template_change_free (VouchTemplateChange *self);
gboolean vouch_template_save        (VouchDb   *db,
                                     gpointer   data,
                                     GError   **error);
gboolean vouch_template_remove      (VouchDb   *db,
                                     gpointer   data,
                                     GError   **error);
gboolean vouch_template_restore     (VouchDb   *db,
                                     gpointer   data,
                                     GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTemplateSet, vouch_template_set_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTemplateChange, vouch_template_change_free)

G_END_DECLS
