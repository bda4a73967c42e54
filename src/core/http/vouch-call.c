/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-call.h"

#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "json/vouch-json.h"

struct _VouchCall
{
  char *method;         /* (owned) */
  char *template;       /* (owned) */
  char *path;           /* (owned) (nullable): encoded, below the base URI; %NULL if not possible */
  char *uri;            /* (owned) (nullable): for an absolute call */
  GString *query;       /* (owned): encoded, without the question mark */
  VouchHeaders *headers; /* (owned) */
  GBytes *body;         /* (owned) (nullable) */
  VouchRequestFlags flags;
  VouchExpect expect;
};

/* Everything but unreserved characters; ids may be "." or hold a slash, cursors are base64. */
static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* An empty segment or a dot segment would name another resource. */
static gboolean
is_segment (const char *value)
{
  return value != NULL && *value != '\0' && !g_str_equal (value, ".") && !g_str_equal (value, "..");
}

static char *
fill_template (const char *template,
               va_list    *values)
{
  g_autoptr(GString) path = g_string_new (NULL);
  const char *rest = template;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      const char *value = va_arg (*values, const char *);
      g_autofree char *escaped = NULL;

      g_return_val_if_fail (close != NULL, NULL);

      /* Behind a NULL there are no further values to take. */
      if (!is_segment (value))
        return NULL;

      escaped = escape (value);
      g_string_append_len (path, rest, open - rest);
      g_string_append (path, escaped);
      rest = close + 1;
    }

  g_string_append (path, rest);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static VouchCall *
create (const char *method,
        const char *template)
{
  VouchCall *self = g_rc_box_new0 (VouchCall);

  self->method = g_strdup (method);
  self->template = g_strdup (template);
  self->query = g_string_new (NULL);
  self->headers = vouch_headers_new ();
  if (!g_str_equal (method, "GET"))
    self->flags = VOUCH_REQUEST_EFFECT;

  return self;
}

/**
 * vouch_call_new:
 * @method: "GET", "POST" …
 * @template: path below the base URI with placeholders: "/candidates/{id}"
 * @...: one value for each placeholder, in their order, then %NULL
 *
 * Describes a call. Values are percent-encoded. Everything but a GET counts as an effect until
 * vouch_call_set_flags() says otherwise.
 *
 * Returns: (transfer full): a call that expects a document
 */
VouchCall *
vouch_call_new (const char *method,
                const char *template,
                ...)
{
  VouchCall *self = create (method, template);
  va_list values;

  va_start (values, template);
  self->path = fill_template (template, &values);
  va_end (values);

  return self;
}

/**
 * vouch_call_new_absolute:
 * @method: "GET", "POST" …
 * @uri: an address as a service gave it, encoded; a relative one is taken relative to the base URI
 * @template: what stands for it in logs and rules, since it may hold a secret
 *
 * Describes a call to a link out of an answer. A credential goes along only if it leads to the
 * origin of the base URI.
 *
 * Returns: (transfer full): a call that expects a document
 */
VouchCall *
vouch_call_new_absolute (const char *method,
                         const char *uri,
                         const char *template)
{
  VouchCall *self = create (method, template);

  self->uri = g_strdup (uri);
  return self;
}

VouchCall *
vouch_call_ref (VouchCall *self)
{
  return g_rc_box_acquire (self);
}

static void
vouch_call_clear (VouchCall *self)
{
  g_free (self->method);
  g_free (self->template);
  g_free (self->path);
  g_free (self->uri);
  g_string_free (self->query, TRUE);
  vouch_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
vouch_call_unref (VouchCall *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) vouch_call_clear);
}

/**
 * vouch_call_add_query:
 * @self: a call
 * @name: name of the parameter
 * @value: its value, not encoded
 *
 * Adds a query parameter; a name may be added again.
 */
