/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-model.h"
#include "store/vouch-row-private.h"
#include "store/vouch-row-reading.h"

#define PAGE 100

/* Rows that are read, and then told of, at once: each may cost a view as much as several labels. */
#define PORTION 50

/* Rows that are kept though nobody else holds them: a screenful in both directions and more. */
#define MAX_KEPT (10 * PAGE)

struct _VouchRowModel
{
  GObject parent_instance;

  VouchStore *store;         /* (owned) (nullable) once disposed */
  GCancellable *cancellable; /* (owned) */
  GCancellable *outdated;    /* (owned) (nullable): ends the list under way */
  VouchRowQuery *query;      /* (owned): what is wanted */
  VouchRowQuery *shown;      /* (owned) (nullable): what @ids came from */
  GArray *ids;               /* (owned): all rows in their order */

  VouchRowCache *cache;      /* (owned): those that have an object */
  GArray *wanted;            /* (owned): ids to load, the last one asked for at the end */
  gboolean held;
  gboolean paused;
  gboolean missed;           /* something changed while it was held or paused */
  gboolean filling;
  gboolean list_again;
  gboolean to_list;          /* a list begins once the main loop runs */
  gboolean listing;
  gboolean loading;
  GError *error;             /* (owned) (nullable) */
};

typedef enum
{
  PROP_LOADING = 1,
  PROP_N_ITEMS,
  PROP_QUERY,
  PROP_ERROR,
  N_PROPS
} VouchRowModelProperty;

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);
static void list_soon       (VouchRowModel       *self);
static void fill            (VouchRowModel       *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchRowModel, vouch_row_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The model. */

static GType
vouch_row_model_get_item_type (GListModel *model)
{
  return VOUCH_TYPE_ROW;
}

static guint
vouch_row_model_get_n_items (GListModel *model)
{
  return VOUCH_ROW_MODEL (model)->ids->len;
}

static gpointer
vouch_row_model_get_item (GListModel *model,
                          guint       position)
{
  VouchRowModel *self = VOUCH_ROW_MODEL (model);
  VouchRow *row;
  guint first = position - position % PAGE;

  if (position >= self->ids->len)
    return NULL;

  row = vouch_row_cache_find (self->cache, g_array_index (self->ids, gint64, position));
  if (row != NULL && (row->data != NULL || row->pending))
    return g_object_ref (row);

  vouch_row_cache_want (self->cache, self->ids, first, MIN (first + PAGE, self->ids->len),
                        self->wanted);
  row = vouch_row_cache_find (self->cache, g_array_index (self->ids, gint64, position));
  g_object_ref (row);
  vouch_row_cache_trim (self->cache, MAX_KEPT);
  fill (self);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = vouch_row_model_get_item_type;
  iface->get_n_items = vouch_row_model_get_n_items;
  iface->get_item = vouch_row_model_get_item;
}

/* Loading. */

static void
set_error (VouchRowModel *self,
           const GError  *error)
{
  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (error != NULL)
    g_debug ("A list cannot be read: %s", error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
filled_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VouchRowReading *reading = user_data;
  g_autoptr(VouchRowModel) self = g_weak_ref_get (&reading->model);
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_store_read_finish (VOUCH_STORE (object), result, &error);

  if (self == NULL || self->store == NULL)
    return;

  self->filling = FALSE;
  /* Rows of another kind of list may bear the same ids. */
  if (reading->query->klass == self->shown->klass)
    {
      vouch_row_reading_settle (reading, self->cache);
      if (good)
        vouch_row_reading_give (reading, self->cache, FALSE);
      else
        set_error (self, error);
    }

  fill (self);
}

/* The page that was asked for last comes first. What nobody holds any more is left out. */
static void
fill (VouchRowModel *self)
{
  VouchRowReading *reading;

  if (self->store == NULL || self->filling || self->wanted->len == 0)
    return;

  reading = vouch_row_reading_new (self, self->shown, FALSE);
  while (self->wanted->len > 0 && reading->wanted->len < PORTION)
    {
      gint64 id = g_array_index (self->wanted, gint64, self->wanted->len - 1);

      g_array_set_size (self->wanted, self->wanted->len - 1);
      if (vouch_row_cache_find (self->cache, id) != NULL)
        g_array_append_val (reading->wanted, id);
    }
  if (reading->wanted->len == 0)
    {
      vouch_row_reading_free (reading);
      return;
    }

  self->filling = TRUE;
  vouch_store_read_async (self->store, "read rows", vouch_row_reading_run, reading,
                          (GDestroyNotify) vouch_row_reading_free, self->cancellable, filled_cb,
                          reading);
}

/* Listing. */

static void
set_loading (VouchRowModel *self,
             gboolean       loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Exchanges the ids, and tells once about what lies between an equal beginning and an equal end. */
static void
exchange (VouchRowModel *self,
          GArray        *ids,
          gboolean       same_kind)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->ids);
  guint n_old = old->len, n_new = ids->len;
  guint head = 0, tail = 0;

  if (same_kind)
    vouch_row_ids_compare (old, ids, &head, &tail);
  self->ids = g_array_ref (ids);
  if (head + tail == MAX (n_old, n_new))
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), head, n_old - head - tail, n_new - head - tail);
  if (n_old != n_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
apply (VouchRowModel   *self,
       VouchRowReading *reading)
{
  gboolean same = self->shown != NULL && self->shown->klass == reading->query->klass;
  g_autoptr(GArray) ids = g_steal_pointer (&reading->ids);

  g_clear_pointer (&self->shown, vouch_row_query_unref);
  self->shown = vouch_row_query_ref (reading->query);
  set_error (self, NULL);
  if (!same)
    {
      vouch_row_cache_clear (self->cache);
      g_array_set_size (self->wanted, 0);
    }

  if (reading->lists_first)
    vouch_row_reading_give (reading, self->cache, TRUE);
  exchange (self, ids, same);
  if (!reading->lists_first)
    vouch_row_reading_give (reading, self->cache, FALSE);
}

static void listed_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
list (VouchRowModel *self,
      gboolean       whole)
{
  VouchRowReading *reading = vouch_row_reading_new (self, self->query, whole);

  reading->lists_first = !whole;
  /* What changed is read again together with the list, so that both are of one moment. */
  if (whole)
    vouch_row_cache_take_stale (self->cache, reading->wanted);
  g_clear_object (&self->outdated);
  self->outdated = g_cancellable_new ();
  vouch_store_read_async (self->store, whole ? "read list" : "read first rows",
                          vouch_row_reading_run, reading, (GDestroyNotify) vouch_row_reading_free,
                          self->outdated, listed_cb, reading);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VouchRowReading *reading = user_data;
  g_autoptr(VouchRowModel) self = g_weak_ref_get (&reading->model);
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_store_read_finish (VOUCH_STORE (object), result, &error);
  gboolean wanted = self != NULL && reading->query == self->query &&
                    !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self == NULL || self->store == NULL)
    return;

  if (reading->lists && (!good || !wanted))
    vouch_row_cache_note_stale (self->cache, reading->wanted);
  if (good && wanted && (reading->lists || reading->ids->len > 0))
    apply (self, reading);
  self->listing = wanted && reading->lists_first;
  if (self->listing)
    {
      list (self, TRUE);
      return;
    }

  if (!good && wanted)
    set_error (self, error);
  if (self->list_again)
    list_soon (self);
  else if (!self->to_list)
    set_loading (self, FALSE);
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  VouchRowModel *self = VOUCH_ROW_MODEL (object);

  self->to_list = self->list_again = FALSE;
  if (self->store == NULL)
    return;

  self->listing = TRUE;
  list (self, self->shown == self->query || self->query->klass->list_first == NULL);
}

