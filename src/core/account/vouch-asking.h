/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who keeps secrets, on the session's bus. */
#define VOUCH_KEYRING_SERVICE "org.freedesktop.secrets"

/* A call of libsecret behind which the person may be asked is never cancelled: GNOME Keyring 42
 * aborts when its question is taken back, and libsecret 0.20 then forgets to answer. Only the one
 * who called is answered; the question goes when it is answered, or with the program. A keyring
 * that dies with its question has failed. */
GTask *vouch_asking_wrap (GTask    *task,
                          gboolean  for_secret) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
