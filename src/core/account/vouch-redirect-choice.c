/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-redirect-choice.h"

#include "account/vouch-provider.h"
#include "base/vouch-error.h"
#include "base/vouch-redirect.h"

/* A registered address is used byte for byte; port 0 stands for one that is free. */
static char *
dup_used_uri (const char    *redirect_uri,
              VouchLoopback *loopback)
{
  g_autoptr(GUri) uri = g_uri_parse (redirect_uri, VOUCH_REDIRECT_URI_FLAGS, NULL);

  if (g_uri_get_port (uri) != 0)
    return g_strdup (redirect_uri);

  return g_uri_join (VOUCH_REDIRECT_URI_FLAGS, "http", NULL, "localhost",
                     vouch_loopback_get_port (loopback), g_uri_get_path (uri), NULL, NULL);
}

static gboolean
listen_on (VouchRedirectChoice  *self,
           const char           *redirect_uri,
           GError              **error)
{
  g_autoptr(VouchLoopback) loopback = vouch_loopback_new (redirect_uri, error);

  if (loopback == NULL)
    return FALSE;

  vouch_redirect_choice_clear (self);
  self->redirect_uri = dup_used_uri (redirect_uri, loopback);
  self->loopback = g_steal_pointer (&loopback);
  return TRUE;
}

static const char *
find_remote (const char *const *redirect_uris)
{
  for (guint i = 0; redirect_uris[i] != NULL; i++)
    {
      if (!vouch_provider_is_local_redirect (redirect_uris[i]))
        return redirect_uris[i];
    }

  return redirect_uris[0];
}

/**
 * vouch_redirect_choice_make:
 * @self: where to put it
 * @redirect_uris: what is registered, in the order of preference
 * @needs_listener: the answer comes over the network; otherwise a window sees it
 * @error: return location
 *
 * Listens on the first address of this computer whose port is free, before anything is opened, so
 * that nobody else can sit on it (reliability.md S3). Where there is none, takes an https address:
 * the person pastes it, or the window sees it.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_PORT, or %VOUCH_INPUT_ERROR_MISSING where none is registered.
 */
gboolean
vouch_redirect_choice_make (VouchRedirectChoice  *self,
                            const char *const    *redirect_uris,
                            gboolean              needs_listener,
                            GError              **error)
{
  g_autoptr(GError) port_error = NULL;

  for (guint i = 0; redirect_uris[i] != NULL; i++)
    {
      if (!vouch_provider_is_local_redirect (redirect_uris[i]))
        continue;

      g_clear_error (&port_error);
      if (listen_on (self, redirect_uris[i], &port_error))
        return TRUE;
    }

  if (port_error != NULL && needs_listener)
    {
      g_propagate_error (error, g_steal_pointer (&port_error));
      return FALSE;
    }
  if (redirect_uris[0] == NULL)
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING,
                           "no redirect address is registered");
      return FALSE;
    }

  self->redirect_uri = g_strdup (find_remote (redirect_uris));
  return TRUE;
}

/**
 * vouch_redirect_choice_listen:
 * @self: a choice
 * @error: return location
 *
 * Listens anew on the chosen address: a listener takes one request. Does nothing for an address
 * that is not of this computer.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_PORT; nothing listens then.
 */
gboolean
vouch_redirect_choice_listen (VouchRedirectChoice  *self,
                              GError              **error)
{
  g_autofree char *redirect_uri = g_strdup (self->redirect_uri);

  g_clear_object (&self->loopback);
  return !vouch_provider_is_local_redirect (redirect_uri) || listen_on (self, redirect_uri, error);
}

void
vouch_redirect_choice_clear (VouchRedirectChoice *self)
{
  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_object (&self->loopback);
}
