/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-crosschq-replies"

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "vouch-reply-fixture.h"

#define REQUEST \
  "{'id':'r1','external_id':'APP-7f31','candidate':{'first_name':'Ines','last_name':'Okafor'," \
  "'email':'ines@example.org','mobile_phone':'+14155550123'},'job_position':'Seller'," \
  "'job_role':'account-executive','requestor':'dana@example.com','status':'in_progress'," \
  "'progress':50,'references':[{'first_name':'Bo','last_name':'Marsh','email':'bo@example.net'," \
  "'relationship':'managers','status':'completed'},{'first_name':'Ada'}]," \
  "'report_url':null,'report_summary_pdf':'','created_at':'2026-03-01T16:00:00Z'," \
  "'updated_on':'2026-03-01T16:00:00.25'}"

static VouchCrosschqRequest *
read_good (const char *json)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;
  VouchCrosschqRequest *request = vouch_crosschq_read_request (reply, &error);

  g_assert_no_error (error);
  return request;
}

static void
assert_request_fails (const char *json,
                      const char *path)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_crosschq_read_request (reply, &error));
  vouch_assert_bad_reply (error, path);
}

static void
test_request (void)
{
  g_autoptr(VouchCrosschqRequest) request = read_good (REQUEST);
  const VouchReferenceRow *reference;

  g_assert_cmpstr (request->request_id, ==, "r1");
  g_assert_cmpstr (request->external_id, ==, "APP-7f31");
  g_assert_cmpstr (request->status, ==, "in_progress");
  g_assert_cmpint (request->stage, ==, VOUCH_STAGE_IN_PROGRESS);
  g_assert_cmpint (request->progress, ==, 50);
  g_assert_cmpstr (request->position, ==, "Seller");
  g_assert_cmpstr (request->survey, ==, "account-executive");
  g_assert_cmpstr (request->requestor, ==, "dana@example.com");
  g_assert_cmpstr (request->candidate->phone, ==, "+14155550123");
  g_assert_null (request->report_url);
  g_assert_null (request->full_pdf);
  g_assert_null (request->summary_pdf);
  g_assert_cmpint (request->created_at, ==, 1772380800000000);
  g_assert_cmpint (request->updated_on, ==, 1772380800250000);
  g_assert_cmpuint (request->references->len, ==, 2);
  reference = g_ptr_array_index (request->references, 0);
  g_assert_cmpstr (reference->relationship, ==, "managers");
  g_assert_cmpstr (reference->status, ==, "completed");
  reference = g_ptr_array_index (request->references, 1);
  g_assert_null (reference->email);
}

/* Nothing but the id is promised. */
static void
test_bare_request (void)
{
  g_autoptr(VouchCrosschqRequest) bare = read_good ("{'request_id':'r1'}");
  g_autoptr(VouchCrosschqRequest) nulls = NULL;

  g_assert_cmpstr (bare->status, ==, "");
  g_assert_cmpint (bare->stage, ==, VOUCH_STAGE_IN_PROGRESS);
  g_assert_null (bare->external_id);
  g_assert_cmpstr (bare->candidate->last_name, ==, "");
  g_assert_cmpuint (bare->references->len, ==, 0);

  nulls = read_good ("{'id':7,'external_id':null,'candidate':null,'status':null,'progress':null,"
                     "'references':null,'updated_on':null,'created_at':'','requestor':''}");
  g_assert_cmpstr (nulls->request_id, ==, "7");
  g_assert_null (nulls->external_id);
  g_assert_null (nulls->requestor);
  g_assert_cmpint (nulls->created_at, ==, 0);
}

