/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "base/vouch-redirect.h"
#include "base/vouch-secrets.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"
#include "signin/vouch-signin-order.h"

#define MAX_ORDER 16384

void
vouch_signin_order_free (VouchSigninOrder *self)
{
  if (self == NULL)
    return;

  vouch_secret_free (self->authorize_uri);
  g_free (self->redirect_uri);
  g_free (self);
}

/**
 * vouch_signin_order_parse:
 * @line: what was read
 * @length: its length
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the order, if its page may be loaded
 */
VouchSigninOrder *
vouch_signin_order_parse (const char  *line,
                          gsize        length,
                          GError     **error)
{
  g_autoptr(VouchSigninOrder) self = g_new0 (VouchSigninOrder, 1);
  g_autoptr(GBytes) bytes = g_bytes_new (line, length);
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, error);
  g_autoptr(VouchReader) reader = NULL;

  if (node == NULL)
    return NULL;

  reader = vouch_reader_new (node);
  self->authorize_uri = g_strdup (vouch_reader_string (reader, "authorize_uri"));
  self->redirect_uri = g_strdup (vouch_reader_string (reader, "redirect_uri"));
  self->practice = vouch_reader_bool_or (reader, "loopback_http", FALSE);
  self->software_rendering = vouch_reader_bool_or (reader, "software_rendering", FALSE);
  if (!vouch_reader_finish (reader, error))
    return NULL;
  if (!vouch_redirect_may_load (self->authorize_uri, self->practice))
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                           "the address of the consent page is not allowed");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * vouch_signin_order_read:
 * @fd: where the order comes from; what follows its line is not read
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the order
 */
VouchSigninOrder *
vouch_signin_order_read (int      fd,
                         GError **error)
{
  char line[MAX_ORDER];
  gsize length = 0;
  VouchSigninOrder *self;

  while (length < sizeof line && memchr (line, '\n', length) == NULL)
    {
      gssize n = read (fd, line + length, sizeof line - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      length += n;
    }

  self = vouch_signin_order_parse (line, length, error);
  explicit_bzero (line, sizeof line);
  return self;
}
