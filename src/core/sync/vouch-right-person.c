/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "sync/vouch-delivery-private.h"
#include "sync/vouch-right-person.h"

static gboolean
is_same_person (const VouchRequestRow *request,
                const VouchContact    *contact)
{
  g_autofree char *hash = NULL;

  /* Of somebody who was forgotten nobody can tell. */
  if (request->person_salt == NULL)
    return FALSE;

  hash = vouch_contact_hash (contact, request->person_salt);
  return g_strcmp0 (hash, request->person_hash) == 0;
}

/**
 * vouch_right_person_check_ats:
 * @request: a request
 * @candidate: the profile something is about to be put on, as read just now
 * @reason: (out) (transfer full): why not
 *
 * Whether candidate, job, e-mail and last name are still those of the request
 * (reliability.md §2.10, I5).
 */
gboolean
vouch_right_person_check_ats (const VouchRequestRow    *request,
                              const VouchAtsCandidate  *candidate,
                              VouchReason             **reason)
{
  if (g_strcmp0 (candidate->candidate_id, request->candidate_id) != 0)
    *reason = vouch_reason_new ("person.other-id", NULL);
  else if (vouch_ats_candidate_find_application (candidate, request->job_id) == NULL)
    *reason = vouch_reason_new ("person.not-on-job", NULL);
  else if (!is_same_person (request, candidate->contact))
    *reason = vouch_reason_new ("person.changed", NULL);
  else
    return TRUE;

  return FALSE;
}

/**
 * vouch_right_person_check_crosschq:
 * @request: a request
 * @answer: the request as Crosschq has it now
 * @reason: (out) (transfer full): why not
 *
 * Whether the report still belongs to that person; fields that are not echoed say nothing.
 */
gboolean
vouch_right_person_check_crosschq (const VouchRequestRow       *request,
                                   const VouchCrosschqRequest  *answer,
                                   VouchReason                **reason)
{
  if (g_strcmp0 (answer->request_id, request->request_id) != 0)
    *reason = vouch_reason_new ("person.other-request", NULL);
  else if (answer->external_id != NULL &&
           g_strcmp0 (answer->external_id, request->external_id) != 0)
    *reason = vouch_reason_new ("person.other-external-id", NULL);
  else if (answer->candidate != NULL && !is_same_person (request, answer->candidate))
    *reason = vouch_reason_new ("person.changed-at-crosschq", NULL);
  else
    return TRUE;

  return FALSE;
}

void
vouch_right_person_give (VouchDelivery *delivery,
                         const char    *candidate_id,
                         VouchReply    *reply)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (delivery);

  g_clear_pointer (&priv->candidate, vouch_reply_unref);
  priv->candidate = vouch_reply_ref (reply);
  vouch_set_str (&priv->candidate_id, candidate_id);
}

VouchReply *
vouch_right_person_take (VouchDelivery *delivery)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (delivery);

  /* The request may have been bound to another profile in between. */
  if (g_strcmp0 (priv->candidate_id, priv->request->candidate_id) != 0)
    return NULL;

  return g_steal_pointer (&priv->candidate);
}

/**
 * vouch_right_person_look:
 * @delivery: a delivery
 * @reply: (nullable): the profile's answer
 * @error: (nullable): why there is none
 *
 * The first read of everything that goes onto a profile.
 *
 * Returns: %VOUCH_LOOK_ABSENT when it is the right person, otherwise why it is not
 */
VouchLook
vouch_right_person_look (VouchDelivery *delivery,
                         VouchReply    *reply,
                         const GError  *error)
{
  g_autoptr(VouchAtsCandidate) candidate = NULL;
  g_autoptr(GError) failure = NULL;
  VouchReason *reason = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, vouch_reason_new ("person.gone", NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;

  candidate = vouch_ats_read_candidate (reply, &failure);
  if (candidate == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("ats.bad-reply", "where", failure->message,
                                                  NULL));
  if (!vouch_right_person_check_ats (vouch_delivery_get_request (delivery), candidate, &reason))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, reason);

  return VOUCH_LOOK_ABSENT;
}
