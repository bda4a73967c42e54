/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-reader.h"
#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

/* Everyone who works at the practice company has an address here; Crosschq takes any of them as
 * the owner of a request. */
#define VOUCH_SANDBOX_MAIL_DOMAIN "harbourlane.example"

/**
 * VouchVisit:
 *
 * One request inside the practice company: taken apart, with the time at which it is processed.
 */
typedef struct
{
  VouchSandbox *sandbox;
  VouchRequest *request;        /* (unowned) */
  VouchListener listener;
  gint64 now;                   /* the practice company's own time, microseconds since 1970 */
  char *path;                   /* (owned): decoded per segment is in @segments; raw here */
  GStrv segments;               /* (owned): decoded, without the empty first and last */
  gboolean trailing_slash;
  GPtrArray *query;             /* (owned): name, value, name, value …, decoded, in order */
  guint in_flight;              /* calls to this listener not yet answered, this one included */
} VouchVisit;

const char    *vouch_visit_query        (const VouchVisit *visit,
                                         const char       *name);
GPtrArray     *vouch_visit_query_all    (const VouchVisit *visit,
                                         const char       *name) G_GNUC_WARN_UNUSED_RESULT;
JsonNode      *vouch_visit_parse_json   (const VouchVisit *visit,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_visit_json         (const VouchVisit *visit,
                                         guint             status,
                                         JsonNode         *node) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_visit_empty        (const VouchVisit *visit,
                                         guint             status) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_visit_html         (const VouchVisit *visit,
                                         guint             status,
                                         const char       *html) G_GNUC_WARN_UNUSED_RESULT;

/* Something the real service forbids or that is bad manners; @rule is a short id such as
 * "rate-limit", "token-in-url", "second-create". */
void           vouch_visit_violation    (const VouchVisit *visit,
                                         const char       *rule,
                                         const char       *format,
                                         ...) G_GNUC_PRINTF (3, 4);

/* Something that changed outside, @kind such as "request-created"; @detail (transfer full) is an
 * object with the ids a test asserts on. */
void           vouch_visit_effect       (const VouchVisit *visit,
                                         const char       *kind,
                                         JsonObject       *detail);

/* The same for a control call, which has no request. */
void           vouch_sandbox_violation  (VouchSandbox     *self,
                                         const char       *rule,
                                         const char       *detail,
                                         gint64            now);

void           vouch_sandbox_effect     (VouchSandbox     *self,
                                         const char       *kind,
                                         JsonObject       *detail,
                                         gint64            now);

const char    *vouch_sandbox_get_origin (VouchSandbox     *self,
                                         VouchListener     listener);
guint64        vouch_sandbox_next_id    (VouchSandbox     *self);
char          *vouch_sandbox_dup_uuid   (VouchSandbox     *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *vouch_sandbox_get_settings (VouchSandbox   *self);

/* The Crosschq half: its own state behind these. */
typedef struct _VouchSandboxCrosschq VouchSandboxCrosschq;

VouchSandboxCrosschq *vouch_sandbox_crosschq_new     (VouchSandbox         *sandbox,
                                                      guint64               seed);
void                  vouch_sandbox_crosschq_free    (VouchSandboxCrosschq *self);
const char           *vouch_sandbox_crosschq_get_key (VouchSandboxCrosschq *self);
gboolean              vouch_sandbox_crosschq_has_setting (const char        *name);
VouchResponse        *vouch_sandbox_crosschq_handle  (VouchSandboxCrosschq *self,
                                                      const VouchVisit     *visit)
  G_GNUC_WARN_UNUSED_RESULT;
VouchResponse        *vouch_sandbox_files_handle     (VouchSandboxCrosschq *self,
                                                      const VouchVisit     *visit)
  G_GNUC_WARN_UNUSED_RESULT;
JsonNode             *vouch_sandbox_crosschq_control (VouchSandboxCrosschq *self,
                                                      const char           *action,
                                                      VouchReader          *arguments,
                                                      gint64                now,
                                                      gboolean             *known,
                                                      GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
JsonNode             *vouch_sandbox_crosschq_save    (VouchSandboxCrosschq *self)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean              vouch_sandbox_crosschq_load    (VouchSandboxCrosschq *self,
                                                      VouchReader          *state,
                                                      GError              **error);

G_END_DECLS
