/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-sketch.h"

#include <string.h>

#include "sandbox/vouch-sandbox-writer.h"

/* What a list item says of one application; a secondary one has no status there. */
static void
append_assignment (VouchCompany *self,
                   guint         job_index,
                   VouchStatus   status,
                   const char   *step,
                   gboolean      primary,
                   GString      *out)
{
  VouchJob *job = vouch_company_get_job (self, job_index);

  g_string_append (out, "{\"job\":{");
  vouch_write_member (out, "id", job->id);
  if (primary)
    vouch_write_member (out, "title", job->title);
  g_string_append (out, "\"actions\":{");
  vouch_write_link (out, "details", self->ats_origin, "/jobs/", job->id, "");
  g_string_append (out, "}}");
  if (primary)
    {
      g_string_append (out, ",\"status\":\"");
      g_string_append (out, vouch_status_to_string (status));
      g_string_append_c (out, '"');
    }
  if (primary && step != NULL)
    {
      g_string_append (out, ",\"subStatus\":");
      vouch_write_string (out, step);
    }
  g_string_append_c (out, '}');
}

static void
append_head (const char *id,
             gboolean    internal,
             const char *first,
             const char *last,
             const char *email,
             GString    *out)
{
  g_string_append_c (out, '{');
  vouch_write_member (out, "id", id);
  g_string_append (out, internal ? "\"internal\":true," : "\"internal\":false,");
  vouch_write_member (out, "firstName", first);
  vouch_write_member (out, "lastName", last);
  if (email != NULL && *email != '\0')
    vouch_write_member (out, "email", email);
}

static void
append_place (guint    place,
              GString *out)
{
  const VouchPlace *where = vouch_company_get_place (place);

  g_string_append (out, "\"location\":{");
  vouch_write_member (out, "country", where->country);
  vouch_write_member (out, "countryCode", where->code);
  vouch_write_member (out, "region", where->region);
  g_string_append (out, "\"city\":");
  vouch_write_string (out, where->city);
  g_string_append (out, "},");
}

static void
append_tail (VouchCompany *self,
             const char   *id,
             GString      *out)
{
  g_string_append (out, ",\"consent\":{\"status\":\"ACQUIRED\"},\"actions\":{");
  vouch_write_link (out, "details", self->ats_origin, "/candidates/", id, "");
  g_string_append_c (out, ',');
  vouch_write_link (out, "properties", self->ats_origin, "/candidates/", id, "/properties");
  g_string_append (out, "}}");
}

static void
append_tags (GPtrArray *tags,
             GString   *out)
{
  g_string_append (out, "\"tags\":[");
  for (guint i = 0; i < tags->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      vouch_write_string (out, g_ptr_array_index (tags, i));
    }
  g_string_append_c (out, ']');
}

/* Writes the person as an element of the search result, as things stand now. */
void
vouch_company_append_item (VouchCompany      *self,
                           const VouchPerson *person,
                           GString           *out)
{
  append_head (person->id, person->internal, person->first, person->last, person->email, out);
  vouch_write_time (out, "createdOn", person->created);
  vouch_write_time (out, "updatedOn", person->updated);
  append_place (person->place, out);
  append_tags (person->tags, out);

  for (guint i = 0; i < person->applications->len; i++)
    {
      VouchSandboxApplication *application = g_ptr_array_index (person->applications, i);

      g_string_append (out, i == 0 ? ",\"primaryAssignment\":"
                                   : i == 1 ? ",\"secondaryAssignments\":[" : ",");
      append_assignment (self, application->job, application->status, application->step, i == 0,
                         out);
    }
  if (person->applications->len > 1)
    g_string_append_c (out, ']');
  append_tail (self, person->id, out);
}

/**
 * vouch_company_append_untouched:
 *
 * The same for a person nobody has touched.
 */
void
vouch_company_append_untouched (VouchCompany *self,
                                guint64       index,
                                GString      *out)
{
  char id[VOUCH_ID_SIZE];
  VouchSketch sketch;

  vouch_sandbox_id_format (self->seed, VOUCH_ID_PERSON, index, id);
  vouch_sketch_identity (self, index, &sketch);
  vouch_sketch_work (self, index, &sketch);
  append_head (id, sketch.internal, sketch.first, sketch.last, sketch.email, out);
  vouch_write_time (out, "createdOn", sketch.created);
  vouch_write_time (out, "updatedOn", sketch.updated);
  append_place (sketch.place, out);
  g_string_append (out, "\"tags\":[],\"primaryAssignment\":");
  append_assignment (self, sketch.jobs[0], sketch.statuses[0], sketch.steps[0], TRUE, out);
  if (sketch.n_jobs > 1)
    {
      g_string_append (out, ",\"secondaryAssignments\":[");
      append_assignment (self, sketch.jobs[1], sketch.statuses[1], sketch.steps[1], FALSE, out);
      g_string_append_c (out, ']');
    }
  append_tail (self, id, out);
}

