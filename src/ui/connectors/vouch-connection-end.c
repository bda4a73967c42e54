/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "setup/vouch-disconnect.h"
#include "store/vouch-requests.h"
#include "store/vouch-templates.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-connection-page-private.h"
#include "ui/vouch-load.h"
#include "ui/welcome/vouch-try-practice.h"
#include "ui/widgets/vouch-dialogs.h"

/* What hangs on the connection: the question names it. */
typedef struct
{
  gint64 connection_id;
  gboolean remove;
  guint n_open;
  guint n_templates;
} Stake;

static gboolean
count_stake (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Stake *self = data;
  g_autoptr(GError) failure = NULL;
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, self->connection_id, error);

  if (templates == NULL)
    return FALSE;

  self->n_templates = templates->len;
  self->n_open = vouch_requests_count_open (db, self->connection_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static VouchHub *
get_hub (VouchConnectionPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static void
show_failure (VouchConnectionPage *self,
              const GError        *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);

  vouch_keyring_group_note (self->keyring_group, error);
  vouch_tell (GTK_WIDGET (self), _("That Did Not Work"), sentence);
}

/* It outlives the page: once begun, the secrets and the record of the connection go together. */
typedef struct
{
  VouchHub *hub;    /* (owned) */
  GWeakRef page;    /* the page that began it, while it is there */
} Ending;

static Ending *
ending_new (VouchConnectionPage *page)
{
  Ending *self = g_new0 (Ending, 1);

  self->hub = g_object_ref (get_hub (page));
  g_weak_ref_init (&self->page, page);
  return self;
}

static void
ending_free (Ending *self)
{
  g_clear_object (&self->hub);
  g_weak_ref_clear (&self->page);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static void
disconnected_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Ending) ending = user_data;
  g_autoptr(VouchConnectionPage) self = g_weak_ref_get (&ending->page);
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_disconnect_run_finish (VOUCH_DISCONNECT (object), result, &error);

  vouch_hub_reload (ending->hub);
  /* A page that was disposed shows nothing any more. */
  if (self == NULL || self->cancellable == NULL)
    return;

  self->ending = FALSE;
  if (!good)
    show_failure (self, error);
  vouch_connection_page_update (self);
}

static void
disconnect (VouchConnectionPage *self,
            gboolean             remove)
{
  VouchHub *hub = get_hub (self);
  VouchContext *context = vouch_hub_get_context (hub);
  gint64 id = self->asked_id;
  g_autoptr(VouchDisconnect) run =
    vouch_disconnect_new (vouch_context_get_store (context), vouch_context_get_secrets (context),
                          vouch_context_get_token_source (context, id), id, remove,
                          vouch_hub_get_now (hub));

  self->ending = TRUE;
  vouch_connection_page_update (self);
  vouch_disconnect_run_async (run, NULL, disconnected_cb, ending_new (self));
}

/* Asking. */

static void
disconnect_confirmed_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (vouch_confirm_finish (result, &error))
    disconnect (user_data, FALSE);
}

static void
remove_confirmed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (vouch_confirm_finish (result, &error))
    disconnect (user_data, TRUE);
}

static char *
dup_counts (const Stake *stake)
{
  g_autofree char *open =
    g_strdup_printf (ngettext ("%u open request", "%u open requests", stake->n_open),
                     stake->n_open);
  g_autofree char *templates =
    g_strdup_printf (ngettext ("%u template", "%u templates", stake->n_templates),
                     stake->n_templates);

  /* Translators: "3 open requests and 2 templates" */
  return g_strdup_printf (_("%s and %s"), open, templates);
}

static void
ask (VouchConnectionPage *self,
     const Stake         *stake)
{
  const VouchConnection *connection = vouch_connection_page_get_connection (self);
  g_autofree char *counts = dup_counts (stake);
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (connection == NULL || connection->id != stake->connection_id)
    return;

  self->asked_id = stake->connection_id;
  name = vouch_text_isolate (connection->name);
  if (stake->remove)
    {
      heading = g_strdup_printf (_("Remove “%s”?"), name);
      body = g_strdup_printf (_("Its records are erased: %s, and what Vouch did for it. Requests "
                                "at Crosschq and notes in SmartRecruiters stay. Revoke the access "
                                "in SmartRecruiters, under Settings, Apps & Integrations."),
                              counts);
      vouch_confirm_async (GTK_WIDGET (self), heading, body, _("_Remove"), TRUE,
                           self->cancellable, remove_confirmed_cb, self);
      return;
    }

  heading = g_strdup_printf (_("Disconnect “%s”?"), name);
  body = g_strdup_printf (_("Everything it signs in with is erased on this computer, also the "
                            "Crosschq key. Settings, %s are kept for when you connect again. "
                            "Revoke the access in SmartRecruiters, under Settings, Apps & "
                            "Integrations."), counts);
  vouch_confirm_async (GTK_WIDGET (self), heading, body, _("_Disconnect"), TRUE,
                       self->cancellable, disconnect_confirmed_cb, self);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree Stake *stake = vouch_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (stake == NULL)
    show_failure (user_data, error);
  else
    ask (user_data, stake);
}

static void
begin_ending (VouchConnectionPage *self,
              gboolean             remove)
{
  VouchHub *hub = get_hub (self);
  Stake *stake = g_new0 (Stake, 1);

  stake->connection_id = vouch_hub_get_current_id (hub);
  stake->remove = remove;
  vouch_load_async (vouch_hub_get_store (hub), "count what hangs on it", count_stake, stake, g_free,
                    self->cancellable, counted_cb, self);
}

static void
disconnect_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  begin_ending (VOUCH_CONNECTION_PAGE (widget), FALSE);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  begin_ending (VOUCH_CONNECTION_PAGE (widget), TRUE);
}

/* The practice company. */

static void
started_over_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Ending) ending = user_data;
  g_autoptr(VouchConnectionPage) self = g_weak_ref_get (&ending->page);
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_start_practice_over_finish (VOUCH_HUB (object), result, &error);

  if (self == NULL || self->cancellable == NULL)
    return;

  self->ending = FALSE;
  if (!good)
    show_failure (self, error);
  vouch_connection_page_update (self);
}

static void
start_over_confirmed_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchConnectionPage *self;

  if (!vouch_confirm_finish (result, &error))
    return;

  self = VOUCH_CONNECTION_PAGE (user_data);
  self->ending = TRUE;
  vouch_connection_page_update (self);
  vouch_start_practice_over_async (get_hub (self), self->asked_id, NULL, started_over_cb,
                                   ending_new (self));
}

static void
start_over_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VouchConnectionPage *self = VOUCH_CONNECTION_PAGE (widget);

  self->asked_id = vouch_hub_get_current_id (get_hub (self));
  vouch_confirm_async (widget, _("Start Over?"),
                       _("The practice company and everything Vouch did for it begin anew: its "
                         "candidates, requests and your templates for it. Nothing outside is "
                         "touched."),
                       _("_Start Over"), TRUE, self->cancellable, start_over_confirmed_cb, self);
}

void
vouch_connection_page_install_ends (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "connection.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "connection.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "connection.start-over", NULL, start_over_action);
}
