/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchIdKind:
 *
 * What an id of the practice company stands for. Ids look random and carry kind and index under the
 * seed, so that nothing has to be stored to find the thing again.
 */
typedef enum
{
  VOUCH_ID_PERSON = 1,
  VOUCH_ID_JOB,
  VOUCH_ID_APPLICATION,
  VOUCH_ID_USER,
  VOUCH_ID_CONFIG,
  VOUCH_ID_OTHER,
} VouchIdKind;

/* 36 characters and the end. */
#define VOUCH_ID_SIZE 37

guint64  vouch_sandbox_mix       (guint64      seed,
                                  guint64      a,
                                  guint64      b);
void     vouch_sandbox_id_format (guint64      seed,
                                  VouchIdKind  kind,
                                  guint64      index,
                                  char        *buffer);
char    *vouch_sandbox_id_dup    (guint64      seed,
                                  VouchIdKind  kind,
                                  guint64      index) G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_sandbox_id_parse  (guint64      seed,
                                  VouchIdKind  kind,
                                  const char  *text,
                                  guint64     *index);

G_END_DECLS
