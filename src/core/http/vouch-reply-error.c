/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-exchange.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"

/* A service that asks for more than a day means "not at all". */
#define MAX_RETRY_AFTER (24 * 60 * 60)

#define MAX_DETAIL 2000
#define MAX_FOREIGN_TEXT 200

/**
 * Refusal:
 * @text: what the service says
 * @field: (owned) (nullable): path of the first field that it says something about
 *
 * What is found in an answer.
 */
typedef struct
{
  GString *text;
  char *field;
} Refusal;

static void append_problem (Refusal     *refusal,
                            VouchReader *reader,
                            const char  *field);

static VouchApiError
classify_status (guint status)
{
  switch (status)
    {
    case 401:
      return VOUCH_API_ERROR_UNAUTHORIZED;
    case 403:
      return VOUCH_API_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return VOUCH_API_ERROR_NOT_FOUND;
    case 405:
      return VOUCH_API_ERROR_UNSUPPORTED;
    case 408:
      return VOUCH_API_ERROR_OUTCOME_UNKNOWN;
    case 409:
      return VOUCH_API_ERROR_CONFLICT;
    case VOUCH_STATUS_TOO_MANY_REQUESTS:
      return VOUCH_API_ERROR_THROTTLED;
    default:
      break;
    }

  if (status >= 300 && status < 400)
    return VOUCH_API_ERROR_UNSUPPORTED;
  if (status >= 400 && status < 500)
    return VOUCH_API_ERROR_INVALID;

  return VOUCH_API_ERROR_OUTCOME_UNKNOWN;
}

/* A list of texts names the field in each of them: "candidate.email: Not valid." */
static char *
dup_prefix (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz_.");

  return length > 0 && g_str_has_prefix (text + length, ": ") ? g_strndup (text, length) : NULL;
}

static void
append_line (Refusal    *refusal,
             const char *field,
             const char *text)
{
  GString *detail = refusal->text;

  if (*text == '\0' || detail->len >= MAX_DETAIL)
    return;

  if (refusal->field == NULL)
    refusal->field = field != NULL && *field != '\0' ? g_strdup (field) : dup_prefix (text);

  if (detail->len > 0)
    g_string_append (detail, "; ");
  if (field != NULL && *field != '\0')
    g_string_append_printf (detail, "%s: ", field);
  g_string_append (detail, text);
}

/* An object that holds a text about one thing, not a text for each field. */
static gboolean
append_described (Refusal     *refusal,
                  VouchReader *reader,
                  const char  *field)
{
  static const char *const names[] = { "message", "detail", "code" };
  const char *path = field;

  if (vouch_reader_enter_optional (reader, "dataPath"))
    {
      if (vouch_reader_is_string (reader))
        path = vouch_reader_string (reader, NULL);
      vouch_reader_leave (reader);
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean is_text;

      if (!vouch_reader_enter_optional (reader, names[i]))
        continue;

      is_text = vouch_reader_is_string (reader);
      if (is_text)
        append_line (refusal, path, vouch_reader_string (reader, NULL));
      vouch_reader_leave (reader);
      if (is_text)
        return TRUE;
    }

  return FALSE;
}

static void
append_members (Refusal     *refusal,
                VouchReader *reader,
                const char  *field)
{
  g_auto(GStrv) members = vouch_reader_dup_members (reader);

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autofree char *inner = field != NULL ? g_strdup_printf ("%s.%s", field, members[i])
                                             : g_strdup (members[i]);

      if (!vouch_reader_enter_optional (reader, members[i]))
        continue;
      append_problem (refusal, reader, inner);
      vouch_reader_leave (reader);
    }
}

/* A text, a list of problems, or an object of them, however deep (crosschq.md §3.5). */
static void
append_problem (Refusal     *refusal,
                VouchReader *reader,
                const char  *field)
{
  if (refusal->text->len >= MAX_DETAIL)
    return;

  if (vouch_reader_is_string (reader))
    {
      append_line (refusal, field, vouch_reader_string (reader, NULL));
    }
  else if (vouch_reader_is_array (reader))
    {
      for (guint i = 0; i < vouch_reader_get_n_elements (reader); i++)
        {
          vouch_reader_enter_element (reader, i);
          append_problem (refusal, reader, field);
          vouch_reader_leave (reader);
        }
    }
  else if (vouch_reader_is_object (reader) && !append_described (refusal, reader, field))
    {
      append_members (refusal, reader, field);
    }
}

static void
truncate_text (GString *text,
               gsize    length)
{
  if (text->len <= length)
    return;

  g_string_truncate (text, length);
  while (!g_utf8_validate (text->str, text->len, NULL))
    g_string_truncate (text, text->len - 1);
}

