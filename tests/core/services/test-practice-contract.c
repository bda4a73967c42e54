/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-practice-contract"

#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"

/* 2 March 2026, 09:00 UTC */
#define START (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

static const char *const origins[VOUCH_N_LISTENERS] = {
  "http://localhost:4001",
  "http://localhost:4002",
  "http://localhost:4003",
  "http://localhost:4004",
};

/* The calls and parsers against the practice company, which was written from the same facts on
 * its own: neither side may read them in its own way. */
typedef struct
{
  VouchSandbox *sandbox;
  gint64 now;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  settings)
{
  VouchSandboxOptions options = { .seed = 7, .size = VOUCH_SANDBOX_SIZE_S };

  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    options.origins[i] = origins[i];
  self->sandbox = vouch_sandbox_new (&options);
  self->now = START;

  if (settings != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) answer = NULL;

      answer = vouch_sandbox_control (self->sandbox, "settings", settings, self->now, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (Fixture       *self,
           gconstpointer  settings)
{
  g_clear_pointer (&self->sandbox, vouch_sandbox_free);
}

static GBytes *
read_all (GInputStream *stream)
{
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Takes @call. */
static VouchReply *
send_call (Fixture       *self,
           VouchListener  listener,
           VouchCall     *call,
           guint          status)
{
  g_autoptr(VouchCall) owned = call;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchRequest) request = vouch_call_to_request (owned, origins[listener], &error);
  g_autoptr(VouchSandboxAnswer) answer = NULL;
  g_autoptr(VouchReply) reply = vouch_reply_new ();

  g_assert_no_error (error);
  if (listener == VOUCH_LISTENER_ATS)
    vouch_headers_add (request->headers, "X-SmartToken", vouch_sandbox_get_api_key (self->sandbox));
  else if (!vouch_call_is_absolute (owned))
    vouch_headers_add (request->headers, "Authorization",
                       vouch_sandbox_get_crosschq_key (self->sandbox));

  self->now += G_USEC_PER_SEC;
  answer = vouch_sandbox_handle (self->sandbox, request, self->now);
  reply->status = answer->response->status;
  reply->headers = vouch_headers_ref (answer->response->headers);
  reply->bytes = read_all (answer->response->body);
  if (reply->status != status)
    g_error ("%s %s: %u %.*s", request->method, request->uri, reply->status,
             (int) g_bytes_get_size (reply->bytes),
             (const char *) g_bytes_get_data (reply->bytes, NULL));

  if (vouch_call_get_expect (owned) == VOUCH_EXPECT_JSON)
    reply->json = vouch_json_parse (reply->bytes, &error);
  else if (vouch_call_get_expect (owned) == VOUCH_EXPECT_PAGE)
    reply->tape = vouch_tape_new (reply->bytes, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&reply);
}

static VouchReply *
ask_ats (Fixture   *self,
         VouchCall *call,
         guint      status)
{
  return send_call (self, VOUCH_LISTENER_ATS, call, status);
}

static VouchReply *
ask_crosschq (Fixture   *self,
              VouchCall *call,
              guint      status)
{
  return send_call (self, VOUCH_LISTENER_CROSSCHQ, call, status);
}

static VouchTagField *
find_field (Fixture *self)
{
  static const char *const labels[] = { "Crosschq", "Crosschq tag", NULL };
  g_autoptr(VouchReply) reply = ask_ats (self, vouch_ats_call_job_properties (), 200);
  g_autoptr(GError) error = NULL;
  VouchTagField *field = vouch_ats_read_tag_field (reply, labels, &error);

  g_assert_no_error (error);
  g_assert_nonnull (field->id);
  return field;
}

static void
test_configuration (Fixture       *self,
                    gconstpointer  settings)
{
  g_autoptr(VouchReply) me_reply = ask_ats (self, vouch_ats_call_users_me (), 200);
  g_autoptr(VouchReply) company_reply = ask_ats (self, vouch_ats_call_company (), 200);
  g_autoptr(VouchReply) steps_reply = ask_ats (self, vouch_ats_call_hiring_processes (), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsUser) me = vouch_ats_read_user (me_reply, &error);
  g_autoptr(VouchAtsCompany) company = vouch_ats_read_company (company_reply, &error);
  g_autoptr(VouchAtsSteps) steps = vouch_ats_read_steps (steps_reply, "crosschq", &error);
  g_autoptr(VouchTagField) field = find_field (self);

  g_assert_no_error (error);
  g_assert_true (me->active);
  g_assert_cmpstr (company->identifier, !=, "");
  g_assert_cmpuint (steps->steps->len, >, 0);
  g_assert_true (field->active);
  g_assert_cmpint (field->free_text, ==, settings != NULL);
}

static VouchJob *
find_job (Fixture             *self,
          const VouchTagField *field)
{
  g_autoptr(VouchReply) list = ask_ats (self, vouch_ats_call_jobs (0, "SOURCING", NULL), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsJobsPage) page = vouch_ats_read_jobs (list, &error);
  g_autoptr(VouchReply) details = NULL;
  VouchJob *job;

  g_assert_no_error (error);
  g_assert_cmpuint (page->bad->len, ==, 0);
  g_assert_cmpuint (page->items->len, >, 0);
  job = g_ptr_array_index (page->items, 0);
  details = ask_ats (self, vouch_ats_call_job (job->job_id), 200);
  job = vouch_ats_read_job (details, field, &error);
  g_assert_no_error (error);
  return job;
}

static void
test_team (Fixture       *self,
           gconstpointer  settings)
{
  g_autoptr(VouchJob) job = find_job (self, NULL);
  g_autoptr(VouchReply) reply = ask_ats (self, vouch_ats_call_team (job->job_id), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) team = vouch_ats_read_team (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (team->len, >, 0);
  for (guint i = 0; i < team->len; i++)
    {
      const VouchTeamMember *member = g_ptr_array_index (team, i);
      g_autoptr(VouchReply) user_reply = NULL;
      g_autoptr(VouchAtsUser) user = NULL;

      user_reply = ask_ats (self, vouch_ats_call_user (member->user_id), 200);
      user = vouch_ats_read_user (user_reply, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (user->user_id, ==, member->user_id);
    }
}

/* Lists of more than a page end by themselves and miss nobody. */
static void
test_pages (Fixture       *self,
            gconstpointer  settings)
{
  static const char *const statuses[] = { "OFFERED", NULL };
  VouchAtsSearch search = { .statuses = statuses };
  g_autofree char *page_id = NULL;
  guint n_people = 0;
  gint64 total = 0;

  do
    {
      g_autoptr(VouchReply) reply = ask_ats (self, vouch_ats_call_candidates (&search), 200);
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchAtsPage) page = vouch_ats_read_candidates (reply, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->bad->len, ==, 0);
      n_people += page->items->len;
      total = page->total;
      g_free (page_id);
      page_id = g_steal_pointer (&page->next_page_id);
      search.page_id = page_id;
    }
  while (page_id != NULL);

  g_assert_cmpuint (n_people, >, VOUCH_ATS_PAGE_SIZE);
  g_assert_cmpint (n_people, ==, total);
}

static void
test_jobs (Fixture       *self,
           gconstpointer  settings)
{
  g_autoptr(VouchReply) reply = ask_ats (self, vouch_ats_call_jobs (START / 2, NULL, NULL), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsJobsPage) page = vouch_ats_read_jobs (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->bad->len, ==, 0);
  g_assert_cmpint (page->items->len, ==, page->total);
  g_assert_null (page->next_page_id);
}

static void
assert_value (Fixture             *self,
              const VouchTagField *field,
              const char          *value_id,
              const char          *label,
              gboolean             archived)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsValuesPage) page = NULL;

  reply = ask_ats (self, vouch_ats_call_property_values (field->id, NULL), 200);
  page = vouch_ats_read_values (reply, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->values->len; i++)
    {
      const VouchTagValue *value = g_ptr_array_index (page->values, i);

      if (g_strcmp0 (value->value_id, value_id) != 0)
        continue;
      g_assert_cmpstr (value->label, ==, label);
      g_assert_cmpint (value->archived, ==, archived);
      return;
    }
  g_assert_not_reached ();
}

static void
assert_job_tag (Fixture             *self,
                const VouchJob      *job,
                const VouchTagField *field,
                const char          *value,
                const char          *label)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchJob) read = NULL;

  reply = ask_ats (self, vouch_ats_call_job_tag (job->job_id, field, value), 200);
  read = vouch_ats_read_job (reply, field, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->tag, ==, label);
  g_assert_cmpstr (read->tag_value_id, ==, field->free_text ? NULL : value);
}

