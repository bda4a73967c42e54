/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "setup/vouch-connection-check.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "smartrecruiters/vouch-ats-scopes.h"
#include "sync/vouch-problem.h"

struct _VouchConnectionCheck
{
  VouchProcedure parent_instance;

  VouchSession *session;           /* (owned) */

  VouchAtsUser *owner;             /* (owned) (nullable) */
  VouchReason *ats_problem;        /* (owned) (nullable): what is wrong there */
  VouchReason *crosschq_problem;   /* (owned) (nullable) */
  guint n_surveys;
  gint64 date;                     /* the services' time, or 0 */
};

G_DEFINE_FINAL_TYPE (VouchConnectionCheck, vouch_connection_check, VOUCH_TYPE_PROCEDURE)

static void read_owner_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_company_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_surveys_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static const VouchConnection *
get_connection (VouchConnectionCheck *self)
{
  return vouch_session_get_connection (self->session);
}

static void
ask_crosschq (VouchConnectionCheck *self)
{
  const char *name = get_connection (self)->crosschq_dialect;

  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_surveys (vouch_crosschq_dialect_lookup (name != NULL
                                                                                    ? name : "v2")),
                        read_surveys_cb);
}

static void
end_ats (VouchConnectionCheck *self,
         VouchReason          *problem) /* (transfer full) (nullable) */
{
  self->ats_problem = problem;
  ask_crosschq (self);
}

static void
read_owner_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchConnectionCheck *self = VOUCH_CONNECTION_CHECK (procedure);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->owner = vouch_ats_read_user (reply, &failure);
  if (self->owner == NULL)
    {
      end_ats (self, vouch_problem_from_error (reply != NULL ? failure : error, "ats"));
      return;
    }

  self->date = reply->date;
  vouch_procedure_call (procedure, vouch_session_get_ats (self->session), vouch_ats_call_company (),
                        read_company_cb);
}

static gboolean
is_pinned (VouchConnectionCheck  *self,
           const VouchAtsCompany *company)
{
  const VouchConnection *connection = get_connection (self);

  return (connection->company_id == NULL ||
          g_strcmp0 (connection->company_id, company->identifier) == 0) &&
         (connection->owner_id == NULL ||
          g_strcmp0 (connection->owner_id, self->owner->user_id) == 0);
}

/* Without an optional one only a feature is missing, which the list of rights shows. */
static VouchReason *
find_missing_scopes (VouchConnectionCheck *self)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (get_connection (self)->scopes,
                                                           VOUCH_ATS_FEATURE_BASE);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    {
      const VouchAtsScope *scope = missing->pdata[i];

      if (scope->required)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", scope->name);
    }

  return names->len > 0 ? vouch_reason_new ("account.scope", "scopes", names->str, NULL) : NULL;
}

static void
read_company_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchConnectionCheck *self = VOUCH_CONNECTION_CHECK (procedure);
  g_autoptr(VouchAtsCompany) company = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    company = vouch_ats_read_company (reply, &failure);
  if (company == NULL)
    end_ats (self, vouch_problem_from_error (reply != NULL ? failure : error, "ats"));
  else if (!is_pinned (self, company))
    end_ats (self, vouch_reason_new ("account.other-company", NULL, NULL));
  else
    end_ats (self, find_missing_scopes (self));
}

static void
read_surveys_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchConnectionCheck *self = VOUCH_CONNECTION_CHECK (procedure);
  g_autoptr(GPtrArray) surveys = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    surveys = vouch_crosschq_read_surveys (reply, &failure);
  if (surveys != NULL)
    {
      self->n_surveys = surveys->len;
      self->date = reply->date;
    }
  else
    self->crosschq_problem = vouch_problem_from_error (reply != NULL ? failure : error, "crosschq");
  vouch_procedure_return (procedure);
}

static void
vouch_connection_check_start (VouchProcedure *procedure)
{
  VouchConnectionCheck *self = VOUCH_CONNECTION_CHECK (procedure);

  vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                        vouch_ats_call_users_me (), read_owner_cb);
}

static void
vouch_connection_check_finalize (GObject *object)
{
  VouchConnectionCheck *self = VOUCH_CONNECTION_CHECK (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->owner, vouch_ats_user_free);
  g_clear_pointer (&self->ats_problem, vouch_reason_unref);
  g_clear_pointer (&self->crosschq_problem, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_connection_check_parent_class)->finalize (object);
}

static void
vouch_connection_check_class_init (VouchConnectionCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_connection_check_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_connection_check_start;
}

static void
vouch_connection_check_init (VouchConnectionCheck *self)
{
}

/**
 * vouch_connection_check_new:
 * @session: of the connection, as the engine has it
 *
 * Returns: (transfer full): a check for one run
 */
VouchConnectionCheck *
vouch_connection_check_new (VouchSession *session)
{
  VouchConnectionCheck *self = g_object_new (VOUCH_TYPE_CONNECTION_CHECK, NULL);

  self->session = g_object_ref (session);
  return self;
}

/**
 * vouch_connection_check_get_ats_problem:
 * @self: a check that has run
 *
 * Returns: (nullable) (transfer none): what is wrong with the SmartRecruiters side
 */
const VouchReason *
vouch_connection_check_get_ats_problem (VouchConnectionCheck *self)
{
  return self->ats_problem;
}

const VouchReason *
vouch_connection_check_get_crosschq_problem (VouchConnectionCheck *self)
{
  return self->crosschq_problem;
}

guint
vouch_connection_check_get_n_surveys (VouchConnectionCheck *self)
{
  return self->n_surveys;
}

/**
 * vouch_connection_check_get_date:
 * @self: a check that has run
 *
 * Returns: the services' time of the last good answer in microseconds, or 0
 */
gint64
vouch_connection_check_get_date (VouchConnectionCheck *self)
{
  return self->date;
}
