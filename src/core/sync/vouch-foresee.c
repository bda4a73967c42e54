/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "sync/vouch-foresee.h"
#include "sync/vouch-observe-requests.h"
#include "sync/vouch-preview.h"

struct _VouchForesee
{
  VouchProcedure parent_instance;

  VouchSession *session;  /* (owned) */
  GPtrArray *preview;     /* (owned), of VouchPreviewItem */
  GError *problem;        /* (owned) (nullable): of Crosschq */
};

G_DEFINE_FINAL_TYPE (VouchForesee, vouch_foresee, VOUCH_TYPE_PROCEDURE)

static void read_requests_cb (VouchProcedure *procedure, const GError *error);
static void listed_cb        (VouchProcedure *procedure, const GError *error);

static gboolean
list_planned (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchForesee *self = data;

  return vouch_preview_add_planned (self->preview, db, vouch_session_get_id (self->session), error);
}

static void
list (VouchForesee *self)
{
  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                         "read planned", list_planned, listed_cb);
}

static void
vouch_foresee_start (VouchProcedure *procedure)
{
  VouchForesee *self = VOUCH_FORESEE (procedure);
  g_autoptr(VouchProcedure) requests = NULL;

  if (vouch_session_get_crosschq_problem (self->session) != NULL)
    {
      list (self);
      return;
    }

  requests = vouch_observe_requests_new_preview (self->session, self->preview);
  vouch_procedure_run_child (procedure, requests, read_requests_cb);
}

static void
read_requests_cb (VouchProcedure *procedure,
                  const GError   *error)
{
  VouchForesee *self = VOUCH_FORESEE (procedure);

  if (error != NULL && error->domain == VOUCH_STORE_ERROR)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (error != NULL)
    self->problem = g_error_copy (error);
  list (self);
}

static void
listed_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchForesee *self = VOUCH_FORESEE (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (self->problem != NULL)
    vouch_procedure_take_error (procedure, g_steal_pointer (&self->problem));
  else
    vouch_procedure_return (procedure);
}

static void
vouch_foresee_finalize (GObject *object)
{
  VouchForesee *self = VOUCH_FORESEE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (vouch_foresee_parent_class)->finalize (object);
}

static void
vouch_foresee_class_init (VouchForeseeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_foresee_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_foresee_start;
}

static void
vouch_foresee_init (VouchForesee *self)
{
}

VouchProcedure *
vouch_foresee_new (VouchSession *session,
                   GPtrArray    *preview)
{
  VouchForesee *self = g_object_new (VOUCH_TYPE_FORESEE, NULL);

  self->session = g_object_ref (session);
  self->preview = g_ptr_array_ref (preview);
  return VOUCH_PROCEDURE (self);
}
