/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-control-private.h"

#include <string.h>

static void
add_members (VouchScene *scene,
             VouchJob   *job,
             const char *name,
             const char *role)
{
  guint n;

  if (!vouch_reader_enter_optional (scene->arguments, name))
    return;

  n = vouch_reader_get_n_elements (scene->arguments);
  for (guint i = 0; i < n; i++)
    {
      const char *id = vouch_reader_element_string (scene->arguments, i);
      int user = vouch_company_find_user (scene->company, id);

      if (user >= 0)
        vouch_job_add_member (job, user, role);
      else
        vouch_reader_fail (scene->arguments, NULL, "is no user");
    }
  vouch_reader_leave (scene->arguments);
}

static guint
find_department (const char *label)
{
  for (guint i = 0; i < vouch_company_get_n_departments (); i++)
    {
      if (g_strcmp0 (vouch_company_get_department (i), label) == 0)
        return i;
    }

  return 0;
}

/* Sets the tag by label; a single select gets the value if it is not there. */
static void
set_tag (VouchScene *scene,
         VouchJob   *job,
         const char *label)
{
  VouchProperty *field = vouch_company_get_tag_field (scene->company);
  VouchChoice *choice = NULL;

  if (field == NULL)
    return;
  if (label == NULL || *label == '\0')
    vouch_job_set_value (job, field->id, NULL, NULL);
  else if (field->free_text)
    vouch_job_set_value (job, field->id, NULL, label);
  else
    {
      choice = vouch_property_find_label (field, label);
      if (choice == NULL)
        {
          choice = vouch_property_add_choice (field, NULL, label);
          scene->company->config_changed = TRUE;
        }
      vouch_job_set_value (job, field->id, choice->id, NULL);
    }
  vouch_job_touch (job, scene->now);
}

/* Without a list of recruiters the first one of the company gets the job. */
static JsonNode *
create_job (VouchScene  *scene,
            GError     **error)
{
  const char *title = vouch_reader_string (scene->arguments, "title");
  VouchJob *job = NULL;
  JsonObject *answer = NULL;

  if (title == NULL)
    return vouch_scene_end (scene, NULL, error);

  job = vouch_company_add_job (scene->company, title, scene->now);
  job->department = find_department (vouch_scene_text (scene, "department"));
  if (vouch_reader_has (scene->arguments, "recruiters"))
    add_members (scene, job, "recruiters", "RECRUITER");
  else
    vouch_job_add_member (job, 1, "RECRUITER");
  add_members (scene, job, "hiring_managers", "HIRING_MANAGER");
  add_members (scene, job, "coordinators", "COORDINATOR");
  if (vouch_reader_has (scene->arguments, "tag"))
    set_tag (scene, job, vouch_reader_string (scene->arguments, "tag"));

  answer = json_object_new ();
  json_object_set_string_member (answer, "job_id", job->id);
  return vouch_scene_end (scene, answer, error);
}

/* By value (the id of a choice) or by label; both missing or empty clear it. */
static JsonNode *
set_job_tag (VouchScene  *scene,
             GError     **error)
{
  VouchJob *job = vouch_scene_find_job (scene);
  VouchProperty *field = vouch_company_get_tag_field (scene->company);
  const char *value = vouch_scene_text (scene, "value");

  if (job == NULL)
    return vouch_scene_end (scene, NULL, error);

  if (value != NULL && *value != '\0' && field != NULL)
    {
      if (vouch_property_find_choice (field, value) != NULL)
        {
          vouch_job_set_value (job, field->id, value, NULL);
          vouch_job_touch (job, scene->now);
        }
      else
        set_tag (scene, job, value);
    }
  else
    set_tag (scene, job, vouch_scene_text (scene, "label"));

  return vouch_scene_end (scene, NULL, error);
}

/* Whether jobs carry their tag as free text. */
static JsonNode *
set_job_tag_free (VouchScene  *scene,
                  GError     **error)
{
  gboolean free_text = vouch_reader_bool_or (scene->arguments, "free", TRUE);
  g_autoptr(JsonObject) change = json_object_new ();

  json_object_set_string_member (change, "tag_field", free_text ? "free" : "select");
  if (!vouch_sandbox_settings_merge (scene->sandbox, change, error))
    return NULL;

  return vouch_scene_end (scene, NULL, error);
}

static JsonNode *
set_team (VouchScene  *scene,
          GError     **error)
{
  VouchJob *job = vouch_scene_find_job (scene);
  guint n;

  if (job == NULL || !vouch_reader_enter (scene->arguments, "members"))
    return vouch_scene_end (scene, NULL, error);

  g_ptr_array_set_size (job->team, 0);
  n = vouch_reader_get_n_elements (scene->arguments);
  for (guint i = 0; i < n; i++)
    {
      const char *role = NULL;
      int user = -1;

      if (!vouch_reader_enter_element (scene->arguments, i))
        break;
      user = vouch_company_find_user (scene->company,
                                      vouch_reader_string (scene->arguments, "user_id"));
      role = vouch_reader_string (scene->arguments, "role");
      if (user >= 0 && role != NULL)
        vouch_job_add_member (job, user, role);
      else
        vouch_reader_fail (scene->arguments, "user_id", "is no user");
      vouch_reader_leave (scene->arguments);
    }
  vouch_reader_leave (scene->arguments);
  vouch_job_touch (job, scene->now);

  return vouch_scene_end (scene, NULL, error);
}

