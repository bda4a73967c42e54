/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account-keyring.h"
#include "account/vouch-keyring.h"
#include "vouch-test-util.h"

/* A keyring on the bus, and everything that can be wrong with it: each is told apart, for each of
 * the things that are done with a secret, and nothing is ever put into a file instead (T18). */

#define SECRET "canary-0b9f27c6"

typedef enum { READ, WRITE, REMOVE, N_POINTS } Point;

typedef struct
{
  AccountKeyring *keyring;  /* (nullable): nobody keeps secrets */
  VouchSecrets *secrets;
  GCancellable *cancellable;
  char *value;
} Fixture;

static GTestDBus *bus;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->keyring = account_keyring_new (g_test_dbus_get_bus_address (bus));
  fixture->secrets = vouch_keyring_new ("store-1");
  fixture->cancellable = g_cancellable_new ();
}

static void
lose_keyring (Fixture *fixture)
{
  g_clear_pointer (&fixture->keyring, account_keyring_free);
  vouch_test_run_ready ();
}

static void
count_files (GFile *folder,
             guint *n_files)
{
  g_autoptr(GFileEnumerator) enumerator =
    g_file_enumerate_children (folder, "standard::*", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL,
                               NULL);
  GFileInfo *info;
  GFile *child;

  while (enumerator != NULL &&
         g_file_enumerator_iterate (enumerator, &info, &child, NULL, NULL) && info != NULL)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        count_files (child, n_files);
      else
        (*n_files)++;
    }
}

/* Home, data, configuration, cache and the rest are all below one folder here. */
static void
assert_no_files (void)
{
  const char *const folders[] = { g_get_home_dir (), g_get_user_data_dir (),
                                  g_get_user_config_dir (), g_get_user_cache_dir (),
                                  g_get_user_state_dir (), g_get_user_runtime_dir () };
  guint n_files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr(GFile) folder = g_file_new_for_path (folders[i]);

      count_files (folder, &n_files);
    }

  g_assert_cmpuint (n_files, ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  assert_no_files ();
  lose_keyring (fixture);
  g_clear_pointer (&fixture->value, vouch_secret_free);
  g_assert_finalize_object (fixture->secrets);
  g_object_unref (fixture->cancellable);
}

static gboolean
run (Fixture          *fixture,
     Point             point,
     VouchSecretKind   kind,
     GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_clear_pointer (&fixture->value, vouch_secret_free);
  if (point == READ)
    vouch_secrets_lookup_async (fixture->secrets, 1, kind, fixture->cancellable,
                                vouch_test_keep_result_cb, &result);
  else if (point == WRITE)
    vouch_secrets_store_async (fixture->secrets, 1, kind, "label", SECRET, fixture->cancellable,
                               vouch_test_keep_result_cb, &result);
  else
    vouch_secrets_clear_async (fixture->secrets, 1, kind, fixture->cancellable,
                               vouch_test_keep_result_cb, &result);

  g_assert_null (result);
  while (result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      /* The one who waits for a silent prompt gives up. */
      if (fixture->keyring != NULL && fixture->keyring->n_prompts > 0 &&
          fixture->keyring->prompt == ACCOUNT_PROMPT_STAYS_SILENT)
        g_cancellable_cancel (fixture->cancellable);
    }

  if (point == READ)
    {
      fixture->value = vouch_secrets_lookup_finish (fixture->secrets, result, error);
      return *error == NULL;
    }
  return point == WRITE ? vouch_secrets_store_finish (fixture->secrets, result, error)
                        : vouch_secrets_clear_finish (fixture->secrets, result, error);
}

static void
assert_good (Fixture         *fixture,
             Point            point,
             VouchSecretKind  kind)
{
  g_autoptr(GError) error = NULL;

  run (fixture, point, kind, &error);
  g_assert_no_error (error);
}

static void
assert_fails (Fixture         *fixture,
              Point            point,
              VouchSecretKind  kind,
              GQuark           domain,
              int              code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (run (fixture, point, kind, &error));
  g_assert_error (error, domain, code);
  g_assert_null (fixture->value);
}

static void
fill (Fixture *fixture)
{
  for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
    assert_good (fixture, WRITE, kind);
  g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, VOUCH_N_SECRETS);
}

static void
test_normal (Fixture       *fixture,
             gconstpointer  data)
{
  fill (fixture);
  fill (fixture);
  g_assert_true (account_keyring_has (fixture->keyring, SECRET));
  for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
    {
      assert_good (fixture, READ, kind);
      g_assert_cmpstr (fixture->value, ==, SECRET);
      assert_good (fixture, REMOVE, kind);
      assert_good (fixture, READ, kind);
      g_assert_null (fixture->value);
      assert_good (fixture, REMOVE, kind);
    }
  g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, 0);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 0);
}

