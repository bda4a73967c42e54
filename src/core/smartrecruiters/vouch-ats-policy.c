/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-policy.h"

/* The first rule that fits a call is its group; the templates are those of vouch-ats-calls.c. */
static const VouchHttpRule rules[] = {
  { "GET", "/candidates", 10.0, 1 },
  { "POST", "/jobs/{jobId}/publication", 2.0, 8 },
  { "DELETE", "/jobs/{jobId}/publication", 2.0, 8 },
  { "GET", "/offers/{id}/documents/{docId}", 2.0, 8 },
  { NULL, NULL, 10.0, 8 },
};

static const VouchHttpPolicy policy = {
  .name = "smartrecruiters",
  .service = "ats",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = 150 * G_USEC_PER_SEC,
  .connect_timeout = 10 * G_USEC_PER_SEC,
  .max_json = 8 * 1024 * 1024,
  .max_file = 25 * 1024 * 1024,
  .file_timeout = 150 * G_USEC_PER_SEC,
};

const VouchHttpPolicy *
vouch_ats_get_policy (void)
{
  return &policy;
}
