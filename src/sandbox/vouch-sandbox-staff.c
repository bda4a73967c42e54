/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-private.h"
#include "sandbox/vouch-sandbox-sketch.h"

#include <string.h>

#define N_RECRUITERS(n) ((n) * 2 / 5)

static const char *const titles[][4] =
{
  { "Software Engineer", "Site Reliability Engineer", "Data Engineer", "Engineering Manager" },
  { "Account Executive", "Sales Development Representative", "Sales Manager", "Sales Engineer" },
  { "Customer Success Manager", "Support Specialist", "Onboarding Lead", "Support Engineer" },
  { "Content Strategist", "Product Marketing Manager", "Brand Designer", "Growth Analyst" },
  { "Operations Analyst", "Logistics Coordinator", "Facilities Manager", "Program Manager" },
  { "Accountant", "Financial Analyst", "Payroll Specialist", "Controller" },
  { "HR Business Partner", "Talent Partner", "Benefits Specialist", "People Analyst" },
  { "Legal Counsel", "Paralegal", "Privacy Officer", "Contracts Manager" },
};

static const char *const levels[] = { "", "Senior ", "Lead ", "Junior " };
static const char *const statuses[] = { "SOURCING", "INTERVIEW", "SOURCING", "CREATED", "OFFER" };

void
vouch_company_free_staff (gpointer staff)
{
  VouchStaff *self = staff;

  g_free (self->id);
  g_free (self->first);
  g_free (self->last);
  g_free (self->email);
  g_free (self);
}

/* The first is the administrator; the last has no address, which the schema allows. */
static VouchStaff *
make_staff (VouchCompany *self,
            guint         index,
            guint         n_staff)
{
  VouchStaff *staff = g_new0 (VouchStaff, 1);
  guint64 number = vouch_sandbox_mix (self->seed, 21, index);
  g_autofree char *first = NULL;

  staff->id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%08x", number, index);
  staff->first = g_strdup (vouch_sketch_get_first (number));
  staff->last = g_strdup (vouch_sketch_get_name (number >> 20));
  staff->role = index == 0 ? "ADMINISTRATOR" : (number >> 40) % 5 == 0 ? "EXTENDED" : "STANDARD";
  staff->active = TRUE;
  first = g_str_to_ascii (staff->first, "C");
  g_strdelimit (first, "'?", '-');
  if (index + 1 < n_staff)
    {
      g_autofree char *lower = g_ascii_strdown (first, -1);

      staff->email = g_strdup_printf ("%s.%u@" VOUCH_SANDBOX_MAIL_DOMAIN, lower, index);
    }

  return staff;
}

void
vouch_company_build_staff (VouchCompany *self,
                           guint         n_staff)
{
  self->staff = g_ptr_array_new_with_free_func (vouch_company_free_staff);
  for (guint i = 0; i < n_staff; i++)
    g_ptr_array_add (self->staff, make_staff (self, i, n_staff));
}

int
vouch_company_find_user (VouchCompany *self,
                         const char   *id)
{
  for (guint i = 0; id != NULL && i < self->staff->len; i++)
    {
      VouchStaff *staff = g_ptr_array_index (self->staff, i);

      if (strcmp (staff->id, id) == 0)
        return i;
    }

  return -1;
}

static void
free_member (gpointer data)
{
  VouchMember *member = data;

  g_free (member->role);
  g_free (member);
}

static void
free_value (gpointer data)
{
  VouchJobValue *value = data;

  g_free (value->property);
  g_free (value->value);
  g_free (value->label);
  g_free (value);
}

