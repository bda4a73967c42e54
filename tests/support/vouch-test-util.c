/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "vouch-test-util.h"

/**
 * vouch_test_keep_result_cb:
 * @object: (nullable): unused
 * @result: the result
 * @user_data: (type GAsyncResult**): a location holding %NULL, where @result is kept
 *
 * A #GAsyncReadyCallback for tests that wait with vouch_test_wait_for().
 */
void
vouch_test_keep_result_cb (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GAsyncResult **location = user_data;

  g_assert_null (*location);
  *location = g_object_ref (result);
}

/**
 * vouch_test_run_ready:
 *
 * Runs what is ready in the default main context, and what that makes ready, without waiting.
 */
void
vouch_test_run_ready (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
