/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

/* The public part is what the caller sees of it. */
typedef struct
{
  VouchSandboxAnswer answer;
  VouchTicket *ticket;       /* (owned) (nullable) */
  VouchInFlight *in_flight;  /* (owned) */
  VouchListener listener;
} VouchOpenAnswer;

static gboolean
find_listener (VouchSandbox  *self,
               const char    *uri,
               VouchListener *listener)
{
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    {
      gsize length = strlen (self->origins[i]);

      if (strncmp (uri, self->origins[i], length) == 0 &&
          (uri[length] == '/' || uri[length] == '?' || uri[length] == '\0'))
        {
          *listener = i;
          return TRUE;
        }
    }

  return FALSE;
}

static VouchOpenAnswer *
open_answer (VouchSandbox  *self,
             VouchListener  listener)
{
  VouchOpenAnswer *answer = g_new0 (VouchOpenAnswer, 1);

  answer->in_flight = g_rc_box_acquire (self->in_flight);
  answer->listener = listener;
  self->in_flight->counts[listener]++;

  return answer;
}

/* Ends the request: it counts as in flight no more. */
void
vouch_sandbox_answer_free (VouchSandboxAnswer *answer)
{
  VouchOpenAnswer *open = (VouchOpenAnswer *) answer;

  if (open == NULL)
    return;

  open->in_flight->counts[open->listener]--;
  g_clear_pointer (&open->ticket, vouch_ticket_free);
  g_rc_box_release (open->in_flight);
  g_clear_pointer (&answer->response, vouch_response_unref);
  g_free (open);
}

static VouchResponse *
route_visit (const VouchVisit  *visit,
             char             **operation)
{
  VouchSandbox *self = visit->sandbox;

  switch (visit->listener)
    {
    case VOUCH_LISTENER_IDENTITY:
      return vouch_sandbox_identity_handle (visit);
    case VOUCH_LISTENER_ATS:
      if (g_str_equal (visit->path, "/identity/oauth/token"))
        return vouch_sandbox_token_handle (visit);
      return vouch_sandbox_ats_handle (visit, operation);
    case VOUCH_LISTENER_CROSSCHQ:
      return vouch_sandbox_crosschq_handle (self->crosschq, visit);
    case VOUCH_LISTENER_FILES:
      return vouch_sandbox_files_handle (self->crosschq, visit);
    case VOUCH_N_LISTENERS:
    default:
      return vouch_visit_message (visit, 404, "Not Found");
    }
}

static gboolean
is_api (const VouchVisit *visit)
{
  return visit->listener == VOUCH_LISTENER_ATS && !g_str_has_prefix (visit->path, "/identity/");
}

/* Asked without limits, or with one too many in flight: one answer for both (§4). */
static VouchResponse *
refuse_limit (const VouchVisit *visit,
              VouchLimit        limit)
{
  const char *form = vouch_sandbox_setting_string (visit->sandbox, "retry_after");
  VouchResponse *response = NULL;

  vouch_visit_violation (visit, limit == VOUCH_LIMIT_RATE ? "rate-limit" : "concurrent-limit",
                         limit == VOUCH_LIMIT_SEARCH ? "one search at a time"
                                                     : "more than the service allows");
  response = vouch_visit_error (visit, VOUCH_STATUS_TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS",
                                "Too many requests");
  if (g_str_equal (form, "seconds"))
    vouch_headers_set (response->headers, "Retry-After", "1");
  else if (g_str_equal (form, "date"))
    {
      g_autofree char *date = vouch_sandbox_dup_http_date (visit->now + 2 * G_USEC_PER_SEC);

      vouch_headers_set (response->headers, "Retry-After", date);
    }
  else if (g_str_equal (form, "wrong"))
    vouch_headers_set (response->headers, "Retry-After", "soon");

  return response;
}

static const char *
name_credential (const VouchVisit *visit)
{
  VouchHeaders *headers = visit->request->headers;

  if (vouch_headers_get (headers, "X-SmartToken") != NULL)
    return "key";

  return vouch_headers_get (headers, "Authorization") != NULL ? "client" : "nobody";
}

