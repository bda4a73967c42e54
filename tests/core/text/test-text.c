/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include <string.h>

#include "account/vouch-provider-error.h"
#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "base/vouch-util.h"
#include "setup/vouch-practice.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-problem.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text-run.h"
#include "text/vouch-text.h"

typedef struct
{
  const char *id;
  const char *names; /* between blanks */
} KnownId;

/* Made from the sources when this is built: see list-text-ids. */
static const KnownId known[] = {
#include "text-ids.inc"
};

static void
test_every_id_has_words (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (known), >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr(VouchText) text = vouch_text_for_id (known[i].id);

      g_test_message ("%s", known[i].id);
      g_assert_true (vouch_text_has (known[i].id));
      g_assert_cmpstr (text->sentence, !=, "");
      g_assert_null (strstr (text->sentence, known[i].id));
      g_assert_null (strchr (text->sentence, '{'));
    }
}

static void
test_every_parameter_is_given (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr(GPtrArray) names = vouch_text_list_parameters (known[i].id);

      for (guint k = 0; k < names->len; k++)
        {
          g_autofree char *wanted = g_strdup_printf (" %s ", (const char *) names->pdata[k]);

          g_test_message ("%s: %s", known[i].id, wanted);
          g_assert_nonnull (strstr (known[i].names, wanted));
        }
    }
}

static VouchReason *
make_full_reason (const char *id)
{
  g_autoptr(GPtrArray) names = vouch_text_list_parameters (id);
  GPtrArray *params = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len; i++)
    {
      g_ptr_array_add (params, g_strdup (names->pdata[i]));
      g_ptr_array_add (params, g_strdup ("VALUE"));
    }

  return vouch_reason_new_take (id, params);
}

static void
test_every_sentence_can_be_filled (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr(VouchReason) reason = make_full_reason (known[i].id);
      g_autoptr(VouchText) text = vouch_text_for_reason (reason);

      g_test_message ("%s: %s", known[i].id, text->sentence);
      g_assert_null (strchr (text->sentence, '{'));
      g_assert_true (text->fix == NULL || strchr (text->fix, '{') == NULL);
      if (vouch_reason_get_n (reason) > 0)
        g_assert_nonnull (strstr (text->sentence, "VALUE"));
    }
}

