/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-sketch.h"

#include <string.h>

static void
free_move (gpointer data)
{
  VouchMove *move = data;

  g_free (move->step);
  g_free (move);
}

static void
free_attachment (gpointer data)
{
  VouchAttachment *attachment = data;

  g_free (attachment->id);
  g_free (attachment->name);
  g_free (attachment->type);
  g_free (attachment->content_type);
  g_bytes_unref (attachment->content);
  g_free (attachment);
}

static void
free_note (gpointer data)
{
  VouchNote *note = data;

  g_free (note->content);
  g_free (note->visibility);
  g_free (note);
}

static void
free_entry (gpointer data)
{
  VouchEntry *entry = data;

  g_free (entry->step);
  g_free (entry);
}

void
vouch_sandbox_application_free (gpointer application)
{
  VouchSandboxApplication *self = application;

  g_free (self->step);
  g_free (self->reason);
  for (guint i = 0; i < G_N_ELEMENTS (self->source); i++)
    g_free (self->source[i]);
  g_ptr_array_unref (self->history);
  g_ptr_array_unref (self->attachments);
  g_clear_pointer (&self->properties, json_object_unref);
  g_free (self);
}

void
vouch_person_free (VouchPerson *person)
{
  if (person == NULL)
    return;

  g_free (person->first);
  g_free (person->last);
  g_free (person->email);
  g_free (person->phone);
  g_ptr_array_unref (person->tags);
  g_ptr_array_unref (person->applications);
  g_ptr_array_unref (person->notes);
  g_ptr_array_unref (person->entries);
  g_ptr_array_unref (person->seen_tags);
  g_free (person->seen_email);
  g_free (person->seen_name);
  g_free (person->seen_json);
  g_free (person);
}

static VouchPerson *
new_person (VouchCompany *self,
            guint64       index)
{
  VouchPerson *person = g_new0 (VouchPerson, 1);

  person->index = index;
  vouch_sandbox_id_format (self->seed, VOUCH_ID_PERSON, index, person->id);
  person->tags = g_ptr_array_new_with_free_func (g_free);
  person->applications = g_ptr_array_new_with_free_func (vouch_sandbox_application_free);
  person->notes = g_ptr_array_new_with_free_func (free_note);
  person->entries = g_ptr_array_new_with_free_func (free_entry);
  person->seen_tags = g_ptr_array_new_with_free_func (g_free);

  return person;
}

/* Puts the application where its status of today began: with NEW, then with the step of today. */
static void
add_generated_job (VouchPerson       *person,
                   const VouchSketch *sketch,
                   guint              i)
{
  VouchStatus status = sketch->statuses[i];
  VouchStatus start = status == VOUCH_STATUS_LEAD ? VOUCH_STATUS_LEAD : VOUCH_STATUS_NEW;
  VouchSandboxApplication *application = NULL;

  application = vouch_person_add_job (person, sketch->jobs[i], start, NULL, sketch->created);
  if (status != start)
    vouch_sandbox_application_move (application, status, sketch->steps[i], sketch->updated);
}

/**
 * vouch_company_make_person:
 *
 * Returns: (transfer full): the person number @index as the company was founded
 */
VouchPerson *
vouch_company_make_person (VouchCompany *self,
                           guint64       index)
{
  VouchPerson *person = new_person (self, index);
  VouchSketch sketch;

  vouch_sketch_identity (self, index, &sketch);
  vouch_sketch_work (self, index, &sketch);
  person->first = g_strdup (sketch.first);
  person->last = g_strdup (sketch.last);
  person->email = sketch.email[0] == '\0' ? NULL : g_strdup (sketch.email);
  person->phone = sketch.phone[0] == '\0' ? NULL : g_strdup (sketch.phone);
  person->place = sketch.place;
  person->internal = sketch.internal;
  person->created = sketch.created;
  person->updated = sketch.updated;
  for (guint i = 0; i < sketch.n_jobs; i++)
    add_generated_job (person, &sketch, i);

  return person;
}

