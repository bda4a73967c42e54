/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-http.h"
#include "vouch-test-clock.h"
#include "vouch-test-transport.h"

G_BEGIN_DECLS

#define NET_BASE "https://api.example.com/v1"

/* 1 May 2024, 10:00:00 UTC */
#define NET_WALL (G_GINT64_CONSTANT (1714557600) * G_USEC_PER_SEC)

#define NET_TYPE_AUTHORIZER (net_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (NetAuthorizer, net_authorizer, NET, AUTHORIZER, GObject)

/* Puts "token-1", "token-2" … on requests; a rejection moves to the next while some are left. */
struct _NetAuthorizer
{
  GObject parent_instance;

  guint n_asked;
  guint n_rejected;
  guint n_left;
  GError *error;  /* (owned) (nullable): how asking fails */
};

typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  VouchTestTransport *transport;
  NetAuthorizer *authorizer;
  VouchHttp *http;
} NetFixture;

void        net_fixture_set_up    (NetFixture     *fixture,
                                   gconstpointer   data);
void        net_fixture_tear_down (NetFixture     *fixture,
                                   gconstpointer   data);
VouchReply *net_fixture_send      (NetFixture     *fixture,
                                   VouchCall      *call,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
VouchReply *net_fixture_get       (NetFixture     *fixture,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void        net_fixture_push      (NetFixture     *fixture,
                                   guint           status,
                                   const char     *body,
                                   const char     *first_header,
                                   ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
