/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

#define IDENTITY_ORIGIN "http://localhost:4001"
#define ATS_ORIGIN "http://localhost:4002"
#define REDIRECT_URI "http://localhost:47100/callback"
#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"
#define PATCH "application/json-patch+json"

/**
 * SandboxFixture:
 *
 * One company with the last answer. Time moves by a second with every call.
 */
typedef struct
{
  VouchSandbox *sandbox;
  gint64 now;
  char *authorization;  /* (owned) (nullable) */
  char *key;            /* (owned) (nullable): sent as X-SmartToken */
  guint status;
  VouchHeaders *headers;
  GBytes *body;
  gint64 delay;
  VouchSandboxDrop drop;
} SandboxFixture;

void                sandbox_fixture_set_up    (SandboxFixture *self,
                                               gconstpointer   data);
void                sandbox_fixture_tear_down (SandboxFixture *self,
                                               gconstpointer   data);
VouchSandboxAnswer *sandbox_fixture_open      (SandboxFixture *self,
                                               const char     *method,
                                               const char     *uri);
JsonNode           *sandbox_fixture_send      (SandboxFixture *self,
                                               const char     *method,
                                               const char     *uri,
                                               const char     *content_type,
                                               GBytes         *body);
JsonNode           *sandbox_fixture_get       (SandboxFixture *self,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (2, 3);
JsonNode           *sandbox_fixture_call      (SandboxFixture *self,
                                               const char     *method,
                                               const char     *path,
                                               const char     *content_type,
                                               const char     *body);
JsonNode           *sandbox_fixture_control   (SandboxFixture *self,
                                               const char     *action,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (3, 4);
void                sandbox_fixture_do        (SandboxFixture *self,
                                               const char     *action,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (3, 4);
guint               sandbox_fixture_count     (SandboxFixture *self,
                                               const char     *journal,
                                               const char     *member,
                                               const char     *value);
char               *sandbox_fixture_text      (SandboxFixture *self);
JsonNode           *node_at                   (JsonNode       *node,
                                               const char     *path);
const char         *text_at                   (JsonNode       *node,
                                               const char     *path);
gint64              int_at                    (JsonNode       *node,
                                               const char     *path);

G_END_DECLS
