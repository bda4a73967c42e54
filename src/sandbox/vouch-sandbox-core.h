/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-company.h"
#include "sandbox/vouch-sandbox-faults.h"
#include "sandbox/vouch-sandbox-journal.h"
#include "sandbox/vouch-sandbox-limits.h"
#include "sandbox/vouch-sandbox-private.h"
#include "sandbox/vouch-sandbox-tokens.h"

G_BEGIN_DECLS

/* How many requests of each listener are not answered yet; answers may outlive the company. */
typedef struct
{
  guint counts[VOUCH_N_LISTENERS];
} VouchInFlight;

/* What the files of the practice company share; Crosschq's half knows only the private header. */
struct _VouchSandbox
{
  guint64 seed;
  VouchSandboxSize size;
  char *origins[VOUCH_N_LISTENERS];   /* (owned) */
  GPtrArray *redirect_uris;           /* (owned) (element-type utf8) */
  char *client_id;                    /* (owned) */
  char *client_secret;                /* (owned) */
  char *api_key;                      /* (owned) */
  guint64 counter;
  gint64 offset;                      /* own clock, added to the caller's now */
  guint64 revision;                   /* moves with everything worth saving */
  guint64 n_lists;                    /* last pages answered, for their alternating ends */
  JsonObject *settings;               /* (owned) */
  VouchJournal *journal;              /* (owned) */
  VouchLimits *limits;                /* (owned) */
  VouchInFlight *in_flight;           /* (owned) */
  VouchFaults *faults;                /* (owned) */
  VouchSandboxTokens *tokens;                /* (owned) */
  VouchCompany *company;              /* (owned) */
  VouchSandboxCrosschq *crosschq;     /* (owned) */
};

/* Settings */
JsonObject    *vouch_sandbox_settings_new     (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_sandbox_settings_merge   (VouchSandbox     *self,
                                               JsonObject       *changes,
                                               GError          **error);
gboolean       vouch_sandbox_setting_bool     (VouchSandbox     *self,
                                               const char       *name);
gint64         vouch_sandbox_setting_int      (VouchSandbox     *self,
                                               const char       *name);
const char    *vouch_sandbox_setting_string   (VouchSandbox     *self,
                                               const char       *name);

/* Visits */
VouchVisit    *vouch_visit_new                (VouchSandbox     *sandbox,
                                               VouchRequest     *request,
                                               VouchListener     listener,
                                               gint64            now) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_visit_free               (VouchVisit       *visit);
VouchResponse *vouch_visit_message            (const VouchVisit *visit,
                                               guint             status,
                                               const char       *message) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_visit_error              (const VouchVisit *visit,
                                               guint             status,
                                               const char       *code,
                                               const char       *format,
                                               ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_visit_is_type            (const VouchVisit *visit,
                                               const char       *content_type);
GPtrArray     *vouch_visit_parse_form         (const VouchVisit *visit) G_GNUC_WARN_UNUSED_RESULT;
const char    *vouch_pairs_get                (GPtrArray        *pairs,
                                               const char       *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchVisit, vouch_visit_free)

/* Parts of the company's front */
VouchResponse *vouch_sandbox_ats_handle       (const VouchVisit *visit,
                                               char            **operation)
  G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_sandbox_identity_handle  (const VouchVisit *visit) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_sandbox_token_handle     (const VouchVisit *visit) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_sandbox_page_handle      (const VouchVisit *visit) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_sandbox_check_manners    (const VouchVisit *visit);
char          *vouch_sandbox_dup_http_date    (gint64            time) G_GNUC_WARN_UNUSED_RESULT;
gint64         vouch_sandbox_get_time         (VouchSandbox     *self,
                                               gint64            now);
gboolean       vouch_sandbox_control_reads    (const char       *action);
guint64        vouch_sandbox_get_revision     (VouchSandbox     *self);
JsonNode      *vouch_sandbox_control_company  (VouchSandbox     *self,
                                               const char       *action,
                                               VouchReader      *arguments,
                                               gint64            now,
                                               gboolean         *known,
                                               GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_sandbox_build            (VouchSandbox     *self);
void           vouch_sandbox_clear            (VouchSandbox     *self);

G_END_DECLS
