/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "ui/vouch-person.h"

char *
vouch_person_dup_name (const VouchContact *contact)
{
  g_autofree char *name = contact != NULL ? vouch_contact_dup_name (contact) : NULL;

  if (name == NULL || *name == '\0')
    return g_strdup (C_("person", "Erased"));

  return vouch_text_isolate (name);
}
