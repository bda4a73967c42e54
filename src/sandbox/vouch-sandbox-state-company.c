/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-state.h"

#include "sandbox/vouch-sandbox-writer.h"

static const char *const job_statuses[] =
{
  "CREATED", "SOURCING", "FILLED", "INTERVIEW", "OFFER", "CANCELLED", "ON_HOLD",
};

JsonObject *
vouch_state_save_job (const VouchJob *job)
{
  JsonObject *object = json_object_new ();
  JsonArray *team = json_array_new ();
  JsonArray *values = json_array_new ();

  json_object_set_int_member (object, "index", job->index);
  json_object_set_string_member (object, "title", job->title);
  json_object_set_int_member (object, "department", job->department);
  json_object_set_int_member (object, "place", job->place);
  json_object_set_string_member (object, "status", job->status);
  json_object_set_int_member (object, "created", job->created);
  json_object_set_int_member (object, "updated", job->updated);
  json_object_set_int_member (object, "last_activity", job->last_activity);
  for (guint i = 0; i < job->team->len; i++)
    {
      VouchMember *member = g_ptr_array_index (job->team, i);
      JsonObject *item = json_object_new ();

      json_object_set_int_member (item, "user", member->user);
      json_object_set_string_member (item, "role", member->role);
      json_array_add_object_element (team, item);
    }
  for (guint i = 0; i < job->values->len; i++)
    {
      VouchJobValue *value = g_ptr_array_index (job->values, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "property", value->property);
      vouch_object_set_text (item, "value", value->value);
      vouch_object_set_text (item, "label", value->label);
      json_array_add_object_element (values, item);
    }
  json_object_set_array_member (object, "team", team);
  json_object_set_array_member (object, "values", values);

  return object;
}

static void
load_team (VouchCompany *company,
           VouchJob     *job,
           VouchReader  *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  g_ptr_array_set_size (job->team, 0);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      gint64 user = vouch_reader_int (reader, "user");
      const char *role = vouch_reader_string (reader, "role");

      if (user >= 0 && user < (gint64) company->staff->len && role != NULL)
        vouch_job_add_member (job, user, role);
      else
        vouch_reader_fail (reader, "user", "is no user");
      vouch_reader_leave (reader);
    }
}

static void
load_values (VouchJob    *job,
             VouchReader *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  g_ptr_array_set_size (job->values, 0);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      vouch_job_set_value (job, vouch_reader_string (reader, "property"),
                           vouch_reader_string_or (reader, "value", NULL),
                           vouch_reader_string_or (reader, "label", NULL));
      vouch_reader_leave (reader);
    }
}

/* The names are constants, so that a job holds no copy of its own. */
static const char *
find_status (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_statuses); i++)
    {
      if (g_strcmp0 (job_statuses[i], name) == 0)
        return job_statuses[i];
    }

  return job_statuses[1];
}

void
vouch_state_load_job (VouchCompany *company,
                      VouchReader  *reader)
{
  gint64 index = vouch_reader_int (reader, "index");
  const char *title = vouch_reader_string (reader, "title");
  VouchJob *job = NULL;

  if (index < 0 || index > (gint64) company->jobs->len || title == NULL)
    {
      vouch_reader_fail (reader, "index", "is no job");
      return;
    }

  job = index < (gint64) company->jobs->len ? g_ptr_array_index (company->jobs, index)
                                            : vouch_company_add_job (company, title, 0);
  g_free (job->title);
  job->title = g_strdup (title);
  job->department = vouch_reader_int (reader, "department");
  job->place = vouch_reader_int (reader, "place");
  job->status = find_status (vouch_reader_string (reader, "status"));
  job->created = vouch_reader_int (reader, "created");
  job->updated = vouch_reader_int (reader, "updated");
  job->last_activity = vouch_reader_int (reader, "last_activity");
  job->changed = TRUE;
  if (vouch_reader_enter (reader, "team"))
    {
      load_team (company, job, reader);
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "values"))
    {
      load_values (job, reader);
      vouch_reader_leave (reader);
    }
}

