/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchSigninOrder:
 * @authorize_uri: (owned): the consent page
 * @redirect_uri: (owned): where it ends; never loaded
 * @practice: plain http is allowed between addresses of this computer
 * @software_rendering: without graphics acceleration
 *
 * What Vouch wants, as one line of JSON. It holds no secret but the state of the attempt.
 */
typedef struct
{
  char *authorize_uri;
  char *redirect_uri;
  gboolean practice;
  gboolean software_rendering;
} VouchSigninOrder;

VouchSigninOrder *vouch_signin_order_parse (const char        *line,
                                            gsize              length,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
VouchSigninOrder *vouch_signin_order_read  (int                fd,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_signin_order_free  (VouchSigninOrder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSigninOrder, vouch_signin_order_free)

G_END_DECLS
