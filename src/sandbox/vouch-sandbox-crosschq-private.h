/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-private.h"

G_BEGIN_DECLS

#define VOUCH_SANDBOX_N_RELATIONSHIPS 5

/* Life of a link to a report file (crosschq.md §11). */
#define VOUCH_SANDBOX_LINK_LIFE ((gint64) 10 * 60 * G_USEC_PER_SEC)

typedef enum
{
  VOUCH_SANDBOX_REFERENCE_NOT_STARTED,
  VOUCH_SANDBOX_REFERENCE_IN_PROGRESS,
  VOUCH_SANDBOX_REFERENCE_COMPLETED,
  VOUCH_SANDBOX_REFERENCE_DECLINED,
  VOUCH_SANDBOX_REFERENCE_CANCELLED,
} VouchSandboxReferenceState;

typedef struct
{
  char *first_name;
  char *last_name;
  char *email;
  char *phone;         /* (nullable) */
  char *relationship;
  char *reason;        /* (nullable): why the person declined */
  VouchSandboxReferenceState state;
} VouchSandboxReference;

typedef enum
{
  VOUCH_SANDBOX_REQUEST_OPEN,
  VOUCH_SANDBOX_REQUEST_CONCLUDED,  /* the report is being made */
  VOUCH_SANDBOX_REQUEST_COMPLETED,
  VOUCH_SANDBOX_REQUEST_CANCELLED,
  VOUCH_SANDBOX_REQUEST_EXPIRED,
} VouchSandboxRequestState;

/**
 * VouchSandboxRequest:
 *
 * One reference check. Times are microseconds since 1970, 0 where it did not happen.
 */
typedef struct
{
  char *id;
  char *external_id;    /* (nullable) */
  char *first_name;
  char *last_name;
  char *email;
  char *phone;          /* (nullable) */
  char *position;
  char *jobrole;
  char *requestor;
  char *hiring_status;  /* (nullable) */
  char *status_text;    /* (nullable): said instead of the usual status word */
  const char *shown;    /* (nullable): the status word of the last change */
  JsonObject *echo;     /* (owned): members of the create that are only given back */
  guint wanted[VOUCH_SANDBOX_N_RELATIONSHIPS + 1];  /* the last one is "any" */
  GPtrArray *references;
  VouchSandboxRequestState state;
  gboolean foreign;     /* somebody else made it */
  gboolean past_due;
  gint64 created_at;
  gint64 updated_at;
  gint64 status_at;
  gint64 started_at;
  gint64 active_at;     /* last time the candidate did something */
  gint64 ready_at;      /* when the report exists */
  gint64 reminded_at;
} VouchSandboxRequest;

typedef struct
{
  char *id;
  char *request_id;
  char *referred_by;
  VouchSandboxReference *reference;  /* (owned): as it was on that day */
  gint64 opted_in_at;
} VouchSandboxProspect;

typedef struct
{
  char *token;
  char *request_id;
  gboolean full;
  gint64 created_at;
} VouchSandboxLink;

typedef struct
{
  const char *email;
  const char *name;
  gboolean active;
} VouchSandboxUser;

typedef struct
{
  guint min;
  guint max;
  guint usual;
} VouchSandboxLimits;

typedef struct
{
  const char *codename;
  const char *name;
  gboolean enabled;
  VouchSandboxLimits limits[VOUCH_SANDBOX_N_RELATIONSHIPS];
} VouchSandboxSurvey;

struct _VouchSandboxCrosschq
{
  VouchSandbox *sandbox;        /* (unowned) */
  char *key;
  char *other_key;              /* of an organisation without access to the API */
  GPtrArray *requests;          /* oldest first */
  GHashTable *requests_by_id;   /* looked up only */
  GPtrArray *prospects;         /* oldest first */
  GQueue links;                 /* oldest first */
  GHashTable *links_by_token;   /* looked up only */
  GPtrArray *allowances;        /* external ids or e-mail addresses that may be sent once more */
  GPtrArray *disabled;          /* codenames switched off by a person */
  GPtrArray *invited;           /* addresses that became users by being named */
  gboolean pdf_off;
  guint n_reads;                /* decides how "not there yet" is written */
  guint n_errors;               /* decides the form of an error when it varies */
  gint64 last_calls[2];         /* the two calls before this one */
  gint64 next_due;              /* when something happens by itself */
};

typedef VouchResponse *(* VouchSandboxHandler) (VouchSandboxCrosschq *self,
                                                const VouchVisit     *visit);

typedef JsonNode *(* VouchSandboxWriter) (VouchSandboxCrosschq *self,
                                          gpointer              record,
                                          gint64                now);

/* Settings, read each time: a control call may change them. */
gboolean       vouch_sandbox_crosschq_is_on     (VouchSandboxCrosschq *self,
                                                 const char           *setting);
const char    *vouch_sandbox_crosschq_get_text  (VouchSandboxCrosschq *self,
                                                 const char           *setting);
gint64         vouch_sandbox_crosschq_get_int   (VouchSandboxCrosschq *self,
                                                 const char           *setting);

