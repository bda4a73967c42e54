/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "http/vouch-same-site.h"
#include "ui/requests/vouch-request-links.h"

static char *
dup_host (const char *uri)
{
  g_autoptr(GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;

  return parsed != NULL ? g_strdup (g_uri_get_host (parsed)) : NULL;
}

char *
vouch_connection_dup_job_uri (const VouchConnection *connection,
                              const char            *job_id)
{
  g_autofree char *job = g_uri_escape_string (job_id, NULL, FALSE);

  return g_strdup_printf ("%s/app/jobs/details/%s", connection->web_uri, job);
}

GStrv
vouch_connection_dup_hosts (const VouchConnection *connection,
                            const char            *report_uri)
{
  g_autoptr(GStrvBuilder) hosts = g_strv_builder_new ();
  g_autofree char *ats = dup_host (connection->web_uri);
  g_autofree char *crosschq = dup_host (connection->crosschq_uri);
  g_autofree char *report = dup_host (report_uri);

  if (ats != NULL)
    g_strv_builder_add (hosts, ats);
  if (crosschq != NULL)
    g_strv_builder_add (hosts, crosschq);
  if (report != NULL && crosschq != NULL && vouch_is_same_site (report, crosschq))
    g_strv_builder_add (hosts, report);

  return g_strv_builder_end (hosts);
}
