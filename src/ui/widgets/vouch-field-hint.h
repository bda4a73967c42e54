/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_FIELD_HINT (vouch_field_hint_get_type ())
G_DECLARE_FINAL_TYPE (VouchFieldHint, vouch_field_hint, VOUCH, FIELD_HINT, AdwPreferencesRow)

/**
 * VouchFieldHint:
 *
 * A row below a field of a boxed list that says what is the matter with it; out of sight while
 * there is nothing to say.
 *
 * Properties: text (nullable); error (it has to be mended; otherwise it is good to know);
 * button-label (nullable). Signal: button-clicked.
 */
void        vouch_field_hint_say   (VouchFieldHint *self,
                                    const char     *text,
                                    gboolean        error);
const char *vouch_field_hint_get_text (VouchFieldHint *self);
void        vouch_field_hint_set_button_label (VouchFieldHint *self,
                                               const char     *label);

G_END_DECLS
