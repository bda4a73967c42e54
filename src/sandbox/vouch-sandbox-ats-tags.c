/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#define MAX_TAGS 100
#define MAX_TAG 50

static VouchResponse *
answer_tags (VouchAtsCall *call,
             guint         status,
             GPtrArray    *tags)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "tags", vouch_array_from_strings (tags));
  return vouch_ats_object (call, status, object);
}

/* No tag operation documents a 404: an unknown candidate is one without access (§9.8). */
static VouchResponse *
refuse_candidate (VouchAtsCall *call)
{
  return vouch_ats_error (call, 403, "NO_ACCESS_TO_CANDIDATE", "No access to the candidate");
}

VouchResponse *
vouch_ats_tags_get (VouchAtsCall *call)
{
  VouchPerson *owned = NULL;
  VouchPerson *person = vouch_company_look_id (call->company, call->params[0], &owned);
  VouchResponse *response = NULL;

  if (person == NULL)
    return refuse_candidate (call);

  response = answer_tags (call, 200, person->tags);
  vouch_person_free (owned);

  return response;
}

static GPtrArray *
read_tags (VouchReader *reader)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_free);
  guint n;

  if (!vouch_reader_enter (reader, "tags"))
    return tags;

  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n; i++)
    {
      const char *tag = vouch_reader_element_string (reader, i);

      if (tag == NULL)
        continue;
      if (*tag == '\0' || g_utf8_strlen (tag, -1) > MAX_TAG)
        vouch_reader_fail (reader, NULL, "a tag has 1 to 50 characters");
      g_ptr_array_add (tags, g_strdup (tag));
    }
  vouch_reader_leave (reader);

  return tags;
}

static void
note_tags (VouchAtsCall *call,
           VouchPerson  *person,
           const char   *kind,
           GPtrArray    *tags)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "candidate_id", person->id);
  json_object_set_array_member (detail, "tags", vouch_array_from_strings (tags));
  vouch_ats_effect (call, kind, detail);
  if (vouch_sandbox_setting_bool (call->sandbox, "updated_by_tag"))
    person->updated = call->now;
  vouch_company_changed (call->company, person, call->now);
}

static void
merge_tags (VouchPerson *person,
            GPtrArray   *tags)
{
  for (guint i = 0; i < tags->len; i++)
    {
      const char *tag = g_ptr_array_index (tags, i);

      if (!g_ptr_array_find_with_equal_func (person->tags, tag, g_str_equal, NULL))
        g_ptr_array_add (person->tags, g_strdup (tag));
    }
}

static VouchResponse *
write_tags (VouchAtsCall *call,
            gboolean      replace)
{
  VouchPerson *person = vouch_company_touch_id (call->company, call->params[0]);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  g_autoptr(GPtrArray) tags = NULL;
  VouchResponse *refusal = NULL;
  GError *error = NULL;
  gboolean all = replace ||
                 g_str_equal (vouch_sandbox_setting_string (call->sandbox, "tags_answer"), "all");

  if (person == NULL)
    return refuse_candidate (call);
  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  tags = read_tags (reader);
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);
  if (tags->len + (replace ? 0 : person->tags->len) > MAX_TAGS)
    return vouch_ats_error (call, 400, "TOO_MANY_TAGS", "Too many tags");

  if (replace)
    g_ptr_array_set_size (person->tags, 0);
  merge_tags (person, tags);
  note_tags (call, person, replace ? "tags-replaced" : "tags-added", tags);

  return answer_tags (call, 201, all ? person->tags : tags);
}

VouchResponse *
vouch_ats_tags_add (VouchAtsCall *call)
{
  return write_tags (call, FALSE);
}

VouchResponse *
vouch_ats_tags_replace (VouchAtsCall *call)
{
  return write_tags (call, TRUE);
}

VouchResponse *
vouch_ats_tags_delete (VouchAtsCall *call)
{
  VouchPerson *person = vouch_company_touch_id (call->company, call->params[0]);

  if (person == NULL)
    return refuse_candidate (call);

  g_ptr_array_set_size (person->tags, 0);
  note_tags (call, person, "tags-deleted", person->tags);
  return vouch_ats_empty (call, 204);
}
