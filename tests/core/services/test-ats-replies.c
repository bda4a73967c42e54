/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-ats-replies"

#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "vouch-reply-fixture.h"

typedef gpointer (*Read) (VouchReply  *reply,
                          GError     **error);

/* One change to a good document; @path NULL means that it still can be read. */
typedef struct
{
  const char *what;
  const char *with;
  const char *path;
} Change;

static void
assert_changes (const char     *document,
                Read            read,
                GDestroyNotify  free_value,
                const Change   *changes,
                guint           n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      g_autofree char *text = vouch_replace_once (document, changes[i].what, changes[i].with);
      gboolean is_page = read == (Read) vouch_ats_read_candidates;
      g_autoptr(VouchReply) reply = is_page ? vouch_page_fixture (text, NULL)
                                            : vouch_reply_fixture (text);
      g_autoptr(GError) error = NULL;
      gpointer value = read (reply, &error);

      if (changes[i].path != NULL)
        {
          g_assert_null (value);
          vouch_assert_bad_reply (error, changes[i].path);
          continue;
        }

      g_assert_no_error (error);
      g_assert_nonnull (value);
      free_value (value);
    }
}

#define USER \
  "{'id':'u1','email':'dana@example.com','firstName':'Dana','lastName':'Ruiz','active':false," \
  "'systemRole':{'id':'ADMINISTRATOR'},'language':{'code':'en'}}"

