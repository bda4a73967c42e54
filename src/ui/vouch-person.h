/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-contact.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the name; a word for somebody who was erased, or is not known */
char *vouch_person_dup_name (const VouchContact *contact) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
