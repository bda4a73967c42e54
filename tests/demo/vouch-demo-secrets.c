/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include <string.h>

#include "account/vouch-tokens.h"

/**
 * vouch_demo_list_secrets:
 * @self: a demo that is connected
 * @error: return location
 *
 * Notes every secret of this run, for vouch_demo_scan(): the client's, both keys, and the tokens as
 * they are now beside those of the sign-in.
 */
gboolean
vouch_demo_list_secrets (VouchDemo  *self,
                         GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchTokenPair) pair = NULL;
  char *grant = NULL;

  vouch_secrets_lookup_async (self->secrets, self->connection_id, VOUCH_SECRET_GRANT, NULL,
                              vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  grant = vouch_secrets_lookup_finish (self->secrets, result, error);
  if (grant == NULL)
    return FALSE;

  pair = vouch_token_pair_parse (grant, error);
  vouch_secret_free (grant);
  if (pair == NULL)
    return FALSE;

  g_ptr_array_add (self->tokens, g_strdup (pair->access));
  g_ptr_array_add (self->tokens, g_strdup (pair->refresh));
  g_ptr_array_add (self->tokens, g_strdup (vouch_sandbox_get_client_secret (self->company)));
  g_ptr_array_add (self->tokens, g_strdup (vouch_sandbox_get_api_key (self->company)));
  g_ptr_array_add (self->tokens, g_strdup (vouch_sandbox_get_crosschq_key (self->company)));
  return TRUE;
}

static gboolean
scan_file (VouchDemo        *self,
           VouchDemoReport  *report,
           const char       *name,
           GError          **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &content, &length, error))
    return FALSE;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const char *secret = self->tokens->pdata[i];

      if (secret != NULL && memmem (content, length, secret, strlen (secret)) != NULL)
        vouch_demo_report_add (report, "%s holds a secret", name);
    }

  return TRUE;
}

/**
 * vouch_demo_scan:
 * @self: a demo that is closed, with its secrets listed
 * @report: (inout): gets a line for each file that holds one
 * @error: return location
 *
 * No secret may be in the state directory.
 */
gboolean
vouch_demo_scan (VouchDemo        *self,
                 VouchDemoReport  *report,
                 GError          **error)
{
  g_autoptr(GDir) folder = g_dir_open (self->folder, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      if (!scan_file (self, report, name, error))
        return FALSE;
    }

  return TRUE;
}
