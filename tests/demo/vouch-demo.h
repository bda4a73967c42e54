/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sandbox/vouch-sandbox-server.h"
#include "vouch-context.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_DEMO_JOB_SALES,
  VOUCH_DEMO_JOB_ENGINEERING,
  VOUCH_DEMO_JOB_UNTAGGED,
  VOUCH_DEMO_JOB_CAPITAL,
  VOUCH_DEMO_JOB_NOBODY,
  VOUCH_DEMO_N_JOBS,
} VouchDemoJob;

/* Templates whose tags are pushed, and jobs that Vouch tags. */
#define VOUCH_DEMO_N_TEMPLATES 2
#define VOUCH_DEMO_N_TAGGED 3

/**
 * VouchDemoCase:
 * @what: what it shows
 * @first_name, @last_name: the candidate; two cases of one name are two applications of one person
 * @no_email: the candidate has no e-mail address
 * @status: (nullable): where the application is moved; %NULL: it stays new
 * @step: (nullable): the step it is moved to
 * @answered: the references answer
 * @comes_back: moved out and into the step again once the request is complete
 * @outcome: (nullable): hired or rejected in the end
 * @requests, @reports, @notes, @cancels, @outcomes: how many of each there have to be
 * @held: (nullable): id of the reason why an entry waits in the end
 * @unasked: (nullable): id of the reason why nobody is asked although nothing waits
 *
 * One application: what people do with it, and what has to come of it.
 */
typedef struct
{
  const char *what;
  const char *first_name;
  const char *last_name;
  gboolean no_email;
  VouchDemoJob job;
  const char *status;
  const char *step;
  gboolean answered;
  gboolean comes_back;
  const char *outcome;
  guint requests;
  guint reports;
  guint notes;
  guint cancels;
  guint outcomes;
  const char *held;
  const char *unasked;
} VouchDemoCase;

/**
 * VouchDemo:
 *
 * A whole Vouch with real sockets and a store on disk, beside a practice company of its own.
 */
typedef struct
{
  char *folder;                /* (owned): the state directory */
  VouchSandboxServer *server;  /* (owned) */
  VouchSandbox *company;       /* (unowned): the server's */
  char *redirect_uri;          /* (owned) */
  VouchSecrets *secrets;       /* (owned): of this run only */
  VouchContext *context;       /* (owned) */
  gint64 connection_id;
  char *jobs[VOUCH_DEMO_N_JOBS]; /* (owned): their ids */
  char **candidates;           /* (owned) (array length=n_cases): their ids */
  guint n_cases;
  GPtrArray *tokens;           /* (owned): secrets of which the folder must hold no trace */
} VouchDemo;

/* Starting, waiting, ending. */
gboolean   vouch_demo_start     (VouchDemo        *self,
                                 const char       *state,
                                 GError          **error);
void       vouch_demo_end       (VouchDemo        *self);
gboolean   vouch_demo_close     (VouchDemo        *self,
                                 GError          **error);
void       vouch_demo_keep_cb   (GObject          *object,
                                 GAsyncResult     *result,
                                 gpointer          user_data);
void       vouch_demo_await     (GAsyncResult    **result);
gboolean   vouch_demo_write     (VouchDemo        *self,
                                 VouchStoreFunc    func,
                                 gpointer          data,
                                 GError          **error);
gboolean   vouch_demo_run       (VouchDemo        *self,
                                 VouchProcedure   *procedure,
                                 GError          **error);
gboolean   vouch_demo_cycle     (VouchDemo        *self,
                                 VouchCycleFlags   flags,
                                 GError          **error);
gboolean   vouch_demo_settle    (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_sync_now  (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_stay_quiet (VouchDemo       *self,
                                 GError          **error);
gint64     vouch_demo_get_now   (VouchDemo        *self);
void       vouch_demo_say       (const char       *format,
                                 ...) G_GNUC_PRINTF (1, 2);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VouchDemo, vouch_demo_end)

/* What a person does to connect. */
gboolean   vouch_demo_connect   (VouchDemo        *self,
                                 GError          **error);

/* What people do in the company. */
const VouchDemoCase *vouch_demo_get_cases (guint  *n_cases);
JsonNode  *vouch_demo_control   (VouchDemo        *self,
                                 GError          **error,
                                 const char       *action,
                                 const char       *format,
                                 ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_demo_set_up    (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_tag_jobs  (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_move_in   (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_answer    (VouchDemo        *self,
                                 GError          **error);
gboolean   vouch_demo_decide    (VouchDemo        *self,
                                 GError          **error);

/* What came of it. */
typedef struct
{
  GPtrArray *lines;      /* (owned) (nullable) (element-type utf8): who is not asked, and why */
  GPtrArray *problems;   /* (owned) (nullable) (element-type utf8): what is not as it has to be */
  guint n_requests;
  guint n_held;
  guint n_reports;
  guint n_notes;
  guint n_cancels;
  guint n_outcomes;
  guint n_duplicates;
  guint n_violations;
} VouchDemoReport;

void        vouch_demo_report_clear (VouchDemoReport     *report);
gboolean    vouch_demo_check        (VouchDemo           *self,
                                     VouchDemoReport     *report,
                                     GError             **error);
gboolean    vouch_demo_check_held   (VouchDemo           *self,
                                     VouchDemoReport     *report,
                                     GError             **error);
gboolean    vouch_demo_list_secrets (VouchDemo           *self,
                                     GError             **error);
gboolean    vouch_demo_scan         (VouchDemo           *self,
                                     VouchDemoReport     *report,
                                     GError             **error);
void        vouch_demo_report_add   (VouchDemoReport     *report,
                                     const char          *format,
                                     ...) G_GNUC_PRINTF (2, 3);
void        vouch_demo_report_print (VouchDemoReport     *report);
char       *vouch_demo_get_email    (const VouchDemoCase *item) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_demo_get_title    (VouchDemoJob         job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VouchDemoReport, vouch_demo_report_clear)

G_END_DECLS
