/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/vouch-reason.h"
#include "model/vouch-contact.h"

G_BEGIN_DECLS

/* Members of the documents that docs/vouchctl-json.md describes. */

JsonBuilder *vouch_cli_json_begin  (void) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_cli_json_print  (JsonBuilder        *builder);
void         vouch_cli_json_print_node (JsonNode       *node,
                                        gboolean        pretty);
void         vouch_cli_json_text   (JsonBuilder        *builder,
                                    const char         *name,
                                    const char         *text);
void         vouch_cli_json_int    (JsonBuilder        *builder,
                                    const char         *name,
                                    gint64              number);
void         vouch_cli_json_bool   (JsonBuilder        *builder,
                                    const char         *name,
                                    gboolean            value);
void         vouch_cli_json_time   (JsonBuilder        *builder,
                                    const char         *name,
                                    gint64              time);
void         vouch_cli_json_reason (JsonBuilder        *builder,
                                    const char         *name,
                                    const VouchReason  *reason);
void         vouch_cli_json_person (JsonBuilder        *builder,
                                    const char         *name,
                                    const VouchContact *person);
void         vouch_cli_json_list   (JsonBuilder        *builder,
                                    const char         *name);

G_END_DECLS
