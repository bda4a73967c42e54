/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-replies.h"

#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-read.h"
#include "store/vouch-jobs.h"

/**
 * vouch_ats_read_user:
 * @reply: answer to vouch_ats_call_users_me() or vouch_ats_call_user()
 * @error: return location
 *
 * Returns: (transfer full): the user; one that does not say so counts as active
 */
VouchAtsUser *
vouch_ats_read_user (VouchReply  *reply,
                     GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsUser *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsUser, 1);
  self->user_id = g_strdup (vouch_reader_id (reader, "id"));
  self->contact = vouch_ats_read_contact (reader, TRUE);
  self->active = vouch_reader_bool_or (reader, "active", TRUE);
  if (vouch_reader_enter_optional (reader, "systemRole"))
    {
      self->role_id = vouch_ats_dup_text (reader, "id");
      vouch_reader_leave (reader);
    }
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_user_free, error);
}

VouchAtsCompany *
vouch_ats_read_company (VouchReply  *reply,
                        GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsCompany *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsCompany, 1);
  self->identifier = g_strdup (vouch_reader_id (reader, "identifier"));
  self->name = g_strdup (vouch_reader_string (reader, "name"));
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_company_free, error);
}

/* Keeps @steps sorted by stage and name, each pair once. */
static void
insert_step (GPtrArray  *steps,
             const char *stage,
             const char *name)
{
  guint at = 0;

  for (; at < steps->len; at++)
    {
      const VouchStep *step = g_ptr_array_index (steps, at);
      int order = g_strcmp0 (step->stage, stage);

      if (order == 0)
        order = g_strcmp0 (step->name, name);
      if (order == 0)
        return;
      if (order > 0)
        break;
    }

  g_ptr_array_insert (steps, at, vouch_step_new (stage, name));
}

static gboolean
is_wanted (const char *name,
           const char *wanted)
{
  g_autofree char *folded = vouch_fold_text (name);

  return g_str_equal (folded, wanted);
}

/* Reads the names of one stage's steps. */
static gboolean
read_stage (VouchReader *reader,
            const char  *stage,
            const char  *wanted,
            GPtrArray   *steps)
{
  guint n = vouch_reader_get_n_elements (reader);
  gboolean found = FALSE;

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      const char *name = vouch_reader_string (reader, NULL);

      vouch_reader_leave (reader);
      if (!is_wanted (name, wanted))
        continue;
      insert_step (steps, stage, name);
      found = TRUE;
    }

  return found;
}

static gboolean
read_stages (VouchReader *reader,
             const char  *wanted,
             GPtrArray   *steps)
{
  g_auto(GStrv) stages = NULL;
  gboolean found = FALSE;

  if (!vouch_reader_enter_optional (reader, "subStatuses"))
    return FALSE;

  stages = vouch_reader_dup_members (reader);
  for (guint i = 0; stages[i] != NULL; i++)
    {
      if (!vouch_reader_enter_optional (reader, stages[i]))
        continue;
      found = read_stage (reader, stages[i], wanted, steps) || found;
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);

  return found;
}

static void
read_process (VouchReader   *reader,
              const char    *wanted,
              VouchAtsSteps *self)
{
  if (!vouch_reader_bool_or (reader, "active", TRUE))
    return;

  self->n_processes++;
  if (!read_stages (reader, wanted, self->steps))
    g_ptr_array_add (self->without, g_strdup (vouch_reader_string_or (reader, "name", "")));
}

/**
 * vouch_ats_read_steps:
 * @reply: answer to vouch_ats_call_hiring_processes()
 * @wanted: name of the step; compared trimmed and without case
 * @error: return location
 *
 * No field links a job to its process, so the steps of all active processes are taken together; a
 * process that does not say so counts as active (smartrecruiters.md §7.5, §8.3).
 *
 * Returns: (transfer full): where the step is, with the exact names that searches take
 */
VouchAtsSteps *
vouch_ats_read_steps (VouchReply  *reply,
                      const char  *wanted,
                      GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  g_autofree char *folded = vouch_fold_text (wanted);
  VouchAtsSteps *self;
  guint n;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsSteps, 1);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_step_free);
  self->without = g_ptr_array_new_with_free_func (g_free);

  vouch_reader_enter (reader, "content");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      read_process (reader, folded, self);
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_steps_free, error);
}