/* Two operations allow two requests a second (§4); the connector needs neither. */
static gboolean
is_slow (const VouchVisit *visit)
{
  return !g_str_equal (visit->request->method, "GET")
           ? vouch_path_matches ("/jobs/{id}/publication", visit->path)
           : vouch_path_matches ("/offers/{id}/documents/{docId}", visit->path);
}

static VouchResponse *
take_ticket (const VouchVisit  *visit,
             VouchLimitState   *state,
             VouchTicket      **ticket)
{
  VouchSandbox *self = visit->sandbox;
  gboolean search = g_str_equal (visit->request->method, "GET") &&
                    g_str_equal (visit->path, "/candidates");
  gboolean limited = vouch_sandbox_setting_bool (self, "limits");
  VouchLimit limit;

  state->rate = limited ? vouch_sandbox_setting_int (self, "rate_limit") : G_MAXINT;
  state->concurrent = vouch_sandbox_setting_int (self, "concurrent_limit");
  if (!limited)
    {
      state->rate_left = state->rate;
      state->concurrent_left = state->concurrent;
      return NULL;
    }

  limit = vouch_limits_take (self->limits, name_credential (visit), is_slow (visit), search,
                             visit->now, state, ticket);
  return limit == VOUCH_LIMIT_OK ? NULL : refuse_limit (visit, limit);
}

static void
set_number (VouchResponse *response,
            const char    *name,
            gint64         number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  vouch_headers_set (response->headers, name, text);
}

static void
add_limit_headers (const VouchVisit      *visit,
                   const VouchLimitState *state,
                   VouchResponse         *response)
{
  const char *form = vouch_sandbox_setting_string (visit->sandbox, "rate_headers");
  gint64 factor = g_str_equal (form, "wrong") ? -1000 : 1;

  if (g_str_equal (form, "absent"))
    return;

  set_number (response, "X-RateLimit-Limit", state->rate * factor);
  set_number (response, "X-RateLimit-Remaining", state->rate_left * factor);
  set_number (response, "X-RateLimit-Concurrent-Limit", state->concurrent * factor);
  set_number (response, "X-RateLimit-Concurrent-Remaining", state->concurrent_left * factor);
}

static void
add_date (const VouchVisit *visit,
          VouchResponse    *response)
{
  gint64 skew = vouch_sandbox_setting_int (visit->sandbox, "date_skew") * G_USEC_PER_SEC;
  g_autofree char *date = vouch_sandbox_dup_http_date (visit->now + skew);

  if (vouch_sandbox_setting_bool (visit->sandbox, "date_header"))
    vouch_headers_set (response->headers, "Date", date);
}

static gboolean
looks_like_id (const char *segment)
{
  gsize length = strlen (segment);

  return length >= 16 || strcspn (segment, "0123456789") < length;
}

/* For the counts of what has no table of operations: ids become one word. */
static char *
make_operation (const VouchVisit *visit)
{
  g_autoptr(GString) text = g_string_new (visit->request->method);

  g_string_append_c (text, ' ');
  if (visit->segments[0] == NULL)
    g_string_append_c (text, '/');
  for (guint i = 0; visit->segments[i] != NULL; i++)
    {
      gboolean version = i < 2 && visit->segments[i][0] == 'v' && strlen (visit->segments[i]) < 4;

      g_string_append_printf (text, "/%s", !version && looks_like_id (visit->segments[i])
                                             ? "{id}" : visit->segments[i]);
    }

  return g_strdup (text->str);
}

static gboolean
is_control (const VouchVisit *visit)
{
  return visit->listener == VOUCH_LISTENER_IDENTITY && visit->segments[0] != NULL &&
         g_str_equal (visit->segments[0], "_sandbox");
}

static VouchResponse *
process_visit (const VouchVisit *visit)
{
  g_autofree char *operation = NULL;
  VouchResponse *response = NULL;

  if (is_control (visit))
    return route_visit (visit, &operation);

  vouch_sandbox_check_manners (visit);
  response = route_visit (visit, &operation);
  if (operation == NULL)
    operation = make_operation (visit);
  vouch_journal_count_call (visit->sandbox->journal, operation);
  if (!g_str_equal (visit->request->method, "GET"))
    visit->sandbox->revision++;

  return response;
}

