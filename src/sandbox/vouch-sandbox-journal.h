/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-reader.h"

G_BEGIN_DECLS

/**
 * VouchJournal:
 *
 * What happened at the practice company: effects, violations, and how often each operation was
 * called.
 */
typedef struct _VouchJournal VouchJournal;

VouchJournal *vouch_journal_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_journal_free          (VouchJournal  *self);
void          vouch_journal_add_effect    (VouchJournal  *self,
                                           const char    *kind,
                                           JsonObject    *detail,
                                           gint64         time);
void          vouch_journal_add_violation (VouchJournal  *self,
                                           const char    *rule,
                                           const char    *method,
                                           const char    *path,
                                           const char    *detail,
                                           gint64         time);
void          vouch_journal_count_call    (VouchJournal  *self,
                                           const char    *operation);
JsonNode     *vouch_journal_get_effects   (VouchJournal  *self) G_GNUC_WARN_UNUSED_RESULT;
JsonNode     *vouch_journal_get_violations (VouchJournal *self) G_GNUC_WARN_UNUSED_RESULT;
JsonNode     *vouch_journal_get_calls     (VouchJournal  *self) G_GNUC_WARN_UNUSED_RESULT;
JsonNode     *vouch_journal_save          (VouchJournal  *self) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_journal_load          (VouchJournal  *self,
                                           JsonObject    *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchJournal, vouch_journal_free)

G_END_DECLS
