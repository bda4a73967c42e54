/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-company.h"

#include <string.h>

#include "base/vouch-util.h"

static const char *const tags[] =
{
  "engineering", "sales", "customer-success", "marketing", "operations", "finance", "people",
  "legal", "Leadership",
};

static void
free_choice (gpointer data)
{
  VouchChoice *choice = data;

  g_free (choice->id);
  g_free (choice->label);
  g_free (choice);
}

void
vouch_company_free_property (gpointer property)
{
  VouchProperty *self = property;

  g_free (self->id);
  g_free (self->label);
  g_free (self->category);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

void
vouch_company_free_process (gpointer process)
{
  VouchProcess *self = process;

  g_free (self->id);
  g_free (self->name);
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    g_ptr_array_unref (self->steps[i]);
  g_free (self);
}

/**
 * vouch_company_add_property:
 * @id: (nullable): %NULL for a new one
 *
 * Returns: (transfer none): an active, visible single select without values
 */
VouchProperty *
vouch_company_add_property (VouchCompany *self,
                            const char   *id,
                            const char   *label,
                            const char   *category)
{
  VouchProperty *property = g_new0 (VouchProperty, 1);

  property->id = id != NULL
                   ? g_strdup (id)
                   : vouch_sandbox_id_dup (self->seed, VOUCH_ID_CONFIG, ++self->counter);
  property->label = g_strdup (label);
  property->category = g_strdup (category);
  property->active = TRUE;
  property->visible = TRUE;
  property->choices = g_ptr_array_new_with_free_func (free_choice);
  g_ptr_array_add (self->properties, property);

  return property;
}

/**
 * vouch_property_add_choice:
 * @id: (nullable): %NULL makes one of the label
 */
VouchChoice *
vouch_property_add_choice (VouchProperty *property,
                           const char    *id,
                           const char    *label)
{
  VouchChoice *choice = g_new0 (VouchChoice, 1);

  choice->id = id != NULL ? g_strdup (id)
                          : g_strdup_printf ("v%u-%08x", property->choices->len + 1,
                                             g_str_hash (label));
  choice->label = g_strdup (label);
  g_ptr_array_add (property->choices, choice);

  return choice;
}

VouchProcess *
vouch_company_add_process (VouchCompany *self,
                           const char   *id,
                           const char   *name)
{
  VouchProcess *process = g_new0 (VouchProcess, 1);

  process->id = id != NULL
                  ? g_strdup (id)
                  : vouch_sandbox_id_dup (self->seed, VOUCH_ID_CONFIG, ++self->counter);
  process->name = g_strdup (name);
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    process->steps[i] = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->processes, process);

  return process;
}

static void
add_steps (VouchProcess *process,
           VouchStatus   status,
           const char   *names)
{
  g_auto(GStrv) parts = g_strsplit (names, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (process->steps[status], g_strdup (parts[i]));
}

static void
build_processes (VouchCompany *self)
{
  VouchProcess *process = vouch_company_add_process (self, NULL, "Standard hiring");

  add_steps (process, VOUCH_STATUS_IN_REVIEW, "Phone Screen|Hiring Manager Review|Crosschq");
  add_steps (process, VOUCH_STATUS_INTERVIEW, "Phone Interview|On-site Interview");
  add_steps (process, VOUCH_STATUS_OFFERED, "Offer Review");

  process = vouch_company_add_process (self, NULL, "Technical hiring");
  add_steps (process, VOUCH_STATUS_IN_REVIEW, "Phone Screen|Coding Exercise");
  add_steps (process, VOUCH_STATUS_INTERVIEW, "Phone Interview|Panel|Crosschq");

  process = vouch_company_add_process (self, NULL, "Campus hiring");
  add_steps (process, VOUCH_STATUS_IN_REVIEW, "Phone Screen");
  add_steps (process, VOUCH_STATUS_INTERVIEW, "Panel");
}

void
vouch_company_build_config (VouchCompany *self)
{
  VouchProperty *property = NULL;

  self->properties = g_ptr_array_new_with_free_func (vouch_company_free_property);
  self->processes = g_ptr_array_new_with_free_func (vouch_company_free_process);

  property = vouch_company_add_property (self, NULL, "Cost centre", "organization");
  property->free_text = TRUE;

  property = vouch_company_add_property (self, NULL, "Crosschq tag", "job");
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    vouch_property_add_choice (property, NULL, tags[i]);

  property = vouch_company_add_property (self, NULL, "Employment program", "job");
  vouch_property_add_choice (property, NULL, "Regular");
  vouch_property_add_choice (property, NULL, "Returnship");
  property->visible = FALSE;

  build_processes (self);
}

VouchProperty *
vouch_company_find_property (VouchCompany *self,
                             const char   *id)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      VouchProperty *property = g_ptr_array_index (self->properties, i);

      if (g_strcmp0 (property->id, id) == 0 && !property->hidden)
        return property;
    }

  return NULL;
}

/* The field jobs carry their template tag in; an administrator may have called it either. */
VouchProperty *
vouch_company_get_tag_field (VouchCompany *self)
{
  for (guint i = 0; i < self->properties->len; i++)
    {
      VouchProperty *property = g_ptr_array_index (self->properties, i);
      g_autofree char *label = vouch_fold_text (property->label);

      if (g_str_has_prefix (label, "crosschq"))
        return property;
    }

  return NULL;
}

VouchChoice *
vouch_property_find_choice (VouchProperty *property,
                            const char    *id)
{
  for (guint i = 0; i < property->choices->len; i++)
    {
      VouchChoice *choice = g_ptr_array_index (property->choices, i);

      if (g_strcmp0 (choice->id, id) == 0)
        return choice;
    }

  return NULL;
}

VouchChoice *
vouch_property_find_label (VouchProperty *property,
                           const char    *label)
{
  for (guint i = 0; i < property->choices->len; i++)
    {
      VouchChoice *choice = g_ptr_array_index (property->choices, i);

      if (g_strcmp0 (choice->label, label) == 0)
        return choice;
    }

  return NULL;
}

/* Whether any process has the step, exactly as written. */
gboolean
vouch_company_has_step (VouchCompany *self,
                        VouchStatus   status,
                        const char   *step)
{
  for (guint i = 0; i < self->processes->len; i++)
    {
      VouchProcess *process = g_ptr_array_index (self->processes, i);

      if (g_ptr_array_find_with_equal_func (process->steps[status], step, g_str_equal, NULL))
        return TRUE;
    }

  return FALSE;
}
