/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-hub-overview.h"
#include "ui/vouch-hub-private.h"
#include "ui/vouch-load.h"

typedef enum
{
  PROP_STATE = 1,
  PROP_LOADED,
  PROP_CAN_WRITE,
  PROP_CURRENT,
  PROP_SYNCING,
  PROP_PROGRESS,
  PROP_LAST_SYNC,
  PROP_NEXT_SYNC,
  PROP_ATTENTION,
  PROP_PRACTICE_URI,
  N_PROPS,
} VouchHubProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (VouchHubState, vouch_hub_state,
                    G_DEFINE_ENUM_VALUE (VOUCH_HUB_OPENING, "opening"),
                    G_DEFINE_ENUM_VALUE (VOUCH_HUB_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (VOUCH_HUB_VIEWER, "viewer"),
                    G_DEFINE_ENUM_VALUE (VOUCH_HUB_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (VouchHub, vouch_hub, G_TYPE_OBJECT)

/* The connections. */

static void read_connections (VouchHub *self);

static VouchConnectionItem *
find_item (VouchHub *self,
           gint64    id,
           guint    *position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->connections), i);

      if (vouch_connection_item_get_id (item) == id)
        {
          *position = i;
          return item;
        }
    }

  return NULL;
}

static gboolean
has_connection (GPtrArray *connections,
                gint64     id)
{
  for (guint i = 0; i < connections->len; i++)
    {
      if (((VouchConnection *) connections->pdata[i])->id == id)
        return TRUE;
    }

  return FALSE;
}

/* FALSE: all are there. So with the next two. */
static gboolean
drop_missing (VouchHub  *self,
              GPtrArray *connections)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = n_items; i > 0; i--)
    {
      g_autoptr(VouchConnectionItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->connections), i - 1);

      if (!has_connection (connections, vouch_connection_item_get_id (item)))
        g_list_store_remove (self->connections, i - 1);
    }

  return g_list_model_get_n_items (G_LIST_MODEL (self->connections)) != n_items;
}

static gboolean
take_connections (VouchHub               *self,
                  const VouchHubOverview *overview)
{
  GPtrArray *connections = overview->connections;
  gboolean changed = drop_missing (self, connections);
  guint position = 0;

  for (guint i = 0; i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];
      VouchConnectionItem *item = find_item (self, connection->id, &position);

      changed |= item == NULL || vouch_connection_item_update (item, connection);
      if (item == NULL)
        {
          g_autoptr(VouchConnectionItem) added = item = vouch_connection_item_new (connection);

          g_list_store_append (self->connections, added);
        }
      vouch_connection_item_set_colour (item, overview->colours->pdata[i]);
    }

  return changed;
}

/* The window is always about a connection while there is one. */
static void
choose_current (VouchHub *self)
{
  g_autoptr(VouchConnectionItem) first = NULL;
  VouchConnectionItem *wanted = NULL;
  guint position = 0;

  if (self->wanted_id != 0)
    wanted = find_item (self, self->wanted_id, &position);
  if (wanted != NULL)
    {
      self->wanted_id = 0;
      vouch_hub_set_current (self, wanted);
    }
  if (self->current != NULL &&
      find_item (self, vouch_connection_item_get_id (self->current), &position) != NULL)
    return;

  first = g_list_model_get_item (G_LIST_MODEL (self->connections), 0);
  vouch_hub_set_current (self, first);
}

static void
take_overview (VouchHub               *self,
               const VouchHubOverview *overview)
{
  gboolean changed = take_connections (self, overview);

  choose_current (self);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (overview->current_id == vouch_hub_get_current_id (self))
    {
      changed |= self->paused_until != overview->paused_until;
      self->paused_until = overview->paused_until;
    }
  if (changed)
    vouch_hub_emit_condition (self);
  if (overview->current_id != vouch_hub_get_current_id (self) ||
      overview->attention == self->attention)
    return;

  self->attention = overview->attention;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTENTION]);
}

static void
overview_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchHubOverview *overview = vouch_load_finish (result, &error);
  VouchHub *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_HUB (user_data);
  self->reading = FALSE;
  if (overview != NULL)
    {
      take_overview (self, overview);
      vouch_hub_overview_free (overview);
    }
  else
    {
      g_debug ("The connections could not be read: %s", error->message);
    }
  if (self->stale)
    read_connections (self);
}

