/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-search.h"

#include <string.h>

void
vouch_search_init (VouchSearch  *search,
                   VouchCompany *company)
{
  memset (search, 0, sizeof *search);
  search->company = company;
  search->any_job = TRUE;
  search->jobs = g_array_new (FALSE, FALSE, sizeof (guint));
  search->tags = g_ptr_array_new_with_free_func (g_free);
  search->places = g_ptr_array_new_with_free_func (g_free);
  search->updated_after = G_MININT64;
  search->same_application = TRUE;
}

void
vouch_search_clear (VouchSearch *search)
{
  g_clear_pointer (&search->jobs, g_array_unref);
  g_clear_pointer (&search->tags, g_ptr_array_unref);
  g_clear_pointer (&search->places, g_ptr_array_unref);
  g_clear_pointer (&search->email, g_free);
  g_clear_pointer (&search->words, g_strfreev);
}

/* The people of one status and step, if exactly one status is asked for. */
static GPtrArray *
find_step_people (const VouchSearch *search)
{
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    {
      if (search->statuses == 1u << i)
        {
          g_autofree char *key = NULL;

          key = g_strdup_printf ("%s/%s", vouch_status_to_string (i), search->step);
          return g_hash_table_lookup (search->company->steps, key);
        }
    }

  return search->company->touched;
}

/**
 * vouch_search_plan:
 *
 * Finds out whether only touched people can match: generated ones have no tags, did not change
 * lately and are in no step but a few.
 */
void
vouch_search_plan (VouchSearch *search)
{
  search->people = NULL;
  if (search->step != NULL && !vouch_sketch_has_step (search->step))
    {
      search->people = find_step_people (search);
      search->nobody = search->nobody || search->people == NULL;
    }
  else if (search->tags->len > 0 || search->updated_after > vouch_sketch_get_newest ())
    search->people = search->company->touched;
}

static gboolean
has_job (const VouchSearch *search,
         guint              job)
{
  for (guint i = 0; i < search->jobs->len; i++)
    {
      if (g_array_index (search->jobs, guint, i) == job)
        return TRUE;
    }

  return search->any_job;
}

static gboolean
has_status (const VouchSearch *search,
            VouchStatus        status,
            const char        *step)
{
  return (search->statuses == 0 || (search->statuses & (1u << status)) != 0) &&
         (search->step == NULL || g_strcmp0 (search->step, step) == 0);
}

static gboolean
is_recent (const VouchSearch *search,
           gint64             updated)
{
  return search->strict ? updated > search->updated_after : updated >= search->updated_after;
}

