/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "account/vouch-session-secrets.h"
#include "ui-fixture.h"
#include "ui/connectors/vouch-connection-page.h"
#include "ui/vouch-condition.h"
#include "ui/widgets/vouch-switch-row.h"
#include "vouch-test-util.h"

/* What a real connection's pages say of a keyring that cannot be used, and which button helps. */

/* A keyring with one fault. */
#define TEST_TYPE_KEYRING (test_keyring_get_type ())
G_DECLARE_FINAL_TYPE (TestKeyring, test_keyring, TEST, KEYRING, GObject)

struct _TestKeyring
{
  GObject parent_instance;

  int code; /* of VouchSecretsError, or -1: it is empty */
};

static void test_keyring_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestKeyring, test_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS, test_keyring_iface_init))

static void
test_keyring_lookup_async (VouchSecrets        *secrets,
                           gint64               connection_id,
                           VouchSecretKind      kind,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  int code = TEST_KEYRING (secrets)->code;

  if (code < 0)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, code, "at fault");
}

static void
test_keyring_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = test_keyring_lookup_async;
}

static void
test_keyring_class_init (TestKeyringClass *klass)
{
}

static void
test_keyring_init (TestKeyring *self)
{
}

static TestKeyring *
set_up (UiFixture *fixture,
        int        code)
{
  TestKeyring *keyring = g_object_new (TEST_TYPE_KEYRING, NULL);

  keyring->code = code;
  fixture->secrets = vouch_session_secrets_new (VOUCH_SECRETS (keyring));
  ui_fixture_set_up (fixture, NULL);
  ui_fixture_connect (fixture, "Acme");
  return keyring;
}

static void
tear_down (UiFixture   *fixture,
           TestKeyring *keyring)
{
  ui_fixture_tear_down (fixture, NULL);
  g_assert_finalize_object (keyring);
}

static GtkWidget *
show_turned_on (UiFixture *fixture)
{
  GtkWidget *page = GTK_WIDGET (vouch_connection_page_new (fixture->hub));
  GtkWidget *row;

  ui_fixture_show (fixture, page, 500, 900);
  row = ui_find_type (page, VOUCH_TYPE_SWITCH_ROW);
  vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), TRUE);
  return page;
}

static const struct
{
  const char *path;
  int code;
  const char *word;
  const char *title;   /* (nullable): of the group */
  const char *button;
  gboolean may_forget;
  VouchCondition condition;
} cases[] = {
  { "/keyring/locked", VOUCH_SECRETS_ERROR_LOCKED, "Keyring locked", "Your keyring is locked",
    "Unlock", TRUE, VOUCH_CONDITION_LOCKED },
  { "/keyring/dismissed", VOUCH_SECRETS_ERROR_DISMISSED, "Keyring locked",
    "The keyring was not unlocked", "Unlock", TRUE, VOUCH_CONDITION_LOCKED },
  { "/keyring/absent", VOUCH_SECRETS_ERROR_ABSENT, "Needs reconnecting",
    "Nothing on this computer can keep secrets", "Try Again", TRUE, VOUCH_CONDITION_ABSENT },
  { "/keyring/unreadable", VOUCH_SECRETS_ERROR_UNREADABLE, "Needs reconnecting",
    "What the keyring holds cannot be read", "Reconnect", FALSE, VOUCH_CONDITION_RECONNECT },
  { "/keyring/failed", VOUCH_SECRETS_ERROR_FAILED, "Connected", "The keyring failed",
    "Try Again", FALSE, VOUCH_CONDITION_KEYRING },
  { "/keyring/empty", -1, "Needs reconnecting", NULL, "Reconnect", FALSE,
    VOUCH_CONDITION_RECONNECT },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  UiFixture fixture = { NULL };
  TestKeyring *keyring = set_up (&fixture, cases[i].code);
  GtkWidget *page = show_turned_on (&fixture);
  gboolean lost = g_str_equal (cases[i].word, "Needs reconnecting");
  g_autofree char *sentence = NULL;

  ui_wait_for (vouch_condition_find (fixture.hub) == cases[i].condition);
  sentence = vouch_condition_dup_title (cases[i].condition, fixture.hub);
  g_assert_nonnull (sentence);
  g_assert_nonnull (vouch_condition_get_button (cases[i].condition));
  ui_wait_for (ui_find_text (page, cases[i].word) != NULL);
  g_assert_nonnull (ui_find_text (page, cases[i].button));
  if (cases[i].title != NULL)
    g_assert_nonnull (ui_find_text (page, cases[i].title));
  g_assert_true ((ui_find_text (page, "Go on without a keyring") != NULL) == cases[i].may_forget);
  g_assert_true ((ui_find_text (page, "Use Your Browser Instead") != NULL) == lost);
  g_assert_true ((ui_find_text (page, "Check Connection") != NULL) == !lost);
  tear_down (&fixture, keyring);
}

/* Nobody has to know that a practice company behaves so, too. */
static void
test_memory (void)
{
  UiFixture fixture = { NULL };
  TestKeyring *keyring = set_up (&fixture, VOUCH_SECRETS_ERROR_ABSENT);
  VouchSecrets *secrets = vouch_context_get_secrets (vouch_hub_get_context (fixture.hub));
  gint64 id = vouch_hub_get_current_id (fixture.hub);
  GAsyncResult *result = NULL;
  GtkWidget *page = GTK_WIDGET (vouch_connection_page_new (fixture.hub));
  g_autofree char *sentence = NULL;

  ui_fixture_show (&fixture, page, 500, 900);
  vouch_hub_set_memory_only (fixture.hub, TRUE);
  vouch_secrets_store_async (secrets, id, VOUCH_SECRET_API_KEY, "label", "canary-key", NULL,
                             vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_secrets_store_finish (secrets, result, NULL));
  g_object_unref (result);

  g_assert_cmpint (vouch_condition_find (fixture.hub), ==, VOUCH_CONDITION_MEMORY);
  sentence = vouch_condition_dup_title (VOUCH_CONDITION_MEMORY, fixture.hub);
  g_assert_cmpstr (sentence, ==,
                   "Without a keyring, the connection is forgotten when Vouch ends.");
  g_assert_nonnull (ui_find_text (page, "Connected, turned off"));
  g_assert_nonnull (ui_find_text (page, "Secrets are kept in memory only"));
  g_assert_nonnull (ui_find_text (page, "Use the Keyring"));
  vouch_hub_set_memory_only (fixture.hub, FALSE);
  g_assert_null (ui_find_text (page, "Secrets are kept in memory only"));
  tear_down (&fixture, keyring);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), test_fault);
  g_test_add_func ("/keyring/memory", test_memory);

  return g_test_run ();
}
