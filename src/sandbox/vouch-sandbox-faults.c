/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-faults.h"

#include <string.h>

#include "base/vouch-error.h"

struct _VouchFaults
{
  GPtrArray *faults;  /* (owned) (element-type VouchFault): in the order they were asked for */
};

/* In the order of VouchFaultKind. */
static const char *const kind_names[] =
{
  "status", "delay", "truncate", "drop-before", "drop-after", "content-type", "html", "huge",
  "deep", "bomb", "retry-after", "date", "body", "field", "header",
};

static const char *const listener_names[] = { "identity", "ats", "crosschq", "files" };

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == VOUCH_N_FAULTS);
G_STATIC_ASSERT (G_N_ELEMENTS (listener_names) == VOUCH_N_LISTENERS);

static void
clear_fault (gpointer data)
{
  VouchFault *fault = data;

  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->text);
  g_clear_pointer (&fault->value, json_node_unref);
}

static void
release_fault (gpointer data)
{
  g_rc_box_release_full (data, clear_fault);
}

VouchFaults *
vouch_faults_new (void)
{
  VouchFaults *self = g_new0 (VouchFaults, 1);

  self->faults = g_ptr_array_new_with_free_func (release_fault);

  return self;
}

void
vouch_faults_free (VouchFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static int
find_name (const char *const *names,
           guint              n_names,
           const char        *name)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return i;
    }

  return -1;
}

static JsonNode *
make_value (const char *what)
{
  JsonNode *node = json_node_new (JSON_NODE_NULL);

  if (g_strcmp0 (what, "text") == 0)
    json_node_init_string (node, "not what you asked for");
  else if (g_strcmp0 (what, "empty") == 0)
    json_node_init_string (node, "");
  else if (g_strcmp0 (what, "number") == 0)
    json_node_init_int (node, 7);
  else if (g_strcmp0 (what, "true") == 0)
    json_node_init_boolean (node, TRUE);
  else if (g_strcmp0 (what, "array") == 0)
    json_node_take_array (json_node_init (node, JSON_NODE_ARRAY), json_array_new ());
  else if (g_strcmp0 (what, "object") == 0)
    json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), json_object_new ());
  else if (g_strcmp0 (what, "huge") == 0)
    {
      g_autofree char *text = g_strnfill (2 * 1024 * 1024, 'x');

      json_node_init_string (node, text);
    }

  return node;
}

static gint64
default_number (VouchFaultKind kind)
{
  switch (kind)
    {
    case VOUCH_FAULT_STATUS:
      return 500;
    case VOUCH_FAULT_HUGE:
      return 48 * 1024 * 1024;
    case VOUCH_FAULT_DEEP:
      return 100000;
    case VOUCH_FAULT_BOMB:
      return 72 * 1024 * 1024;
    case VOUCH_FAULT_DELAY:
      return 130 * G_USEC_PER_SEC;
    case VOUCH_FAULT_RETRY_AFTER:
      return VOUCH_STATUS_TOO_MANY_REQUESTS;
    case VOUCH_FAULT_HTML:
    case VOUCH_FAULT_BODY:
      return 200;
    case VOUCH_FAULT_TRUNCATE:
    case VOUCH_FAULT_DROP_BEFORE:
    case VOUCH_FAULT_DROP_AFTER:
    case VOUCH_FAULT_CONTENT_TYPE:
    case VOUCH_FAULT_DATE:
    case VOUCH_FAULT_FIELD:
    case VOUCH_FAULT_HEADER:
    case VOUCH_N_FAULTS:
    default:
      return 0;
    }
}

static gint64
read_number (VouchReader    *reader,
             VouchFaultKind  kind)
{
  static const char *const names[] = { "status", "bytes", "depth" };
  gint64 number = default_number (kind);

  if (kind == VOUCH_FAULT_DELAY)
    {
      if (vouch_reader_has (reader, "milliseconds"))
        return vouch_reader_int (reader, "milliseconds") * 1000;
      return vouch_reader_int_or (reader, "seconds", number / G_USEC_PER_SEC) * G_USEC_PER_SEC;
    }
  if (kind == VOUCH_FAULT_DATE)
    return vouch_reader_int_or (reader, "seconds", 0) * G_USEC_PER_SEC;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    number = vouch_reader_int_or (reader, names[i], number);

  return number;
}

static char *
read_text (VouchReader *reader)
{
  static const char *const names[] = { "code", "body", "content_type", "header", "field" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (vouch_reader_has (reader, names[i]))
        return g_strdup (vouch_reader_string (reader, names[i]));
    }

  return g_strdup (vouch_reader_string_or (reader, "value", NULL));
}

