/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"
#include "json/vouch-reader.h"

G_BEGIN_DECLS

VouchReader *vouch_crosschq_reader_new (VouchReply  *reply,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
