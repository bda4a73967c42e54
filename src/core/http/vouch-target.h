/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-http.h"

G_BEGIN_DECLS

/**
 * VouchTarget:
 * @base_uri: (owned): where the paths of calls are below
 * @origin: (owned): its origin, which alone gets the credential
 * @reach: what may be reached at all
 *
 * Where the calls of one client may go.
 */
typedef struct
{
  char *base_uri;
  char *origin;
  VouchReach reach;
} VouchTarget;

VouchTarget  *vouch_target_new           (const char         *base_uri,
                                          VouchReach          reach,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_target_free          (VouchTarget        *self);
VouchRequest *vouch_target_build_request (const VouchTarget  *self,
                                          VouchCall          *call,
                                          gboolean           *is_own,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      vouch_target_is_read       (VouchCall          *call);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTarget, vouch_target_free)

G_END_DECLS