static void
read_connections (VouchHub *self)
{
  VouchStore *store = vouch_hub_get_store (self);
  VouchHubOverview *overview;

  self->stale = self->reading;
  if (self->reading || store == NULL)
    return;

  self->reading = TRUE;
  overview = vouch_hub_overview_new (vouch_hub_get_current_id (self));
  vouch_load_async (store, "read connections", vouch_hub_overview_load, overview,
                    (GDestroyNotify) vouch_hub_overview_free, self->cancellable, overview_read_cb,
                    self);
}

static void
store_changed_cb (VouchStore *store,
                  const char *subject,
                  GArray     *ids,
                  gpointer    user_data)
{
  static const char *const subjects[] = { "connection", "effect", "trigger", "setting", NULL };

  if (g_strv_contains (subjects, subject))
    read_connections (user_data);
}

/* For what the hub is made of. */

/* Takes over @error. */
void
vouch_hub_set_state (VouchHub      *self,
                     VouchHubState  state,
                     GError        *error)
{
  gboolean could_write = vouch_hub_get_can_write (self);

  g_clear_error (&self->error);
  self->error = error;
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (could_write != vouch_hub_get_can_write (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_WRITE]);
}

void
vouch_hub_notify_practice (VouchHub *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE_URI]);
}

/* The store is open: everything that follows it begins. */
void
vouch_hub_follow_store (VouchHub *self)
{
  g_signal_connect_object (vouch_hub_get_store (self), "changed", G_CALLBACK (store_changed_cb),
                           self, 0);
  read_connections (self);
}