static void
test_request_fails (void)
{
  static const struct
  {
    const char *what;
    const char *with;
    const char *path;
  } changes[] = {
    { "'id':'r1',", "", "id" },
    { "'id':'r1'", "'id':''", "id" },
    { "'id':'r1'", "'id':null", "id" },
    { "'id':'r1'", "'id':['r1']", "id" },
    { "'APP-7f31'", "{}", "external_id" },
    { "'in_progress'", "3", "status" },
    { "'progress':50", "'progress':'half'", "progress" },
    { "'progress':50", "'progress':101", "progress" },
    { "'progress':50", "'progress':-1", "progress" },
    { "'Ines'", "[]", "candidate.first_name" },
    { "'ines@example.org'", "1", "candidate.email" },
    { "'Seller'", "{}", "job_position" },
    { "'account-executive'", "1", "job_role" },
    { "'dana@example.com'", "{}", "requestor" },
    { "'bo@example.net'", "true", "references[0].email" },
    { "{'first_name':'Ada'}", "'Ada'", "references[1]" },
    { "'report_url':null", "'report_url':false", "report_url" },
    { "'report_summary_pdf':''", "'report_summary_pdf':0", "report_summary_pdf" },
    { "'2026-03-01T16:00:00Z'", "'March'", "created_at" },
    { "'2026-03-01T16:00:00.25'", "5", "updated_on" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *json = vouch_replace_once (REQUEST, changes[i].what, changes[i].with);

      assert_request_fails (json, changes[i].path);
    }
  assert_request_fails ("[]", "document");
}

/* Every accepted word, in several spellings, and some that are not known. */
static void
test_stages (void)
{
  static const struct
  {
    const char *status;
    int progress;
    VouchStage stage;
  } words[] = {
    { "pending", 0, VOUCH_STAGE_SENT },
    { "Sent", 0, VOUCH_STAGE_SENT },
    { "requested", 0, VOUCH_STAGE_SENT },
    { "NEW", 0, VOUCH_STAGE_SENT },
    { "created", 0, VOUCH_STAGE_SENT },
    { "not started", 0, VOUCH_STAGE_SENT },
    { "not_started", 0, VOUCH_STAGE_SENT },
    { "in progress", 10, VOUCH_STAGE_IN_PROGRESS },
    { "In-Progress", 10, VOUCH_STAGE_IN_PROGRESS },
    { "started", 10, VOUCH_STAGE_IN_PROGRESS },
    { "active", 10, VOUCH_STAGE_IN_PROGRESS },
    { "awaiting references", 10, VOUCH_STAGE_IN_PROGRESS },
    { "candidate_completed", 10, VOUCH_STAGE_IN_PROGRESS },
    { "past due", 10, VOUCH_STAGE_PAST_DUE },
    { "past_due", 10, VOUCH_STAGE_PAST_DUE },
    { "Overdue", 10, VOUCH_STAGE_PAST_DUE },
    { "completed", 100, VOUCH_STAGE_COMPLETE },
    { "concluded", 100, VOUCH_STAGE_COMPLETE },
    { "complete", 99, VOUCH_STAGE_IN_PROGRESS },
    { "done", 0, VOUCH_STAGE_IN_PROGRESS },
    { "in_progress", 100, VOUCH_STAGE_COMPLETE },
    { "cancelled", 10, VOUCH_STAGE_CANCELLED },
    { "canceled", 100, VOUCH_STAGE_CANCELLED },
    { "withdrawn", 10, VOUCH_STAGE_CANCELLED },
    { "expired", 10, VOUCH_STAGE_EXPIRED },
    { "failed", 10, VOUCH_STAGE_IN_PROGRESS },
    { "finished", 10, VOUCH_STAGE_IN_PROGRESS },
    { "", 10, VOUCH_STAGE_IN_PROGRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *json = NULL;
      g_autoptr(VouchCrosschqRequest) request = NULL;

      json = g_strdup_printf ("{'id':'r','status':'%s','progress':%s%d%s}", words[i].status,
                              i % 2 == 0 ? "" : "'", words[i].progress, i % 2 == 0 ? "" : "'");
      request = read_good (json);
      g_assert_cmpint (request->stage, ==, words[i].stage);
      g_assert_cmpstr (request->status, ==, words[i].status);
    }
}

static void
test_finished (void)
{
  g_autoptr(VouchCrosschqRequest) request = NULL;

  request = read_good ("{'id':'r','status':'completed','progress':100,'report_url':'https://r',"
                       "'report_full_pdf':'https://f','report_summary_pdf':'https://s'}");
  g_assert_cmpstr (request->report_url, ==, "https://r");
  g_assert_cmpstr (request->full_pdf, ==, "https://f");
  g_assert_cmpstr (request->summary_pdf, ==, "https://s");
}

static void
assert_created (const char *json,
                const char *id)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;
  g_autofree char *read = vouch_crosschq_read_created (reply, &error);

  g_assert_cmpstr (read, ==, id);
  if (id == NULL)
    vouch_assert_bad_reply (error, g_str_has_prefix (json, "{") ? "id" : "document");
}

static void
test_created (void)
{
  g_autoptr(VouchReply) nothing = vouch_reply_new ();
  g_autoptr(GError) error = NULL;

  assert_created ("{'request_id':'r1'}", "r1");
  assert_created ("{'id':'r1'}", "r1");
  assert_created ("{'request_id':null,'id':'r2'}", "r2");
  assert_created ("{'request_id':41}", "41");
  assert_created ("{}", NULL);
  assert_created ("{'id':''}", NULL);
  assert_created ("[]", NULL);

  g_assert_null (vouch_crosschq_read_created (nothing, &error));
  vouch_assert_bad_reply (error, "document");
}

static VouchCrosschqPage *
read_list (const char *json)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;
  VouchCrosschqPage *page = vouch_crosschq_read_list (reply, &error);

  g_assert_no_error (error);
  return page;
}