/* One transaction announces several subjects: the list begins after all of them. While one is
 * under way, whatever comes is left to the next. */
static void
list_soon (VouchRowModel *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->to_list)
    return;
  if (self->listing)
    {
      self->list_again = TRUE;
      return;
    }

  self->to_list = TRUE;
  set_loading (self, TRUE);
  task = g_task_new (self, NULL, list_cb, NULL);
  g_task_set_source_tag (task, list_soon);
  g_task_return_boolean (task, TRUE);
}

/* The rows of a list that is held tell what is new about them where they stand. */
static void
miss (VouchRowModel *self)
{
  self->missed = TRUE;
  if (self->paused)
    return;

  vouch_row_cache_take_stale (self->cache, self->wanted);
  fill (self);
}

static void
catch_up (VouchRowModel *self)
{
  if (!self->missed || self->paused || self->store == NULL)
    return;

  self->missed = FALSE;
  if (self->held)
    miss (self);
  else
    list_soon (self);
}

static void
changed_cb (VouchStore    *store,
            const char    *subject,
            GArray        *ids,
            VouchRowModel *self)
{
  const VouchRowQueryClass *klass = self->query->klass;

  if (!g_strv_contains (klass->subjects, subject))
    return;

  if (klass->owns_ids && g_str_equal (klass->subjects[0], subject))
    vouch_row_cache_note_stale (self->cache, ids);
  else
    vouch_row_cache_note_all_stale (self->cache);
  if (self->held || self->paused)
    miss (self);
  else
    list_soon (self);
}

