/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-private.h"

typedef enum
{
  PROP_ID = 1,
  PROP_DATA,
  N_PROPS
} VouchRowProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchRow, vouch_row, G_TYPE_OBJECT)

static void
vouch_row_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  VouchRow *self = VOUCH_ROW (object);

  switch ((VouchRowProperty) property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_DATA:
      g_value_set_pointer (value, self->data);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vouch_row_finalize (GObject *object)
{
  VouchRow *self = VOUCH_ROW (object);

  if (self->cache != NULL)
    vouch_row_cache_forget (self->cache, self);
  if (self->data != NULL)
    vouch_row_layout_free (self->klass->layout, self->data);

  G_OBJECT_CLASS (vouch_row_parent_class)->finalize (object);
}

static void
vouch_row_class_init (VouchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_row_get_property;
  object_class->finalize = vouch_row_finalize;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  properties[PROP_DATA] =
    g_param_spec_pointer ("data", NULL, NULL,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_row_init (VouchRow *self)
{
}

VouchRow *
vouch_row_new (gint64 id)
{
  VouchRow *self = g_object_new (VOUCH_TYPE_ROW, NULL);

  self->id = id;
  return self;
}

gint64
vouch_row_get_id (VouchRow *self)
{
  return self->id;
}

gconstpointer
vouch_row_get_data (VouchRow *self)
{
  return self->data;
}

const char *
vouch_row_get_subject (VouchRow *self)
{
  return self->klass != NULL ? self->klass->subjects[0] : NULL;
}

/**
 * vouch_row_take:
 * @self: a row
 * @klass: the class of the query that loaded @data
 * @data: (transfer full): what is shown
 *
 * Notifies only when it shows something else than before.
 */
void
vouch_row_take (VouchRow                 *self,
                const VouchRowQueryClass *klass,
                gpointer                  data)
{
  gpointer old = self->data;
  const VouchRowQueryClass *old_class = self->klass;

  if (old != NULL && old_class == klass && vouch_row_layout_equal (klass->layout, old, data))
    {
      vouch_row_layout_free (klass->layout, data);
      return;
    }

  self->data = data;
  self->klass = klass;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
  /* Whoever still shows the old one lets go of it when notified. */
  if (old != NULL)
    vouch_row_layout_free (old_class->layout, old);
}
