/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

/* The body of the create calls (smartrecruiters.md §9.6); strings are the reader's. */
typedef struct
{
  const char *first;
  const char *last;
  const char *email;
  const char *phone;
  const char *source[3];
  gboolean has_source;
  gboolean internal;
  GPtrArray *tags;  /* (owned) (element-type utf8) */
} NewCandidate;

static void
clear_candidate (NewCandidate *candidate)
{
  g_clear_pointer (&candidate->tags, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewCandidate, clear_candidate)

static const char *
read_needed (VouchReader *reader,
             const char  *name)
{
  const char *text = vouch_reader_string (reader, name);

  if (text != NULL && *text == '\0')
    vouch_reader_fail (reader, name, "is empty");

  return text;
}

static void
read_tags (VouchReader *reader,
           GPtrArray   *tags)
{
  guint n;

  if (!vouch_reader_enter_optional (reader, "tags"))
    return;

  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n; i++)
    {
      const char *tag = vouch_reader_element_string (reader, i);

      if (tag != NULL)
        g_ptr_array_add (tags, g_strdup (tag));
    }
  vouch_reader_leave (reader);
}

static void
read_candidate (VouchReader  *reader,
                NewCandidate *candidate)
{
  candidate->first = read_needed (reader, "firstName");
  candidate->last = read_needed (reader, "lastName");
  candidate->email = read_needed (reader, "email");
  candidate->phone = vouch_reader_string_or (reader, "phoneNumber", NULL);
  candidate->internal = vouch_reader_bool_or (reader, "internal", FALSE);
  candidate->tags = g_ptr_array_new_with_free_func (g_free);
  read_tags (reader, candidate->tags);

  candidate->has_source = vouch_reader_enter_optional (reader, "sourceDetails");
  if (candidate->has_source)
    {
      candidate->source[0] = read_needed (reader, "sourceTypeId");
      candidate->source[1] = vouch_reader_string_or (reader, "sourceSubTypeId", NULL);
      candidate->source[2] = read_needed (reader, "sourceId");
      vouch_reader_leave (reader);
    }
}

static VouchResponse *
check_source (VouchAtsCall       *call,
              const NewCandidate *candidate,
              gboolean            on_job)
{
  const char *problem = NULL;

  if (!candidate->has_source ||
      vouch_ats_check_source (candidate->source[0], candidate->source[1], candidate->source[2],
                              &problem))
    return NULL;
  if (g_str_equal (problem, "type"))
    return vouch_ats_error (call, 404, "SOURCE_TYPE_NOT_FOUND", "Source type not found");
  if (g_str_equal (problem, "subtype-missing"))
    return vouch_ats_error (call, 400, "SUBTYPE_REQUIRED", "Name the sub-type");

  return vouch_ats_error (call, 400, on_job ? "INVALID_SOURCE_ID" : "SOURCE_NOT_FOUND",
                          "Source not found");
}

static gboolean
is_same (const VouchPerson  *person,
         const NewCandidate *candidate)
{
  return !person->deleted && person->email != NULL &&
         g_ascii_strcasecmp (person->email, candidate->email) == 0 &&
         g_ascii_strcasecmp (person->last, candidate->last) == 0;
}

/* E-mail and last name are who somebody is (§9.6). */
static VouchPerson *
find_same (VouchAtsCall       *call,
           const NewCandidate *candidate)
{
  guint64 index = 0;
  VouchPerson *owned = NULL;
  VouchPerson *person = NULL;
  gboolean same;

  for (guint i = 0; i < call->company->touched->len; i++)
    {
      person = g_ptr_array_index (call->company->touched, i);
      if (is_same (person, candidate))
        return person;
    }

  if (!vouch_company_email_index (call->company, candidate->email, &index))
    return NULL;

  person = vouch_company_look (call->company, index, &owned);
  same = person != NULL && is_same (person, candidate);
  vouch_person_free (owned);

  return same ? vouch_company_touch (call->company, index) : NULL;
}

static void
add_tags (VouchPerson *person,
          GPtrArray   *tags)
{
  for (guint i = 0; i < tags->len; i++)
    {
      const char *tag = g_ptr_array_index (tags, i);

      if (!g_ptr_array_find_with_equal_func (person->tags, tag, g_str_equal, NULL))
        g_ptr_array_add (person->tags, g_strdup (tag));
    }
}

