/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include <string.h>

#include "base/vouch-util.h"

/* Lists of the second version: requests and prospects (crosschq.md §3.7, §6). */

#define DEFAULT_PAGE_SIZE 50

static gint64
get_number (const VouchVisit *visit,
            const char       *name,
            gint64            fallback)
{
  const char *text = vouch_visit_query (visit, name);
  gint64 number = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL))
    return text == NULL ? fallback : 0;

  return number;
}

/* The same address with another page number. */
static char *
dup_page_uri (const VouchVisit *visit,
              gint64            page)
{
  g_autoptr(GString) uri = g_string_new (NULL);
  g_autofree char *path = g_strdup (visit->request->uri);
  char *query = strchr (path, '?');
  const char *slashed;

  if (query != NULL)
    *query = '\0';

  slashed = strstr (path, "://");
  slashed = slashed != NULL ? strchr (slashed + 3, '/') : path;
  g_string_append_printf (uri, "%s%s?page=%" G_GINT64_FORMAT,
                          vouch_sandbox_get_origin (visit->sandbox, VOUCH_LISTENER_CROSSCHQ),
                          slashed, page);
  for (guint i = 0; i + 1 < visit->query->len; i += 2)
    {
      g_autofree char *value = NULL;

      if (g_str_equal (visit->query->pdata[i], "page"))
        continue;

      value = g_uri_escape_string (visit->query->pdata[i + 1], NULL, FALSE);
      g_string_append_printf (uri, "&%s=%s", (char *) visit->query->pdata[i], value);
    }

  return g_string_free (g_steal_pointer (&uri), FALSE);
}

static void
set_page_uri (const VouchVisit *visit,
              JsonObject       *envelope,
              const char       *member,
              gint64            page,
              gboolean          there)
{
  g_autofree char *uri = there ? dup_page_uri (visit, page) : NULL;

  if (uri != NULL)
    json_object_set_string_member (envelope, member, uri);
  else
    json_object_set_null_member (envelope, member);
}

static VouchResponse *
answer_envelope (const VouchVisit *visit,
                 JsonArray        *results,
                 gint64            count,
                 gint64            page,
                 gint64            size,
                 gboolean          astray)
{
  JsonObject *envelope = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (envelope, "count", count);
  set_page_uri (visit, envelope, "next", page + 1, page * size < count);
  if (astray && page * size < count)
    json_object_set_string_member (envelope, "next", "https://elsewhere.example/?page=2");
  set_page_uri (visit, envelope, "previous", page - 1, page > 1);
  json_object_set_array_member (envelope, "results", results);
  json_node_take_object (node, envelope);
  return vouch_sandbox_crosschq_answer (visit, 200, node);
}

/**
 * vouch_sandbox_crosschq_page:
 * @self: the Crosschq half
 * @visit: a list call
 * @records: (element-type gpointer): everything that passed the filters, oldest first
 * @writer: writes one record
 *
 * Shows one page, youngest first, in the form that the setting crosschq_list_form names: nobody
 * knows which it is (crosschq.md §3.7).
 *
 * Returns: (transfer full): the answer
 */
VouchResponse *
vouch_sandbox_crosschq_page (VouchSandboxCrosschq *self,
                             const VouchVisit     *visit,
                             GPtrArray            *records,
                             VouchSandboxWriter    writer)
{
  const char *form = vouch_sandbox_crosschq_get_text (self, "crosschq_list_form");
  gboolean bare = g_str_equal (form, "array");
  gint64 count = records->len;
  gint64 page = get_number (visit, "page", 1);
  gint64 most = vouch_sandbox_crosschq_get_int (self, "crosschq_page_size");
  gint64 size = CLAMP (get_number (visit, "page_size", DEFAULT_PAGE_SIZE), 1, most);
  JsonArray *results;
  JsonNode *node;

  if (page < 1 || (!bare && page > 1 && (page - 1) * size >= count))
    return vouch_sandbox_crosschq_say (visit, 404, "Invalid page.");

  results = json_array_new ();
  for (gint64 i = (page - 1) * size; i < MIN (page * size, count); i++)
    json_array_add_element (results, writer (self, records->pdata[count - 1 - i], visit->now));

  if (!bare)
    return answer_envelope (visit, results, count, page, size, g_str_equal (form, "astray"));

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, results);
  return vouch_sandbox_crosschq_answer (visit, 200, node);
}

static JsonNode *
write_request (VouchSandboxCrosschq *self,
               gpointer              record,
               gint64                now)
{
  JsonNode *node = vouch_sandbox_crosschq_write (self, record, TRUE, now);

  if (!vouch_sandbox_crosschq_is_on (self, "crosschq_echo"))
    {
      json_object_remove_member (json_node_get_object (node), "candidate");
      json_object_remove_member (json_node_get_object (node), "job_position");
    }

  return node;
}

typedef struct
{
  const char *status;
  const char *email;
  const char *external_id;
  gboolean nothing;
  gint64 updated_after;
  gint64 visible_until;  /* what was made later is not in the list yet */
} Filter;

static gboolean
passes (const Filter        *filter,
        VouchSandboxRequest *request)
{
  const char *status = vouch_sandbox_request_get_status (request);

  return !filter->nothing && request->created_at <= filter->visible_until &&
         request->updated_at >= filter->updated_after &&
         (filter->status == NULL || g_ascii_strcasecmp (filter->status, status) == 0) &&
         (filter->email == NULL || g_ascii_strcasecmp (filter->email, request->email) == 0) &&
         (filter->external_id == NULL ||
          g_strcmp0 (filter->external_id, request->external_id) == 0);
}

/* GET /api/v2/reference-request/: a filter that the service does not know is overlooked, so that
 * everything comes back; or, some say, nothing does. */
VouchResponse *
vouch_sandbox_crosschq_list (VouchSandboxCrosschq *self,
                             const VouchVisit     *visit)
{
  const char *updated_after = vouch_visit_query (visit, "updated_after");
  gint64 lag = vouch_sandbox_crosschq_get_int (self, "crosschq_list_lag") * G_USEC_PER_SEC;
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  Filter filter = {
    .status = vouch_visit_query (visit, "status"),
    .visible_until = visit->now - lag,
  };
  gboolean filters = vouch_sandbox_crosschq_is_on (self, "crosschq_filters");

  if (filters)
    filter.email = vouch_visit_query (visit, "candidate_email");
  if (filters && vouch_sandbox_crosschq_is_on (self, "crosschq_external_id"))
    filter.external_id = vouch_visit_query (visit, "external_id");
  else if (g_str_equal (vouch_sandbox_crosschq_get_text (self, "unknown_filter"), "empty"))
    filter.nothing = vouch_visit_query (visit, "external_id") != NULL;

  if (updated_after != NULL)
    filter.updated_after = vouch_time_from_string (updated_after, &error);

  if (error != NULL)
    return vouch_sandbox_crosschq_say (visit, 400, "updated_after is not a date-time.");

  for (guint i = 0; i < self->requests->len; i++)
    {
      if (passes (&filter, self->requests->pdata[i]))
        g_ptr_array_add (found, self->requests->pdata[i]);
    }

  return vouch_sandbox_crosschq_page (self, visit, found, write_request);
}