static char *
flatten_problems (VouchReader  *reader,
                  char        **field)
{
  static const char *const names[] = { "errors", "detail", "message", "error_description" };
  g_autoptr(GString) detail = g_string_new (NULL);
  Refusal refusal = { .text = detail };

  for (guint i = 0; i < G_N_ELEMENTS (names) && detail->len == 0; i++)
    {
      if (!vouch_reader_enter_optional (reader, names[i]))
        continue;
      append_problem (&refusal, reader, NULL);
      vouch_reader_leave (reader);
    }

  *field = refusal.field;
  truncate_text (detail, MAX_DETAIL);
  return detail->len > 0 ? g_string_free (g_steal_pointer (&detail), FALSE) : NULL;
}

static char *
dup_text_member (VouchReader *reader,
                 const char  *member)
{
  char *text = NULL;

  if (!vouch_reader_is_object (reader) || !vouch_reader_enter_optional (reader, member))
    return NULL;

  if (vouch_reader_is_string (reader))
    text = g_strdup (vouch_reader_string (reader, NULL));
  vouch_reader_leave (reader);

  return text;
}

/* The first errors[].code, or the error of OAuth (RFC 6749 §5.2). */
static char *
dup_service_code (VouchReader *reader)
{
  char *code = NULL;

  if (vouch_reader_enter_optional (reader, "errors"))
    {
      if (vouch_reader_is_array (reader) && vouch_reader_get_n_elements (reader) > 0)
        {
          vouch_reader_enter_element (reader, 0);
          code = dup_text_member (reader, "code");
          vouch_reader_leave (reader);
        }
      vouch_reader_leave (reader);
    }

  return code != NULL ? code : dup_text_member (reader, "error");
}

/* A page of a proxy, or a text: its beginning, as far as it can be shown. */
static char *
dup_foreign_text (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize taken = MIN (size, 4 * MAX_FOREIGN_TEXT);
  g_autofree char *valid = g_utf8_make_valid (data != NULL ? data : "", taken);
  glong length = MIN (g_utf8_strlen (valid, -1), MAX_FOREIGN_TEXT);
  g_autofree char *start = g_utf8_substring (valid, 0, length);

  for (char *p = start; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        *p = ' ';
    }

  g_strstrip (start);
  return *start != '\0' ? g_steal_pointer (&start) : NULL;
}

static void
describe (GError *error,
          GBytes *body)
{
  g_autoptr(JsonNode) root = vouch_json_parse (body, NULL);
  g_autoptr(VouchReader) reader = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *field = NULL;
  g_autofree char *service_code = NULL;

  if (root != NULL)
    {
      reader = vouch_reader_new (root);
      if (vouch_reader_is_object (reader))
        {
          detail = flatten_problems (reader, &field);
          service_code = dup_service_code (reader);
        }
    }
  else
    {
      detail = dup_foreign_text (body);
    }

  vouch_api_error_set_detail (error, detail);
  vouch_api_error_set_field (error, field);
  vouch_api_error_set_service_code (error, service_code);
}

/**
 * vouch_answer_get_retry_after:
 * @answer: an answer
 *
 * Reads Retry-After: seconds, or a date, which counts from that answer's own Date
 * (RFC 9110 §10.2.3); the local clock has no say.
 *
 * Returns: seconds, at most a day, or -1 if it does not say
 */
gint64
vouch_answer_get_retry_after (const VouchAnswer *answer)
{
  const char *header = vouch_headers_get (answer->headers, "Retry-After");
  g_autofree char *text = NULL;
  guint64 seconds;
  gint64 until;
  gint64 date;

  if (header == NULL)
    return -1;

  text = g_strstrip (g_strdup (header));
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    {
      seconds = strlen (text) < 10 ? g_ascii_strtoull (text, NULL, 10) : MAX_RETRY_AFTER;
      return MIN (seconds, MAX_RETRY_AFTER);
    }

  until = vouch_time_from_http (text);
  date = vouch_answer_get_date (answer);
  if (until == 0 || date == 0)
    return -1;

  return CLAMP ((until - date) / G_USEC_PER_SEC, 0, MAX_RETRY_AFTER);
}

/**
 * vouch_answer_to_error:
 * @answer: an answer that is not 2xx
 * @call: what it answers
 *
 * Names what the service said by its remedy (reliability.md §2.2, crosschq.md §3.5). What it said
 * in words is the error's detail, never its message, since it may quote personal data.
 *
 * Returns: (transfer full): a #VouchApiError
 */
GError *
vouch_answer_to_error (const VouchAnswer *answer,
                       VouchCall         *call)
{
  GError *error = vouch_api_error_new (classify_status (answer->status), answer->status,
                                       "%s %s was answered with %u", vouch_call_get_method (call),
                                       vouch_call_get_template (call), answer->status);

  vouch_api_error_set_date (error, vouch_answer_get_date (answer));
  vouch_api_error_set_retry_after (error, vouch_answer_get_retry_after (answer));
  if (answer->body != NULL)
    describe (error, answer->body);

  return error;
}
