/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text-time.h"
#include "ui/connectors/vouch-connection-page-private.h"
#include "ui/vouch-load.h"

/* A grant that nobody renews ends after 28 days (smartrecruiters.md §2.2). */
#define GRANT_DAYS 28

static void
show_row (AdwActionRow *row,
          const char   *text) /* (nullable) */
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static const char *
get_way (VouchSignIn sign_in)
{
  switch (sign_in)
    {
    case VOUCH_SIGN_IN_CODE:
      return _("Access that a person allowed");
    case VOUCH_SIGN_IN_CLIENT_CREDENTIALS:
      return _("Client credentials");
    case VOUCH_SIGN_IN_API_KEY:
      return _("API key");
    case VOUCH_SIGN_IN_NONE:
    default:
      return NULL;
    }
}

/* Only access that a person allowed dies when nobody renews it. */
static char *
dup_token_age (VouchHub              *hub,
               const VouchConnection *connection)
{
  VouchContext *context = vouch_hub_get_context (hub);
  VouchTokenSource *source =
    context != NULL ? vouch_context_get_token_source (context, connection->id) : NULL;
  gint64 issued = source != NULL ? vouch_token_source_get_issued_at (source) : 0;
  gint64 now = vouch_hub_get_now (hub);
  g_autofree char *age = NULL;
  gint64 days;

  if (connection->sign_in != VOUCH_SIGN_IN_CODE || issued == 0)
    return NULL;

  age = vouch_text_dup_relative (issued, now);
  days = MAX (0, GRANT_DAYS - (now - issued) / VOUCH_DAY);
  /* Translators: %s is a time like "3 minutes ago". */
  return g_strdup_printf (ngettext ("Renewed %s; without Vouch it ends in %d day",
                                    "Renewed %s; without Vouch it ends in %d days", days),
                          age, (int) days);
}

/* A cycle that had a problem may have read nothing at all: only a good one counts. */
static char *
dup_last_read (VouchHub              *hub,
               const VouchConnection *connection)
{
  VouchEngine *engine = vouch_hub_get_engine (hub);
  gint64 last = engine != NULL ? vouch_engine_get_last_good (engine, connection->id) : 0;
  gint64 now = vouch_hub_get_now (hub);

  return last != 0 ? vouch_text_dup_relative (MIN (last, now), now) : NULL;
}

/* What the services took last. */

typedef struct
{
  gint64 connection_id;
  gint64 sent_at;         /* 0: nothing was ever written */
} Written;

static gboolean
read_written (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  Written *self = data;
  g_autoptr(GError) failure = NULL;

  self->sent_at = vouch_outbox_last_done (db, self->connection_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
written_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree Written *written = vouch_load_finish (result, &error);
  VouchConnectionPage *self;
  VouchHub *hub;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || written == NULL)
    return;

  self = VOUCH_CONNECTION_PAGE (user_data);
  hub = vouch_page_get_hub (VOUCH_PAGE (self));
  if (written->connection_id != vouch_hub_get_current_id (hub))
    return;

  if (written->sent_at != 0)
    text = vouch_text_dup_relative (MIN (written->sent_at, vouch_hub_get_now (hub)),
                                    vouch_hub_get_now (hub));
  show_row (self->written_row, text);
}

static void
load_written (VouchConnectionPage   *self,
              const VouchConnection *connection)
{
  VouchStore *store = vouch_hub_get_store (vouch_page_get_hub (VOUCH_PAGE (self)));
  Written *written;

  if (store == NULL)
    return;

  written = g_new0 (Written, 1);
  written->connection_id = connection->id;
  vouch_load_async (store, "read last write", read_written, written, g_free, self->cancellable,
                    written_read_cb, self);
}

/* Who allowed it: the name is known once the users were read. */

typedef struct
{
  gint64 connection_id;
  char *owner_id;         /* (owned) */
  VouchContact *contact;  /* (owned) (nullable) */
} Owner;

static void
owner_free (Owner *self)
{
  g_free (self->owner_id);
  g_clear_pointer (&self->contact, vouch_contact_free);
  g_free (self);
}

static gboolean
read_owner (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Owner *self = data;
  g_autoptr(GError) failure = NULL;

  self->contact = vouch_users_get (db, self->connection_id, self->owner_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
owner_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  Owner *owner = vouch_load_finish (result, &error);
  VouchConnectionPage *self;
  const VouchConnection *connection;
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || owner == NULL)
    return;

  self = VOUCH_CONNECTION_PAGE (user_data);
  connection = vouch_connection_page_get_connection (self);
  if (connection != NULL && connection->id == owner->connection_id)
    {
      if (owner->contact != NULL)
        name = g_strstrip (g_strdup_printf ("%s %s", owner->contact->first_name,
                                            owner->contact->last_name));
      shown = vouch_text_isolate (name != NULL && *name != '\0' ? name : owner->owner_id);
      show_row (self->owner_row, shown);
    }
  owner_free (owner);
}

static void
load_owner (VouchConnectionPage   *self,
            const VouchConnection *connection)
{
  VouchStore *store = vouch_hub_get_store (vouch_page_get_hub (VOUCH_PAGE (self)));
  Owner *owner;

  if (connection->owner_id == NULL || connection->sign_in == VOUCH_SIGN_IN_NONE || store == NULL)
    {
      show_row (self->owner_row, NULL);
      return;
    }

  owner = g_new0 (Owner, 1);
  owner->connection_id = connection->id;
  owner->owner_id = g_strdup (connection->owner_id);
  vouch_load_async (store, "read owner", read_owner, owner, (GDestroyNotify) owner_free,
                    self->cancellable, owner_read_cb, self);
}

/* What a cycle that changed nothing makes another one. */
void
vouch_connection_page_show_times (VouchConnectionPage *self)
{
  VouchHub *hub = vouch_page_get_hub (VOUCH_PAGE (self));
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  gboolean connected = connection != NULL && connection->sign_in != VOUCH_SIGN_IN_NONE;
  g_autofree char *token = connected ? dup_token_age (hub, connection) : NULL;
  g_autofree char *read = connected ? dup_last_read (hub, connection) : NULL;

  show_row (self->token_row, token);
  show_row (self->read_row, read);
}

void
vouch_connection_page_show_facts (VouchConnectionPage *self)
{
  VouchHub *hub = vouch_page_get_hub (VOUCH_PAGE (self));
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  gboolean connected = connection->sign_in != VOUCH_SIGN_IN_NONE;
  g_autofree char *company = connected ? vouch_text_isolate (connection->company_name) : NULL;
  g_autofree char *since = NULL;

  if (connected && connection->granted_at != 0)
    since = vouch_text_dup_date_time (connection->granted_at);
  vouch_link_label_set_link (self->link_label, vouch_link_find_ats (hub));
  gtk_label_set_label (self->company_label, company != NULL ? company : "");
  gtk_widget_set_visible (GTK_WIDGET (self->company_label), company != NULL);
  gtk_widget_set_visible (self->facts_group, connected);
  load_owner (self, connection);
  load_written (self, connection);
  show_row (self->since_row, since);
  show_row (self->way_row, get_way (connection->sign_in));
  vouch_connection_page_show_times (self);
}
