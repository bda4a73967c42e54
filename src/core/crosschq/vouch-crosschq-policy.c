/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-policy.h"

static const VouchHttpRule rules[] = {
  { NULL, NULL, 2.0, 4 },
};

static const VouchHttpPolicy policy = {
  .name = "crosschq",
  .service = "crosschq",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 4,
  .timeout = 30 * G_USEC_PER_SEC,
  .connect_timeout = 10 * G_USEC_PER_SEC,
  .max_json = 8 * 1024 * 1024,
  .max_file = 25 * 1024 * 1024,
  .file_timeout = 120 * G_USEC_PER_SEC,
};

const VouchHttpPolicy *
vouch_crosschq_get_policy (void)
{
  return &policy;
}
