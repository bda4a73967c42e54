/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-util.h"
#include "store/vouch-row-util.h"
#include "store/vouch-store-watch.h"

#define INTERVAL (2 * VOUCH_SECOND)

struct _VouchStoreWatch
{
  GObject parent_instance;

  VouchStore *store;         /* (owned) (nullable) once disposed */
  VouchClock *clock;         /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint timer;               /* 0: none */
  gint64 version;            /* as read last; 0: not yet */
};

/**
 * Look:
 *
 * One look at the version that SQLite gives the content of the file.
 */
typedef struct
{
  GWeakRef watch;
  gint64 version;
} Look;

static void look_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);

G_DEFINE_FINAL_TYPE (VouchStoreWatch, vouch_store_watch, G_TYPE_OBJECT)

/* All that vouch_db_note_change() is called with. */
static const char *const subjects[] = {
  "application", "capability", "connection", "cursor", "effect", "job", "ledger", "request",
  "run", "setting", "step", "survey", "tag-field", "tag-value", "template", "trigger",
};

static void
look_free (Look *look)
{
  g_weak_ref_clear (&look->watch);
  g_free (look);
}

static gboolean
read_version (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  Look *look = data;

  return vouch_rows_take_int (vouch_db_query (db, error, "PRAGMA data_version", ""),
                              &look->version, error);
}

static gboolean
look (gpointer user_data)
{
  VouchStoreWatch *self = user_data;
  Look *data = g_new0 (Look, 1);

  self->timer = 0;
  g_weak_ref_init (&data->watch, self);
  vouch_store_read_async (self->store, "look for commits", read_version, data,
                          (GDestroyNotify) look_free, self->cancellable, look_cb, data);
  return G_SOURCE_REMOVE;
}

static void
announce (VouchStore *store)
{
  const gint64 all = 0;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, all);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    g_signal_emit_by_name (store, "changed", subjects[i], ids);
}

/* A look that fails says nothing; the next one may not. */
static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VouchStore *store = VOUCH_STORE (object);
  const Look *data = user_data;
  g_autoptr(VouchStoreWatch) self = g_weak_ref_get ((GWeakRef *) &data->watch);
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_store_read_finish (store, result, &error);
  gboolean changed;

  if (self == NULL || self->store == NULL)
    return;

  if (!good)
    g_debug ("Cannot look for commits: %s", error->message);
  changed = good && self->version != 0 && self->version != data->version;
  if (good)
    self->version = data->version;
  self->timer = vouch_clock_add_timer (self->clock, INTERVAL, look, self);
  if (changed)
    announce (store);
}

static void
vouch_store_watch_dispose (GObject *object)
{
  VouchStoreWatch *self = VOUCH_STORE_WATCH (object);

  if (self->timer != 0)
    vouch_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vouch_store_watch_parent_class)->dispose (object);
}

static void
vouch_store_watch_finalize (GObject *object)
{
  VouchStoreWatch *self = VOUCH_STORE_WATCH (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_store_watch_parent_class)->finalize (object);
}

static void
vouch_store_watch_class_init (VouchStoreWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vouch_store_watch_dispose;
  object_class->finalize = vouch_store_watch_finalize;
}

static void
vouch_store_watch_init (VouchStoreWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * vouch_store_watch_new:
 * @store: a store that is open for reading only
 * @clock: for the time between two looks
 *
 * Whatever is read from @store after this call is either up to date or announced.
 *
 * Returns: (transfer full): a watch, for as long as it lives
 */
VouchStoreWatch *
vouch_store_watch_new (VouchStore *store,
                       VouchClock *clock)
{
  VouchStoreWatch *self = g_object_new (VOUCH_TYPE_STORE_WATCH, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  look (self);
  return self;
}
