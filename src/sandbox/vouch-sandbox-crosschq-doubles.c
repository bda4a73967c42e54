/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

gboolean
vouch_sandbox_crosschq_has_open (VouchSandboxCrosschq *self,
                                 const char           *external_id)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      VouchSandboxRequest *request = self->requests->pdata[i];

      if (vouch_sandbox_request_is_open (request) &&
          g_strcmp0 (request->external_id, external_id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* One ATS application: its external id, or without one the person and the position. */
static gboolean
is_same_application (VouchSandboxRequest *a,
                     VouchSandboxRequest *b)
{
  if (a->external_id != NULL || b->external_id != NULL)
    return g_strcmp0 (a->external_id, b->external_id) == 0;

  return g_ascii_strcasecmp (a->email, b->email) == 0 && g_strcmp0 (a->position, b->position) == 0;
}

static gboolean
take_allowance (VouchSandboxCrosschq *self,
                VouchSandboxRequest  *request)
{
  for (guint i = 0; i < self->allowances->len; i++)
    {
      const char *text = self->allowances->pdata[i];

      if (g_strcmp0 (text, request->external_id) == 0 ||
          g_ascii_strcasecmp (text, request->email) == 0)
        {
          g_ptr_array_remove_index (self->allowances, i);
          return TRUE;
        }
    }

  return FALSE;
}

/* Somebody else's open request could have been seen where there is a list, once it shows it. */
static gboolean
was_visible (VouchSandboxCrosschq *self,
             VouchSandboxRequest  *request,
             gint64                now)
{
  gint64 lag = vouch_sandbox_crosschq_get_int (self, "crosschq_list_lag");

  return vouch_sandbox_crosschq_is_on (self, "crosschq_v2") &&
         vouch_sandbox_crosschq_is_on (self, "crosschq_list") &&
         request->created_at + lag * G_USEC_PER_SEC <= now;
}

/**
 * vouch_sandbox_crosschq_watch_doubles:
 * @self: the Crosschq half
 * @visit: the create
 * @request: what it made, not in the list yet
 *
 * Creates count when they are processed: a second one for the same trigger reached the candidate
 * (reliability.md §2.2).
 */
void
vouch_sandbox_crosschq_watch_doubles (VouchSandboxCrosschq *self,
                                      const VouchVisit     *visit,
                                      VouchSandboxRequest  *request)
{
  gboolean earlier = FALSE;
  gboolean open = FALSE;
  gboolean foreign = FALSE;

  for (guint i = 0; i < self->requests->len; i++)
    {
      VouchSandboxRequest *other = self->requests->pdata[i];

      if (!is_same_application (other, request))
        continue;

      if (other->foreign)
        {
          foreign = foreign || (vouch_sandbox_request_is_open (other) &&
                                was_visible (self, other, visit->now));
          continue;
        }

      earlier = TRUE;
      open = open || vouch_sandbox_request_is_open (other);
    }

  if (foreign)
    vouch_visit_violation (visit, "create-over-foreign",
                           "request %s: somebody else's is open", request->id);

  if (open)
    vouch_visit_violation (visit, "second-create",
                           "request %s: an earlier one is open", request->id);
  else if (earlier && !vouch_sandbox_crosschq_is_on (self, "reentry_allowed") &&
           !take_allowance (self, request))
    vouch_visit_violation (visit, "second-create",
                           "request %s: nobody allowed another", request->id);
}
