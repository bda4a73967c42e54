/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/templates/vouch-template-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEMPLATE_FORM (vouch_template_form_get_type ())
G_DECLARE_FINAL_TYPE (VouchTemplateForm, vouch_template_form, VOUCH, TEMPLATE_FORM,
                      AdwPreferencesPage)

/**
 * VouchTemplateForm:
 *
 * The fields of one template, each with what is wrong with it beside it while one types.
 *
 * Property: valid (it could be saved).
 */

/* (nullable) @template: where the form begins; @n_jobs: open jobs that carry its tag. What there is
 * to choose from is given before. */
void           vouch_template_form_load        (VouchTemplateForm      *self,
                                                const VouchTemplate    *template,
                                                guint                   n_jobs);
/* Surveys and other templates; again when they changed. */
void           vouch_template_form_set_choices (VouchTemplateForm      *self,
                                                const VouchTemplateSet *set);
/* (nullable): of the account's API, and the company's name */
void           vouch_template_form_set_account (VouchTemplateForm      *self,
                                                const char             *dialect,
                                                const char             *company);
VouchTemplate *vouch_template_form_build       (VouchTemplateForm      *self)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_template_form_get_valid   (VouchTemplateForm      *self);
gboolean       vouch_template_form_is_changed  (VouchTemplateForm      *self);
/* Also what is missing where nobody was yet; the first field that is wrong gets the focus. */
void           vouch_template_form_show_missing (VouchTemplateForm     *self);
/* (nullable): sentences about what the account's API cannot carry */
char          *vouch_template_form_dup_losses  (VouchTemplateForm      *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
