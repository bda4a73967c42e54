/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-random.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEST_RANDOM (vouch_test_random_get_type ())
G_DECLARE_FINAL_TYPE (VouchTestRandom, vouch_test_random, VOUCH, TEST_RANDOM, GObject)

/**
 * VouchTestRandom:
 *
 * The same bytes for the same seed, on every machine (splitmix64, least significant byte first).
 */
VouchRandom *vouch_test_random_new  (guint64          seed) G_GNUC_WARN_UNUSED_RESULT;
guint64      vouch_test_random_next (VouchTestRandom *self);

G_END_DECLS
