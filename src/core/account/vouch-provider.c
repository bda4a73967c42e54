/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-provider.h"

#include "account/vouch-provider-error.h"
#include "base/vouch-error.h"
#include "base/vouch-redirect.h"
#include "http/vouch-http.h"

#define GROUP_SMARTRECRUITERS "SmartRecruiters"
#define GROUP_CROSSCHQ "Crosschq"
#define KEY_REDIRECTS "RedirectUris"
#define AUTHORIZE_PATH "/identity/oauth/allow"
#define MAX_FILE_SIZE (64 * 1024)

/* What is being read, for refusals that name the place. */
typedef struct
{
  GKeyFile *file;
  const char *path;
} Source;

static const char *const known_keys[][6] = {
  { GROUP_SMARTRECRUITERS, "ClientId", KEY_REDIRECTS, "ApiUri", "WebUri", "Pkce" },
  { GROUP_CROSSCHQ, "Uri" },
};

/**
 * vouch_provider_new:
 *
 * Returns: (transfer full): the real services and no client
 */
VouchProvider *
vouch_provider_new (void)
{
  VouchProvider *self = g_new0 (VouchProvider, 1);

  self->redirect_uris = g_new0 (char *, 1);
  self->api_uri = g_strdup (VOUCH_PROVIDER_API_URI);
  self->web_uri = g_strdup (VOUCH_PROVIDER_WEB_URI);
  self->crosschq_uri = g_strdup (VOUCH_PROVIDER_CROSSCHQ_URI);
  self->pkce = TRUE;

  return self;
}

void
vouch_provider_free (VouchProvider *self)
{
  if (self == NULL)
    return;

  g_free (self->client_id);
  g_strfreev (self->redirect_uris);
  g_free (self->api_uri);
  g_free (self->web_uri);
  g_free (self->crosschq_uri);
  g_free (self->path);
  g_free (self);
}

static gboolean
refuse (const Source        *source,
        VouchProviderError   code,
        const char          *group,
        const char          *key,
        GError             **error)
{
  g_propagate_error (error, vouch_provider_error_new (code, source->path, group, key));
  return FALSE;
}

static const char *const *
find_group (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    {
      if (g_strcmp0 (known_keys[i][0], name) == 0)
        return known_keys[i];
    }

  return NULL;
}

static gboolean
is_known_key (const char *const *group,
              const char        *key)
{
  for (guint i = 1; i < G_N_ELEMENTS (known_keys[0]) && group[i] != NULL; i++)
    {
      if (g_str_equal (group[i], key))
        return TRUE;
    }

  return FALSE;
}

/* A misspelt name would otherwise be ignored, and the default used silently. */
static gboolean
check_names (Source  *source,
             GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups (source->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *const *group = find_group (groups[i]);
      g_auto(GStrv) keys = g_key_file_get_keys (source->file, groups[i], NULL, NULL);

      if (group == NULL)
        return refuse (source, VOUCH_PROVIDER_ERROR_GROUP, groups[i], NULL, error);

      for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
        {
          if (!is_known_key (group, keys[k]))
            return refuse (source, VOUCH_PROVIDER_ERROR_KEY, groups[i], keys[k], error);
        }
    }

  return TRUE;
}

static gboolean
read_string (Source      *source,
             const char  *group,
             const char  *key,
             char       **value,
             GError     **error)
{
  g_autofree char *text = NULL;

  if (!g_key_file_has_key (source->file, group, key, NULL))
    return TRUE;

  text = g_key_file_get_string (source->file, group, key, NULL);
  if (text == NULL)
    return refuse (source, VOUCH_PROVIDER_ERROR_TEXT, group, key, error);

  g_strstrip (text);
  if (*text == '\0')
    return refuse (source, VOUCH_PROVIDER_ERROR_EMPTY, group, key, error);

  g_free (*value);
  *value = g_steal_pointer (&text);
  return TRUE;
}

