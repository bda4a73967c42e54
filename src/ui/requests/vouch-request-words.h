/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-request-list.h"

G_BEGIN_DECLS

/* How a request's state is shown: an icon, a word, and a style class for the icon (nullable). */
const char *vouch_request_get_state      (const VouchRequestItem *item);
const char *vouch_request_get_icon_name  (const VouchRequestItem *item);
const char *vouch_request_get_style      (const VouchRequestItem *item);

/* What there is to show, in place of what is not known; fit to be shown. */
char       *vouch_request_dup_candidate  (const VouchRequestItem *item) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_request_dup_job        (const VouchRequestItem *item) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_request_dup_template   (const VouchRequestItem *item) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_request_dup_requestor  (const VouchRequestItem *item) G_GNUC_WARN_UNUSED_RESULT;

/* Days that it has been or was open, "–" before it is sent; the same as a sentence. */
char       *vouch_request_dup_days       (const VouchRequestItem *item,
                                          gint64                  now) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_request_dup_open_since (const VouchRequestItem *item,
                                          gint64                  now) G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_request_dup_progress   (const VouchRequestItem *item) G_GNUC_WARN_UNUSED_RESULT;

/* A reference's state in words. */
const char *vouch_reference_get_state    (const char             *status);
/* A time for a person, where the person is. */
char       *vouch_time_dup_shown         (gint64                  time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
