/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_CONNECTION_REAL,
  VOUCH_CONNECTION_PRACTICE,
} VouchConnectionKind;

/**
 * VouchSignIn:
 *
 * How the connection gets into SmartRecruiters (product.md M3, M4).
 */
typedef enum
{
  VOUCH_SIGN_IN_NONE,
  VOUCH_SIGN_IN_CODE,
  VOUCH_SIGN_IN_CLIENT_CREDENTIALS,
  VOUCH_SIGN_IN_API_KEY,
} VouchSignIn;

/**
 * VouchConnection:
 * @id: the integer every row of its data carries
 * @name: what the person calls it; unique
 * @kind: real or practice
 * @sign_in: how it gets in
 * @client_id: (nullable): of the OAuth client
 * @api_uri: SmartRecruiters' API, without a slash at the end
 * @web_uri: SmartRecruiters' web host: consent page, deep links
 * @crosschq_uri: Crosschq's Partner API, without a slash at the end
 * @redirect_uri: (nullable): the registered redirect that the grant uses
 * @company_id: (nullable): pinned company identifier
 * @company_name: (nullable): its name
 * @owner_id: (nullable): pinned id of the user or credential owner
 * @scopes: (nullable): granted scopes, space separated
 * @granted_at: when access was granted, server time in microseconds, or 0
 * @on: turned on
 * @turned_on_at: server time in microseconds; entries from before wait for a person
 * @paused: the one switch that stops all sending
 * @sends: this computer sends; otherwise it observes only
 * @rebuild: the store was lost: nothing is created until a person releases it
 * @needs_reconnect: the grant is over
 * @crosschq_dialect: (nullable): "v2" or "v1"; %NULL: not found out
 * @crosschq_form: (nullable): "raw", "token" or "bearer"; %NULL: not found out
 * @refresh_generation: grant generation whose refresh has begun and is not known to have ended,
 *   or -1
 *
 * One SmartRecruiters company paired with one Crosschq organization. Strings are owned.
 */
typedef struct
{
  gint64 id;
  char *name;
  VouchConnectionKind kind;
  VouchSignIn sign_in;
  char *client_id;
  char *api_uri;
  char *web_uri;
  char *crosschq_uri;
  char *redirect_uri;
  char *company_id;
  char *company_name;
  char *owner_id;
  char *scopes;
  gint64 granted_at;
  gboolean on;
  gint64 turned_on_at;
  gboolean paused;
  gboolean sends;
  gboolean rebuild;
  gboolean needs_reconnect;
  char *crosschq_dialect;
  char *crosschq_form;
  gint64 refresh_generation;
} VouchConnection;

VouchConnection *vouch_connection_new  (const char            *name,
                                        VouchConnectionKind    kind) G_GNUC_WARN_UNUSED_RESULT;
VouchConnection *vouch_connection_copy (const VouchConnection *self) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_connection_keep_switches (VouchConnection *self,
                                                 const VouchConnection *present);
gboolean         vouch_connection_equal (const VouchConnection *one,
                                         const VouchConnection *other);
void             vouch_connection_free (VouchConnection       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchConnection, vouch_connection_free)

G_END_DECLS