static void
test_values (Fixture       *self,
             gconstpointer  settings)
{
  g_autoptr(VouchTagField) field = find_field (self);
  g_autoptr(VouchJob) job = find_job (self, field);
  g_autoptr(VouchReply) created = NULL;
  g_autoptr(VouchReply) renamed = NULL;
  g_autoptr(VouchReply) archived = NULL;
  g_autoptr(VouchReply) restored = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  created = ask_ats (self, vouch_ats_call_value_create (field->id, "contract-a"), 201);
  id = vouch_ats_read_created_id (created, &error);
  g_assert_no_error (error);
  assert_value (self, field, id, "contract-a", FALSE);
  renamed = ask_ats (self, vouch_ats_call_value_rename (field->id, id, "contract-b"), 200);
  assert_value (self, field, id, "contract-b", FALSE);
  assert_job_tag (self, job, field, id, "contract-b");
  assert_job_tag (self, job, field, NULL, NULL);
  archived = ask_ats (self, vouch_ats_call_value_archive (field->id, id, TRUE), 204);
  assert_value (self, field, id, "contract-b", TRUE);
  restored = ask_ats (self, vouch_ats_call_value_archive (field->id, id, FALSE), 204);
  assert_value (self, field, id, "contract-b", FALSE);
}

static void
test_free_text (Fixture       *self,
                gconstpointer  settings)
{
  g_autoptr(VouchTagField) field = find_field (self);
  g_autoptr(VouchJob) job = find_job (self, field);

  g_assert_true (field->free_text);
  assert_job_tag (self, job, field, "Sales Team", "Sales Team");
  assert_job_tag (self, job, field, NULL, NULL);
}

