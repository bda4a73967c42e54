/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchInvariants:
 * @effects, @violations, @requests: answers of the practice company's control calls of these names
 * @db: the store, inside a transaction
 *
 * Both sides of one moment, for vouch_invariants_check ().
 */
typedef struct
{
  JsonNode *effects;
  JsonNode *violations;
  JsonNode *requests;
  VouchDb *db;
  gint64 connection_id;
} VouchInvariants;

GPtrArray *vouch_invariants_check (const VouchInvariants *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
