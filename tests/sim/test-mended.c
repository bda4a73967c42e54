/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-templates.h"
#include "vouch-story.h"

/* What is held goes on by itself once its reason is mended: nobody comes back to retry it
 * (product.md F6). */

#define MINUTE 60

/* What a person changes in Vouch. */

static gboolean
rename_position (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  g_autoptr(GPtrArray) templates =
    vouch_templates_list (db, vouch_world_get_connection (data), error);
  VouchTemplate *template;

  if (templates == NULL)
    return FALSE;

  template = templates->pdata[0];
  vouch_set_str (&template->position, "Account Manager");
  return vouch_templates_save (db, template, error) != 0;
}

static gboolean
add_template (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  g_autoptr(GPtrArray) templates =
    vouch_templates_list (db, vouch_world_get_connection (data), error);
  g_autoptr(VouchTemplate) template = NULL;

  if (templates == NULL)
    return FALSE;

  template = vouch_template_copy (templates->pdata[0]);
  template->id = 0;
  vouch_set_str (&template->name, "Gardening");
  vouch_set_str (&template->tag, "gardening");
  return vouch_templates_save (db, template, error) != 0;
}

typedef struct
{
  VouchStory *story;
  const char *tag;
} Tagging;

static gboolean
tag_job (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  Tagging *self = data;
  VouchWorld *world = self->story->world;

  return vouch_action_tag_job (db, vouch_world_get_connection (world), self->story->job, self->tag,
                               "00000000000000000000000000000001", vouch_world_get_now (world),
                               error);
}

static gboolean
add_value (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Tagging *self = data;
  VouchWorld *world = self->story->world;

  return vouch_action_add_value (db, vouch_world_get_connection (world), self->tag,
                                 vouch_context_get_random (vouch_world_get_context (world)),
                                 vouch_world_get_now (world), error);
}

static void
start_on_job (VouchStory *story,
              const char *tag) /* (nullable) */
{
  vouch_story_init (story, FALSE);
  g_clear_pointer (&story->job, g_free);
  g_clear_pointer (&story->candidate, g_free);
  story->job = vouch_world_add_job (story->world, "Gardener", tag);
  story->candidate = vouch_world_add_candidate (story->world, "Ines", "Okafor", story->job, TRUE);
  vouch_story_cycle (story);
}

static void
start_untagged (VouchStory *story)
{
  start_on_job (story, NULL);
  vouch_story_assert_waits (story, "job.no-tag");
}

