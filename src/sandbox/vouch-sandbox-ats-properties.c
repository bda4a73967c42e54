/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

#define MAX_VALUES 6000
#define MAX_LABEL 200
#define MAX_ID 100

static JsonObject *
new_property (VouchAtsCall        *call,
              const VouchProperty *property)
{
  JsonObject *object = json_object_new ();
  JsonObject *actions = json_object_new ();

  json_object_set_string_member (object, "id", property->id);
  json_object_set_string_member (object, "label", property->label);
  json_object_set_string_member (object, "category", property->category);
  json_object_set_boolean_member (object, "active", property->active);
  json_object_set_boolean_member (object, "visible", property->visible);
  json_object_set_boolean_member (object, "required", property->required);
  vouch_object_set_link (actions, "details", "GET", "%s/configuration/job-properties/%s",
                         call->company->ats_origin, property->id);
  if (!property->free_text)
    vouch_object_set_link (actions, "values", "GET", "%s/configuration/job-properties/%s/values",
                           call->company->ats_origin, property->id);
  json_object_set_object_member (object, "actions", actions);

  return object;
}

static VouchResponse *
refuse_property (VouchAtsCall *call)
{
  return vouch_ats_error (call, 404, "JOB_PROPERTY_NOT_FOUND", "Job property not found");
}

static VouchResponse *
refuse_value (VouchAtsCall *call)
{
  return vouch_ats_error (call, 404, "JOB_PROPERTY_VALUE_NOT_FOUND",
                          "Job property value not found");
}

VouchResponse *
vouch_ats_properties_all (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();

  for (guint i = 0; i < call->company->properties->len; i++)
    {
      VouchProperty *property = g_ptr_array_index (call->company->properties, i);

      if (!property->hidden)
        json_array_add_object_element (content, new_property (call, property));
    }

  return vouch_ats_list (call, content);
}

VouchResponse *
vouch_ats_properties_get (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);

  if (property == NULL)
    return refuse_property (call);

  return vouch_ats_object (call, 200, new_property (call, property));
}

VouchResponse *
vouch_ats_properties_create (VouchAtsCall *call)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchProperty *property = NULL;
  VouchResponse *refusal = NULL;
  const char *label = NULL;
  const char *category = NULL;

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  label = vouch_reader_string (reader, "label");
  category = vouch_reader_string (reader, "category");
  if (!vouch_reader_has (reader, "visible"))
    vouch_reader_fail (reader, "visible", "is missing");
  if (category != NULL && !g_str_equal (category, "job") && !g_str_equal (category, "organization"))
    vouch_reader_fail (reader, "category", "is neither job nor organization");
  if (!vouch_reader_finish (reader, NULL))
    return vouch_ats_empty (call, 422);

  property = vouch_company_add_property (call->company, NULL, label, category);
  property->visible = vouch_reader_bool_or (reader, "visible", TRUE);
  property->required = vouch_reader_bool_or (reader, "required", FALSE);
  property->active = FALSE;
  property->free_text = g_str_equal (vouch_sandbox_setting_string (call->sandbox, "new_property"),
                                     "free");
  call->company->config_changed = TRUE;

  return vouch_ats_object (call, 201, new_property (call, property));
}

static gboolean
has_active_value (const VouchProperty *property)
{
  for (guint i = 0; i < property->choices->len; i++)
    {
      if (!((VouchChoice *) g_ptr_array_index (property->choices, i))->archived)
        return TRUE;
    }

  return property->free_text;
}

VouchResponse *
vouch_ats_properties_activate (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);

  if (property == NULL)
    return refuse_property (call);
  if (!has_active_value (property))
    return vouch_ats_error (call, 409, "NO_ACTIVE_VALUES", "The property has no active value");

  property->active = TRUE;
  call->company->config_changed = TRUE;
  return vouch_ats_empty (call, 204);
}

VouchResponse *
vouch_ats_properties_deactivate (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);

  if (property == NULL)
    return refuse_property (call);

  property->active = FALSE;
  call->company->config_changed = TRUE;
  return vouch_ats_empty (call, 204);
}

static JsonObject *
new_choice (const VouchChoice *choice)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", choice->id);
  json_object_set_string_member (object, "label", choice->label);
  json_object_set_boolean_member (object, "archived", choice->archived);

  return object;
}

static VouchResponse *
list_values (VouchAtsCall  *call,
             VouchProperty *property,
             guint          start,
             guint          limit,
             guint          filters)
{
  JsonObject *object = json_object_new ();
  JsonArray *content = json_array_new ();
  g_autofree char *next = NULL;

  for (guint i = start; i < property->choices->len && i - start < limit; i++)
    json_array_add_object_element (content, new_choice (g_ptr_array_index (property->choices, i)));
  if (start + limit < property->choices->len)
    {
      g_autofree char *position = g_strdup_printf ("%u", start + limit);

      next = vouch_ats_dup_page_id ("values", position, filters);
    }

  json_object_set_int_member (object, "totalFound", property->choices->len);
  json_object_set_array_member (object, "content", content);
  vouch_ats_end_list (call, object, next);

  return vouch_ats_object (call, 200, object);
}

