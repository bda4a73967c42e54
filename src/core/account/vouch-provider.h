/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_PROVIDER_API_URI "https://api.smartrecruiters.com"
#define VOUCH_PROVIDER_WEB_URI "https://www.smartrecruiters.com"
#define VOUCH_PROVIDER_CROSSCHQ_URI "https://partner.crosschq.com"
#define VOUCH_PROVIDER_MAX_REDIRECTS 3

/**
 * VouchProvider:
 * @client_id: (owned) (nullable): of the OAuth client registered for the company
 * @redirect_uris: (owned): what is registered for it, at most three; may be empty
 * @api_uri: (owned): SmartRecruiters' API, without a slash at the end
 * @web_uri: (owned): SmartRecruiters' web host, without a slash at the end
 * @pkce: send a code challenge
 * @crosschq_uri: (owned): Crosschq's Partner API, without a slash at the end
 * @path: (owned) (nullable): the file it comes from; %NULL: defaults
 *
 * What a company deploys once (architecture.md §6): a key file with the groups SmartRecruiters
 * (ClientId, RedirectUris, ApiUri, WebUri, Pkce) and Crosschq (Uri). It holds no secret.
 *
 * Errors: #VouchProviderError.
 */
typedef struct
{
  char *client_id;
  char **redirect_uris;
  char *api_uri;
  char *web_uri;
  gboolean pkce;
  char *crosschq_uri;
  char *path;
} VouchProvider;

VouchProvider *vouch_provider_new (void) G_GNUC_WARN_UNUSED_RESULT;
VouchProvider *vouch_provider_load (const char *path,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
VouchProvider *vouch_provider_find (const char *const *config_dirs,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void vouch_provider_free (VouchProvider *self);
char *vouch_provider_dup_authorize_uri (const char *web_uri) G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_provider_check_redirect_uri (const char *uri,
                                            GError    **error);
gboolean vouch_provider_is_local_redirect (const char *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchProvider, vouch_provider_free)

G_END_DECLS
