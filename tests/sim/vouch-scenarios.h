/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "vouch-world.h"

G_BEGIN_DECLS

/**
 * VouchScenario:
 *
 * Something that happens between the two services, from a world that has just been started to one
 * that has settled. It must come to the same end whatever crashes on the way.
 */
typedef struct
{
  const char *name;
  void (* run) (VouchWorld *world);
} VouchScenario;

const VouchScenario *vouch_scenarios_get (guint *n_scenarios);

G_END_DECLS
