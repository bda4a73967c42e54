/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <gtk/gtk.h>

#include "ui/vouch-load.h"
#include "ui/vouch-reloader.h"

struct _VouchReloader
{
  GObject parent_instance;

  VouchHub *hub;               /* (owned) */
  const VouchReading *reading; /* (unowned): static */
  gpointer user_data;          /* (unowned): a widget or not; clears it when it is disposed */
  GSignalGroup *store_signals; /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  gint64 connection_id;        /* of the reading under way */
  gboolean busy;
  gboolean stale;              /* something changed since the reading began */
  gboolean waits;              /* something changed while the widget was not on the screen */
};

G_DEFINE_FINAL_TYPE (VouchReloader, vouch_reloader, G_TYPE_OBJECT)

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gpointer data = vouch_load_finish (result, &error);
  VouchReloader *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_RELOADER (user_data);
  self->busy = FALSE;
  if (self->connection_id == vouch_hub_get_current_id (self->hub))
    self->reading->take (self->user_data, data, error);
  else if (data != NULL)
    self->reading->destroy (data);

  if (self->stale)
    vouch_reloader_reload (self);
}

void
vouch_reloader_reload (VouchReloader *self)
{
  VouchStore *store;

  g_return_if_fail (VOUCH_IS_RELOADER (self));

  store = vouch_hub_get_store (self->hub);
  self->stale = self->busy;
  self->waits = FALSE;
  if (self->busy || store == NULL || vouch_hub_get_current (self->hub) == NULL)
    return;

  self->busy = TRUE;
  self->connection_id = vouch_hub_get_current_id (self->hub);
  vouch_load_async (store, self->reading->label, self->reading->load,
                    self->reading->prepare (self->connection_id, self->user_data),
                    self->reading->destroy, self->cancellable, read_cb, self);
}

static void
store_changed_cb (VouchReloader *self,
                  const char    *subject)
{
  if (!g_strv_contains (self->reading->subjects, subject))
    return;

  if (GTK_IS_WIDGET (self->user_data) && !gtk_widget_get_mapped (GTK_WIDGET (self->user_data)))
    self->waits = TRUE;
  else
    vouch_reloader_reload (self);
}

static void
map_cb (VouchReloader *self)
{
  if (self->waits)
    vouch_reloader_reload (self);
}

/* The store is another one after it was opened again. */
static void
state_changed_cb (VouchReloader *self)
{
  g_signal_group_set_target (self->store_signals, vouch_hub_get_store (self->hub));
  vouch_reloader_reload (self);
}

static void
vouch_reloader_dispose (GObject *object)
{
  VouchReloader *self = VOUCH_RELOADER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_reloader_parent_class)->dispose (object);
}

static void
vouch_reloader_finalize (GObject *object)
{
  g_clear_object (&VOUCH_RELOADER (object)->cancellable);

  G_OBJECT_CLASS (vouch_reloader_parent_class)->finalize (object);
}

static void
vouch_reloader_class_init (VouchReloaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vouch_reloader_dispose;
  object_class->finalize = vouch_reloader_finalize;
}

static void
vouch_reloader_init (VouchReloader *self)
{
  self->cancellable = g_cancellable_new ();
  self->store_signals = g_signal_group_new (VOUCH_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
}

VouchReloader *
vouch_reloader_new (VouchHub           *hub,
                    const VouchReading *reading,
                    gpointer            user_data)
{
  VouchReloader *self = g_object_new (VOUCH_TYPE_RELOADER, NULL);

  self->hub = g_object_ref (hub);
  self->reading = reading;
  self->user_data = user_data;
  g_signal_connect_object (hub, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (vouch_reloader_reload), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_WIDGET (user_data))
    g_signal_connect_object (user_data, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return self;
}

void
vouch_reloader_clear (VouchReloader **location)
{
  g_autoptr(VouchReloader) self = g_steal_pointer (location);

  if (self != NULL)
    g_object_run_dispose (G_OBJECT (self));
}
