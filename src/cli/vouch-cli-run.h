/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"
#include "sync/vouch-procedure.h"

G_BEGIN_DECLS

/* The core is asynchronous; a command is a straight line. These run the main context in between. */

void           vouch_cli_keep_cb       (GObject         *object,
                                        GAsyncResult    *result,
                                        gpointer         user_data);
void           vouch_cli_await         (GAsyncResult   **result);
gboolean       vouch_cli_read          (VouchCli        *self,
                                        VouchStoreFunc   func,
                                        gpointer         data,
                                        GError         **error);
gboolean       vouch_cli_write         (VouchCli        *self,
                                        const char      *label,
                                        VouchStoreFunc   func,
                                        gpointer         data,
                                        GError         **error);
gboolean       vouch_cli_run_procedure (VouchCli        *self,
                                        VouchProcedure  *procedure,
                                        GError         **error);
gboolean       vouch_cli_load          (VouchCli        *self,
                                        GError         **error);
VouchCycle    *vouch_cli_sync          (VouchCli        *self,
                                        VouchCycleFlags  flags,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_cli_refresh       (VouchCli        *self,
                                        GError         **error);

G_END_DECLS
