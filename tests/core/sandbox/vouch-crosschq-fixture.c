/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-crosschq-fixture.h"

#include "json/vouch-json.h"

/* 2 March 2026, 09:00 UTC */
#define START (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

void
crosschq_fixture_set_up (CrosschqFixture *self,
                         gconstpointer    data)
{
  const VouchSandboxOptions options = {
    .seed = 7,
    .size = VOUCH_SANDBOX_SIZE_S,
    .origins = { "http://localhost:4001", "http://localhost:4002", CROSSCHQ_ORIGIN, FILES_ORIGIN },
  };

  self->sandbox = vouch_sandbox_new (&options);
  self->now = START;
  self->authorization = g_strdup (vouch_sandbox_get_crosschq_key (self->sandbox));
}

static void
clear_answer (CrosschqFixture *self)
{
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->allow, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
crosschq_fixture_tear_down (CrosschqFixture *self,
                            gconstpointer    data)
{
  clear_answer (self);
  g_clear_pointer (&self->authorization, g_free);
  g_clear_pointer (&self->sandbox, vouch_sandbox_free);
}

static GBytes *
read_all (GInputStream *stream)
{
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Returns the document, or %NULL when the answer is not JSON. */
JsonNode *
crosschq_fixture_fetch (CrosschqFixture *self,
                        const char      *method,
                        const char      *uri,
                        const char      *body)
{
  g_autoptr(VouchRequest) request = vouch_request_new (method, uri, VOUCH_REQUEST_NONE);
  g_autoptr(VouchSandboxAnswer) answer = NULL;

  clear_answer (self);
  if (self->authorization != NULL)
    vouch_headers_add (request->headers, "Authorization", self->authorization);

  if (body != NULL)
    {
      vouch_headers_add (request->headers, "Content-Type", "application/json; charset=utf-8");
      request->body = g_bytes_new (body, strlen (body));
    }

  self->now += G_USEC_PER_SEC;
  answer = vouch_sandbox_handle (self->sandbox, request, self->now);
  g_assert_nonnull (answer->response);
  self->status = answer->response->status;
  self->location = g_strdup (vouch_headers_get (answer->response->headers, "Location"));
  self->allow = g_strdup (vouch_headers_get (answer->response->headers, "Allow"));
  self->body = read_all (answer->response->body);
  return vouch_json_parse (self->body, NULL);
}

JsonNode *
crosschq_fixture_call (CrosschqFixture *self,
                       const char      *method,
                       const char      *path,
                       const char      *body)
{
  g_autofree char *uri = g_strconcat (CROSSCHQ_ORIGIN, path, NULL);

  return crosschq_fixture_fetch (self, method, uri, body);
}

/* Returns what the control call gave; it has to work. */
JsonNode *
crosschq_fixture_control (CrosschqFixture *self,
                          const char      *action,
                          const char      *arguments)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = vouch_sandbox_control (self->sandbox, action, arguments, self->now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

void
crosschq_fixture_set (CrosschqFixture *self,
                      const char      *settings)
{
  g_autoptr(JsonNode) node = crosschq_fixture_control (self, "settings", settings);
}

/* Returns the id of the request; the create has to work. */
char *
crosschq_fixture_create (CrosschqFixture *self,
                         const char      *path,
                         const char      *body)
{
  g_autoptr(JsonNode) node = crosschq_fixture_call (self, "POST", path, body);

  g_assert_cmpuint (self->status, ==, 201);
  return g_strdup (text_at (node, "request_id"));
}

JsonNode *
crosschq_fixture_get (CrosschqFixture *self,
                      const char      *id)
{
  g_autofree char *path = g_strconcat (V2_LIST, id, "/", NULL);
  JsonNode *node = crosschq_fixture_call (self, "GET", path, NULL);

  g_assert_cmpuint (self->status, ==, 200);
  return node;
}

/* How many entries of the journal ("effects", "violations") have that member. */
guint
crosschq_count (CrosschqFixture *self,
                const char      *journal,
                const char      *member,
                const char      *value)
{
  g_autoptr(JsonNode) node = crosschq_fixture_control (self, journal, "{}");
  JsonArray *entries = json_object_get_array_member (json_node_get_object (node), journal);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    n += g_strcmp0 (text_at (json_array_get_element (entries, i), member), value) == 0 ? 1 : 0;

  return n;
}

/* Walks names and positions that are joined by dots. */
JsonNode *
json_at (JsonNode   *node,
         const char *path)
{
  g_auto(GStrv) parts = g_strsplit (path, ".", -1);

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *array = json_node_get_array (node);
          guint index = (guint) g_ascii_strtoull (parts[i], NULL, 10);
          gboolean there = index < json_array_get_length (array);

          node = there ? json_array_get_element (array, index) : NULL;
        }
      else
        {
          node = JSON_NODE_HOLDS_OBJECT (node)
                 ? json_object_get_member (json_node_get_object (node), parts[i])
                 : NULL;
        }
    }

  return node;
}

const char *
text_at (JsonNode   *node,
         const char *path)
{
  JsonNode *found = json_at (node, path);

  return found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_string (found) : NULL;
}

gint64
int_at (JsonNode   *node,
        const char *path)
{
  JsonNode *found = json_at (node, path);

  return found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_int (found) : -1;
}
