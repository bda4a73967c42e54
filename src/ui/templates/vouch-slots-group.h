/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "model/vouch-template.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SLOTS_GROUP (vouch_slots_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchSlotsGroup, vouch_slots_group, VOUCH, SLOTS_GROUP, AdwPreferencesGroup)

/**
 * VouchSlotsGroup:
 *
 * The references of a template while it is edited. Signal: changed.
 */
void vouch_slots_group_load          (VouchSlotsGroup     *self,
                                      const VouchTemplate *template);
/* Adds them to @template. */
void vouch_slots_group_store         (VouchSlotsGroup     *self,
                                      VouchTemplate       *template);
/* The survey whose limits are told; NULL: none chosen */
void vouch_slots_group_set_survey    (VouchSlotsGroup     *self,
                                      const VouchSurvey   *survey);
/* Those of @reasons (element-type VouchReason) that are about references. */
void vouch_slots_group_show_problems (VouchSlotsGroup     *self,
                                      GPtrArray           *reasons);

G_END_DECLS