static void
vouch_hub_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  VouchHub *self = VOUCH_HUB (object);

  switch ((VouchHubProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_CAN_WRITE:
      g_value_set_boolean (value, vouch_hub_get_can_write (self));
      break;
    case PROP_CURRENT:
      g_value_set_object (value, self->current);
      break;
    case PROP_SYNCING:
      g_value_set_boolean (value, vouch_hub_get_syncing (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, vouch_hub_get_progress (self));
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, vouch_hub_get_last_sync (self));
      break;
    case PROP_NEXT_SYNC:
      g_value_set_int64 (value, vouch_hub_get_next_sync (self));
      break;
    case PROP_ATTENTION:
      g_value_set_uint (value, self->attention);
      break;
    case PROP_PRACTICE_URI:
      g_value_set_string (value, vouch_hub_get_practice_uri (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_hub_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  if (prop_id == PROP_CURRENT)
    vouch_hub_set_current (VOUCH_HUB (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
vouch_hub_dispose (GObject *object)
{
  VouchHub *self = VOUCH_HUB (object);

  vouch_hub_end_work (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->lock_timer, g_source_remove);
  g_clear_handle_id (&self->grace_timer, g_source_remove);
  vouch_hub_end_telling (self);
  g_clear_handle_id (&self->keyring_timer, g_source_remove);
  vouch_hub_stop_unlocking (self);
  g_clear_object (&self->practice);
  g_clear_object (&self->store_watch);
  g_clear_object (&self->current);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (vouch_hub_parent_class)->dispose (object);
}

static void
clear_options (VouchContextOptions *options)
{
  g_free ((char *) options->data_dir);
  g_free ((char *) options->role);
  g_free ((char *) options->vfs);
  g_clear_object (&options->transport);
  g_clear_object (&options->clock);
  g_clear_object (&options->random);
  g_clear_object (&options->secrets);
  g_clear_object (&options->writer);
  g_clear_object (&options->reader);
}

static void
vouch_hub_finalize (GObject *object)
{
  VouchHub *self = VOUCH_HUB (object);

  clear_options (&self->options);
  g_clear_error (&self->error);
  g_clear_object (&self->connections);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->practice_waiting, g_ptr_array_unref);
  g_clear_pointer (&self->redirect_uris, g_strfreev);
  g_clear_pointer (&self->holder, g_free);
  g_clear_pointer (&self->dismissed, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_hub_parent_class)->finalize (object);
}

static void
vouch_hub_class_init (VouchHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_hub_get_property;
  object_class->set_property = vouch_hub_set_property;
  object_class->dispose = vouch_hub_dispose;
  object_class->finalize = vouch_hub_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, VOUCH_TYPE_HUB_STATE,
                                              VOUCH_HUB_OPENING, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_WRITE] = g_param_spec_boolean ("can-write", NULL, NULL, FALSE, flags);
  properties[PROP_CURRENT] =
    g_param_spec_object ("current", NULL, NULL, VOUCH_TYPE_CONNECTION_ITEM,
                         (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_SYNCING] = g_param_spec_boolean ("syncing", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  properties[PROP_NEXT_SYNC] = g_param_spec_int64 ("next-sync", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  properties[PROP_ATTENTION] = g_param_spec_uint ("attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PRACTICE_URI] = g_param_spec_string ("practice-uri", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_signal_new ("condition-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 0);
}

static void
vouch_hub_init (VouchHub *self)
{
  self->connections = g_list_store_new (VOUCH_TYPE_CONNECTION_ITEM);
  self->cancellable = g_cancellable_new ();
}

static gpointer
ref_or_null (gpointer object)
{
  return object != NULL ? g_object_ref (object) : NULL;
}

/**
 * vouch_hub_new:
 * @options: how the context is built; @read_only is decided by the hub
 *
 * Returns: (transfer full): a hub that is not open yet
 */
VouchHub *
vouch_hub_new (const VouchContextOptions *options)
{
  VouchHub *self = g_object_new (VOUCH_TYPE_HUB, NULL);

  self->options.data_dir = g_strdup (options->data_dir);
  self->options.role = g_strdup (options->role);
  self->options.vfs = g_strdup (options->vfs);
  self->options.transport = ref_or_null (options->transport);
  self->options.clock = options->clock != NULL ? g_object_ref (options->clock)
                                               : vouch_system_clock_new ();
  self->options.random = ref_or_null (options->random);
  self->options.secrets = ref_or_null (options->secrets);
  self->options.writer = ref_or_null (options->writer);
  self->options.reader = ref_or_null (options->reader);
  return self;
}

VouchHubState
vouch_hub_get_state (VouchHub *self)
{
  g_return_val_if_fail (VOUCH_IS_HUB (self), VOUCH_HUB_FAILED);

  return self->state;
}

gboolean
vouch_hub_get_loaded (VouchHub *self)
{
  return self->loaded;
}

const GError *
vouch_hub_get_error (VouchHub *self)
{
  return self->error;
}

gboolean
vouch_hub_get_can_write (VouchHub *self)
{
  return self->state == VOUCH_HUB_READY;
}

VouchContext *
vouch_hub_get_context (VouchHub *self)
{
  return self->context;
}

VouchStore *
vouch_hub_get_store (VouchHub *self)
{
  return self->context != NULL ? vouch_context_get_store (self->context) : NULL;
}

VouchEngine *
vouch_hub_get_engine (VouchHub *self)
{
  return self->context != NULL ? vouch_context_get_engine (self->context) : NULL;
}

GListModel *
vouch_hub_get_connections (VouchHub *self)
{
  return G_LIST_MODEL (self->connections);
}

VouchConnectionItem *
vouch_hub_find_connection (VouchHub     *self,
                           VouchHubTest  test)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->connections));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->connections), i);

      if (test (self, item))
        return item;
    }

  return NULL;
}

VouchConnectionItem *
vouch_hub_get_current (VouchHub *self)
{
  return self->current;
}

/* 0: there is none. */
gint64
vouch_hub_get_current_id (VouchHub *self)
{
  return self->current != NULL ? vouch_connection_item_get_id (self->current) : 0;
}

void
vouch_hub_set_current (VouchHub            *self,
                       VouchConnectionItem *connection)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  if (!g_set_object (&self->current, connection))
    return;

  vouch_hub_follow_engine (self);
  vouch_hub_watch_keyring (self);
  vouch_hub_emit_condition (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  read_connections (self);
}

void
vouch_hub_choose (VouchHub *self,
                  gint64    connection_id)
{
  g_return_if_fail (VOUCH_IS_HUB (self));

  self->wanted_id = connection_id;
  read_connections (self);
}

guint
vouch_hub_get_attention (VouchHub *self)
{
  return self->attention;
}

/* 0: until somebody resumes. */
gint64
vouch_hub_get_paused_until (VouchHub *self)
{
  return self->paused_until;
}
