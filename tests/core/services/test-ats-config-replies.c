/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-ats-config-replies"

#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"
#include "vouch-reply-fixture.h"

#define PROCESSES \
  "{'totalFound':3,'content':[" \
  "{'id':'1','name':'Sales','active':true,'subStatuses':{'OFFERED':['Check'," \
  "' crosschq '],'IN_REVIEW':['Phone','Crosschq','Crosschq 2']}}," \
  "{'id':'2','name':'Old','active':false,'subStatuses':{'INTERVIEW':['Crosschq']}}," \
  "{'id':'3','name':'Shop','subStatuses':{'IN_REVIEW':['Crosschq'],'INTERVIEW':null}}," \
  "{'id':'4','name':'None','active':true,'subStatuses':{'IN_REVIEW':['Phone']}}]}"

static void
assert_steps_fail (const char *what,
                   const char *with,
                   const char *path)
{
  g_autofree char *text = vouch_replace_once (PROCESSES, what, with);
  g_autoptr(VouchReply) reply = vouch_reply_fixture (text);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_ats_read_steps (reply, "Crosschq", &error));
  vouch_assert_bad_reply (error, path);
}

/* The exact names are kept, as searches take nothing else; each pair comes once, in fixed order. */
static void
test_steps (void)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (PROCESSES);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsSteps) steps = vouch_ats_read_steps (reply, " CROSSCHQ", &error);
  const VouchStep *step;

  g_assert_no_error (error);
  g_assert_cmpuint (steps->steps->len, ==, 2);
  step = g_ptr_array_index (steps->steps, 0);
  g_assert_cmpstr (step->stage, ==, "IN_REVIEW");
  g_assert_cmpstr (step->name, ==, "Crosschq");
  step = g_ptr_array_index (steps->steps, 1);
  g_assert_cmpstr (step->stage, ==, "OFFERED");
  g_assert_cmpstr (step->name, ==, " crosschq ");
  g_assert_cmpuint (steps->n_processes, ==, 3);
  g_assert_cmpuint (steps->without->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (steps->without, 0), ==, "None");

  assert_steps_fail ("'Phone'", "5", "content[0].subStatuses.IN_REVIEW[0]");
  assert_steps_fail ("['Check',' crosschq ']", "'Check'", "content[0].subStatuses.OFFERED");
  assert_steps_fail ("'active':true", "'active':'yes'", "content[0].active");
  assert_steps_fail ("{'IN_REVIEW':['Crosschq'],'INTERVIEW':null}", "[]", "content[2].subStatuses");
  assert_steps_fail ("'content'", "'c'", "content");
}

static VouchTagField *
read_field (const char *content)
{
  static const char *const labels[] = { "Crosschq", "Crosschq tag", NULL };
  g_autofree char *text = g_strdup_printf ("{'content':[%s]}", content);
  g_autoptr(VouchReply) reply = vouch_reply_fixture (text);
  g_autoptr(GError) error = NULL;
  VouchTagField *field = vouch_ats_read_tag_field (reply, labels, &error);

  g_assert_no_error (error);
  return field;
}

static void
assert_field (const char *content,
              const char *id,
              gboolean    active,
              gboolean    free_text)
{
  g_autoptr(VouchTagField) field = read_field (content);

  g_assert_cmpstr (field->id, ==, id);
  g_assert_cmpint (field->active, ==, active);
  g_assert_cmpint (field->free_text, ==, free_text);
}

