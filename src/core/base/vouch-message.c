/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <string.h>

#include "base/vouch-message.h"

typedef struct
{
  char *name;
  char *value;
} Header;

struct _VouchHeaders
{
  GArray *fields; /* of Header, (owned) */
};

static void
header_clear (Header *header)
{
  g_free (header->name);
  /* A field may be a credential. */
  if (header->value != NULL)
    explicit_bzero (header->value, strlen (header->value));
  g_free (header->value);
}

static void
headers_clear (VouchHeaders *self)
{
  g_array_unref (self->fields);
}

static Header *
find_header (const VouchHeaders *self,
             const char         *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Header *header = &g_array_index (self->fields, Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header;
    }

  return NULL;
}

VouchHeaders *
vouch_headers_new (void)
{
  VouchHeaders *self = g_atomic_rc_box_new0 (VouchHeaders);

  self->fields = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->fields, (GDestroyNotify) header_clear);
  return self;
}

VouchHeaders *
vouch_headers_ref (VouchHeaders *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_headers_unref (VouchHeaders *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) headers_clear);
}

void
vouch_headers_add (VouchHeaders *self,
                   const char   *name,
                   const char   *value)
{
  Header header = { g_strdup (name), g_strdup (value) };

  g_array_append_val (self->fields, header);
}

/**
 * vouch_headers_set:
 * @self: header fields
 * @name: a name
 * @value: (nullable): the value, or %NULL to remove the field
 *
 * Makes @value the only one of @name.
 */
void
vouch_headers_set (VouchHeaders *self,
                   const char   *name,
                   const char   *value)
{
  for (guint i = self->fields->len; i > 0; i--)
    {
      if (g_ascii_strcasecmp (g_array_index (self->fields, Header, i - 1).name, name) == 0)
        g_array_remove_index (self->fields, i - 1);
    }

  if (value != NULL)
    vouch_headers_add (self, name, value);
}

/**
 * vouch_headers_get:
 * @self: header fields
 * @name: a name, compared without case
 *
 * Returns: (nullable) (transfer none): the first value of that name
 */
const char *
vouch_headers_get (const VouchHeaders *self,
                   const char         *name)
{
  Header *header = find_header (self, name);

  return header != NULL ? header->value : NULL;
}

guint
vouch_headers_get_n (const VouchHeaders *self)
{
  return self->fields->len;
}

void
vouch_headers_get_nth (const VouchHeaders  *self,
                       guint                index,
                       const char         **name,
                       const char         **value)
{
  Header *header = &g_array_index (self->fields, Header, index);

  *name = header->name;
  *value = header->value;
}

static void
request_clear (VouchRequest *self)
{
  g_free (self->method);
  g_free (self->uri);
  vouch_headers_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
}

VouchRequest *
vouch_request_new (const char        *method,
                   const char        *uri,
                   VouchRequestFlags  flags)
{
  VouchRequest *self = g_atomic_rc_box_new0 (VouchRequest);

  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = vouch_headers_new ();
  self->flags = flags;
  return self;
}

VouchRequest *
vouch_request_ref (VouchRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_request_unref (VouchRequest *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) request_clear);
}

static void
response_clear (VouchResponse *self)
{
  vouch_headers_unref (self->headers);
  g_clear_object (&self->body);
}

/**
 * vouch_response_new:
 * @status: the HTTP status
 * @body: (transfer full): the bytes that follow
 *
 * Returns: (transfer full): an answer without header fields
 */
VouchResponse *
vouch_response_new (guint         status,
                    GInputStream *body)
{
  VouchResponse *self = g_atomic_rc_box_new0 (VouchResponse);

  self->status = status;
  self->headers = vouch_headers_new ();
  self->body = body;
  return self;
}

/**
 * vouch_response_new_bytes:
 * @status: the HTTP status
 * @content_type: (nullable): its type
 * @bytes: (nullable): the whole body
 *
 * Returns: (transfer full): an answer from memory
 */
VouchResponse *
vouch_response_new_bytes (guint       status,
                          const char *content_type,
                          GBytes     *bytes)
{
  GInputStream *body = bytes != NULL
    ? g_memory_input_stream_new_from_bytes (bytes)
    : g_memory_input_stream_new ();
  VouchResponse *self = vouch_response_new (status, body);

  if (content_type != NULL)
    vouch_headers_add (self->headers, "Content-Type", content_type);
  return self;
}

VouchResponse *
vouch_response_ref (VouchResponse *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_response_unref (VouchResponse *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) response_clear);
}
