/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchReading:
 * @label: names the transaction
 * @subjects: (array zero-terminated=1): of #VouchStore::changed, after which it is read again
 * @prepare: makes the data of one reading, with its input
 * @load: reads it
 * @destroy: frees it
 * @take: gets what was read (transfer full), or why it was not; not called from within a call
 *
 * What a page shows of the current connection.
 */
typedef struct
{
  const char *label;
  const char *const *subjects;
  gpointer (* prepare) (gint64           connection_id,
                        gpointer         user_data);
  VouchStoreFunc load;
  GDestroyNotify destroy;
  void     (* take)    (gpointer         user_data,
                        gpointer         data,
                        const GError    *error);
} VouchReading;

#define VOUCH_TYPE_RELOADER (vouch_reloader_get_type ())
G_DECLARE_FINAL_TYPE (VouchReloader, vouch_reloader, VOUCH, RELOADER, GObject)

/**
 * VouchReloader:
 *
 * Reads what a page shows at once, again whenever the store changes and whenever the window is
 * about another connection. Changes during a reading lead to one more. For a widget that is not on
 * the screen, changes of the store wait until it is. What was read for a connection that is not the
 * current one any more is thrown away.
 */
VouchReloader *vouch_reloader_new    (VouchHub           *hub,
                                      const VouchReading *reading,
                                      gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_reloader_reload (VouchReloader      *self);
/* Nothing is taken any more. Clears @location; for a dispose. */
void           vouch_reloader_clear  (VouchReloader     **location);

G_END_DECLS