static void
test_user (void)
{
  static const Change changes[] = {
    { "'id':'u1'", "'id':null", "id" },
    { "'id':'u1'", "'id':''", "id" },
    { "'id':'u1'", "'id':{}", "id" },
    { "'firstName':'Dana',", "", "firstName" },
    { "'lastName':'Ruiz'", "'lastName':7", "lastName" },
    { "'dana@example.com'", "[]", "email" },
    { "'dana@example.com'", "null", NULL },
    { "'email':'dana@example.com',", "", NULL },
    { "'active':false,", "", NULL },
    { "'active':false", "'active':'no'", "active" },
    { "{'id':'ADMINISTRATOR'}", "null", NULL },
    { "{'id':'ADMINISTRATOR'}", "'ADMINISTRATOR'", "systemRole" },
    { "'ADMINISTRATOR'", "12", "systemRole.id" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (USER);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsUser) user = vouch_ats_read_user (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (user->user_id, ==, "u1");
  g_assert_cmpstr (user->contact->email, ==, "dana@example.com");
  g_assert_cmpstr (user->contact->last_name, ==, "Ruiz");
  g_assert_false (user->active);
  g_assert_cmpstr (user->role_id, ==, "ADMINISTRATOR");
  assert_changes (USER, (Read) vouch_ats_read_user, (GDestroyNotify) vouch_ats_user_free,
                  changes, G_N_ELEMENTS (changes));
}

static void
test_company (void)
{
  static const char document[] = "{'identifier':'Acme1','name':'Acme','location':null}";
  static const Change changes[] = {
    { "'identifier':'Acme1',", "", "identifier" },
    { "'Acme1'", "''", "identifier" },
    { "'name':'Acme'", "'name':null", "name" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (document);
  g_autoptr(VouchReply) array = vouch_reply_fixture ("[]");
  g_autoptr(VouchReply) nothing = vouch_reply_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) array_error = NULL;
  g_autoptr(GError) no_error = NULL;
  g_autoptr(VouchAtsCompany) company = vouch_ats_read_company (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (company->identifier, ==, "Acme1");
  g_assert_cmpstr (company->name, ==, "Acme");
  assert_changes (document, (Read) vouch_ats_read_company, (GDestroyNotify) vouch_ats_company_free,
                  changes, G_N_ELEMENTS (changes));

  g_assert_null (vouch_ats_read_company (array, &array_error));
  vouch_assert_bad_reply (array_error, "document");
  g_assert_null (vouch_ats_read_company (nothing, &no_error));
  vouch_assert_bad_reply (no_error, "document");
}

#define PERSON \
  "{'id':'c1','internal':false,'firstName':'Ines','lastName':'Okafor','email':'ines@example.org'," \
  "'createdOn':'2026-03-01T08:00:00.000Z','updatedOn':'2026-03-01T09:00:00.500Z'," \
  "'primaryAssignment':{'job':{'id':'j1','title':'Seller'},'status':'IN_REVIEW'," \
  "'subStatus':'Crosschq'},'secondaryAssignments':[{'job':{'id':'j2'}},{'job':{'id':'j3'}}]}"

static void
test_candidates (void)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsPage) page = NULL;
  const VouchAtsPerson *person;
  const VouchAtsPerson *bare;

  reply = vouch_page_fixture ("{'limit':100,'offset':0,'totalFound':2,'nextPageId':'a+/=',"
                              "'content':[" PERSON ",{'id':'c2','firstName':'','lastName':'X',"
                              "'secondaryAssignments':null}]}", NULL);
  page = vouch_ats_read_candidates (reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad->len, ==, 0);
  g_assert_cmpint (page->total, ==, 2);
  g_assert_cmpstr (page->next_page_id, ==, "a+/=");

  person = g_ptr_array_index (page->items, 0);
  g_assert_cmpstr (person->candidate_id, ==, "c1");
  g_assert_cmpstr (person->contact->first_name, ==, "Ines");
  g_assert_cmpstr (person->contact->email, ==, "ines@example.org");
  g_assert_cmpint (person->updated_on, ==, 1772355600500000);
  g_assert_cmpstr (person->primary->job_id, ==, "j1");
  g_assert_cmpstr (person->primary->job_title, ==, "Seller");
  g_assert_cmpstr (person->primary->status, ==, "IN_REVIEW");
  g_assert_cmpstr (person->primary->sub_status, ==, "Crosschq");
  g_assert_cmpuint (person->secondary_job_ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (person->secondary_job_ids, 1), ==, "j3");

  bare = g_ptr_array_index (page->items, 1);
  g_assert_null (bare->primary);
  g_assert_null (bare->contact->email);
  g_assert_cmpint (bare->updated_on, ==, 0);
}

/* A malformed item is named and spoils nothing else. */
static void
test_bad_items (void)
{
  static const Change changes[] = {
    { "'id':'c1',", "", "content[1].id" },
    { "'lastName':'Okafor'", "'lastName':null", "content[1].lastName" },
    { "'firstName':'Ines'", "'firstName':[]", "content[1].firstName" },
    { "'2026-03-01T09:00:00.500Z'", "'soon'", "content[1].updatedOn" },
    { "'id':'j1',", "", "content[1].primaryAssignment.job.id" },
    { "{'id':'j1','title':'Seller'}", "null", "content[1].primaryAssignment.job" },
    { "'status':'IN_REVIEW',", "", "content[1].primaryAssignment.status" },
    { "'subStatus':'Crosschq'", "'subStatus':3", "content[1].primaryAssignment.subStatus" },
    { "{'id':'j2'}", "{}", "content[1].secondaryAssignments[0].job.id" },
    { PERSON, "'text'", "content[1]" },
    { PERSON, "null", "content[1]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *person = vouch_replace_once (PERSON, changes[i].what, changes[i].with);
      g_autofree char *text = NULL;
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchAtsPage) page = NULL;
      const VouchAtsBad *bad;

      text = g_strdup_printf ("{'content':[%s,%s,%s]}", PERSON, person, PERSON);
      reply = vouch_page_fixture (text, NULL);
      page = vouch_ats_read_candidates (reply, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->items->len, ==, 2);
      g_assert_cmpuint (page->bad->len, ==, 1);
      g_assert_cmpint (page->total, ==, -1);
      bad = g_ptr_array_index (page->bad, 0);
      g_assert_cmpstr (bad->path, ==, changes[i].path);
      g_assert_cmpstr (bad->reason, !=, "");
      g_assert_cmpstr (bad->id, ==, i == 0 || i >= 9 ? NULL : "c1");
    }
}

static void
test_page_envelope (void)
{
  static const Change changes[] = {
    { "'content':[]", "'content':null", "content" },
    { "'content':[]", "'content':{}", "content" },
    { "'content':[]", "'other':1", "content" },
    { "'totalFound':0", "'totalFound':'0'", "totalFound" },
    { "'nextPageId':''", "'nextPageId':[]", "nextPageId" },
    { "'nextPageId':''", "'nextPageId':null", NULL },
    { "'totalFound':0,", "", NULL },
  };
  static const char document[] = "{'totalFound':0,'nextPageId':'','content':[]}";

  assert_changes (document, (Read) vouch_ats_read_candidates,
                  (GDestroyNotify) vouch_ats_page_free, changes, G_N_ELEMENTS (changes));
  assert_changes (document, (Read) vouch_ats_read_jobs,
                  (GDestroyNotify) vouch_ats_jobs_page_free, changes, G_N_ELEMENTS (changes));
}

static void
assert_next (const char *json,
             const char *link,
             const char *expected)
{
  g_autoptr(VouchReply) reply = vouch_page_fixture (json, link);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsPage) page = vouch_ats_read_candidates (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->next_page_id, ==, expected);
}

static void
test_next_page (void)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  assert_next ("{'content':[]}", NULL, NULL);
  assert_next ("{'content':[],'nextPageId':''}", NULL, NULL);
  assert_next ("{'content':[],'nextPageId':'x'}", "</candidates?pageId=y>; rel=\"next\"", "x");
  assert_next ("{'content':[]}", "</candidates?limit=10&pageId=a%2B%3D%3D>; rel=\"next\"", "a+==");
  assert_next ("{'content':[]}", "<https://h/c?pageId=a+b&limit=1>; rel=next", "a+b");
  assert_next ("{'content':[]}",
               "</c?pageId=p,1>; rel=\"prev\", </c?pageId=n>; title=\"x\"; REL=\"next\"", "n");
  assert_next ("{'content':[]}", "</candidates?pageId=y>; rel=\"first\"", NULL);
  assert_next ("{'content':[]}", "nonsense", NULL);

  /* An end of the list must not be guessed. */
  reply = vouch_page_fixture ("{'content':[]}", "</candidates?offset=10>; rel=\"next\"");
  g_assert_null (vouch_ats_read_candidates (reply, &error));
  vouch_assert_bad_reply (error, "Link");
}

