/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-connections.h"
#include "store/vouch-ledger.h"
#include "text/vouch-text-time.h"
#include "ui/desktop/vouch-background.h"
#include "ui/desktop/vouch-notifier.h"
#include "ui/vouch-condition.h"
#include "ui/vouch-load.h"

/* Lines of the ledger that are looked through for what is new. */
#define MAX_LINES 500

struct _VouchNotifier
{
  GObject parent_instance;

  GApplication *application;  /* (unowned): it owns this */
  VouchHub *hub;              /* (owned) */
  GSettings *settings;        /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  VouchStore *store;          /* (owned) (nullable): the one that is followed */

  gboolean reading;
  gboolean stale;
  gboolean begun;             /* what was there at the start is no news */
  gint64 last_line;           /* of the ledger */
  guint n_attention;
  guint n_reports;            /* since the window was last in front */
  guint n_reconnect;
  gint64 locked_id;           /* whose cycle found the keyring locked; 0: none, -1: it is told */
  char *status;               /* (owned) (nullable): the line told last */
};

typedef struct
{
  gint64 last_line;     /* input and output */
  guint n_attention;
  guint n_reports;
  guint n_reconnect;
} News;

G_DEFINE_FINAL_TYPE (VouchNotifier, vouch_notifier, G_TYPE_OBJECT)

static void read_news (VouchNotifier *self);

static gboolean
count_reports (News     *news,
               VouchDb  *db,
               gint64    connection_id,
               gint64   *newest,
               GError  **error)
{
  g_autoptr(GPtrArray) lines = vouch_ledger_list (db, connection_id, "request.complete", 0, 0,
                                                  MAX_LINES, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];

      *newest = MAX (*newest, line->id);
      news->n_reports += line->id > news->last_line ? 1 : 0;
    }

  return lines != NULL;
}

static gboolean
load_news (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  News *news = data;
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);
  gint64 newest = news->last_line;

  for (guint i = 0; connections != NULL && i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];
      guint sum = 0;

      if (!vouch_attention_sum (db, connection->id, &sum, error) ||
          !count_reports (news, db, connection->id, &newest, error))
        return FALSE;
      news->n_attention += sum;
      news->n_reconnect += connection->needs_reconnect ? 1 : 0;
    }

  news->last_line = newest;
  return connections != NULL;
}

/* Telling. */

static GNotification *
new_notification (const char *title,
                  const char *body,
                  const char *page)
{
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", page);
  return notification;
}

static void
tell (VouchNotifier *self,
      const char    *id,
      const char    *title,
      const char    *body,
      const char    *page)
{
  g_autoptr(GNotification) notification = new_notification (title, body, page);

  /* Who looks at the window sees it there. */
  if (!vouch_hub_get_in_front (self->hub))
    g_application_send_notification (self->application, id, notification);
}

static void
tell_attention (VouchNotifier *self,
                guint          n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u item needs attention",
                                                      "%u items need attention", n), n);

  if (g_settings_get_boolean (self->settings, "notify-failures"))
    tell (self, "attention", title, _("Vouch says why, and what helps."), "attention");
}

static void
tell_reports (VouchNotifier *self)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u report is ready",
                                                      "%u reports are ready", self->n_reports),
                                            self->n_reports);

  if (g_settings_get_boolean (self->settings, "notify-reports"))
    tell (self, "reports", title, ngettext ("Vouch brings it to the candidate’s profile.",
                                            "Vouch brings them to the candidates’ profiles.",
                                            self->n_reports), "requests");
}

static void
tell_reconnect (VouchNotifier *self)
{
  if (g_settings_get_boolean (self->settings, "notify-reconnect"))
    tell (self, "reconnect", _("Access to SmartRecruiters Has Ended"),
          _("Everything waits until it is allowed again."), "smartrecruiters");
}

static void
tell_locked (VouchNotifier *self)
{
  g_autoptr(GNotification) notification =
    new_notification (_("The Keyring Is Locked"),
                      _("Everything waits until it is unlocked; nothing is lost."), "overview");

  if (!vouch_hub_get_in_front (self->hub) &&
      g_settings_get_boolean (self->settings, "notify-reconnect"))
    g_application_send_notification (self->application, "keyring", notification);
}

/* At the start of the desktop the keyring is often unlocked a moment after the programs have begun:
 * only what is still locked at the second look is told. */