static void
test_tag_field (void)
{
  static const char *const labels[] = { "Crosschq", NULL };
  g_autoptr(VouchReply) no_id = vouch_reply_fixture ("{'content':[{'label':'Crosschq'}]}");
  g_autoptr(VouchReply) no_label = vouch_reply_fixture ("{'content':[{'id':'p'}]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) label_error = NULL;

  assert_field ("{'id':'p0','label':'Team','category':'job'}", NULL, FALSE, FALSE);
  assert_field ("{'id':'p1','label':' crossCHQ TAG ','category':'job','active':true,"
                "'actions':{'details':{'url':'x','method':'GET'}}}", "p1", TRUE, TRUE);
  assert_field ("{'id':'p1','label':'Crosschq','category':'job','active':false,"
                "'actions':{'values':{'url':'x','method':'GET'}}}", "p1", FALSE, FALSE);
  /* The first label wins, but not over one that can be used. */
  assert_field ("{'id':'p1','label':'Crosschq tag'},{'id':'p2','label':'Crosschq'}",
                "p2", TRUE, TRUE);
  assert_field ("{'id':'p1','label':'Crosschq','active':false},{'id':'p2','label':'Crosschq tag'}",
                "p2", TRUE, TRUE);
  assert_field ("{'id':'p1','label':'Crosschq','category':'organization'},"
                "{'id':'p2','label':'Crosschq tag','category':'job'}", "p2", TRUE, TRUE);

  g_assert_null (vouch_ats_read_tag_field (no_id, labels, &error));
  vouch_assert_bad_reply (error, "content[0].id");
  g_assert_null (vouch_ats_read_tag_field (no_label, labels, &label_error));
  vouch_assert_bad_reply (label_error, "content[0].label");
}

static void
test_values (void)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(VouchReply) bad = vouch_reply_fixture ("{'content':[{'id':'a'}]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) bad_error = NULL;
  g_autoptr(VouchAtsValuesPage) page = NULL;
  const VouchTagValue *value;

  reply = vouch_reply_fixture ("{'totalFound':2,'nextPageId':'n','content':["
                               "{'id':'a','label':'sales','archived':true},{'label':'shop'}]}");
  page = vouch_ats_read_values (reply, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (page->next_page_id, ==, "n");
  value = g_ptr_array_index (page->values, 0);
  g_assert_cmpstr (value->value_id, ==, "a");
  g_assert_cmpstr (value->label, ==, "sales");
  g_assert_true (value->archived);
  value = g_ptr_array_index (page->values, 1);
  g_assert_cmpstr (value->value_id, ==, "");
  g_assert_false (value->archived);

  g_assert_null (vouch_ats_read_values (bad, &bad_error));
  vouch_assert_bad_reply (bad_error, "content[0].label");
}

#define JOB \
  "{'id':'j1','title':'Seller','refNumber':'R1','status':'SOURCING'," \
  "'updatedOn':'2026-03-01T09:00:00Z','department':{'id':'d','label':'Sales'}," \
  "'location':{'city':'Oslo','country':'Norway'},'creator':{'id':'u9'},'properties':[" \
  "{'id':'p0','value':{'id':'x','label':'other'}},{'id':'p1','label':'Crosschq','value':%s}]}"

static VouchJob *
read_job (const char *value,
          gboolean    free_text)
{
  VouchTagField field = { (char *) "p1", (char *) "Crosschq", TRUE, free_text };
  g_autofree char *text = g_strdup_printf (JOB, value);
  g_autoptr(VouchReply) reply = vouch_reply_fixture (text);
  g_autoptr(GError) error = NULL;
  VouchJob *job = vouch_ats_read_job (reply, &field, &error);

  g_assert_no_error (error);
  return job;
}

static void
assert_tag (const char *value,
            gboolean    free_text,
            const char *tag,
            const char *value_id)
{
  g_autoptr(VouchJob) job = read_job (value, free_text);

  g_assert_cmpstr (job->tag, ==, tag);
  g_assert_cmpstr (job->tag_value_id, ==, value_id);
}

static void
test_job (void)
{
  g_autoptr(VouchJob) job = read_job ("{'label':' Sales '}", TRUE);

  g_assert_cmpstr (job->job_id, ==, "j1");
  g_assert_cmpstr (job->title, ==, "Seller");
  g_assert_cmpstr (job->ref_number, ==, "R1");
  g_assert_cmpstr (job->department, ==, "Sales");
  g_assert_cmpstr (job->location, ==, "Oslo, Norway");
  g_assert_cmpstr (job->status, ==, "SOURCING");
  g_assert_cmpstr (job->creator_id, ==, "u9");
  g_assert_cmpint (job->updated_on, ==, 1772355600000000);
  g_assert_null (job->team);

  /* The text stays as it stands: a near miss has to be seen. */
  g_assert_cmpstr (job->tag, ==, " Sales ");
  assert_tag ("{'id':'v1','label':'sales'}", TRUE, "sales", NULL);
  assert_tag ("{'id':'v1','label':'sales'}", FALSE, "sales", "v1");
  assert_tag ("{'id':'v1'}", FALSE, NULL, "v1");
  assert_tag ("null", FALSE, NULL, NULL);
  assert_tag ("{'label':''}", TRUE, NULL, NULL);
  assert_tag ("{}", TRUE, NULL, NULL);
}

static void
assert_job_fails (const char *json,
                  const char *path)
{
  VouchTagField field = { (char *) "p1", (char *) "Crosschq", TRUE, TRUE };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_ats_read_job (reply, &field, &error));
  vouch_assert_bad_reply (error, path);
}

static void
test_job_forms (void)
{
  VouchTagField none = { NULL };
  g_autoptr(VouchReply) reply = vouch_reply_fixture ("{'id':'j1','location':{'remote':true}}");
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchJob) job = vouch_ats_read_job (reply, &none, &error);

  g_assert_no_error (error);
  g_assert_null (job->title);
  g_assert_null (job->location);
  g_assert_null (job->tag);

  assert_job_fails ("{'title':'x'}", "id");
  assert_job_fails ("{'id':'j1','title':[]}", "title");
  assert_job_fails ("{'id':'j1','properties':{}}", "properties");
  assert_job_fails ("{'id':'j1','properties':[{'value':null}]}", "properties[0].id");
  assert_job_fails ("{'id':'j1','properties':[{'id':'p1','value':'x'}]}", "properties[0].value");
  assert_job_fails ("{'id':'j1','properties':[{'id':'p1','value':{'label':1}}]}",
                    "properties[0].value.label");
}

