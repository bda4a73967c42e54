/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include <string.h>

#define MAX_IN_FLIGHT 4

/* The order of the methods of one path is the order of the Allow header. */
typedef struct
{
  const char *pattern;
  const char *method;
  const char *dialect;
  const char *feature;  /* (nullable) */
  VouchSandboxHandler handler;
} Route;

static const Route routes[] = {
  { "partners/config", "GET", "crosschq_v1", NULL, vouch_sandbox_crosschq_config },
  { "partners/jobroles", "GET", "crosschq_v1", NULL, vouch_sandbox_crosschq_jobroles },
  { "partners/reference-request", "POST", "crosschq_v1", NULL, vouch_sandbox_crosschq_create },
  { "partners/reference-request/*", "GET", "crosschq_v1", NULL, vouch_sandbox_crosschq_get },
  { "api/v2/settings/jobrole", "GET", "crosschq_v2", NULL, vouch_sandbox_crosschq_surveys },
  { "api/v2/reference-request", "GET", "crosschq_v2", "crosschq_list",
    vouch_sandbox_crosschq_list },
  { "api/v2/reference-request", "POST", "crosschq_v2", NULL, vouch_sandbox_crosschq_create },
  { "api/v2/reference-request/*", "GET", "crosschq_v2", NULL, vouch_sandbox_crosschq_get },
  { "api/v2/reference-request/*", "PATCH", "crosschq_v2", "crosschq_outcome",
    vouch_sandbox_crosschq_outcome },
  { "api/v2/reference-request/*", "DELETE", "crosschq_v2", "crosschq_cancel",
    vouch_sandbox_crosschq_cancelled },
  { "api/v2/reference-request/*/cancel", "POST", "crosschq_v2", "crosschq_cancel",
    vouch_sandbox_crosschq_cancelled },
  { "api/v2/reference-request/*/remind", "POST", "crosschq_v2", "crosschq_remind",
    vouch_sandbox_crosschq_remind },
  { "api/v2/prospects", "GET", "crosschq_v2", "crosschq_prospects",
    vouch_sandbox_crosschq_prospects },
};

VouchResponse *
vouch_sandbox_crosschq_answer (const VouchVisit *visit,
                               guint             status,
                               JsonNode         *node)
{
  g_autoptr(JsonNode) owned = node;

  return vouch_visit_json (visit, status, owned);
}

VouchResponse *
vouch_sandbox_crosschq_say (const VouchVisit *visit,
                               guint             status,
                               const char       *detail)
{
  JsonObject *body = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (body, "detail", detail);
  json_node_take_object (node, body);
  return vouch_sandbox_crosschq_answer (visit, status, node);
}

static gboolean
matches (const char *pattern,
         const char *const *segments)
{
  g_auto(GStrv) parts = g_strsplit (pattern, "/", -1);
  guint i;

  for (i = 0; parts[i] != NULL && segments[i] != NULL; i++)
    {
      if (!g_str_equal (parts[i], "*") && !g_str_equal (parts[i], segments[i]))
        return FALSE;
    }

  return parts[i] == NULL && segments[i] == NULL;
}

/* All routes of the path that this organisation has; none means there is no such path. */
static GPtrArray *
find_routes (VouchSandboxCrosschq *self,
             const VouchVisit     *visit)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];

      if (matches (route->pattern, (const char *const *) visit->segments) &&
          vouch_sandbox_crosschq_is_on (self, route->dialect) &&
          (route->feature == NULL || vouch_sandbox_crosschq_is_on (self, route->feature)))
        g_ptr_array_add (found, (gpointer) route);
    }

  return found;
}

static VouchResponse *
redirect_to_slash (const VouchVisit *visit)
{
  const char *query = strchr (visit->request->uri, '?');
  g_autofree char *location = NULL;
  VouchResponse *response = vouch_visit_empty (visit, 301);

  location = g_strdup_printf ("%s%s/%s",
                              vouch_sandbox_get_origin (visit->sandbox, VOUCH_LISTENER_CROSSCHQ),
                              visit->path,
                              query != NULL ? query : "");
  vouch_headers_set (response->headers, "Location", location);
  return response;
}

static VouchResponse *
refuse_method (const VouchVisit *visit,
               GPtrArray        *found)
{
  g_autoptr(GString) allow = g_string_new (NULL);
  g_autofree char *detail = NULL;
  VouchResponse *response;

  for (guint i = 0; i < found->len; i++)
    {
      const Route *route = found->pdata[i];

      g_string_append_printf (allow, "%s%s", i > 0 ? ", " : "", route->method);
    }

  detail = g_strdup_printf ("Method \"%s\" not allowed.", visit->request->method);
  response = vouch_sandbox_crosschq_say (visit, 405, detail);
  vouch_headers_set (response->headers, "Allow", allow->str);
  return response;
}

/* Which of the three wire forms is right is not confirmed (crosschq.md §2). */
static gboolean
is_token (VouchSandboxCrosschq *self,
          const char           *header,
          const char           *token)
{
  static const struct { const char *form; const char *prefix; } forms[] = {
    { "raw", "" },
    { "token", "Token " },
    { "bearer", "Bearer " },
  };
  const char *wanted = vouch_sandbox_crosschq_get_text (self, "crosschq_auth_form");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if ((g_str_equal (wanted, "any") || g_str_equal (wanted, forms[i].form)) &&
          g_str_has_prefix (header, forms[i].prefix) &&
          g_str_equal (header + strlen (forms[i].prefix), token))
        return TRUE;
    }

  return FALSE;
}