/* The window delivers the tag, and the cycle that follows sends. */
static void
test_job_tagged (void)
{
  VouchStory story;
  Tagging tagging = { &story, "sales" };

  start_untagged (&story);
  g_assert_true (vouch_world_write (story.world, tag_job, &tagging));
  g_assert_true (vouch_world_cycle (story.world, VOUCH_CYCLE_DELIVER_ONLY));
  vouch_story_assert_count (&story, "request-created", 0);
  g_assert_true (vouch_world_cycle (story.world, VOUCH_CYCLE_NONE));
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* The tag that the field had no value for is set once it has one. */
static void
test_value_added (void)
{
  VouchStory story;
  Tagging tagging = { &story, "gardening" };

  start_untagged (&story);
  g_assert_true (vouch_world_write (story.world, add_template, story.world));
  g_assert_true (vouch_world_write (story.world, tag_job, &tagging));
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_HELD, "tag.not-in-field");
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_HELD, "tag.not-in-field");

  g_assert_true (vouch_world_write (story.world, add_value, &tagging));
  vouch_story_cycle (&story);
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_DONE, NULL);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static void
test_template_added (void)
{
  VouchStory story;

  start_on_job (&story, "gardening");
  vouch_story_assert_waits (&story, "tag.unknown");
  g_assert_true (vouch_world_write (story.world, add_template, story.world));
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* What is read only now and then is read sooner for somebody who waits for it. */
static void
test_survey_enabled (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "disable-survey", "{\"codename\":\"account-executive\"}");
  vouch_story_cycle (&story);
  vouch_story_assert_waits (&story, "survey.disabled");
  vouch_world_do (story.world, "disable-survey",
                  "{\"codename\":\"account-executive\",\"disabled\":false}");
  vouch_world_advance (story.world, 16 * MINUTE);
  vouch_story_cycle (&story);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* A setting says what to look for in the company, which is read again at once. */
static void
test_setting_changed (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_hand_set (story.world, "job-field", "Nothing of the kind");
  vouch_story_cycle (&story);
  vouch_story_assert_waits (&story, "field.missing");
  vouch_hand_set (story.world, "job-field", "Crosschq;Crosschq tag");
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static void
test_address_added (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "edit-candidate", "{\"candidate_id\":\"%s\",\"email\":\"\"}",
                  story.candidate);
  vouch_story_cycle (&story);
  vouch_story_assert_waits (&story, "candidate.no-email");
  vouch_world_advance (story.world, MINUTE);
  vouch_world_do (story.world, "edit-candidate", "{\"candidate_id\":\"%s\",\"email\":\"%s\"}",
                  story.candidate, VOUCH_STORY_EMAIL);
  vouch_world_advance (story.world, 16 * MINUTE);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* Crosschq refuses what is in the request, and would refuse the same again. */
static void
start_refused (VouchStory *story)
{
  gint64 refused;

  vouch_story_init (story, TRUE);
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"status\",\"status\":400,\"listener\":\"crosschq\","
                  "\"method\":\"POST\",\"times\":1}");
  vouch_story_cycle (story);
  refused = vouch_story_assert_effect (story, "create-request", VOUCH_EFFECT_HELD,
                                       "crosschq.invalid");
  vouch_world_advance (story->world, 20 * MINUTE);
  vouch_story_cycle (story);
  vouch_world_settle (story->world);
  g_assert_cmpint (vouch_story_assert_effect (story, "create-request", VOUCH_EFFECT_HELD,
                                              "crosschq.invalid"), ==, refused);
  vouch_story_assert_count (story, "request-created", 0);
}

static void
test_template_changed (void)
{
  VouchStory story;

  start_refused (&story);
  g_assert_true (vouch_world_write (story.world, rename_position, story.world));
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_DONE, NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static void
test_address_changed (void)
{
  VouchStory story;

  start_refused (&story);
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"email\":\"ines@example.org\"}", story.candidate);
  vouch_world_advance (story.world, 16 * MINUTE);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* Somebody who was skipped stays skipped, whatever is mended. */
static void
test_skipped (void)
{
  VouchStory story;
  gint64 refused;

  start_refused (&story);
  refused = vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_HELD, NULL);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_SKIP_EFFECT, refused, NULL));
  g_assert_true (vouch_world_write (story.world, rename_position, story.world));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_clear (&story);
}

/* Tried again whenever the access was looked at anew, and not in between. */
static void
test_access_given (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":403,\"method\":\"POST\","
                  "\"path\":\"/candidates/{id}/jobs/{job}/attachments\",\"times\":-1}");
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "ats.forbidden");
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "attachment-added", 0);
  g_assert_true (vouch_world_cycle (story.world, VOUCH_CYCLE_THOROUGH));
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mended/job-tagged", test_job_tagged);
  g_test_add_func ("/mended/value-added", test_value_added);
  g_test_add_func ("/mended/template-added", test_template_added);
  g_test_add_func ("/mended/survey-enabled", test_survey_enabled);
  g_test_add_func ("/mended/setting-changed", test_setting_changed);
  g_test_add_func ("/mended/address-added", test_address_added);
  g_test_add_func ("/mended/template-changed", test_template_changed);
  g_test_add_func ("/mended/address-changed", test_address_changed);
  g_test_add_func ("/mended/skipped", test_skipped);
  g_test_add_func ("/mended/access-given", test_access_given);

  return g_test_run ();
}
