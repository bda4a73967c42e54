/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-crosschq-private.h"

G_BEGIN_DECLS

/**
 * VouchSandboxCheck:
 *
 * Looks at the body of a request the way the service does: every fault is collected, so that one
 * answer names them all. A reader that stops at the first fault cannot serve here.
 */
typedef struct
{
  const VouchVisit *visit;
  GPtrArray *paths;
  GPtrArray *messages;
} VouchSandboxCheck;

VouchSandboxCheck *vouch_sandbox_check_new      (const VouchVisit   *visit);
void               vouch_sandbox_check_free     (VouchSandboxCheck  *self);
void               vouch_sandbox_check_fail     (VouchSandboxCheck  *self,
                                                 const char         *path,
                                                 const char         *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
gboolean           vouch_sandbox_check_has_failed (VouchSandboxCheck *self);
VouchResponse     *vouch_sandbox_check_refuse   (VouchSandboxCheck    *self,
                                                 VouchSandboxCrosschq *crosschq,
                                                 guint                 status);
void               vouch_sandbox_check_members  (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *path,
                                                 const char *const  *known);
const char        *vouch_sandbox_check_text     (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *path,
                                                 const char         *member,
                                                 gboolean            required);
const char        *vouch_sandbox_check_email    (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *path,
                                                 const char         *member);
gboolean           vouch_sandbox_check_bool     (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *member);
JsonObject        *vouch_sandbox_check_object   (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *member,
                                                 gboolean            required);
JsonArray         *vouch_sandbox_check_array    (VouchSandboxCheck  *self,
                                                 JsonObject         *object,
                                                 const char         *member);
gboolean           vouch_sandbox_is_email       (const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxCheck, vouch_sandbox_check_free)

G_END_DECLS
