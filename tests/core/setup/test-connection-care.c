/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account/vouch-session-secrets.h"
#include "base/vouch-error.h"
#include "setup-fixture.h"
#include "setup/vouch-connection-check.h"
#include "setup/vouch-disconnect.h"
#include "vouch-test-util.h"

static VouchConnection *
connect_both (SetupFixture *fixture)
{
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  VouchConnection *both;

  connection = setup_fixture_connect (fixture, VOUCH_CONNECT_CLIENT, wanted,
                                      vouch_sandbox_get_client_secret (fixture->company), &error);
  g_assert_no_error (error);
  both = setup_fixture_connect (fixture, VOUCH_CONNECT_CROSSCHQ, connection,
                                vouch_sandbox_get_crosschq_key (fixture->company), &error);
  g_assert_no_error (error);
  setup_fixture_load (fixture);
  return both;
}

static VouchConnectionCheck *
check (SetupFixture          *fixture,
       const VouchConnection *connection)
{
  VouchEngine *engine = vouch_context_get_engine (fixture->context);
  VouchSession *session = vouch_engine_get_session (engine, connection->id);
  VouchConnectionCheck *self = vouch_connection_check_new (session);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_procedure_run_async (VOUCH_PROCEDURE (self), NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_procedure_run_finish (VOUCH_PROCEDURE (self), result, &error);
  g_assert_no_error (error);
  return self;
}

static void
assert_reason (const VouchReason *reason,
               const char        *id)
{
  g_assert_nonnull (reason);
  g_assert_cmpstr (vouch_reason_get_id (reason), ==, id);
}

static void
test_good (SetupFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = connect_both (fixture);
  g_autoptr(VouchConnectionCheck) checked = check (fixture, connection);

  g_assert_null (vouch_connection_check_get_ats_problem (checked));
  g_assert_null (vouch_connection_check_get_crosschq_problem (checked));
  g_assert_cmpuint (vouch_connection_check_get_n_surveys (checked), >, 0);
  g_assert_cmpint (vouch_connection_check_get_date (checked), >, 0);
}

/* One side fails, the other is asked all the same. */
static void
test_bad (SetupFixture  *fixture,
          gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = connect_both (fixture);
  g_autoptr(VouchConnectionCheck) first = NULL;
  g_autoptr(VouchConnectionCheck) second = NULL;
  g_autoptr(VouchConnectionCheck) third = NULL;

  account_secrets_set (fixture->secrets, VOUCH_SECRET_CLIENT, "wrong");
  setup_fixture_load (fixture);
  first = check (fixture, connection);
  assert_reason (vouch_connection_check_get_ats_problem (first), "account.client-refused");
  g_assert_null (vouch_connection_check_get_crosschq_problem (first));

  account_secrets_set (fixture->secrets, VOUCH_SECRET_CLIENT,
                       vouch_sandbox_get_client_secret (fixture->company));
  account_secrets_set (fixture->secrets, VOUCH_SECRET_CROSSCHQ, "wrong");
  setup_fixture_load (fixture);
  second = check (fixture, connection);
  g_assert_null (vouch_connection_check_get_ats_problem (second));
  assert_reason (vouch_connection_check_get_crosschq_problem (second), "crosschq.unauthorized");

  account_secrets_set (fixture->secrets, VOUCH_SECRET_CROSSCHQ, NULL);
  setup_fixture_load (fixture);
  third = check (fixture, connection);
  assert_reason (vouch_connection_check_get_crosschq_problem (third), "account.no-credential");
}

static void
disconnect (SetupFixture *fixture,
            gint64        id,
            gboolean      removed,
            GError      **error)
{
  g_autoptr(VouchDisconnect) self =
    vouch_disconnect_new (vouch_context_get_store (fixture->context),
                          VOUCH_SECRETS (fixture->secrets),
                          vouch_context_get_token_source (fixture->context, id), id, removed, 1);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_disconnect_run_async (self, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_disconnect_run_finish (self, result, error);
}

static void
test_disconnected (SetupFixture  *fixture,
                   gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = connect_both (fixture);
  g_autoptr(VouchConnectionCheck) used = check (fixture, connection);
  g_autoptr(VouchConnectionCheck) checked = NULL;
  g_autoptr(GPtrArray) stored = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (vouch_context_get_token_source (fixture->context, connection->id));
  disconnect (fixture, connection->id, FALSE, &error);
  g_assert_no_error (error);
  for (guint kind = 0; kind < VOUCH_N_SECRETS; kind++)
    g_assert_null (account_secrets_get (fixture->secrets, kind));

  /* The sessions of before have nothing left to use either. */
  checked = check (fixture, connection);
  assert_reason (vouch_connection_check_get_ats_problem (checked), "account.no-credential");

  stored = setup_fixture_list (fixture);
  g_assert_cmpint (((VouchConnection *) stored->pdata[0])->sign_in, ==, VOUCH_SIGN_IN_NONE);
  g_assert_null (((VouchConnection *) stored->pdata[0])->crosschq_dialect);
  g_assert_cmpstr (((VouchConnection *) stored->pdata[0])->company_id, ==, connection->company_id);

  disconnect (fixture, connection->id, TRUE, &error);
  g_assert_no_error (error);
  left = setup_fixture_list (fixture);
  g_assert_cmpuint (left->len, ==, 0);
}

static char *
look_up (VouchSecrets  *secrets,
         GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_secrets_lookup_async (secrets, 1, VOUCH_SECRET_API_KEY, NULL, vouch_test_keep_result_cb,
                              &result);
  vouch_test_wait_for (result != NULL);
  return vouch_secrets_lookup_finish (secrets, result, error);
}

static void
keep (VouchSecrets *secrets,
      const char   *value)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_secrets_store_async (secrets, 1, VOUCH_SECRET_API_KEY,
                             "Vouch: SmartRecruiters API key for Acme", value, NULL,
                             vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_secrets_store_finish (secrets, result, &error);
  g_assert_no_error (error);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_memory_only (SetupFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchSecrets) secrets = vouch_session_secrets_new (VOUCH_SECRETS (fixture->secrets));
  g_autoptr(VouchSecrets) quiet = vouch_secrets_dup_quiet (secrets);
  VouchSessionSecrets *session = VOUCH_SESSION_SECRETS (secrets);
  g_autoptr(GError) error = NULL;
  guint n_notified = 0;
  char *value;

  g_signal_connect (secrets, "notify::memory-only", G_CALLBACK (count_cb), &n_notified);
  account_secrets_fail_lookups (fixture->secrets, 1, VOUCH_SECRETS_ERROR_ABSENT);
  g_assert_null (look_up (secrets, &error));
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
  g_clear_error (&error);

  vouch_session_secrets_set_memory_only (session, TRUE);
  vouch_session_secrets_set_memory_only (session, TRUE);
  g_assert_true (vouch_session_secrets_get_memory_only (session));
  g_assert_cmpuint (n_notified, ==, 1);
  keep (secrets, "k&y");
  value = look_up (secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "k&y");
  vouch_secret_free (value);
  value = look_up (quiet, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "k&y");
  vouch_secret_free (value);
  g_assert_null (account_secrets_get (fixture->secrets, VOUCH_SECRET_API_KEY));
  g_assert_cmpuint (account_secrets_get_n_stores (fixture->secrets), ==, 0);

  vouch_session_secrets_set_memory_only (session, FALSE);
  g_assert_false (vouch_session_secrets_get_memory_only (VOUCH_SESSION_SECRETS (quiet)));
  keep (secrets, "kept");
  g_assert_cmpstr (account_secrets_get (fixture->secrets, VOUCH_SECRET_API_KEY), ==, "kept");
}

#define ADD(path, func) \
  g_test_add ("/setup/connection-care/" path, SetupFixture, NULL, setup_fixture_set_up, func, \
              setup_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("good", test_good);
  ADD ("bad", test_bad);
  ADD ("disconnected", test_disconnected);
  ADD ("memory-only", test_memory_only);

  return g_test_run ();
}
