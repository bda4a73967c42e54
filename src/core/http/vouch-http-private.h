/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-breaker.h"
#include "http/vouch-http.h"
#include "http/vouch-pacer.h"
#include "http/vouch-retry.h"
#include "http/vouch-target.h"

G_BEGIN_DECLS

struct _VouchHttp
{
  GObject parent_instance;

  const VouchHttpPolicy *policy;
  VouchTarget *target;          /* (owned) */
  VouchTransport *transport;    /* (owned) */
  VouchClock *clock;            /* (owned) */
  VouchRandom *random;          /* (owned) */
  VouchAuthorizer *authorizer;  /* (owned) (nullable) */

  char *account;                /* (owned) (nullable): what the service counts by */
  VouchPacer *pacer;            /* (owned) (nullable): that of the last call */
  VouchBreaker breaker;
  VouchRetry retry;
};

typedef struct
{
  /* Input. */
  VouchCall *call;           /* (owned) */
  gboolean is_own;           /* goes to the origin of the base URI */

  /* In progress. */
  VouchRequest *request;     /* (owned) (nullable): of the present attempt */
  VouchPacer *pacer;         /* (owned) (nullable): that of the present attempt */
  VouchTurn turn;
  gboolean has_turn;
  gboolean is_probe;
  gboolean has_credential;
  gboolean was_rejected;     /* a credential was refused already */
  guint n_attempts;
  gint64 begun_at;           /* when the first attempt left */
} VouchSendData;

GTask         *vouch_http_create_task    (VouchHttp           *self,
                                          gpointer             source_tag,
                                          VouchCall           *call,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
  G_GNUC_WARN_UNUSED_RESULT;
/* The steps of a call whose task has a VouchSendData; (transfer full). */
void           vouch_http_start          (GTask         *task);
void           vouch_http_leave          (GTask         *task);
void           vouch_http_give_back_turn (VouchHttp     *self,
                                          VouchSendData *data);
void           vouch_send_data_free      (VouchSendData *data);
/* The task's data goes over to the slot. */
VouchHttpSlot *vouch_http_slot_new       (VouchHttp     *self,
                                          VouchSendData *data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
