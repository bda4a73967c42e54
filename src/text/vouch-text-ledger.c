/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-private.h"

#define LINE(id, sentence) { id, VOUCH_WHO_NOBODY, sentence, NULL, NULL }

/* Lines of the ledger: what happened. */
const VouchTextEntry vouch_text_ledger[] = {
  LINE ("trigger.observed",
        NC_("reason", "A candidate entered the Crosschq step (stage {status}).")),
  LINE ("trigger.observed", NC_("reason", "A candidate entered the Crosschq step.")),
  LINE ("trigger.held", NC_("reason", "Nothing is sent for now. {reason}")),
  LINE ("trigger.held", NC_("reason", "Nothing is sent for now.")),
  LINE ("trigger.skipped", NC_("reason", "Nothing is sent for this entry. {reason}")),
  LINE ("trigger.skipped", NC_("reason", "Nothing is sent for this entry.")),
  LINE ("trigger.confirmed", NC_("reason", "A person confirmed the entry.")),
  LINE ("request.planned", NC_("reason", "A reference request was planned.")),
  LINE ("request.sent", NC_("reason", "The reference request exists at Crosschq.")),
  LINE ("request.adopted",
        NC_("reason", "A reference request that existed at Crosschq already was taken over.")),
  LINE ("request.in-progress", NC_("reason", "The request is under way ({progress} %).")),
  LINE ("request.in-progress", NC_("reason", "The request is under way.")),
  LINE ("request.past-due", NC_("reason", "The request is past due ({progress} %).")),
  LINE ("request.past-due", NC_("reason", "The request is past due.")),
  LINE ("request.complete", NC_("reason", "The report is complete.")),
  LINE ("request.cancelled", NC_("reason", "The request is cancelled.")),
  LINE ("request.expired", NC_("reason", "The request has expired.")),
  LINE ("request.reminded", NC_("reason", "A reminder was sent.")),
  LINE ("effect.planned", NC_("reason", "Planned: {kind}.")),
  LINE ("effect.planned", NC_("reason", "Something to be done was planned.")),
  LINE ("effect.done", NC_("reason", "Done: {kind}.")),
  LINE ("effect.done", NC_("reason", "It was done.")),
  LINE ("effect.found", NC_("reason", "It was there already: {kind}.")),
  LINE ("effect.found", NC_("reason", "It was there already.")),
  LINE ("effect.held", NC_("reason", "A person is needed: {kind}. {reason}")),
  LINE ("effect.held", NC_("reason", "A person is needed: {kind}.")),
  LINE ("effect.held", NC_("reason", "A person is needed.")),
  LINE ("effect.refused", NC_("reason", "Not possible: {kind}. {reason}")),
  LINE ("effect.refused", NC_("reason", "Not possible: {kind}.")),
  LINE ("effect.refused", NC_("reason", "It is not possible.")),
  LINE ("effect.superseded", NC_("reason", "No longer wanted: {kind}. {reason}")),
  LINE ("effect.superseded", NC_("reason", "No longer wanted: {kind}.")),
  LINE ("effect.superseded", NC_("reason", "It is no longer wanted.")),
  LINE ("effect.unknown", NC_("reason", "The answer was lost: {kind}. {reason}")),
  LINE ("effect.unknown", NC_("reason", "The answer was lost: {kind}.")),
  LINE ("effect.unknown", NC_("reason", "The answer was lost.")),
  LINE ("effect.waits", NC_("reason", "Tried again later: {kind}. {reason}")),
  LINE ("effect.waits", NC_("reason", "Tried again later: {kind}.")),
  LINE ("effect.waits", NC_("reason", "It is tried again later.")),
  LINE ("effect.planned-again", NC_("reason", "Sent again: {kind}. {reason}")),
  LINE ("effect.planned-again", NC_("reason", "Sent again: {kind}.")),
  LINE ("effect.planned-again", NC_("reason", "It is sent again.")),
  LINE ("effect.retried", NC_("reason", "A person asked to try again: {kind}.")),
  LINE ("effect.retried", NC_("reason", "A person asked to try again.")),
  LINE ("effect.skipped", NC_("reason", "A person skipped it: {kind}.")),
  LINE ("effect.skipped", NC_("reason", "A person skipped it.")),
  LINE ("effect.linked", NC_("reason", "A person linked what exists at Crosschq: {kind}.")),
  LINE ("effect.linked", NC_("reason", "A person linked what exists at Crosschq.")),
  LINE ("effect.asked-for", NC_("reason", "A person asked for it: {kind}.")),
  LINE ("effect.asked-for", NC_("reason", "A person asked for it.")),
  LINE ("trigger.skipped-by-person", NC_("reason", "A person skipped the entry.")),
  LINE ("connection.turned-on", NC_("reason", "The connection was turned on.")),
  LINE ("connection.turned-off", NC_("reason", "The connection was turned off.")),
  LINE ("connection.paused", NC_("reason", "Sending was paused.")),
  LINE ("connection.resumed", NC_("reason", "Sending was resumed.")),
  LINE ("connection.sends", NC_("reason", "This computer sends for the connection from now on.")),
  LINE ("connection.observes", NC_("reason", "This computer only looks from now on.")),
  LINE ("connection.rebuilding",
        NC_("reason", "Vouch's records are built up again; nothing is sent until a person has "
                      "looked.")),
  LINE ("connection.released", NC_("reason", "A person allowed sending again after the rebuild.")),
  LINE ("report.attached", NC_("reason", "The report was attached to the candidate's profile.")),
  LINE ("note.written", NC_("reason", "The link was written into the candidate's notes.")),
  LINE ("outcome.recorded", NC_("reason", "The outcome of the application was recorded.")),
  LINE ("job.tagged", NC_("reason", "A job's tag was set.")),
  LINE ("value.set", NC_("reason", "A value of the job field was set.")),
  { NULL }
};
