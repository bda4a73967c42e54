/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <glib/gstdio.h>
#include <string.h>

#include "account/vouch-provider.h"
#include "account/vouch-provider-error.h"

#define SR "[SmartRecruiters]\n"

static char *
write_file (const char *text)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (g_get_user_data_dir (), "provider.conf", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static VouchProvider *
load_text (const char  *text,
           GError     **error)
{
  g_autofree char *path = write_file (text);

  return vouch_provider_load (path, error);
}

static void
test_defaults (void)
{
  g_autoptr(VouchProvider) self = vouch_provider_new ();
  g_autofree char *authorize_uri = vouch_provider_dup_authorize_uri (self->web_uri);

  g_assert_null (self->client_id);
  g_assert_null (self->path);
  g_assert_cmpuint (g_strv_length (self->redirect_uris), ==, 0);
  g_assert_cmpstr (self->api_uri, ==, "https://api.smartrecruiters.com");
  g_assert_cmpstr (self->crosschq_uri, ==, "https://partner.crosschq.com");
  g_assert_true (self->pkce);
  g_assert_cmpstr (authorize_uri, ==, "https://www.smartrecruiters.com/identity/oauth/allow");
}

static void
test_full (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchProvider) self = NULL;

  self = load_text ("# Vouch\n" SR
                    "ClientId = acme-1 \n"
                    "RedirectUris=http://localhost:3000/cb; https://acme.example.com/cb;\n"
                    "ApiUri=https://api.example.com/\n"
                    "WebUri=https://web.example.com:8000\n"
                    "Pkce=false\n"
                    "[Crosschq]\n"
                    "Uri=https://sandbox-partner.crosschq.com//\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (self->client_id, ==, "acme-1");
  g_assert_cmpuint (g_strv_length (self->redirect_uris), ==, 2);
  g_assert_cmpstr (self->redirect_uris[0], ==, "http://localhost:3000/cb");
  g_assert_cmpstr (self->redirect_uris[1], ==, "https://acme.example.com/cb");
  g_assert_cmpstr (self->api_uri, ==, "https://api.example.com");
  g_assert_cmpstr (self->web_uri, ==, "https://web.example.com:8000");
  g_assert_cmpstr (self->crosschq_uri, ==, "https://sandbox-partner.crosschq.com");
  g_assert_false (self->pkce);
  g_assert_nonnull (self->path);
  g_assert_true (vouch_provider_is_local_redirect (self->redirect_uris[0]));
  g_assert_false (vouch_provider_is_local_redirect (self->redirect_uris[1]));
}

typedef struct
{
  const char *text;
  VouchProviderError code;
  const char *group; /* (nullable) */
  const char *key;   /* (nullable) */
} BadCase;

#define ATS "SmartRecruiters"

static const BadCase bad_cases[] = {
  { "ClientId=x\n", VOUCH_PROVIDER_ERROR_FORM, NULL, NULL },
  { "not a key file", VOUCH_PROVIDER_ERROR_FORM, NULL, NULL },
  { "[Other]\nX=1\n", VOUCH_PROVIDER_ERROR_GROUP, "Other", NULL },
  { SR "ClientID=x\n", VOUCH_PROVIDER_ERROR_KEY, ATS, "ClientID" },
  { SR "ClientSecret=x\n", VOUCH_PROVIDER_ERROR_KEY, ATS, "ClientSecret" },
  { "[Crosschq]\nApiUri=https://x.example.com\n", VOUCH_PROVIDER_ERROR_KEY, "Crosschq", "ApiUri" },
  { SR "ClientId=\n", VOUCH_PROVIDER_ERROR_EMPTY, ATS, "ClientId" },
  { SR "ClientId=\xff\n", VOUCH_PROVIDER_ERROR_TEXT, ATS, "ClientId" },
  { SR "Pkce=maybe\n", VOUCH_PROVIDER_ERROR_SWITCH, ATS, "Pkce" },
  { SR "ApiUri=api.example.com\n", VOUCH_PROVIDER_ERROR_ADDRESS, ATS, "ApiUri" },
  { SR "ApiUri=http://api.example.com\n", VOUCH_PROVIDER_ERROR_HTTPS, ATS, "ApiUri" },
  { SR "ApiUri=http://localhost:8000\n", VOUCH_PROVIDER_ERROR_HTTPS, ATS, "ApiUri" },
  { SR "WebUri=http://127.0.0.1:8000\n", VOUCH_PROVIDER_ERROR_HTTPS, ATS, "WebUri" },
  { SR "WebUri=https://[::1]\n", VOUCH_PROVIDER_ERROR_HTTPS, ATS, "WebUri" },
  { "[Crosschq]\nUri=https://localhost\n", VOUCH_PROVIDER_ERROR_HTTPS, "Crosschq", "Uri" },
  { "[Crosschq]\nUri=ftp://partner.example.com\n", VOUCH_PROVIDER_ERROR_HTTPS, "Crosschq", "Uri" },
  { SR "ApiUri=https://u:p@api.example.com\n", VOUCH_PROVIDER_ERROR_HTTPS, ATS, "ApiUri" },
  { SR "WebUri=https://example.com/?x\n", VOUCH_PROVIDER_ERROR_PARTS, ATS, "WebUri" },
  { SR "WebUri=https://example.com/#x\n", VOUCH_PROVIDER_ERROR_PARTS, ATS, "WebUri" },
  { SR "RedirectUris=http://127.0.0.1:3000/cb\n", VOUCH_PROVIDER_ERROR_REDIRECT, ATS,
    "RedirectUris" },
  { SR "RedirectUris=http://localhost.example.com/\n", VOUCH_PROVIDER_ERROR_REDIRECT, ATS,
    "RedirectUris" },
  { SR "RedirectUris=vouch:callback\n", VOUCH_PROVIDER_ERROR_REDIRECT, ATS, "RedirectUris" },
  { SR "RedirectUris=https://a.example.com/x?y\n", VOUCH_PROVIDER_ERROR_REDIRECT, ATS,
    "RedirectUris" },
  { SR "RedirectUris=http://localhost:1/;http://localhost:2/;http://localhost:3/;"
       "http://localhost:4/\n", VOUCH_PROVIDER_ERROR_TOO_MANY, ATS, "RedirectUris" },
  { SR "RedirectUris=http://localhost:1/;http://localhost:1/\n", VOUCH_PROVIDER_ERROR_TWICE, ATS,
    "RedirectUris" },
};

static void
assert_bad (const BadCase *expected,
            const GError  *error)
{
  VouchReason *reason;
  g_autoptr(GError) copy = NULL;

  g_assert_error (error, VOUCH_PROVIDER_ERROR, (int) expected->code);
  copy = g_error_copy (error);
  reason = vouch_provider_error_get_reason (copy);
  g_assert_true (g_str_has_suffix (vouch_reason_get (reason, "file"), "provider.conf"));
  g_assert_cmpstr (vouch_reason_get (reason, "group"), ==, expected->group);
  g_assert_cmpstr (vouch_reason_get (reason, "key"), ==, expected->key);
}

static void
test_bad_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchProvider) self = load_text (bad_cases[i].text, &error);

      g_test_message ("case %u", i);
      g_assert_null (self);
      assert_bad (&bad_cases[i], error);
    }
}

