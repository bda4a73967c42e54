/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-company.h"

G_BEGIN_DECLS

/* The parts of the company's saved state. */
JsonObject *vouch_state_save_person (const VouchPerson   *person) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_state_load_person (VouchCompany        *company,
                                     VouchReader         *reader);
JsonObject *vouch_state_save_job    (const VouchJob      *job) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_state_load_job    (VouchCompany        *company,
                                     VouchReader         *reader);
void        vouch_state_save_config (VouchCompany        *company,
                                     JsonObject          *object);
void        vouch_state_load_config (VouchCompany        *company,
                                     VouchReader         *reader);

G_END_DECLS
