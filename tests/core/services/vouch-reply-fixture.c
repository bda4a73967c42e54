/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-reply-fixture.h"

#include <string.h>

#include "base/vouch-error.h"
#include "json/vouch-json.h"

/* An answer with this document; single quotes stand for double ones, so that C can be read. */
VouchReply *
vouch_reply_fixture (const char *json)
{
  return vouch_reply_fixture_link (json, NULL);
}

static VouchReply *
build_reply (const char  *link,
             const char  *json,
             GBytes     **bytes)
{
  char *text = g_strdelimit (g_strdup (json), "'", '"');
  VouchReply *reply = vouch_reply_new ();

  reply->status = 200;
  reply->headers = vouch_headers_new ();
  if (link != NULL)
    vouch_headers_add (reply->headers, "link", link);
  *bytes = g_bytes_new_take (text, strlen (text));
  return reply;
}

VouchReply *
vouch_reply_fixture_link (const char *json,
                          const char *link)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  VouchReply *reply = build_reply (link, json, &bytes);

  reply->json = vouch_json_parse (bytes, &error);
  g_assert_no_error (error);
  return reply;
}

/* The same where a page is expected, of which there is no tree. */
VouchReply *
vouch_page_fixture (const char *json,
                    const char *link)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  VouchReply *reply = build_reply (link, json, &bytes);

  reply->tape = vouch_tape_new (bytes, &error);
  g_assert_no_error (error);
  return reply;
}

JsonNode *
vouch_body_fixture (VouchCall *call)
{
  g_autoptr(GError) error = NULL;
  JsonNode *json = vouch_json_parse (vouch_call_get_body (call), &error);

  g_assert_no_error (error);
  return json;
}

char *
vouch_replace_once (const char *text,
                    const char *what,
                    const char *with)
{
  const char *found = strstr (text, what);

  g_assert_nonnull (found);
  return g_strdup_printf ("%.*s%s%s", (int) (found - text), text, with, found + strlen (what));
}

/* The message begins with the path, so that a person can say where the contract was broken. */
void
vouch_assert_bad_reply (const GError *error,
                        const char   *path)
{
  g_autofree char *start = g_strconcat (path, ": ", NULL);

  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  if (!g_str_has_prefix (error->message, start))
    g_error ("expected a problem at %s, got \"%s\"", path, error->message);
}
