/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-reader.h"
#include "sandbox/vouch-sandbox-ids.h"
#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

/* The names of smartrecruiters.md §9.1, in its order. */
typedef enum
{
  VOUCH_STATUS_LEAD,
  VOUCH_STATUS_NEW,
  VOUCH_STATUS_IN_REVIEW,
  VOUCH_STATUS_INTERVIEW,
  VOUCH_STATUS_OFFERED,
  VOUCH_STATUS_HIRED,
  VOUCH_STATUS_REJECTED,
  VOUCH_STATUS_WITHDRAWN,
  VOUCH_STATUS_TRANSFERRED,
  VOUCH_N_STATUSES,
} VouchStatus;

typedef struct
{
  char *id;        /* (owned) */
  char *first;     /* (owned) */
  char *last;      /* (owned) */
  char *email;     /* (owned) (nullable) */
  const char *role;
  gboolean active;
  gboolean changed;
} VouchStaff;

typedef struct
{
  guint user;      /* index into the staff */
  char *role;      /* (owned) */
} VouchMember;

typedef struct
{
  char *property;  /* (owned): property id */
  char *value;     /* (owned) (nullable): value id of a single select */
  char *label;     /* (owned) (nullable): text of a free one */
} VouchJobValue;

typedef struct
{
  guint64 index;
  char id[VOUCH_ID_SIZE];
  char *title;          /* (owned) */
  guint department;
  guint place;
  const char *status;
  const char *posting_status;
  gint64 created;
  gint64 updated;
  gint64 last_activity;
  GPtrArray *team;      /* (owned) (element-type VouchMember) */
  GPtrArray *values;    /* (owned) (element-type VouchJobValue) */
  gboolean changed;
} VouchJob;

typedef struct
{
  char *id;             /* (owned) */
  char *label;          /* (owned) */
  gboolean archived;
} VouchChoice;

typedef struct
{
  char *id;             /* (owned) */
  char *label;          /* (owned) */
  char *category;       /* (owned) */
  gboolean active;
  gboolean visible;
  gboolean required;
  gboolean free_text;
  gboolean hidden;      /* the setting says there is no such field */
  GPtrArray *choices;   /* (owned) (element-type VouchChoice) */
} VouchProperty;

typedef struct
{
  char *id;             /* (owned) */
  char *name;           /* (owned) */
  GPtrArray *steps[VOUCH_N_STATUSES];  /* (owned) (element-type utf8): three stages have some */
} VouchProcess;

typedef struct
{
  gint64 at;
  VouchStatus status;
  char *step;           /* (owned) (nullable) */
} VouchMove;

typedef struct
{
  char *id;             /* (owned) */
  char *name;           /* (owned) */
  char *type;           /* (owned) */
  char *content_type;   /* (owned) */
  GBytes *content;      /* (owned) */
} VouchAttachment;

typedef struct
{
  guint job;
  guint ordinal;
  VouchStatus status;
  char *step;             /* (owned) (nullable) */
  char *reason;           /* (owned) (nullable): id */
  char *source[3];        /* (owned) (nullable): type, sub-type, id */
  gint64 created;
  GPtrArray *history;     /* (owned) (element-type VouchMove) */
  GPtrArray *attachments; /* (owned) (element-type VouchAttachment) */
  JsonObject *properties; /* (owned) (nullable): property id → value */
} VouchSandboxApplication;

typedef struct
{
  char *content;          /* (owned) */
  char *visibility;       /* (owned) */
  gint64 at;
} VouchNote;

/**
 * VouchPerson:
 * @applications: the first is the primary one
 * @entries: what the search index knows: it may lag behind
 *
 * One candidate. Those nobody touched are made from their index each time and thrown away.
 */
typedef struct
{
  guint64 index;
  char id[VOUCH_ID_SIZE];
  char *first;             /* (owned) */
  char *last;              /* (owned) */
  char *email;             /* (owned) (nullable) */
  char *phone;             /* (owned) (nullable) */
  guint place;
  gboolean internal;
  gboolean deleted;
  gboolean stored;
  gint64 created;
  gint64 updated;
  GPtrArray *tags;         /* (owned) (element-type utf8) */
  GPtrArray *applications; /* (owned) (element-type VouchSandboxApplication) */
  GPtrArray *notes;        /* (owned) (element-type VouchNote) */
  GPtrArray *entries;      /* (owned) (element-type VouchEntry) */
  GPtrArray *seen_tags;    /* (owned) (element-type utf8): lower case */
  char *seen_email;        /* (owned) (nullable): lower case */
  char *seen_name;         /* (owned) (nullable): lower case */
  char *seen_json;         /* (owned) (nullable): the list item */
  gint64 seen_updated;
  gboolean seen;           /* in the index at all */
  gboolean waiting;        /* a change is not in the index yet */
} VouchPerson;

