/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

/**
 * VouchSandboxServerOptions:
 * @state_path: (nullable): where the company is kept from one start to the next
 * @log_path: (nullable): a line of JSON for every call is appended there
 * @redirect_uris: (nullable) (array zero-terminated=1): registered for the OAuth client
 * @port_base: the first of four ports, or 0 for free ones
 */
typedef struct
{
  guint64 seed;
  VouchSandboxSize size;
  const char *state_path;
  const char *log_path;
  const char *const *redirect_uris;
  guint16 port_base;
} VouchSandboxServerOptions;

#define VOUCH_TYPE_SANDBOX_SERVER (vouch_sandbox_server_get_type ())
G_DECLARE_FINAL_TYPE (VouchSandboxServer, vouch_sandbox_server, VOUCH, SANDBOX_SERVER, GObject)

/**
 * VouchSandboxServer:
 *
 * The practice company on four loopback listeners, in the main context it is made in.
 */
VouchSandboxServer *vouch_sandbox_server_new            (const VouchSandboxServerOptions  *options,
                                                         GError                          **error)
  G_GNUC_WARN_UNUSED_RESULT;
const char         *vouch_sandbox_server_get_origin     (VouchSandboxServer               *self,
                                                        VouchListener                    listener);
VouchSandbox       *vouch_sandbox_server_get_sandbox    (VouchSandboxServer               *self);
guint64             vouch_sandbox_server_get_n_arrivals (VouchSandboxServer               *self);
gboolean            vouch_sandbox_server_save           (VouchSandboxServer               *self,
                                                         GError                          **error);
void                vouch_sandbox_server_stop           (VouchSandboxServer               *self);

G_END_DECLS
