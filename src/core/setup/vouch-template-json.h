/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/vouch-template.h"

G_BEGIN_DECLS

VouchTemplate *vouch_template_from_json (GBytes              *bytes,
                                         const char          *what,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char          *vouch_template_dup_path  (const VouchReason   *problem) G_GNUC_WARN_UNUSED_RESULT;
JsonNode      *vouch_template_to_json   (const VouchTemplate *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