/* What a company deploys is for real services: they are reached by https and on other computers.
 * The practice company tells its addresses itself. */
static gboolean
read_base_uri (Source      *source,
               const char  *group,
               const char  *key,
               char       **value,
               GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  gsize length;

  if (!g_key_file_has_key (source->file, group, key, NULL))
    return TRUE;
  if (!read_string (source, group, key, value, error))
    return FALSE;

  if (!vouch_http_check_uri (*value, VOUCH_REACH_REAL, &local_error))
    return refuse (source, g_error_matches (local_error, VOUCH_INPUT_ERROR,
                                            VOUCH_INPUT_ERROR_SYNTAX)
                             ? VOUCH_PROVIDER_ERROR_ADDRESS : VOUCH_PROVIDER_ERROR_HTTPS,
                   group, key, error);
  if (strpbrk (*value, "?#") != NULL)
    return refuse (source, VOUCH_PROVIDER_ERROR_PARTS, group, key, error);

  for (length = strlen (*value); length > 0 && (*value)[length - 1] == '/'; length--)
    (*value)[length - 1] = '\0';
  return TRUE;
}

static gboolean
refuse_redirects (const Source        *source,
                  VouchProviderError   code,
                  GError             **error)
{
  return refuse (source, code, GROUP_SMARTRECRUITERS, KEY_REDIRECTS, error);
}

static gboolean
check_redirect_uris (Source             *source,
                     const char *const  *uris,
                     GError            **error)
{
  if (g_strv_length ((char **) uris) > VOUCH_PROVIDER_MAX_REDIRECTS)
    return refuse_redirects (source, VOUCH_PROVIDER_ERROR_TOO_MANY, error);

  for (guint i = 0; uris[i] != NULL; i++)
    {
      if (!vouch_provider_check_redirect_uri (uris[i], NULL))
        return refuse_redirects (source, VOUCH_PROVIDER_ERROR_REDIRECT, error);
      for (guint k = 0; k < i; k++)
        {
          if (g_str_equal (uris[i], uris[k]))
            return refuse_redirects (source, VOUCH_PROVIDER_ERROR_TWICE, error);
        }
    }

  return TRUE;
}

static gboolean
read_redirect_uris (Source         *source,
                    VouchProvider  *self,
                    GError        **error)
{
  g_auto(GStrv) uris = NULL;

  if (!g_key_file_has_key (source->file, GROUP_SMARTRECRUITERS, KEY_REDIRECTS, NULL))
    return TRUE;

  uris = g_key_file_get_string_list (source->file, GROUP_SMARTRECRUITERS, KEY_REDIRECTS, NULL,
                                     NULL);
  if (uris == NULL)
    return refuse_redirects (source, VOUCH_PROVIDER_ERROR_TEXT, error);

  for (guint i = 0; uris[i] != NULL; i++)
    g_strstrip (uris[i]);
  if (!check_redirect_uris (source, (const char *const *) uris, error))
    return FALSE;

  g_strfreev (self->redirect_uris);
  self->redirect_uris = g_steal_pointer (&uris);
  return TRUE;
}

static gboolean
read_pkce (Source         *source,
           VouchProvider  *self,
           GError        **error)
{
  g_autoptr(GError) local_error = NULL;

  if (!g_key_file_has_key (source->file, GROUP_SMARTRECRUITERS, "Pkce", NULL))
    return TRUE;

  self->pkce = g_key_file_get_boolean (source->file, GROUP_SMARTRECRUITERS, "Pkce", &local_error);
  return local_error == NULL ||
         refuse (source, VOUCH_PROVIDER_ERROR_SWITCH, GROUP_SMARTRECRUITERS, "Pkce", error);
}

