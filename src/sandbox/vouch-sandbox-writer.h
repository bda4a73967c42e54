/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON written straight into a string: a page of candidates is a hundred times the same form. */
void      vouch_write_string (GString    *out,
                              const char *text);
void      vouch_write_member (GString    *out,
                              const char *name,
                              const char *text);
void      vouch_write_time   (GString    *out,
                              const char *name,
                              gint64      time);
void      vouch_write_link   (GString    *out,
                              const char *name,
                              const char *origin,
                              const char *path,
                              const char *id,
                              const char *tail);

/* And JSON built as nodes, for everything that is answered one at a time. */
void      vouch_object_set_text (JsonObject *object,
                                 const char *name,
                                 const char *text);
void      vouch_object_set_time (JsonObject *object,
                                 const char *name,
                                 gint64      time);
void      vouch_object_set_link (JsonObject *actions,
                                 const char *name,
                                 const char *method,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);
JsonNode *vouch_node_from_object (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *vouch_node_from_list   (JsonArray  *content) G_GNUC_WARN_UNUSED_RESULT;
JsonArray *vouch_array_from_strings (GPtrArray *strings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
