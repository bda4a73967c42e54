/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "text/vouch-text.h"

G_BEGIN_DECLS

#define VOUCH_TEXT_CONTEXT "reason"

/**
 * VouchTextEntry:
 * @id: the text id
 * @who: who can mend it
 * @sentence: with placeholders: "No template has the tag “{tag}”."
 * @fix: (nullable): what to do, likewise
 * @anchor: (nullable): section of the help
 *
 * One way to say an id. Several in a row are for one id: the first whose parameters are all given
 * is taken, and the last one needs none.
 */
typedef struct
{
  const char *id;
  VouchWho who;
  const char *sentence;
  const char *fix;
  const char *anchor;
} VouchTextEntry;

/* Each ends with an entry without an id. */
extern const VouchTextEntry vouch_text_rules[];
extern const VouchTextEntry vouch_text_items[];
extern const VouchTextEntry vouch_text_templates[];
extern const VouchTextEntry vouch_text_problems[];
extern const VouchTextEntry vouch_text_provider[];
extern const VouchTextEntry vouch_text_ledger[];
extern const VouchTextEntry vouch_text_terms[];

gboolean    vouch_text_next_name (const char **cursor,
                                  char       **name);
const char *vouch_text_word      (const char  *parameter,
                                  const char  *value);

G_END_DECLS
