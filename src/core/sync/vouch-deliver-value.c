/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-deliver-value.h"
#include "sync/vouch-delivery.h"

#define VOUCH_TYPE_DELIVER_VALUE (vouch_deliver_value_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverValue, vouch_deliver_value, VOUCH, DELIVER_VALUE, VouchDelivery)

struct _VouchDeliverValue
{
  VouchDelivery parent_instance;

  VouchTagField *field; /* (owned) (nullable) */
  GPtrArray *values;    /* (owned), of VouchTagValue: as read from the service */
  GHashTable *pages;    /* (owned): page ids seen in this look */
  gboolean renamed;     /* the service took the new name */
};

G_DEFINE_FINAL_TYPE (VouchDeliverValue, vouch_deliver_value, VOUCH_TYPE_DELIVERY)

static const char *
get_label (VouchDelivery *delivery)
{
  return vouch_delivery_get_effect (delivery)->subject + strlen ("value:");
}

static gboolean
wants_archived (VouchDelivery *delivery)
{
  return g_strcmp0 (vouch_delivery_get_effect (delivery)->body, VOUCH_VALUE_ARCHIVED) == 0;
}

static VouchTagValue *
find_label (VouchDeliverValue *self,
            const char        *label)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      VouchTagValue *value = self->values->pdata[i];

      if (g_strcmp0 (value->label, label) == 0)
        return value;
    }

  return NULL;
}

static VouchTagValue *
find_value (VouchDeliverValue *self)
{
  return find_label (self, get_label (VOUCH_DELIVERY (self)));
}

/* The value that gets the label; NULL when one is added, or has it. */
static VouchTagValue *
find_renamed (VouchDeliverValue *self)
{
  const char *body = vouch_delivery_get_effect (VOUCH_DELIVERY (self))->body;
  VouchTagValue *value = NULL;

  if (find_value (self) == NULL && body != NULL && g_str_has_prefix (body, VOUCH_VALUE_RENAMED))
    value = find_label (self, body + strlen (VOUCH_VALUE_RENAMED));

  return value != NULL && !value->archived ? value : NULL;
}

static gboolean
vouch_deliver_value_load (VouchDelivery  *delivery,
                          VouchDb        *db,
                          GError        **error)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (delivery);
  g_autoptr(GError) failure = NULL;

  self->field =
    vouch_tag_field_get (db, vouch_session_get_id (vouch_delivery_get_session (delivery)),
                         &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static VouchLook
judge (VouchDeliverValue *self)
{
  const VouchTagValue *value = find_value (self);

  if (wants_archived (VOUCH_DELIVERY (self)))
    return value == NULL || value->archived ? VOUCH_LOOK_FOUND : VOUCH_LOOK_ABSENT;

  return value != NULL && !value->archived ? VOUCH_LOOK_FOUND : VOUCH_LOOK_ABSENT;
}

static VouchLook
take_page (VouchDeliverValue *self,
           VouchReply        *reply)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchAtsValuesPage) page = vouch_ats_read_values (reply, NULL);

  /* A list that goes round in circles would never end. */
  if (page == NULL ||
      (page->next_page_id != NULL &&
       !g_hash_table_add (self->pages, g_strdup (page->next_page_id))))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));

  for (guint i = 0; i < page->values->len; i++)
    {
      const VouchTagValue *value = page->values->pdata[i];

      g_ptr_array_add (self->values,
                       vouch_tag_value_new (value->value_id, value->label, value->archived));
    }
  if (page->next_page_id == NULL || page->values->len == 0)
    return judge (self);

  vouch_delivery_read (delivery, FALSE,
                       vouch_ats_call_property_values (self->field->id, page->next_page_id));
  return VOUCH_LOOK_MORE;
}

