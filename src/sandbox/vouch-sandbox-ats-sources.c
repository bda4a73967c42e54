/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

typedef struct
{
  const char *type;
  const char *type_label;
  const char *subtype;
  const char *id;
  const char *label;
} Source;

/* Three levels: type, sub-type, name; made by an administrator, since no call makes one (§8.4). */
static const Source sources[] =
{
  { "DEFAULT", "Default", "API", "API", "API" },
  { "JOBBOARD", "Job boards", "FREE", "100", "Community board" },
  { "JOBBOARD", "Job boards", "PAID", "101", "Metro board" },
  { "REFERRAL", "Referrals", "EMPLOYEE", "200", "Employee referral" },
  { "CUSTOM", "Custom sources", "PARTNER", "300", "Crosschq Recruit" },
  { "CUSTOM", "Custom sources", "PARTNER", "301", "Alumni network" },
};

static const Source *
find_source (const char *type,
             const char *subtype,
             const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if ((type == NULL || strcmp (sources[i].type, type) == 0) &&
          (subtype == NULL || strcmp (sources[i].subtype, subtype) == 0) &&
          (id == NULL || strcmp (sources[i].id, id) == 0))
        return &sources[i];
    }

  return NULL;
}

/**
 * vouch_ats_check_source:
 * @problem: (out): type, subtype or id: what does not exist
 *
 * Returns: whether the three name a source; a sub-type may be left out when only one is there
 */
gboolean
vouch_ats_check_source (const char  *type,
                        const char  *subtype,
                        const char  *id,
                        const char **problem)
{
  if (type == NULL || find_source (type, NULL, NULL) == NULL)
    *problem = "type";
  else if (subtype != NULL && find_source (type, subtype, NULL) == NULL)
    *problem = "subtype";
  else if (subtype == NULL && g_str_equal (type, "JOBBOARD"))
    *problem = "subtype-missing";
  else if (id == NULL || find_source (type, subtype, id) == NULL)
    *problem = "id";
  else
    return TRUE;

  return FALSE;
}

const char *
vouch_ats_get_source_label (const char *type,
                            const char *id)
{
  const Source *source = type == NULL ? &sources[0] : find_source (type, NULL, id);

  return source == NULL ? "API" : source->label;
}

static JsonArray *
new_subtypes (const char *type)
{
  JsonArray *array = json_array_new ();
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      JsonObject *object = NULL;

      if (strcmp (sources[i].type, type) != 0 || g_strcmp0 (last, sources[i].subtype) == 0)
        continue;

      last = sources[i].subtype;
      object = json_object_new ();
      json_object_set_string_member (object, "id", last);
      json_array_add_object_element (array, object);
    }

  return array;
}

VouchResponse *
vouch_ats_sources (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      JsonObject *object = NULL;
      JsonObject *actions = NULL;

      if (g_strcmp0 (last, sources[i].type) == 0)
        continue;

      last = sources[i].type;
      object = json_object_new ();
      actions = json_object_new ();
      json_object_set_string_member (object, "id", last);
      json_object_set_string_member (object, "label", sources[i].type_label);
      vouch_object_set_link (actions, "values", "GET", "%s/configuration/sources/%s/values",
                             call->company->ats_origin, last);
      json_object_set_object_member (object, "actions", actions);
      json_object_set_array_member (object, "subtypes", new_subtypes (last));
      json_array_add_object_element (content, object);
    }

  return vouch_ats_list (call, content);
}

static char *
dup_identifier (VouchAtsCall *call,
                const Source *source)
{
  return vouch_sandbox_id_dup (call->company->seed, VOUCH_ID_CONFIG,
                               8000 + (guint64) (source - sources));
}

static JsonObject *
new_source (VouchAtsCall *call,
            const Source *source)
{
  JsonObject *object = json_object_new ();
  JsonObject *subtype = json_object_new ();
  JsonObject *actions = json_object_new ();
  g_autofree char *identifier = dup_identifier (call, source);

  json_object_set_string_member (object, "id", source->id);
  json_object_set_string_member (object, "label", source->label);
  json_object_set_string_member (subtype, "id", source->subtype);
  json_object_set_object_member (object, "sourceSubType", subtype);
  json_object_set_string_member (object, "sourceIdentifier", identifier);
  vouch_object_set_link (actions, "sourceDetails", "GET", "%s/configuration/sources/%s/values/%s",
                         call->company->ats_origin, source->type, source->id);
  json_object_set_object_member (object, "actions", actions);

  return object;
}