static void
cycle_ended_cb (VouchNotifier *self,
                VouchCycle    *cycle,
                gint64         connection_id)
{
  VouchReason *problem = vouch_cycle_get_problem (cycle);

  if (problem == NULL || !g_str_equal (vouch_reason_get_id (problem), "secrets.locked"))
    {
      self->locked_id = 0;
      g_application_withdraw_notification (self->application, "keyring");
    }
  else if (self->locked_id == 0)
    self->locked_id = connection_id;
  else if (self->locked_id == connection_id)
    {
      self->locked_id = -1;
      tell_locked (self);
    }
}

static char *
dup_status (VouchNotifier *self)
{
  gint64 last = vouch_hub_get_last_sync (self->hub);
  g_autofree char *when = NULL;

  if (vouch_condition_find (self->hub) == VOUCH_CONDITION_LOCKED)
    return g_strdup (_("Waits for the keyring"));
  if (last == 0)
    return self->status != NULL ? g_strdup (_("Not synced yet")) : NULL;

  when = vouch_text_dup_moment (last, g_get_real_time ());
  if (self->n_attention == 0)
    return g_strdup_printf (_("Synced %s"), when);

  return g_strdup_printf (ngettext ("Synced %s · %u item needs attention",
                                    "Synced %s · %u items need attention", self->n_attention),
                          when, self->n_attention);
}

static void
update_status (VouchNotifier *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  g_autofree char *line = bus != NULL ? dup_status (self) : NULL;

  if (line != NULL && vouch_set_str (&self->status, line))
    vouch_background_set_status (bus, line);
}

static void
take_news (VouchNotifier *self,
           const News    *news)
{
  if (self->begun && news->n_attention > self->n_attention)
    tell_attention (self, news->n_attention);
  if (news->n_attention == 0)
    g_application_withdraw_notification (self->application, "attention");

  self->n_reports = vouch_hub_get_in_front (self->hub) ? 0 : self->n_reports;
  self->n_reports += self->begun ? news->n_reports : 0;
  if (self->begun && news->n_reports > 0)
    tell_reports (self);

  if (news->n_reconnect > self->n_reconnect)
    tell_reconnect (self);
  if (news->n_reconnect == 0)
    g_application_withdraw_notification (self->application, "reconnect");

  self->begun = TRUE;
  self->last_line = news->last_line;
  self->n_attention = news->n_attention;
  self->n_reconnect = news->n_reconnect;
  update_status (self);
}

static void
news_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree News *news = vouch_load_finish (result, &error);
  VouchNotifier *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_NOTIFIER (user_data);
  self->reading = FALSE;
  if (news != NULL)
    take_news (self, news);
  if (self->stale)
    read_news (self);
}

static void
read_news (VouchNotifier *self)
{
  News *news;

  self->stale = self->reading;
  if (self->reading || self->store == NULL)
    return;

  self->reading = TRUE;
  news = g_new0 (News, 1);
  news->last_line = self->last_line;
  vouch_load_async (self->store, "read news", load_news, news, g_free, self->cancellable,
                    news_read_cb, self);
}

static void
store_changed_cb (VouchNotifier *self,
                  const char    *subject)
{
  static const char *const subjects[] = { "connection", "effect", "trigger", "ledger", NULL };

  if (g_strv_contains (subjects, subject))
    read_news (self);
}

/* Only the engine's program tells, so that two do not. */
static void
state_changed_cb (VouchNotifier *self)
{
  if (vouch_hub_get_state (self->hub) != VOUCH_HUB_READY || self->store != NULL)
    return;

  self->store = g_object_ref (vouch_hub_get_store (self->hub));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vouch_hub_get_engine (self->hub), "cycle-ended",
                           G_CALLBACK (cycle_ended_cb), self, G_CONNECT_SWAPPED);
  read_news (self);
}

static void
vouch_notifier_dispose (GObject *object)
{
  VouchNotifier *self = VOUCH_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->hub);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vouch_notifier_parent_class)->dispose (object);
}

static void
vouch_notifier_finalize (GObject *object)
{
  VouchNotifier *self = VOUCH_NOTIFIER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->status, g_free);

  G_OBJECT_CLASS (vouch_notifier_parent_class)->finalize (object);
}

static void
vouch_notifier_class_init (VouchNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_notifier_finalize;
}

static void
vouch_notifier_init (VouchNotifier *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * vouch_notifier_new:
 * @application: sends the notifications; must outlive the notifier
 * @hub: whose news it tells
 * @settings: which of them
 *
 * Returns: (transfer full): a notifier, at work
 */
VouchNotifier *
vouch_notifier_new (GApplication *application,
                    VouchHub     *hub,
                    GSettings    *settings)
{
  VouchNotifier *self = g_object_new (VOUCH_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->hub = g_object_ref (hub);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (hub, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::last-sync", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return self;
}
