/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "model/vouch-activity.h"
#include "model/vouch-application.h"
#include "model/vouch-connection.h"
#include "model/vouch-effect.h"
#include "model/vouch-job.h"
#include "model/vouch-request-state.h"
#include "model/vouch-placeholders.h"
#include "model/vouch-template.h"
#include "model/vouch-trigger.h"

static void
test_stage (void)
{
  static const struct
  {
    const char *status;
    int progress;
    VouchStage stage;
  } cases[] = {
    { NULL, 0, VOUCH_STAGE_IN_PROGRESS },
    { "", 0, VOUCH_STAGE_IN_PROGRESS },
    { "pending", 0, VOUCH_STAGE_SENT },
    { "Not Started", 0, VOUCH_STAGE_SENT },
    { "not-started", 0, VOUCH_STAGE_SENT },
    { "NOT_STARTED", 0, VOUCH_STAGE_SENT },
    { "in progress", 20, VOUCH_STAGE_IN_PROGRESS },
    { "candidate completed", 20, VOUCH_STAGE_IN_PROGRESS },
    { "Past Due", 20, VOUCH_STAGE_PAST_DUE },
    { "past_due", 20, VOUCH_STAGE_PAST_DUE },
    { "overdue", 99, VOUCH_STAGE_PAST_DUE },
    { "completed", 99, VOUCH_STAGE_IN_PROGRESS },
    { "complete", 0, VOUCH_STAGE_IN_PROGRESS },
    { "completed", 100, VOUCH_STAGE_COMPLETE },
    { "pending", 100, VOUCH_STAGE_COMPLETE },
    { "something new", 100, VOUCH_STAGE_COMPLETE },
    { "something new", 40, VOUCH_STAGE_IN_PROGRESS },
    { "Cancelled", 0, VOUCH_STAGE_CANCELLED },
    { "CANCELED", 50, VOUCH_STAGE_CANCELLED },
    { "cancelled", 100, VOUCH_STAGE_CANCELLED },
    { "withdrawn", 0, VOUCH_STAGE_CANCELLED },
    { "expired", 10, VOUCH_STAGE_EXPIRED },
    { "\xff", 10, VOUCH_STAGE_IN_PROGRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u, progress %d", i, cases[i].progress);
      g_assert_cmpint (vouch_stage_from_status (cases[i].status, cases[i].progress), ==,
                       cases[i].stage);
    }

  g_assert_true (vouch_stage_is_open (VOUCH_STAGE_PLANNED));
  g_assert_true (vouch_stage_is_open (VOUCH_STAGE_PAST_DUE));
  g_assert_false (vouch_stage_is_open (VOUCH_STAGE_COMPLETE));
  g_assert_false (vouch_stage_is_open (VOUCH_STAGE_EXPIRED));
}

static void
test_email (void)
{
  static const char *const good[] = {
    "a@example.org",
    "ines.okafor+refs@mail.example.co.uk",
    "o'brien@example.org",
  };
  static const char *const bad[] = {
    "", "@", "a@", "@example.org", "a@example", "a b@example.org", "a@exam"
    " ple.org", "a@b@example.org",
    ".a@example.org", "a.@example.org", "a..b@example.org", "a@example..org", "a@.org",
    "a@example.", "<a@example.org>", "a@example.org\n", "\"a\"@example.org", "a,b@example.org",
    "\xc3\xa9@example.org", "a@-example.org",
  };

  g_assert_false (vouch_email_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("good %u", i);
      g_assert_true (vouch_email_is_valid (good[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("bad %u", i);
      g_assert_false (vouch_email_is_valid (bad[i]));
    }
}

static void
test_phone (void)
{
  g_assert_true (vouch_phone_is_e164 ("+14155550123"));
  g_assert_true (vouch_phone_is_e164 ("+12345678"));
  g_assert_true (vouch_phone_is_e164 ("+123456789012345"));
  g_assert_false (vouch_phone_is_e164 (NULL));
  g_assert_false (vouch_phone_is_e164 (""));
  g_assert_false (vouch_phone_is_e164 ("+"));
  g_assert_false (vouch_phone_is_e164 ("+1234567"));
  g_assert_false (vouch_phone_is_e164 ("+1234567890123456"));
  g_assert_false (vouch_phone_is_e164 ("14155550123"));
  g_assert_false (vouch_phone_is_e164 ("+1 415 555 0123"));
  g_assert_false (vouch_phone_is_e164 ("+0123456789"));
}

static void
test_hash (void)
{
  g_autoptr(VouchContact) one = vouch_contact_new ("Ines", "Okafor", "Ines@Example.org", NULL);
  g_autoptr(VouchContact) same = vouch_contact_new ("I.", "OKAFOR", " ines@example.org",
                                                    "+14155550123");
  g_autoptr(VouchContact) other = vouch_contact_new ("Ines", "Lind", "ines@example.org", NULL);
  g_autoptr(VouchContact) shifted = vouch_contact_new ("", "gokafor", "ines@example.or", NULL);
  g_autoptr(VouchContact) nobody = vouch_contact_new (NULL, NULL, NULL, NULL);
  g_autofree char *one_hash = vouch_contact_hash (one, "salt");
  g_autofree char *same_hash = vouch_contact_hash (same, "salt");
  g_autofree char *other_hash = vouch_contact_hash (other, "salt");
  g_autofree char *shifted_hash = vouch_contact_hash (shifted, "salt");
  g_autofree char *salted_hash = vouch_contact_hash (one, "pepper");
  g_autofree char *nobody_hash = vouch_contact_hash (nobody, "salt");

  g_assert_cmpuint (strlen (one_hash), ==, 64);
  g_assert_cmpstr (one_hash, ==, same_hash);
  g_assert_cmpstr (one_hash, !=, other_hash);
  g_assert_cmpstr (one_hash, !=, shifted_hash);
  g_assert_cmpstr (one_hash, !=, salted_hash);
  g_assert_cmpstr (one_hash, !=, nobody_hash);
}

static void
test_name (void)
{
  g_autoptr(VouchContact) both = vouch_contact_new ("Ines", "Okafor", NULL, NULL);
  g_autoptr(VouchContact) last = vouch_contact_new ("", "Okafor", NULL, NULL);
  g_autofree char *both_name = vouch_contact_dup_name (both);
  g_autofree char *last_name = vouch_contact_dup_name (last);

  g_assert_cmpstr (both_name, ==, "Ines Okafor");
  g_assert_cmpstr (last_name, ==, "Okafor");
}

static void
test_tag (void)
{
  static const struct
  {
    const char *given;
    const char *tag;
  } cases[] = {
    { NULL, "" },
    { "  \t ", "" },
    { " Sales  EMEA ", "sales  emea" },
    { "CAFE\xcc\x81", "caf\xc3\xa9" },
    { "\xc3\x96L", "\xc3\xb6l" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = vouch_tag_normalize (cases[i].given);

      g_assert_cmpstr (tag, ==, cases[i].tag);
    }
}

static void
test_tag_from_name (void)
{
  static const struct
  {
    const char *name;
    const char *tag;
  } cases[] = {
    { "", "" },
    { " & ", "" },
    { "Field Sales", "field-sales" },
    { " R&D  (Berlin)! ", "r-d-berlin" },
    { "\xc3\x96L 2", "\xc3\xb6l-2" },
    { "All that sells in the north and in the south", "all-that-sells-in-the-north" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = vouch_tag_from_name (cases[i].name);

      g_assert_cmpstr (tag, ==, cases[i].tag);
    }
}

static VouchSurvey *
make_survey (void)
{
  VouchSurvey *survey = vouch_survey_new ("sales", "Sales");

  for (guint i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    survey->limits[i] = (VouchLimit) { TRUE, 0, 2, 1 };
  survey->limits[4].offered = FALSE;
  survey->min_total = 2;
  return survey;
}

static VouchTemplate *
make_template (void)
{
  VouchTemplate *template = vouch_template_new ();

  template->name = g_strdup ("Sales");
  template->tag = g_strdup ("sales");
  template->survey = g_strdup ("sales");
  template->email_body = g_strdup ("Hello {candidate_first_name}, {request_link} {open");
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "any", "Somebody from Acme");
  g_ptr_array_add (template->managers, vouch_contact_new ("Theo", "Lind", "theo@example.com",
                                                          NULL));
  return template;
}

static char *
reasons_to_text (GPtrArray *reasons)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const VouchReason *reason = g_ptr_array_index (reasons, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", vouch_reason_get_id (reason));
      for (guint j = 0; j < vouch_reason_get_n (reason); j++)
        {
          const char *name, *value;

          vouch_reason_get_nth (reason, j, &name, &value);
          g_string_append_printf (text, ",%s=%s", name, value);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_reasons (const VouchTemplate *template,
                const VouchSurvey   *survey,
                const char          *expected)
{
  g_autoptr(GPtrArray) reasons = vouch_template_validate (template, survey);
  g_autofree char *text = reasons_to_text (reasons);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_placeholders (void)
{
  static const char *const values[VOUCH_N_PLACEHOLDERS] = {
    "Ada", "Berg", "Engineer", "Harbour", "Rosa", "Hugo", "https://example.com",
  };
  static const struct { const char *text; const char *expanded; } cases[] = {
    { NULL, "" },
    { "", "" },
    { "Hello", "Hello" },
    { "{candidate_first_name} {candidate_last_name}", "Ada Berg" },
    { "{position}{company}", "EngineerHarbour" },
    { "{who} asks", "{who} asks" },
    { "{open {position", "{open {position" },
    { "{open {position}", "{open Engineer" },
    { "} {} {{company}}", "} {} {Harbour}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expanded = vouch_placeholders_expand (cases[i].text, values);

      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "(null)");
      g_assert_cmpstr (expanded, ==, cases[i].expanded);
    }
}

static void
test_template_good (void)
{
  g_autoptr(VouchTemplate) template = make_template ();
  g_autoptr(VouchTemplate) copy = vouch_template_copy (template);
  g_autoptr(VouchSurvey) survey = make_survey ();

  assert_reasons (template, survey, "");
  assert_reasons (copy, survey, "");
  assert_reasons (template, NULL, "template.survey-unknown,survey=sales");
}

static void
test_template_head (void)
{
  g_autoptr(VouchTemplate) empty = vouch_template_new ();
  g_autoptr(VouchTemplate) template = make_template ();
  g_autoptr(VouchSurvey) survey = make_survey ();

  assert_reasons (empty, NULL,
                  "template.name-missing template.tag-missing template.survey-missing"
                  " template.slots-missing");

  g_free (template->tag);
  template->tag = g_strnfill (201, 'x');
  assert_reasons (template, survey, "template.tag-too-long,limit=200");
}

static void
test_template_counts (void)
{
  g_autoptr(VouchTemplate) template = make_template ();
  g_autoptr(VouchTemplate) small = make_template ();
  g_autoptr(VouchSurvey) survey = make_survey ();

  vouch_template_add_slot (template, "social", NULL);
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "managers", NULL);
  assert_reasons (template, survey,
                  "template.count-above,relationship=managers,count=3,limit=2"
                  " template.count-above,relationship=social,count=1,limit=0");

  for (guint i = 0; i < 7; i++)
    vouch_template_add_slot (small, "any", NULL);
  assert_reasons (small, survey, "template.count-above,relationship=any,count=8,limit=7");

  g_ptr_array_set_size (small->slots, 1);
  survey->limits[2].min = 1;
  assert_reasons (small, survey,
                  "template.count-below,relationship=peers,count=0,limit=1"
                  " template.total-below,limit=2");

  /* "Any" can be the peer. */
  vouch_template_add_slot (small, "any", NULL);
  assert_reasons (small, survey, "");
  survey->limits[3].min = 1;
  assert_reasons (small, survey, "template.count-below,relationship=any,count=1,limit=2");
}

static void
test_template_texts (void)
{
  g_autoptr(VouchTemplate) template = make_template ();
  g_autoptr(VouchSurvey) survey = make_survey ();
  g_autofree char *note = g_strnfill (501, 'n');

  vouch_template_add_slot (template, "friends", note);
  g_ptr_array_add (template->managers, vouch_contact_new ("No", "Address", NULL, NULL));
  template->email_subject = g_strdup ("{candidate_first_name} {nickname}");
  template->sms_body = g_strnfill (321, 's');
  assert_reasons (template, survey,
                  "template.relationship-unknown,slot=3,relationship=friends"
                  " template.note-too-long,slot=3"
                  " template.manager-email,index=2"
                  " template.sms-too-long,limit=320"
                  " template.placeholder-unknown,field=email-subject,placeholder=nickname");
}

static void
test_copies (void)
{
  g_autoptr(VouchJob) job = vouch_job_new ("job-1");
  g_autoptr(VouchJob) job_copy = NULL;
  g_autoptr(VouchEffect) effect = vouch_effect_new ("note", "request:1", 1);
  g_autoptr(VouchEffect) effect_copy = NULL;
  g_autoptr(VouchApplication) application = vouch_application_new ("c", "j");
  g_autoptr(VouchApplication) application_copy = NULL;
  g_autoptr(VouchConnection) connection = vouch_connection_new ("Acme", VOUCH_CONNECTION_REAL);
  g_autoptr(VouchConnection) connection_copy = vouch_connection_copy (connection);
  g_autoptr(VouchTrigger) trigger = vouch_trigger_new ();
  g_autoptr(VouchTrigger) trigger_copy = NULL;
  VouchTeamMember *member = vouch_team_member_new ("u", VOUCH_TEAM_RECRUITER);

  job->team = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_team_member_free);
  member->contact = vouch_contact_new ("Dana", "Ruiz", "dana@example.com", NULL);
  g_ptr_array_add (job->team, member);
  job_copy = vouch_job_copy (job);
  g_assert_cmpuint (job_copy->team->len, ==, 1);
  g_assert_true (g_ptr_array_index (job_copy->team, 0) != member);

  vouch_effect_set_body (effect, "{}");
  effect->reason = vouch_reason_new ("x", NULL, NULL);
  effect_copy = vouch_effect_copy (effect);
  g_assert_cmpstr (effect_copy->digest, ==,
                   "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  vouch_effect_set_body (effect_copy, NULL);
  g_assert_null (effect_copy->digest);

  application->person = vouch_contact_new ("Ines", "Okafor", NULL, NULL);
  application_copy = vouch_application_copy (application);
  g_assert_true (application_copy->person != application->person);

  trigger->reason = vouch_reason_new ("x", NULL, NULL);
  trigger_copy = vouch_trigger_copy (trigger);
  g_assert_cmpint (connection_copy->refresh_generation, ==, -1);
}

static void
test_roles (void)
{
  g_assert_cmpint (vouch_team_role_from_text ("HIRING_MANAGER"), ==, VOUCH_TEAM_HIRING_MANAGER);
  g_assert_cmpint (vouch_team_role_from_text ("Recruiter"), ==, VOUCH_TEAM_RECRUITER);
  g_assert_cmpint (vouch_team_role_from_text ("INTERVIEW_TEAM"), ==, VOUCH_TEAM_OTHER);
  g_assert_cmpint (vouch_team_role_from_text (NULL), ==, VOUCH_TEAM_OTHER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/stage", test_stage);
  g_test_add_func ("/model/email", test_email);
  g_test_add_func ("/model/phone", test_phone);
  g_test_add_func ("/model/hash", test_hash);
  g_test_add_func ("/model/name", test_name);
  g_test_add_func ("/model/tag", test_tag);
  g_test_add_func ("/model/tag-from-name", test_tag_from_name);
  g_test_add_func ("/model/template/placeholders", test_placeholders);
  g_test_add_func ("/model/template/good", test_template_good);
  g_test_add_func ("/model/template/head", test_template_head);
  g_test_add_func ("/model/template/counts", test_template_counts);
  g_test_add_func ("/model/template/texts", test_template_texts);
  g_test_add_func ("/model/copies", test_copies);
  g_test_add_func ("/model/roles", test_roles);

  return g_test_run ();
}
