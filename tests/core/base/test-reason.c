/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-reason.h"

static void
test_parameters (void)
{
  g_autoptr(VouchReason) reason =
    vouch_reason_new ("tag.near-miss", "job", "j1", "tag", "Sales", NULL);
  const char *name = NULL;
  const char *value = NULL;

  g_assert_cmpstr (vouch_reason_get_id (reason), ==, "tag.near-miss");
  g_assert_cmpstr (vouch_reason_get (reason, "job"), ==, "j1");
  g_assert_cmpstr (vouch_reason_get (reason, "tag"), ==, "Sales");
  g_assert_null (vouch_reason_get (reason, "Sales"));
  g_assert_cmpuint (vouch_reason_get_n (reason), ==, 2);
  vouch_reason_get_nth (reason, 1, &name, &value);
  g_assert_cmpstr (name, ==, "tag");
  g_assert_cmpstr (value, ==, "Sales");
}

static void
test_no_parameters (void)
{
  g_autoptr(VouchReason) reason = vouch_reason_new ("off", NULL);

  g_assert_cmpuint (vouch_reason_get_n (reason), ==, 0);
  g_assert_null (vouch_reason_get (reason, "job"));
}

/* A value that is not known leaves out its pair, and only that. */
static void
test_missing_value (void)
{
  g_autoptr(VouchReason) reason =
    vouch_reason_new ("x", "a", "1", "b", NULL, "c", "3", NULL);

  g_assert_cmpuint (vouch_reason_get_n (reason), ==, 2);
  g_assert_null (vouch_reason_get (reason, "b"));
  g_assert_cmpstr (vouch_reason_get (reason, "c"), ==, "3");
}

static void
test_take (void)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VouchReason) taken = NULL;
  g_autoptr(VouchReason) built = vouch_reason_new ("x", "a", "1", NULL);

  g_ptr_array_add (pairs, g_strdup ("a"));
  g_ptr_array_add (pairs, g_strdup ("1"));
  taken = vouch_reason_new_take ("x", pairs);

  g_assert_true (vouch_reason_equal (taken, built));
}

static void
test_equal (void)
{
  g_autoptr(VouchReason) one = vouch_reason_new ("x", "a", "1", "b", "2", NULL);
  g_autoptr(VouchReason) same = vouch_reason_new ("x", "a", "1", "b", "2", NULL);
  g_autoptr(VouchReason) other_id = vouch_reason_new ("y", "a", "1", "b", "2", NULL);
  g_autoptr(VouchReason) other_name = vouch_reason_new ("x", "a", "1", "c", "2", NULL);
  g_autoptr(VouchReason) other_value = vouch_reason_new ("x", "a", "1", "b", "3", NULL);
  g_autoptr(VouchReason) fewer = vouch_reason_new ("x", "a", "1", NULL);
  g_autoptr(VouchReason) held = vouch_reason_ref (one);

  g_assert_true (vouch_reason_equal (one, held));
  g_assert_true (vouch_reason_equal (one, same));
  g_assert_false (vouch_reason_equal (one, other_id));
  g_assert_false (vouch_reason_equal (one, other_name));
  g_assert_false (vouch_reason_equal (one, other_value));
  g_assert_false (vouch_reason_equal (one, fewer));
  g_assert_false (vouch_reason_equal (one, NULL));
  g_assert_false (vouch_reason_equal (NULL, one));
  g_assert_true (vouch_reason_equal (NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reason/parameters", test_parameters);
  g_test_add_func ("/reason/no-parameters", test_no_parameters);
  g_test_add_func ("/reason/missing-value", test_missing_value);
  g_test_add_func ("/reason/take", test_take);
  g_test_add_func ("/reason/equal", test_equal);

  return g_test_run ();
}
