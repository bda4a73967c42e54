/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "sync/vouch-observe-company.h"
#include "sync/vouch-problem.h"

struct _VouchObserveCompany
{
  VouchProcedure parent_instance;

  VouchSession *session;       /* (owned) */

  VouchAtsUser *owner;         /* (owned) (nullable) */
  VouchAtsCompany *company;    /* (owned) (nullable) */
  VouchAtsSteps *steps;        /* (owned) (nullable) */
  VouchTagField *field;        /* (owned) (nullable) */
  GPtrArray *values;           /* (owned), of VouchTagValue */
  GHashTable *pages;           /* (owned): page ids of the values seen */
  GPtrArray *surveys;          /* (owned) (nullable), of VouchSurvey */
};

G_DEFINE_FINAL_TYPE (VouchObserveCompany, vouch_observe_company, VOUCH_TYPE_PROCEDURE)

static void read_owner_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_company_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_steps_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_field_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_values_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_surveys_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_config_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static VouchHttp *
get_ats (VouchObserveCompany *self)
{
  return vouch_session_get_ats (self->session);
}

static const VouchCrosschqDialect *
get_dialect (VouchObserveCompany *self)
{
  const char *name = vouch_session_get_connection (self->session)->crosschq_dialect;

  return vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
}

static gboolean
store_connection (VouchObserveCompany  *self,
                  VouchDb              *db,
                  GError              **error)
{
  g_autoptr(VouchConnection) connection =
    vouch_connections_get (db, vouch_session_get_id (self->session), error);
  gboolean changed;

  if (connection == NULL)
    return FALSE;

  changed = vouch_set_str (&connection->company_name, self->company->name);
  if (connection->company_id == NULL)
    changed |= vouch_set_str (&connection->company_id, self->company->identifier);
  if (connection->owner_id == NULL)
    changed |= vouch_set_str (&connection->owner_id, self->owner->user_id);

  return !changed || vouch_connections_update (db, connection, error);
}

static gboolean
store_configuration (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchObserveCompany *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  gint64 now = vouch_session_get_now (self->session);

  if (!store_connection (self, db, error) ||
      !vouch_steps_replace (db, connection_id, self->steps->steps, error) ||
      !vouch_tag_field_put (db, connection_id, self->field, error) ||
      !vouch_tag_values_replace (db, connection_id, self->values, error))
    return FALSE;
  if (self->surveys != NULL &&
      !vouch_surveys_replace (db, connection_id, self->surveys, now, error))
    return FALSE;

  return vouch_session_flush (self->session, db, error) &&
         vouch_session_reload (self->session, db, error);
}

static void
fail (VouchObserveCompany *self,
      const GError        *error)
{
  g_autoptr(VouchReason) problem = vouch_problem_from_error (error, "ats");

  vouch_session_set_ats_problem (self->session, problem);
  vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
}

static void
store (VouchObserveCompany *self)
{
  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                         "commit configuration", store_configuration, vouch_procedure_pass_on);
}

static void
read_owner_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->owner = vouch_ats_read_user (reply, &failure);
  if (self->owner == NULL)
    {
      fail (self, error != NULL ? error : failure);
      return;
    }

  vouch_session_note_date (self->session, reply->date);
  vouch_procedure_call (procedure, get_ats (self), vouch_ats_call_company (), read_company_cb);
}

static gboolean
is_pinned_tenant (VouchObserveCompany *self)
{
  const VouchConnection *connection = vouch_session_get_connection (self->session);

  return (connection->company_id == NULL ||
          g_strcmp0 (connection->company_id, self->company->identifier) == 0) &&
         (connection->owner_id == NULL ||
          g_strcmp0 (connection->owner_id, self->owner->user_id) == 0);
}

static void
read_company_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->company = vouch_ats_read_company (reply, &failure);
  if (self->company != NULL && !is_pinned_tenant (self))
    failure = g_error_new (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_OTHER_COMPANY,
                           "the credential belongs to another company or user than the pinned one");
  if (self->company == NULL || failure != NULL)
    {
      fail (self, error != NULL ? error : failure);
      return;
    }

  vouch_procedure_call (procedure, get_ats (self), vouch_ats_call_hiring_processes (),
                        read_steps_cb);
}

static void
read_steps_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  const char *wanted = vouch_session_get_settings (self->session)->step_name;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->steps = vouch_ats_read_steps (reply, wanted, &failure);
  if (self->steps == NULL)
    {
      fail (self, error != NULL ? error : failure);
      return;
    }

  vouch_procedure_call (procedure, get_ats (self), vouch_ats_call_job_properties (), read_field_cb);
}