/* Somebody with an application. */
static VouchAtsPerson *
find_person (Fixture *self)
{
  static const char *const statuses[] = { "IN_REVIEW", "INTERVIEW", NULL };
  VouchAtsSearch search = { .statuses = statuses };
  g_autoptr(VouchReply) reply = ask_ats (self, vouch_ats_call_candidates (&search), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsPage) page = vouch_ats_read_candidates (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->bad->len, ==, 0);
  g_assert_cmpuint (page->items->len, ==, VOUCH_ATS_PAGE_SIZE);
  g_assert_cmpint (page->total, >, VOUCH_ATS_PAGE_SIZE);
  for (guint i = 0; i < page->items->len; i++)
    {
      VouchAtsPerson *person = g_ptr_array_index (page->items, i);

      if (person->primary != NULL && person->contact->email != NULL)
        return g_ptr_array_steal_index (page->items, i);
    }
  g_assert_not_reached ();
}

static void
test_candidate (Fixture       *self,
                gconstpointer  settings)
{
  g_autoptr(VouchAtsPerson) person = find_person (self);
  const char *candidate_id = person->candidate_id;
  const char *job_id = person->primary->job_id;
  VouchAtsSearch search = { .email = person->contact->email };
  g_autoptr(VouchReply) found = ask_ats (self, vouch_ats_call_candidates (&search), 200);
  g_autoptr(VouchReply) details = ask_ats (self, vouch_ats_call_candidate (candidate_id), 200);
  g_autoptr(VouchReply) state = NULL;
  g_autoptr(VouchReply) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsPage) page = vouch_ats_read_candidates (found, &error);
  g_autoptr(VouchAtsCandidate) candidate = vouch_ats_read_candidate (details, &error);
  g_autoptr(VouchAtsApplication) application = NULL;
  g_autoptr(GPtrArray) history = NULL;
  const VouchAtsApplication *same = vouch_ats_candidate_find_application (candidate, job_id);

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpstr (candidate->candidate_id, ==, candidate_id);
  g_assert_cmpstr (candidate->contact->email, ==, person->contact->email);
  g_assert_cmpstr (same->status, ==, person->primary->status);

  state = ask_ats (self, vouch_ats_call_application (candidate_id, job_id), 200);
  application = vouch_ats_read_application (state, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (application->status, ==, same->status);
  g_assert_cmpstr (application->sub_status, ==, same->sub_status);

  changes = ask_ats (self, vouch_ats_call_history (candidate_id, job_id), 200);
  history = vouch_ats_read_history (changes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 0);
}

