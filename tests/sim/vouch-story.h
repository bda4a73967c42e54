/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "vouch-desk.h"

G_BEGIN_DECLS

#define VOUCH_STORY_EMAIL "ines.okafor@example.org"

/**
 * VouchStory:
 * @world: a world with one job, tagged "sales", and one candidate on it
 *
 * What most tests of the policy begin with.
 */
typedef struct
{
  VouchWorld *world;
  char *job;
  char *candidate;
} VouchStory;

void    vouch_story_init         (VouchStory       *self,
                                  gboolean          in_step);
void    vouch_story_clear        (VouchStory       *self);
void    vouch_story_move         (VouchStory       *self,
                                  const char       *status,
                                  const char       *step);
void    vouch_story_cycle        (VouchStory       *self);
void    vouch_story_answer       (VouchStory       *self);
void    vouch_story_assert_count (VouchStory       *self,
                                  const char       *kind,
                                  guint             wanted);
gint64  vouch_story_assert_waits (VouchStory       *self,
                                  const char       *reason);
gint64  vouch_story_assert_effect (VouchStory      *self,
                                   const char      *kind,
                                   VouchEffectState state,
                                   const char      *reason);

G_END_DECLS
