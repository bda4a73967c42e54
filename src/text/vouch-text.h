/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

/**
 * VouchWho:
 * @VOUCH_WHO_NOBODY: there is nothing to mend
 * @VOUCH_WHO_YOU: the person in front of Vouch
 * @VOUCH_WHO_RECRUITER: a recruiter, in SmartRecruiters
 * @VOUCH_WHO_ATS_ADMIN: an administrator of SmartRecruiters
 * @VOUCH_WHO_CROSSCHQ_ADMIN: an administrator of Crosschq
 * @VOUCH_WHO_VOUCH: Vouch tries again by itself
 *
 * Who can mend it.
 */
typedef enum
{
  VOUCH_WHO_NOBODY,
  VOUCH_WHO_YOU,
  VOUCH_WHO_RECRUITER,
  VOUCH_WHO_ATS_ADMIN,
  VOUCH_WHO_CROSSCHQ_ADMIN,
  VOUCH_WHO_VOUCH,
} VouchWho;

/**
 * VouchText:
 * @sentence: (owned): what is the matter
 * @who: who can mend it
 * @fix: (owned) (nullable): what to do
 * @anchor: (unowned) (nullable): section of the help
 *
 * A reason in words, in the person's language. What a parameter says is in it fit to be shown, see
 * vouch_text_isolate(), or verbatim: who prints that on a terminal escapes control characters.
 */
typedef struct
{
  char *sentence;
  VouchWho who;
  char *fix;
  const char *anchor;
} VouchText;

VouchText  *vouch_text_for_reason (const VouchReason *reason) G_GNUC_WARN_UNUSED_RESULT;
VouchText  *vouch_text_for_reason_verbatim (const VouchReason *reason) G_GNUC_WARN_UNUSED_RESULT;
VouchText  *vouch_text_for_id     (const char        *id) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_text_free       (VouchText         *self);
char       *vouch_text_from_error (const GError      *error) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_who_to_string   (VouchWho           who);
const char *vouch_who_get_name    (VouchWho           who);
gboolean    vouch_text_has        (const char        *id);
/* (element-type utf8): every placeholder any sentence of that id has, each once */
GPtrArray  *vouch_text_list_parameters (const char   *id) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchText, vouch_text_free)

G_END_DECLS
