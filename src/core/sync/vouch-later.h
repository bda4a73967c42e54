/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-session.h"

G_BEGIN_DECLS

VouchLater   *vouch_later_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_later_free       (VouchLater   *self);

gboolean      vouch_later_is_general (const GError *error);
gboolean      vouch_later_put_off    (VouchSession *session,
                                      VouchHttp    *http,
                                      const char   *what,
                                      const GError *error);
const GError *vouch_later_get_reason (VouchSession *session,
                                      const char   *what);
void          vouch_later_drop       (VouchSession *session,
                                      const char   *kind,
                                      GPtrArray    *ids,
                                      GError      **problem);
void          vouch_later_note       (GError      **problem,
                                      const GError *error);
gboolean      vouch_later_owes       (VouchSession *session,
                                      const char   *what);
void          vouch_later_forget     (VouchSession *session,
                                      const char   *what);
void          vouch_later_make_due   (VouchSession *session);
guint         vouch_later_count      (VouchSession *session);

G_END_DECLS
