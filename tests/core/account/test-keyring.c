/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <glib/gstdio.h>

#include "account/vouch-keyring.h"
#include "account/vouch-memory-secrets.h"
#include "vouch-test-util.h"

/* libsecret's file backend leaks an etag with each write, and what it cannot read. No frame of
 * its own is in those stacks, so that they cannot be told from others. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static char *
lookup (VouchSecrets     *secrets,
        gint64            connection_id,
        VouchSecretKind   kind,
        GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_secrets_lookup_async (secrets, connection_id, kind, NULL, vouch_test_keep_result_cb,
                              &result);
  g_assert_null (result);
  vouch_test_wait_for (result != NULL);
  return vouch_secrets_lookup_finish (secrets, result, error);
}

static void
assert_kept (VouchSecrets    *secrets,
             gint64           connection_id,
             VouchSecretKind  kind,
             const char      *expected)
{
  g_autoptr(GError) error = NULL;
  char *value = lookup (secrets, connection_id, kind, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
  vouch_secret_free (value);
}

static gboolean
keep (VouchSecrets     *secrets,
      gint64            connection_id,
      VouchSecretKind   kind,
      const char       *value,
      GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *label = vouch_keyring_dup_label (kind, "Acme");

  vouch_secrets_store_async (secrets, connection_id, kind, label, value, NULL,
                             vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_secrets_store_finish (secrets, result, error);
}

static void
assert_keep (VouchSecrets    *secrets,
             gint64           connection_id,
             VouchSecretKind  kind,
             const char      *value)
{
  g_autoptr(GError) error = NULL;

  keep (secrets, connection_id, kind, value, &error);
  g_assert_no_error (error);
}

static void
assert_clear (VouchSecrets    *secrets,
              gint64           connection_id,
              VouchSecretKind  kind)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_secrets_clear_async (secrets, connection_id, kind, NULL, vouch_test_keep_result_cb,
                             &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_secrets_clear_finish (secrets, result, &error));
  g_assert_no_error (error);
}

static void
check_items (VouchSecrets *secrets)
{
  assert_kept (secrets, 1, VOUCH_SECRET_GRANT, NULL);
  assert_clear (secrets, 1, VOUCH_SECRET_GRANT);
  assert_keep (secrets, 1, VOUCH_SECRET_GRANT, "one");
  assert_keep (secrets, 1, VOUCH_SECRET_CLIENT, "two");
  assert_keep (secrets, 12, VOUCH_SECRET_GRANT, "three");
  assert_keep (secrets, 1, VOUCH_SECRET_GRANT, "one, later");

  assert_kept (secrets, 1, VOUCH_SECRET_GRANT, "one, later");
  assert_kept (secrets, 1, VOUCH_SECRET_CLIENT, "two");
  assert_kept (secrets, 12, VOUCH_SECRET_GRANT, "three");
  assert_kept (secrets, 2, VOUCH_SECRET_GRANT, NULL);

  assert_clear (secrets, 1, VOUCH_SECRET_GRANT);
  assert_kept (secrets, 1, VOUCH_SECRET_GRANT, NULL);
  assert_kept (secrets, 12, VOUCH_SECRET_GRANT, "three");
}

/* The same code as in a sandbox: libsecret's file, with a password of its own. */
static void
test_file (void)
{
  VouchSecrets *secrets = vouch_keyring_new ("store-1");
  VouchSecrets *other = vouch_keyring_new ("store-2");

  check_items (secrets);
  assert_kept (other, 12, VOUCH_SECRET_GRANT, NULL);
  assert_keep (other, 12, VOUCH_SECRET_GRANT, "another");
  assert_kept (secrets, 12, VOUCH_SECRET_GRANT, "three");
  g_assert_finalize_object (secrets);
  g_assert_finalize_object (other);
}