static void
test_list (void)
{
  g_autoptr(VouchCrosschqPage) bare = read_list ("[" REQUEST ",{'id':'r2'}]");
  g_autoptr(VouchCrosschqPage) envelope = NULL;
  g_autoptr(VouchCrosschqPage) last = read_list ("{'count':0,'next':null,'results':[]}");
  g_autoptr(VouchCrosschqPage) spoilt = NULL;
  const VouchCrosschqBad *bad;

  g_assert_cmpuint (bare->items->len, ==, 2);
  g_assert_null (bare->next);

  envelope = read_list ("{'count':1,'next':'https://h/?page=2','previous':null,"
                        "'results':[" REQUEST "]}");
  g_assert_cmpuint (envelope->items->len, ==, 1);
  g_assert_cmpstr (envelope->next, ==, "https://h/?page=2");
  g_assert_cmpuint (last->items->len, ==, 0);
  g_assert_null (last->next);

  spoilt = read_list ("{'results':[{'id':'r1'},{'id':'r2','progress':'x'},{'status':'sent'},"
                      "{'id':'r3'}]}");
  g_assert_cmpuint (spoilt->items->len, ==, 2);
  g_assert_cmpuint (spoilt->bad->len, ==, 2);
  bad = g_ptr_array_index (spoilt->bad, 0);
  g_assert_cmpstr (bad->path, ==, "results[1].progress");
  g_assert_cmpstr (bad->id, ==, "r2");
  bad = g_ptr_array_index (spoilt->bad, 1);
  g_assert_cmpstr (bad->path, ==, "results[2].id");
  g_assert_null (bad->id);
}

static void
assert_list_fails (const char *json,
                   const char *path)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_crosschq_read_list (reply, &error));
  vouch_assert_bad_reply (error, path);
}

static void
test_list_fails (void)
{
  assert_list_fails ("{}", "results");
  assert_list_fails ("{'results':null}", "results");
  assert_list_fails ("{'results':{}}", "results");
  assert_list_fails ("{'results':[],'next':5}", "next");
}

static void
test_origin (void)
{
  static const char base[] = "https://partner.example.com/";

  g_assert_true (vouch_crosschq_same_origin (base, "https://partner.example.com/x?page=2"));
  g_assert_true (vouch_crosschq_same_origin (base, "/x?page=2"));
  g_assert_true (vouch_crosschq_same_origin (base, "?page=2"));
  g_assert_true (vouch_crosschq_same_origin (base, "https://PARTNER.example.com:443/x"));
  g_assert_false (vouch_crosschq_same_origin (base, "http://partner.example.com/x"));
  g_assert_false (vouch_crosschq_same_origin (base, "https://partner.example.com:8443/x"));
  g_assert_false (vouch_crosschq_same_origin (base, "https://partner.example.com.evil.net/x"));
  g_assert_false (vouch_crosschq_same_origin (base, "//evil.net/x"));
  g_assert_false (vouch_crosschq_same_origin (base, "https://partner.example.com@evil.net/x"));
}

static void
assert_limit (const VouchSurvey *survey,
              int                index,
              gboolean           offered,
              gint64             min,
              gint64             max,
              gint64             usual)
{
  const VouchLimit *limit = &survey->limits[index];

  g_assert_cmpint (limit->offered, ==, offered);
  g_assert_cmpint (limit->min, ==, min);
  g_assert_cmpint (limit->max, ==, max);
  g_assert_cmpint (limit->usual, ==, usual);
}

static GPtrArray *
read_surveys (const char *json)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;
  GPtrArray *surveys = vouch_crosschq_read_surveys (reply, &error);

  g_assert_no_error (error);
  return surveys;
}

static void
test_surveys_v2 (void)
{
  g_autoptr(GPtrArray) surveys = NULL;
  const VouchSurvey *survey;

  surveys = read_surveys ("[{'codename':'ae','id':9,'name':'Account','relationships':{"
                          "'managers':{'default':2,'label':'Managers','max':10,'min':1},"
                          "'peers':{'default':'1','max':'5','min':'0'},"
                          "'friends':{'max':'many'},'social':{'max':3}}},{'id':'x'}]");
  g_assert_cmpuint (surveys->len, ==, 2);
  survey = g_ptr_array_index (surveys, 0);
  g_assert_cmpstr (survey->codename, ==, "ae");
  g_assert_cmpstr (survey->name, ==, "Account");
  g_assert_cmpint (survey->min_total, ==, 1);
  assert_limit (survey, 0, TRUE, 1, 10, 2);
  assert_limit (survey, 1, FALSE, 0, 0, 0);
  assert_limit (survey, 2, TRUE, 0, 5, 1);
  assert_limit (survey, 4, TRUE, 0, 3, 0);
  survey = g_ptr_array_index (surveys, 1);
  g_assert_cmpstr (survey->codename, ==, "x");
  g_assert_cmpstr (survey->name, ==, "x");
}