static JsonObject *
save_property (const VouchProperty *property)
{
  JsonObject *object = json_object_new ();
  JsonArray *choices = json_array_new ();

  json_object_set_string_member (object, "id", property->id);
  json_object_set_string_member (object, "label", property->label);
  json_object_set_string_member (object, "category", property->category);
  json_object_set_boolean_member (object, "active", property->active);
  json_object_set_boolean_member (object, "visible", property->visible);
  json_object_set_boolean_member (object, "required", property->required);
  json_object_set_boolean_member (object, "free_text", property->free_text);
  for (guint i = 0; i < property->choices->len; i++)
    {
      VouchChoice *choice = g_ptr_array_index (property->choices, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", choice->id);
      json_object_set_string_member (item, "label", choice->label);
      json_object_set_boolean_member (item, "archived", choice->archived);
      json_array_add_object_element (choices, item);
    }
  json_object_set_array_member (object, "choices", choices);

  return object;
}

static void
load_choices (VouchProperty *property,
              VouchReader   *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      const char *id = vouch_reader_string (reader, "id");
      const char *label = vouch_reader_string (reader, "label");

      if (id != NULL && label != NULL)
        vouch_property_add_choice (property, id, label)->archived =
          vouch_reader_bool_or (reader, "archived", FALSE);
      vouch_reader_leave (reader);
    }
}

static void
load_property (VouchCompany *company,
               VouchReader  *reader)
{
  const char *id = vouch_reader_string (reader, "id");
  const char *label = vouch_reader_string (reader, "label");
  const char *category = vouch_reader_string (reader, "category");
  VouchProperty *property = NULL;

  if (id == NULL || label == NULL || category == NULL)
    return;

  property = vouch_company_add_property (company, id, label, category);
  property->active = vouch_reader_bool_or (reader, "active", TRUE);
  property->visible = vouch_reader_bool_or (reader, "visible", TRUE);
  property->required = vouch_reader_bool_or (reader, "required", FALSE);
  property->free_text = vouch_reader_bool_or (reader, "free_text", FALSE);
  if (vouch_reader_enter (reader, "choices"))
    {
      load_choices (property, reader);
      vouch_reader_leave (reader);
    }
}

static JsonObject *
save_process (const VouchProcess *process)
{
  JsonObject *object = json_object_new ();
  JsonObject *steps = json_object_new ();

  json_object_set_string_member (object, "id", process->id);
  json_object_set_string_member (object, "name", process->name);
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    json_object_set_array_member (steps, vouch_status_to_string (i),
                                  vouch_array_from_strings (process->steps[i]));
  json_object_set_object_member (object, "steps", steps);

  return object;
}

static void
load_process (VouchCompany *company,
              VouchReader  *reader)
{
  const char *id = vouch_reader_string (reader, "id");
  const char *name = vouch_reader_string (reader, "name");
  VouchProcess *process = NULL;

  if (id == NULL || name == NULL || !vouch_reader_enter (reader, "steps"))
    return;

  process = vouch_company_add_process (company, id, name);
  for (guint i = 0; i < VOUCH_N_STATUSES; i++)
    {
      guint n;

      if (!vouch_reader_enter (reader, vouch_status_to_string (i)))
        continue;
      n = vouch_reader_get_n_elements (reader);
      for (guint j = 0; j < n; j++)
        g_ptr_array_add (process->steps[i], g_strdup (vouch_reader_element_string (reader, j)));
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
}

void
vouch_state_save_config (VouchCompany *company,
                         JsonObject   *object)
{
  JsonArray *properties = json_array_new ();
  JsonArray *processes = json_array_new ();

  for (guint i = 0; i < company->properties->len; i++)
    json_array_add_object_element (properties,
                                   save_property (g_ptr_array_index (company->properties, i)));
  for (guint i = 0; i < company->processes->len; i++)
    json_array_add_object_element (processes,
                                   save_process (g_ptr_array_index (company->processes, i)));
  json_object_set_array_member (object, "properties", properties);
  json_object_set_array_member (object, "processes", processes);
}

void
vouch_state_load_config (VouchCompany *company,
                         VouchReader  *reader)
{
  guint n;

  company->config_changed = TRUE;
  if (vouch_reader_enter (reader, "properties"))
    {
      g_ptr_array_set_size (company->properties, 0);
      n = vouch_reader_get_n_elements (reader);
      for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
        {
          load_property (company, reader);
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }
  if (vouch_reader_enter (reader, "processes"))
    {
      g_ptr_array_set_size (company->processes, 0);
      n = vouch_reader_get_n_elements (reader);
      for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
        {
          load_process (company, reader);
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }
}

static JsonArray *
save_staff (VouchCompany *company)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < company->staff->len; i++)
    {
      VouchStaff *staff = g_ptr_array_index (company->staff, i);
      JsonObject *object = NULL;

      if (!staff->changed)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "index", i);
      vouch_object_set_text (object, "email", staff->email);
      json_object_set_boolean_member (object, "active", staff->active);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
load_staff (VouchCompany *company,
            VouchReader  *reader)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      gint64 index = vouch_reader_int (reader, "index");

      if (index >= 0 && index < (gint64) company->staff->len)
        {
          VouchStaff *staff = g_ptr_array_index (company->staff, index);

          g_free (staff->email);
          staff->email = g_strdup (vouch_reader_string_or (reader, "email", NULL));
          staff->active = vouch_reader_bool_or (reader, "active", TRUE);
          staff->changed = TRUE;
        }
      vouch_reader_leave (reader);
    }
}