/* Locked, and the person unlocks it. */
static void
test_unlocked (Fixture       *fixture,
               gconstpointer  data)
{
  for (Point point = 0; point < N_POINTS; point++)
    {
      for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
        {
          g_test_message ("%u %s", point, vouch_secret_kind_to_string (kind));
          fill (fixture);
          fixture->keyring->locked = TRUE;
          fixture->keyring->n_prompts = 0;
          assert_good (fixture, point, kind);
          g_assert_cmpuint (fixture->keyring->n_prompts, ==, 1);
          if (point == READ)
            g_assert_cmpstr (fixture->value, ==, SECRET);
        }
    }
}

/* Locked, and it stays so. libsecret does not tell whether a prompt was closed or never came:
 * reading and removing say that it was closed, writing says that it is locked. */
static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { AccountPrompt prompt; Point point; GQuark (* domain) (void); int code; }
  cases[] = {
    { ACCOUNT_PROMPT_DISMISSES, READ, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_DISMISSED },
    { ACCOUNT_PROMPT_DISMISSES, WRITE, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_LOCKED },
    { ACCOUNT_PROMPT_DISMISSES, REMOVE, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_DISMISSED },
    { ACCOUNT_PROMPT_NONE, READ, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_DISMISSED },
    { ACCOUNT_PROMPT_NONE, WRITE, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_LOCKED },
    { ACCOUNT_PROMPT_NONE, REMOVE, vouch_secrets_error_quark, VOUCH_SECRETS_ERROR_DISMISSED },
    { ACCOUNT_PROMPT_STAYS_SILENT, READ, g_io_error_quark, G_IO_ERROR_CANCELLED },
    { ACCOUNT_PROMPT_STAYS_SILENT, WRITE, g_io_error_quark, G_IO_ERROR_CANCELLED },
    { ACCOUNT_PROMPT_STAYS_SILENT, REMOVE, g_io_error_quark, G_IO_ERROR_CANCELLED },
  };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
        {
          g_test_message ("%u %s", i, vouch_secret_kind_to_string (kind));
          fixture->keyring->prompt = cases[i].prompt;
          fixture->keyring->locked = TRUE;
          fixture->keyring->n_prompts = 0;
          g_cancellable_reset (fixture->cancellable);
          assert_fails (fixture, cases[i].point, kind, cases[i].domain (), cases[i].code);
          g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, VOUCH_N_SECRETS);
          /* Whoever gave up is not answered a second time; only the call itself ends. */
          account_keyring_dismiss (fixture->keyring);
          vouch_test_wait_for (G_OBJECT (fixture->secrets)->ref_count == 1);
        }
    }

  g_cancellable_reset (fixture->cancellable);
  fixture->keyring->prompt = ACCOUNT_PROMPT_AGREES;
  fixture->keyring->locked = FALSE;
  assert_good (fixture, READ, VOUCH_SECRET_GRANT);
  g_assert_cmpstr (fixture->value, ==, SECRET);
}

static void
become_quiet (Fixture *fixture)
{
  g_autoptr(VouchSecrets) asking = g_steal_pointer (&fixture->secrets);

  fixture->secrets = vouch_secrets_dup_quiet (asking);
  g_assert_true (fixture->secrets != asking);
}

/* Without a person: nothing is asked, and nothing is done to what is locked. */
static void
test_quiet (Fixture       *fixture,
            gconstpointer  data)
{
  fill (fixture);
  become_quiet (fixture);
  for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
    {
      fixture->keyring->locked = TRUE;
      for (Point point = 0; point < N_POINTS; point++)
        {
          g_test_message ("%u %s", point, vouch_secret_kind_to_string (kind));
          assert_fails (fixture, point, kind, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
        }
      g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, VOUCH_N_SECRETS);

      fixture->keyring->locked = FALSE;
      assert_good (fixture, WRITE, kind);
      assert_good (fixture, READ, kind);
      g_assert_cmpstr (fixture->value, ==, SECRET);
      assert_good (fixture, REMOVE, kind);
      assert_good (fixture, READ, kind);
      g_assert_null (fixture->value);
      assert_good (fixture, WRITE, kind);
    }
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 0);
}

/* Not even for a new keyring, where there is none. */
static void
test_quiet_empty (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->keyring->empty = TRUE;
  become_quiet (fixture);
  assert_good (fixture, READ, VOUCH_SECRET_GRANT);
  g_assert_null (fixture->value);
  assert_good (fixture, REMOVE, VOUCH_SECRET_GRANT);
  assert_fails (fixture, WRITE, VOUCH_SECRET_GRANT, VOUCH_SECRETS_ERROR,
                VOUCH_SECRETS_ERROR_LOCKED);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 0);
}

