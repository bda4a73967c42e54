/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The entry point a fuzzer knows by this name. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
