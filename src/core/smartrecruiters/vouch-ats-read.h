/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"
#include "json/vouch-json-items.h"
#include "model/vouch-contact.h"

G_BEGIN_DECLS

/* What the parsers of this folder share. */

VouchReader  *vouch_ats_reader_new   (VouchReply         *reply,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char         *vouch_ats_dup_text     (VouchReader        *reader,
                                      const char         *member) G_GNUC_WARN_UNUSED_RESULT;
VouchContact *vouch_ats_read_contact (VouchReader        *reader,
                                      gboolean            names_required) G_GNUC_WARN_UNUSED_RESULT;
char         *vouch_ats_dup_next     (VouchReader        *reader,
                                      VouchReply         *reply) G_GNUC_WARN_UNUSED_RESULT;
gint64        vouch_ats_read_items   (VouchReader        *reader,
                                      VouchReply         *reply,
                                      VouchReadItemFunc   read_item,
                                      GDestroyNotify      free_item,
                                      GPtrArray          *items,
                                      GPtrArray          *bad);
GPtrArray    *vouch_ats_read_content (VouchReader        *reader,
                                      VouchReadItemFunc   read_item,
                                      GDestroyNotify      free_item) G_GNUC_WARN_UNUSED_RESULT;
gpointer      vouch_ats_finish       (VouchReader        *reader,
                                      gpointer            value,
                                      GDestroyNotify      free_value,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