static void
test_cancelled (void)
{
  g_autoptr(VouchSecrets) secrets = vouch_keyring_new ("store-1");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *value;

  g_cancellable_cancel (cancellable);
  vouch_secrets_lookup_async (secrets, 1, VOUCH_SECRET_GRANT, cancellable,
                              vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  value = vouch_secrets_lookup_finish (secrets, result, &error);
  g_assert_null (value);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A fresh process, since libsecret opens its backend once. */
static void
run_again (const char *path,
           const char *variable,
           const char *value)
{
  g_autofree char *old = g_strdup (g_getenv (variable));

  if (value != NULL)
    g_setenv (variable, value, TRUE);
  else
    g_unsetenv (variable);
  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
  if (old != NULL)
    g_setenv (variable, old, TRUE);
  else
    g_unsetenv (variable);
  g_test_trap_assert_passed ();
}

static void
test_damaged_inner (void)
{
  g_autoptr(VouchSecrets) secrets = vouch_keyring_new ("store-1");
  g_autoptr(GError) error = NULL;
  char *value = lookup (secrets, 1, VOUCH_SECRET_GRANT, &error);

  g_assert_null (value);
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_UNREADABLE);
}

static void
test_damaged (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "damaged.keyring", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "this is no keyring", -1, NULL));
  run_again ("/account/keyring/damaged/subprocess", "SECRET_FILE_TEST_PATH", path);
}

static void
test_no_service_inner (void)
{
  g_autoptr(VouchSecrets) secrets = vouch_keyring_new ("store-1");
  g_autoptr(GError) lookup_error = NULL;
  g_autoptr(GError) store_error = NULL;
  char *value = lookup (secrets, 1, VOUCH_SECRET_GRANT, &lookup_error);

  g_assert_null (value);
  g_assert_error (lookup_error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
  g_assert_false (keep (secrets, 1, VOUCH_SECRET_GRANT, "x", &store_error));
  g_assert_error (store_error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
}

/* No bus, no service: nothing is kept, and nothing is written in its stead (reliability.md S8). */
static void
test_no_service (void)
{
  g_autofree char *address = g_strdup_printf ("unix:path=%s/no-bus", g_get_user_runtime_dir ());
  g_autofree char *old = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  run_again ("/account/keyring/no-service/subprocess", "SECRET_BACKEND", "service");
  if (old != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", old, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

static void
test_labels (void)
{
  g_autofree char *grant = vouch_keyring_dup_label (VOUCH_SECRET_GRANT, "Acme & Söhne");
  g_autofree char *crosschq = vouch_keyring_dup_label (VOUCH_SECRET_CROSSCHQ, "Acme");

  g_assert_cmpstr (grant, ==, "Vouch: SmartRecruiters access for Acme & Söhne");
  g_assert_cmpstr (crosschq, ==, "Vouch: Crosschq API key for Acme");
}

static void
test_memory (void)
{
  VouchSecrets *secrets = vouch_memory_secrets_new ();

  check_items (secrets);
  vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (secrets), 5, VOUCH_SECRET_CROSSCHQ, "given");
  assert_kept (secrets, 5, VOUCH_SECRET_CROSSCHQ, "given");
  g_assert_finalize_object (secrets);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  /* Before the first use of libsecret; a folder of its own, as each case has other folders. */
  if (!g_test_subprocess ())
    {
      path = g_build_filename (g_get_tmp_dir (), "vouch-keyring-XXXXXX", NULL);
      g_assert_nonnull (g_mkdtemp (path));
      file = g_build_filename (path, "test.keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
    }

  g_test_add_func ("/account/keyring/file", test_file);
  g_test_add_func ("/account/keyring/cancelled", test_cancelled);
  g_test_add_func ("/account/keyring/damaged", test_damaged);
  g_test_add_func ("/account/keyring/damaged/subprocess", test_damaged_inner);
  g_test_add_func ("/account/keyring/no-service", test_no_service);
  g_test_add_func ("/account/keyring/no-service/subprocess", test_no_service_inner);
  g_test_add_func ("/account/keyring/labels", test_labels);
  g_test_add_func ("/account/keyring/memory", test_memory);

  status = g_test_run ();
  if (path != NULL)
    {
      g_autofree char *backup = g_strconcat (file, "~", NULL);

      g_remove (file);
      g_remove (backup);
      g_rmdir (path);
    }

  return status;
}
