/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/vouch-message.h"
#include "json/vouch-tape.h"

G_BEGIN_DECLS

/**
 * VouchExpect:
 * @VOUCH_EXPECT_JSON: a 2xx carries a document (an empty 204 is accepted and gives no document)
 * @VOUCH_EXPECT_PAGE: the same, for documents so many or so large that no tree is built of them
 * @VOUCH_EXPECT_NOTHING: the body of a 2xx does not matter
 * @VOUCH_EXPECT_PDF: a 2xx carries a file of type application/pdf that begins with %PDF- and has
 *   its end mark
 */
typedef enum
{
  VOUCH_EXPECT_JSON,
  VOUCH_EXPECT_PAGE,
  VOUCH_EXPECT_NOTHING,
  VOUCH_EXPECT_PDF,
} VouchExpect;

/**
 * VouchCall:
 *
 * One call as a client module describes it: method, path template with its values, query, body. The
 * template alone appears in logs ("GET /candidates/{id}") and chooses the pacing group.
 */
typedef struct _VouchCall VouchCall;

VouchCall         *vouch_call_new              (const char        *method,
                                                const char        *template,
                                                ...) G_GNUC_NULL_TERMINATED
  G_GNUC_WARN_UNUSED_RESULT;
VouchCall         *vouch_call_new_absolute     (const char        *method,
                                                const char        *uri,
                                                const char        *template)
  G_GNUC_WARN_UNUSED_RESULT;
VouchCall         *vouch_call_ref              (VouchCall         *self);
void               vouch_call_unref            (VouchCall         *self);
void               vouch_call_add_query        (VouchCall         *self,
                                                const char        *name,
                                                const char        *value);
void               vouch_call_add_query_int    (VouchCall         *self,
                                                const char        *name,
                                                gint64             value);
void               vouch_call_set_flags        (VouchCall         *self,
                                                VouchRequestFlags  flags);
void               vouch_call_set_expect       (VouchCall         *self,
                                                VouchExpect        expect);
void               vouch_call_set_body         (VouchCall         *self,
                                                const char        *content_type,
                                                GBytes            *body);
void               vouch_call_set_json         (VouchCall         *self,
                                                JsonNode          *json);
void               vouch_call_set_json_patch   (VouchCall         *self,
                                                JsonNode          *json);
void               vouch_call_set_form         (VouchCall         *self,
                                                const char        *first_name,
                                                ...) G_GNUC_NULL_TERMINATED;
void               vouch_call_set_attachment   (VouchCall         *self,
                                                const char        *boundary,
                                                const char        *attachment_type,
                                                const char        *file_name,
                                                const char        *content_type,
                                                GBytes            *bytes);
void               vouch_call_add_header       (VouchCall         *self,
                                                const char        *name,
                                                const char        *value);
const char        *vouch_call_get_method       (VouchCall         *self);
const char        *vouch_call_get_template     (VouchCall         *self);
VouchRequestFlags  vouch_call_get_flags        (VouchCall         *self);
VouchExpect        vouch_call_get_expect       (VouchCall         *self);
GBytes            *vouch_call_get_body         (VouchCall         *self);
gboolean           vouch_call_is_absolute      (VouchCall         *self);
VouchRequest      *vouch_call_to_request       (VouchCall         *self,
                                                const char        *base_uri,
                                                GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCall, vouch_call_unref)

/**
 * VouchReply:
 * @status: the HTTP status, always 2xx; anything else is a #VouchApiError
 * @headers: (owned): the header fields
 * @json: (nullable) (owned): the document, when one was expected
 * @tape: (nullable) (owned): the document, when a page was expected
 * @bytes: (nullable) (owned): the file, when one was expected
 * @date: the service's own time from its Date header in microseconds since 1970, or 0
 */
typedef struct
{
  guint status;
  VouchHeaders *headers;
  JsonNode *json;
  VouchTape *tape;
  GBytes *bytes;
  gint64 date;
} VouchReply;

VouchReply *vouch_reply_new   (void) G_GNUC_WARN_UNUSED_RESULT;
VouchReply *vouch_reply_ref   (VouchReply *self);
void        vouch_reply_unref (VouchReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchReply, vouch_reply_unref)

G_END_DECLS
