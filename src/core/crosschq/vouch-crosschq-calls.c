/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-calls.h"

#include <string.h>

#include "base/vouch-util.h"

#define CONTENT_TYPE "application/json; charset=utf-8"
#define PAGE_SIZE 200

static void
set_text (VouchCall  *call,
          const char *json_text)
{
  g_autoptr(GBytes) body = g_bytes_new (json_text, strlen (json_text));

  vouch_call_set_body (call, CONTENT_TYPE, body);
}

static VouchCall *
create_effect (const char *method,
               const char *template,
               const char *request_id)
{
  VouchCall *call;

  if (template == NULL)
    return NULL;

  call = vouch_call_new (method, template, request_id, NULL);
  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  vouch_call_set_expect (call, VOUCH_EXPECT_NOTHING);
  return call;
}

VouchCall *
vouch_crosschq_call_surveys (const VouchCrosschqDialect *dialect)
{
  return vouch_call_new ("GET", dialect->surveys, NULL);
}

/**
 * vouch_crosschq_call_config:
 * @dialect: how
 *
 * Returns: (transfer full) (nullable): reads the account's limits; %NULL where the surveys have
 *   them
 */
VouchCall *
vouch_crosschq_call_config (const VouchCrosschqDialect *dialect)
{
  return dialect->config != NULL ? vouch_call_new ("GET", dialect->config, NULL) : NULL;
}

/**
 * vouch_crosschq_call_create:
 * @dialect: how
 * @json_text: the body as it was kept when the request was planned
 *
 * Returns: (transfer full): creates a request; the answer has its id
 */
VouchCall *
vouch_crosschq_call_create (const VouchCrosschqDialect *dialect,
                            const char                 *json_text)
{
  VouchCall *call = vouch_call_new ("POST", dialect->create, NULL);

  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  set_text (call, json_text);
  return call;
}

VouchCall *
vouch_crosschq_call_get (const VouchCrosschqDialect *dialect,
                         const char                 *request_id)
{
  return vouch_call_new ("GET", dialect->get, request_id, NULL);
}

/**
 * vouch_crosschq_call_list:
 * @dialect: how
 * @search: what to find
 *
 * Returns: (transfer full) (nullable): lists requests; %NULL if the dialect has no list
 */
VouchCall *
vouch_crosschq_call_list (const VouchCrosschqDialect *dialect,
                          const VouchCrosschqSearch  *search)
{
  VouchCall *call;

  if (dialect->list == NULL)
    return NULL;

  call = vouch_call_new ("GET", dialect->list, NULL);
  if (search->external_id != NULL)
    vouch_call_add_query (call, "external_id", search->external_id);
  if (search->candidate_email != NULL)
    vouch_call_add_query (call, "candidate_email", search->candidate_email);
  if (search->updated_after > 0)
    {
      g_autofree char *time = vouch_time_to_string (search->updated_after);

      vouch_call_add_query (call, "updated_after", time);
    }
  if (search->page > 0)
    vouch_call_add_query_int (call, "page", search->page);
  vouch_call_add_query_int (call, "page_size", PAGE_SIZE);
  return call;
}

/**
 * vouch_crosschq_call_next:
 * @dialect: how
 * @next: address out of a page, for which vouch_crosschq_same_origin() holds
 *
 * Returns: (transfer full) (nullable): reads the next page; %NULL if the dialect has no list
 */
VouchCall *
vouch_crosschq_call_next (const VouchCrosschqDialect *dialect,
                          const char                 *next)
{
  return dialect->list != NULL ? vouch_call_new_absolute ("GET", next, dialect->list) : NULL;
}

/**
 * vouch_crosschq_call_cancel:
 * @dialect: how
 * @request_id: Crosschq's id
 *
 * Returns: (transfer full) (nullable): cancels a request. What the answer holds is not confirmed,
 *   so the request has to be read again. %NULL: not offered, give the manual step
 */
VouchCall *
vouch_crosschq_call_cancel (const VouchCrosschqDialect *dialect,
                            const char                 *request_id)
{
  return create_effect ("POST", dialect->cancel, request_id);
}

VouchCall *
vouch_crosschq_call_remind (const VouchCrosschqDialect *dialect,
                            const char                 *request_id)
{
  return create_effect ("POST", dialect->remind, request_id);
}

/**
 * vouch_crosschq_call_outcome:
 * @dialect: how
 * @request_id: Crosschq's id
 * @outcome: "hired", "rejected" or "withdrawn"
 *
 * Returns: (transfer full) (nullable): tells what the application came to; %NULL: not offered
 */
VouchCall *
vouch_crosschq_call_outcome (const VouchCrosschqDialect *dialect,
                             const char                 *request_id,
                             const char                 *outcome)
{
  VouchCall *call = create_effect ("PATCH", dialect->outcome, request_id);
  g_autofree char *text = NULL;

  g_return_val_if_fail (strpbrk (outcome, "\"\\") == NULL, call);

  if (call == NULL)
    return NULL;

  text = g_strdup_printf ("{\"hiring_status\":\"%s\"}", outcome);
  set_text (call, text);
  return call;
}

/**
 * vouch_crosschq_call_file:
 * @uri: address of a report's PDF, read from the request just before
 *
 * The address itself opens the report to anybody, so it stands for nothing in logs, and the service
 * that keeps files is another one: no credential goes there (crosschq.md §3.9, B1).
 *
 * Returns: (transfer full): fetches the file
 */
VouchCall *
vouch_crosschq_call_file (const char *uri)
{
  VouchCall *call = vouch_call_new_absolute ("GET", uri, "(report file)");

  vouch_call_set_expect (call, VOUCH_EXPECT_PDF);
  return call;
}
