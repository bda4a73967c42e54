/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

/* The records of a reference check, and what can be read off one of them alone. */

VouchSandboxReference *
vouch_sandbox_reference_new (const char *first_name,
                             const char *last_name,
                             const char *email)
{
  VouchSandboxReference *self = g_new0 (VouchSandboxReference, 1);

  self->first_name = g_strdup (first_name);
  self->last_name = g_strdup (last_name);
  self->email = g_strdup (email);
  self->relationship = g_strdup ("managers");
  return self;
}

VouchSandboxReference *
vouch_sandbox_reference_copy (VouchSandboxReference *self)
{
  VouchSandboxReference *copy = g_new0 (VouchSandboxReference, 1);

  copy->first_name = g_strdup (self->first_name);
  copy->last_name = g_strdup (self->last_name);
  copy->email = g_strdup (self->email);
  copy->phone = g_strdup (self->phone);
  copy->relationship = g_strdup (self->relationship);
  copy->reason = g_strdup (self->reason);
  copy->state = self->state;
  return copy;
}

void
vouch_sandbox_reference_free (VouchSandboxReference *self)
{
  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->relationship);
  g_free (self->reason);
  g_free (self);
}

VouchSandboxRequest *
vouch_sandbox_request_new (void)
{
  VouchSandboxRequest *self = g_new0 (VouchSandboxRequest, 1);

  self->echo = json_object_new ();
  self->references = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_sandbox_reference_free);
  return self;
}

void
vouch_sandbox_request_free (VouchSandboxRequest *self)
{
  g_free (self->id);
  g_free (self->external_id);
  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->position);
  g_free (self->jobrole);
  g_free (self->requestor);
  g_free (self->hiring_status);
  g_free (self->status_text);
  json_object_unref (self->echo);
  g_ptr_array_unref (self->references);
  g_free (self);
}

void
vouch_sandbox_prospect_free (VouchSandboxProspect *self)
{
  g_free (self->id);
  g_free (self->request_id);
  g_free (self->referred_by);
  vouch_sandbox_reference_free (self->reference);
  g_free (self);
}

void
vouch_sandbox_link_free (VouchSandboxLink *self)
{
  g_free (self->token);
  g_free (self->request_id);
  g_free (self);
}

/* How many references were asked for. */
guint
vouch_sandbox_request_get_wanted (VouchSandboxRequest *self)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->wanted); i++)
    n += self->wanted[i];

  return n;
}

static guint
count_references (VouchSandboxRequest        *self,
                  VouchSandboxReferenceState  state)
{
  guint n = 0;

  for (guint i = 0; i < self->references->len; i++)
    {
      VouchSandboxReference *reference = self->references->pdata[i];

      n += reference->state == state ? 1 : 0;
    }

  return n;
}

/**
 * vouch_sandbox_request_get_progress:
 * @self: a request
 *
 * The candidate's own answers are one unit and so is each reference that was asked for; 100 only
 * with a report (crosschq.md §3.6).
 *
 * Returns: percent
 */
guint
vouch_sandbox_request_get_progress (VouchSandboxRequest *self)
{
  guint wanted = vouch_sandbox_request_get_wanted (self);
  guint done = count_references (self, VOUCH_SANDBOX_REFERENCE_COMPLETED);

  if (self->state == VOUCH_SANDBOX_REQUEST_COMPLETED)
    return 100;

  if (self->state == VOUCH_SANDBOX_REQUEST_CONCLUDED)
    return 99;

  done = MIN (done, wanted) + (self->started_at != 0 ? 1 : 0);
  return MIN (99, 100 * done / (wanted + 1));
}

const char *
vouch_sandbox_request_get_status (VouchSandboxRequest *self)
{
  switch (self->state)
    {
    case VOUCH_SANDBOX_REQUEST_COMPLETED:
      return "completed";

    case VOUCH_SANDBOX_REQUEST_CANCELLED:
      return "cancelled";

    case VOUCH_SANDBOX_REQUEST_EXPIRED:
      return "expired";

    case VOUCH_SANDBOX_REQUEST_CONCLUDED:
      return "in_progress";

    case VOUCH_SANDBOX_REQUEST_OPEN:
    default:
      if (self->past_due)
        return "past_due";

      return self->started_at != 0 ? "in_progress" : "pending";
    }
}

const char *
vouch_sandbox_reference_get_status (VouchSandboxRequest   *self,
                                    VouchSandboxReference *reference)
{
  static const char *const words[] = {
    [VOUCH_SANDBOX_REFERENCE_NOT_STARTED] = "not_started",
    [VOUCH_SANDBOX_REFERENCE_IN_PROGRESS] = "in_progress",
    [VOUCH_SANDBOX_REFERENCE_COMPLETED] = "completed",
    [VOUCH_SANDBOX_REFERENCE_DECLINED] = "declined",
    [VOUCH_SANDBOX_REFERENCE_CANCELLED] = "cancelled",
  };
  gboolean waits = reference->state <= VOUCH_SANDBOX_REFERENCE_IN_PROGRESS;

  return waits && self->past_due && self->state == VOUCH_SANDBOX_REQUEST_OPEN
         ? "past_due"
         : words[reference->state];
}

gboolean
vouch_sandbox_request_is_open (VouchSandboxRequest *self)
{
  return self->state == VOUCH_SANDBOX_REQUEST_OPEN ||
         self->state == VOUCH_SANDBOX_REQUEST_CONCLUDED;
}

/**
 * vouch_sandbox_request_find_reference:
 * @self: a request
 * @email: an address, compared without case
 *
 * References have no id (crosschq.md §3.6).
 *
 * Returns: (nullable) (transfer none): the one who has not answered yet, else any of that address
 */
VouchSandboxReference *
vouch_sandbox_request_find_reference (VouchSandboxRequest *self,
                                      const char          *email)
{
  VouchSandboxReference *found = NULL;

  for (guint i = 0; i < self->references->len; i++)
    {
      VouchSandboxReference *reference = self->references->pdata[i];

      if (g_ascii_strcasecmp (reference->email, email) != 0)
        continue;

      if (reference->state <= VOUCH_SANDBOX_REFERENCE_IN_PROGRESS)
        return reference;

      found = reference;
    }

  return found;
}