void
vouch_company_free_job (gpointer job)
{
  VouchJob *self = job;

  g_free (self->title);
  g_ptr_array_unref (self->team);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static VouchJob *
new_job (VouchCompany *self,
         guint64       index)
{
  VouchJob *job = g_new0 (VouchJob, 1);

  job->index = index;
  vouch_sandbox_id_format (self->seed, VOUCH_ID_JOB, index, job->id);
  job->status = "SOURCING";
  job->posting_status = "PUBLIC";
  job->team = g_ptr_array_new_with_free_func (free_member);
  job->values = g_ptr_array_new_with_free_func (free_value);

  return job;
}

/* Two in three jobs have everybody; some have a coordinator only, and some nobody who recruits. */
static void
fill_team (VouchCompany *self,
           VouchJob     *job,
           guint64       number)
{
  guint n = self->staff->len;
  guint n_recruiters = N_RECRUITERS (n);
  guint recruiter = 1 + number % n_recruiters;
  guint manager = 1 + n_recruiters + (number >> 16) % (n - n_recruiters - 2);

  if (job->index % 9 != 4)
    vouch_job_add_member (job, recruiter, "RECRUITER");
  else if (job->index % 18 == 4)
    vouch_job_add_member (job, recruiter, "COORDINATOR");
  vouch_job_add_member (job, manager, "HIRING_MANAGER");
  if ((number >> 32) % 3 == 0)
    vouch_job_add_member (job, 1 + n_recruiters + (manager + 2) % (n - n_recruiters - 2),
                          "INTERVIEW_TEAM");
}

/* A third of the jobs carry the tag of their department; one carries a tag in the wrong case. */
static void
fill_tag (VouchCompany *self,
          VouchJob     *job)
{
  VouchProperty *field = vouch_company_get_tag_field (self);
  guint choice = job->department;

  if (field == NULL || job->index % 3 != 0)
    return;
  if (job->index == 27)
    choice = field->choices->len - 1;
  if (choice < field->choices->len)
    {
      VouchChoice *tag = g_ptr_array_index (field->choices, choice);

      vouch_job_set_value (job, field->id, tag->id, NULL);
    }
}

static VouchJob *
make_job (VouchCompany *self,
          guint         index)
{
  VouchJob *job = new_job (self, index);
  guint64 number = vouch_sandbox_mix (self->seed, 22, index);

  job->department = number % vouch_company_get_n_departments ();
  job->place = (number >> 8) % vouch_company_get_n_places ();
  job->title = g_strconcat (levels[(number >> 16) % G_N_ELEMENTS (levels)],
                            titles[job->department % G_N_ELEMENTS (titles)][(number >> 24) % 4],
                            NULL);
  job->status = statuses[(number >> 32) % G_N_ELEMENTS (statuses)];
  job->posting_status = (number >> 40) % 6 == 0 ? "INTERNAL" : "PUBLIC";
  job->created = vouch_company_get_start () -
                 (gint64) (1 + (number >> 44) % (400 * 86400)) * G_USEC_PER_SEC;
  job->updated = job->created + (vouch_company_get_start () - job->created) / 2;
  job->last_activity = vouch_sketch_get_newest ();
  fill_team (self, job, vouch_sandbox_mix (self->seed, 23, index));
  fill_tag (self, job);

  return job;
}

void
vouch_company_build_jobs (VouchCompany *self,
                          guint         n_jobs)
{
  self->jobs = g_ptr_array_new_with_free_func (vouch_company_free_job);
  self->job_order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n_jobs; i++)
    g_ptr_array_add (self->jobs, make_job (self, i));
}

VouchJob *
vouch_company_get_job (VouchCompany *self,
                       guint         index)
{
  return index < self->jobs->len ? g_ptr_array_index (self->jobs, index) : NULL;
}

VouchJob *
vouch_company_find_job (VouchCompany *self,
                        const char   *id)
{
  guint64 index = 0;

  if (!vouch_sandbox_id_parse (self->seed, VOUCH_ID_JOB, id, &index) || index >= self->jobs->len)
    return NULL;

  return g_ptr_array_index (self->jobs, index);
}

/**
 * vouch_company_add_job:
 *
 * Returns: (transfer none): a new job with nobody on its team
 */
VouchJob *
vouch_company_add_job (VouchCompany *self,
                       const char   *title,
                       gint64        now)
{
  VouchJob *job = new_job (self, self->jobs->len);

  job->title = g_strdup (title);
  job->created = now;
  vouch_job_touch (job, now);
  g_ptr_array_add (self->jobs, job);

  return job;
}

static int
compare_job_ids (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  VouchCompany *self = user_data;
  const VouchJob *first = g_ptr_array_index (self->jobs, *(const guint *) a);
  const VouchJob *second = g_ptr_array_index (self->jobs, *(const guint *) b);

  return strcmp (first->id, second->id);
}

/* Brings job_order up to date; jobs are never removed. */
void
vouch_company_sort_jobs (VouchCompany *self)
{
  if (self->job_order->len == self->jobs->len)
    return;

  g_array_set_size (self->job_order, 0);
  for (guint i = 0; i < self->jobs->len; i++)
    g_array_append_val (self->job_order, i);
  g_array_sort_with_data (self->job_order, compare_job_ids, self);
}

void
vouch_job_add_member (VouchJob   *job,
                      guint       user,
                      const char *role)
{
  VouchMember *member = g_new0 (VouchMember, 1);

  member->user = user;
  member->role = g_strdup (role);
  g_ptr_array_add (job->team, member);
}

VouchJobValue *
vouch_job_get_value (VouchJob   *job,
                     const char *property)
{
  for (guint i = 0; i < job->values->len; i++)
    {
      VouchJobValue *value = g_ptr_array_index (job->values, i);

      if (g_strcmp0 (value->property, property) == 0)
        return value;
    }

  return NULL;
}

/**
 * vouch_job_set_value:
 * @value: (nullable): id of a single select's value
 * @label: (nullable): text of a free one; both %NULL clears it
 */
void
vouch_job_set_value (VouchJob   *job,
                     const char *property,
                     const char *value,
                     const char *label)
{
  VouchJobValue *old = vouch_job_get_value (job, property);
  VouchJobValue *new_value = NULL;

  if (value == NULL && label == NULL)
    {
      if (old != NULL)
        g_ptr_array_remove (job->values, old);
      return;
    }

  new_value = g_new0 (VouchJobValue, 1);
  new_value->property = g_strdup (property);
  new_value->value = g_strdup (value);
  new_value->label = g_strdup (label);
  if (old != NULL)
    g_ptr_array_remove (job->values, old);
  g_ptr_array_add (job->values, new_value);
}

void
vouch_job_touch (VouchJob *job,
                 gint64    now)
{
  job->updated = now;
  job->last_activity = now;
  job->changed = TRUE;
}
