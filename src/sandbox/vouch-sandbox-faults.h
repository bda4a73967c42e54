/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox.h"

#include "json/vouch-reader.h"

G_BEGIN_DECLS

/**
 * VouchFaults:
 *
 * The script of what goes wrong: each line waits for its n-th matching request.
 */
typedef struct _VouchFaults VouchFaults;

typedef enum
{
  VOUCH_FAULT_STATUS,
  VOUCH_FAULT_DELAY,
  VOUCH_FAULT_TRUNCATE,
  VOUCH_FAULT_DROP_BEFORE,
  VOUCH_FAULT_DROP_AFTER,
  VOUCH_FAULT_CONTENT_TYPE,
  VOUCH_FAULT_HTML,
  VOUCH_FAULT_HUGE,
  VOUCH_FAULT_DEEP,
  VOUCH_FAULT_BOMB,
  VOUCH_FAULT_RETRY_AFTER,
  VOUCH_FAULT_DATE,
  VOUCH_FAULT_BODY,
  VOUCH_FAULT_FIELD,
  VOUCH_FAULT_HEADER,
  VOUCH_N_FAULTS,
} VouchFaultKind;

/**
 * VouchFault:
 * @after: whether the request is processed before it goes wrong
 * @number: status, or seconds, or bytes, by kind
 *
 * One line of the script.
 */
typedef struct
{
  VouchFaultKind kind;
  char *method;       /* (owned) (nullable): any */
  char *path;         /* (owned) (nullable): any */
  int listener;       /* or -1: any */
  gint64 skip;        /* matches to let pass first */
  gint64 times;       /* matches left to hit */
  gboolean after;
  gint64 number;
  char *text;         /* (owned) (nullable): value, body, content type, error code, field */
  JsonNode *value;    /* (owned) (nullable): what a field becomes; %NULL takes it out */
} VouchFault;

VouchFaults   *vouch_faults_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_faults_free   (VouchFaults       *self);
gboolean       vouch_faults_add    (VouchFaults       *self,
                                    VouchReader       *arguments,
                                    GError           **error);
void           vouch_faults_clear  (VouchFaults       *self);
guint          vouch_faults_get_n  (VouchFaults       *self);
GPtrArray     *vouch_faults_match  (VouchFaults       *self,
                                    const char        *method,
                                    const char        *path,
                                    VouchListener      listener) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_path_matches  (const char        *pattern,
                                    const char        *path);
VouchResponse *vouch_fault_answer  (const VouchFault  *fault) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_fault_spoil   (const VouchFault  *fault,
                                    VouchResponse     *response) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchFaults, vouch_faults_free)

G_END_DECLS
