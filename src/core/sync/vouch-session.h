/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "base/vouch-reason.h"
#include "http/vouch-http.h"
#include "model/vouch-connection.h"
#include "model/vouch-settings.h"
#include "store/vouch-store.h"
#include "sync/vouch-pairs.h"

G_BEGIN_DECLS

/* What an account's API was seen to offer (reliability.md §2.3), by name in the store. */
#define VOUCH_CAPABILITY_LIST "crosschq.list"
#define VOUCH_CAPABILITY_LIST_POLL "crosschq.list-poll"
/* Requests in the list bear our external id; and the candidate's e-mail with the position. */
#define VOUCH_CAPABILITY_EXTERNAL_ID "crosschq.external-id"
#define VOUCH_CAPABILITY_PERSON "crosschq.person"
/* Seconds until a new request is in the list. */
#define VOUCH_CAPABILITY_LIST_LAG "crosschq.list-lag"
#define VOUCH_CAPABILITY_CANCEL "crosschq.cancel"
#define VOUCH_CAPABILITY_REMIND "crosschq.remind"
#define VOUCH_CAPABILITY_OUTCOME "crosschq.outcome"
#define VOUCH_CAPABILITY_MESSAGES "ats.messages"
#define VOUCH_CAPABILITY_AUDIT "ats.audit"
/* A change of the status moves updatedOn; never again "yes" after one did not. */
#define VOUCH_CAPABILITY_UPDATED_AFTER "ats.updated-after"

/**
 * VouchCreated:
 * @request_id: (nullable) (owned): of the last request that was created, until the list showed it
 * @external_id: (nullable) (owned): its external id
 * @at: when the service said so
 * @look_at: when the list is read for it next
 */
typedef struct
{
  char *request_id;
  char *external_id;
  gint64 at;
  gint64 look_at;
} VouchCreated;

/* See vouch-later.h. */
typedef struct _VouchLater VouchLater;

#define VOUCH_TYPE_SESSION (vouch_session_get_type ())
G_DECLARE_FINAL_TYPE (VouchSession, vouch_session, VOUCH, SESSION, GObject)

/**
 * VouchSession:
 *
 * One connection while the engine works for it: its clients, its settings as last read, what its
 * services were seen to offer, and the service's own time.
 *
 * It is changed on the thread that made it, and there alone; setters assert that. A transaction on
 * the store's worker may ask for everything, reload, flush and add what is gone, while the owner
 * goes on: what a getter lends is never changed and lives as long as the session. Which pair,
 * request or cursor is due is for the one cycle under way, only one step of which runs at a time.
 */
VouchSession          *vouch_session_new             (VouchStore            *store,
                                                      VouchClock            *clock,
                                                      VouchRandom           *random,
                                                      VouchHttp             *ats,
                                                      VouchHttp             *crosschq,
                                                      const VouchConnection *connection)
  G_GNUC_WARN_UNUSED_RESULT;
VouchStore            *vouch_session_get_store       (VouchSession          *self);
VouchClock            *vouch_session_get_clock       (VouchSession          *self);
VouchRandom           *vouch_session_get_random      (VouchSession          *self);
VouchHttp             *vouch_session_get_ats         (VouchSession          *self);
VouchHttp             *vouch_session_get_crosschq    (VouchSession          *self);
gint64                 vouch_session_get_id          (VouchSession          *self);
const VouchConnection *vouch_session_get_connection  (VouchSession          *self);
const VouchSettings   *vouch_session_get_settings    (VouchSession          *self);
const char            *vouch_session_get_capability  (VouchSession          *self,
                                                      const char            *name);
gboolean               vouch_session_offers          (VouchSession          *self,
                                                      const char            *name);
gboolean               vouch_session_lacks           (VouchSession          *self,
                                                      const char            *name);
void                   vouch_session_learn           (VouchSession          *self,
                                                      const char            *name,
                                                      const char            *value);
gint64                 vouch_session_get_now         (VouchSession          *self);
void                   vouch_session_note_date       (VouchSession          *self,
                                                      gint64                 date);
gint64                 vouch_session_get_skew        (VouchSession          *self);
void                   vouch_session_set_ats_problem (VouchSession          *self,
                                                      VouchReason           *reason);
VouchReason           *vouch_session_get_ats_problem (VouchSession          *self);
void                   vouch_session_set_crosschq_problem (VouchSession     *self,
                                                           VouchReason      *reason);
VouchReason           *vouch_session_get_crosschq_problem (VouchSession     *self);
VouchLater            *vouch_session_get_later       (VouchSession          *self);
gint64                 vouch_session_get_poll_at     (VouchSession          *self,
                                                      gint64                 request_id);
void                   vouch_session_set_poll_at     (VouchSession          *self,
                                                      gint64                 request_id,
                                                      gint64                 time);
gint64                 vouch_session_get_company_read_at (VouchSession      *self);
void                   vouch_session_set_company_read_at (VouchSession      *self,
                                                          gint64             time);
/* From any thread: the next cycle reads the company, however young what is known is. Each of the
 * others tells it once: that it is due, and that it was read since it was asked last. */
void                   vouch_session_ask_for_company (VouchSession          *self);
gboolean               vouch_session_take_company_due (VouchSession         *self);
gboolean               vouch_session_take_company_news (VouchSession        *self);
/* (transfer none) (element-type VouchPair) */
GPtrArray             *vouch_session_get_pairs       (VouchSession          *self);
gboolean               vouch_session_is_doubtful     (VouchSession          *self,
                                                      gint64                 request_id);
void                   vouch_session_set_doubtful    (VouchSession          *self,
                                                      gint64                 request_id,
                                                      gboolean               doubtful);
gint64                 vouch_session_get_list_cursor (VouchSession          *self);
void                   vouch_session_set_list_cursor (VouchSession          *self,
                                                      gint64                 time);
/* (transfer none): changed by vouch_list_lag_… alone */
VouchCreated          *vouch_session_get_created     (VouchSession          *self);
void                   vouch_session_add_gone        (VouchSession          *self,
                                                      gint64                 application_id);
gint64                 vouch_session_take_gone       (VouchSession          *self);
gint64                 vouch_session_get_forgot_at   (VouchSession          *self);
void                   vouch_session_set_forgot_at   (VouchSession          *self,
                                                      gint64                 time);
gboolean               vouch_session_is_interrupted  (VouchSession          *self);
void                   vouch_session_set_interrupted (VouchSession          *self,
                                                      gboolean               interrupted);
gboolean               vouch_session_reload          (VouchSession          *self,
                                                      VouchDb               *db,
                                                      GError               **error);
gboolean               vouch_session_flush           (VouchSession          *self,
                                                      VouchDb               *db,
                                                      GError               **error);

G_END_DECLS
