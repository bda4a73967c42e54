/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "base/vouch-transport.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEST_TRANSPORT (vouch_test_transport_get_type ())
G_DECLARE_FINAL_TYPE (VouchTestTransport, vouch_test_transport, VOUCH, TEST_TRANSPORT, GObject)

/**
 * VouchTestTransport:
 *
 * Answers requests, in the order they come, with what was pushed before, and keeps them. A request
 * for which nothing was pushed ends the test.
 */
VouchTestTransport *vouch_test_transport_new           (VouchClock         *clock)
  G_GNUC_WARN_UNUSED_RESULT;
void                vouch_test_transport_push          (VouchTestTransport *self,
                                                        guint               status,
                                                        const char         *content_type,
                                                        const char         *body);
void                vouch_test_transport_push_response (VouchTestTransport *self,
                                                        VouchResponse      *response,
                                                        gint64              delay);
void                vouch_test_transport_push_error    (VouchTestTransport *self,
                                                        GError             *error,
                                                        gint64              delay);
void                vouch_test_transport_push_silence  (VouchTestTransport *self);
guint               vouch_test_transport_get_n_sent    (VouchTestTransport *self);
guint               vouch_test_transport_get_n_pushed  (VouchTestTransport *self);
VouchRequest       *vouch_test_transport_get_sent      (VouchTestTransport *self,
                                                        guint               index);
gint64              vouch_test_transport_get_sent_at   (VouchTestTransport *self,
                                                        guint               index);
guint               vouch_test_transport_get_max_at_once (VouchTestTransport *self);

G_END_DECLS