static void
test_parameters_are_put_in (void)
{
  g_autoptr(VouchReason) reason =
    vouch_reason_new ("tag.near-miss", "tag", "Engineering ", "template-tag", "engineering", NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (reason);

  g_assert_nonnull (strstr (text->sentence, "“Engineering ”"));
  g_assert_nonnull (strstr (text->fix, "“engineering”"));
  g_assert_cmpint (text->who, ==, VOUCH_WHO_YOU);
  g_assert_cmpstr (text->anchor, ==, "tags");
}

/* What a service named a thing is data, whatever it looks like. */
static void
test_values_are_not_looked_at (void)
{
  g_autoptr(VouchReason) reason =
    vouch_reason_new ("tag.unknown", "tag", "{tag} %s %n {job}", "job", "secret", NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (reason);

  g_assert_nonnull (strstr (text->sentence, "“{tag} %s %n {job}”"));
  g_assert_null (strstr (text->sentence, "secret"));
}

static void
test_missing_parameter_takes_plain_sentence (void)
{
  g_autoptr(VouchReason) reason = vouch_reason_new ("cap.reached", NULL, NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (reason);

  g_assert_cmpstr (text->sentence, ==, "The daily cap of requests is reached.");
}

static void
test_unknown_id_is_shown (void)
{
  static const char *const ids[] = { "no.such", "", "{id}", "%s", "request." };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(VouchReason) reason = vouch_reason_new (ids[i], "name", "value", NULL);
      g_autoptr(VouchText) text = vouch_text_for_reason (reason);

      g_test_message ("%s", ids[i]);
      g_assert_nonnull (strstr (text->sentence, ids[i]));
      g_assert_false (vouch_text_has (ids[i]));
    }
}

/* A ledger line carries the id of another reason. */
static void
test_reason_inside_reason (void)
{
  g_autoptr(VouchReason) held =
    vouch_reason_new ("effect.held", "kind", "create-request", "reason", "request.ambiguous", NULL);
  g_autoptr(VouchReason) loop =
    vouch_reason_new ("effect.held", "kind", "no-such-kind", "reason", "effect.held", NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (held);
  g_autoptr(VouchText) other = vouch_text_for_reason (loop);

  g_assert_cmpstr (text->sentence, ==,
                   "A person is needed: reference request. Crosschq has several requests that "
                   "could be this one.");
  g_assert_cmpstr (other->sentence, ==, "A person is needed: no-such-kind. A person is needed.");
}

static void
assert_error (GQuark      domain,
              int         code,
              const char *message,
              const char *sentence)
{
  g_autoptr(GError) error = g_error_new_literal (domain, code, message);
  g_autofree char *text = vouch_text_from_error (error);

  g_assert_cmpstr (text, ==, sentence);
}

static void
test_errors (void)
{
  assert_error (VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY, "pid 5",
                "Another Vouch is at work on the same data.");
  assert_error (VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT, "no bus",
                "Nothing on this system can keep secrets.");
  assert_error (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_OTHER_COMPANY, "x",
                "The credential belongs to another company or user than this connection.");
  assert_error (VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, "a.json: name: too long",
                "a.json: name: too long");
}

/* File, group and key are named, whatever is wrong. */
static void
test_provider (void)
{
  for (int code = VOUCH_PROVIDER_ERROR_UNREADABLE; code <= VOUCH_PROVIDER_ERROR_TWICE; code++)
    {
      g_autoptr(GError) error = vouch_provider_error_new (code, "/etc/vouch/provider.conf", "Group",
                                                          "Key");
      g_autofree char *text = vouch_text_from_error (error);

      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, "/etc/vouch/provider.conf"));
      if (code >= VOUCH_PROVIDER_ERROR_GROUP)
        g_assert_nonnull (strstr (text, "[Group]"));
      if (code >= VOUCH_PROVIDER_ERROR_KEY)
        g_assert_nonnull (strstr (text, "Key"));
    }
}

/* What the makers are told in English is said to a person in words of their own. */
static void
test_domains_have_words (void)
{
  static const char developer[] = "no such thing in vouch_function ()";

  for (int code = VOUCH_ACTION_ERROR_NOT_WAITING; code <= VOUCH_ACTION_ERROR_NO_REPORT; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (VOUCH_ACTION_ERROR, code, developer);
      g_autofree char *text = vouch_text_from_error (error);

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_null (strstr (text, "vouch_function"));
    }
  assert_error (VOUCH_PRACTICE_ERROR, VOUCH_PRACTICE_ERROR_MISSING, developer,
                "The practice company is not installed: there is no program vouch-sandbox.");
  assert_error (VOUCH_PRACTICE_ERROR, VOUCH_PRACTICE_ERROR_FAILED, developer,
                "The practice company did not start.");
}

static void
assert_named (GError     *error,
              const char *service,
              const char *name)
{
  g_autofree char *text = NULL;

  vouch_api_error_set_service (error, service);
  text = vouch_text_from_error (error);
  g_assert_true (g_str_has_prefix (text, name));
  g_assert_null (strstr (text, "jane"));
}

/* A service may quote whom it is about. */
static void
test_service_details_stay_out (void)
{
  for (int code = VOUCH_API_ERROR_NOT_SENT; code <= VOUCH_API_ERROR_BAD_REPLY; code++)
    {
      g_autoptr(GError) error = vouch_api_error_new (code, 422, "jane@example.com is taken");
      g_autofree char *text = vouch_text_from_error (error);

      g_assert_null (strstr (text, "jane"));
      g_assert_cmpstr (text, !=, "");
      assert_named (error, "ats", "SmartRecruiters");
      assert_named (error, "crosschq", "Crosschq");
    }
}

/* Of what a service names, only what Vouch itself has sent is shown. */
static void
test_refused_field (void)
{
  static const struct { const char *field; const char *sentence; } cases[] = {
    { "config_params.peers", "Crosschq refuses one thing in the request: the number of coworkers "
                             "or peers (status 400)." },
    { "jane.doe", "Crosschq refuses the data (status 400)." },
    { NULL, "Crosschq refuses the data (status 400)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = vouch_api_error_new (VOUCH_API_ERROR_INVALID, 400, "x");
      g_autoptr(VouchReason) reason = NULL;
      g_autoptr(VouchText) text = NULL;

      vouch_api_error_set_field (error, cases[i].field);
      reason = vouch_problem_from_error (error, "crosschq");
      text = vouch_text_for_reason (reason);
      g_assert_cmpstr (text->sentence, ==, cases[i].sentence);
    }
}

static void
test_who (void)
{
  for (int who = VOUCH_WHO_NOBODY; who <= VOUCH_WHO_VOUCH; who++)
    {
      g_assert_nonnull (vouch_who_get_name (who));
      g_assert_nonnull (vouch_who_to_string (who));
    }
}

/* What came of a run, what it looked at, and how long that took. */
static void
test_runs (void)
{
  g_autoptr(VouchReason) problem = vouch_reason_new ("ats.not-sent", NULL);
  g_autoptr(VouchText) words = vouch_text_for_reason (problem);
  g_autofree char *failed = g_strconcat (words->sentence, " 1 change was delivered.", NULL);
  const struct
  {
    VouchRun run;
    const char *result;
    const char *about;
    const char *span;
  } cases[] = {
    { { .state = VOUCH_RUN_UNDER_WAY, .cause = VOUCH_RUN_WAKE, .n_lines = 1 },
      "It has not come to its end.", "Ahead of schedule · 1 line of activity", NULL },
    { { .state = VOUCH_RUN_CUT_OFF, .cause = VOUCH_RUN_START },
      "It was stopped before its end; the next run took up what it left.",
      "At the start of Vouch", NULL },
    { { .state = VOUCH_RUN_ENDED, .cause = VOUCH_RUN_PERSON, .ended_at = 1 },
      "There was nothing new.", "A person asked for it", "took less than a second" },
    { { .state = VOUCH_RUN_ENDED, .cause = VOUCH_RUN_FRONT, .n_seen = 1, .n_lines = 2,
        .ended_at = VOUCH_SECOND },
      "There was news, and nothing had to be done.",
      "While the window was in front · 1 candidate looked at · 2 lines of activity",
      "took 1 second" },
    { { .state = VOUCH_RUN_ENDED, .n_planned = 1, .n_delivered = 2,
        .ended_at = 90 * VOUCH_SECOND },
      "1 request was planned. 2 changes were delivered.", "On schedule", "took 2 minutes" },
    { { .state = VOUCH_RUN_ENDED, .n_delivered = 1, .problem = problem, .began_at = 9,
        .ended_at = 1 },
      failed, "On schedule", "took less than a second" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = vouch_text_dup_run_result (&cases[i].run);
      g_autofree char *about = vouch_text_dup_run_about (&cases[i].run);
      g_autofree char *span = vouch_text_dup_run_span (&cases[i].run);

      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpstr (about, ==, cases[i].about);
      g_assert_cmpstr (span, ==, cases[i].span);
    }
}

#define FSI "\u2068"
#define PDI "\u2069"

static void
test_isolate (void)
{
  static const struct { const char *text; const char *shown; } cases[] = {
    { NULL, NULL },
    { "", "" },
    { "Zoë Müller-Łuczak", "Zoë Müller-Łuczak" },
    { "\u202eadA", "adA" },
    { "Ada \u202enoryB\u202c", "Ada noryB" },
    { "Ada\u202a \u202bB\u202dyron", "Ada Byron" },
    { "Ada\u2066 \u2067By\u2068ron\u2069", "Ada Byron" },
    { "Ada\nByron\r\t!", "Ada Byron  !" },
    { "Ada\u2028Byron\u2029", "Ada Byron " },
    { "\u05d3\u05df", FSI "\u05d3\u05df" PDI },
    { "Dan \u05d3\u05df", FSI "Dan \u05d3\u05df" PDI },
    { "\u0639\u0645\u0631\u2069\u202e", FSI "\u0639\u0645\u0631" PDI },
    { "Ada\u200f 3", FSI "Ada\u200f 3" PDI },
    { "Ada\xff", "Ada\ufffd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = vouch_text_isolate (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* A sentence keeps what a service named a thing from turning it; a file has it as it came. */
static void
test_turning_values (void)
{
  g_autoptr(VouchReason) turning = vouch_reason_new ("tag.unknown", "tag", "\u202eselas", NULL);
  g_autoptr(VouchReason) hebrew = vouch_reason_new ("tag.unknown", "tag", "\u05d3\u05df", NULL);
  g_autoptr(VouchText) shown = vouch_text_for_reason (turning);
  g_autoptr(VouchText) verbatim = vouch_text_for_reason_verbatim (turning);
  g_autoptr(VouchText) isolated = vouch_text_for_reason (hebrew);

  g_assert_nonnull (strstr (shown->sentence, "“selas”"));
  g_assert_nonnull (strstr (verbatim->sentence, "“\u202eselas”"));
  g_assert_nonnull (strstr (isolated->sentence, "“" FSI "\u05d3\u05df" PDI "”"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/domains-have-words", test_domains_have_words);
  g_test_add_func ("/text/every-id-has-words", test_every_id_has_words);
  g_test_add_func ("/text/every-parameter-is-given", test_every_parameter_is_given);
  g_test_add_func ("/text/every-sentence-can-be-filled", test_every_sentence_can_be_filled);
  g_test_add_func ("/text/parameters-are-put-in", test_parameters_are_put_in);
  g_test_add_func ("/text/values-are-not-looked-at", test_values_are_not_looked_at);
  g_test_add_func ("/text/missing-parameter", test_missing_parameter_takes_plain_sentence);
  g_test_add_func ("/text/unknown-id", test_unknown_id_is_shown);
  g_test_add_func ("/text/reason-inside-reason", test_reason_inside_reason);
  g_test_add_func ("/text/errors", test_errors);
  g_test_add_func ("/text/provider", test_provider);
  g_test_add_func ("/text/service-details-stay-out", test_service_details_stay_out);
  g_test_add_func ("/text/refused-field", test_refused_field);
  g_test_add_func ("/text/who", test_who);
  g_test_add_func ("/text/runs", test_runs);
  g_test_add_func ("/text/isolate", test_isolate);
  g_test_add_func ("/text/turning-values", test_turning_values);

  return g_test_run ();
}