static gboolean
has_fault (GPtrArray      *faults,
           VouchFaultKind  kind)
{
  for (guint i = 0; i < faults->len; i++)
    {
      if (((VouchFault *) g_ptr_array_index (faults, i))->kind == kind)
        return TRUE;
    }

  return FALSE;
}

/* What comes instead of the answer, and whether the request is processed all the same. */
static VouchResponse *
find_replacement (GPtrArray *faults,
                  gboolean  *after)
{
  for (guint i = 0; i < faults->len; i++)
    {
      VouchFault *fault = g_ptr_array_index (faults, i);
      VouchResponse *response = vouch_fault_answer (fault);

      *after = fault->after;
      if (response != NULL)
        return response;
    }

  return NULL;
}

static VouchResponse *
answer_visit (const VouchVisit *visit,
              GPtrArray        *faults,
              VouchOpenAnswer  *answer)
{
  VouchLimitState state = { 0 };
  gboolean after = FALSE;
  VouchResponse *replacement = find_replacement (faults, &after);
  VouchResponse *response = NULL;

  if (is_api (visit))
    response = take_ticket (visit, &state, &answer->ticket);
  if (response == NULL && (replacement == NULL || after))
    response = process_visit (visit);
  if (replacement != NULL)
    {
      g_clear_pointer (&response, vouch_response_unref);
      response = replacement;
    }

  if (is_api (visit))
    add_limit_headers (visit, &state, response);
  add_date (visit, response);
  for (guint i = 0; i < faults->len; i++)
    response = vouch_fault_spoil (g_ptr_array_index (faults, i), response);

  return response;
}

static void
fill_answer (const VouchVisit *visit,
             GPtrArray        *faults,
             VouchOpenAnswer  *open)
{
  VouchSandboxAnswer *answer = &open->answer;

  for (guint i = 0; i < faults->len; i++)
    {
      VouchFault *fault = g_ptr_array_index (faults, i);

      if (fault->kind == VOUCH_FAULT_DELAY)
        answer->delay += fault->number;
    }

  if (has_fault (faults, VOUCH_FAULT_DROP_BEFORE))
    {
      answer->drop = VOUCH_SANDBOX_DROP_BEFORE;
      return;
    }

  answer->response = answer_visit (visit, faults, open);
  if (has_fault (faults, VOUCH_FAULT_DROP_AFTER))
    {
      answer->drop = VOUCH_SANDBOX_DROP_AFTER;
      g_clear_pointer (&answer->response, vouch_response_unref);
    }
  else if (has_fault (faults, VOUCH_FAULT_TRUNCATE))
    answer->drop = VOUCH_SANDBOX_DROP_TRUNCATE;
}

/**
 * vouch_sandbox_handle:
 * @now: the caller's time, microseconds since 1970
 *
 * Processes the request now; the answer may come later, in part or not at all.
 *
 * Returns: (transfer full): free it when the exchange is over
 */
VouchSandboxAnswer *
vouch_sandbox_handle (VouchSandbox *self,
                      VouchRequest *request,
                      gint64        now)
{
  VouchListener listener = VOUCH_LISTENER_IDENTITY;
  gboolean known = find_listener (self, request->uri, &listener);
  g_autoptr(VouchVisit) visit = NULL;
  g_autoptr(GPtrArray) faults = NULL;
  VouchOpenAnswer *open = open_answer (self, listener);

  if (known)
    visit = vouch_visit_new (self, request, listener, vouch_sandbox_get_time (self, now));
  if (visit == NULL)
    {
      vouch_journal_add_violation (self->journal, "unknown-origin", request->method, "",
                                   "nothing is listening there",
                                   vouch_sandbox_get_time (self, now));
      open->answer.drop = VOUCH_SANDBOX_DROP_BEFORE;
      return &open->answer;
    }

  visit->in_flight = self->in_flight->counts[listener];
  if (is_control (visit))
    faults = g_ptr_array_new ();
  else
    faults = vouch_faults_match (self->faults, request->method, visit->path, listener);
  fill_answer (visit, faults, open);

  return &open->answer;
}
