/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "json/vouch-tape.h"

G_BEGIN_DECLS

/**
 * VouchReader:
 *
 * Walks a parsed document and hands out typed values. The first thing that is not as asked for is
 * kept, with its path inside the document (content[3].job.id), and everything after it answers with
 * the fallback; vouch_reader_finish() tells. So a parser is written straight through.
 *
 * Errors: %VOUCH_API_ERROR_BAD_REPLY from vouch_reader_finish(), %VOUCH_INPUT_ERROR from
 * vouch_reader_finish_input(). Strings are borrowed from the document. Unknown members are ignored.
 */
typedef struct _VouchReader VouchReader;

VouchReader *vouch_reader_new            (JsonNode     *root) G_GNUC_WARN_UNUSED_RESULT;
VouchReader *vouch_reader_new_for_tape   (VouchTape    *tape) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_reader_free           (VouchReader  *self);
gboolean     vouch_reader_enter          (VouchReader  *self,
                                          const char   *member);
gboolean     vouch_reader_enter_optional (VouchReader  *self,
                                          const char   *member);
gboolean     vouch_reader_enter_element  (VouchReader  *self,
                                          guint         index);
void         vouch_reader_leave          (VouchReader  *self);
gboolean     vouch_reader_is_array       (VouchReader  *self);
gboolean     vouch_reader_is_object      (VouchReader  *self);
gboolean     vouch_reader_is_string      (VouchReader  *self);
guint        vouch_reader_get_n_elements (VouchReader  *self);
GStrv        vouch_reader_dup_members    (VouchReader  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean     vouch_reader_has            (VouchReader  *self,
                                          const char   *member);
const char  *vouch_reader_string         (VouchReader  *self,
                                          const char   *member);
const char  *vouch_reader_string_or      (VouchReader  *self,
                                          const char   *member,
                                          const char   *fallback);
const char  *vouch_reader_id             (VouchReader  *self,
                                          const char   *member);
const char  *vouch_reader_element_string (VouchReader  *self,
                                          guint         index);
gint64       vouch_reader_int            (VouchReader  *self,
                                          const char   *member);
gint64       vouch_reader_int_or         (VouchReader  *self,
                                          const char   *member,
                                          gint64        fallback);
gint64       vouch_reader_int_text_or    (VouchReader  *self,
                                          const char   *member,
                                          gint64        fallback);
gboolean     vouch_reader_bool_or        (VouchReader  *self,
                                          const char   *member,
                                          gboolean      fallback);
gint64       vouch_reader_time_or        (VouchReader  *self,
                                          const char   *member,
                                          gint64        fallback);
void         vouch_reader_fail           (VouchReader  *self,
                                          const char   *member,
                                          const char   *format,
                                          ...) G_GNUC_PRINTF (3, 4);
gboolean     vouch_reader_finish         (VouchReader  *self,
                                          GError      **error);
gboolean     vouch_reader_finish_input   (VouchReader  *self,
                                          const char   *what,
                                          GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchReader, vouch_reader_free)

G_END_DECLS
