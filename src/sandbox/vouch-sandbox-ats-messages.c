/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

#include "base/vouch-util.h"

#define MAX_CONTENT 10000
#define MAX_RECIPIENTS 100

/* Finds what stands in #[CANDIDATE:…] or @[USER:…], from @start on; moves @start behind it. */
static char *
next_mention (const char **start,
              const char  *prefix)
{
  const char *begin = strstr (*start, prefix);
  const char *end = begin == NULL ? NULL : strchr (begin, ']');

  if (end == NULL)
    return NULL;

  *start = end + 1;
  return g_strndup (begin + strlen (prefix), end - begin - strlen (prefix));
}

/* Counts whom the note reaches by name, or says what is wrong. */
static const char *
check_mentions (VouchAtsCall *call,
                const char   *content,
                guint        *n_recipients)
{
  const char *start = content;
  char *id = NULL;

  while ((id = next_mention (&start, "@[USER:")) != NULL)
    {
      int user = vouch_company_find_user (call->company, id);

      g_free (id);
      if (user < 0)
        return "MENTIONED_USERS_NOT_FOUND";
      (*n_recipients)++;
      vouch_visit_violation (call->visit, "mention", "a mention sends an e-mail");
    }

  return NULL;
}

static const char *
check_share (VouchAtsCall *call,
             VouchReader  *reader,
             guint        *n_recipients)
{
  guint n = 0;

  if (vouch_reader_bool_or (reader, "openNote", FALSE) &&
      vouch_reader_bool_or (reader, "everyone", FALSE))
    return "INVALID_VISIBILITY_OPTIONS";

  if (vouch_reader_enter_optional (reader, "hiringTeamOf"))
    {
      n = vouch_reader_get_n_elements (reader);
      for (guint i = 0; i < n; i++)
        {
          VouchJob *job = vouch_company_find_job (call->company,
                                                  vouch_reader_element_string (reader, i));

          if (job == NULL)
            return "JOB_NOT_FOUND";
          *n_recipients += job->team->len;
        }
      vouch_reader_leave (reader);
    }

  if (vouch_reader_enter_optional (reader, "users"))
    {
      n = vouch_reader_get_n_elements (reader);
      for (guint i = 0; i < n; i++)
        {
          if (vouch_company_find_user (call->company, vouch_reader_element_string (reader, i)) < 0)
            return "SHARED_WITH_USERS_NOT_FOUND";
        }
      *n_recipients += n;
      vouch_reader_leave (reader);
    }

  return NULL;
}

static const char *
get_visibility (VouchReader *reader)
{
  if (vouch_reader_bool_or (reader, "openNote", FALSE))
    return "OPEN";

  return vouch_reader_bool_or (reader, "everyone", FALSE) ? "EVERYONE" : "DIRECT";
}

static VouchPerson *
find_candidate (VouchAtsCall *call,
                const char   *content,
                gboolean     *missing)
{
  const char *start = content;
  g_autofree char *id = next_mention (&start, "#[CANDIDATE:");
  VouchPerson *person = id == NULL ? NULL : vouch_company_touch_id (call->company, id);

  *missing = id != NULL && person == NULL;
  return person;
}

static void
add_note (VouchPerson *person,
          const char  *content,
          const char  *correlation,
          const char  *visibility,
          gint64       now)
{
  VouchNote *note = g_new0 (VouchNote, 1);

  note->content = correlation == NULL ? g_strdup (content)
                                      : g_strdup_printf ("%s\n%s", content, correlation);
  note->visibility = g_strdup (visibility);
  note->at = now;
  g_ptr_array_add (person->notes, note);
}

static VouchResponse *
answer_share (VouchAtsCall *call,
              VouchPerson  *person,
              const char   *correlation)
{
  g_autofree char *id = vouch_company_dup_id (call->company);
  JsonObject *object = json_object_new ();
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "note_id", id);
  vouch_object_set_text (detail, "candidate_id", person == NULL ? NULL : person->id);
  vouch_object_set_text (detail, "correlation_id", correlation);
  vouch_ats_effect (call, "note-written", detail);

  json_object_set_string_member (object, "id", id);
  json_object_set_boolean_member (object, "shareRequired", FALSE);
  return vouch_ats_object (call, 201, object);
}

/* Everything that makes the service answer 400. */
static VouchResponse *
check_note (VouchAtsCall  *call,
            VouchReader   *reader,
            const char    *content,
            const char   **visibility)
{
  const char *code = NULL;
  guint n_recipients = 0;

  *visibility = "PRIVATE";
  code = check_mentions (call, content, &n_recipients);
  if (code == NULL && vouch_reader_enter_optional (reader, "shareWith"))
    {
      *visibility = get_visibility (reader);
      code = check_share (call, reader, &n_recipients);
    }
  if (code == NULL && n_recipients > MAX_RECIPIENTS)
    code = "TOO_MANY_RECIPIENTS";

  return code == NULL ? NULL : vouch_ats_error (call, 400, code, "The note cannot be shared");
}

