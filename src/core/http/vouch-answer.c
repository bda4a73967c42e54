/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-exchange.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"

static const char pdf_magic[] = "%PDF-";
static const char pdf_end[] = "%%EOF";

/* Readers look for the end mark this far from the end, since some writers put bytes behind it. */
#define MAX_PDF_TAIL 1024

static gboolean
refuse (const VouchAnswer  *answer,
        GError            **error,
        const char         *problem)
{
  GError *refusal = vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, answer->status, "%s", problem);

  vouch_api_error_set_date (refusal, vouch_answer_get_date (answer));
  g_propagate_error (error, refusal);
  return FALSE;
}

/* The type without its parameters, in lower case; %NULL if none is given. */
static char *
dup_type (const VouchAnswer *answer)
{
  const char *header = vouch_headers_get (answer->headers, "Content-Type");
  g_autofree char *type = NULL;

  if (header == NULL)
    return NULL;

  type = g_strndup (header, strcspn (header, ";"));
  return g_ascii_strdown (g_strstrip (type), -1);
}

static gboolean
is_json_type (const char *type)
{
  return g_str_equal (type, "application/json") || g_str_equal (type, "text/json") ||
         (g_str_has_prefix (type, "application/") && g_str_has_suffix (type, "+json"));
}

static gboolean
take_json (const VouchAnswer  *answer,
           VouchExpect         expect,
           VouchReply         *reply,
           GError            **error)
{
  g_autofree char *type = dup_type (answer);
  g_autoptr(GError) local_error = NULL;

  if (answer->status == 204)
    return TRUE;

  /* A missing type is forgiven: the guard decides. A wrong one is a page of somebody in between. */
  if (type != NULL && !is_json_type (type))
    return refuse (answer, error, "the answer is no JSON document");
  if (answer->body == NULL)
    return refuse (answer, error, "the answer is empty");

  if (expect == VOUCH_EXPECT_PAGE)
    reply->tape = vouch_tape_new (answer->body, &local_error);
  else
    reply->json = vouch_json_parse (answer->body, &local_error);

  return local_error == NULL || refuse (answer, error, local_error->message);
}

static gboolean
is_whole_pdf (GBytes *file)
{
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  gsize tail = MIN (size, MAX_PDF_TAIL);

  if (size < strlen (pdf_magic) || memcmp (data, pdf_magic, strlen (pdf_magic)) != 0)
    return FALSE;

  return memmem (data + size - tail, tail, pdf_end, strlen (pdf_end)) != NULL;
}

static gboolean
take_pdf (const VouchAnswer  *answer,
          VouchReply         *reply,
          GError            **error)
{
  g_autofree char *type = dup_type (answer);

  if (type == NULL ||
      (!g_str_equal (type, "application/pdf") && !g_str_equal (type, "application/octet-stream")))
    return refuse (answer, error, "the file is not said to be a PDF");

  if (answer->body == NULL || !is_whole_pdf (answer->body))
    return refuse (answer, error, "the file is no whole PDF");

  reply->bytes = g_bytes_ref (answer->body);
  return TRUE;
}

/* Of somebody in between: the service itself may never have seen the request. */
static gboolean
is_page (const VouchAnswer *answer)
{
  g_autofree char *type = dup_type (answer);

  return g_strcmp0 (type, "text/html") == 0;
}

static gboolean
take_body (const VouchAnswer  *answer,
           VouchExpect         expect,
           VouchReply         *reply,
           GError            **error)
{
  switch (expect)
    {
    case VOUCH_EXPECT_JSON:
    case VOUCH_EXPECT_PAGE:
      return take_json (answer, expect, reply, error);
    case VOUCH_EXPECT_PDF:
      return take_pdf (answer, reply, error);
    case VOUCH_EXPECT_NOTHING:
      return !is_page (answer) || refuse (answer, error, "a page came instead of an answer");
    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_answer_to_reply:
 * @answer: a 2xx answer
 * @expect: what it should carry
 * @error: return location
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY if it carries something else.
 *
 * Returns: (transfer full): what the caller gets
 */
VouchReply *
vouch_answer_to_reply (const VouchAnswer  *answer,
                       VouchExpect         expect,
                       GError            **error)
{
  g_autoptr(VouchReply) reply = vouch_reply_new ();

  reply->status = answer->status;
  reply->headers = vouch_headers_ref (answer->headers);
  reply->date = vouch_answer_get_date (answer);

  return take_body (answer, expect, reply, error) ? g_steal_pointer (&reply) : NULL;
}

/**
 * vouch_answer_get_date:
 * @answer: an answer
 *
 * Returns: the service's own time in microseconds since 1970, or 0
 */
gint64
vouch_answer_get_date (const VouchAnswer *answer)
{
  return vouch_time_from_http (vouch_headers_get (answer->headers, "Date"));
}
