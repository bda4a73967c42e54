/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

/* @runs (element-type VouchRun): for a person, for a program, for a spreadsheet. */
void vouch_cli_runs_print      (GPtrArray *runs);
void vouch_cli_runs_print_json (VouchCli  *self,
                                GPtrArray *runs);
void vouch_cli_runs_print_csv  (GPtrArray *runs);

G_END_DECLS