static void
test_delivery (Fixture       *self,
               gconstpointer  settings)
{
  static const char *const tags[] = { "crosschq-sent", NULL };
  g_autoptr(VouchAtsPerson) person = find_person (self);
  const char *candidate_id = person->candidate_id;
  const char *job_id = person->primary->job_id;
  g_autofree char *content = vouch_ats_note_content (candidate_id, "The report is done.");
  g_autoptr(GBytes) pdf = g_bytes_new_static ("%PDF-1.4\n%%EOF\n", 15);
  g_autoptr(VouchReply) uploaded = NULL;
  g_autoptr(VouchReply) files_reply = NULL;
  g_autoptr(VouchReply) noted = NULL;
  g_autoptr(VouchReply) notes_reply = NULL;
  g_autoptr(VouchReply) tagged = NULL;
  g_autoptr(VouchReply) tags_reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(VouchAtsMessages) notes = NULL;
  g_autofree char *file_id = NULL;
  g_autofree char *note_id = NULL;
  g_auto(GStrv) read_tags = NULL;
  gboolean is_there = FALSE;

  uploaded = ask_ats (self, vouch_ats_call_attach (candidate_id, job_id, "00112233445566778899aabb",
                                                   "Report 1.pdf", "application/pdf", pdf), 201);
  file_id = vouch_ats_read_created_id (uploaded, &error);
  files_reply = ask_ats (self, vouch_ats_call_attachments (candidate_id, job_id), 200);
  files = vouch_ats_read_attachments (files_reply, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < files->len; i++)
    {
      const VouchAtsAttachment *file = g_ptr_array_index (files, i);

      is_there = is_there || (g_str_equal (file->attachment_id, file_id) &&
                              g_str_equal (file->name, "Report 1.pdf"));
    }
  g_assert_true (is_there);

  noted = ask_ats (self, vouch_ats_call_note (content, TRUE, "vouch-0011"), 201);
  note_id = vouch_ats_read_created_id (noted, &error);
  notes_reply = ask_ats (self, vouch_ats_call_messages (candidate_id, job_id, NULL), 200);
  notes = vouch_ats_read_messages (notes_reply, &error);
  g_assert_no_error (error);
  g_assert_nonnull (note_id);

  tagged = ask_ats (self, vouch_ats_call_tags_add (candidate_id, tags), 201);
  tags_reply = ask_ats (self, vouch_ats_call_tags (candidate_id), 200);
  read_tags = vouch_ats_read_tags (tags_reply, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) read_tags, "crosschq-sent"));
}

static VouchCrosschqCreate *
create_request (const VouchSurvey *survey)
{
  g_autoptr(VouchTemplate) template = vouch_template_new ();
  VouchCrosschqCreate *create;

  template->survey = g_strdup (survey->codename);
  template->position = g_strdup ("Seller");
  template->use_sms = TRUE;
  template->email_subject = g_strdup ("References");
  vouch_template_add_slot (template, "managers", "Your last one");
  vouch_template_add_slot (template, "any", NULL);
  vouch_template_add_slot (template, "any", NULL);
  create = vouch_crosschq_create_new_for_template (template);
  create->candidate = vouch_contact_new ("Ines", "Okafor", "ines@example.org", "+14155550123");
  create->requestor = g_strdup ("dana.ruiz@harbourlane.example");
  create->external_id = g_strdup ("c1:j1");
  create->candidate_id = g_strdup ("c1");
  create->job_id = g_strdup ("j1");
  g_ptr_array_add (create->managers, vouch_contact_new ("Theo", "Lind", "theo@example.com", NULL));
  g_ptr_array_add (create->managers, vouch_contact_new ("Kim", "Berg", "kim@example.com", NULL));
  return create;
}