static void
test_surveys_v1 (void)
{
  g_autoptr(GPtrArray) surveys = read_surveys ("[{'id':'ae','name':'Account'}]");
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCrosschqConfig) config = NULL;
  const VouchSurvey *survey = g_ptr_array_index (surveys, 0);

  assert_limit (survey, 0, FALSE, 0, 0, 0);
  reply = vouch_reply_fixture ("{'relationships':["
                               "{'id':'managers','name':'M','min':'0','max':'10','default':'2'},"
                               "{'id':'peers','min':0,'max':4,'default':1},{'id':'new','max':''}],"
                               "'min_reference_count':2}");
  config = vouch_crosschq_read_config (reply, &error);
  g_assert_no_error (error);
  vouch_crosschq_apply_config (surveys, config);
  g_assert_cmpint (survey->min_total, ==, 2);
  assert_limit (survey, 0, TRUE, 0, 10, 2);
  assert_limit (survey, 2, TRUE, 0, 4, 1);
  assert_limit (survey, 4, FALSE, 0, 0, 0);
}

static void
test_config_default (void)
{
  g_autoptr(VouchReply) reply = vouch_reply_fixture ("{'relationships':[]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCrosschqConfig) config = vouch_crosschq_read_config (reply, &error);

  g_assert_no_error (error);
  g_assert_cmpint (config->min_total, ==, 1);
}

static void
assert_surveys_fail (const char *limits,
                     const char *path)
{
  g_autofree char *json = g_strdup_printf ("[{'codename':'a','relationships':%s}]", limits);
  g_autoptr(VouchReply) reply = vouch_reply_fixture (json);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_crosschq_read_surveys (reply, &error));
  vouch_assert_bad_reply (error, path);
}

static void
test_surveys_fail (void)
{
  g_autoptr(VouchReply) no_id = vouch_reply_fixture ("[{'name':'x'}]");
  g_autoptr(VouchReply) no_relationships = vouch_reply_fixture ("{'min_reference_count':1}");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) config_error = NULL;

  assert_surveys_fail ("'x'", "[0].relationships");
  assert_surveys_fail ("{'peers':5}", "[0].relationships.peers");
  assert_surveys_fail ("{'peers':{'min':0}}", "[0].relationships.peers.max");
  assert_surveys_fail ("{'peers':{'min':0,'max':'lots'}}", "[0].relationships.peers.max");
  assert_surveys_fail ("{'peers':{'min':-1,'max':2}}", "[0].relationships.peers.min");
  assert_surveys_fail ("{'peers':{'min':3,'max':2}}", "[0].relationships.peers.max");
  assert_surveys_fail ("{'peers':{'max':2,'default':{}}}", "[0].relationships.peers.default");

  g_assert_null (vouch_crosschq_read_surveys (no_id, &error));
  vouch_assert_bad_reply (error, "[0].id");
  g_assert_null (vouch_crosschq_read_config (no_relationships, &config_error));
  vouch_assert_bad_reply (config_error, "relationships");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crosschq-replies/request", test_request);
  g_test_add_func ("/crosschq-replies/bare-request", test_bare_request);
  g_test_add_func ("/crosschq-replies/request-fails", test_request_fails);
  g_test_add_func ("/crosschq-replies/stages", test_stages);
  g_test_add_func ("/crosschq-replies/finished", test_finished);
  g_test_add_func ("/crosschq-replies/created", test_created);
  g_test_add_func ("/crosschq-replies/list", test_list);
  g_test_add_func ("/crosschq-replies/list-fails", test_list_fails);
  g_test_add_func ("/crosschq-replies/origin", test_origin);
  g_test_add_func ("/crosschq-replies/surveys-v2", test_surveys_v2);
  g_test_add_func ("/crosschq-replies/surveys-v1", test_surveys_v1);
  g_test_add_func ("/crosschq-replies/config-default", test_config_default);
  g_test_add_func ("/crosschq-replies/surveys-fail", test_surveys_fail);

  return g_test_run ();
}
