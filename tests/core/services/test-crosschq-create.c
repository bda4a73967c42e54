/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-crosschq-create"

#include "crosschq/vouch-crosschq-create.h"
#include "json/vouch-json.h"

static const VouchCrosschqDialect *
v1 (void)
{
  return vouch_crosschq_dialect_lookup ("v1");
}

static const VouchCrosschqDialect *
v2 (void)
{
  return vouch_crosschq_dialect_lookup ("v2");
}

/* managers 0-2, employees not offered, peers 0-1, business 0-0, social 0-5. */
static VouchSurvey *
create_survey (void)
{
  VouchSurvey *survey = vouch_survey_new ("account-executive", "Account Executive");

  survey->limits[0] = (VouchLimit) { TRUE, 0, 2, 2 };
  survey->limits[2] = (VouchLimit) { TRUE, 0, 1, 1 };
  survey->limits[3] = (VouchLimit) { TRUE, 0, 0, 0 };
  survey->limits[4] = (VouchLimit) { TRUE, 0, 5, 0 };
  return survey;
}

static VouchTemplate *
create_template (void)
{
  VouchTemplate *template = vouch_template_new ();

  template->survey = g_strdup ("account-executive");
  template->position = g_strdup ("Account Executive");
  template->use_sms = TRUE;
  template->past_due_notice = TRUE;
  return template;
}

static VouchCrosschqCreate *
create_request (VouchTemplate *template)
{
  VouchCrosschqCreate *self = vouch_crosschq_create_new_for_template (template);

  self->candidate = vouch_contact_new ("Ines", "Okafor", "ines@example.org", "+14155550123");
  self->requestor = g_strdup ("dana@example.com");
  self->external_id = g_strdup ("APP-7f31");
  self->candidate_id = g_strdup ("c1");
  self->job_id = g_strdup ("j1");
  return self;
}

static void
add_manager (VouchCrosschqCreate *self,
             const char          *name,
             const char          *email)
{
  g_ptr_array_add (self->managers, vouch_contact_new (name, "Lind", email, NULL));
}

/* "id name=value …", sorted as they come, separated by semicolons. Takes @reasons. */
static void
assert_reasons (GPtrArray  *reasons,
                const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const VouchReason *reason = g_ptr_array_index (reasons, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", vouch_reason_get_id (reason));
      for (guint j = 0; j < vouch_reason_get_n (reason); j++)
        {
          const char *name;
          const char *value;

          vouch_reason_get_nth (reason, j, &name, &value);
          g_string_append_printf (text, " %s=%s", name, value);
        }
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_ptr_array_unref (reasons);
}

static void
assert_json (const VouchCrosschqDialect *dialect,
             const VouchCrosschqCreate  *self,
             const char                 *expected)
{
  g_autoptr(JsonNode) json = vouch_crosschq_create_to_json (dialect, self);
  g_autoptr(JsonNode) again = vouch_crosschq_create_to_json (dialect, self);
  g_autofree char *text = vouch_json_to_string (json);
  g_autofree char *same = vouch_json_to_string (again);
  g_autofree char *wanted = g_strdelimit (g_strdup (expected), "'", '"');

  g_assert_cmpstr (text, ==, wanted);
  g_assert_cmpstr (same, ==, text);
}

static void
test_v2 (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "peers", NULL);
  template->email_subject = g_strdup ("Hi");
  template->sms_body = g_strdup ("Please");
  self = create_request (template);
  self->application_id = g_strdup ("a1");
  add_manager (self, "Theo", "theo@example.com");
  add_manager (self, "Kim", "kim@example.com");

  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), FALSE, survey), "");
  assert_json (v2 (), self,
               "{'candidate':{'first_name':'Ines','last_name':'Okafor','email':'ines@example.org',"
               "'mobile_phone':'+14155550123'},"
               "'jobrole':'account-executive','job_position':'Account Executive',"
               "'requestor':'dana@example.com','use_sms':true,"
               "'config_params':{'managers':2,'employees':0,'peers':1,'business':0,'social':0},"
               "'send_past_due_notification':true,'send_completed_notification':true,"
               "'candidate_message':'',"
               "'hiring_managers':["
               "{'first_name':'Theo','last_name':'Lind','email':'theo@example.com'},"
               "{'first_name':'Kim','last_name':'Lind','email':'kim@example.com'}],"
               "'custom_notifications':{'email_subject':'Hi','sms_body':'Please'},"
               "'external_id':'APP-7f31',"
               "'ats':{'candidate_id':'c1','job_id':'j1','application_id':'a1',"
               "'vendor':'smartrecruiters'}}");
}