/* Answers; @node is (transfer full). */
VouchResponse *vouch_sandbox_crosschq_answer    (const VouchVisit     *visit,
                                                 guint                 status,
                                                 JsonNode             *node);
VouchResponse *vouch_sandbox_crosschq_say       (const VouchVisit     *visit,
                                                 guint                 status,
                                                 const char           *detail);
VouchResponse *vouch_sandbox_crosschq_page      (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit,
                                                 GPtrArray            *records,
                                                 VouchSandboxWriter    writer);

/* Catalogue: what the organisation has set up. */
extern const char *const vouch_sandbox_relationships[VOUCH_SANDBOX_N_RELATIONSHIPS];

const VouchSandboxSurvey *vouch_sandbox_crosschq_find_survey (VouchSandboxCrosschq *self,
                                                              const char           *codename);
gboolean       vouch_sandbox_crosschq_has_survey (const char          *codename);
guint          vouch_sandbox_find_relationship  (const char           *id);
char          *vouch_sandbox_crosschq_dup_owner (VouchSandboxCrosschq *self,
                                                 const char           *email);
guint          vouch_sandbox_crosschq_get_min   (VouchSandboxCrosschq *self);
VouchResponse *vouch_sandbox_crosschq_config    (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_jobroles  (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_surveys   (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
JsonNode      *vouch_sandbox_crosschq_describe_catalog (VouchSandboxCrosschq *self);

/* Requests: the records and their life. */
VouchSandboxReference *vouch_sandbox_reference_new  (const char            *first_name,
                                                     const char            *last_name,
                                                     const char            *email);
VouchSandboxReference *vouch_sandbox_reference_copy (VouchSandboxReference *self);
void           vouch_sandbox_reference_free     (VouchSandboxReference *self);
VouchSandboxRequest *vouch_sandbox_request_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_sandbox_request_free       (VouchSandboxRequest  *self);
guint          vouch_sandbox_request_get_wanted (VouchSandboxRequest  *self);
guint          vouch_sandbox_request_get_progress (VouchSandboxRequest *self);
const char    *vouch_sandbox_request_get_status (VouchSandboxRequest  *self);
const char    *vouch_sandbox_reference_get_status (VouchSandboxRequest   *self,
                                                   VouchSandboxReference *reference);
gboolean       vouch_sandbox_request_is_open    (VouchSandboxRequest  *self);
VouchSandboxRequest *vouch_sandbox_crosschq_find (VouchSandboxCrosschq *self,
                                                  const char           *id);
void           vouch_sandbox_crosschq_add       (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_touch     (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_cancel    (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_conclude  (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_expire    (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_settle    (VouchSandboxCrosschq *self,
                                                 gint64                now);
JsonNode      *vouch_sandbox_crosschq_write     (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gboolean              v2,
                                                 gint64                now);

/* Files of reports. */
void           vouch_sandbox_link_free          (VouchSandboxLink     *self);
void           vouch_sandbox_crosschq_add_link  (VouchSandboxCrosschq *self,
                                                 VouchSandboxLink     *link);
char          *vouch_sandbox_crosschq_dup_link  (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gboolean              full,
                                                 gint64                now);
GBytes        *vouch_sandbox_crosschq_dup_pdf   (VouchSandboxRequest  *request,
                                                 gboolean              full);

/* Operations of the API. */
VouchResponse *vouch_sandbox_crosschq_create    (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_get       (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_list      (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_cancelled (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_remind    (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_outcome   (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);
VouchResponse *vouch_sandbox_crosschq_prospects (VouchSandboxCrosschq *self,
                                                 const VouchVisit     *visit);

/* Prospects. */
void           vouch_sandbox_prospect_free      (VouchSandboxProspect *self);

/* One create for each trigger. */
gboolean       vouch_sandbox_crosschq_has_open  (VouchSandboxCrosschq *self,
                                                 const char           *external_id);
void           vouch_sandbox_crosschq_watch_doubles (VouchSandboxCrosschq *self,
                                                     const VouchVisit     *visit,
                                                     VouchSandboxRequest  *request);

/* The candidate and the references, played by a person. */
VouchSandboxReference *vouch_sandbox_request_find_reference (VouchSandboxRequest *self,
                                                             const char          *email);
void           vouch_sandbox_crosschq_answer_all (VouchSandboxCrosschq *self,
                                                  VouchSandboxRequest  *request,
                                                  gint64                now);
void           vouch_sandbox_crosschq_start     (VouchSandboxCrosschq *self,
                                                 VouchSandboxRequest  *request,
                                                 gint64                now);
void           vouch_sandbox_crosschq_submit    (VouchSandboxCrosschq  *self,
                                                 VouchSandboxRequest   *request,
                                                 VouchSandboxReference *reference,
                                                 gint64                 now);
JsonNode      *vouch_sandbox_request_describe   (VouchSandboxRequest  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxReference, vouch_sandbox_reference_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxRequest, vouch_sandbox_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxProspect, vouch_sandbox_prospect_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSandboxLink, vouch_sandbox_link_free)

G_END_DECLS
