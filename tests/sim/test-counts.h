/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

/* How much of each test runs: with every change, and before a release (reliability.md §5.2). */
#ifdef VOUCH_RELEASE
#define VOUCH_N_SECOND_CRASHES 20000
#define VOUCH_N_KILLS 10000
#define VOUCH_N_SEEDS 1000000
#define VOUCH_N_LOST_ANSWERS 10000
#define VOUCH_N_STORE_FAULTS 6000
#define VOUCH_N_NETWORK_FAULTS 2000
#define VOUCH_N_DRIFTS 2000
#define VOUCH_N_SECRET_FAULTS 1000
#define VOUCH_N_INTERLEAVINGS 10000
#else
#define VOUCH_N_SECOND_CRASHES 500
#define VOUCH_N_KILLS 300
#define VOUCH_N_SEEDS 2000
#define VOUCH_N_LOST_ANSWERS 500
#define VOUCH_N_STORE_FAULTS 600
#define VOUCH_N_NETWORK_FAULTS 200
#define VOUCH_N_DRIFTS 2000
#define VOUCH_N_SECRET_FAULTS 1000
#define VOUCH_N_INTERLEAVINGS 300
#endif
