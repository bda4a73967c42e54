/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-request-state.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* A time in the past at which everything below happened, server time. */
#define UI_CONTENT_TIME G_GINT64_CONSTANT (1700000000000000)

/* A candidate on a job of the connection, with a request of that stage; gives the row of the
 * request. */
gint64 ui_content_add_request (UiFixture   *fixture,
                               gint64       connection_id,
                               const char  *first_name,
                               const char  *last_name,
                               const char  *job_title,
                               VouchStage   stage);
/* A candidate whose entry is held for that reason; gives the row of the entry. */
gint64 ui_content_add_entry   (UiFixture   *fixture,
                               gint64       connection_id,
                               const char  *first_name,
                               const char  *last_name,
                               const char  *reason_id);
/* Something about a request that is held for that reason; gives the row of the outbox. */
gint64 ui_content_add_held    (UiFixture   *fixture,
                               gint64       connection_id,
                               gint64       request_id,
                               const char  *kind,
                               const char  *reason_id);

G_END_DECLS
