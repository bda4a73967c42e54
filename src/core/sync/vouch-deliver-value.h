/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

/* What is wanted of the value of the job field whose label an effect's subject names: the effect's
 * body. The last one is followed by the label that it has until then; where no value has that one
 * any more, it is the same as the first. */
#define VOUCH_VALUE_ACTIVE   "active"
#define VOUCH_VALUE_ARCHIVED "archived"
#define VOUCH_VALUE_RENAMED  "renamed:"
