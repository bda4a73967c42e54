/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "base/vouch-transport.h"
#include "http/vouch-authorizer.h"
#include "http/vouch-call.h"

G_BEGIN_DECLS

/**
 * VouchHttpRule:
 * @method: (nullable): the method it is for, or %NULL for any
 * @template: (nullable): the path template it is for, or %NULL for any
 * @rate: calls in a second
 * @concurrency: calls at once
 *
 * One pacing group. The first rule that fits a call is its group.
 */
typedef struct
{
  const char *method;
  const char *template;
  double rate;
  guint concurrency;
} VouchHttpRule;

/**
 * VouchHttpPolicy:
 * @name: for the log: "smartrecruiters"
 * @service: (nullable): what errors name it, see vouch_api_error_set_service()
 * @rules: (array length=n_rules): pacing groups, the last one fits everything
 * @max_concurrency: calls at once over all groups
 * @timeout: microseconds until a call is given up
 * @connect_timeout: microseconds until a connection attempt is given up
 * @max_json: bytes of a document, counted after inflating
 * @max_file: bytes of a file
 * @file_timeout: microseconds until fetching a file is given up
 * @effects_probe: an effect may try an open circuit breaker: for a service without reads
 *
 * What a service allows and how long it may take (smartrecruiters.md §4, crosschq.md §2,
 * reliability.md §2.8). Static data.
 */
typedef struct
{
  const char *name;
  const char *service;
  const VouchHttpRule *rules;
  guint n_rules;
  guint max_concurrency;
  gint64 timeout;
  gint64 connect_timeout;
  gsize max_json;
  gsize max_file;
  gint64 file_timeout;
  gboolean effects_probe;
} VouchHttpPolicy;

/**
 * VouchReach:
 * @VOUCH_REACH_REAL: https to public names; loopback is refused
 * @VOUCH_REACH_PRACTICE: loopback only, plain http allowed
 */
typedef enum
{
  VOUCH_REACH_REAL,
  VOUCH_REACH_PRACTICE,
} VouchReach;

#define VOUCH_TYPE_HTTP (vouch_http_get_type ())
G_DECLARE_FINAL_TYPE (VouchHttp, vouch_http, VOUCH, HTTP, GObject)

/* A call that may leave at once. */
typedef struct _VouchHttpSlot VouchHttpSlot;

VouchHttp  *vouch_http_new              (const VouchHttpPolicy *policy,
                                         const char            *base_uri,
                                         VouchReach             reach,
                                         VouchTransport        *transport,
                                         VouchClock            *clock,
                                         VouchRandom           *random,
                                         VouchAuthorizer       *authorizer,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_http_set_account      (VouchHttp             *self,
                                         const char            *account);
const char *vouch_http_get_base_uri     (VouchHttp             *self);
gboolean    vouch_http_is_open          (VouchHttp             *self);
gint64      vouch_http_get_retry_at     (VouchHttp             *self);
void        vouch_http_send_async       (VouchHttp             *self,
                                         VouchCall             *call,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
VouchReply *vouch_http_send_finish      (VouchHttp             *self,
                                         GAsyncResult          *result,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same in two steps, for an effect: first all that comes before the first byte, then the
 * call. */
void        vouch_http_reserve_async    (VouchHttp             *self,
                                         VouchCall             *call,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
VouchHttpSlot *vouch_http_reserve_finish (VouchHttp            *self,
                                          GAsyncResult         *result,
                                          GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void        vouch_http_send_slot_async  (VouchHttp             *self,
                                         VouchHttpSlot         *slot,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
void        vouch_http_slot_free        (VouchHttpSlot         *slot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchHttpSlot, vouch_http_slot_free)

gboolean    vouch_http_check_uri        (const char            *uri,
                                         VouchReach             reach,
                                         GError               **error);
char       *vouch_http_dup_origin       (const char            *uri) G_GNUC_WARN_UNUSED_RESULT;

#define VOUCH_TYPE_SOUP_TRANSPORT (vouch_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (VouchSoupTransport, vouch_soup_transport, VOUCH, SOUP_TRANSPORT, GObject)

VouchTransport *vouch_soup_transport_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
