/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_TEST_STREAM (vouch_test_stream_get_type ())
G_DECLARE_FINAL_TYPE (VouchTestStream, vouch_test_stream, VOUCH, TEST_STREAM, GInputStream)

/**
 * VouchTestStream:
 *
 * Gives the same bytes again and again, then ends or breaks. Asynchronous reads complete through
 * the main loop, without a thread.
 */
GInputStream *vouch_test_stream_new        (GBytes          *bytes,
                                            guint            n_times,
                                            GError          *error) G_GNUC_WARN_UNUSED_RESULT;
gsize         vouch_test_stream_get_n_read (VouchTestStream *self);

G_END_DECLS