#define CANDIDATE \
  "{'id':'c1','firstName':'Ines','lastName':'Okafor','email':'ines@example.org'," \
  "'phoneNumber':'+14155550123','updatedOn':'2026-03-01T09:00:00Z'," \
  "'primaryAssignment':{'job':{'id':'j1','title':'Seller'},'status':'NEW','subStatus':''}," \
  "'secondaryAssignments':[{'job':{'id':'j2'},'status':'TELEPORTED','subStatus':'Crosschq'}]}"

static void
test_candidate (void)
{
  static const Change changes[] = {
    { "'id':'c1',", "", "id" },
    { "'firstName':'Ines',", "", NULL },
    { "'lastName':'Okafor'", "'lastName':null", NULL },
    { "'lastName':'Okafor'", "'lastName':{}", "lastName" },
    { "'+14155550123'", "14155550123", "phoneNumber" },
    { "'phoneNumber':'+14155550123',", "", NULL },
    { "'2026-03-01T09:00:00Z'", "null", NULL },
    { "'status':'NEW',", "", "primaryAssignment.status" },
    { "{'id':'j2'}", "null", "secondaryAssignments[0].job" },
    { "'status':'TELEPORTED'", "'status':null", "secondaryAssignments[0].status" },
    { "[{'job':{'id':'j2'}", "['x',{'job':{'id':'j2'}", "secondaryAssignments[0]" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (CANDIDATE);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsCandidate) candidate = vouch_ats_read_candidate (reply, &error);
  const VouchAtsApplication *second;

  g_assert_no_error (error);
  g_assert_cmpstr (candidate->contact->phone, ==, "+14155550123");
  g_assert_cmpuint (candidate->applications->len, ==, 2);
  g_assert_null (vouch_ats_candidate_find_application (candidate, "j1")->sub_status);
  second = vouch_ats_candidate_find_application (candidate, "j2");
  g_assert_cmpstr (second->status, ==, "TELEPORTED");
  g_assert_cmpstr (second->sub_status, ==, "Crosschq");
  g_assert_null (second->job_title);
  g_assert_null (vouch_ats_candidate_find_application (candidate, "j3"));
  assert_changes (CANDIDATE, (Read) vouch_ats_read_candidate,
                  (GDestroyNotify) vouch_ats_candidate_free, changes, G_N_ELEMENTS (changes));
}

static void
test_application (void)
{
  static const char document[] = "{'applicationId':'a1','status':'HIRED','subStatus':'Signed'}";
  static const Change changes[] = {
    { "'applicationId':'a1',", "", NULL },
    { "'status':'HIRED',", "", "status" },
    { "'Signed'", "false", "subStatus" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (document);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsApplication) application = vouch_ats_read_application (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (application->application_id, ==, "a1");
  g_assert_cmpstr (application->status, ==, "HIRED");
  g_assert_cmpstr (application->sub_status, ==, "Signed");
  g_assert_null (application->job_id);
  assert_changes (document, (Read) vouch_ats_read_application,
                  (GDestroyNotify) vouch_ats_application_free, changes, G_N_ELEMENTS (changes));
}

static void
test_history (void)
{
  static const char document[] =
    "{'totalFound':3,'content':["
    "{'changedOn':'2026-03-03T00:00:00Z','status':'IN_REVIEW','subStatus':'B'},"
    "{'changedOn':'2026-03-01T00:00:00Z','status':'NEW'},"
    "{'changedOn':'2026-03-03T00:00:00Z','status':'IN_REVIEW','subStatus':'A'}]}";
  static const Change changes[] = {
    { "'2026-03-01T00:00:00Z'", "''", "content[1].changedOn" },
    { "'2026-03-01T00:00:00Z'", "null", "content[1].changedOn" },
    { "'2026-03-01T00:00:00Z'", "'yesterday'", "content[1].changedOn" },
    { "'status':'NEW'", "'x':1", "content[1].status" },
    { "'content'", "'contents'", "content" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (document);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = vouch_ats_read_history (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((VouchAtsHistoryEntry *) entries->pdata[0])->status, ==, "NEW");
  g_assert_cmpstr (((VouchAtsHistoryEntry *) entries->pdata[1])->sub_status, ==, "B");
  g_assert_cmpstr (((VouchAtsHistoryEntry *) entries->pdata[2])->sub_status, ==, "A");
  assert_changes (document, (Read) vouch_ats_read_history, (GDestroyNotify) g_ptr_array_unref,
                  changes, G_N_ELEMENTS (changes));
}

static void
test_attachments (void)
{
  static const char document[] =
    "{'totalFound':1,'content':[{'id':'f1','name':'Report.pdf','type':'GENERIC_FILE',"
    "'contentType':'application/pdf'}]}";
  static const Change changes[] = {
    { "'id':'f1',", "", "content[0].id" },
    { "'name':'Report.pdf',", "", "content[0].name" },
    { "'GENERIC_FILE'", "1", "content[0].type" },
    { "'application/pdf'", "null", "content[0].contentType" },
    { "[{", "[null,{", "content[0]" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture (document);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) attachments = vouch_ats_read_attachments (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (((VouchAtsAttachment *) attachments->pdata[0])->name, ==, "Report.pdf");
  assert_changes (document, (Read) vouch_ats_read_attachments, (GDestroyNotify) g_ptr_array_unref,
                  changes, G_N_ELEMENTS (changes));
}

static void
assert_messages (const char *json,
                 const char *link,
                 const char *next)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture_link (json, link);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchAtsMessages) messages = vouch_ats_read_messages (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (messages->messages->len, ==, 1);
  g_assert_cmpstr (((VouchAtsMessage *) messages->messages->pdata[0])->content, ==, "Hello");
  g_assert_cmpstr (messages->next_page_id, ==, next);
}

static void
test_messages (void)
{
  static const char item[] = "{'content':'Hello','createdOn':'2026-03-01T00:00:00Z'}";
  static const Change changes[] = {
    { "'Hello'", "5", "[0].content" },
    { "'2026-03-01T00:00:00Z'", "'x'", "[0].createdOn" },
    { "'content':'Hello',", "", NULL },
  };
  g_autofree char *array = g_strdup_printf ("[%s]", item);
  g_autofree char *envelope = g_strdup_printf ("{'content':[%s],'nextPageId':'n'}", item);

  assert_messages (array, NULL, NULL);
  assert_messages (array, "</messages?pageId=z>; rel=\"next\"", "z");
  assert_messages (envelope, NULL, "n");
  assert_changes (array, (Read) vouch_ats_read_messages, (GDestroyNotify) vouch_ats_messages_free,
                  changes, G_N_ELEMENTS (changes));
}

#define MERGED(from, into) \
  "{'eventName':'CANDIDATE_DELETED_DUE_TO_MERGE','entityId':'" from "'," \
  "'context':{'masterProfileId':'" into "'}}"

/* What a profile became: one answer or none, whatever else the feed has. */
static void
test_master (void)
{
  static const struct
  {
    const char *events;
    const char *master;
  } cases[] = {
    { "", NULL },
    { MERGED ("c1", "m1"), "m1" },
    { MERGED ("c2", "m1"), NULL },
    { MERGED ("c2", "m1") "," MERGED ("c1", "m2") "," MERGED ("c1", "m2"), "m2" },
    { MERGED ("c1", "m1") "," MERGED ("c1", "m2"), NULL },
    { "{'eventName':'CANDIDATE_DELETED','entityId':'c1','context':{'masterProfileId':'m1'}}",
      NULL },
    { "{'eventName':'CANDIDATE_DELETED_DUE_TO_MERGE','entityId':'c1','context':{}}", NULL },
    { "{'eventName':'CANDIDATE_DELETED_DUE_TO_MERGE','entityId':'c1'}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *document = g_strdup_printf ("{'limit':10,'content':[%s]}",
                                                   cases[i].events);
      g_autoptr(VouchReply) reply = vouch_reply_fixture (document);
      g_autoptr(GError) error = NULL;
      g_autofree char *master = vouch_ats_read_master (reply, "c1", &error);

      g_test_message ("%s", document);
      g_assert_no_error (error);
      g_assert_cmpstr (master, ==, cases[i].master);
    }
}

static void
test_tags (void)
{
  static const Change changes[] = {
    { "'tags'", "'tag'", "tags" },
    { "['a','B']", "'a'", "tags" },
    { "'B'", "2", "tags[1]" },
    { "['a','B']", "[]", NULL },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture ("{'tags':['a','B']}");
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) tags = vouch_ats_read_tags (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (tags), ==, 2);
  g_assert_cmpstr (tags[1], ==, "B");
  assert_changes ("{'tags':['a','B']}", (Read) vouch_ats_read_tags, (GDestroyNotify) g_strfreev,
                  changes, G_N_ELEMENTS (changes));
}

static void
test_created (void)
{
  static const Change changes[] = {
    { "'id':'m1'", "'id':17", NULL },
    { "'id':'m1'", "'id':''", "id" },
    { "'id':'m1'", "'id':null", "id" },
    { "'id':'m1'", "'x':1", "id" },
  };
  g_autoptr(VouchReply) reply = vouch_reply_fixture ("{'id':'m1','shareRequired':false}");
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vouch_ats_read_created_id (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "m1");
  assert_changes ("{'id':'m1'}", (Read) vouch_ats_read_created_id, g_free,
                  changes, G_N_ELEMENTS (changes));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ats-replies/user", test_user);
  g_test_add_func ("/ats-replies/company", test_company);
  g_test_add_func ("/ats-replies/candidates", test_candidates);
  g_test_add_func ("/ats-replies/bad-items", test_bad_items);
  g_test_add_func ("/ats-replies/page-envelope", test_page_envelope);
  g_test_add_func ("/ats-replies/next-page", test_next_page);
  g_test_add_func ("/ats-replies/candidate", test_candidate);
  g_test_add_func ("/ats-replies/application", test_application);
  g_test_add_func ("/ats-replies/history", test_history);
  g_test_add_func ("/ats-replies/attachments", test_attachments);
  g_test_add_func ("/ats-replies/messages", test_messages);
  g_test_add_func ("/ats-replies/master", test_master);
  g_test_add_func ("/ats-replies/tags", test_tags);
  g_test_add_func ("/ats-replies/created", test_created);

  return g_test_run ();
}
