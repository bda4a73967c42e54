/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "setup/vouch-connect.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"

struct _VouchConnect
{
  VouchProcedure parent_instance;

  VouchStore *store;           /* (owned) */
  VouchHttp *ats;              /* (owned) */
  VouchConnection *connection; /* (owned): what is wanted, then what is stored */

  VouchAtsUser *owner;         /* (owned) (nullable) */
  VouchAtsCompany *company;    /* (owned) (nullable) */
  gint64 date;                 /* the service's time */
};

G_DEFINE_FINAL_TYPE (VouchConnect, vouch_connect, VOUCH_TYPE_PROCEDURE)

static void read_owner_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_company_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static gboolean
add (VouchConnect  *self,
     VouchDb       *db,
     GError       **error)
{
  VouchConnection *connection = self->connection;

  connection->id = vouch_connections_add (db, connection, error);
  return connection->id != 0;
}

static gboolean
update (VouchConnect  *self,
        VouchDb       *db,
        GError       **error)
{
  g_autoptr(VouchConnection) present = vouch_connections_get (db, self->connection->id, error);

  if (present == NULL)
    return FALSE;

  vouch_connection_keep_switches (self->connection, present);
  return vouch_connections_update (db, self->connection, error);
}

static gboolean
store_connection (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  VouchConnect *self = data;
  VouchConnection *connection = self->connection;

  vouch_set_str (&connection->company_id, self->company->identifier);
  vouch_set_str (&connection->company_name, self->company->name);
  vouch_set_str (&connection->owner_id, self->owner->user_id);
  if (connection->name[0] == '\0')
    vouch_set_str (&connection->name, self->company->name);
  connection->needs_reconnect = FALSE;
  if (connection->id == 0 ? !add (self, db, error) : !update (self, db, error))
    return FALSE;

  /* Its name is what the person knows the owner by. */
  return vouch_users_put (db, connection->id, self->owner->user_id, self->owner->contact,
                          self->owner->active, NULL, error);
}

static void
read_owner_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchConnect *self = VOUCH_CONNECT (procedure);
  GError *failure = NULL;

  if (reply == NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->owner = vouch_ats_read_user (reply, &failure);
  if (self->owner == NULL)
    {
      vouch_procedure_take_error (procedure, failure);
      return;
    }

  if (self->connection->granted_at == 0)
    self->connection->granted_at = reply->date;
  vouch_procedure_call (procedure, self->ats, vouch_ats_call_company (), read_company_cb);
}

static gboolean
is_same_company (VouchConnect *self)
{
  const char *pinned = self->connection->company_id;

  return pinned == NULL || g_strcmp0 (pinned, self->company->identifier) == 0;
}

static void
read_company_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchConnect *self = VOUCH_CONNECT (procedure);
  GError *failure = NULL;

  if (reply == NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->date = reply->date;
  self->company = vouch_ats_read_company (reply, &failure);
  if (self->company != NULL && !is_same_company (self))
    failure = g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_OTHER_COMPANY,
                                   "the credential belongs to another company than the pinned one");
  if (failure != NULL)
    {
      vouch_procedure_take_error (procedure, failure);
      return;
    }

  vouch_procedure_write (procedure, self->store, "commit connection", store_connection,
                         vouch_procedure_pass_on);
}

static void
vouch_connect_start (VouchProcedure *procedure)
{
  VouchConnect *self = VOUCH_CONNECT (procedure);

  vouch_procedure_call (procedure, self->ats, vouch_ats_call_users_me (), read_owner_cb);
}

static void
vouch_connect_finalize (GObject *object)
{
  VouchConnect *self = VOUCH_CONNECT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->ats);
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->owner, vouch_ats_user_free);
  g_clear_pointer (&self->company, vouch_ats_company_free);

  G_OBJECT_CLASS (vouch_connect_parent_class)->finalize (object);
}

static void
vouch_connect_class_init (VouchConnectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_connect_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_connect_start;
}

static void
vouch_connect_init (VouchConnect *self)
{
}

/**
 * vouch_connect_new:
 * @store: the store
 * @ats: a client of SmartRecruiters with the new credential
 * @wanted: what is to be stored; an id of 0 makes a new one, an empty name takes the company's
 *
 * Returns: (transfer full): the procedure
 */
VouchConnect *
vouch_connect_new (VouchStore            *store,
                   VouchHttp             *ats,
                   const VouchConnection *wanted)
{
  VouchConnect *self = g_object_new (VOUCH_TYPE_CONNECT, NULL);

  self->store = g_object_ref (store);
  self->ats = g_object_ref (ats);
  self->connection = vouch_connection_copy (wanted);
  return self;
}

/**
 * vouch_connect_get_connection:
 *
 * Returns: (transfer none): what is stored, once it has run
 */
const VouchConnection *
vouch_connect_get_connection (VouchConnect *self)
{
  return self->connection;
}

/**
 * vouch_connect_get_date:
 *
 * Returns: the service's time when it answered
 */
gint64
vouch_connect_get_date (VouchConnect *self)
{
  return self->date;
}
