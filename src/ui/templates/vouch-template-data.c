/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "crosschq/vouch-crosschq-dialect.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-template-data.h"

VouchTemplateSet *
vouch_template_set_new (gint64 connection_id)
{
  VouchTemplateSet *self = g_new0 (VouchTemplateSet, 1);

  self->connection_id = connection_id;
  return self;
}

void
vouch_template_set_free (VouchTemplateSet *self)
{
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  g_clear_pointer (&self->surveys, g_ptr_array_unref);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}

/* One that appeared meanwhile is not used by anything. */
const VouchTemplateUse *
vouch_template_set_find_use (const VouchTemplateSet *self,
                             gint64                  template_id)
{
  static const VouchTemplateUse none = { 0 };

  for (guint i = 0; i < self->uses->len; i++)
    {
      const VouchTemplateUse *use = self->uses->pdata[i];

      if (use->template_id == template_id)
        return use;
    }

  return &none;
}

gboolean
vouch_template_set_load (VouchDb   *db,
                         gpointer   data,
                         GError   **error)
{
  VouchTemplateSet *self = data;
  g_autoptr(GError) failure = NULL;

  self->templates = vouch_templates_list (db, self->connection_id, error);
  if (self->templates == NULL)
    return FALSE;
  self->surveys = vouch_surveys_list (db, self->connection_id, error);
  if (self->surveys == NULL)
    return FALSE;
  self->values = vouch_tag_values_list (db, self->connection_id, error);
  if (self->values == NULL)
    return FALSE;
  self->field = vouch_tag_field_get (db, self->connection_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->uses = vouch_templates_list_uses (db, self->connection_id, error);
  return self->uses != NULL;
}

/* Returns (transfer none) (nullable). */
const VouchSurvey *
vouch_surveys_find (GPtrArray  *surveys,
                    const char *codename)
{
  for (guint i = 0; i < surveys->len; i++)
    {
      const VouchSurvey *survey = surveys->pdata[i];

      if (g_strcmp0 (survey->codename, codename) == 0)
        return survey;
    }

  return NULL;
}

/* What a person does. */

/* It is said when the template is made, not when a candidate waits (product.md §4). */
char *
vouch_template_dup_losses (const VouchTemplate *template,
                           const char          *dialect)
{
  const VouchCrosschqDialect *found = vouch_crosschq_dialect_lookup (dialect);
  g_autoptr(GPtrArray) losses = NULL;
  g_autoptr(GString) all = g_string_new (NULL);

  if (found == NULL)
    return NULL;

  losses = vouch_crosschq_dialect_losses (found, FALSE, template);
  for (guint i = 0; i < losses->len; i++)
    {
      g_autoptr(VouchText) text = vouch_text_for_reason (losses->pdata[i]);

      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", text->sentence);
    }

  return losses->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

void
vouch_template_change_free (VouchTemplateChange *self)
{
  g_clear_pointer (&self->template, vouch_template_free);
  g_free (self->tag);
  g_free (self);
}

static gboolean
note (const VouchTemplateChange  *self,
      VouchDb                    *db,
      const char                 *id,
      GError                    **error)
{
  return vouch_action_note (db, self->connection_id, id, "tag", self->tag, self->now, error);
}

gboolean
vouch_template_save (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchTemplateChange *self = data;

  self->id = vouch_templates_save (db, self->template, error);
  return self->id != 0 && note (self, db, "template.saved", error);
}

gboolean
vouch_template_remove (VouchDb   *db,
                       gpointer   data,
                       GError   **error)
{
  const VouchTemplateChange *self = data;

  return vouch_templates_remove (db, self->id, error) &&
         note (self, db, "template.deleted", error);
}

gboolean
vouch_template_restore (VouchDb   *db,
                        gpointer   data,
                        GError   **error)
{
  const VouchTemplateChange *self = data;

  return vouch_templates_restore (db, self->id, error) &&
         note (self, db, "template.restored", error);
}