static VouchLook
vouch_deliver_value_look (VouchDelivery *delivery,
                          VouchReply    *reply,
                          const GError  *error)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (delivery);

  if (self->field == NULL || self->field->id == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("field.missing", NULL));
  if (self->field->free_text)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_REFUSED,
                                vouch_reason_new ("field.free-text", NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (reply == NULL)
    {
      g_hash_table_remove_all (self->pages);
      vouch_delivery_read (delivery, FALSE, vouch_ats_call_property_values (self->field->id, NULL));
      return VOUCH_LOOK_MORE;
    }

  return take_page (self, reply);
}

static VouchCall *
vouch_deliver_value_build (VouchDelivery *delivery)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (delivery);
  const VouchTagValue *value = find_value (self);
  const VouchTagValue *renamed = find_renamed (self);

  if (renamed != NULL)
    return vouch_ats_call_value_rename (self->field->id, renamed->value_id, get_label (delivery));
  if (value == NULL)
    return vouch_ats_call_value_create (self->field->id, get_label (delivery));

  return vouch_ats_call_value_archive (self->field->id, value->value_id, wants_archived (delivery));
}

static gboolean
vouch_deliver_value_took (VouchDelivery  *delivery,
                          VouchReply     *reply,
                          GError        **error)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (delivery);
  VouchTagValue *value = find_value (self);
  VouchTagValue *renamed = find_renamed (self);
  g_autofree char *id = NULL;

  if (renamed != NULL)
    {
      self->renamed = TRUE;
      vouch_set_str (&renamed->label, get_label (delivery));
      return TRUE;
    }
  if (value != NULL)
    {
      value->archived = wants_archived (delivery);
      return TRUE;
    }

  id = vouch_ats_read_created_id (reply, error);
  if (id == NULL)
    return FALSE;

  g_ptr_array_add (self->values, vouch_tag_value_new (id, get_label (delivery), FALSE));
  return TRUE;
}

/* Others may be on their way at the same time, so only the own value is changed in the store. */
static gboolean
store_own_value (VouchDeliverValue  *self,
                 VouchDb            *db,
                 GError            **error)
{
  gint64 connection_id =
    vouch_session_get_id (vouch_delivery_get_session (VOUCH_DELIVERY (self)));
  const VouchTagValue *own = find_value (self);
  g_autoptr(GPtrArray) stored = NULL;

  if (own == NULL)
    return TRUE;
  stored = vouch_tag_values_list (db, connection_id, error);
  if (stored == NULL)
    return FALSE;

  for (guint i = stored->len; i > 0; i--)
    {
      const VouchTagValue *value = stored->pdata[i - 1];

      if (g_strcmp0 (value->value_id, own->value_id) == 0)
        g_ptr_array_remove_index (stored, i - 1);
    }
  g_ptr_array_add (stored, vouch_tag_value_new (own->value_id, own->label, own->archived));
  return vouch_tag_values_replace (db, connection_id, stored, error) &&
         vouch_jobs_retag (db, connection_id, own->value_id, own->label, error);
}

static gboolean
vouch_deliver_value_record (VouchDelivery  *delivery,
                            VouchDb        *db,
                            GError        **error)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (delivery);
  const char *what = self->renamed ? "value.renamed" : "value.set";

  return store_own_value (self, db, error) &&
         vouch_delivery_append_line (delivery, db, what, NULL, error);
}

static void
vouch_deliver_value_finalize (GObject *object)
{
  VouchDeliverValue *self = VOUCH_DELIVER_VALUE (object);

  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);

  G_OBJECT_CLASS (vouch_deliver_value_parent_class)->finalize (object);
}

static void
vouch_deliver_value_class_init (VouchDeliverValueClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_value_finalize;
  delivery_class->repeat = VOUCH_REPEAT_LOOK;
  delivery_class->load = vouch_deliver_value_load;
  delivery_class->look = vouch_deliver_value_look;
  delivery_class->build = vouch_deliver_value_build;
  delivery_class->took = vouch_deliver_value_took;
  delivery_class->record = vouch_deliver_value_record;
}

static void
vouch_deliver_value_init (VouchDeliverValue *self)
{
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
