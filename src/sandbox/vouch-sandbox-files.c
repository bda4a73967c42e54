/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include <string.h>

/* Files of reports lie on another origin, under addresses that nobody can guess and that end after
 * ten minutes; whoever knows the address gets the file (crosschq.md §3.9, §11). */

#define MIB (1024 * 1024)
#define HUGE_MIB 26

/* How long a dead link is still told from one that never was. */
#define LINK_MEMORY (6 * VOUCH_SANDBOX_LINK_LIFE)

static void
forget_old_links (VouchSandboxCrosschq *self,
                  gint64                now)
{
  VouchSandboxLink *oldest = g_queue_peek_head (&self->links);

  while (oldest != NULL && oldest->created_at + LINK_MEMORY < now)
    {
      g_hash_table_remove (self->links_by_token, oldest->token);
      vouch_sandbox_link_free (g_queue_pop_head (&self->links));
      oldest = g_queue_peek_head (&self->links);
    }
}

/**
 * vouch_sandbox_crosschq_add_link:
 * @self: the Crosschq half
 * @link: (transfer full): a link younger than all others
 */
void
vouch_sandbox_crosschq_add_link (VouchSandboxCrosschq *self,
                                 VouchSandboxLink     *link)
{
  g_queue_push_tail (&self->links, link);
  g_hash_table_insert (self->links_by_token, link->token, link);
}

/**
 * vouch_sandbox_crosschq_dup_link:
 * @self: the Crosschq half
 * @request: a completed request
 * @full: the full report rather than the summary
 * @now: when it is made
 *
 * Returns: (transfer full): an address that was never given out before
 */
char *
vouch_sandbox_crosschq_dup_link (VouchSandboxCrosschq *self,
                                 VouchSandboxRequest  *request,
                                 gboolean              full,
                                 gint64                now)
{
  VouchSandboxLink *link = g_new0 (VouchSandboxLink, 1);
  g_autofree char *uuid = vouch_sandbox_dup_uuid (self->sandbox);
  g_auto(GStrv) parts = g_strsplit (uuid, "-", -1);

  forget_old_links (self, now);
  link->token = g_strjoinv ("", parts);
  link->request_id = g_strdup (request->id);
  link->full = full;
  link->created_at = now;
  vouch_sandbox_crosschq_add_link (self, link);
  return g_strdup_printf ("%s/_files/%s.pdf",
                          vouch_sandbox_get_origin (self->sandbox, VOUCH_LISTENER_FILES),
                          link->token);
}

static VouchSandboxLink *
find_link (VouchSandboxCrosschq *self,
           const VouchVisit     *visit)
{
  g_autofree char *token = NULL;

  if (g_strv_length (visit->segments) != 2 || visit->trailing_slash ||
      !g_str_equal (visit->segments[0], "_files") ||
      !g_str_has_suffix (visit->segments[1], ".pdf"))
    return NULL;

  token = g_strndup (visit->segments[1], strlen (visit->segments[1]) - strlen (".pdf"));
  return g_hash_table_lookup (self->links_by_token, token);
}

static VouchResponse *
serve_huge (GBytes *pdf)
{
  g_autoptr(GInputStream) body = g_memory_input_stream_new ();
  g_autoptr(GBytes) blank = g_bytes_new_take (g_malloc0 (MIB), MIB);
  VouchResponse *response;

  g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (body), pdf);
  for (guint i = 0; i < HUGE_MIB; i++)
    g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (body), blank);

  response = vouch_response_new (200, g_steal_pointer (&body));
  vouch_headers_set (response->headers, "Content-Type", "application/pdf");
  return response;
}

static VouchResponse *
serve_file (VouchSandboxCrosschq *self,
            const VouchVisit     *visit,
            GBytes               *pdf)
{
  const char *kind = vouch_sandbox_crosschq_get_text (self, "crosschq_pdf_kind");
  gsize length = g_bytes_get_size (pdf);
  g_autoptr(GBytes) part = NULL;

  if (g_str_equal (kind, "html"))
    return vouch_visit_html (visit, 200, "<!DOCTYPE html><title>Sign in</title><p>Please sign in.");

  if (g_str_equal (kind, "huge"))
    return serve_huge (pdf);

  if (g_str_equal (kind, "empty"))
    length = 0;
  else if (g_str_equal (kind, "cut"))
    length /= 2;

  part = g_bytes_new_from_bytes (pdf, 0, length);
  return vouch_response_new_bytes (200, "application/pdf", part);
}

static void
note_download (VouchSandboxCrosschq *self,
               const VouchVisit     *visit,
               VouchSandboxLink     *link)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "request_id", link->request_id);
  json_object_set_string_member (detail, "report", link->full ? "full" : "summary");
  json_object_set_string_member (detail, "file",
                                 vouch_sandbox_crosschq_get_text (self, "crosschq_pdf_kind"));
  vouch_visit_effect (visit, "report-downloaded", detail);
}

/**
 * vouch_sandbox_files_handle:
 * @self: the Crosschq half
 * @visit: a request that reached the listener for files
 *
 * Returns: (transfer full): a file, 403 when its link is too old, or 404
 */
VouchResponse *
vouch_sandbox_files_handle (VouchSandboxCrosschq *self,
                            const VouchVisit     *visit)
{
  VouchSandboxLink *link;
  VouchSandboxRequest *request;
  g_autoptr(GBytes) pdf = NULL;

  vouch_sandbox_crosschq_settle (self, visit->now);
  link = find_link (self, visit);
  request = link != NULL ? vouch_sandbox_crosschq_find (self, link->request_id) : NULL;
  if (request == NULL || request->state != VOUCH_SANDBOX_REQUEST_COMPLETED)
    return vouch_visit_html (visit, 404, "<!DOCTYPE html><title>Not found</title>");

  if (!g_str_equal (visit->request->method, "GET"))
    return vouch_visit_html (visit, 405, "<!DOCTYPE html><title>Method not allowed</title>");

  if (link->created_at + VOUCH_SANDBOX_LINK_LIFE <= visit->now)
    return vouch_visit_html (visit, 403, "<!DOCTYPE html><title>Link has expired</title>");

  note_download (self, visit, link);
  pdf = vouch_sandbox_crosschq_dup_pdf (request, link->full);
  return serve_file (self, visit, pdf);
}