/* A fresh account has no keyring yet: reading finds nothing, writing asks for a new one. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->keyring->empty = TRUE;
  assert_good (fixture, READ, VOUCH_SECRET_GRANT);
  g_assert_null (fixture->value);
  assert_good (fixture, REMOVE, VOUCH_SECRET_GRANT);

  fixture->keyring->prompt = ACCOUNT_PROMPT_DISMISSES;
  assert_fails (fixture, WRITE, VOUCH_SECRET_GRANT, VOUCH_SECRETS_ERROR,
                VOUCH_SECRETS_ERROR_DISMISSED);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 1);
  g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, 0);

  fixture->keyring->prompt = ACCOUNT_PROMPT_AGREES;
  assert_good (fixture, WRITE, VOUCH_SECRET_GRANT);
  assert_good (fixture, READ, VOUCH_SECRET_GRANT);
  g_assert_cmpstr (fixture->value, ==, SECRET);
}

/* Somebody removed the item with another program: it is not there, and that is no failure. */
static void
test_deleted (Fixture       *fixture,
              gconstpointer  data)
{
  for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
    {
      fill (fixture);
      account_keyring_empty (fixture->keyring);
      assert_good (fixture, READ, kind);
      g_assert_null (fixture->value);
      assert_good (fixture, REMOVE, kind);
      assert_good (fixture, WRITE, kind);
      g_assert_cmpuint (account_keyring_count (fixture->keyring), ==, 1);
      account_keyring_empty (fixture->keyring);
    }
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  lose_keyring (fixture);
  for (Point point = 0; point < N_POINTS; point++)
    {
      for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
        assert_fails (fixture, point, kind, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
    }
}

/* The service dies in the middle of a call: that passes, and the next one serves again. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  for (Point point = 0; point < N_POINTS; point++)
    {
      g_test_message ("%u", point);
      /* Only a locked one is asked by the service for a write. */
      fixture->keyring->locked = point == WRITE;
      fixture->keyring->dies = TRUE;
      assert_fails (fixture, point, VOUCH_SECRET_GRANT, VOUCH_SECRETS_ERROR,
                    VOUCH_SECRETS_ERROR_FAILED);

      lose_keyring (fixture);
      fixture->keyring = account_keyring_new (g_test_dbus_get_bus_address (bus));
      assert_good (fixture, WRITE, VOUCH_SECRET_GRANT);
      assert_good (fixture, READ, VOUCH_SECRET_GRANT);
      g_assert_cmpstr (fixture->value, ==, SECRET);
    }
}

/* It is there, and it can be read; there is only no room. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  assert_good (fixture, WRITE, VOUCH_SECRET_GRANT);
  fixture->keyring->full = TRUE;
  for (VouchSecretKind kind = 0; kind < VOUCH_N_SECRETS; kind++)
    assert_fails (fixture, WRITE, kind, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_FAILED);
  assert_good (fixture, READ, VOUCH_SECRET_GRANT);
  g_assert_cmpstr (fixture->value, ==, SECRET);
  fixture->keyring->full = FALSE;
  assert_good (fixture, WRITE, VOUCH_SECRET_CLIENT);
}

/* Nobody tells the next one what was agreed with the one before. */
static void
test_replaced (Fixture       *fixture,
               gconstpointer  data)
{
  for (Point point = 0; point < N_POINTS; point++)
    {
      g_test_message ("%u", point);
      assert_good (fixture, WRITE, VOUCH_SECRET_GRANT);
      assert_good (fixture, READ, VOUCH_SECRET_GRANT);
      g_clear_pointer (&fixture->keyring, account_keyring_free);
      assert_fails (fixture, point, VOUCH_SECRET_GRANT, VOUCH_SECRETS_ERROR,
                    VOUCH_SECRETS_ERROR_ABSENT);
      fixture->keyring = account_keyring_new (g_test_dbus_get_bus_address (bus));
      assert_good (fixture, point, VOUCH_SECRET_GRANT);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDBusConnection) connection = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  ADD ("/keyring-service/normal", test_normal);
  ADD ("/keyring-service/unlocked", test_unlocked);
  ADD ("/keyring-service/locked", test_locked);
  ADD ("/keyring-service/quiet", test_quiet);
  ADD ("/keyring-service/quiet-empty", test_quiet_empty);
  ADD ("/keyring-service/empty", test_empty);
  ADD ("/keyring-service/deleted", test_deleted);
  ADD ("/keyring-service/absent", test_absent);
  ADD ("/keyring-service/full", test_full);
  ADD ("/keyring-service/killed", test_killed);
  ADD ("/keyring-service/replaced", test_replaced);
  status = g_test_run ();

  /* libsecret keeps its connection, which must not take us with it, and for which the bus would
   * wait if it were let go. */
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_test_dbus_stop (bus);
  return status;
}