static gboolean
read_all (Source         *source,
          VouchProvider  *self,
          GError        **error)
{
  return check_names (source, error)
         && read_string (source, GROUP_SMARTRECRUITERS, "ClientId", &self->client_id, error)
         && read_redirect_uris (source, self, error)
         && read_base_uri (source, GROUP_SMARTRECRUITERS, "ApiUri", &self->api_uri, error)
         && read_base_uri (source, GROUP_SMARTRECRUITERS, "WebUri", &self->web_uri, error)
         && read_pkce (source, self, error)
         && read_base_uri (source, GROUP_CROSSCHQ, "Uri", &self->crosschq_uri, error);
}

/**
 * vouch_provider_load:
 * @path: a key file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it says, and the defaults for what it does not
 */
VouchProvider *
vouch_provider_load (const char  *path,
                     GError     **error)
{
  g_autoptr(VouchProvider) self = vouch_provider_new ();
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  Source source = { file, path };
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      refuse (&source, VOUCH_PROVIDER_ERROR_UNREADABLE, NULL, NULL, error);
      return NULL;
    }
  if (length > MAX_FILE_SIZE ||
      !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    {
      refuse (&source, VOUCH_PROVIDER_ERROR_FORM, NULL, NULL, error);
      return NULL;
    }
  if (!read_all (&source, self, error))
    return NULL;

  self->path = g_strdup (path);
  return g_steal_pointer (&self);
}

/**
 * vouch_provider_find:
 * @config_dirs: (nullable): folders to search; %NULL: the system's configuration folders
 * @error: return location
 *
 * Loads vouch/provider.conf from the first folder that has one. A file that is there and cannot be
 * taken is an error, not a reason to go on.
 *
 * Returns: (transfer full) (nullable): what it says, or the defaults where there is none
 */
VouchProvider *
vouch_provider_find (const char *const  *config_dirs,
                     GError            **error)
{
  const char *const *dirs = config_dirs != NULL ? config_dirs : g_get_system_config_dirs ();

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (dirs[i], "vouch", "provider.conf", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return vouch_provider_load (path, error);
    }

  return vouch_provider_new ();
}

/**
 * vouch_provider_dup_authorize_uri:
 * @web_uri: SmartRecruiters' web host
 *
 * Returns: (transfer full): the address of the consent page (smartrecruiters.md §2.2)
 */
char *
vouch_provider_dup_authorize_uri (const char *web_uri)
{
  return g_strconcat (web_uri, AUTHORIZE_PATH, NULL);
}

/**
 * vouch_provider_is_local_redirect:
 * @uri: a redirect address
 *
 * Returns: whether a listener on this computer can receive it
 */
gboolean
vouch_provider_is_local_redirect (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, VOUCH_REDIRECT_URI_FLAGS, NULL);

  return parsed != NULL && g_strcmp0 (g_uri_get_scheme (parsed), "http") == 0
         && g_strcmp0 (g_uri_get_host (parsed), "localhost") == 0;
}

/**
 * vouch_provider_check_redirect_uri:
 * @uri: (nullable): a redirect address
 * @error: return location
 *
 * Checks what SmartRecruiters lets register: https, or http://localhost (smartrecruiters.md §2.2).
 *
 * Fails with #VouchInputError.
 */
gboolean
vouch_provider_check_redirect_uri (const char  *uri,
                                   GError     **error)
{
  g_autoptr(GUri) parsed = NULL;

  parsed = uri != NULL ? g_uri_parse (uri, VOUCH_REDIRECT_URI_FLAGS, NULL) : NULL;
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX,
                           "a redirect address is a full address");
      return FALSE;
    }
  if (g_uri_get_userinfo (parsed) != NULL || g_uri_get_fragment (parsed) != NULL
      || g_uri_get_query (parsed) != NULL)
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX,
                           "a redirect address has neither user, query nor fragment");
      return FALSE;
    }
  if (g_strcmp0 (g_uri_get_scheme (parsed), "https") != 0
      && !vouch_provider_is_local_redirect (uri))
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                           "a redirect address begins with https:// or http://localhost");
      return FALSE;
    }

  return TRUE;
}