/* What v1 has no words for is left out, and said. */
static void
test_v1 (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  vouch_template_add_slot (template, "peers", NULL);
  template->email_body = g_strdup ("Hello");
  template->past_due_notice = FALSE;
  self = create_request (template);
  add_manager (self, "Theo", "theo@example.com");
  add_manager (self, "Kim", "kim@example.com");

  assert_reasons (vouch_crosschq_fill_counts (self, v1 (), TRUE, survey),
                  "dialect.one-manager managers=2; dialect.no-notifications");
  assert_json (v1 (), self,
               "{'candidate':{'first_name':'Ines','last_name':'Okafor','email':'ines@example.org',"
               "'mobile_phone':'+14155550123'},"
               "'jobrole':'account-executive','job_position':'Account Executive',"
               "'requestor':'dana@example.com','use_sms':true,"
               "'config_params':{'managers':0,'employees':0,'peers':1,'business':0,'social':0},"
               "'send_past_due_notification':false,'send_completed_notification':true,"
               "'candidate_message':'',"
               "'hiring_manager':"
               "{'first_name':'Theo','last_name':'Lind','email':'theo@example.com'}}");
}

/* One manager is written the way both take; none is no key at all. */
static void
test_managers (void)
{
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = create_request (template);
  g_autoptr(JsonNode) none = vouch_crosschq_create_to_json (v2 (), self);
  g_autoptr(JsonNode) one = NULL;
  JsonObject *manager;

  add_manager (self, "No", NULL);
  add_manager (self, "Bad", "nobody");
  add_manager (self, "Kim", "kim@example.com");
  assert_reasons (vouch_crosschq_fill_counts (self, v1 (), FALSE, NULL),
                  "manager.left-out index=1; manager.left-out index=2");
  one = vouch_crosschq_create_to_json (v2 (), self);

  g_assert_false (json_object_has_member (json_node_get_object (none), "hiring_manager"));
  g_assert_false (json_object_has_member (json_node_get_object (none), "hiring_managers"));
  g_assert_false (json_object_has_member (json_node_get_object (one), "hiring_managers"));
  manager = json_object_get_object_member (json_node_get_object (one), "hiring_manager");
  g_assert_cmpstr (json_object_get_string_member (manager, "first_name"), ==, "Kim");
}

/* Fixed slots are counted first, whatever their order; then "any" takes what is left. */
static void
test_any (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  vouch_template_add_slot (template, "any", NULL);
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "any", "  a client\n");
  vouch_template_add_slot (template, "any", NULL);
  self = create_request (template);

  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), FALSE, survey),
                  "dialect.no-slots notes=1 any=3; "
                  "slot.any-placed slot=1 relationship=managers; "
                  "slot.any-placed slot=3 relationship=peers; "
                  "slot.any-placed slot=4 relationship=social");
  g_assert_cmpint (self->counts[0], ==, 2);
  g_assert_cmpint (self->counts[1], ==, 0);
  g_assert_cmpint (self->counts[2], ==, 1);
  g_assert_cmpint (self->counts[3], ==, 0);
  g_assert_cmpint (self->counts[4], ==, 1);
  g_assert_cmpstr (self->candidate_message, ==,
                   "1. Any relationship\n3. Any relationship: a client\n4. Any relationship");
}

/* A minimum that is still open comes before the first relationship with room. */
static void
test_any_minimum (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  survey->limits[4].min = 1;
  vouch_template_add_slot (template, "any", NULL);
  vouch_template_add_slot (template, "any", NULL);
  self = create_request (template);

  assert_reasons (vouch_crosschq_fill_counts (self, v1 (), FALSE, survey),
                  "dialect.no-slots notes=0 any=2; "
                  "slot.any-placed slot=1 relationship=social; "
                  "slot.any-placed slot=2 relationship=managers");
}

static void
test_no_room (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  survey->limits[0].max = 0;
  survey->limits[2].max = 0;
  survey->limits[4].max = 1;
  vouch_template_add_slot (template, "any", NULL);
  vouch_template_add_slot (template, "any", NULL);
  self = create_request (template);

  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), FALSE, survey),
                  "dialect.no-slots notes=0 any=2; "
                  "slot.any-placed slot=1 relationship=social; "
                  "survey.no-room slot=2");
}

static void
test_notes (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  vouch_template_add_slot (template, "managers", "From Northlight, please");
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "peers", " ");
  vouch_template_add_slot (template, "social", "Who knows you well");
  self = create_request (template);

  assert_reasons (vouch_crosschq_fill_counts (self, v1 (), FALSE, survey),
                  "dialect.no-slots notes=3 any=0");
  g_assert_cmpstr (self->candidate_message, ==,
                   "1. Manager: From Northlight, please\n4. Mentor: Who knows you well");

  /* Again, with other facts: nothing of the first time is left. */
  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), TRUE, survey), "");
  g_assert_null (self->candidate_message);
  g_assert_cmpint (self->counts[0], ==, 2);
}

