/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-delivered.h"

#include <string.h>

/* Full report and summary share a kind and a subject, and take turns in the numbers. */
#define N_REPORTS 2

static gboolean
is_note (const VouchEffect *effect)
{
  return g_str_equal (effect->kind, VOUCH_DELIVERED_NOTE);
}

gboolean
vouch_delivered_is (const VouchEffect *effect)
{
  return is_note (effect) || g_str_equal (effect->kind, VOUCH_DELIVERED_REPORT);
}

const char *
vouch_delivered_get_part (const VouchEffect *effect)
{
  if (is_note (effect))
    return "note";

  return effect->entry % N_REPORTS == 0 ? "full" : "summary";
}

int
vouch_delivered_get_next (const VouchEffect *effect)
{
  return effect->entry + (is_note (effect) ? 1 : N_REPORTS);
}

gboolean
vouch_delivered_is_again (const VouchEffect *effect)
{
  return effect->entry >= (is_note (effect) ? 1 : N_REPORTS);
}

char *
vouch_delivered_dup_name (const VouchRequestRow *request,
                          const char            *part)
{
  g_autofree char *id = g_strcanon (g_strndup (request->request_id, 36),
                                    G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-", '-');

  return g_strdup_printf ("crosschq-%s-%s.pdf",
                          g_str_equal (part, "summary") ? "summary" : "report", id);
}

gboolean
vouch_delivered_is_noted (const VouchAtsMessages *page,
                          const VouchRequestRow  *request,
                          const char             *attempt_id)
{
  for (guint i = 0; i < page->messages->len; i++)
    {
      const VouchAtsMessage *message = page->messages->pdata[i];

      if (strstr (message->content, request->request_id) != NULL ||
          (attempt_id != NULL && strstr (message->content, attempt_id) != NULL))
        return TRUE;
    }

  return FALSE;
}

const char *
vouch_delivered_state_to_string (VouchDeliveredState state)
{
  switch (state)
    {
    case VOUCH_DELIVERED_THERE:   return "there";
    case VOUCH_DELIVERED_MISSING: return "missing";
    case VOUCH_DELIVERED_OTHER:   return "other";
    case VOUCH_DELIVERED_UNTOLD:  return "untold";
    case VOUCH_DELIVERED_NOT_YET: return "not-yet";
    default:                      g_return_val_if_reached (NULL);
    }
}

VouchDeliveredItem *
vouch_delivered_item_copy (const VouchDeliveredItem *self)
{
  VouchDeliveredItem *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->reason = self->reason != NULL ? vouch_reason_ref (self->reason) : NULL;
  copy->file_name = g_strdup (self->file_name);
  return copy;
}

void
vouch_delivered_item_free (VouchDeliveredItem *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_free (self->file_name);
  g_free (self);
}
