/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/templates/vouch-template-data.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEMPLATE_EDITOR (vouch_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (VouchTemplateEditor, vouch_template_editor, VOUCH, TEMPLATE_EDITOR,
                      AdwWindow)

/**
 * VouchTemplateEditor:
 *
 * One template in a form with *Save* and *Cancel*. Signal: saved (const char *losses: sentences
 * about what the account's API cannot carry, or NULL); the window closes after it.
 *
 * @set is what is known of surveys and other templates; it is copied. @template (nullable): where
 * the form begins; with the id 0 a new one is made. @n_jobs: open jobs that carry its tag.
 */
GtkWidget *vouch_template_editor_new (VouchHub               *hub,
                                      const VouchTemplateSet *set,
                                      const VouchTemplate    *template,
                                      guint                   n_jobs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