typedef struct
{
  guint job;
  VouchStatus status;
  char *step;              /* (owned) (nullable) */
} VouchEntry;

/**
 * VouchCompany:
 *
 * The practice company as SmartRecruiters keeps it.
 */
typedef struct
{
  guint64 seed;
  guint64 n_generated;     /* people */
  guint64 n_people;        /* with those created since */
  guint n_generated_jobs;
  char *ats_origin;        /* (owned) */
  GPtrArray *staff;        /* (owned) (element-type VouchStaff) */
  GPtrArray *jobs;         /* (owned) (element-type VouchJob) */
  GArray *job_order;       /* (owned) (element-type guint): by id */
  GPtrArray *properties;   /* (owned) (element-type VouchProperty) */
  GPtrArray *processes;    /* (owned) (element-type VouchProcess) */
  gboolean config_changed;
  GHashTable *people;      /* (owned): index → VouchPerson (owned): looked up, never walked */
  GPtrArray *touched;      /* (unowned) (element-type VouchPerson): by index */
  GHashTable *emails;      /* (owned): lower-case e-mail → VouchPerson: looked up, never walked */
  GHashTable *attachments; /* (owned): id → VouchPerson: looked up, never walked */
  GHashTable *steps;       /* (owned): status/step → people by index (owned): never walked */
  GPtrArray *events;       /* (owned) (element-type JsonObject): the audit feed */
  GQueue waiting;          /* VouchPerson (unowned): to be indexed, oldest first */
  GQueue waiting_since;    /* gint64 (owned) */
  gint64 n_extra;          /* people in the index beyond the untouched ones */
  guint64 generation;      /* moves with every change of the index */
  guint64 counted_at;      /* the generation of the last count */
  guint counted_filters;   /* and what was counted */
  guint64 counted;
  guint64 counter;
} VouchCompany;

typedef struct
{
  const char *city;
  const char *region;
  const char *country;
  const char *code;
} VouchPlace;

/* The company */
VouchCompany     *vouch_company_new            (guint64            seed,
                                                VouchSandboxSize   size,
                                                const char        *ats_origin)
  G_GNUC_WARN_UNUSED_RESULT;
void              vouch_company_free           (VouchCompany      *self);
char             *vouch_company_dup_id         (VouchCompany      *self) G_GNUC_WARN_UNUSED_RESULT;
const char       *vouch_status_to_string       (VouchStatus        status);
gboolean          vouch_status_parse           (const char        *text,
                                                VouchStatus       *status);
const VouchPlace *vouch_company_get_place      (guint              place);
guint             vouch_company_get_n_places   (void);
const char       *vouch_company_get_department (guint              department);
guint             vouch_company_get_n_departments (void);
gint64            vouch_company_get_start      (void);
void              vouch_company_add_event      (VouchCompany      *self,
                                                const char        *name,
                                                const char        *entity_type,
                                                const char        *entity_id,
                                                JsonObject        *context,
                                                gint64             now);

/* Staff and jobs */
void              vouch_company_build_staff    (VouchCompany      *self,
                                                guint              n_staff);
void              vouch_company_build_jobs     (VouchCompany      *self,
                                                guint              n_jobs);
void              vouch_company_free_job       (gpointer           job);
void              vouch_company_free_staff     (gpointer           staff);
int               vouch_company_find_user      (VouchCompany      *self,
                                                const char        *id);
VouchJob         *vouch_company_get_job        (VouchCompany      *self,
                                                guint              index);
VouchJob         *vouch_company_find_job       (VouchCompany      *self,
                                                const char        *id);
VouchJob         *vouch_company_add_job        (VouchCompany      *self,
                                                const char        *title,
                                                gint64             now);
