/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include "signin/vouch-signin-watchdog.h"

#define PATIENCE_SECONDS 8

struct _VouchSigninWatchdog
{
  GObject parent_instance;

  GtkWidget *view;     /* (unowned): it owns this */
  gboolean is_loaded;
  gboolean stuck;
  guint timer;
};

typedef enum
{
  PROP_STUCK = 1,
  N_PROPS,
} VouchSigninWatchdogProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchSigninWatchdog, vouch_signin_watchdog, G_TYPE_OBJECT)

static void
set_stuck (VouchSigninWatchdog *self,
           gboolean             stuck)
{
  if (self->stuck == stuck)
    return;

  self->stuck = stuck;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STUCK]);
}

/* Whether @pixels all have one colour. */
gboolean
vouch_signin_is_blank (const guint32 *pixels,
                       gsize          n_pixels)
{
  for (gsize i = 1; i < n_pixels; i++)
    {
      if (pixels[i] != pixels[0])
        return FALSE;
    }

  return TRUE;
}

/* As the person sees it, so after all that the graphics driver did or did not do. */
static GdkTexture *
render (GtkWidget *view)
{
  GtkNative *native = gtk_widget_get_native (view);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (view);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture *texture;

  if (native == NULL || gtk_native_get_renderer (native) == NULL)
    return NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (view),
                          gtk_widget_get_height (view));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return NULL;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, NULL);
  gsk_render_node_unref (node);
  return texture;
}

static gboolean
shows_nothing (GtkWidget *view)
{
  g_autoptr(GdkTexture) texture = render (view);
  g_autofree guchar *data = NULL;
  gsize width;
  gsize height;

  if (texture == NULL)
    return gtk_widget_get_mapped (view);

  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  data = g_malloc (width * height * 4);
  gdk_texture_download (texture, data, width * 4);
  return vouch_signin_is_blank ((const guint32 *) (gpointer) data, width * height);
}

static gboolean
looked_cb (gpointer user_data)
{
  VouchSigninWatchdog *self = VOUCH_SIGNIN_WATCHDOG (user_data);

  self->timer = 0;
  set_stuck (self, !self->is_loaded || shows_nothing (self->view));
  return G_SOURCE_REMOVE;
}

static void
start (VouchSigninWatchdog *self,
       gboolean             is_loaded)
{
  vouch_signin_watchdog_stop (self);
  self->is_loaded = is_loaded;
  self->timer = g_timeout_add_seconds (PATIENCE_SECONDS, looked_cb, self);
}

static void
vouch_signin_watchdog_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((VouchSigninWatchdogProperty) prop_id)
    {
    case PROP_STUCK:
      g_value_set_boolean (value, VOUCH_SIGNIN_WATCHDOG (object)->stuck);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_signin_watchdog_dispose (GObject *object)
{
  g_clear_handle_id (&VOUCH_SIGNIN_WATCHDOG (object)->timer, g_source_remove);

  G_OBJECT_CLASS (vouch_signin_watchdog_parent_class)->dispose (object);
}

static void
vouch_signin_watchdog_class_init (VouchSigninWatchdogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vouch_signin_watchdog_dispose;
  object_class->get_property = vouch_signin_watchdog_get_property;

  properties[PROP_STUCK] =
    g_param_spec_boolean ("stuck", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_signin_watchdog_init (VouchSigninWatchdog *self)
{
}

/**
 * vouch_signin_watchdog_new:
 * @view: what shows the page; it outlives the watchdog
 *
 * Returns: (transfer full): a watchdog that sleeps
 */
VouchSigninWatchdog *
vouch_signin_watchdog_new (GtkWidget *view)
{
  VouchSigninWatchdog *self = g_object_new (VOUCH_TYPE_SIGNIN_WATCHDOG, NULL);

  self->view = view;
  return self;
}

/* A load has begun, or has moved on. */
void
vouch_signin_watchdog_loading (VouchSigninWatchdog *self)
{
  start (self, FALSE);
}

void
vouch_signin_watchdog_loaded (VouchSigninWatchdog *self)
{
  start (self, TRUE);
}

/* There is nothing to wait for: it shows what went wrong, or it has ended. */
void
vouch_signin_watchdog_stop (VouchSigninWatchdog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  set_stuck (self, FALSE);
}

gboolean
vouch_signin_watchdog_get_stuck (VouchSigninWatchdog *self)
{
  return self->stuck;
}