static void
read_values (VouchObserveCompany *self,
             const char          *page_id)
{
  vouch_procedure_call (VOUCH_PROCEDURE (self), get_ats (self),
                        vouch_ats_call_property_values (self->field->id, page_id), read_values_cb);
}

static void
read_surveys (VouchObserveCompany *self)
{
  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_surveys (get_dialect (self)), read_surveys_cb);
}

static void
read_field_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_auto(GStrv) labels = g_strsplit (vouch_session_get_settings (self->session)->job_field, ";",
                                     -1);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->field = vouch_ats_read_tag_field (reply, (const char *const *) labels, &failure);
  if (error != NULL || failure != NULL)
    {
      fail (self, error != NULL ? error : failure);
      return;
    }

  if (self->field == NULL)
    self->field = g_new0 (VouchTagField, 1);
  if (self->field->id != NULL && !self->field->free_text)
    read_values (self, NULL);
  else
    read_surveys (self);
}

static void
read_values_cb (VouchProcedure *procedure,
                VouchReply     *reply,
                const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_autoptr(VouchAtsValuesPage) page = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    page = vouch_ats_read_values (reply, &failure);
  if (page == NULL)
    {
      fail (self, error != NULL ? error : failure);
      return;
    }

  for (guint i = 0; i < page->values->len; i++)
    {
      const VouchTagValue *value = page->values->pdata[i];

      g_ptr_array_add (self->values,
                       vouch_tag_value_new (value->value_id, value->label, value->archived));
    }
  if (page->next_page_id == NULL || page->values->len == 0)
    read_surveys (self);
  else if (g_hash_table_add (self->pages, g_strdup (page->next_page_id)))
    read_values (self, page->next_page_id);
  else
    {
      failure = vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0,
                                     "GET /job-properties/{id}/values: the same page again");
      fail (self, failure);
    }
}

static void
read_surveys_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchReason) problem = NULL;
  VouchCall *call;

  vouch_session_set_ats_problem (self->session, NULL);
  if (reply != NULL)
    self->surveys = vouch_crosschq_read_surveys (reply, &failure);
  if (self->surveys == NULL)
    problem = vouch_problem_from_error (error != NULL ? error : failure, "crosschq");
  vouch_session_set_crosschq_problem (self->session, problem);

  call = self->surveys != NULL ? vouch_crosschq_call_config (get_dialect (self)) : NULL;
  if (call != NULL)
    vouch_procedure_call (procedure, vouch_session_get_crosschq (self->session), call,
                          read_config_cb);
  else
    store (self);
}

/* Without the limits of the account no template fits: what was read before stays. */
static void
read_config_cb (VouchProcedure *procedure,
                VouchReply     *reply,
                const GError   *error)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);
  g_autoptr(VouchCrosschqConfig) config = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    config = vouch_crosschq_read_config (reply, &failure);
  if (config != NULL)
    vouch_crosschq_apply_config (self->surveys, config);
  else
    {
      g_autoptr(VouchReason) problem =
        vouch_problem_from_error (error != NULL ? error : failure, "crosschq");

      vouch_session_set_crosschq_problem (self->session, problem);
      g_clear_pointer (&self->surveys, g_ptr_array_unref);
    }
  store (self);
}

static void
vouch_observe_company_start (VouchProcedure *procedure)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (procedure);

  vouch_procedure_call (procedure, get_ats (self), vouch_ats_call_users_me (), read_owner_cb);
}

static void
vouch_observe_company_finalize (GObject *object)
{
  VouchObserveCompany *self = VOUCH_OBSERVE_COMPANY (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->owner, vouch_ats_user_free);
  g_clear_pointer (&self->company, vouch_ats_company_free);
  g_clear_pointer (&self->steps, vouch_ats_steps_free);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->surveys, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_observe_company_parent_class)->finalize (object);
}

static void
vouch_observe_company_class_init (VouchObserveCompanyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_company_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_company_start;
}

static void
vouch_observe_company_init (VouchObserveCompany *self)
{
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * vouch_observe_company_new:
 * @session: the connection
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_company_new (VouchSession *session)
{
  VouchObserveCompany *self = g_object_new (VOUCH_TYPE_OBSERVE_COMPANY, NULL);

  self->session = g_object_ref (session);
  return VOUCH_PROCEDURE (self);
}
