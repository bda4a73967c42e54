/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchScan:
 * @start: the document
 * @p: where we stand
 * @end: behind its last byte
 * @problem: (nullable): what is wrong with it
 * @problem_offset: where
 *
 * A place in a document. Every function below goes on behind what it read and returns %TRUE, or
 * keeps a problem and returns %FALSE.
 */
typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  const char *problem;
  gsize problem_offset;
} VouchScan;

gboolean vouch_scan_refuse    (VouchScan   *self,
                               const char  *problem);
gboolean vouch_scan_refuse_at (VouchScan   *self,
                               const char  *at,
                               const char  *problem);
void     vouch_scan_space     (VouchScan   *self);
gboolean vouch_scan_escape    (VouchScan   *self,
                               gunichar    *character);
gboolean vouch_scan_string    (VouchScan   *self,
                               const char **text,
                               gsize       *length,
                               gboolean    *escaped);
gboolean vouch_scan_scalar    (VouchScan   *self);
gsize    vouch_scan_decode    (const char  *text,
                               gsize        length,
                               char        *decoded);

G_END_DECLS