static void
apply_to_job (VouchAtsCall       *call,
              VouchPerson        *person,
              VouchJob           *job,
              const NewCandidate *candidate)
{
  VouchStatus status = VOUCH_STATUS_LEAD;
  VouchSandboxApplication *application = vouch_person_find_job (person, job->index);

  if (application != NULL)
    return;

  vouch_status_parse (vouch_sandbox_setting_string (call->sandbox, "candidate_status"), &status);
  application = vouch_person_add_job (person, job->index, status, NULL, call->now);
  for (guint i = 0; i < 3; i++)
    application->source[i] = g_strdup (candidate->source[i]);
  job->last_activity = call->now;
  job->changed = TRUE;
}

static void
note_created (VouchAtsCall *call,
              VouchPerson  *person,
              VouchJob     *job,
              gboolean      existing)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "candidate_id", person->id);
  if (job != NULL)
    json_object_set_string_member (detail, "job_id", job->id);
  json_object_set_boolean_member (detail, "existing", existing);
  vouch_ats_effect (call, "candidate-created", detail);
  if (existing)
    vouch_visit_violation (call->visit, "second-create", "candidate %s was there", person->id);
}

static VouchResponse *
create_candidate (VouchAtsCall       *call,
                  const NewCandidate *candidate,
                  VouchJob           *job)
{
  const char *duplicate = vouch_sandbox_setting_string (call->sandbox, "candidate_duplicate");
  VouchPerson *person = find_same (call, candidate);
  gboolean existing = person != NULL;

  if (existing && g_str_equal (duplicate, "conflict"))
    return vouch_ats_error (call, 409, "CANDIDATE_DATA_CONFLICT", "The candidate exists");
  if (!existing || g_str_equal (duplicate, "new"))
    person = vouch_company_add_person (call->company, candidate->first, candidate->last,
                                       candidate->email, call->now);
  if (person->phone == NULL)
    person->phone = g_strdup (candidate->phone);
  person->internal = candidate->internal;
  person->updated = call->now;
  add_tags (person, candidate->tags);
  if (job != NULL)
    apply_to_job (call, person, job, candidate);
  vouch_company_changed (call->company, person, call->now);
  note_created (call, person, job, existing);

  return vouch_ats_object (call, 201, vouch_ats_new_candidate (call, person));
}

static VouchResponse *
take_candidate (VouchAtsCall *call,
                VouchJob     *job)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  g_auto(NewCandidate) candidate = { 0 };
  VouchResponse *refusal = NULL;
  GError *error = NULL;

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  read_candidate (reader, &candidate);
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);
  refusal = check_source (call, &candidate, job != NULL);
  if (refusal != NULL)
    return refusal;

  return create_candidate (call, &candidate, job);
}

VouchResponse *
vouch_ats_candidates_add (VouchAtsCall *call)
{
  return take_candidate (call, NULL);
}

VouchResponse *
vouch_ats_candidates_add_to_job (VouchAtsCall *call)
{
  VouchJob *job = vouch_company_find_job (call->company, call->params[0]);

  if (job == NULL)
    return vouch_ats_unknown (call, "JOB_NOT_FOUND", "Job not found");

  return take_candidate (call, job);
}

static void
take_text (VouchReader  *reader,
           const char   *name,
           char        **text)
{
  const char *value = vouch_reader_string_or (reader, name, NULL);

  if (value != NULL)
    {
      g_free (*text);
      *text = g_strdup (value);
    }
}

VouchResponse *
vouch_ats_candidates_patch (VouchAtsCall *call)
{
  VouchPerson *person = vouch_company_touch_id (call->company, call->params[0]);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;
  GError *error = NULL;

  if (person == NULL)
    return vouch_ats_error (call, 404, "CANDIDATE_NOT_FOUND", "Candidate not found");
  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  take_text (reader, "firstName", &person->first);
  take_text (reader, "lastName", &person->last);
  take_text (reader, "email", &person->email);
  take_text (reader, "phoneNumber", &person->phone);
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);

  person->updated = call->now;
  vouch_company_changed (call->company, person, call->now);
  return vouch_ats_object (call, 200, vouch_ats_new_candidate (call, person));
}
