/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-delivery.h"
#include "sync/vouch-outcome.h"

G_BEGIN_DECLS

typedef struct
{
  VouchSession *session;          /* (owned) */
  gint64 effect_id;

  VouchEffect *effect;            /* (owned) (nullable): as in the store */
  VouchApplication *application;  /* (owned) (nullable) */
  VouchRequestRow *request;       /* (owned) (nullable) */

  char *candidate_id;             /* (owned) (nullable): whose profile was read for it */
  VouchReply *candidate;          /* (owned) (nullable): that answer */

  guint n_reads;
  VouchCall *call;                /* (owned) (nullable): the read the class asked for */
  gboolean call_crosschq;
  gint64 look_date;
  VouchReason *reason;            /* (owned) (nullable): set by the class */
  VouchSendResult result;
  gboolean dropped;               /* it may not be sent now; the row says why */
  gboolean told;                  /* the ledger has a line about it from this transaction */
} VouchDeliveryPrivate;

VouchDeliveryPrivate *vouch_delivery_get_private (VouchDelivery *self);

/* Whether a request is made, which people hear of. */
gboolean vouch_delivery_is_create     (VouchDelivery *self);
gint64   vouch_delivery_get_silence   (VouchDelivery *self);

/* The transactions of the protocol; their data is the delivery. */
gboolean vouch_delivery_load          (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_done    (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_changed (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_held    (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_refused (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_absent  (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_wait    (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_sending (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);
gboolean vouch_delivery_store_outcome (VouchDb   *db,
                                       gpointer   data,
                                       GError   **error);

G_END_DECLS
