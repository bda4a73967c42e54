/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-deliver-value.h"

static gboolean
plan_value (VouchDb      *db,
            gint64        connection_id,
            const char   *label,
            const char   *wanted,
            VouchRandom  *random,
            gint64        now,
            GError      **error)
{
  g_autofree char *subject = g_strdup_printf ("value:%s", label);
  g_autoptr(VouchEffect) effect = vouch_effect_new ("set-tag-value", subject, 0);

  effect->connection_id = connection_id;
  effect->attempt_id = vouch_random_hex (random, 16);
  effect->created_at = now;
  vouch_effect_set_body (effect, wanted);
  return vouch_outbox_plan (db, effect, NULL, error) != 0;
}

static gboolean
has_tag (GPtrArray  *templates,
         const char *label)
{
  for (guint i = 0; i < templates->len; i++)
    {
      if (g_strcmp0 (((VouchTemplate *) templates->pdata[i])->tag, label) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_value (GPtrArray  *values,
           const char *label)
{
  for (guint i = 0; i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (!value->archived && g_strcmp0 (value->label, label) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether the field has it at all, archived or not. */
static gboolean
is_label (GPtrArray  *values,
          const char *label)
{
  for (guint i = 0; i < values->len; i++)
    {
      if (g_strcmp0 (((VouchTagValue *) values->pdata[i])->label, label) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * vouch_action_find_renamed:
 * @db: the store
 * @template: a template whose tag was changed, perhaps
 * @templates: (element-type VouchTemplate): all of the connection
 * @values: (element-type VouchTagValue): of its job field
 * @label: (out) (transfer full) (nullable): the value that is to be renamed
 * @error: return location
 *
 * A value that had the tag before it was changed, and that no other template has, is renamed: so
 * the jobs keep it.
 */
gboolean
vouch_action_find_renamed (VouchDb              *db,
                           const VouchTemplate  *template,
                           GPtrArray            *templates,
                           GPtrArray            *values,
                           char                **label,
                           GError              **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *value_id = NULL;

  *label = NULL;
  if (template->tag == NULL || *template->tag == '\0' || is_label (values, template->tag))
    return TRUE;

  value_id = vouch_templates_dup_value (db, template, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; value_id != NULL && i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (g_strcmp0 (value->value_id, value_id) == 0 && !value->archived &&
          !has_tag (templates, value->label))
        *label = g_strdup (value->label);
    }

  return TRUE;
}

typedef struct
{
  VouchDb *db;
  gint64 connection_id;
  VouchRandom *random;
  gint64 now;
  GPtrArray *templates;
  GPtrArray *values;
  GPtrArray *renamed;   /* of char *: values that get another name */
  int n_planned;
} Push;

static gboolean
push_template (Push                 *self,
               const VouchTemplate  *template,
               GError              **error)
{
  g_autofree char *label = NULL;
  g_autofree char *wanted = NULL;

  if (has_value (self->values, template->tag))
    return TRUE;
  if (!vouch_action_find_renamed (self->db, template, self->templates, self->values, &label, error))
    return FALSE;

  wanted = label != NULL ? g_strconcat (VOUCH_VALUE_RENAMED, label, NULL)
                         : g_strdup (VOUCH_VALUE_ACTIVE);
  if (label != NULL)
    g_ptr_array_add (self->renamed, g_steal_pointer (&label));
  self->n_planned++;
  return plan_value (self->db, self->connection_id, template->tag, wanted, self->random, self->now,
                     error);
}

static gboolean
push_stale (Push                 *self,
            const VouchTagValue  *value,
            GError              **error)
{
  if (value->archived || has_tag (self->templates, value->label) ||
      g_ptr_array_find_with_equal_func (self->renamed, value->label, g_str_equal, NULL))
    return TRUE;

  self->n_planned++;
  return plan_value (self->db, self->connection_id, value->label, VOUCH_VALUE_ARCHIVED,
                     self->random, self->now, error);
}

int
vouch_action_push_tags (VouchDb      *db,
                        gint64        connection_id,
                        gboolean      archive_stale,
                        VouchRandom  *random,
                        gint64        now,
                        GError      **error)
{
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, connection_id, error);
  g_autoptr(GPtrArray) values = templates != NULL ? vouch_tag_values_list (db, connection_id, error)
    : NULL;
  g_autoptr(GPtrArray) renamed = g_ptr_array_new_with_free_func (g_free);
  Push push = { db, connection_id, random, now, templates, values, renamed, 0 };

  if (values == NULL)
    return -1;

  for (guint i = 0; i < templates->len; i++)
    {
      if (!push_template (&push, templates->pdata[i], error))
        return -1;
    }
  for (guint i = 0; archive_stale && i < values->len; i++)
    {
      if (!push_stale (&push, values->pdata[i], error))
        return -1;
    }

  return push.n_planned;
}

gboolean
vouch_action_add_value (VouchDb      *db,
                        gint64        connection_id,
                        const char   *label,
                        VouchRandom  *random,
                        gint64        now,
                        GError      **error)
{
  g_autoptr(GPtrArray) values = vouch_tag_values_list (db, connection_id, error);
  g_autoptr(VouchTagField) field = NULL;
  g_autoptr(GError) failure = NULL;

  if (values == NULL)
    return FALSE;

  field = vouch_tag_field_get (db, connection_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (field == NULL || field->id == NULL || field->free_text || has_value (values, label))
    return TRUE;

  return plan_value (db, connection_id, label, VOUCH_VALUE_ACTIVE, random, now, error);
}
