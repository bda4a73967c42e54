/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-story.h"

void
vouch_story_init (VouchStory *self,
                  gboolean    in_step)
{
  self->world = vouch_world_new (5);
  self->job = vouch_world_add_job (self->world, "Account Executive", "sales");
  self->candidate = vouch_world_add_candidate (self->world, "Ines", "Okafor", self->job, in_step);
}

void
vouch_story_clear (VouchStory *self)
{
  vouch_world_check (self->world);
  vouch_world_free (self->world);
  g_free (self->job);
  g_free (self->candidate);
}

void
vouch_story_move (VouchStory *self,
                  const char *status,
                  const char *step)
{
  vouch_world_advance (self->world, 30);
  vouch_world_move (self->world, self->candidate, self->job, status, step);
}

/**
 * vouch_story_cycle:
 * @self: a story
 *
 * An ordinary cycle, a minute later, whatever it leaves open.
 */
void
vouch_story_cycle (VouchStory *self)
{
  vouch_world_advance (self->world, 60);
  vouch_world_cycle (self->world, VOUCH_CYCLE_NONE);
}

/**
 * vouch_story_answer:
 * @self: a story whose request is open
 *
 * Candidate and references answer.
 */
void
vouch_story_answer (VouchStory *self)
{
  g_autofree char *request = vouch_world_find_request (self->world, VOUCH_STORY_EMAIL);

  g_assert_nonnull (request);
  vouch_world_advance (self->world, 60);
  vouch_world_do (self->world, "answer-all", "{\"request_id\":\"%s\"}", request);
}

void
vouch_story_assert_count (VouchStory *self,
                          const char *kind,
                          guint       wanted)
{
  g_assert_cmpuint (vouch_world_count_effects (self->world, kind), ==, wanted);
}

/**
 * vouch_story_assert_waits:
 * @self: a story
 * @reason: why the youngest entry must be waiting
 *
 * Returns: (row id): the entry
 */
gint64
vouch_story_assert_waits (VouchStory *self,
                          const char *reason)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (self->world);
  VouchTrigger *trigger = vouch_desk_find_trigger (desk);

  g_assert_nonnull (trigger);
  g_assert_cmpint (trigger->state, ==, VOUCH_TRIGGER_HELD);
  g_assert_cmpstr (vouch_reason_get_id (trigger->reason), ==, reason);
  return trigger->id;
}

/**
 * vouch_story_assert_effect:
 * @self: a story
 * @kind: of an effect
 * @state: what the youngest of that kind must be
 * @reason: (nullable): for which reason
 *
 * Returns: (row id): the effect
 */
gint64
vouch_story_assert_effect (VouchStory       *self,
                           const char       *kind,
                           VouchEffectState  state,
                           const char       *reason)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (self->world);
  VouchEffect *effect = vouch_desk_find_effect (desk, kind);

  g_assert_nonnull (effect);
  g_assert_cmpstr (vouch_effect_state_to_string (effect->state), ==,
                   vouch_effect_state_to_string (state));
  if (reason != NULL)
    g_assert_cmpstr (vouch_reason_get_id (effect->reason), ==, reason);
  return effect->id;
}