VouchResponse *
vouch_ats_messages_share (VouchAtsCall *call)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;
  VouchPerson *person = NULL;
  const char *content = NULL;
  const char *correlation = NULL;
  const char *visibility = NULL;
  gboolean missing = FALSE;
  GError *error = NULL;

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  content = vouch_reader_string (reader, "content");
  correlation = vouch_reader_string_or (reader, "correlationId", NULL);
  if (content != NULL && (*content == '\0' || g_utf8_strlen (content, -1) > MAX_CONTENT))
    vouch_reader_fail (reader, "content", "has 1 to 10000 characters");
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);

  refusal = check_note (call, reader, content, &visibility);
  if (refusal != NULL)
    return refusal;
  person = find_candidate (call, content, &missing);
  if (missing)
    return vouch_ats_error (call, 400, "NO_ACCESS_TO_CANDIDATE", "No access to the candidate");
  if (person != NULL)
    {
      add_note (person, content, correlation, visibility, call->now);
      if (vouch_sandbox_setting_bool (call->sandbox, "updated_by_note"))
        person->updated = call->now;
      vouch_company_changed (call->company, person, call->now);
    }

  return answer_share (call, person, correlation);
}

static JsonObject *
new_note (VouchAtsCall      *call,
          const VouchPerson *person,
          const VouchNote   *note)
{
  JsonObject *object = json_object_new ();
  JsonObject *context = json_object_new ();
  JsonArray *applications = json_array_new ();
  JsonObject *application = json_object_new ();
  VouchStaff *author = g_ptr_array_index (call->company->staff, 0);

  json_object_set_string_member (object, "content", note->content);
  vouch_object_set_time (object, "createdOn", note->at);
  json_object_set_string_member (object, "visibility", note->visibility);
  json_object_set_string_member (object, "authorId", author->id);
  json_object_set_string_member (application, "candidateId", person->id);
  json_array_add_object_element (applications, application);
  json_object_set_array_member (context, "applications", applications);
  json_object_set_object_member (object, "context", context);

  return object;
}

/* Newest first; the envelope is a setting, since the sources differ (§10). */
static VouchResponse *
answer_notes (VouchAtsCall      *call,
              const VouchPerson *person,
              guint              start,
              guint              limit,
              guint              filters)
{
  gboolean bare = g_str_equal (vouch_sandbox_setting_string (call->sandbox, "messages_form"),
                               "array");
  JsonArray *content = json_array_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *next = NULL;
  VouchResponse *response = NULL;
  guint n = person->notes->len;

  for (guint i = start; i < n && i - start < limit; i++)
    json_array_add_object_element (content,
                                   new_note (call, person,
                                             g_ptr_array_index (person->notes, n - 1 - i)));
  if (start + limit < n)
    {
      g_autofree char *position = g_strdup_printf ("%u", start + limit);

      next = vouch_ats_dup_page_id ("messages", position, filters);
    }

  if (bare)
    {
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, content);
      response = vouch_visit_json (call->visit, 200, node);
    }
  else
    {
      JsonObject *object = json_object_new ();

      json_object_set_array_member (object, "content", content);
      vouch_ats_end_list (call, object, next);
      response = vouch_ats_object (call, 200, object);
    }
  vouch_ats_add_link (call, response, next);

  return response;
}

/* Needs the role of an administrator besides the scope (§10). */
VouchResponse *
vouch_ats_messages_fetch (VouchAtsCall *call)
{
  const char *page_id = vouch_visit_query (call->visit, "pageId");
  const char *candidate_id = vouch_visit_query (call->visit, "candidateId");
  guint filters = vouch_ats_hash_filters (call);
  g_autofree char *position = NULL;
  VouchPerson *owned = NULL;
  VouchPerson *person = NULL;
  VouchResponse *response = NULL;
  guint limit = 0;

  if (!g_str_equal (vouch_sandbox_setting_string (call->sandbox, "system_role"), "ADMINISTRATOR"))
    return vouch_ats_error (call, 403, "PERMISSION_DENIED", "Administrators only");
  if (!vouch_ats_get_limit (call, "limit", 10, 100, &limit, &response))
    return response;
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "messages", page_id, filters);
      if (position == NULL)
        return vouch_ats_error (call, 400, "INVALID_PAGE_ID", "Invalid page id");
    }

  person = vouch_company_look_id (call->company, candidate_id, &owned);
  if (person == NULL)
    return vouch_ats_error (call, 400, "CANDIDATE_NOT_FOUND", "Candidate not found");

  response = answer_notes (call, person,
                           position == NULL ? 0 : g_ascii_strtoull (position, NULL, 10), limit,
                           filters);
  vouch_person_free (owned);

  return response;
}
