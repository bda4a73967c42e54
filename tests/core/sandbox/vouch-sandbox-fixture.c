/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-sandbox-fixture.h"

#include <string.h>

#include "json/vouch-json.h"

/* 2 March 2026, 09:00 UTC */
#define START (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

void
sandbox_fixture_set_up (SandboxFixture *self,
                        gconstpointer   data)
{
  static const char *const redirect_uris[] = { REDIRECT_URI, NULL };
  const VouchSandboxOptions options = {
    .seed = 7,
    .size = VOUCH_SANDBOX_SIZE_S,
    .origins = { IDENTITY_ORIGIN, ATS_ORIGIN, "http://localhost:4003", "http://localhost:4004" },
    .redirect_uris = redirect_uris,
  };

  self->sandbox = vouch_sandbox_new (&options);
  self->now = START;
  self->key = g_strdup (vouch_sandbox_get_api_key (self->sandbox));
}

static void
clear_answer (SandboxFixture *self)
{
  g_clear_pointer (&self->headers, vouch_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->status = 0;
}

void
sandbox_fixture_tear_down (SandboxFixture *self,
                           gconstpointer   data)
{
  clear_answer (self);
  g_clear_pointer (&self->authorization, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->sandbox, vouch_sandbox_free);
}

static GBytes *
read_all (GInputStream *stream)
{
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static VouchRequest *
new_request (SandboxFixture *self,
             const char     *method,
             const char     *uri)
{
  VouchRequest *request = vouch_request_new (method, uri, VOUCH_REQUEST_NONE);

  if (self->authorization != NULL)
    vouch_headers_add (request->headers, "Authorization", self->authorization);
  else if (self->key != NULL && g_str_has_prefix (uri, ATS_ORIGIN))
    vouch_headers_add (request->headers, "X-SmartToken", self->key);

  return request;
}

/* A call whose answer is not there yet; time stands still. */
VouchSandboxAnswer *
sandbox_fixture_open (SandboxFixture *self,
                      const char     *method,
                      const char     *uri)
{
  g_autoptr(VouchRequest) request = new_request (self, method, uri);

  return vouch_sandbox_handle (self->sandbox, request, self->now);
}

/* Returns the document, or %NULL when the answer is not JSON. */
JsonNode *
sandbox_fixture_send (SandboxFixture *self,
                      const char     *method,
                      const char     *uri,
                      const char     *content_type,
                      GBytes         *body)
{
  g_autoptr(VouchRequest) request = new_request (self, method, uri);
  g_autoptr(VouchSandboxAnswer) answer = NULL;

  clear_answer (self);
  if (content_type != NULL)
    vouch_headers_add (request->headers, "Content-Type", content_type);
  if (body != NULL)
    request->body = g_bytes_ref (body);

  self->now += G_USEC_PER_SEC;
  answer = vouch_sandbox_handle (self->sandbox, request, self->now);
  self->drop = answer->drop;
  self->delay = answer->delay;
  if (answer->response == NULL)
    return NULL;

  self->status = answer->response->status;
  self->headers = vouch_headers_ref (answer->response->headers);
  self->body = read_all (answer->response->body);
  return vouch_json_parse (self->body, NULL);
}

JsonNode *
sandbox_fixture_get (SandboxFixture *self,
                     const char     *format,
                     ...)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  uri = g_strconcat (ATS_ORIGIN, path, NULL);

  return sandbox_fixture_send (self, "GET", uri, NULL, NULL);
}

JsonNode *
sandbox_fixture_call (SandboxFixture *self,
                      const char     *method,
                      const char     *path,
                      const char     *content_type,
                      const char     *body)
{
  g_autofree char *uri = g_strconcat (ATS_ORIGIN, path, NULL);
  g_autoptr(GBytes) bytes = body == NULL ? NULL : g_bytes_new (body, strlen (body));

  return sandbox_fixture_send (self, method, uri, content_type, bytes);
}

static JsonNode *
control (SandboxFixture *self,
         const char     *action,
         const char     *format,
         va_list         args)
{
  g_autofree char *arguments = g_strdup_vprintf (format, args);
  g_autoptr(GError) error = NULL;
  JsonNode *node = NULL;

  node = vouch_sandbox_control (self->sandbox, action, arguments, self->now, &error);
  g_assert_no_error (error);
  return node;
}

JsonNode *
sandbox_fixture_control (SandboxFixture *self,
                         const char     *action,
                         const char     *format,
                         ...)
{
  JsonNode *node = NULL;
  va_list args;

  va_start (args, format);
  node = control (self, action, format, args);
  va_end (args);

  return node;
}

void
sandbox_fixture_do (SandboxFixture *self,
                    const char     *action,
                    const char     *format,
                    ...)
{
  g_autoptr(JsonNode) node = NULL;
  va_list args;

  va_start (args, format);
  node = control (self, action, format, args);
  va_end (args);
}

/* How many entries of effects or violations have that value. */
guint
sandbox_fixture_count (SandboxFixture *self,
                       const char     *journal,
                       const char     *member,
                       const char     *value)
{
  g_autoptr(JsonNode) node = sandbox_fixture_control (self, journal, "{}");
  JsonArray *array = json_node_get_array (node_at (node, journal));
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *text = NULL;
      JsonObject *object = json_array_get_object_element (array, i);

      text = g_strdup (json_object_get_string_member_with_default (object, member, ""));
      count += value == NULL || g_str_equal (text, value) ? 1 : 0;
    }

  return count;
}

char *
sandbox_fixture_text (SandboxFixture *self)
{
  return g_strndup (g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));
}

/* Follows a path such as content.0.job.id; %NULL when it leads nowhere. */
JsonNode *
node_at (JsonNode   *node,
         const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), names[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node) &&
               g_ascii_strtoull (names[i], NULL, 10) <
                 json_array_get_length (json_node_get_array (node)))
        node = json_array_get_element (json_node_get_array (node),
                                       g_ascii_strtoull (names[i], NULL, 10));
      else
        node = NULL;
    }

  return node;
}

const char *
text_at (JsonNode   *node,
         const char *path)
{
  JsonNode *found = node_at (node, path);

  return found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_string (found) : NULL;
}

gint64
int_at (JsonNode   *node,
        const char *path)
{
  JsonNode *found = node_at (node, path);

  return found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_int (found) : G_MININT64;
}
