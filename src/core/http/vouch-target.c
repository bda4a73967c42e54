/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-target.h"

#include "base/vouch-error.h"
#include "http/vouch-version.h"

static void
add_own_headers (VouchRequest *request,
                 VouchExpect   expect)
{
  vouch_headers_set (request->headers, "Accept",
                     expect == VOUCH_EXPECT_PDF ? "application/pdf" : "application/json");
  vouch_headers_set (request->headers, "Accept-Language", "en");
  vouch_headers_set (request->headers, "Accept-Encoding", "gzip");
  vouch_headers_set (request->headers, "User-Agent", "Vouch/" VOUCH_VERSION);
}

/* A link out of an answer may only be followed within the reach, and to another origin only to
 * fetch a report (crosschq.md §3.9). */
static gboolean
check_link (const VouchTarget   *self,
            VouchCall           *call,
            const VouchRequest  *request,
            gboolean             is_own,
            GError             **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean is_report = vouch_target_is_read (call) &&
                       vouch_call_get_expect (call) == VOUCH_EXPECT_PDF;

  if (!vouch_http_check_uri (request->uri, self->reach, &local_error))
    {
      g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, "%s: %s",
                   vouch_call_get_template (call), local_error->message);
      return FALSE;
    }

  if (!is_own && !is_report)
    {
      g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY,
                   "%s: a link to another origin", vouch_call_get_template (call));
      return FALSE;
    }

  return TRUE;
}

/**
 * vouch_target_new:
 * @base_uri: where the paths of calls are below
 * @reach: what may be reached
 * @error: return location
 *
 * Fails with %VOUCH_INPUT_ERROR if @base_uri is not within @reach.
 *
 * Returns: (transfer full): where calls may go
 */
VouchTarget *
vouch_target_new (const char  *base_uri,
                  VouchReach   reach,
                  GError     **error)
{
  VouchTarget *self;

  if (!vouch_http_check_uri (base_uri, reach, error))
    return NULL;

  self = g_new0 (VouchTarget, 1);
  self->base_uri = g_strdup (base_uri);
  self->origin = vouch_http_dup_origin (base_uri);
  self->reach = reach;
  return self;
}

void
vouch_target_free (VouchTarget *self)
{
  g_free (self->base_uri);
  g_free (self->origin);
  g_free (self);
}

/**
 * vouch_target_build_request:
 * @self: where calls may go
 * @call: a call
 * @is_own: (out): whether it goes to the own origin
 * @error: return location
 *
 * Builds the request of a call, without a credential.
 *
 * Fails with %VOUCH_API_ERROR_INVALID or %VOUCH_API_ERROR_BAD_REPLY as vouch_call_to_request(), and
 * with %VOUCH_API_ERROR_BAD_REPLY for a link that must not be followed.
 *
 * Returns: (transfer full): the request
 */
VouchRequest *
vouch_target_build_request (const VouchTarget  *self,
                            VouchCall          *call,
                            gboolean           *is_own,
                            GError            **error)
{
  g_autoptr(VouchRequest) request = vouch_call_to_request (call, self->base_uri, error);
  g_autofree char *origin = NULL;

  if (request == NULL)
    return NULL;

  origin = vouch_http_dup_origin (request->uri);
  *is_own = g_strcmp0 (origin, self->origin) == 0;
  if (!check_link (self, call, request, *is_own, error))
    return NULL;

  add_own_headers (request, vouch_call_get_expect (call));
  return g_steal_pointer (&request);
}

/**
 * vouch_target_is_read:
 * @call: a call
 *
 * Returns: whether it changes nothing, so that it may be made again
 */
gboolean
vouch_target_is_read (VouchCall *call)
{
  return g_str_equal (vouch_call_get_method (call), "GET") &&
         (vouch_call_get_flags (call) & VOUCH_REQUEST_EFFECT) == 0;
}