void              vouch_company_sort_jobs      (VouchCompany      *self);
void              vouch_job_add_member         (VouchJob          *job,
                                                guint              user,
                                                const char        *role);
void              vouch_job_set_value          (VouchJob          *job,
                                                const char        *property,
                                                const char        *value,
                                                const char        *label);
VouchJobValue    *vouch_job_get_value          (VouchJob          *job,
                                                const char        *property);
void              vouch_job_touch              (VouchJob          *job,
                                                gint64             now);

/* Configuration */
void              vouch_company_build_config   (VouchCompany      *self);
void              vouch_company_free_property  (gpointer           property);
void              vouch_company_free_process   (gpointer           process);
VouchProperty    *vouch_company_find_property  (VouchCompany      *self,
                                                const char        *id);
VouchProperty    *vouch_company_get_tag_field  (VouchCompany      *self);
VouchProperty    *vouch_company_add_property   (VouchCompany      *self,
                                                const char        *id,
                                                const char        *label,
                                                const char        *category);
VouchChoice      *vouch_property_find_choice   (VouchProperty     *property,
                                                const char        *id);
VouchChoice      *vouch_property_find_label    (VouchProperty     *property,
                                                const char        *label);
VouchChoice      *vouch_property_add_choice    (VouchProperty     *property,
                                                const char        *id,
                                                const char        *label);
VouchProcess     *vouch_company_add_process    (VouchCompany      *self,
                                                const char        *id,
                                                const char        *name);
gboolean          vouch_company_has_step       (VouchCompany      *self,
                                                VouchStatus        status,
                                                const char        *step);

/* People */
void              vouch_company_build_names    (void);
VouchPerson      *vouch_company_make_person    (VouchCompany      *self,
                                                guint64            index) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_person_free            (VouchPerson       *person);
VouchPerson      *vouch_company_look           (VouchCompany      *self,
                                                guint64            index,
                                                VouchPerson      **owned);
VouchPerson      *vouch_company_look_id        (VouchCompany      *self,
                                                const char        *id,
                                                VouchPerson      **owned);
VouchPerson      *vouch_company_touch          (VouchCompany      *self,
                                                guint64            index);
VouchPerson      *vouch_company_touch_id       (VouchCompany      *self,
                                                const char        *id);
VouchPerson      *vouch_company_add_person     (VouchCompany      *self,
                                                const char        *first,
                                                const char        *last,
                                                const char        *email,
                                                gint64             now);
VouchPerson      *vouch_company_restore_person (VouchCompany      *self,
                                                guint64            index);
gboolean          vouch_company_email_index    (VouchCompany      *self,
                                                const char        *email,
                                                guint64           *index);
VouchSandboxApplication *vouch_person_find_job        (VouchPerson       *person,
                                                guint              job);
VouchSandboxApplication *vouch_person_add_job         (VouchPerson       *person,
                                                guint              job,
                                                VouchStatus        status,
                                                const char        *step,
                                                gint64             now);
void              vouch_sandbox_application_move       (VouchSandboxApplication  *application,
                                                VouchStatus        status,
                                                const char        *step,
                                                gint64             now);
void              vouch_sandbox_application_free       (gpointer           application);
VouchAttachment  *vouch_sandbox_application_attach     (VouchSandboxApplication  *application,
                                                const char        *id,
                                                const char        *name,
                                                const char        *type,
                                                const char        *content_type,
                                                GBytes            *content);
char             *vouch_company_dup_application_id (VouchCompany  *self,
                                                const VouchPerson *person,
                                                const VouchSandboxApplication *application)
  G_GNUC_WARN_UNUSED_RESULT;

/* Search */
void              vouch_company_changed        (VouchCompany      *self,
                                                VouchPerson       *person,
                                                gint64             now);
void              vouch_company_index          (VouchCompany      *self,
                                                gint64             until);
void              vouch_company_index_person   (VouchCompany      *self,
                                                VouchPerson       *person);
void              vouch_company_append_item    (VouchCompany      *self,
                                                const VouchPerson *person,
                                                GString           *out);
void              vouch_company_append_untouched (VouchCompany    *self,
                                                guint64            index,
                                                GString           *out);

/* State */
JsonNode         *vouch_company_save           (VouchCompany      *self) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_company_load           (VouchCompany      *self,
                                                VouchReader       *state);

G_END_DECLS
