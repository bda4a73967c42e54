/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/vouch-message.h"

G_BEGIN_DECLS

/**
 * VouchListener:
 *
 * The four origins of the practice company, so that origin rules can be tested.
 */
typedef enum
{
  VOUCH_LISTENER_IDENTITY,  /* consent page, control calls, the recruiter's web page */
  VOUCH_LISTENER_ATS,       /* SmartRecruiters' API and token endpoint */
  VOUCH_LISTENER_CROSSCHQ,  /* Crosschq's Partner API */
  VOUCH_LISTENER_FILES,     /* report files, without authorization */
  VOUCH_N_LISTENERS,
} VouchListener;

typedef enum
{
  VOUCH_SANDBOX_SIZE_S,   /* 10 000 candidates */
  VOUCH_SANDBOX_SIZE_M,   /* 100 000 */
  VOUCH_SANDBOX_SIZE_L,   /* 1 000 000 */
  VOUCH_SANDBOX_SIZE_XL,  /* 5 000 000 */
} VouchSandboxSize;

/**
 * VouchSandboxOptions:
 * @seed: the company; equal seeds give equal companies
 * @size: how many people there are; they are generated when asked for
 * @origins: (array fixed-size=4): "http://localhost:PORT" of each #VouchListener, no slash at the
 * end
 * @redirect_uris: (nullable) (array zero-terminated=1): registered for the OAuth client
 *
 * Switches of behaviour that is not confirmed are set later by the control call "settings".
 */
typedef struct
{
  guint64 seed;
  VouchSandboxSize size;
  const char *origins[VOUCH_N_LISTENERS];
  const char *const *redirect_uris;
} VouchSandboxOptions;

typedef enum
{
  VOUCH_SANDBOX_DROP_NONE,
  VOUCH_SANDBOX_DROP_BEFORE,    /* the connection breaks; nothing was processed */
  VOUCH_SANDBOX_DROP_AFTER,     /* processed; the answer never arrives */
  VOUCH_SANDBOX_DROP_TRUNCATE,  /* the body ends early, and the connection breaks */
} VouchSandboxDrop;

/**
 * VouchSandboxAnswer:
 * @response: (nullable) (owned): %NULL when dropped before or after
 * @delay: microseconds until it arrives
 * @drop: how the connection breaks
 *
 * What comes back, when, and whether at all. The request counts as in flight until it is freed.
 */
typedef struct
{
  VouchResponse *response;
  gint64 delay;
  VouchSandboxDrop drop;
} VouchSandboxAnswer;

typedef struct _VouchSandbox VouchSandbox;

VouchSandbox       *vouch_sandbox_new         (const VouchSandboxOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
void                vouch_sandbox_free        (VouchSandbox              *self);
VouchSandboxAnswer *vouch_sandbox_handle      (VouchSandbox              *self,
                                               VouchRequest              *request,
                                               gint64                     now)
  G_GNUC_WARN_UNUSED_RESULT;
void                vouch_sandbox_answer_free (VouchSandboxAnswer        *answer);
JsonNode           *vouch_sandbox_control     (VouchSandbox              *self,
                                               const char                *action,
                                               const char                *json_arguments,
                                               gint64                     now,
                                               GError                   **error)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes             *vouch_sandbox_save        (VouchSandbox              *self)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean            vouch_sandbox_load        (VouchSandbox              *self,
                                               GBytes                    *state,
                                               GError                   **error);
const char         *vouch_sandbox_get_client_id     (VouchSandbox        *self);
const char         *vouch_sandbox_get_client_secret (VouchSandbox        *self);
const char         *vouch_sandbox_get_api_key       (VouchSandbox        *self);
const char         *vouch_sandbox_get_crosschq_key  (VouchSandbox        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandbox, vouch_sandbox_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxAnswer, vouch_sandbox_answer_free)

G_END_DECLS