/* Where @index stands, or would, among the touched people. */
static guint
find_place (VouchCompany *self,
            guint64       index)
{
  guint low = 0;
  guint high = self->touched->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      VouchPerson *person = g_ptr_array_index (self->touched, middle);

      if (person->index < index)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
store_person (VouchCompany *self,
              VouchPerson  *person)
{
  person->stored = TRUE;
  g_hash_table_insert (self->people, &person->index, person);
  g_ptr_array_insert (self->touched, find_place (self, person->index), person);
}

/**
 * vouch_company_look:
 * @owned: (out): what the caller frees with vouch_person_free(), if anything
 *
 * Returns: (nullable) (transfer none): the person, %NULL when there is none or no longer
 */
VouchPerson *
vouch_company_look (VouchCompany  *self,
                    guint64        index,
                    VouchPerson  **owned)
{
  VouchPerson *person = g_hash_table_lookup (self->people, &index);

  *owned = NULL;
  if (person != NULL)
    return person->deleted ? NULL : person;
  if (index >= self->n_generated)
    return NULL;

  *owned = vouch_company_make_person (self, index);
  return *owned;
}

VouchPerson *
vouch_company_look_id (VouchCompany  *self,
                       const char    *id,
                       VouchPerson  **owned)
{
  guint64 index = 0;

  *owned = NULL;
  if (!vouch_sandbox_id_parse (self->seed, VOUCH_ID_PERSON, id, &index))
    return NULL;

  return vouch_company_look (self, index, owned);
}

/**
 * vouch_company_touch:
 *
 * Returns: (nullable) (transfer none): the person, kept from now on, to be changed
 */
VouchPerson *
vouch_company_touch (VouchCompany *self,
                     guint64       index)
{
  VouchPerson *owned = NULL;
  VouchPerson *person = vouch_company_look (self, index, &owned);

  if (owned != NULL)
    {
      store_person (self, owned);
      vouch_company_index_person (self, owned);
    }

  return person;
}

VouchPerson *
vouch_company_touch_id (VouchCompany *self,
                        const char   *id)
{
  guint64 index = 0;

  if (!vouch_sandbox_id_parse (self->seed, VOUCH_ID_PERSON, id, &index))
    return NULL;

  return vouch_company_touch (self, index);
}

/**
 * vouch_company_add_person:
 * @email: (nullable)
 *
 * Returns: (transfer none): somebody new, without an application
 */
VouchPerson *
vouch_company_add_person (VouchCompany *self,
                          const char   *first,
                          const char   *last,
                          const char   *email,
                          gint64        now)
{
  VouchPerson *person = new_person (self, self->n_people++);

  person->first = g_strdup (first);
  person->last = g_strdup (last);
  person->email = g_strdup (email);
  person->place = person->index % vouch_company_get_n_places ();
  person->created = now;
  person->updated = now;
  store_person (self, person);

  return person;
}

/* An empty person at its old place, to be filled from the saved state. */
VouchPerson *
vouch_company_restore_person (VouchCompany *self,
                              guint64       index)
{
  VouchPerson *person = g_hash_table_lookup (self->people, &index);

  if (person != NULL)
    return NULL;

  person = new_person (self, index);
  self->n_people = MAX (self->n_people, index + 1);
  store_person (self, person);

  return person;
}

VouchSandboxApplication *
vouch_person_find_job (VouchPerson *person,
                       guint        job)
{
  for (guint i = 0; i < person->applications->len; i++)
    {
      VouchSandboxApplication *application = g_ptr_array_index (person->applications, i);

      if (application->job == job)
        return application;
    }

  return NULL;
}

static void
add_move (VouchSandboxApplication *application,
          gint64            now)
{
  VouchMove *move = g_new0 (VouchMove, 1);

  move->at = now;
  move->status = application->status;
  move->step = g_strdup (application->step);
  g_ptr_array_add (application->history, move);
}

/**
 * vouch_person_add_job:
 *
 * Returns: (transfer none): a new application; the first one of a person is the primary one
 */
VouchSandboxApplication *
vouch_person_add_job (VouchPerson *person,
                      guint        job,
                      VouchStatus  status,
                      const char  *step,
                      gint64       now)
{
  VouchSandboxApplication *application = g_new0 (VouchSandboxApplication, 1);

  application->job = job;
  application->ordinal = person->applications->len;
  application->status = status;
  application->step = g_strdup (step);
  application->created = now;
  application->history = g_ptr_array_new_with_free_func (free_move);
  application->attachments = g_ptr_array_new_with_free_func (free_attachment);
  add_move (application, now);
  g_ptr_array_add (person->applications, application);

  return application;
}

void
vouch_sandbox_application_move (VouchSandboxApplication *application,
                        VouchStatus       status,
                        const char       *step,
                        gint64            now)
{
  g_autofree char *copy = g_strdup (step);

  application->status = status;
  g_free (application->step);
  application->step = g_steal_pointer (&copy);
  g_clear_pointer (&application->reason, g_free);
  add_move (application, now);
}

VouchAttachment *
vouch_sandbox_application_attach (VouchSandboxApplication *application,
                          const char       *id,
                          const char       *name,
                          const char       *type,
                          const char       *content_type,
                          GBytes           *content)
{
  VouchAttachment *attachment = g_new0 (VouchAttachment, 1);

  attachment->id = g_strdup (id);
  attachment->name = g_strdup (name);
  attachment->type = g_strdup (type);
  attachment->content_type = g_strdup (content_type);
  attachment->content = g_bytes_ref (content);
  g_ptr_array_add (application->attachments, attachment);

  return attachment;
}

/* 64 applications a person are more than anybody writes. */
char *
vouch_company_dup_application_id (VouchCompany           *self,
                                  const VouchPerson      *person,
                                  const VouchSandboxApplication *application)
{
  return vouch_sandbox_id_dup (self->seed, VOUCH_ID_APPLICATION,
                               person->index * 64 + application->ordinal % 64);
}
