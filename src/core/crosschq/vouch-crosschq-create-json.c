/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-create.h"

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  json_object_set_string_member (object, member, text != NULL ? text : "");
}

static void
set_known_text (JsonObject *object,
                const char *member,
                const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static JsonObject *
create_person (const VouchContact *contact)
{
  JsonObject *object = json_object_new ();

  set_text (object, "first_name", contact->first_name);
  set_text (object, "last_name", contact->last_name);
  set_text (object, "email", contact->email);
  return object;
}

/* An unknown number is left out, since null is assumed to be refused (B8). */
static void
add_candidate (JsonObject                *body,
               const VouchCrosschqCreate *self)
{
  JsonObject *candidate = create_person (self->candidate);

  if (vouch_phone_is_e164 (self->candidate->phone))
    json_object_set_string_member (candidate, "mobile_phone", self->candidate->phone);
  json_object_set_object_member (body, "candidate", candidate);
}

/* All five are sent, 0 included; there is no sixth key. */
static void
add_counts (JsonObject                *body,
            const VouchCrosschqCreate *self)
{
  JsonObject *counts = json_object_new ();

  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    json_object_set_int_member (counts, vouch_relationships[i], self->counts[i]);
  json_object_set_object_member (body, "config_params", counts);
}

static void
add_slots (JsonObject                *body,
           const VouchCrosschqCreate *self)
{
  JsonArray *slots = json_array_new ();

  for (guint i = 0; i < self->slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (self->slots, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "relationship", slot->relationship);
      set_known_text (entry, "note", slot->note);
      json_array_add_object_element (slots, entry);
    }
  json_object_set_array_member (body, "references_config", slots);
}

/* One manager goes the way both dialects take it; only more than one need the array. */
static void
add_managers (JsonObject                 *body,
              const VouchCrosschqDialect *dialect,
              const VouchCrosschqCreate  *self)
{
  JsonArray *managers = json_array_new ();

  for (guint i = 0; i < self->managers->len; i++)
    {
      const VouchContact *manager = g_ptr_array_index (self->managers, i);

      if (vouch_email_is_valid (manager->email))
        json_array_add_object_element (managers, create_person (manager));
    }

  if (json_array_get_length (managers) > 1 && dialect->managers)
    json_object_set_array_member (body, "hiring_managers", json_array_ref (managers));
  else if (json_array_get_length (managers) > 0)
    json_object_set_member (body, "hiring_manager", json_array_dup_element (managers, 0));
  json_array_unref (managers);
}

static void
add_notifications (JsonObject                *body,
                   const VouchCrosschqCreate *self)
{
  JsonObject *custom = json_object_new ();

  set_known_text (custom, "email_subject", self->email_subject);
  set_known_text (custom, "email_body", self->email_body);
  set_known_text (custom, "sms_body", self->sms_body);
  if (json_object_get_size (custom) > 0)
    json_object_set_object_member (body, "custom_notifications", custom);
  else
    json_object_unref (custom);
}

static void
add_ats (JsonObject                *body,
         const VouchCrosschqCreate *self)
{
  JsonObject *ats = json_object_new ();

  set_known_text (ats, "candidate_id", self->candidate_id);
  set_known_text (ats, "job_id", self->job_id);
  set_known_text (ats, "application_id", self->application_id);
  json_object_set_string_member (ats, "vendor", "smartrecruiters");
  json_object_set_object_member (body, "ats", ats);
}

/**
 * vouch_crosschq_create_to_json:
 * @dialect: how it is written
 * @self: a request after vouch_crosschq_fill_counts()
 *
 * The same request gives the same text: it is kept in the outbox and sent as it is on every try.
 * The owner's e-mail on completion is always asked for (product.md M17).
 *
 * Returns: (transfer full): the body
 */
JsonNode *
vouch_crosschq_create_to_json (const VouchCrosschqDialect *dialect,
                               const VouchCrosschqCreate  *self)
{
  JsonNode *json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  add_candidate (body, self);
  set_text (body, "jobrole", self->survey);
  set_text (body, "job_position", self->position);
  set_text (body, "requestor", self->requestor);
  json_object_set_boolean_member (body, "use_sms",
                                  self->use_sms && vouch_phone_is_e164 (self->candidate->phone));
  if (self->send_slots)
    add_slots (body, self);
  else
    add_counts (body, self);
  json_object_set_boolean_member (body, "send_past_due_notification", self->past_due_notice);
  json_object_set_boolean_member (body, "send_completed_notification", TRUE);
  set_text (body, "candidate_message", self->candidate_message);
  add_managers (body, dialect, self);

  if (dialect->notifications)
    add_notifications (body, self);
  if (dialect->external_id)
    set_known_text (body, "external_id", self->external_id);
  if (dialect->ats)
    add_ats (body, self);

  json_node_take_object (json, body);
  return json;
}
