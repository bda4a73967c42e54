/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

static const struct { const char *id; const char *label; } rejections[] =
{
  { "rej-1", "Other candidate selected" },
  { "rej-2", "Missing skills or qualifications" },
  { "rej-3", "References not convincing" },
};

static const struct { const char *id; const char *label; } withdrawals[] =
{
  { "wit-1", "Accepted another offer" },
  { "wit-2", "Compensation" },
};

JsonObject *
vouch_ats_new_place (guint place)
{
  const VouchPlace *where = vouch_company_get_place (place);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "country", where->country);
  json_object_set_string_member (object, "countryCode", where->code);
  json_object_set_string_member (object, "region", where->region);
  json_object_set_string_member (object, "city", where->city);

  return object;
}

VouchResponse *
vouch_ats_company (VouchAtsCall *call)
{
  JsonObject *object = json_object_new ();
  g_autofree char *identifier = g_strdup_printf ("HarbourLane%" G_GUINT64_FORMAT,
                                                 call->company->seed);

  json_object_set_string_member (object, "identifier", identifier);
  json_object_set_string_member (object, "name", "Harbour Lane (practice)");
  json_object_set_object_member (object, "location", vouch_ats_new_place (0));
  json_object_set_string_member (object, "website", "https://harbourlane.example");

  return vouch_ats_object (call, 200, object);
}

VouchResponse *
vouch_ats_departments (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();

  for (guint i = 0; i < vouch_company_get_n_departments (); i++)
    {
      JsonObject *object = json_object_new ();
      g_autofree char *id = g_strdup_printf ("%u", 1000 + i);

      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "label", vouch_company_get_department (i));
      json_array_add_object_element (content, object);
    }

  return vouch_ats_list (call, content);
}

static JsonObject *
new_process (const VouchProcess *process)
{
  static const VouchStatus stages[] =
  {
    VOUCH_STATUS_IN_REVIEW, VOUCH_STATUS_INTERVIEW, VOUCH_STATUS_OFFERED,
  };
  JsonObject *object = json_object_new ();
  JsonObject *steps = json_object_new ();

  json_object_set_string_member (object, "id", process->id);
  json_object_set_string_member (object, "name", process->name);
  json_object_set_boolean_member (object, "active", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    json_object_set_array_member (steps, vouch_status_to_string (stages[i]),
                                  vouch_array_from_strings (process->steps[stages[i]]));
  json_object_set_object_member (object, "subStatuses", steps);

  return object;
}

VouchResponse *
vouch_ats_processes (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();

  for (guint i = 0; i < call->company->processes->len; i++)
    json_array_add_object_element (content,
                                   new_process (g_ptr_array_index (call->company->processes, i)));

  return vouch_ats_list (call, content);
}

VouchResponse *
vouch_ats_process (VouchAtsCall *call)
{
  for (guint i = 0; i < call->company->processes->len; i++)
    {
      VouchProcess *process = g_ptr_array_index (call->company->processes, i);

      if (g_strcmp0 (process->id, call->params[0]) == 0)
        return vouch_ats_object (call, 200, new_process (process));
    }

  return vouch_ats_error (call, 404, "HIRING_PROCESS_NOT_FOUND", "Hiring process not found");
}

static JsonObject *
new_reason (const char *id,
            const char *label)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "label", label);

  return object;
}

VouchResponse *
vouch_ats_rejections (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rejections); i++)
    json_array_add_object_element (content, new_reason (rejections[i].id, rejections[i].label));

  return vouch_ats_list (call, content);
}

VouchResponse *
vouch_ats_withdrawals (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (withdrawals); i++)
    json_array_add_object_element (content, new_reason (withdrawals[i].id, withdrawals[i].label));

  return vouch_ats_list (call, content);
}

gboolean
vouch_ats_has_reason (VouchStatus  status,
                      const char  *id)
{
  for (guint i = 0; status == VOUCH_STATUS_REJECTED && i < G_N_ELEMENTS (rejections); i++)
    {
      if (g_strcmp0 (rejections[i].id, id) == 0)
        return TRUE;
    }
  for (guint i = 0; status == VOUCH_STATUS_WITHDRAWN && i < G_N_ELEMENTS (withdrawals); i++)
    {
      if (g_strcmp0 (withdrawals[i].id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The two an administrator of the practice company has defined. */
VouchResponse *
vouch_ats_candidate_properties (VouchAtsCall *call)
{
  JsonArray *content = json_array_new ();
  static const char *const labels[] = { "Crosschq score", "Crosschq report" };
  static const char *const types[] = { "NUMBER", "TEXT" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *id = vouch_sandbox_id_dup (call->company->seed, VOUCH_ID_CONFIG, 9000 + i);
      JsonObject *object = new_reason (id, labels[i]);

      json_object_set_string_member (object, "type", types[i]);
      json_array_add_object_element (content, object);
    }

  return vouch_ats_list (call, content);
}

VouchResponse *
vouch_ats_candidate_property_values (VouchAtsCall *call)
{
  guint64 index = 0;

  if (!vouch_sandbox_id_parse (call->company->seed, VOUCH_ID_CONFIG, call->params[0], &index))
    return vouch_ats_error (call, 404, "PROPERTY_NOT_FOUND", "Candidate property not found");

  return vouch_ats_error (call, 400, "CANDIDATE_PROPERTY_NOT_SINGLE_SELECT",
                          "The property is no single select");
}
