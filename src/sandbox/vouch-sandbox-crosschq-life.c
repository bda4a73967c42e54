/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include "base/vouch-util.h"

/* The life of a reference check: pending, in progress, past due, concluded, and its four ends. */

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

/* No figures are published (crosschq.md §9). */
#define EXPIRES_AFTER (30 * DAY)
#define PAST_DUE_AFTER (7 * DAY)

VouchSandboxRequest *
vouch_sandbox_crosschq_find (VouchSandboxCrosschq *self,
                             const char           *id)
{
  return g_hash_table_lookup (self->requests_by_id, id);
}

/* When the next thing happens to it by itself. */
static gint64
get_due (VouchSandboxRequest *request)
{
  if (request->state == VOUCH_SANDBOX_REQUEST_CONCLUDED)
    return request->ready_at;

  if (request->state != VOUCH_SANDBOX_REQUEST_OPEN)
    return G_MAXINT64;

  return request->past_due
         ? request->active_at + EXPIRES_AFTER
         : MIN (request->active_at + EXPIRES_AFTER, request->created_at + PAST_DUE_AFTER);
}

/**
 * vouch_sandbox_crosschq_touch:
 * @self: the Crosschq half
 * @request: one that was changed
 * @now: when
 *
 * Notes the time of the change, and of the status if that moved too.
 */
void
vouch_sandbox_crosschq_touch (VouchSandboxCrosschq *self,
                              VouchSandboxRequest  *request,
                              gint64                now)
{
  const char *status = vouch_sandbox_request_get_status (request);

  if (g_strcmp0 (request->shown, status) != 0)
    request->status_at = now;

  request->shown = status;
  request->updated_at = now;
  self->next_due = MIN (self->next_due, get_due (request));
}

/**
 * vouch_sandbox_crosschq_add:
 * @self: the Crosschq half
 * @request: (transfer full): a new one, with its id
 * @now: when
 */
void
vouch_sandbox_crosschq_add (VouchSandboxCrosschq *self,
                            VouchSandboxRequest  *request,
                            gint64                now)
{
  request->created_at = now;
  request->active_at = now;
  g_ptr_array_add (self->requests, request);
  g_hash_table_insert (self->requests_by_id, request->id, request);
  vouch_sandbox_crosschq_touch (self, request, now);
}

static void
cancel_references (VouchSandboxRequest *request)
{
  for (guint i = 0; i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];

      if (reference->state <= VOUCH_SANDBOX_REFERENCE_IN_PROGRESS)
        reference->state = VOUCH_SANDBOX_REFERENCE_CANCELLED;
    }
}

void
vouch_sandbox_crosschq_cancel (VouchSandboxCrosschq *self,
                               VouchSandboxRequest  *request,
                               gint64                now)
{
  request->state = VOUCH_SANDBOX_REQUEST_CANCELLED;
  cancel_references (request);
  vouch_sandbox_crosschq_touch (self, request, now);
}

void
vouch_sandbox_crosschq_expire (VouchSandboxCrosschq *self,
                               VouchSandboxRequest  *request,
                               gint64                now)
{
  request->state = VOUCH_SANDBOX_REQUEST_EXPIRED;
  cancel_references (request);
  vouch_sandbox_crosschq_touch (self, request, now);
}

static void
complete_request (VouchSandboxCrosschq *self,
                  VouchSandboxRequest  *request,
                  gint64                now)
{
  JsonObject *detail = json_object_new ();

  request->state = VOUCH_SANDBOX_REQUEST_COMPLETED;
  vouch_sandbox_crosschq_touch (self, request, now);
  json_object_set_string_member (detail, "request_id", request->id);
  vouch_sandbox_effect (self->sandbox, "request-completed", detail, now);
}

/**
 * vouch_sandbox_crosschq_conclude:
 * @self: the Crosschq half
 * @request: an open one
 * @now: when
 *
 * Nobody can answer any more; the report comes after the setting report_delay.
 */
void
vouch_sandbox_crosschq_conclude (VouchSandboxCrosschq *self,
                                 VouchSandboxRequest  *request,
                                 gint64                now)
{
  gint64 delay = vouch_sandbox_crosschq_get_int (self, "report_delay");

  cancel_references (request);
  request->past_due = FALSE;
  request->state = VOUCH_SANDBOX_REQUEST_CONCLUDED;
  request->ready_at = now + delay * G_USEC_PER_SEC;
  vouch_sandbox_crosschq_touch (self, request, now);
  if (request->ready_at <= now)
    complete_request (self, request, now);
}

static void
settle_request (VouchSandboxCrosschq *self,
                VouchSandboxRequest  *request,
                gint64                due)
{
  if (request->state == VOUCH_SANDBOX_REQUEST_CONCLUDED)
    {
      complete_request (self, request, due);
    }
  else if (request->active_at + EXPIRES_AFTER <= due)
    {
      vouch_sandbox_crosschq_expire (self, request, due);
    }
  else
    {
      request->past_due = TRUE;
      vouch_sandbox_crosschq_touch (self, request, due);
    }
}

