/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <stdio.h>
#include <unistd.h>

#include "cli/vouch-cli-progress.h"
#include "text/vouch-text.h"

#define WIDTH 20
/* Steps of a cycle: company, candidates, outcomes, plan, requests, deliver. */
#define N_PHASES 6

struct _VouchCliProgress
{
  gboolean shown; /* stderr is a terminal */
  guint phase;
};

static const char *const phases[N_PHASES] = {
  "cycle.company", "cycle.candidates", "cycle.outcomes", "cycle.plan", "cycle.requests",
  "cycle.deliver",
};

VouchCliProgress *
vouch_cli_progress_new (void)
{
  VouchCliProgress *self = g_new0 (VouchCliProgress, 1);

  self->shown = isatty (STDERR_FILENO);
  return self;
}

static void
draw (guint       filled,
      const char *what)
{
  char bar[WIDTH + 1];

  for (guint i = 0; i < WIDTH; i++)
    bar[i] = i < filled ? '#' : '-';
  bar[WIDTH] = '\0';
  /* Back to the start of the line, and away with what stood there. */
  fprintf (stderr, "\r\033[K[%s] %s", bar, what);
  fflush (stderr);
}

/**
 * vouch_cli_progress_set:
 * @self: the line
 * @text_id: phase of a cycle: "cycle.plan"
 */
void
vouch_cli_progress_set (VouchCliProgress *self,
                        const char       *text_id)
{
  g_autoptr(VouchText) text = NULL;

  if (!self->shown)
    return;

  for (guint i = 0; i < N_PHASES; i++)
    {
      if (g_str_equal (phases[i], text_id))
        self->phase = i;
    }
  text = vouch_text_for_id (text_id);
  draw (WIDTH * (self->phase + 1) / (N_PHASES + 1), text->sentence);
}

void
vouch_cli_progress_free (VouchCliProgress *self)
{
  if (self->shown)
    fprintf (stderr, "\r\033[K");
  g_free (self);
}
