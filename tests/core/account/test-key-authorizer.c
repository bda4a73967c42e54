/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account-secrets.h"

#include "account/vouch-key-authorizer.h"
#include "base/vouch-error.h"
#include "vouch-test-clock.h"
#include "vouch-test-util.h"

#define WALL (G_GINT64_CONSTANT (1714557600) * G_TIME_SPAN_SECOND)

typedef struct
{
  VouchTestClock *clock;
  AccountSecrets *secrets;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = vouch_test_clock_new (WALL);
  fixture->secrets = account_secrets_new (VOUCH_CLOCK (fixture->clock));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->secrets);
  g_assert_finalize_object (fixture->clock);
}

static VouchRequest *
authorize (Fixture          *fixture,
           VouchAuthorizer  *authorizer,
           GError          **error)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", "https://example.com/",
                                                       VOUCH_REQUEST_NONE);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_authorizer_authorize_async (authorizer, request, NULL, vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  if (!vouch_authorizer_authorize_finish (authorizer, result, error))
    return NULL;

  return g_steal_pointer (&request);
}

static void
test_kept_key (Fixture       *fixture,
               gconstpointer  data)
{
  VouchAuthorizer *authorizer = vouch_key_authorizer_new (VOUCH_SECRETS (fixture->secrets), 1,
                                                          VOUCH_SECRET_API_KEY,
                                                          VOUCH_KEY_FORM_SMART_TOKEN);

  account_secrets_set (fixture->secrets, VOUCH_SECRET_API_KEY, " DC-0123abc\n");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchRequest) request = authorize (fixture, authorizer, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (vouch_headers_get (request->headers, "x-smarttoken"), ==, "DC-0123abc");
      g_assert_null (vouch_headers_get (request->headers, "Authorization"));
      g_assert_false (vouch_authorizer_reject (authorizer, request));
    }

  g_assert_cmpuint (account_secrets_get_n_lookups (fixture->secrets), ==, 1);
  g_assert_finalize_object (authorizer);
}

static void
test_forms (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "raw", "token", "bearer", NULL };
  static const char *const values[] = {
    "0123abcd", "Token 0123abcd", "Bearer 0123abcd", "0123abcd",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      VouchKeyForm form = vouch_key_form_from_string (names[i]);
      g_autoptr(VouchAuthorizer) authorizer = vouch_key_authorizer_new_for_key ("0123abcd", form);
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchRequest) request = authorize (fixture, authorizer, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (vouch_headers_get (request->headers, "Authorization"), ==, values[i]);
      if (names[i] != NULL)
        g_assert_cmpstr (vouch_key_form_to_string (form), ==, names[i]);
    }
}

static void
test_unusable_keys (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const keys[] = { "", "  ", "a\r\nX-Evil: 1", "a b", "caf\xc3\xa9", "a\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(VouchAuthorizer) authorizer = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchRequest) request = NULL;

      authorizer = vouch_key_authorizer_new_for_key (keys[i], VOUCH_KEY_FORM_RAW);
      request = authorize (fixture, authorizer, &error);
      g_assert_null (request);
      g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
    }
}

static void
test_keyring_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchAuthorizer) authorizer = NULL;
  g_autoptr(GError) missing = NULL;
  g_autoptr(GError) locked = NULL;
  g_autoptr(VouchRequest) none = NULL;
  g_autoptr(VouchRequest) request = NULL;

  authorizer = vouch_key_authorizer_new (VOUCH_SECRETS (fixture->secrets), 1, VOUCH_SECRET_CROSSCHQ,
                                         VOUCH_KEY_FORM_RAW);
  none = authorize (fixture, authorizer, &missing);
  g_assert_error (missing, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);

  account_secrets_set (fixture->secrets, VOUCH_SECRET_CROSSCHQ, "key");
  account_secrets_fail_lookups (fixture->secrets, 1, VOUCH_SECRETS_ERROR_LOCKED);
  none = authorize (fixture, authorizer, &locked);
  g_assert_error (locked, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);

  request = authorize (fixture, authorizer, NULL);
  g_assert_cmpstr (vouch_headers_get (request->headers, "Authorization"), ==, "key");
}

#define ADD(path, func) \
  g_test_add ("/account/key-authorizer/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept-key", test_kept_key);
  ADD ("forms", test_forms);
  ADD ("unusable-keys", test_unusable_keys);
  ADD ("keyring-fails", test_keyring_fails);

  return g_test_run ();
}