static GPtrArray *
fetch_surveys (Fixture                    *self,
               const VouchCrosschqDialect *dialect)
{
  g_autoptr(VouchReply) reply = ask_crosschq (self, vouch_crosschq_call_surveys (dialect), 200);
  g_autoptr(GError) error = NULL;
  GPtrArray *surveys = vouch_crosschq_read_surveys (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (surveys->len, >, 1);
  if (dialect->config != NULL)
    {
      g_autoptr(VouchReply) limits = ask_crosschq (self, vouch_crosschq_call_config (dialect), 200);
      g_autoptr(VouchCrosschqConfig) config = vouch_crosschq_read_config (limits, &error);

      g_assert_no_error (error);
      vouch_crosschq_apply_config (surveys, config);
    }

  return surveys;
}

static char *
create_at (Fixture                    *self,
           const VouchCrosschqDialect *dialect,
           gboolean                    slots)
{
  g_autoptr(GPtrArray) surveys = fetch_surveys (self, dialect);
  const VouchSurvey *survey = g_ptr_array_index (surveys, 0);
  g_autoptr(VouchCrosschqCreate) create = create_request (survey);
  g_autoptr(GPtrArray) reasons = vouch_crosschq_fill_counts (create, dialect, slots, survey);
  g_autoptr(JsonNode) json = vouch_crosschq_create_to_json (dialect, create);
  g_autofree char *text = vouch_json_to_string (json);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  char *id;

  reply = ask_crosschq (self, vouch_crosschq_call_create (dialect, text), 201);
  id = vouch_crosschq_read_created (reply, &error);
  g_assert_no_error (error);
  return id;
}

static VouchCrosschqRequest *
read_at (Fixture                    *self,
         const VouchCrosschqDialect *dialect,
         const char                 *id)
{
  g_autoptr(VouchReply) reply = ask_crosschq (self, vouch_crosschq_call_get (dialect, id), 200);
  g_autoptr(GError) error = NULL;
  VouchCrosschqRequest *request = vouch_crosschq_read_request (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request->request_id, ==, id);
  g_assert_cmpstr (request->position, ==, "Seller");
  g_assert_cmpstr (request->candidate->email, ==, "ines@example.org");
  return request;
}

static void
test_v2 (Fixture       *self,
         gconstpointer  settings)
{
  const VouchCrosschqDialect *v2 = vouch_crosschq_dialect_lookup ("v2");
  VouchCrosschqSearch search = { .external_id = "c1:j1" };
  g_autofree char *id = create_at (self, v2, settings != NULL);
  g_autoptr(VouchCrosschqRequest) sent = read_at (self, v2, id);
  g_autoptr(VouchReply) list = ask_crosschq (self, vouch_crosschq_call_list (v2, &search), 200);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCrosschqPage) page = vouch_crosschq_read_list (list, &error);
  g_autoptr(VouchReply) outcome = NULL;
  g_autoptr(VouchReply) cancelled = NULL;
  g_autoptr(VouchCrosschqRequest) after = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sent->stage, ==, VOUCH_STAGE_SENT);
  g_assert_cmpstr (sent->external_id, ==, "c1:j1");
  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpuint (page->bad->len, ==, 0);
  g_assert_null (page->next);

  outcome = ask_crosschq (self, vouch_crosschq_call_outcome (v2, id, "rejected"), 200);
  cancelled = ask_crosschq (self, vouch_crosschq_call_cancel (v2, id), 200);
  after = read_at (self, v2, id);
  g_assert_cmpint (after->stage, ==, VOUCH_STAGE_CANCELLED);
}

static void
test_v1 (Fixture       *self,
         gconstpointer  settings)
{
  const VouchCrosschqDialect *v1 = vouch_crosschq_dialect_lookup ("v1");
  g_autofree char *id = create_at (self, v1, FALSE);
  g_autoptr(VouchCrosschqRequest) sent = read_at (self, v1, id);

  g_assert_cmpint (sent->stage, ==, VOUCH_STAGE_SENT);
  g_assert_null (sent->full_pdf);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, settings, test) \
  g_test_add ("/practice-contract/" path, Fixture, settings, set_up, test, tear_down)
  ADD ("configuration", NULL, test_configuration);
  ADD ("configuration-free-text", "{\"tag_field\":\"free\"}", test_configuration);
  ADD ("team", NULL, test_team);
  ADD ("pages", NULL, test_pages);
  ADD ("pages-last-empty", "{\"last_page\":\"empty\"}", test_pages);
  ADD ("jobs", NULL, test_jobs);
  ADD ("values", NULL, test_values);
  ADD ("free-text", "{\"tag_field\":\"free\"}", test_free_text);
  ADD ("candidate", NULL, test_candidate);
  ADD ("delivery", NULL, test_delivery);
  ADD ("delivery-messages-array", "{\"messages_form\":\"array\"}", test_delivery);
  ADD ("v2", NULL, test_v2);
  ADD ("v2-slots", "{\"crosschq_slots\":true}", test_v2);
  ADD ("v1", NULL, test_v1);
#undef ADD

  return g_test_run ();
}
