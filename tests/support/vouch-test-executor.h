/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-executor.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEST_EXECUTOR (vouch_test_executor_get_type ())
G_DECLARE_FINAL_TYPE (VouchTestExecutor, vouch_test_executor, VOUCH, TEST_EXECUTOR, GObject)

/**
 * VouchTestHook:
 * @before: (nullable): if it gives %FALSE, the function is not run and the task ends with
 *   %G_IO_ERROR_CANCELLED: the process died before
 * @after: (nullable): if it gives %FALSE, the function was run and the task ends with
 *   %G_IO_ERROR_CANCELLED: the process died before anybody heard of it
 *
 * Called for every function with its label.
 */
typedef struct
{
  gboolean (* before) (const char *label,
                       gpointer    user_data);
  gboolean (* after)  (const char *label,
                       gpointer    user_data);
} VouchTestHook;

/**
 * VouchTestExecutor:
 *
 * Runs functions in the main context, one for each dispatch of an idle source of default priority,
 * in the order in which they came: never from within the call, and with no thread.
 */
VouchTestExecutor *vouch_test_executor_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void               vouch_test_executor_set_hook    (VouchTestExecutor   *self,
                                                    const VouchTestHook *hook,
                                                    gpointer             user_data);
guint              vouch_test_executor_get_n_run   (VouchTestExecutor   *self);

G_END_DECLS
