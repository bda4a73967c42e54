/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-company.h"

#include <string.h>

#include "base/vouch-util.h"

/* The feed keeps what a long run needs; the oldest go. */
#define MAX_EVENTS 20000

static const char *const status_names[] =
{
  "LEAD", "NEW", "IN_REVIEW", "INTERVIEW", "OFFERED", "HIRED", "REJECTED", "WITHDRAWN",
  "TRANSFERRED",
};

G_STATIC_ASSERT (G_N_ELEMENTS (status_names) == VOUCH_N_STATUSES);

static const VouchPlace places[] =
{
  { "Austin", "Texas", "United States", "us" },
  { "Chicago", "Illinois", "United States", "us" },
  { "San Francisco", "California", "United States", "us" },
  { "New York", "New York", "United States", "us" },
  { "Denver", "Colorado", "United States", "us" },
  { "Toronto", "Ontario", "Canada", "ca" },
  { "London", "England", "United Kingdom", "gb" },
  { "Dublin", "Leinster", "Ireland", "ie" },
  { "Berlin", "Berlin", "Germany", "de" },
  { "Kraków", "Małopolska", "Poland", "pl" },
  { "Singapore", "Singapore", "Singapore", "sg" },
  { "Melbourne", "Victoria", "Australia", "au" },
};

static const char *const departments[] =
{
  "Engineering", "Sales", "Customer Success", "Marketing", "Operations", "Finance",
  "People", "Legal",
};

/* By size: S, M, L, XL (reliability.md §8.1). */
static const guint64 people_counts[] = { 10000, 100000, 1000000, 5000000 };
static const guint job_counts[] = { 50, 300, 2000, 10000 };
static const guint staff_counts[] = { 20, 60, 200, 500 };

const char *
vouch_status_to_string (VouchStatus status)
{
  return status_names[status];
}

gboolean
vouch_status_parse (const char  *text,
                    VouchStatus *status)
{
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    {
      if (g_strcmp0 (status_names[i], text) == 0)
        {
          *status = i;
          return TRUE;
        }
    }

  return FALSE;
}

const VouchPlace *
vouch_company_get_place (guint place)
{
  return &places[place % G_N_ELEMENTS (places)];
}

guint
vouch_company_get_n_places (void)
{
  return G_N_ELEMENTS (places);
}

const char *
vouch_company_get_department (guint department)
{
  return departments[department % G_N_ELEMENTS (departments)];
}

guint
vouch_company_get_n_departments (void)
{
  return G_N_ELEMENTS (departments);
}

/* 2026-01-01T00:00:00Z: nothing of the company as founded is younger. */
gint64
vouch_company_get_start (void)
{
  return G_GINT64_CONSTANT (1767225600000000);
}

/**
 * vouch_company_new:
 * @ats_origin: for the links in answers
 *
 * Returns: (transfer full): the company of this seed and size
 */
VouchCompany *
vouch_company_new (guint64           seed,
                   VouchSandboxSize  size,
                   const char       *ats_origin)
{
  VouchCompany *self = g_new0 (VouchCompany, 1);

  vouch_company_build_names ();
  self->seed = seed;
  self->generation = 1;
  self->n_generated = people_counts[size];
  self->n_people = self->n_generated;
  self->n_generated_jobs = job_counts[size];
  self->ats_origin = g_strdup (ats_origin);
  self->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                        (GDestroyNotify) vouch_person_free);
  self->touched = g_ptr_array_new ();
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attachments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_queue_init (&self->waiting);
  g_queue_init (&self->waiting_since);
  vouch_company_build_config (self);
  vouch_company_build_staff (self, staff_counts[size]);
  vouch_company_build_jobs (self, job_counts[size]);

  return self;
}

void
vouch_company_free (VouchCompany *self)
{
  g_queue_clear (&self->waiting);
  g_queue_clear_full (&self->waiting_since, g_free);
  g_ptr_array_unref (self->events);
  g_hash_table_unref (self->steps);
  g_hash_table_unref (self->attachments);
  g_hash_table_unref (self->emails);
  g_ptr_array_unref (self->touched);
  g_hash_table_unref (self->people);
  g_ptr_array_unref (self->processes);
  g_ptr_array_unref (self->properties);
  g_array_unref (self->job_order);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->staff);
  g_free (self->ats_origin);
  g_free (self);
}

/* An id for a thing that has no index: an attachment, a note, an event. */
char *
vouch_company_dup_id (VouchCompany *self)
{
  return vouch_sandbox_id_dup (self->seed, VOUCH_ID_OTHER, ++self->counter);
}

/**
 * vouch_company_add_event:
 * @context: (transfer full)
 *
 * Writes a line of the audit feed (smartrecruiters.md §11).
 */
void
vouch_company_add_event (VouchCompany *self,
                         const char   *name,
                         const char   *entity_type,
                         const char   *entity_id,
                         JsonObject   *context,
                         gint64        now)
{
  JsonObject *event = json_object_new ();
  g_autofree char *id = vouch_company_dup_id (self);
  g_autofree char *time = vouch_time_to_string (now);
  VouchStaff *author = g_ptr_array_index (self->staff, 0);

  json_object_set_string_member (event, "id", id);
  json_object_set_string_member (event, "eventName", name);
  json_object_set_string_member (event, "eventDate", time);
  json_object_set_string_member (event, "authorType", "USER");
  json_object_set_string_member (event, "authorId", author->id);
  json_object_set_string_member (event, "entityType", entity_type);
  json_object_set_string_member (event, "entityId", entity_id);
  json_object_set_object_member (event, "context", context);
  g_ptr_array_add (self->events, event);
  if (self->events->len > MAX_EVENTS)
    g_ptr_array_remove_range (self->events, 0, MAX_EVENTS / 4);
}