/**
 * vouch_sandbox_crosschq_settle:
 * @self: the Crosschq half
 * @now: the company's time
 *
 * Lets everything happen that was due by now: reports appear, requests become past due or expire.
 */
void
vouch_sandbox_crosschq_settle (VouchSandboxCrosschq *self,
                               gint64                now)
{
  if (now < self->next_due)
    return;

  self->next_due = G_MAXINT64;
  for (guint i = 0; i < self->requests->len; i++)
    {
      VouchSandboxRequest *request = self->requests->pdata[i];

      while (get_due (request) <= now)
        settle_request (self, request, get_due (request));

      self->next_due = MIN (self->next_due, get_due (request));
    }
}

/**
 * vouch_sandbox_crosschq_start:
 * @self: the Crosschq half
 * @request: an open one
 * @now: when
 *
 * The candidate signs in and answers about herself.
 */
void
vouch_sandbox_crosschq_start (VouchSandboxCrosschq *self,
                              VouchSandboxRequest  *request,
                              gint64                now)
{
  if (request->started_at == 0)
    request->started_at = now;

  request->active_at = now;
  vouch_sandbox_crosschq_touch (self, request, now);
}

static guint
count_completed (VouchSandboxRequest *request)
{
  guint n = 0;

  for (guint i = 0; i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];

      n += reference->state == VOUCH_SANDBOX_REFERENCE_COMPLETED ? 1 : 0;
    }

  return n;
}

/**
 * vouch_sandbox_crosschq_submit:
 * @self: the Crosschq half
 * @request: an open one
 * @reference: one of its references
 * @now: when
 *
 * The reference answers; with the last one that was asked for the request is concluded, unless the
 * setting crosschq_auto_conclude is off.
 */
void
vouch_sandbox_crosschq_submit (VouchSandboxCrosschq  *self,
                               VouchSandboxRequest   *request,
                               VouchSandboxReference *reference,
                               gint64                 now)
{
  reference->state = VOUCH_SANDBOX_REFERENCE_COMPLETED;
  vouch_sandbox_crosschq_touch (self, request, now);
  if (count_completed (request) >= vouch_sandbox_request_get_wanted (request) &&
      vouch_sandbox_crosschq_is_on (self, "crosschq_auto_conclude"))
    vouch_sandbox_crosschq_conclude (self, request, now);
}

static void
add_believable_reference (VouchSandboxRequest *request,
                          guint                relationship,
                          guint                index)
{
  static const char *const first_names[] = {
    "Bo", "Ada", "Mireille", "Tomás", "Keiko", "Samuel", "Priya", "Ewan", "Noor", "Lucia", "Anders",
  };
  static const char *const last_names[] = {
    "Marsh", "Quist", "Fontaine", "Herrera", "Tanaka", "Adeyemi", "Raman", "Gillespie", "Haddad",
    "Conti", "Nyberg", "Walsh", "Petrov",
  };
  guint hash = g_str_hash (request->id) + 7 * index;
  const char *first_name = first_names[hash % G_N_ELEMENTS (first_names)];
  const char *last_name = last_names[hash / 11 % G_N_ELEMENTS (last_names)];
  g_autofree char *email = g_strdup_printf ("reference%u.%.8s@example.net", index + 1, request->id);
  VouchSandboxReference *reference = vouch_sandbox_reference_new (first_name, last_name, email);

  vouch_set_str (&reference->relationship,
                 vouch_sandbox_relationships[relationship % VOUCH_SANDBOX_N_RELATIONSHIPS]);
  g_ptr_array_add (request->references, reference);
}

/* The references that were asked for and are not there yet. */
static void
add_missing_references (VouchSandboxRequest *request)
{
  guint wanted = vouch_sandbox_request_get_wanted (request);
  guint relationship = 0;
  guint left = request->wanted[0];

  for (guint i = 0; i < wanted; i++)
    {
      while (left == 0)
        left = request->wanted[++relationship];

      left--;
      if (i >= request->references->len)
        add_believable_reference (request, relationship, i);
    }
}

/**
 * vouch_sandbox_crosschq_answer_all:
 * @self: the Crosschq half
 * @request: an open one
 * @now: when
 *
 * Everyone answers: the candidate, and as many references as were asked for.
 */
void
vouch_sandbox_crosschq_answer_all (VouchSandboxCrosschq *self,
                                   VouchSandboxRequest  *request,
                                   gint64                now)
{
  vouch_sandbox_crosschq_start (self, request, now);
  add_missing_references (request);
  for (guint i = 0; i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];

      if (reference->state <= VOUCH_SANDBOX_REFERENCE_IN_PROGRESS)
        reference->state = VOUCH_SANDBOX_REFERENCE_COMPLETED;
    }

  vouch_sandbox_crosschq_touch (self, request, now);
  vouch_sandbox_crosschq_conclude (self, request, now);
}
