/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-provider.h"
#include "model/vouch-connection.h"
#include "setup/vouch-practice.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/* What a connection is told before it is connected: where its services are, and as which client. */
void  vouch_wanted_take_provider (VouchConnection          *wanted,
                                  const VouchProvider      *provider,
                                  gboolean                  renew);
void  vouch_wanted_take_practice (VouchConnection          *wanted,
                                  const VouchPracticeInfo  *info);
gboolean vouch_wanted_store_practice (VouchDb               *db,
                                      gpointer               data,
                                      GError               **error);
char *vouch_wanted_pick_redirect (GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
