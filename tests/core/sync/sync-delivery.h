/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store-fixture.h"
#include "vouch-probe.h"
#include "vouch-test-clock.h"

G_BEGIN_DECLS

/**
 * SyncDelivery:
 * @effect: (nullable): the row that is delivered
 * @authorizer: (nullable): puts the credential on requests
 * @verdict, @reason: what the look says instead of what the event says, unless it is FOUND
 * @unsupported: (nullable): why it is held or refused where it is not offered
 * @stale: the row moves once it is read
 *
 * A store with one connection that sends, one entry and one request, and what it takes to run the
 * real protocol on a row of its outbox.
 */
typedef struct
{
  VouchTestVfs *vfs;
  VouchTestClock *clock;
  VouchRandom *random;
  VouchExecutor *writer;
  VouchExecutor *reader;
  VouchStore *store;
  VouchConnection *connection;
  gint64 trigger_id;
  gint64 request_id;
  gint64 application_id;
  VouchEffect *effect;

  VouchAuthorizer *authorizer;
  VouchLook verdict;
  const char *reason;
  const char *unsupported;
  gboolean stale;
} SyncDelivery;

void      sync_delivery_set_up    (SyncDelivery          *self);
void      sync_delivery_tear_down (SyncDelivery          *self);
gint64    sync_delivery_get_now   (SyncDelivery          *self);
void      sync_delivery_write     (SyncDelivery          *self,
                                   VouchStoreFunc         func,
                                   gpointer               data);
gboolean  sync_delivery_run       (SyncDelivery          *self,
                                   const VouchOracleKind *kind,
                                   VouchOracleEvent       event,
                                   GError               **error);

G_END_DECLS
