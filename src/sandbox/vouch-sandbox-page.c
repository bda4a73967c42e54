/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include "vouch-sandbox-resources.h"

/* The page on which a person plays the recruiter, the candidate and the references. */
VouchResponse *
vouch_sandbox_page_handle (const VouchVisit *visit)
{
  g_autoptr(GBytes) page = NULL;

  page = g_resource_lookup_data (vouch_sandbox_get_resource (), "/vouch/sandbox/page.html",
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (page == NULL)
    return vouch_visit_message (visit, 404, "Not Found");

  return vouch_response_new_bytes (200, "text/html; charset=utf-8", page);
}
