/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/jobs/vouch-job-state.h"
#include "ui/vouch-sending.h"

static void
say (VouchJobState *self,
     const char    *icon,
     const char    *css_class,
     const char    *sentence)
{
  self->icon = icon;
  self->css_class = css_class;
  self->sentence = g_strdup (sentence);
}

static void
add_sentence (VouchJobState *self,
              const char    *sentence)
{
  g_autofree char *before = g_steal_pointer (&self->sentence);

  /* Translators: two sentences, one after the other. */
  self->sentence = g_strdup_printf (C_("condition", "%s %s"), before, sentence);
}

static void
say_reason (VouchJobState     *self,
            const VouchReason *reason)
{
  g_autoptr(VouchText) text = reason != NULL ? vouch_text_for_reason (reason) : NULL;

  say (self, "dialog-warning-symbolic", "warning",
       text != NULL ? text->sentence : _("SmartRecruiters did not take the tag."));
}

/* Returns whether the change says it all. */
static gboolean
say_effect (VouchJobState     *self,
            VouchHub          *hub,
            const VouchEffect *effect)
{
  g_autofree char *bar = vouch_sending_dup_bar (hub);

  switch (effect->state)
    {
    case VOUCH_EFFECT_PLANNED:
    case VOUCH_EFFECT_SENDING:
      if (bar != NULL)
        {
          say (self, "vouch-waiting-symbolic", "dim-label", bar);
          add_sentence (self, _("The tag is saved once sending goes on."));
          return TRUE;
        }
      say (self, "vouch-waiting-symbolic", "dim-label", _("Being saved in SmartRecruiters…"));
      return TRUE;
    case VOUCH_EFFECT_UNKNOWN:
      say (self, "vouch-waiting-symbolic", "dim-label",
           _("The answer was lost; Vouch looks whether it was saved."));
      return TRUE;
    case VOUCH_EFFECT_HELD:
      say_reason (self, effect->reason);
      self->button = _("Try _Again");
      return TRUE;
    case VOUCH_EFFECT_REFUSED:
      say_reason (self, effect->reason);
      return TRUE;
    case VOUCH_EFFECT_DONE:
    case VOUCH_EFFECT_SUPERSEDED:
    default:
      return FALSE;
    }
}

static void
say_match (VouchJobState      *self,
           const VouchJobItem *job)
{
  g_autoptr(VouchReason) reason = NULL;

  switch ((VouchJobMatch) job->match)
    {
    case VOUCH_JOB_NO_TAG:
      say (self, "dialog-information-symbolic", "dim-label",
           _("No tag: nothing is sent for its candidates."));
      break;
    case VOUCH_JOB_NEAR_MISS:
      reason = vouch_reason_new ("tag.near-miss", "tag", job->tag, "template-tag",
                                 job->template_tag, NULL);
      say_reason (self, reason);
      self->tag = g_strdup (job->template_tag);
      self->button = _("_Fix");
      break;
    case VOUCH_JOB_UNKNOWN_TAG:
      reason = vouch_reason_new ("tag.unknown", "tag", job->tag, NULL);
      say_reason (self, reason);
      break;
    case VOUCH_JOB_MATCHING:
    default:
      break;
    }
}

/**
 * vouch_job_state_find:
 * @tags: what the jobs share
 * @job: a job
 * @state: (out): what a person should know, to be cleared
 *
 * What is being changed comes first, then what is wrong with the tag, then who is missing.
 */
void
vouch_job_state_find (VouchJobTags       *tags,
                      const VouchJobItem *job,
                      VouchJobState      *state)
{
  const VouchEffect *effect = vouch_job_tags_find_effect (tags, job->job_id);
  g_autofree char *requestor = NULL;

  *state = (VouchJobState) { 0 };
  if (effect != NULL && say_effect (state, vouch_job_tags_get_hub (tags), effect))
    return;

  say_match (state, job);
  if (state->sentence != NULL && job->match != VOUCH_JOB_NO_TAG)
    return;

  requestor = vouch_job_tags_dup_requestor (tags, job);
  if (job->match == VOUCH_JOB_MATCHING && job->has_team && requestor == NULL)
    {
      say (state, "dialog-warning-symbolic", "warning",
           _("Nobody on the hiring team can be the requestor."));
      return;
    }
  if (effect == NULL || effect->state != VOUCH_EFFECT_DONE)
    return;

  vouch_job_state_clear (state);
  say (state, "emblem-ok-symbolic", "success", _("Saved in SmartRecruiters."));
}

void
vouch_job_state_clear (VouchJobState *self)
{
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->tag, g_free);
  *self = (VouchJobState) { 0 };
}
