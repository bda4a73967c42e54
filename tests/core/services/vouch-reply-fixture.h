/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"

G_BEGIN_DECLS

VouchReply *vouch_reply_fixture       (const char  *json) G_GNUC_WARN_UNUSED_RESULT;
VouchReply *vouch_reply_fixture_link  (const char  *json,
                                       const char  *link) G_GNUC_WARN_UNUSED_RESULT;
VouchReply *vouch_page_fixture        (const char  *json,
                                       const char  *link) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *vouch_body_fixture        (VouchCall   *call) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_replace_once        (const char  *text,
                                       const char  *what,
                                       const char  *with) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_assert_bad_reply    (const GError *error,
                                       const char   *path);

G_END_DECLS