/* The only list with page_id and pageSize (§5.2). */
VouchResponse *
vouch_ats_values_all (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);
  const char *page_id = vouch_visit_query (call->visit, "page_id");
  g_autofree char *position = NULL;
  VouchResponse *refusal = NULL;
  guint limit = 0;

  if (property == NULL)
    return refuse_property (call);
  if (!vouch_ats_get_limit (call, "pageSize", 1000, 20000, &limit, &refusal))
    return refusal;
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "values", page_id, 0);
      if (position == NULL)
        return vouch_ats_error (call, 400, "INVALID_PAGE_ID", "Invalid page id");
    }

  return list_values (call, property,
                      position == NULL ? 0 : g_ascii_strtoull (position, NULL, 10), limit, 0);
}

static const char *
check_label (const char *label)
{
  g_autofree char *stripped = g_strstrip (g_strdup (label));

  if (*stripped == '\0')
    return "VALUE_LABEL_IS_BLANK";
  if (strcmp (stripped, label) != 0 || g_utf8_strlen (label, -1) > MAX_LABEL)
    return "VALUE_LABEL_IS_INVALID";

  return NULL;
}

static void
note_value (VouchAtsCall        *call,
            const char          *kind,
            const VouchProperty *property,
            const VouchChoice   *choice)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "property_id", property->id);
  json_object_set_string_member (detail, "value_id", choice->id);
  json_object_set_string_member (detail, "label", choice->label);
  vouch_ats_effect (call, kind, detail);
  call->company->config_changed = TRUE;
}

static VouchResponse *
create_value (VouchAtsCall  *call,
              VouchProperty *property,
              VouchReader   *reader)
{
  const char *label = vouch_reader_string (reader, "label");
  const char *id = vouch_reader_string_or (reader, "id", NULL);
  VouchChoice *choice = NULL;
  GError *error = NULL;

  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);
  if (id != NULL && (*id == '\0' || strchr (id, '/') != NULL || strlen (id) > MAX_ID))
    return vouch_ats_error (call, 422, "INVALID_VALUE_ID", "The id of the value is not valid");
  if (check_label (label) != NULL)
    return vouch_ats_error (call, 422, check_label (label), "The label is not valid");
  if (property->choices->len >= MAX_VALUES)
    return vouch_ats_error (call, 422, "VALUES_LIMIT_REACHED", "Too many values");
  if (vouch_property_find_label (property, label) != NULL ||
      (id != NULL && vouch_property_find_choice (property, id) != NULL))
    return vouch_ats_error (call, 409, "VALUE_ALREADY_EXISTS", "The value exists");

  choice = vouch_property_add_choice (property, id, label);
  choice->archived = vouch_reader_bool_or (reader, "archived", FALSE);
  note_value (call, "value-created", property, choice);

  return vouch_ats_object (call, 201, new_choice (choice));
}

VouchResponse *
vouch_ats_values_create (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;

  if (property == NULL)
    return refuse_property (call);
  if (property->free_text)
    return vouch_ats_error (call, 400, "VALUES_NOT_ALLOWED", "The property is free text");

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  return create_value (call, property, reader);
}

static const char *
read_label_patch (VouchReader *reader)
{
  const char *label = NULL;
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n; i++)
    {
      if (!vouch_reader_enter_element (reader, i))
        break;
      if (g_strcmp0 (vouch_reader_string (reader, "path"), "/label") == 0)
        label = vouch_reader_string (reader, "value");
      vouch_reader_leave (reader);
    }

  return label;
}

VouchResponse *
vouch_ats_values_update (VouchAtsCall *call)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);
  VouchChoice *choice = NULL;
  VouchChoice *other = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;
  const char *label = NULL;

  if (property == NULL)
    return refuse_property (call);
  choice = vouch_property_find_choice (property, call->params[1]);
  if (choice == NULL)
    return refuse_value (call);

  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;
  label = read_label_patch (reader);
  if (!vouch_reader_finish (reader, NULL) || label == NULL)
    return vouch_ats_error (call, 422, "JSON_PATCH_INVALID", "The patch is not valid");
  if (check_label (label) != NULL)
    return vouch_ats_error (call, 422, check_label (label), "The label is not valid");
  other = vouch_property_find_label (property, label);
  if (other != NULL && other != choice)
    return vouch_ats_error (call, 409, "VALUE_ALREADY_EXISTS", "The label exists");

  g_free (choice->label);
  choice->label = g_strdup (label);
  note_value (call, "value-renamed", property, choice);
  return vouch_ats_object (call, 200, new_choice (choice));
}

static VouchResponse *
set_archived (VouchAtsCall *call,
              gboolean      archived)
{
  VouchProperty *property = vouch_company_find_property (call->company, call->params[0]);
  VouchChoice *choice = NULL;

  if (property == NULL)
    return refuse_property (call);
  choice = vouch_property_find_choice (property, call->params[1]);
  if (choice == NULL)
    return refuse_value (call);

  choice->archived = archived;
  note_value (call, archived ? "value-archived" : "value-unarchived", property, choice);
  return vouch_ats_empty (call, 204);
}

VouchResponse *
vouch_ats_values_archive (VouchAtsCall *call)
{
  return set_archived (call, TRUE);
}

VouchResponse *
vouch_ats_values_unarchive (VouchAtsCall *call)
{
  return set_archived (call, FALSE);
}
