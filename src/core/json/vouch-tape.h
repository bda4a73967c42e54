/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_KIND_ABSENT,
  VOUCH_KIND_NULL,
  VOUCH_KIND_BOOLEAN,
  VOUCH_KIND_INTEGER,
  VOUCH_KIND_DOUBLE,
  VOUCH_KIND_STRING,
  VOUCH_KIND_ARRAY,
  VOUCH_KIND_OBJECT,
} VouchKind;

/**
 * VouchToken:
 * @kind: what it is, never absent
 * @n_tokens: itself and everything inside it, so that its neighbour is found
 * @n_items: members or elements
 * @text: ends with a NUL; in the tape
 *
 * One value. The tokens of an array are followed by those of its elements, those of an object by a
 * string and a value for each member.
 */
typedef struct
{
  VouchKind kind;
  guint n_tokens;
  union
  {
    gboolean truth;
    gint64 integer;
    double real;
    const char *text;
    guint n_items;
  };
} VouchToken;

/**
 * VouchTape:
 *
 * A document as the row of tokens that the guard saw, for pages of which many come: no tree is
 * built, and the text stays where it is. It is walked with #VouchReader.
 */
typedef struct _VouchTape VouchTape;

VouchTape        *vouch_tape_new      (GBytes     *bytes,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
VouchTape        *vouch_tape_ref      (VouchTape  *self);
void              vouch_tape_unref    (VouchTape  *self);
const VouchToken *vouch_tape_get_root (VouchTape  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTape, vouch_tape_unref)

G_END_DECLS
