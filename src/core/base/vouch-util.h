/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Spans of time in microseconds. */
#define VOUCH_SECOND G_GINT64_CONSTANT (1000000)
#define VOUCH_MINUTE (60 * VOUCH_SECOND)
#define VOUCH_HOUR (60 * VOUCH_MINUTE)
#define VOUCH_DAY (24 * VOUCH_HOUR)

/* Sets an owned string; returns whether it changed. */
static inline gboolean
vouch_set_str (char       **location,
               const char  *value)
{
  char *copy;

  if (g_strcmp0 (*location, value) == 0)
    return FALSE;

  copy = g_strdup (value);
  g_free (*location);
  *location = copy;
  return TRUE;
}

char   *vouch_time_to_string   (gint64       time) G_GNUC_WARN_UNUSED_RESULT;
gint64  vouch_time_from_string (const char  *text,
                                GError     **error);
gint64  vouch_time_from_http   (const char  *text);
char   *vouch_fold_text        (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
char   *vouch_trim_text        (const char  *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