static void
edit_text (VouchScene  *scene,
           const char  *name,
           char       **text)
{
  const char *value = vouch_scene_text (scene, name);

  if (value == NULL)
    return;

  g_free (*text);
  *text = *value == '\0' ? NULL : g_strdup (value);
}

static JsonNode *
edit_user (VouchScene  *scene,
           GError     **error)
{
  int index = vouch_company_find_user (scene->company,
                                       vouch_reader_string (scene->arguments, "user_id"));
  VouchStaff *staff = NULL;

  if (index < 0)
    {
      vouch_reader_fail (scene->arguments, "user_id", "is no user");
      return vouch_scene_end (scene, NULL, error);
    }

  staff = g_ptr_array_index (scene->company->staff, index);
  edit_text (scene, "email", &staff->email);
  staff->active = vouch_reader_bool_or (scene->arguments, "active", staff->active);
  staff->changed = TRUE;

  return vouch_scene_end (scene, NULL, error);
}

/* The status of a job, as a recruiter sets it; the name must be one of the service's. */
static JsonNode *
edit_job (VouchScene  *scene,
          GError     **error)
{
  static const char *const statuses[] =
  {
    "CREATED", "SOURCING", "FILLED", "INTERVIEW", "OFFER", "CANCELLED", "ON_HOLD",
  };
  VouchJob *job = vouch_scene_find_job (scene);
  const char *status = vouch_scene_text (scene, "status");
  const char *title = vouch_scene_text (scene, "title");

  if (job == NULL)
    return vouch_scene_end (scene, NULL, error);

  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (statuses); i++)
    {
      if (strcmp (statuses[i], status) == 0)
        job->status = statuses[i];
    }
  if (title != NULL && *title != '\0')
    edit_text (scene, "title", &job->title);
  vouch_job_touch (job, scene->now);

  return vouch_scene_end (scene, NULL, error);
}

static gboolean
is_chosen (VouchScene         *scene,
           const VouchProcess *process)
{
  const char *id = vouch_scene_text (scene, "process_id");

  return id == NULL || g_strcmp0 (process->id, id) == 0;
}

static gboolean
read_stage (VouchScene   *scene,
            VouchStatus  *stage,
            const char  **name)
{
  const char *text = vouch_reader_string (scene->arguments, "stage");

  *name = vouch_reader_string (scene->arguments, "name");
  if (text == NULL || *name == NULL)
    return FALSE;
  if (vouch_status_parse (text, stage))
    return TRUE;

  vouch_reader_fail (scene->arguments, "stage", "is no stage");
  return FALSE;
}

/* Adds to the first process unless one is named. */
static JsonNode *
add_step (VouchScene  *scene,
          GError     **error)
{
  VouchStatus stage = VOUCH_STATUS_IN_REVIEW;
  const char *name = NULL;

  if (!read_stage (scene, &stage, &name))
    return vouch_scene_end (scene, NULL, error);

  for (guint i = 0; i < scene->company->processes->len; i++)
    {
      VouchProcess *process = g_ptr_array_index (scene->company->processes, i);

      if (!is_chosen (scene, process))
        continue;
      g_ptr_array_add (process->steps[stage], g_strdup (name));
      scene->company->config_changed = TRUE;
      break;
    }

  return vouch_scene_end (scene, NULL, error);
}

/* Removes from all processes unless one is named. Who is in the step stays there. */
static JsonNode *
remove_step (VouchScene  *scene,
             GError     **error)
{
  VouchStatus stage = VOUCH_STATUS_IN_REVIEW;
  const char *name = NULL;

  if (!read_stage (scene, &stage, &name))
    return vouch_scene_end (scene, NULL, error);

  for (guint i = 0; i < scene->company->processes->len; i++)
    {
      VouchProcess *process = g_ptr_array_index (scene->company->processes, i);
      guint place = 0;

      if (is_chosen (scene, process) &&
          g_ptr_array_find_with_equal_func (process->steps[stage], name, g_str_equal, &place))
        {
          g_ptr_array_remove_index (process->steps[stage], place);
          scene->company->config_changed = TRUE;
        }
    }

  return vouch_scene_end (scene, NULL, error);
}

static const VouchSceneAction actions[] =
{
  { "create-job", create_job },
  { "set-job-tag", set_job_tag },
  { "set-job-tag-free", set_job_tag_free },
  { "set-team", set_team },
  { "edit-user", edit_user },
  { "edit-job", edit_job },
  { "add-step", add_step },
  { "remove-step", remove_step },
};

JsonNode *
vouch_scene_run_jobs (VouchScene  *scene,
                      const char  *action,
                      gboolean    *known,
                      GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, action) == 0)
        return actions[i].handler (scene, error);
    }

  return vouch_scene_run_lists (scene, action, known, error);
}
