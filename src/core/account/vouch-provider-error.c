/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-provider-error.h"

typedef struct
{
  VouchReason *reason; /* (owned) (nullable) before it is new */
} VouchProviderErrorPrivate;

static void
vouch_provider_error_private_init (VouchProviderErrorPrivate *priv)
{
}

static void
vouch_provider_error_private_copy (const VouchProviderErrorPrivate *src,
                                   VouchProviderErrorPrivate       *dest)
{
  dest->reason = src->reason != NULL ? vouch_reason_ref (src->reason) : NULL;
}

static void
vouch_provider_error_private_clear (VouchProviderErrorPrivate *priv)
{
  g_clear_pointer (&priv->reason, vouch_reason_unref);
}

G_DEFINE_EXTENDED_ERROR (VouchProviderError, vouch_provider_error)

static const char *const ids[] = {
  "provider.unreadable", "provider.form", "provider.group", "provider.key", "provider.empty",
  "provider.text", "provider.switch", "provider.address", "provider.https", "provider.parts",
  "provider.redirect", "provider.too-many", "provider.twice",
};

/**
 * vouch_provider_error_new:
 * @code: what is wrong
 * @path: the file
 * @group: (nullable): where in it
 * @key: (nullable): likewise
 *
 * Returns: (transfer full): the error, whose message is for the log
 */
GError *
vouch_provider_error_new (VouchProviderError  code,
                          const char         *path,
                          const char         *group,
                          const char         *key)
{
  GError *error = g_error_new (VOUCH_PROVIDER_ERROR, code, "%s: [%s] %s: %s", path,
                               group != NULL ? group : "", key != NULL ? key : "", ids[code]);

  vouch_provider_error_get_private (error)->reason =
    vouch_reason_new (ids[code], "file", path, "group", group, "key", key, NULL);
  return error;
}

VouchReason *
vouch_provider_error_get_reason (const GError *error)
{
  return vouch_provider_error_get_private (error)->reason;
}
