/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

/* One operation of a JSON Patch on a job (smartrecruiters.md §7.3). */
typedef struct
{
  const char *op;
  const char *path;
  const char *property;
  const char *value;     /* (nullable): id of a single select's value */
  const char *label;     /* (nullable): text of a free one */
  const char *text;      /* (nullable): the value, where it is a string */
} PatchLine;

static void
read_value (VouchReader *reader,
            PatchLine   *line)
{
  if (!vouch_reader_enter (reader, "value"))
    return;

  if (vouch_reader_is_object (reader))
    {
      line->property = vouch_reader_string_or (reader, "id", NULL);
      if (vouch_reader_enter_optional (reader, "value"))
        {
          line->value = vouch_reader_string_or (reader, "id", NULL);
          line->label = vouch_reader_string_or (reader, "label", NULL);
          vouch_reader_leave (reader);
        }
    }
  vouch_reader_leave (reader);
}

static void
read_line (VouchReader *reader,
           PatchLine   *line)
{
  static const char *const ops[] = { "add", "remove", "replace", "move", "copy", "test", NULL };

  line->op = vouch_reader_string (reader, "op");
  line->path = vouch_reader_string (reader, "path");
  if (line->op != NULL && !g_strv_contains (ops, line->op))
    vouch_reader_fail (reader, "op", "is no operation");
  if (line->op == NULL || line->path == NULL)
    return;

  if (g_str_equal (line->path, "/title"))
    line->text = vouch_reader_string (reader, "value");
  else if (g_str_has_prefix (line->path, "/properties") && g_str_equal (line->op, "add"))
    read_value (reader, line);
}

static GArray *
read_patch (VouchReader *reader)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (PatchLine));
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n; i++)
    {
      PatchLine line = { 0 };

      if (!vouch_reader_enter_element (reader, i))
        break;
      read_line (reader, &line);
      vouch_reader_leave (reader);
      g_array_append_val (lines, line);
    }

  return lines;
}

static const char *
check_property (VouchProperty   *property,
                const PatchLine *line)
{
  VouchChoice *choice = NULL;

  if (property == NULL || g_strcmp0 (line->value, "null") == 0)
    return NULL;
  if (property->free_text && line->label == NULL)
    return "INVALID_JOB_PROPERTY_VALUE_TYPE";
  if (!property->free_text && line->value == NULL)
    return "INVALID_JOB_PROPERTY_VALUE_TYPE";

  choice = line->value == NULL ? NULL : vouch_property_find_choice (property, line->value);
  if (choice != NULL && choice->archived)
    return "VALUE_INACTIVE";
  if (choice == NULL && property->required && !property->free_text)
    return "INVALID_JOB_PROPERTY_VALUE_ID";

  return NULL;
}

/* Unknown properties and unknown values are dropped in silence (§7.3). */
static void
set_property (VouchAtsCall    *call,
              VouchJob        *job,
              const PatchLine *line)
{
  VouchProperty *property = vouch_company_find_property (call->company, line->property);
  JsonObject *detail = NULL;

  if (property == NULL)
    return;
  if (!property->free_text && g_strcmp0 (line->value, "null") != 0 &&
      vouch_property_find_choice (property, line->value) == NULL)
    return;

  if (g_strcmp0 (line->value, "null") == 0)
    vouch_job_set_value (job, property->id, NULL, NULL);
  else
    vouch_job_set_value (job, property->id, property->free_text ? NULL : line->value,
                         property->free_text ? line->label : NULL);

  detail = json_object_new ();
  json_object_set_string_member (detail, "job_id", job->id);
  json_object_set_string_member (detail, "property_id", property->id);
  vouch_object_set_text (detail, "value_id", line->value);
  vouch_object_set_text (detail, "label", line->label);
  vouch_ats_effect (call, "job-property-set", detail);
}

/* Removal by place: /properties/0 is the first one answered. */
static void
remove_property (VouchAtsCall    *call,
                 VouchJob        *job,
                 const PatchLine *line)
{
  guint64 place = 0;

  if (!g_ascii_string_to_unsigned (line->path + strlen ("/properties/"), 10, 0, G_MAXUINT16, &place,
                                   NULL))
    return;
  if (place < job->values->len)
    g_ptr_array_remove_index (job->values, place);
}

static void
apply_line (VouchAtsCall    *call,
            VouchJob        *job,
            const PatchLine *line)
{
  if (line->text != NULL)
    {
      g_free (job->title);
      job->title = g_strdup (line->text);
    }
  else if (g_str_has_prefix (line->path, "/properties/") && g_str_equal (line->op, "add"))
    set_property (call, job, line);
  else if (g_str_has_prefix (line->path, "/properties/") && g_str_equal (line->op, "remove"))
    remove_property (call, job, line);
}

static VouchResponse *
apply_patch (VouchAtsCall *call,
             VouchJob     *job,
             GArray       *lines)
{
  JsonObject *context = json_object_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      PatchLine *line = &g_array_index (lines, PatchLine, i);
      VouchProperty *property = line->property == NULL
                                  ? NULL
                                  : vouch_company_find_property (call->company, line->property);
      const char *code = line->property == NULL ? NULL : check_property (property, line);

      if (code != NULL)
        {
          json_object_unref (context);
          return vouch_ats_error (call, 400, code, "The value of the job property is not valid");
        }
    }

  for (guint i = 0; i < lines->len; i++)
    apply_line (call, job, &g_array_index (lines, PatchLine, i));
  vouch_job_touch (job, call->now);
  vouch_company_add_event (call->company, "JOB_PROPERTIES_CHANGED", "JOB", job->id, context,
                           call->now);

  return vouch_ats_object (call, 200, vouch_ats_new_job (call, job));
}

VouchResponse *
vouch_ats_jobs_patch (VouchAtsCall *call)
{
  VouchJob *job = vouch_company_find_job (call->company, call->params[0]);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  g_autoptr(GArray) lines = NULL;
  VouchResponse *refusal = NULL;

  if (job == NULL)
    return vouch_ats_unknown (call, "JOB_NOT_FOUND", "Job not found");

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  if (!vouch_reader_is_array (reader))
    vouch_reader_fail (reader, NULL, "is no array");
  lines = read_patch (reader);
  if (!vouch_reader_finish (reader, NULL))
    return vouch_ats_empty (call, 422);

  return apply_patch (call, job, lines);
}
