/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

#define CROSSCHQ_ORIGIN "http://localhost:4003"
#define FILES_ORIGIN "http://localhost:4004"
#define ANA "\"candidate\":{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\"," \
            "\"email\":\"ana.ruiz@example.org\",\"mobile_phone\":\"+14155550123\"}"
#define COUNTS "\"config_params\":{\"managers\":2,\"employees\":0,\"peers\":1," \
               "\"business\":0,\"social\":0}"
#define OWNER "\"requestor\":\"dana.ruiz@harbourlane.example\""
#define REST "\"jobrole\":\"account-executive\",\"job_position\":\"Account Executive\"," OWNER
#define SURVEYS "/api/v2/settings/jobrole/"
#define V2_LIST "/api/v2/reference-request/"
#define V1_LIST "/partners/reference-request/"

/* One company, with the answer of the last call. Time moves by a second with every call. */
typedef struct
{
  VouchSandbox *sandbox;
  gint64 now;
  char *authorization;  /* (nullable) */
  guint status;
  char *location;       /* (nullable) */
  char *allow;          /* (nullable) */
  GBytes *body;
} CrosschqFixture;

void        crosschq_fixture_set_up        (CrosschqFixture *self,
                                            gconstpointer    data);
void        crosschq_fixture_tear_down     (CrosschqFixture *self,
                                            gconstpointer    data);
JsonNode   *crosschq_fixture_call          (CrosschqFixture *self,
                                            const char      *method,
                                            const char      *path,
                                            const char      *body);
JsonNode   *crosschq_fixture_fetch         (CrosschqFixture *self,
                                            const char      *method,
                                            const char      *uri,
                                            const char      *body);
JsonNode   *crosschq_fixture_control       (CrosschqFixture *self,
                                            const char      *action,
                                            const char      *arguments);
void        crosschq_fixture_set           (CrosschqFixture *self,
                                            const char      *settings);
char       *crosschq_fixture_create        (CrosschqFixture *self,
                                            const char      *path,
                                            const char      *body);
JsonNode   *crosschq_fixture_get           (CrosschqFixture *self,
                                            const char      *id);
guint       crosschq_count                 (CrosschqFixture *self,
                                            const char      *journal,
                                            const char      *member,
                                            const char      *value);
JsonNode   *json_at                        (JsonNode        *node,
                                            const char      *path);
const char *text_at                        (JsonNode        *node,
                                            const char      *path);
gint64      int_at                         (JsonNode        *node,
                                            const char      *path);

G_END_DECLS
