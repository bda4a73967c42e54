/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "model/vouch-settings.h"
#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "store/vouch-lock.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "store/vouch-runs.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text.h"

typedef struct
{
  VouchConnection *connection; /* (owned) */
  guint n_planned;
  guint n_sending;
  guint n_unknown;
  guint n_held;
  guint n_waiting;
  guint n_open;
  guint n_attention;
  guint n_retrying;
  gint64 interval;
  gint64 paused_until;
  VouchReason *problem;        /* (owned) (nullable): what kept the last sync */
} Health;

typedef struct
{
  const char *name;    /* (nullable): only this one */
  GPtrArray *health;   /* (owned), of Health */
  gboolean locked;
  char *role;          /* (owned) (nullable) */
  gint64 pid;
  gint64 last_good;
} Status;

static void
health_free (Health *self)
{
  g_clear_pointer (&self->problem, vouch_reason_unref);
  vouch_connection_free (self->connection);
  g_free (self);
}

static gint64
read_interval (VouchDb                *db,
               const VouchConnection  *connection,
               GError                **error)
{
  g_autoptr(VouchSettings) settings = vouch_settings_new (connection->kind);
  g_autofree char *value =
    vouch_values_get (db, connection->id, VOUCH_VALUE_SETTING, "poll-interval", error);

  if (value != NULL)
    vouch_settings_set (settings, "poll-interval", value, connection->kind, NULL);
  return settings->poll_interval * VOUCH_SECOND;
}

static gboolean
count (Health   *self,
       VouchDb  *db,
       GError  **error)
{
  gint64 id = self->connection->id;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GPtrArray) waiting = vouch_triggers_list (db, id, VOUCH_TRIGGER_OBSERVED, error);

  if (waiting == NULL ||
      !vouch_cli_items_sum (db, id, &self->n_attention, &self->n_retrying, error))
    return FALSE;

  self->n_waiting = waiting->len;
  self->n_planned = vouch_outbox_count (db, id, VOUCH_EFFECT_PLANNED, &failure);
  self->n_sending = vouch_outbox_count (db, id, VOUCH_EFFECT_SENDING, &failure);
  self->n_unknown = vouch_outbox_count (db, id, VOUCH_EFFECT_UNKNOWN, &failure);
  self->n_held = vouch_outbox_count (db, id, VOUCH_EFFECT_HELD, &failure);
  self->n_open = vouch_requests_count_open (db, id, &failure);
  self->interval = read_interval (db, self->connection, &failure);
  if (failure == NULL && self->connection->on)
    vouch_runs_get_problem (db, id, &self->problem, &failure);
  if (failure == NULL && vouch_action_get_paused_until (db, id, &self->paused_until, &failure))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Status *self = data;
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  for (guint i = 0; connections != NULL && i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];
      Health *health;

      if (self->name != NULL && !g_str_equal (self->name, connection->name))
        continue;
      health = g_new0 (Health, 1);
      health->connection = vouch_connection_copy (connection);
      g_ptr_array_add (self->health, health);
      if (!count (health, db, error))
        return FALSE;
    }

  return connections != NULL;
}

static const char *
get_state (const VouchConnection *connection)
{
  if (connection->sign_in == VOUCH_SIGN_IN_NONE)
    return connection->on ? _("on, not connected yet") : _("off, not connected");
  if (connection->needs_reconnect)
    return _("needs reconnecting");
  if (!connection->on)
    return _("off");
  if (connection->rebuild)
    return _("on; waits for a person after a rebuild");
  if (connection->paused)
    return _("on; sending is paused");
  if (!connection->sends)
    return _("on; only looks");

  return _("on");
}

static const char *
get_sign_in (VouchSignIn sign_in)
{
  switch (sign_in)
    {
    case VOUCH_SIGN_IN_NONE:               return "none";
    case VOUCH_SIGN_IN_CODE:               return "browser";
    case VOUCH_SIGN_IN_CLIENT_CREDENTIALS: return "client-credentials";
    case VOUCH_SIGN_IN_API_KEY:            return "api-key";
    default:                               g_return_val_if_reached ("none");
    }
}

static gboolean
needs_person (const Health *health)
{
  return health->n_attention > 0 || health->connection->needs_reconnect ||
         health->connection->rebuild ||
         vouch_cli_problem_needs_person (health->problem);
}

static gint64
get_next (const Status *status,
          const Health *health)
{
  return status->locked && status->last_good != 0 && health->connection->on
           ? status->last_good + health->interval : 0;
}

static void
print_problem (const VouchReason *problem)
{
  g_autoptr(VouchText) text = vouch_text_for_reason_verbatim (problem);
  g_autofree char *sentence = vouch_cli_escape (text->sentence);
  g_autofree char *fix = vouch_cli_escape (text->fix);

  vouch_cli_print (_("  Problem: %s\n"), sentence);
  if (text->fix != NULL)
    vouch_cli_print ("    %s\n", fix);
}

