/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "json/vouch-tape.h"

G_BEGIN_DECLS

/**
 * VouchPlace:
 *
 * A value in a document, of whichever form the document is; nothing in either is a value that is
 * absent. It borrows.
 */
typedef struct
{
  JsonNode *node;
  const VouchToken *token;
} VouchPlace;

VouchKind   vouch_place_get_kind    (VouchPlace  self);
VouchPlace  vouch_place_get_member  (VouchPlace  self,
                                     const char *name);
VouchPlace  vouch_place_get_element (VouchPlace  self,
                                     guint       index);
guint       vouch_place_get_n       (VouchPlace  self);
const char *vouch_place_get_string  (VouchPlace  self);
gint64      vouch_place_get_integer (VouchPlace  self);
gboolean    vouch_place_get_boolean (VouchPlace  self);
GStrv       vouch_place_dup_names   (VouchPlace  self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
