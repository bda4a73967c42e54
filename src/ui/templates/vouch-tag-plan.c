/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-actions.h"
#include "ui/templates/vouch-tag-plan.h"

static void
line_free (VouchTagLine *self)
{
  g_free (self->label);
  g_free (self->from);
  g_clear_pointer (&self->effect, vouch_effect_free);
  g_free (self);
}

VouchTagPlan *
vouch_tag_plan_new (gint64 connection_id,
                    gint64 since)
{
  VouchTagPlan *self = g_new0 (VouchTagPlan, 1);

  self->set = vouch_template_set_new (connection_id);
  self->since = since;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return self;
}

void
vouch_tag_plan_free (VouchTagPlan *self)
{
  vouch_template_set_free (self->set);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static VouchTagLine *
add_line (VouchTagPlan *self,
          const char   *label)
{
  VouchTagLine *line = g_new0 (VouchTagLine, 1);

  line->label = g_strdup (label);
  g_ptr_array_add (self->lines, line);
  return line;
}

static VouchTagLine *
find_line (VouchTagPlan *self,
           const char   *label)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      VouchTagLine *line = self->lines->pdata[i];

      if (g_strcmp0 (line->label, label) == 0)
        return line;
    }

  return NULL;
}

static gboolean
is_renamed (VouchTagPlan *self,
            const char   *label)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (g_strcmp0 (((VouchTagLine *) self->lines->pdata[i])->from, label) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
list_tags (VouchTagPlan  *self,
           VouchDb       *db,
           GError       **error)
{
  for (guint i = 0; i < self->set->templates->len; i++)
    {
      const VouchTemplate *template = self->set->templates->pdata[i];
      VouchTagLine *line = add_line (self, template->tag);

      if (!vouch_action_find_renamed (db, template, self->set->templates, self->set->values,
                                      &line->from, error))
        return FALSE;
    }

  return TRUE;
}

static void
list_values (VouchTagPlan *self)
{
  for (guint i = 0; i < self->set->values->len; i++)
    {
      const VouchTagValue *value = self->set->values->pdata[i];
      VouchTagLine *line = find_line (self, value->label);

      if (is_renamed (self, value->label))
        continue;
      if (line == NULL)
        {
          line = add_line (self, value->label);
          line->stale = TRUE;
        }
      line->listed |= !value->archived;
    }
}

static gboolean
find_effect (VouchTagPlan  *self,
             VouchDb       *db,
             VouchTagLine  *line,
             GError       **error)
{
  g_autofree char *subject = g_strdup_printf ("value:%s", line->label);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchEffect) effect = vouch_outbox_find (db, self->set->connection_id,
                                                     "set-tag-value", subject, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* What was asked for earlier and is over says nothing about now. */
  if (effect != NULL &&
      (effect->created_at >= self->since || vouch_effect_state_is_open (effect->state)))
    line->effect = g_steal_pointer (&effect);
  return TRUE;
}

gboolean
vouch_tag_plan_load (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchTagPlan *self = data;

  if (!vouch_template_set_load (db, self->set, error) || !list_tags (self, db, error))
    return FALSE;

  list_values (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (!find_effect (self, db, self->lines->pdata[i], error))
        return FALSE;
    }

  /* A value that was archived long ago is of no interest. */
  for (guint i = self->lines->len; i > 0; i--)
    {
      const VouchTagLine *line = self->lines->pdata[i - 1];

      if (line->stale && !line->listed && line->effect == NULL)
        g_ptr_array_remove_index (self->lines, i - 1);
    }

  return TRUE;
}

void
vouch_tag_plan_follow (VouchTagPlan       *self,
                       const VouchTagPlan *before)
{
  for (guint i = 0; i < before->lines->len; i++)
    {
      const VouchTagLine *old = before->lines->pdata[i];
      VouchTagLine *line = find_line (self, old->label);

      if (line != NULL && line->effect != NULL && line->from == NULL)
        line->from = g_strdup (old->from);
    }
}

guint
vouch_tag_plan_count_stale (const VouchTagPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VouchTagLine *line = self->lines->pdata[i];

      n += line->stale && line->listed;
    }

  return n;
}

guint
vouch_tag_plan_count_missing (const VouchTagPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VouchTagLine *line = self->lines->pdata[i];

      n += !line->stale && !line->listed;
    }

  return n;
}
