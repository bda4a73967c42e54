/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <string.h>

#include "ui/vouch-log.h"

#define MAX_LINES 500

static GMutex mutex;
static GQueue lines = G_QUEUE_INIT; /* of char * (owned), oldest first */

static const char *
find_field (const GLogField *fields,
            gsize            n_fields,
            const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, key) && fields[i].length == -1)
        return fields[i].value;
    }

  return NULL;
}

static gboolean
is_kept (GLogLevelFlags  level,
         const char     *domain)
{
  gboolean ours = domain != NULL && g_str_has_prefix (domain, "vouch");

  return ours || (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0;
}

static const char *
level_name (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "critical";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO))
    return "info";

  return "debug";
}

/* What writes a message may be any thread. */
static void
keep (char *line) /* (transfer full) */
{
  g_mutex_lock (&mutex);
  g_queue_push_tail (&lines, line);
  if (g_queue_get_length (&lines) > MAX_LINES)
    g_free (g_queue_pop_head (&lines));
  g_mutex_unlock (&mutex);
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");

  if (message != NULL && is_kept (level, domain))
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
      g_autofree char *time = g_date_time_format (now, "%H:%M:%S");

      keep (g_strdup_printf ("%s %s %s: %s", time, level_name (level),
                             domain != NULL ? domain : "", message));
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
vouch_log_install (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}

char *
vouch_log_dup (void)
{
  GString *text = g_string_new (NULL);

  g_mutex_lock (&mutex);
  for (GList *link = lines.head; link != NULL; link = link->next)
    g_string_append_printf (text, "%s\n", (char *) link->data);
  g_mutex_unlock (&mutex);

  return g_string_free (text, FALSE);
}
