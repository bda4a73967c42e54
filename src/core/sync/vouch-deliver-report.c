/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "smartrecruiters/vouch-ats-calls.h"
#include "store/vouch-requests.h"
#include "sync/vouch-deliver-report.h"
#include "sync/vouch-right-person.h"

struct _VouchDeliverReport
{
  VouchProcedure parent_instance;

  VouchSession *session;     /* (owned) */
  gint64 request_id;
  GPtrArray *deliveries;     /* (owned) (nullable), of VouchDelivery: %NULL once they have begun */
  VouchRequestRow *request;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchDeliverReport, vouch_deliver_report, VOUCH_TYPE_PROCEDURE)

static void loaded_cb (VouchProcedure *procedure, const GError *error);
static void read_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static gboolean
load_request (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchDeliverReport *self = data;

  self->request = vouch_requests_get (db, self->request_id, error);
  return self->request != NULL;
}

static void
deliver (VouchDeliverReport *self)
{
  guint n_deliveries = self->deliveries->len;

  vouch_procedure_run_all (VOUCH_PROCEDURE (self), g_steal_pointer (&self->deliveries),
                           n_deliveries, vouch_procedure_pass_on);
}

static void
vouch_deliver_report_start (VouchProcedure *procedure)
{
  VouchDeliverReport *self = VOUCH_DELIVER_REPORT (procedure);

  if (self->deliveries->len < 2)
    deliver (self);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read request",
                           load_request, loaded_cb);
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchDeliverReport *self = VOUCH_DELIVER_REPORT (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_candidate (self->request->candidate_id), read_cb);
}

/* Without an answer each asks for itself, and says itself what that means for it. */
static void
read_cb (VouchProcedure *procedure,
         VouchReply     *reply,
         const GError   *error)
{
  VouchDeliverReport *self = VOUCH_DELIVER_REPORT (procedure);

  for (guint i = 0; reply != NULL && i < self->deliveries->len; i++)
    vouch_right_person_give (self->deliveries->pdata[i], self->request->candidate_id, reply);
  deliver (self);
}

static void
vouch_deliver_report_finalize (GObject *object)
{
  VouchDeliverReport *self = VOUCH_DELIVER_REPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_clear_pointer (&self->request, vouch_request_row_free);

  G_OBJECT_CLASS (vouch_deliver_report_parent_class)->finalize (object);
}

static void
vouch_deliver_report_class_init (VouchDeliverReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_report_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_deliver_report_start;
}

static void
vouch_deliver_report_init (VouchDeliverReport *self)
{
  self->deliveries = g_ptr_array_new_with_free_func (g_object_unref);
}

VouchDeliverReport *
vouch_deliver_report_new (VouchSession *session,
                          gint64        request_id)
{
  VouchDeliverReport *self = g_object_new (VOUCH_TYPE_DELIVER_REPORT, NULL);

  self->session = g_object_ref (session);
  self->request_id = request_id;
  return self;
}

gboolean
vouch_deliver_report_takes (const VouchEffect *effect)
{
  return g_str_equal (effect->kind, "attach-report") || g_str_equal (effect->kind, "write-note");
}

gint64
vouch_deliver_report_get_request_id (VouchDeliverReport *self)
{
  return self->request_id;
}

void
vouch_deliver_report_add (VouchDeliverReport *self,
                          VouchDelivery      *delivery)
{
  g_ptr_array_add (self->deliveries, g_object_ref (delivery));
}
