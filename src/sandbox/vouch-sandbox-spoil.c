/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-faults.h"

#include <string.h>

#include "json/vouch-json.h"

static const char html_page[] =
  "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body>"
  "<h1>We will be back soon</h1><p>{\"not\": \"JSON\"}</p></body></html>";

static VouchResponse *
answer_text (guint       status,
             const char *content_type,
             const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return vouch_response_new_bytes (status, content_type, bytes);
}

static VouchResponse *
answer_status (const VouchFault *fault)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"message\":\"Injected\",\"errors\":[{\"code\":\"%s\","
                          "\"message\":\"Injected\"}]}",
                          fault->text == NULL ? "INJECTED" : fault->text);
  return answer_text (fault->number, "application/json", body);
}

static VouchResponse *
answer_retry_after (const VouchFault *fault)
{
  VouchResponse *response = NULL;

  response = answer_text (fault->number, "application/json",
                          "{\"message\":\"Too many requests\",\"errors\":["
                          "{\"code\":\"TOO_MANY_REQUESTS\"}]}");
  if (fault->text != NULL)
    vouch_headers_set (response->headers, "Retry-After", fault->text);

  return response;
}

static VouchResponse *
answer_huge (const VouchFault *fault)
{
  static const char head[] = "{\"content\":\"";
  static const char tail[] = "\"}";
  gsize length = fault->number;
  char *text = g_malloc (length + sizeof head + sizeof tail);
  g_autoptr(GBytes) bytes = NULL;

  memcpy (text, head, sizeof head - 1);
  memset (text + sizeof head - 1, 'x', length);
  memcpy (text + sizeof head - 1 + length, tail, sizeof tail - 1);
  bytes = g_bytes_new_take (text, length + sizeof head - 1 + sizeof tail - 1);

  return vouch_response_new_bytes (200, "application/json", bytes);
}

static VouchResponse *
answer_deep (const VouchFault *fault)
{
  gsize depth = fault->number;
  char *text = g_malloc (2 * depth);
  g_autoptr(GBytes) bytes = NULL;

  memset (text, '[', depth);
  memset (text + depth, ']', depth);
  bytes = g_bytes_new_take (text, 2 * depth);

  return vouch_response_new_bytes (200, "application/json", bytes);
}

