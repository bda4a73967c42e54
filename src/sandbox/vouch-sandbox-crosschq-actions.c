/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-check.h"

#include "base/vouch-util.h"

/* What the API does with one request that is there: show, cancel, remind, take the outcome
 * (crosschq.md §3.6, §3.8). */

#define REMINDER_PAUSE ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

static gboolean
is_v2 (const VouchVisit *visit)
{
  return g_str_equal (visit->segments[0], "api");
}

static VouchSandboxRequest *
find_request (VouchSandboxCrosschq *self,
              const VouchVisit     *visit)
{
  return vouch_sandbox_crosschq_find (self, visit->segments[is_v2 (visit) ? 3 : 2]);
}

static VouchResponse *
show (VouchSandboxCrosschq *self,
      const VouchVisit     *visit,
      VouchSandboxRequest  *request)
{
  JsonNode *node = vouch_sandbox_crosschq_write (self, request, is_v2 (visit), visit->now);

  return vouch_sandbox_crosschq_answer (visit, 200, node);
}

static VouchResponse *
refuse_unknown (const VouchVisit *visit)
{
  return vouch_sandbox_crosschq_say (visit, 404, "Not found.");
}

static JsonObject *
new_detail (VouchSandboxRequest *request)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "request_id", request->id);
  return detail;
}

/* GET …/reference-request/{id}/ */
VouchResponse *
vouch_sandbox_crosschq_get (VouchSandboxCrosschq *self,
                            const VouchVisit     *visit)
{
  VouchSandboxRequest *request = find_request (self, visit);

  return request != NULL ? show (self, visit, request) : refuse_unknown (visit);
}

/* POST …/{id}/cancel/ and DELETE …/{id}/ */
VouchResponse *
vouch_sandbox_crosschq_cancelled (VouchSandboxCrosschq *self,
                                  const VouchVisit     *visit)
{
  VouchSandboxRequest *request = find_request (self, visit);

  if (request == NULL)
    return refuse_unknown (visit);

  if (request->state == VOUCH_SANDBOX_REQUEST_CANCELLED)
    return show (self, visit, request);

  if (!vouch_sandbox_request_is_open (request))
    return vouch_sandbox_crosschq_say (visit, 409, "The request is finished already.");

  vouch_sandbox_crosschq_cancel (self, request, visit->now);
  vouch_visit_effect (visit, "request-cancelled", new_detail (request));
  return show (self, visit, request);
}

/* POST …/{id}/remind/ */
VouchResponse *
vouch_sandbox_crosschq_remind (VouchSandboxCrosschq *self,
                               const VouchVisit     *visit)
{
  VouchSandboxRequest *request = find_request (self, visit);

  if (request == NULL)
    return refuse_unknown (visit);

  if (request->state != VOUCH_SANDBOX_REQUEST_OPEN)
    return vouch_sandbox_crosschq_say (visit, 409, "The request is finished already.");

  if (request->reminded_at != 0 && visit->now < request->reminded_at + REMINDER_PAUSE)
    {
      vouch_visit_violation (visit, "early-reminder", "request %s", request->id);
      return vouch_sandbox_crosschq_say (visit, 429, "A reminder was sent less than 24 hours ago.");
    }

  request->reminded_at = visit->now;
  vouch_visit_effect (visit, "request-reminded", new_detail (request));
  return vouch_sandbox_crosschq_say (visit, 202, "A reminder is on its way.");
}

static const char *
read_outcome (VouchSandboxCheck *check,
              JsonObject        *body)
{
  static const char *const members[] = { "hiring_status", NULL };
  static const char *const outcomes[] = { "hired", "rejected", "withdrawn", NULL };
  const char *outcome;

  vouch_sandbox_check_members (check, body, "", members);
  outcome = vouch_sandbox_check_text (check, body, "", "hiring_status", TRUE);
  if (outcome != NULL && !g_strv_contains (outcomes, outcome))
    vouch_sandbox_check_fail (check, "hiring_status", "\"%.40s\" is not a valid choice.", outcome);

  return outcome;
}

/* PATCH …/{id}/ */
VouchResponse *
vouch_sandbox_crosschq_outcome (VouchSandboxCrosschq *self,
                                const VouchVisit     *visit)
{
  VouchSandboxRequest *request = find_request (self, visit);
  g_autoptr(VouchSandboxCheck) check = vouch_sandbox_check_new (visit);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *detail;
  const char *outcome;

  if (request == NULL)
    return refuse_unknown (visit);

  node = vouch_visit_parse_json (visit, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return vouch_sandbox_crosschq_say (visit, 400, "JSON parse error.");

  outcome = read_outcome (check, json_node_get_object (node));
  if (vouch_sandbox_check_has_failed (check))
    return vouch_sandbox_check_refuse (check, self, 400);

  vouch_set_str (&request->hiring_status, outcome);
  vouch_sandbox_crosschq_touch (self, request, visit->now);
  detail = new_detail (request);
  json_object_set_string_member (detail, "hiring_status", outcome);
  vouch_visit_effect (visit, "outcome-set", detail);
  return show (self, visit, request);
}
