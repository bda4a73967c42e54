/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchBackgroundAnswer:
 * @background: it may run without a window
 * @autostart: it starts when the person logs in
 *
 * What the system allows.
 */
typedef struct
{
  gboolean background;
  gboolean autostart;
} VouchBackgroundAnswer;

/**
 * vouch_background_request_async:
 * @reason: why, shown to the person by the system
 * @autostart: the present wish; leaving it out would take back an earlier one
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once the system, or the person, has answered
 * @user_data: data for @callback
 *
 * Asks the Background portal. It cannot be asked what it answered before, so the answer is kept.
 */
void     vouch_background_request_async  (const char             *reason,
                                          gboolean                autostart,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
/* Fails with %G_IO_ERROR_NOT_SUPPORTED where there is no such portal, else with what the bus
 * said. */
gboolean vouch_background_request_finish (GAsyncResult           *result,
                                          VouchBackgroundAnswer  *answer,
                                          GError                **error);
/* One line, at most 96 characters, where the desktop lists programs in the background; says nothing
 * where it does not. */
void     vouch_background_set_status     (GDBusConnection        *bus,
                                          const char             *message);

G_END_DECLS