void
vouch_call_add_query (VouchCall  *self,
                      const char *name,
                      const char *value)
{
  g_autofree char *escaped_name = escape (name);
  g_autofree char *escaped_value = escape (value);

  g_string_append_printf (self->query, "%s%s=%s",
                          self->query->len > 0 ? "&" : "", escaped_name, escaped_value);
}

void
vouch_call_add_query_int (VouchCall  *self,
                          const char *name,
                          gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  vouch_call_add_query (self, name, text);
}

void
vouch_call_set_flags (VouchCall         *self,
                      VouchRequestFlags  flags)
{
  self->flags = flags;
}

void
vouch_call_set_expect (VouchCall   *self,
                       VouchExpect  expect)
{
  self->expect = expect;
}

void
vouch_call_set_body (VouchCall  *self,
                     const char *content_type,
                     GBytes     *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
  vouch_headers_set (self->headers, "Content-Type", content_type);
}

void
vouch_call_set_json (VouchCall *self,
                     JsonNode  *json)
{
  g_autoptr(GBytes) body = vouch_json_to_bytes (json);

  vouch_call_set_body (self, "application/json", body);
}

void
vouch_call_set_json_patch (VouchCall *self,
                           JsonNode  *json)
{
  g_autoptr(GBytes) body = vouch_json_to_bytes (json);

  vouch_call_set_body (self, "application/json-patch+json", body);
}

static void
append_field (GString    *form,
              const char *name,
              const char *value)
{
  g_autofree char *escaped_name = escape (name);
  char *escaped_value = escape (value);

  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append (form, escaped_name);
  g_string_append_c (form, '=');
  g_string_append (form, escaped_value);
  vouch_secret_free (escaped_value);
}

/**
 * vouch_call_set_form:
 * @self: a call
 * @first_name: name of the first field
 * @...: its value, more names and values, then %NULL
 *
 * Sets a body of type application/x-www-form-urlencoded. As it may hold a client secret, its memory
 * is wiped when it is freed.
 */
void
vouch_call_set_form (VouchCall  *self,
                     const char *first_name,
                     ...)
{
  /* Large enough not to be moved, which would leave a copy behind. */
  g_autoptr(GString) form = g_string_sized_new (8192);
  g_autoptr(GBytes) body = NULL;
  gsize length;
  char *text;
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    append_field (form, name, va_arg (args, const char *));
  va_end (args);

  length = form->len;
  text = g_string_free (g_steal_pointer (&form), FALSE);
  body = g_bytes_new_with_free_func (text, length, (GDestroyNotify) vouch_secret_free, text);
  vouch_call_set_body (self, "application/x-www-form-urlencoded", body);
}

/* As browsers write it: RFC 7578 forbids the encoding of RFC 5987 here. */
static char *
quote_file_name (const char *file_name)
{
  g_autoptr(GString) quoted = g_string_new (file_name);

  g_string_replace (quoted, "\"", "%22", 0);
  g_string_replace (quoted, "\r", "%0D", 0);
  g_string_replace (quoted, "\n", "%0A", 0);
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

/**
 * vouch_call_set_attachment:
 * @self: a call
 * @boundary: random text of at most 70 characters that does not occur in @bytes
 * @attachment_type: SmartRecruiters' kind of attachment
 * @file_name: as it shall be shown
 * @content_type: type of the file
 * @bytes: the file
 *
 * Sets a body of type multipart/form-data with the parts "attachmentType" and "file"
 * (smartrecruiters.md §9.9).
 */
void
vouch_call_set_attachment (VouchCall  *self,
                           const char *boundary,
                           const char *attachment_type,
                           const char *file_name,
                           const char *content_type,
                           GBytes     *bytes)
{
  g_autofree char *quoted = quote_file_name (file_name);
  g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);
  g_autoptr(GByteArray) form = g_byte_array_new ();
  g_autoptr(GBytes) body = NULL;
  g_autofree char *head = NULL;
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);

  head = g_strdup_printf ("--%s\r\n"
                          "Content-Disposition: form-data; name=\"attachmentType\"\r\n"
                          "\r\n"
                          "%s\r\n"
                          "--%s\r\n"
                          "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                          "Content-Type: %s\r\n"
                          "\r\n",
                          boundary, attachment_type, boundary, quoted, content_type);

  g_byte_array_append (form, (const guint8 *) head, strlen (head));
  g_byte_array_append (form, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_byte_array_append (form, (const guint8 *) tail, strlen (tail));
  body = g_byte_array_free_to_bytes (g_steal_pointer (&form));
  vouch_call_set_body (self, type, body);
}