/* Blanks in front of a document are harmless JSON and pack a thousandfold. */
static GBytes *
pack_blanks (gsize length)
{
  g_autofree char *blanks = g_strnfill (length, ' ');
  g_autoptr(GInputStream) input = g_memory_input_stream_new_from_data (blanks, length, NULL);
  g_autoptr(GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GInputStream) packed = NULL;
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();

  packed = g_converter_input_stream_new (input, G_CONVERTER (packer));
  g_output_stream_splice (output, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static VouchResponse *
answer_bomb (const VouchFault *fault)
{
  g_autoptr(GBytes) bytes = pack_blanks (fault->number);
  VouchResponse *response = vouch_response_new_bytes (200, "application/json", bytes);

  vouch_headers_set (response->headers, "Content-Encoding", "gzip");
  return response;
}

/**
 * vouch_fault_answer:
 *
 * Returns: (nullable) (transfer full): what comes instead of the real answer; %NULL when the fault
 *   lets it through
 */
VouchResponse *
vouch_fault_answer (const VouchFault *fault)
{
  switch (fault->kind)
    {
    case VOUCH_FAULT_STATUS:
      return answer_status (fault);
    case VOUCH_FAULT_RETRY_AFTER:
      return answer_retry_after (fault);
    case VOUCH_FAULT_HTML:
      return answer_text (fault->number, "text/html; charset=utf-8", html_page);
    case VOUCH_FAULT_BODY:
      return answer_text (fault->number, "application/json",
                          fault->text == NULL ? "" : fault->text);
    case VOUCH_FAULT_HUGE:
      return answer_huge (fault);
    case VOUCH_FAULT_DEEP:
      return answer_deep (fault);
    case VOUCH_FAULT_BOMB:
      return answer_bomb (fault);
    case VOUCH_FAULT_DELAY:
    case VOUCH_FAULT_TRUNCATE:
    case VOUCH_FAULT_DROP_BEFORE:
    case VOUCH_FAULT_DROP_AFTER:
    case VOUCH_FAULT_CONTENT_TYPE:
    case VOUCH_FAULT_DATE:
    case VOUCH_FAULT_FIELD:
    case VOUCH_FAULT_HEADER:
    case VOUCH_N_FAULTS:
    default:
      return NULL;
    }
}

static GBytes *
read_body (VouchResponse *response)
{
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (output, response->body, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static VouchResponse *
replace_body (VouchResponse *response,
              GBytes        *bytes)
{
  VouchResponse *copy = vouch_response_new (response->status,
                                            g_memory_input_stream_new_from_bytes (bytes));

  for (guint i = 0; i < vouch_headers_get_n (response->headers); i++)
    {
      const char *name = NULL;
      const char *value = NULL;

      vouch_headers_get_nth (response->headers, i, &name, &value);
      vouch_headers_add (copy->headers, name, value);
    }
  vouch_response_unref (response);

  return copy;
}

/* Follows one step of a path such as content.0.job.id; json-glib lends what it finds. */
static JsonNode *
step_into (JsonNode   *node,
           const char *name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (name[0]) &&
      g_ascii_strtoull (name, NULL, 10) < json_array_get_length (json_node_get_array (node)))
    return json_array_get_element (json_node_get_array (node), g_ascii_strtoull (name, NULL, 10));

  return NULL;
}

static void
edit_field (JsonNode   *root,
            const char *path,
            JsonNode   *value)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  guint n = g_strv_length (names);
  JsonNode *node = root;

  for (guint i = 0; node != NULL && i + 1 < n; i++)
    node = step_into (node, names[i]);
  if (n == 0 || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  if (value == NULL)
    json_object_remove_member (json_node_get_object (node), names[n - 1]);
  else
    json_object_set_member (json_node_get_object (node), names[n - 1], json_node_copy (value));
}

static VouchResponse *
spoil_field (const VouchFault *fault,
             VouchResponse    *response)
{
  g_autoptr(GBytes) bytes = read_body (response);
  g_autoptr(JsonNode) root = vouch_json_parse (bytes, NULL);
  g_autoptr(GBytes) changed = NULL;

  if (root == NULL || fault->text == NULL)
    return replace_body (response, bytes);

  edit_field (root, fault->text, fault->value);
  changed = vouch_json_to_bytes (root);
  return replace_body (response, changed);
}

static VouchResponse *
cut_body (VouchResponse *response)
{
  g_autoptr(GBytes) bytes = read_body (response);
  g_autoptr(GBytes) half = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (bytes));
  VouchResponse *copy = replace_body (response, half);

  vouch_headers_set (copy->headers, "Content-Length", length);
  return copy;
}

static void
set_header_line (VouchResponse *response,
                 const char    *line)
{
  g_auto(GStrv) parts = g_strsplit (line == NULL ? "" : line, ":", 2);

  if (g_strv_length (parts) == 2)
    vouch_headers_set (response->headers, parts[0], g_strstrip (parts[1]));
}

/**
 * vouch_fault_spoil:
 * @response: (transfer full): the real answer
 *
 * Returns: (transfer full): what arrives of it
 */
VouchResponse *
vouch_fault_spoil (const VouchFault *fault,
                   VouchResponse    *response)
{
  switch (fault->kind)
    {
    case VOUCH_FAULT_TRUNCATE:
      return cut_body (response);
    case VOUCH_FAULT_FIELD:
      return spoil_field (fault, response);
    case VOUCH_FAULT_CONTENT_TYPE:
      vouch_headers_set (response->headers, "Content-Type",
                         fault->text == NULL ? "text/plain" : fault->text);
      return response;
    case VOUCH_FAULT_HEADER:
      set_header_line (response, fault->text);
      return response;
    case VOUCH_FAULT_DATE:
      if (fault->text != NULL)
        vouch_headers_set (response->headers, "Date", fault->text);
      return response;
    case VOUCH_FAULT_STATUS:
    case VOUCH_FAULT_DELAY:
    case VOUCH_FAULT_DROP_BEFORE:
    case VOUCH_FAULT_DROP_AFTER:
    case VOUCH_FAULT_HTML:
    case VOUCH_FAULT_HUGE:
    case VOUCH_FAULT_DEEP:
    case VOUCH_FAULT_BOMB:
    case VOUCH_FAULT_RETRY_AFTER:
    case VOUCH_FAULT_BODY:
    case VOUCH_N_FAULTS:
    default:
      return response;
    }
}