static void
print_health (const Status *status,
              const Health *health)
{
  const VouchConnection *connection = health->connection;
  g_autofree char *name = vouch_cli_escape (connection->name);
  g_autofree char *company = vouch_cli_escape (connection->company_name);
  g_autofree char *last = vouch_cli_format_time (status->last_good);
  g_autofree char *next = vouch_cli_format_time (get_next (status, health));
  g_autofree char *until = vouch_cli_format_time (health->paused_until);

  vouch_cli_print ("%s (%s)\n", name, connection->kind == VOUCH_CONNECTION_PRACTICE ? _("practice")
                                                                                    : company);
  vouch_cli_print (_("  State: %s\n"), get_state (connection));
  if (connection->paused && health->paused_until != 0)
    vouch_cli_print (_("  Paused until: %s\n"), until);
  if (health->problem != NULL)
    print_problem (health->problem);
  vouch_cli_print (_("  Crosschq: %s\n"), connection->crosschq_dialect != NULL
                                            ? connection->crosschq_dialect : _("not connected"));
  vouch_cli_print (_("  Open requests: %u\n"), health->n_open);
  vouch_cli_print (_("  Queue: %u planned, %u sending, %u unknown, %u held\n"), health->n_planned,
                   health->n_sending, health->n_unknown, health->n_held);
  vouch_cli_print (_("  Needs attention: %u\n"), health->n_attention);
  vouch_cli_print (_("  Last sync: %s, next: %s\n"), last, next);
}

static void
print_status (const Status *status)
{
  g_autofree char *role = vouch_cli_escape (status->role);

  if (status->health->len == 0)
    vouch_cli_print (_("There is no connection yet. Make one with “vouchctl connect”.\n"));
  for (guint i = 0; i < status->health->len; i++)
    print_health (status, status->health->pdata[i]);
  if (status->locked)
    vouch_cli_print (_("Running: %s (process %" G_GINT64_FORMAT ")\n"), role, status->pid);
}

static void
add_health (JsonBuilder  *builder,
            const Status *status,
            const Health *health)
{
  const VouchConnection *connection = health->connection;

  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "name", connection->name);
  vouch_cli_json_text (builder, "kind",
                       connection->kind == VOUCH_CONNECTION_PRACTICE ? "practice" : "real");
  vouch_cli_json_text (builder, "company", connection->company_id);
  vouch_cli_json_text (builder, "company_name", connection->company_name);
  vouch_cli_json_text (builder, "web_uri", connection->web_uri);
  vouch_cli_json_text (builder, "sign_in", get_sign_in (connection->sign_in));
  vouch_cli_json_time (builder, "granted_at", connection->granted_at);
  vouch_cli_json_bool (builder, "on", connection->on);
  vouch_cli_json_time (builder, "turned_on_at", connection->turned_on_at);
  vouch_cli_json_bool (builder, "paused", connection->paused);
  vouch_cli_json_time (builder, "paused_until", health->paused_until);
  vouch_cli_json_bool (builder, "sends", connection->sends);
  vouch_cli_json_bool (builder, "rebuild", connection->rebuild);
  vouch_cli_json_bool (builder, "needs_reconnect", connection->needs_reconnect);
  vouch_cli_json_text (builder, "crosschq_dialect", connection->crosschq_dialect);
  vouch_cli_json_int (builder, "open_requests", health->n_open);
  vouch_cli_json_int (builder, "planned", health->n_planned);
  vouch_cli_json_int (builder, "sending", health->n_sending);
  vouch_cli_json_int (builder, "unknown", health->n_unknown);
  vouch_cli_json_int (builder, "held", health->n_held);
  vouch_cli_json_int (builder, "waiting", health->n_waiting);
  vouch_cli_json_int (builder, "attention", health->n_attention);
  vouch_cli_json_int (builder, "retrying", health->n_retrying);
  vouch_cli_json_time (builder, "next_sync", get_next (status, health));
  vouch_cli_json_reason (builder, "problem", health->problem);
  json_builder_end_object (builder);
}

static void
print_json (const Status *status)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_bool (builder, "running", status->locked);
  vouch_cli_json_text (builder, "role", status->role);
  vouch_cli_json_time (builder, "last_sync", status->last_good);
  vouch_cli_json_list (builder, "connections");
  for (guint i = 0; i < status->health->len; i++)
    add_health (builder, status, status->health->pdata[i]);
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

static void
clear_status (Status *self)
{
  g_clear_pointer (&self->health, g_ptr_array_unref);
  g_free (self->role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Status, clear_status)

gboolean
vouch_cli_run_status (VouchCli  *self,
                      GError   **error)
{
  g_auto(Status) status = { 0 };

  if (!vouch_cli_parse (self, NULL, 0, 0, error))
    return FALSE;

  status.name = self->connection_name;
  status.health = g_ptr_array_new_with_free_func ((GDestroyNotify) health_free);
  status.locked = vouch_lock_peek (self->data_dir, &status.role, &status.pid, &status.last_good);
  if (vouch_cli_has_store (self) &&
      (!vouch_cli_open (self, VOUCH_CLI_READ, error) ||
       !vouch_cli_read (self, load, &status, error)))
    return FALSE;
  if (self->connection_name != NULL && status.health->len == 0)
    {
      g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                   _("No connection is called “%s”."),
                   self->connection_name);
      return FALSE;
    }

  for (guint i = 0; i < status.health->len; i++)
    self->attention |= needs_person (status.health->pdata[i]);
  if (self->json)
    print_json (&status);
  else
    print_status (&status);
  return TRUE;
}
