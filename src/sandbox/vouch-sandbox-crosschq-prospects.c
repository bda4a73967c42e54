/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include "base/vouch-util.h"

/* References who chose to hear of jobs themselves (crosschq.md §6). */

typedef struct
{
  const char *title;
  const char *company;
  const char *city;
  const char *region;
} Background;

static const Background backgrounds[] = {
  { "Sales Director", "Northlight", "Austin", "TX" },
  { "Engineering Manager", "Calder Systems", "Denver", "CO" },
  { "Head of Operations", "Brightwater Foods", "Portland", "OR" },
  { "Nurse Manager", "Saint Brennan Hospital", "Columbus", "OH" },
  { "Account Director", "Field & Fable", "Atlanta", "GA" },
  { "Finance Lead", "Quayside Partners", "Boston", "MA" },
};

static JsonObject *
write_place (const Background *background)
{
  JsonObject *place = json_object_new ();

  json_object_set_string_member (place, "city", background->city);
  json_object_set_string_member (place, "region", background->region);
  json_object_set_string_member (place, "country", "US");
  return place;
}

static JsonNode *
write_prospect (VouchSandboxCrosschq *self,
                gpointer              record,
                gint64                now)
{
  VouchSandboxProspect *prospect = record;
  VouchSandboxReference *reference = prospect->reference;
  guint hash = g_str_hash (reference->email);
  const Background *background = &backgrounds[hash % G_N_ELEMENTS (backgrounds)];
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gint64 seconds = prospect->opted_in_at / G_USEC_PER_SEC;
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *opted_in_at = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");

  json_object_set_string_member (object, "id", prospect->id);
  json_object_set_string_member (object, "first_name", reference->first_name);
  json_object_set_string_member (object, "last_name", reference->last_name);
  json_object_set_string_member (object, "email", reference->email);
  if (reference->phone != NULL)
    json_object_set_string_member (object, "mobile_phone", reference->phone);

  json_object_set_string_member (object, "title", background->title);
  json_object_set_string_member (object, "company", background->company);
  json_object_set_object_member (object, "location", write_place (background));
  json_object_set_null_member (object, "linkedin_url");
  json_object_set_string_member (object, "relationship", reference->relationship);
  json_object_set_string_member (object, "referred_by", prospect->referred_by);
  json_object_set_string_member (object, "source_request_id", prospect->request_id);
  json_object_set_string_member (object, "opted_in_at", opted_in_at);
  json_node_take_object (node, object);
  return node;
}

/* GET /api/v2/prospects/ */
VouchResponse *
vouch_sandbox_crosschq_prospects (VouchSandboxCrosschq *self,
                                  const VouchVisit     *visit)
{
  const char *after_text = vouch_visit_query (visit, "opted_in_after");
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  gint64 after = 0;

  if (after_text != NULL)
    after = vouch_time_from_string (after_text, &error);

  if (error != NULL)
    return vouch_sandbox_crosschq_say (visit, 400, "opted_in_after is not a date-time.");

  for (guint i = 0; i < self->prospects->len; i++)
    {
      VouchSandboxProspect *prospect = self->prospects->pdata[i];

      if (prospect->opted_in_at >= after)
        g_ptr_array_add (found, prospect);
    }

  return vouch_sandbox_crosschq_page (self, visit, found, write_prospect);
}
