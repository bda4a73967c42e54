/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sandbox/vouch-sandbox.h"
#include "vouch-context.h"
#include "vouch-test-clock.h"
#include "vouch-test-executor.h"
#include "vouch-test-vfs.h"
#include "vouch-world-secrets.h"

G_BEGIN_DECLS

/**
 * VouchCrash:
 * @VOUCH_CRASH_KILL: what was written stays
 * @VOUCH_CRASH_POWER_CUT: only what was synced stays
 */
typedef enum
{
  VOUCH_CRASH_KILL,
  VOUCH_CRASH_POWER_CUT,
} VouchCrash;

typedef struct _VouchWorld VouchWorld;

/**
 * VouchWorldErrorFunc:
 *
 * Told of every error that a cycle or a transaction of @world ends with.
 */
typedef void (* VouchWorldErrorFunc) (VouchWorld   *world,
                                      const GError *error,
                                      gpointer      user_data);

/**
 * VouchWorld:
 *
 * A whole Vouch on a practice company that is called as a function: virtual time, seeded
 * randomness, a store in memory, secrets that survive a crash. Every commit, send, answer, secret
 * read and write is a point before and a point after; at a chosen one the process dies, and
 * everything answers cancelled from then on.
 */
VouchWorld     *vouch_world_new            (guint64         seed) G_GNUC_WARN_UNUSED_RESULT;
VouchWorld     *vouch_world_new_sized      (guint64         seed,
                                            VouchSandboxSize size) G_GNUC_WARN_UNUSED_RESULT;
VouchWorld     *vouch_world_new_beside     (VouchWorld     *first,
                                            guint64         seed) G_GNUC_WARN_UNUSED_RESULT;
void            vouch_world_free           (VouchWorld     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchWorld, vouch_world_free)

/* The company. */
VouchSandbox   *vouch_world_get_sandbox    (VouchWorld     *self);
JsonNode       *vouch_world_control        (VouchWorld     *self,
                                            const char     *action,
                                            const char     *format,
                                            ...) G_GNUC_PRINTF (3, 4);
void            vouch_world_do             (VouchWorld     *self,
                                            const char     *action,
                                            const char     *format,
                                            ...) G_GNUC_PRINTF (3, 4);
char           *vouch_world_dup_text       (JsonNode       *node,
                                            const char     *member) G_GNUC_WARN_UNUSED_RESULT;
char           *vouch_world_add_job        (VouchWorld     *self,
                                            const char     *title,
                                            const char     *tag) G_GNUC_WARN_UNUSED_RESULT;
char           *vouch_world_add_candidate  (VouchWorld     *self,
                                            const char     *first_name,
                                            const char     *last_name,
                                            const char     *job_id,
                                            gboolean        in_step) G_GNUC_WARN_UNUSED_RESULT;
void            vouch_world_move           (VouchWorld     *self,
                                            const char     *candidate_id,
                                            const char     *job_id,
                                            const char     *status,
                                            const char     *sub_status);
char           *vouch_world_find_request   (VouchWorld     *self,
                                            const char     *email) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *vouch_world_list_effects   (VouchWorld     *self) G_GNUC_WARN_UNUSED_RESULT;
guint           vouch_world_count_effects  (VouchWorld     *self,
                                            const char     *kind);
guint           vouch_world_count_calls    (VouchWorld     *self);
gint64          vouch_world_get_company_cpu (VouchWorld    *self);

/* Vouch. */
void            vouch_world_start          (VouchWorld     *self);
void            vouch_world_stop           (VouchWorld     *self);
VouchContext   *vouch_world_get_context    (VouchWorld     *self);
VouchTestClock *vouch_world_get_clock      (VouchWorld     *self);
VouchTestVfs   *vouch_world_get_vfs        (VouchWorld     *self);
VouchWorldSecrets *vouch_world_get_secrets (VouchWorld     *self);
gint64          vouch_world_get_connection (VouchWorld     *self);
gint64          vouch_world_get_now        (VouchWorld     *self);
gboolean        vouch_world_write          (VouchWorld     *self,
                                            VouchStoreFunc  func,
                                            gpointer        data);
void            vouch_world_advance        (VouchWorld     *self,
                                            gint64          seconds);
gboolean        vouch_world_cycle          (VouchWorld     *self,
                                            VouchCycleFlags flags);
gboolean        vouch_world_try_cycle      (VouchWorld     *self,
                                            VouchCycleFlags flags,
                                            GError        **error);
void            vouch_world_tolerate       (VouchWorld     *self,
                                            VouchWorldErrorFunc func,
                                            gpointer        data);
void            vouch_world_interrupt      (VouchWorld     *self,
                                            const char     *label,
                                            VouchStoreFunc  func,
                                            gpointer        data);
void            vouch_world_settle         (VouchWorld     *self);
/* A procedure, to its end. */
void            vouch_world_run            (VouchWorld     *self,
                                            VouchProcedure *procedure,
                                            GError        **error);
const char     *vouch_world_get_problem    (VouchWorld     *self);
void            vouch_world_set_latency    (VouchWorld     *self,
                                            gint64          microseconds);
void            vouch_world_use_tokens     (VouchWorld     *self);

/* Crashes. */
void            vouch_world_crash_at       (VouchWorld     *self,
                                            guint           point,
                                            VouchCrash      kind);
void            vouch_world_crash_again_at (VouchWorld     *self,
                                            guint           point);
guint           vouch_world_get_n_points   (VouchWorld     *self);
guint           vouch_world_get_n_crashes  (VouchWorld     *self);
const char     *vouch_world_get_crash_label (VouchWorld    *self);
GHashTable     *vouch_world_get_labels     (VouchWorld     *self);
guint64         vouch_world_get_trace      (VouchWorld     *self);

/* What must always hold (reliability.md §3); ends the test when it does not. */
void            vouch_world_check          (VouchWorld     *self);
void            vouch_world_check_quiet    (VouchWorld     *self);

G_END_DECLS