void
vouch_call_add_header (VouchCall  *self,
                       const char *name,
                       const char *value)
{
  vouch_headers_add (self->headers, name, value);
}

const char *
vouch_call_get_method (VouchCall *self)
{
  return self->method;
}

const char *
vouch_call_get_template (VouchCall *self)
{
  return self->template;
}

VouchRequestFlags
vouch_call_get_flags (VouchCall *self)
{
  return self->flags;
}

VouchExpect
vouch_call_get_expect (VouchCall *self)
{
  return self->expect;
}

GBytes *
vouch_call_get_body (VouchCall *self)
{
  return self->body;
}

gboolean
vouch_call_is_absolute (VouchCall *self)
{
  return self->uri != NULL;
}

static char *
dup_target (VouchCall   *self,
            const char  *base_uri,
            GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  gsize length = strlen (base_uri);
  char *target;

  if (self->uri != NULL)
    {
      target = g_uri_resolve_relative (base_uri, self->uri, G_URI_FLAGS_ENCODED, &local_error);
      if (target == NULL)
        g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY,
                     "a link that is no address: %s", self->template);
      return target;
    }

  if (self->path == NULL)
    {
      g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_INVALID,
                   "an identifier is missing or none: %s", self->template);
      return NULL;
    }

  while (length > 0 && base_uri[length - 1] == '/')
    length--;

  return g_strdup_printf ("%.*s%s", (int) length, base_uri, self->path);
}

/**
 * vouch_call_to_request:
 * @self: a call
 * @base_uri: where paths are below
 * @error: return location
 *
 * Builds the request, without a credential.
 *
 * Fails with %VOUCH_API_ERROR_INVALID if a value of the path is missing, empty or a dot segment,
 * and with %VOUCH_API_ERROR_BAD_REPLY if the link out of an answer is not an address.
 *
 * Returns: (transfer full): a request
 */
VouchRequest *
vouch_call_to_request (VouchCall   *self,
                       const char  *base_uri,
                       GError     **error)
{
  g_autofree char *target = dup_target (self, base_uri, error);
  g_autofree char *uri = NULL;
  VouchRequest *request;

  if (target == NULL)
    return NULL;

  if (self->query->len > 0)
    uri = g_strconcat (target, strchr (target, '?') != NULL ? "&" : "?", self->query->str, NULL);
  else
    uri = g_steal_pointer (&target);

  request = vouch_request_new (self->method, uri, self->flags);
  for (guint i = 0; i < vouch_headers_get_n (self->headers); i++)
    {
      const char *name;
      const char *value;

      vouch_headers_get_nth (self->headers, i, &name, &value);
      vouch_headers_add (request->headers, name, value);
    }
  request->body = self->body != NULL ? g_bytes_ref (self->body) : NULL;

  return request;
}

VouchReply *
vouch_reply_new (void)
{
  return g_rc_box_new0 (VouchReply);
}

VouchReply *
vouch_reply_ref (VouchReply *self)
{
  return g_rc_box_acquire (self);
}

static void
vouch_reply_clear (VouchReply *self)
{
  g_clear_pointer (&self->headers, vouch_headers_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->tape, vouch_tape_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

void
vouch_reply_unref (VouchReply *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) vouch_reply_clear);
}
