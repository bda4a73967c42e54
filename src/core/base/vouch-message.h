/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* libsoup names no constant for it. */
#define VOUCH_STATUS_TOO_MANY_REQUESTS 429

/**
 * VouchHeaders:
 *
 * Header fields in the order they were added; names compare without case.
 */
typedef struct _VouchHeaders VouchHeaders;

VouchHeaders *vouch_headers_new     (void) G_GNUC_WARN_UNUSED_RESULT;
VouchHeaders *vouch_headers_ref     (VouchHeaders       *self);
void          vouch_headers_unref   (VouchHeaders       *self);
void          vouch_headers_add     (VouchHeaders       *self,
                                     const char         *name,
                                     const char         *value);
void          vouch_headers_set     (VouchHeaders       *self,
                                     const char         *name,
                                     const char         *value);
const char   *vouch_headers_get     (const VouchHeaders *self,
                                     const char         *name);
guint         vouch_headers_get_n   (const VouchHeaders *self);
void          vouch_headers_get_nth (const VouchHeaders *self,
                                     guint               index,
                                     const char        **name,
                                     const char        **value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchHeaders, vouch_headers_unref)

/**
 * VouchRequestFlags:
 * @VOUCH_REQUEST_NONE: a read
 * @VOUCH_REQUEST_EFFECT: it changes something outside: sent on a new connection, never repeated and
 *   never redirected by the transport (reliability.md §2.2, step 5)
 */
typedef enum
{
  VOUCH_REQUEST_NONE = 0,
  VOUCH_REQUEST_EFFECT = 1 << 0,
} VouchRequestFlags;

/**
 * VouchRequest:
 * @method: "GET", "POST" …
 * @uri: absolute, already encoded
 * @headers: (owned): as sent; holds the credential, so it is never logged
 * @body: (nullable) (owned): the bytes sent
 * @connect_timeout: microseconds until the attempt to connect is given up, or 0 for the transport's
 * own
 *
 * One request as it goes to a #VouchTransport. Immutable once sent.
 */
typedef struct
{
  char *method;
  char *uri;
  VouchHeaders *headers;
  GBytes *body;
  VouchRequestFlags flags;
  gint64 connect_timeout;
} VouchRequest;

VouchRequest *vouch_request_new   (const char        *method,
                                   const char        *uri,
                                   VouchRequestFlags  flags) G_GNUC_WARN_UNUSED_RESULT;
VouchRequest *vouch_request_ref   (VouchRequest      *self);
void          vouch_request_unref (VouchRequest      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRequest, vouch_request_unref)

/**
 * VouchResponse:
 * @status: the HTTP status
 * @headers: (owned): as received
 * @body: (owned): read once, by one reader; content encodings are already undone by a real
 * transport
 */
typedef struct
{
  guint status;
  VouchHeaders *headers;
  GInputStream *body;
} VouchResponse;

VouchResponse *vouch_response_new       (guint          status,
                                         GInputStream  *body) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_response_new_bytes (guint          status,
                                         const char    *content_type,
                                         GBytes        *bytes) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_response_ref       (VouchResponse *self);
void           vouch_response_unref     (VouchResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchResponse, vouch_response_unref)

G_END_DECLS