static gboolean
matches_words (const VouchSearch *search,
               const char        *lower_text)
{
  for (guint i = 0; search->words != NULL && search->words[i] != NULL; i++)
    {
      if (strstr (lower_text, search->words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
matches_place (const VouchSearch *search,
               guint              place)
{
  g_autofree char *city = NULL;

  if (search->places->len == 0)
    return TRUE;

  city = g_utf8_strdown (vouch_company_get_place (place)->city, -1);
  return g_ptr_array_find_with_equal_func (search->places, city, g_str_equal, NULL);
}

static gboolean
matches_tags (const VouchSearch *search,
              VouchPerson       *person)
{
  for (guint i = 0; i < search->tags->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (person->seen_tags, g_ptr_array_index (search->tags, i),
                                            g_str_equal, NULL))
        return TRUE;
    }

  return search->tags->len == 0;
}

static gboolean
matches_entries (const VouchSearch *search,
                 VouchPerson       *person)
{
  gboolean job = FALSE;
  gboolean status = FALSE;

  for (guint i = 0; i < person->entries->len; i++)
    {
      VouchEntry *entry = g_ptr_array_index (person->entries, i);
      gboolean job_here = has_job (search, entry->job);
      gboolean status_here = has_status (search, entry->status, entry->step);

      if (job_here && status_here)
        return TRUE;
      job = job || job_here;
      status = status || status_here;
    }

  return !search->same_application && job && status;
}

static gboolean
matches_person (const VouchSearch *search,
                VouchPerson       *person)
{
  if (!person->seen || !is_recent (search, person->seen_updated))
    return FALSE;
  if (search->email != NULL && g_strcmp0 (search->email, person->seen_email) != 0)
    return FALSE;
  if (search->words != NULL && !matches_words (search, person->seen_name))
    return FALSE;

  return matches_entries (search, person) && matches_tags (search, person) &&
         matches_place (search, person->place);
}

/* A look at the index alone, before anything is made of it. */
static gboolean
may_have_job (const VouchSearch *search,
              guint64            index)
{
  guint n_jobs = search->company->n_generated_jobs;

  return search->any_job || has_job (search, index % n_jobs) ||
         has_job (search, (index + 1) % n_jobs);
}

static gboolean
matches_sketch_work (const VouchSearch *search,
                     const VouchSketch *sketch)
{
  gboolean job = FALSE;
  gboolean status = FALSE;

  for (guint i = 0; i < sketch->n_jobs; i++)
    {
      gboolean job_here = has_job (search, sketch->jobs[i]);
      gboolean status_here = has_status (search, sketch->statuses[i], sketch->steps[i]);

      if (job_here && status_here)
        return TRUE;
      job = job || job_here;
      status = status || status_here;
    }

  return !search->same_application && job && status;
}

static gboolean
matches_identity (const VouchSearch *search,
                  guint64            index)
{
  VouchSketch sketch;
  g_autofree char *name = NULL;
  g_autofree char *lower = NULL;

  if (search->email == NULL && search->words == NULL && search->places->len == 0)
    return TRUE;

  vouch_sketch_identity (search->company, index, &sketch);
  if (search->email != NULL && g_ascii_strcasecmp (search->email, sketch.email) != 0)
    return FALSE;
  if (search->words != NULL)
    {
      name = g_strconcat (sketch.first, " ", sketch.last, NULL);
      lower = g_utf8_strdown (name, -1);
      if (!matches_words (search, lower))
        return FALSE;
    }

  return matches_place (search, sketch.place);
}

static gboolean
matches_untouched (const VouchSearch *search,
                   guint64            index)
{
  VouchSketch sketch;

  if (search->tags->len > 0 || !may_have_job (search, index))
    return FALSE;
  if (search->any_job && search->statuses == 0 && search->step == NULL &&
      search->updated_after == G_MININT64)
    return matches_identity (search, index);

  vouch_sketch_work (search->company, index, &sketch);
  return is_recent (search, sketch.updated) && matches_sketch_work (search, &sketch) &&
         matches_identity (search, index);
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

static gboolean
next_touched (const VouchSearch *search,
              guint64            from,
              guint64           *found,
              VouchPerson      **person)
{
  for (guint i = find_place (search->people, from); i < search->people->len; i++)
    {
      *person = g_ptr_array_index (search->people, i);
      *found = (*person)->index;
      if (matches_person (search, *person))
        return TRUE;
    }

  return FALSE;
}

/* An address names its person, so that nobody has to be asked in turn. */
static gboolean
next_email (const VouchSearch *search,
            guint64            from,
            guint64           *found,
            VouchPerson      **person)
{
  *person = g_hash_table_lookup (search->company->emails, search->email);
  if (*person != NULL)
    {
      *found = (*person)->index;
      return *found >= from && matches_person (search, *person);
    }

  return vouch_company_email_index (search->company, search->email, found) && *found >= from &&
         !g_hash_table_contains (search->company->people, found) &&
         matches_untouched (search, *found);
}

static gboolean
next_of_all (const VouchSearch *search,
             guint64            from,
             guint64           *found,
             VouchPerson      **person)
{
  GPtrArray *touched = search->company->touched;
  guint place = find_place (touched, from);

  for (guint64 i = from; i < search->company->n_people; i++)
    {
      *person = place < touched->len ? g_ptr_array_index (touched, place) : NULL;
      *found = i;
      if (*person != NULL && (*person)->index == i)
        {
          place++;
          if (matches_person (search, *person))
            return TRUE;
        }
      else if (i < search->company->n_generated && matches_untouched (search, i))
        {
          *person = NULL;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * vouch_search_next:
 * @from: the first index to look at
 * @found: (out): the next match
 * @person: (out) (nullable): the person, if touched
 */
gboolean
vouch_search_next (const VouchSearch  *search,
                   guint64             from,
                   guint64            *found,
                   VouchPerson       **person)
{
  *person = NULL;
  if (search->nobody)
    return FALSE;
  if (search->email != NULL)
    return next_email (search, from, found, person);
  if (search->people != NULL)
    return next_touched (search, from, found, person);

  return next_of_all (search, from, found, person);
}

static gboolean
is_plain (const VouchSearch *search)
{
  return search->any_job && search->statuses == 0 && search->step == NULL &&
         search->tags->len == 0 && search->places->len == 0 && search->email == NULL &&
         search->words == NULL && search->updated_after == G_MININT64 && !search->nobody;
}

/* Everybody is counted by the way; anything else by looking. */
guint64
vouch_search_count (const VouchSearch *search)
{
  VouchPerson *person = NULL;
  guint64 count = 0;
  guint64 index = 0;

  if (is_plain (search))
    return search->company->n_generated + search->company->n_extra;

  for (guint64 from = 0; vouch_search_next (search, from, &index, &person); from = index + 1)
    count++;

  return count;
}