typedef struct
{
  VouchTagField *field;
  gboolean of_job;
  int label_index;   /* -1: no label that is looked for */
} Candidate;

/* There is no member that tells the type: a single-select field links to its values. */
static gboolean
has_values (VouchReader *reader)
{
  gboolean found;

  if (!vouch_reader_enter_optional (reader, "actions"))
    return FALSE;

  found = vouch_reader_has (reader, "values");
  vouch_reader_leave (reader);
  return found;
}

static int
find_label (const char        *label,
            const char *const *labels)
{
  g_autofree char *folded = vouch_fold_text (label);

  for (int i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *other = vouch_fold_text (labels[i]);

      if (g_str_equal (folded, other))
        return i;
    }

  return -1;
}

static Candidate
read_field (VouchReader       *reader,
            const char *const *labels)
{
  const char *label = vouch_reader_string (reader, "label");
  Candidate self = { NULL, FALSE, find_label (label, labels) };

  if (self.label_index < 0)
    return self;

  self.field = g_new0 (VouchTagField, 1);
  self.field->id = g_strdup (vouch_reader_id (reader, "id"));
  self.field->label = g_strdup (label);
  self.field->active = vouch_reader_bool_or (reader, "active", TRUE);
  self.field->free_text = !has_values (reader);
  self.of_job = g_ascii_strcasecmp (vouch_reader_string_or (reader, "category", "job"), "job") == 0;
  return self;
}

static int
rank (const Candidate *self)
{
  return (self->field->active ? 2 : 0) + (self->of_job ? 1 : 0);
}

/* Active before inactive, a job's before the organization's, then the order of the labels. */
static gboolean
is_better (const Candidate *one,
           const Candidate *other)
{
  if (other->field == NULL || rank (one) != rank (other))
    return other->field == NULL || rank (one) > rank (other);

  return one->label_index < other->label_index;
}

/**
 * vouch_ats_read_tag_field:
 * @reply: answer to vouch_ats_call_job_properties()
 * @labels: (array zero-terminated=1): labels it may have, compared trimmed and without case
 * @error: return location
 *
 * Finds the job field that carries the tag. Whether it is free text cannot be read but only be seen
 * by the lack of a link to values (smartrecruiters.md §8.1): values that are there after all show
 * that it is none.
 *
 * Returns: (transfer full): the field; its id is %NULL if there is none
 */
VouchTagField *
vouch_ats_read_tag_field (VouchReply         *reply,
                          const char *const  *labels,
                          GError            **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  Candidate best = { NULL, FALSE, -1 };
  guint n;

  if (reader == NULL)
    return NULL;

  vouch_reader_enter (reader, "content");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      Candidate candidate = read_field (reader, labels);

      if (candidate.field != NULL && is_better (&candidate, &best))
        {
          VouchTagField *worse = best.field;

          best = candidate;
          candidate.field = worse;
        }
      vouch_tag_field_free (candidate.field);
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);

  if (best.field == NULL)
    best.field = g_new0 (VouchTagField, 1);
  return vouch_ats_finish (reader, best.field, (GDestroyNotify) vouch_tag_field_free, error);
}

/* The schema requires the label alone. */
static gpointer
read_value (VouchReader *reader)
{
  const char *label = vouch_reader_string (reader, "label");
  const char *value_id = vouch_reader_has (reader, "id") ? vouch_reader_id (reader, "id") : "";

  return vouch_tag_value_new (value_id, label, vouch_reader_bool_or (reader, "archived", FALSE));
}

/**
 * vouch_ats_read_values:
 * @reply: answer to vouch_ats_call_property_values()
 * @error: return location
 *
 * Returns: (transfer full): a page of the values of a single-select field, archived ones included
 */
VouchAtsValuesPage *
vouch_ats_read_values (VouchReply  *reply,
                       GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_ats_reader_new (reply, error);
  VouchAtsValuesPage *self;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchAtsValuesPage, 1);
  self->values = vouch_ats_read_content (reader, read_value, (GDestroyNotify) vouch_tag_value_free);
  self->next_page_id = vouch_ats_dup_next (reader, reply);
  return vouch_ats_finish (reader, self, (GDestroyNotify) vouch_ats_values_page_free, error);
}