static void
test_too_large (void)
{
  static const BadCase expected = { NULL, VOUCH_PROVIDER_ERROR_FORM, NULL, NULL };
  g_autofree char *filler = g_strnfill (70000, '#');
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchProvider) self = load_text (filler, &error);

  g_assert_null (self);
  assert_bad (&expected, error);
}

static void
test_unreadable (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchProvider) self = vouch_provider_load ("/nowhere/provider.conf", &error);

  g_assert_null (self);
  g_assert_error (error, VOUCH_PROVIDER_ERROR, VOUCH_PROVIDER_ERROR_UNREADABLE);
}

static void
test_find (void)
{
  g_autofree char *one = g_build_filename (g_get_user_data_dir (), "one", NULL);
  g_autofree char *two = g_build_filename (g_get_user_data_dir (), "two", NULL);
  g_autofree char *folder = g_build_filename (two, "vouch", NULL);
  g_autofree char *path = g_build_filename (folder, "provider.conf", NULL);
  const char *const dirs[] = { one, two, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchProvider) none = vouch_provider_find (dirs, &error);
  g_autoptr(VouchProvider) found = NULL;
  g_autoptr(VouchProvider) bad = NULL;

  g_assert_no_error (error);
  g_assert_null (none->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, SR "ClientId=acme\n", -1, &error);
  g_assert_no_error (error);
  found = vouch_provider_find (dirs, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->client_id, ==, "acme");
  g_assert_cmpstr (found->path, ==, path);

  g_file_set_contents (path, SR "Client=acme\n", -1, NULL);
  bad = vouch_provider_find (dirs, &error);
  g_assert_null (bad);
  g_assert_error (error, VOUCH_PROVIDER_ERROR, VOUCH_PROVIDER_ERROR_KEY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/account/provider/defaults", test_defaults);
  g_test_add_func ("/account/provider/full", test_full);
  g_test_add_func ("/account/provider/bad-files", test_bad_files);
  g_test_add_func ("/account/provider/too-large", test_too_large);
  g_test_add_func ("/account/provider/unreadable", test_unreadable);
  g_test_add_func ("/account/provider/find", test_find);

  return g_test_run ();
}