static void
test_slots (void)
{
  g_autoptr(VouchSurvey) survey = create_survey ();
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = NULL;

  vouch_template_add_slot (template, "any", "a client");
  vouch_template_add_slot (template, "peers", NULL);
  self = create_request (template);

  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), TRUE, survey), "");
  assert_json (v2 (), self,
               "{'candidate':{'first_name':'Ines','last_name':'Okafor','email':'ines@example.org',"
               "'mobile_phone':'+14155550123'},"
               "'jobrole':'account-executive','job_position':'Account Executive',"
               "'requestor':'dana@example.com','use_sms':true,"
               "'references_config':[{'relationship':'any','note':'a client'},"
               "{'relationship':'peers'}],"
               "'send_past_due_notification':true,'send_completed_notification':true,"
               "'candidate_message':'','external_id':'APP-7f31',"
               "'ats':{'candidate_id':'c1','job_id':'j1','vendor':'smartrecruiters'}}");
}

static void
assert_phone (const char *phone,
              gboolean    use_sms,
              const char *reasons,
              const char *sent,
              gboolean    sent_use_sms)
{
  g_autoptr(VouchTemplate) template = create_template ();
  g_autoptr(VouchCrosschqCreate) self = create_request (template);
  g_autoptr(JsonNode) json = NULL;
  JsonObject *body;
  JsonObject *candidate;

  g_free (self->candidate->phone);
  self->candidate->phone = g_strdup (phone);
  self->use_sms = use_sms;
  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), FALSE, NULL), reasons);
  json = vouch_crosschq_create_to_json (v2 (), self);
  body = json_node_get_object (json);
  candidate = json_object_get_object_member (body, "candidate");
  g_assert_cmpint (json_object_get_boolean_member (body, "use_sms"), ==, sent_use_sms);
  g_assert_cmpint (json_object_has_member (candidate, "mobile_phone"), ==, sent != NULL);
  if (sent != NULL)
    g_assert_cmpstr (json_object_get_string_member (candidate, "mobile_phone"), ==, sent);
}

/* Absent rather than null (B8), and no text messages without a number. */
static void
test_phone (void)
{
  assert_phone ("+14155550123", TRUE, "", "+14155550123", TRUE);
  assert_phone ("+14155550123", FALSE, "", "+14155550123", FALSE);
  assert_phone (NULL, TRUE, "sms.no-phone", NULL, FALSE);
  assert_phone ("", TRUE, "sms.no-phone", NULL, FALSE);
  assert_phone ("415 555 0123", TRUE, "sms.phone-form", NULL, FALSE);
  assert_phone ("415 555 0123", FALSE, "", NULL, FALSE);
}

static void
test_losses (void)
{
  g_autoptr(VouchTemplate) template = create_template ();

  assert_reasons (vouch_crosschq_dialect_losses (v1 (), FALSE, template), "");
  vouch_template_add_slot (template, "any", NULL);
  vouch_template_add_slot (template, "peers", "x");
  g_ptr_array_add (template->managers, vouch_contact_new ("A", "B", "a@example.com", NULL));
  g_ptr_array_add (template->managers, vouch_contact_new ("C", "D", "c@example.com", NULL));
  template->sms_body = g_strdup ("Hi");

  assert_reasons (vouch_crosschq_dialect_losses (v1 (), TRUE, template),
                  "dialect.no-slots notes=1 any=1; dialect.one-manager managers=2; "
                  "dialect.no-notifications");
  assert_reasons (vouch_crosschq_dialect_losses (v2 (), FALSE, template),
                  "dialect.no-slots notes=1 any=1");
  assert_reasons (vouch_crosschq_dialect_losses (v2 (), TRUE, template), "");
}

static void
test_empty (void)
{
  g_autoptr(VouchCrosschqCreate) self = vouch_crosschq_create_new ();

  g_assert_cmpuint (self->slots->len, ==, 0);
  g_assert_cmpuint (self->managers->len, ==, 0);
  assert_reasons (vouch_crosschq_fill_counts (self, v2 (), FALSE, NULL), "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crosschq-create/v2", test_v2);
  g_test_add_func ("/crosschq-create/v1", test_v1);
  g_test_add_func ("/crosschq-create/managers", test_managers);
  g_test_add_func ("/crosschq-create/any", test_any);
  g_test_add_func ("/crosschq-create/any-minimum", test_any_minimum);
  g_test_add_func ("/crosschq-create/no-room", test_no_room);
  g_test_add_func ("/crosschq-create/notes", test_notes);
  g_test_add_func ("/crosschq-create/slots", test_slots);
  g_test_add_func ("/crosschq-create/phone", test_phone);
  g_test_add_func ("/crosschq-create/losses", test_losses);
  g_test_add_func ("/crosschq-create/empty", test_empty);

  return g_test_run ();
}