static void
read_fault (VouchReader *reader,
            VouchFault  *fault)
{
  const char *value = vouch_reader_string_or (reader, "value", "remove");

  fault->method = g_strdup (vouch_reader_string_or (reader, "method", NULL));
  fault->path = g_strdup (vouch_reader_string_or (reader, "path", NULL));
  fault->skip = MAX (vouch_reader_int_or (reader, "occurrence", 1) - 1, 0);
  fault->times = vouch_reader_int_or (reader, "times", 1);
  fault->after = vouch_reader_bool_or (reader, "after", FALSE);
  fault->number = read_number (reader, fault->kind);
  fault->text = read_text (reader);
  if (fault->times < 0)
    fault->times = G_MAXINT64;
  if (fault->kind == VOUCH_FAULT_FIELD && !g_str_equal (value, "remove"))
    fault->value = make_value (value);
}

/**
 * vouch_faults_add:
 * @arguments: kind; method, path and listener to match (each optional); occurrence from 1, counted
 *   from now; times (-1: always); after; and by kind: status and code, seconds or milliseconds,
 *   bytes, depth, value, body, content_type, header, field
 */
gboolean
vouch_faults_add (VouchFaults  *self,
                  VouchReader  *arguments,
                  GError      **error)
{
  const char *kind = vouch_reader_string (arguments, "kind");
  const char *listener = vouch_reader_string_or (arguments, "listener", NULL);
  int index = find_name (kind_names, VOUCH_N_FAULTS, kind);
  VouchFault *fault = NULL;

  if (kind != NULL && index < 0)
    vouch_reader_fail (arguments, "kind", "is no kind of fault");

  fault = g_rc_box_new0 (VouchFault);
  fault->kind = MAX (index, 0);
  fault->listener = find_name (listener_names, VOUCH_N_LISTENERS, listener);
  if (listener != NULL && fault->listener < 0)
    vouch_reader_fail (arguments, "listener", "is no listener");
  read_fault (arguments, fault);
  g_ptr_array_add (self->faults, fault);

  if (vouch_reader_finish_input (arguments, "fault", error))
    return TRUE;

  g_ptr_array_remove_index (self->faults, self->faults->len - 1);
  return FALSE;
}

void
vouch_faults_clear (VouchFaults *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

guint
vouch_faults_get_n (VouchFaults *self)
{
  return self->faults->len;
}

static gboolean
segment_matches (const char *pattern,
                 const char *segment)
{
  gsize length = strlen (pattern);

  if (length >= 2 && pattern[0] == '{' && pattern[length - 1] == '}')
    return *segment != '\0';

  return strcmp (pattern, segment) == 0;
}

/**
 * vouch_path_matches:
 * @pattern: (nullable): a path, with {anything} for one segment, or with a star at its end; %NULL
 *   matches all
 */
gboolean
vouch_path_matches (const char *pattern,
                    const char *path)
{
  g_auto(GStrv) patterns = NULL;
  g_auto(GStrv) segments = NULL;

  if (pattern == NULL || strcmp (pattern, "*") == 0)
    return TRUE;
  if (g_str_has_suffix (pattern, "*"))
    return strncmp (pattern, path, strlen (pattern) - 1) == 0;

  patterns = g_strsplit (pattern, "/", -1);
  segments = g_strsplit (path, "/", -1);
  if (g_strv_length (patterns) != g_strv_length (segments))
    return FALSE;

  for (guint i = 0; patterns[i] != NULL; i++)
    {
      if (!segment_matches (patterns[i], segments[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * vouch_faults_match:
 *
 * Counts the request against every line, and drops the lines that are through.
 *
 * Returns: (transfer full) (element-type VouchFault): what happens to it, in the script's order
 */
GPtrArray *
vouch_faults_match (VouchFaults   *self,
                    const char    *method,
                    const char    *path,
                    VouchListener  listener)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (release_fault);

  for (guint i = 0; i < self->faults->len;)
    {
      VouchFault *fault = g_ptr_array_index (self->faults, i);
      gboolean matches = (fault->method == NULL || strcmp (fault->method, method) == 0) &&
                         (fault->listener < 0 || fault->listener == (int) listener) &&
                         vouch_path_matches (fault->path, path);

      if (matches && fault->skip > 0)
        fault->skip--;
      else if (matches && fault->times > 0)
        {
          g_ptr_array_add (hits, g_rc_box_acquire (fault));
          fault->times--;
        }

      if (fault->times == 0)
        g_ptr_array_remove_index (self->faults, i);
      else
        i++;
    }

  return hits;
}