static void
vouch_row_model_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VouchRowModel *self = VOUCH_ROW_MODEL (object);

  switch ((VouchRowModelProperty) property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vouch_row_model_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_QUERY)
    vouch_row_model_set_query (VOUCH_ROW_MODEL (object), g_value_get_boxed (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
vouch_row_model_dispose (GObject *object)
{
  VouchRowModel *self = VOUCH_ROW_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->outdated);
  g_clear_object (&self->store);
  vouch_row_cache_clear (self->cache);

  G_OBJECT_CLASS (vouch_row_model_parent_class)->dispose (object);
}

static void
vouch_row_model_finalize (GObject *object)
{
  VouchRowModel *self = VOUCH_ROW_MODEL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->outdated);
  g_clear_pointer (&self->query, vouch_row_query_unref);
  g_clear_pointer (&self->shown, vouch_row_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->cache, vouch_row_cache_free);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (vouch_row_model_parent_class)->finalize (object);
}

static void
vouch_row_model_class_init (VouchRowModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_row_model_get_property;
  object_class->set_property = vouch_row_model_set_property;
  object_class->dispose = vouch_row_model_dispose;
  object_class->finalize = vouch_row_model_finalize;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                       (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_QUERY] =
    g_param_spec_boxed ("query", NULL, NULL, VOUCH_TYPE_ROW_QUERY,
                        (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_row_model_init (VouchRowModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cache = vouch_row_cache_new ();
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * vouch_row_model_new:
 * @store: an open store
 * @query: what is shown; the model takes a reference of its own
 *
 * Returns: (transfer full): a model that is empty until the first list is read
 */
VouchRowModel *
vouch_row_model_new (VouchStore    *store,
                     VouchRowQuery *query)
{
  VouchRowModel *self = g_object_new (VOUCH_TYPE_ROW_MODEL, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);
  vouch_row_model_set_query (self, query);
  return self;
}

VouchRowQuery *
vouch_row_model_get_query (VouchRowModel *self)
{
  return self->query;
}

/**
 * vouch_row_model_set_query:
 * @self: a model
 * @query: what is to be shown
 *
 * The rows stay as they are until the new list is there; then it is one items-changed. What is
 * still being read for the last query ends.
 */
void
vouch_row_model_set_query (VouchRowModel *self,
                           VouchRowQuery *query)
{
  g_return_if_fail (VOUCH_IS_ROW_MODEL (self));
  g_return_if_fail (query != NULL);

  if (self->query == query)
    return;

  vouch_row_query_ref (query);
  g_clear_pointer (&self->query, vouch_row_query_unref);
  self->query = query;
  g_cancellable_cancel (self->outdated);
  if (self->store != NULL)
    list_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * vouch_row_model_set_held:
 * @self: a model
 * @held: whether rows stay where they are
 *
 * While it is held, a row shows what is new about it, but none comes, goes or moves unless another
 * query is set. Afterwards all that was missed is one items-changed.
 */
void
vouch_row_model_set_held (VouchRowModel *self,
                          gboolean       held)
{
  g_return_if_fail (VOUCH_IS_ROW_MODEL (self));

  self->held = held;
  catch_up (self);
}

void
vouch_row_model_set_paused (VouchRowModel *self,
                            gboolean       paused)
{
  g_return_if_fail (VOUCH_IS_ROW_MODEL (self));

  self->paused = paused;
  catch_up (self);
}

gboolean
vouch_row_model_get_loading (VouchRowModel *self)
{
  return self->loading;
}

const GError *
vouch_row_model_get_error (VouchRowModel *self)
{
  return self->error;
}

guint
vouch_row_model_find (VouchRowModel *self,
                      gint64         id)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == id)
        return i;
    }

  return G_MAXUINT;
}

gint64
vouch_row_model_get_id (VouchRowModel *self,
                        guint          position)
{
  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

guint
vouch_row_model_get_n_alive (VouchRowModel *self)
{
  return vouch_row_cache_get_n (self->cache);
}