VouchResponse *
vouch_ats_source_values (VouchAtsCall *call)
{
  const char *subtype = vouch_visit_query (call->visit, "sourceSubType");
  const char *offset_text = vouch_visit_query (call->visit, "offset");
  guint offset = offset_text == NULL ? 0 : g_ascii_strtoull (offset_text, NULL, 10);
  JsonObject *object = NULL;
  JsonArray *content = NULL;
  VouchResponse *refusal = NULL;
  guint limit = 0;
  guint found = 0;

  if (!vouch_ats_get_limit (call, "limit", 100, 100, &limit, &refusal))
    return refusal;
  if (find_source (call->params[0], NULL, NULL) == NULL)
    return vouch_ats_error (call, 404, "SOURCE_TYPE_NOT_FOUND", "Source type not found");
  if (subtype != NULL && find_source (call->params[0], subtype, NULL) == NULL)
    return vouch_ats_error (call, 400, "SOURCE_TYPE_AND_SUBTYPE_INVALID", "No such sub-type");

  content = json_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (strcmp (sources[i].type, call->params[0]) != 0 ||
          (subtype != NULL && strcmp (sources[i].subtype, subtype) != 0))
        continue;
      if (found >= offset && json_array_get_length (content) < limit)
        json_array_add_object_element (content, new_source (call, &sources[i]));
      found++;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "totalFound", found);
  json_object_set_int_member (object, "limit", limit);
  json_object_set_int_member (object, "offset", offset);
  json_object_set_array_member (object, "content", content);
  return vouch_ats_object (call, 200, object);
}

VouchResponse *
vouch_ats_source_value (VouchAtsCall *call)
{
  const char *subtype = vouch_visit_query (call->visit, "sourceSubType");
  const char *problem = NULL;

  if (vouch_ats_check_source (call->params[0], subtype, call->params[1], &problem))
    return vouch_ats_object (call, 200,
                             new_source (call, find_source (call->params[0], subtype,
                                                            call->params[1])));
  if (g_str_equal (problem, "type"))
    return vouch_ats_error (call, 400, "SOURCE_TYPE_INVALID", "No such source type");
  if (g_str_equal (problem, "subtype"))
    return vouch_ats_error (call, 400, "SOURCE_TYPE_AND_SUBTYPE_INVALID", "No such sub-type");
  if (g_str_equal (problem, "subtype-missing"))
    return vouch_ats_error (call, 400, "SUBTYPE_REQUIRED", "Name the sub-type");

  return vouch_ats_error (call, 404, "SOURCE_NOT_FOUND", "Source not found");
}

VouchResponse *
vouch_ats_source_by_identifier (VouchAtsCall *call)
{
  guint64 index = 0;
  JsonObject *object = NULL;
  JsonObject *type = NULL;
  JsonObject *subtype = NULL;

  if (!vouch_sandbox_id_parse (call->company->seed, VOUCH_ID_CONFIG, call->params[0], &index))
    return vouch_ats_error (call, 400, "INVALID_IDENTIFIER", "Not a source identifier");
  if (index < 8000 || index - 8000 >= G_N_ELEMENTS (sources))
    return vouch_ats_error (call, 404, "SOURCE_NOT_FOUND", "Source not found");

  object = json_object_new ();
  type = json_object_new ();
  subtype = json_object_new ();
  json_object_set_string_member (object, "label", sources[index - 8000].label);
  json_object_set_string_member (type, "id", sources[index - 8000].type);
  json_object_set_object_member (object, "type", type);
  json_object_set_string_member (subtype, "id", sources[index - 8000].subtype);
  json_object_set_object_member (object, "subType", subtype);
  return vouch_ats_object (call, 200, object);
}