static VouchResponse *
check_token (VouchSandboxCrosschq *self,
             const VouchVisit     *visit)
{
  const char *header = vouch_headers_get (visit->request->headers, "Authorization");

  if (header == NULL)
    return vouch_sandbox_crosschq_say (visit, 401,
                                          "Authentication credentials were not provided.");

  if (is_token (self, header, self->other_key))
    return vouch_sandbox_crosschq_say (visit, 403,
                                          "API access is not enabled for this organization.");

  if (!is_token (self, header, self->key))
    return vouch_sandbox_crosschq_say (visit, 401, "Invalid token.");

  return NULL;
}

/* Crosschq publishes no limit, so the client promises one of its own: 2 calls a second and 4 at
 * once (reliability.md §2.4). */
static void
watch_pace (VouchSandboxCrosschq *self,
            const VouchVisit     *visit)
{
  gboolean watched = vouch_sandbox_crosschq_is_on (self, "crosschq_ceiling");

  if (watched && self->last_calls[0] != 0 &&
      visit->now - self->last_calls[0] < G_USEC_PER_SEC && visit->now >= self->last_calls[0])
    vouch_visit_violation (visit, "too-fast", "more than 2 calls in a second");

  if (watched && visit->in_flight > MAX_IN_FLIGHT)
    vouch_visit_violation (visit, "too-fast", "%u calls at once", visit->in_flight);

  self->last_calls[0] = self->last_calls[1];
  self->last_calls[1] = visit->now;
}

static VouchResponse *
dispatch (VouchSandboxCrosschq *self,
          const VouchVisit     *visit,
          GPtrArray            *found)
{
  VouchResponse *refused = check_token (self, visit);

  if (refused != NULL)
    return refused;

  for (guint i = 0; i < found->len; i++)
    {
      const Route *route = found->pdata[i];

      if (g_str_equal (route->method, visit->request->method))
        return route->handler (self, visit);
    }

  return refuse_method (visit, found);
}

static gboolean
is_report_page (const VouchVisit *visit)
{
  return g_strv_length (visit->segments) == 2 && g_str_equal (visit->segments[0], "report") &&
         g_str_equal (visit->request->method, "GET");
}

/**
 * vouch_sandbox_crosschq_handle:
 * @self: the Crosschq half
 * @visit: a request that reached its listener
 *
 * Credentials in the wrong place are watched for by the front of the company. Path, slash, token
 * and method are looked at in the order of the framework that the service is believed to use
 * (crosschq.md §1, §2).
 *
 * Returns: (transfer full): the answer
 */
VouchResponse *
vouch_sandbox_crosschq_handle (VouchSandboxCrosschq *self,
                               const VouchVisit     *visit)
{
  g_autoptr(GPtrArray) found = NULL;

  vouch_sandbox_crosschq_settle (self, visit->now);
  if (is_report_page (visit))
    return vouch_visit_html (visit, 200,
                             "<!DOCTYPE html><title>Sign in</title><p>Sign in to read it.");

  watch_pace (self, visit);
  found = find_routes (self, visit);
  if (found->len == 0)
    return vouch_sandbox_crosschq_say (visit, 404, "Not found.");

  if (!visit->trailing_slash)
    return g_str_equal (visit->request->method, "GET")
           ? redirect_to_slash (visit)
           : vouch_sandbox_crosschq_say (visit, 404, "Not found.");

  return dispatch (self, visit, found);
}

static char *
derive_key (guint64     seed,
            const char *purpose)
{
  g_autofree char *text = g_strdup_printf ("crosschq %s %" G_GUINT64_FORMAT, purpose, seed);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (digest, 40);
}

/**
 * vouch_sandbox_crosschq_new:
 * @sandbox: (not nullable): the practice company, which outlives this
 * @seed: decides the tokens
 *
 * Returns: (transfer full): an organisation without requests
 */
VouchSandboxCrosschq *
vouch_sandbox_crosschq_new (VouchSandbox *sandbox,
                            guint64       seed)
{
  VouchSandboxCrosschq *self = g_new0 (VouchSandboxCrosschq, 1);

  self->sandbox = sandbox;
  self->key = derive_key (seed, "organisation");
  self->other_key = derive_key (seed, "organisation without access");
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_sandbox_request_free);
  self->requests_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->prospects = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_sandbox_prospect_free);
  self->links_by_token = g_hash_table_new (g_str_hash, g_str_equal);
  self->allowances = g_ptr_array_new_with_free_func (g_free);
  self->disabled = g_ptr_array_new_with_free_func (g_free);
  self->invited = g_ptr_array_new_with_free_func (g_free);
  self->next_due = G_MAXINT64;
  g_queue_init (&self->links);
  return self;
}

void
vouch_sandbox_crosschq_free (VouchSandboxCrosschq *self)
{
  g_hash_table_unref (self->links_by_token);
  g_queue_clear_full (&self->links, (GDestroyNotify) vouch_sandbox_link_free);
  g_hash_table_unref (self->requests_by_id);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->prospects);
  g_ptr_array_unref (self->allowances);
  g_ptr_array_unref (self->disabled);
  g_ptr_array_unref (self->invited);
  g_free (self->key);
  g_free (self->other_key);
  g_free (self);
}

const char *
vouch_sandbox_crosschq_get_key (VouchSandboxCrosschq *self)
{
  return self->key;
}
