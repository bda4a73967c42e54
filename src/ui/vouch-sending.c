/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "sync/vouch-delivery.h"
#include "text/vouch-text.h"
#include "ui/vouch-sending.h"

static const char *
find_bar (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);

  return current != NULL ? vouch_delivery_get_bar (vouch_connection_item_get (current)) : NULL;
}

gboolean
vouch_sending_is_on (VouchHub *hub)
{
  return find_bar (hub) == NULL;
}

char *
vouch_sending_dup_bar (VouchHub *hub)
{
  const char *id = find_bar (hub);
  g_autoptr(VouchText) text = id != NULL ? vouch_text_for_id (id) : NULL;

  return text != NULL ? g_strdup (text->sentence) : NULL;
}