static void
test_jobs (void)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsJobsPage) page = NULL;
  const VouchAtsBad *bad;

  reply = vouch_reply_fixture ("{'content':[{'id':'j1'},{'id':'j2','department':[]},{'id':'j3'}],"
                               "'totalFound':3}");
  page = vouch_ats_read_jobs (reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpint (page->total, ==, 3);
  g_assert_null (page->next_page_id);
  bad = g_ptr_array_index (page->bad, 0);
  g_assert_cmpstr (bad->path, ==, "content[1].department");
  g_assert_cmpstr (bad->id, ==, "j2");
}

static void
test_team (void)
{
  static const VouchTeamRole roles[] = {
    VOUCH_TEAM_HIRING_MANAGER, VOUCH_TEAM_RECRUITER, VOUCH_TEAM_OTHER, VOUCH_TEAM_COORDINATOR,
  };
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(VouchReply) bad = vouch_reply_fixture ("{'content':[{'id':'u1'}]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) bad_error = NULL;
  g_autoptr(GPtrArray) team = NULL;

  reply = vouch_reply_fixture ("{'totalFound':4,'content':[{'id':'u1','role':'HIRING_MANAGER'},"
                               "{'id':'u2','role':'RECRUITER'},{'id':'u3','role':'Buddy'},"
                               "{'id':4,'role':'COORDINATOR'}]}");
  team = vouch_ats_read_team (reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (team->len, ==, G_N_ELEMENTS (roles));
  for (guint i = 0; i < team->len; i++)
    {
      const VouchTeamMember *member = g_ptr_array_index (team, i);

      g_assert_cmpint (member->role, ==, roles[i]);
      g_assert_null (member->contact);
    }
  g_assert_cmpstr (((VouchTeamMember *) team->pdata[3])->user_id, ==, "4");

  g_assert_null (vouch_ats_read_team (bad, &bad_error));
  vouch_assert_bad_reply (bad_error, "content[0].role");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ats-config-replies/steps", test_steps);
  g_test_add_func ("/ats-config-replies/tag-field", test_tag_field);
  g_test_add_func ("/ats-config-replies/values", test_values);
  g_test_add_func ("/ats-config-replies/job", test_job);
  g_test_add_func ("/ats-config-replies/job-forms", test_job_forms);
  g_test_add_func ("/ats-config-replies/jobs", test_jobs);
  g_test_add_func ("/ats-config-replies/team", test_team);

  return g_test_run ();
}