static guint
find_place (GPtrArray *people,
            guint64    index)
{
  guint low = 0;
  guint high = people->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((VouchPerson *) g_ptr_array_index (people, middle))->index < index)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static GPtrArray *
get_step_people (VouchCompany     *self,
                 const VouchEntry *entry)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", vouch_status_to_string (entry->status),
                                          entry->step);
  GPtrArray *people = g_hash_table_lookup (self->steps, key);

  if (people == NULL)
    {
      people = g_ptr_array_new ();
      g_hash_table_insert (self->steps, g_steal_pointer (&key), people);
    }

  return people;
}

static void
forget_entries (VouchCompany *self,
                VouchPerson  *person)
{
  for (guint i = 0; i < person->entries->len; i++)
    {
      VouchEntry *entry = g_ptr_array_index (person->entries, i);
      GPtrArray *people = entry->step == NULL ? NULL : get_step_people (self, entry);
      guint place = people == NULL ? 0 : find_place (people, person->index);

      if (people != NULL && place < people->len && g_ptr_array_index (people, place) == person)
        g_ptr_array_remove_index (people, place);
    }
  g_ptr_array_set_size (person->entries, 0);
}

static void
note_entries (VouchCompany *self,
              VouchPerson  *person)
{
  for (guint i = 0; i < person->applications->len; i++)
    {
      VouchSandboxApplication *application = g_ptr_array_index (person->applications, i);
      VouchEntry *entry = g_new0 (VouchEntry, 1);
      GPtrArray *people = NULL;
      guint place;

      entry->job = application->job;
      entry->status = application->status;
      entry->step = g_strdup (application->step);
      g_ptr_array_add (person->entries, entry);
      if (entry->step == NULL)
        continue;

      people = get_step_people (self, entry);
      place = find_place (people, person->index);
      if (place == people->len || g_ptr_array_index (people, place) != person)
        g_ptr_array_insert (people, place, person);
    }
}

static void
note_texts (VouchCompany *self,
            VouchPerson  *person)
{
  g_autofree char *name = g_strconcat (person->first, " ", person->last, NULL);

  if (person->seen_email != NULL &&
      g_hash_table_lookup (self->emails, person->seen_email) == person)
    g_hash_table_remove (self->emails, person->seen_email);
  g_clear_pointer (&person->seen_email, g_free);
  g_free (person->seen_name);
  person->seen_name = g_utf8_strdown (name, -1);
  if (person->email != NULL && person->seen)
    {
      person->seen_email = g_utf8_strdown (person->email, -1);
      g_hash_table_replace (self->emails, g_strdup (person->seen_email), person);
    }

  g_ptr_array_set_size (person->seen_tags, 0);
  for (guint i = 0; i < person->tags->len; i++)
    g_ptr_array_add (person->seen_tags, g_utf8_strdown (g_ptr_array_index (person->tags, i), -1));
}

/**
 * vouch_company_index_person:
 *
 * Lets the search know the person as it is now. People without an application are not found
 * (smartrecruiters.md §9.2).
 */
void
vouch_company_index_person (VouchCompany *self,
                            VouchPerson  *person)
{
  GString *item = NULL;
  gboolean counted = person->seen_json != NULL ? person->seen : person->index < self->n_generated;

  forget_entries (self, person);
  person->seen = !person->deleted && person->applications->len > 0;
  person->seen_updated = person->updated;
  note_texts (self, person);
  if (person->seen)
    note_entries (self, person);

  item = g_string_new (NULL);
  vouch_company_append_item (self, person, item);
  g_free (person->seen_json);
  person->seen_json = g_string_free (item, FALSE);
  self->n_extra += (person->seen ? 1 : 0) - (counted ? 1 : 0);
  self->generation++;
}

/**
 * vouch_company_changed:
 *
 * The person changed at @now; the search learns it when it gets there.
 */
void
vouch_company_changed (VouchCompany *self,
                       VouchPerson  *person,
                       gint64        now)
{
  if (person->waiting)
    return;

  person->waiting = TRUE;
  g_queue_push_tail (&self->waiting, person);
  g_queue_push_tail (&self->waiting_since, g_memdup2 (&now, sizeof now));
}

/**
 * vouch_company_index:
 * @until: changes up to this time are in the index
 */
void
vouch_company_index (VouchCompany *self,
                     gint64        until)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      gint64 *since = g_queue_peek_head (&self->waiting_since);
      VouchPerson *person = g_queue_peek_head (&self->waiting);

      if (*since > until)
        return;

      g_free (g_queue_pop_head (&self->waiting_since));
      g_queue_pop_head (&self->waiting);
      person->waiting = FALSE;
      vouch_company_index_person (self, person);
    }
}
