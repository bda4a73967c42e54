/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in words, in the person's language and time zone. Times are microseconds since 1970;
 * @now is a parameter, so that a test owns it. Results are (transfer full). */

/* "just now", "3 minutes ago", "in 2 hours", "yesterday 14:05"; a date beyond a week. */
char *vouch_text_dup_relative (gint64 time,
                               gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "14:05", "tomorrow 08:00", "Mon 30 Nov 08:00": when something will be, or was. */
char *vouch_text_dup_moment   (gint64 time,
                               gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* "26 Nov 2026, 14:05" */
char *vouch_text_dup_date_time (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
/* "26 Nov 2026" */
char *vouch_text_dup_date     (gint64 time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