/**
 * vouch_company_save:
 *
 * Returns: (transfer full): what was touched; people who wait for the index are saved as they are
 */
JsonNode *
vouch_company_save (VouchCompany *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *people = json_array_new ();
  JsonArray *jobs = json_array_new ();
  JsonArray *events = json_array_new ();

  for (guint i = 0; i < self->touched->len; i++)
    json_array_add_object_element (people,
                                   vouch_state_save_person (g_ptr_array_index (self->touched, i)));
  for (guint i = 0; i < self->jobs->len; i++)
    {
      VouchJob *job = g_ptr_array_index (self->jobs, i);

      if (job->changed)
        json_array_add_object_element (jobs, vouch_state_save_job (job));
    }
  for (guint i = 0; i < self->events->len; i++)
    json_array_add_object_element (events, json_object_ref (g_ptr_array_index (self->events, i)));

  json_object_set_int_member (object, "counter", self->counter);
  json_object_set_int_member (object, "n_people", self->n_people);
  if (self->config_changed)
    vouch_state_save_config (self, object);
  json_object_set_array_member (object, "staff", save_staff (self));
  json_object_set_array_member (object, "jobs", jobs);
  json_object_set_array_member (object, "people", people);
  json_object_set_array_member (object, "events", events);

  return vouch_node_from_object (object);
}

static void
load_each (VouchCompany *self,
           VouchReader  *reader,
           const char   *name,
           void        (*load) (VouchCompany *, VouchReader *))
{
  guint n;

  if (!vouch_reader_enter (reader, name))
    return;

  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      load (self, reader);
      vouch_reader_leave (reader);
    }
  vouch_reader_leave (reader);
}

static void
load_event (VouchCompany *self,
            VouchReader  *reader)
{
  static const char *const names[] =
  {
    "id", "eventName", "eventDate", "authorType", "authorId", "entityType", "entityId",
  };
  JsonObject *event = json_object_new ();
  JsonObject *context = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    vouch_object_set_text (event, names[i], vouch_reader_string (reader, names[i]));
  if (vouch_reader_enter (reader, "context"))
    {
      g_auto(GStrv) members = vouch_reader_dup_members (reader);

      for (guint i = 0; members != NULL && members[i] != NULL; i++)
        vouch_object_set_text (context, members[i],
                               vouch_reader_string_or (reader, members[i], NULL));
      vouch_reader_leave (reader);
    }
  json_object_set_object_member (event, "context", context);
  g_ptr_array_add (self->events, event);
}

void
vouch_company_load (VouchCompany *self,
                    VouchReader  *state)
{
  if (vouch_reader_has (state, "properties"))
    vouch_state_load_config (self, state);
  if (vouch_reader_enter (state, "staff"))
    {
      load_staff (self, state);
      vouch_reader_leave (state);
    }
  load_each (self, state, "jobs", vouch_state_load_job);
  load_each (self, state, "people", vouch_state_load_person);
  load_each (self, state, "events", load_event);
  self->counter = vouch_reader_int (state, "counter");
  self->n_people = MAX (self->n_people, (guint64) vouch_reader_int (state, "n_people"));
}
