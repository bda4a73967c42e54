/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the default main context until @condition holds; the deadline is the test runner's. */
#define vouch_test_wait_for(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

void vouch_test_keep_result_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data);
void vouch_test_run_ready      (void);

G_END_DECLS
