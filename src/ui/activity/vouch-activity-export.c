/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <json-glib/json-glib.h>

#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "store/vouch-activity-list.h"
#include "ui/activity/vouch-activity-export.h"
#include "ui/activity/vouch-activity-words.h"
#include "ui/vouch-load.h"

#define LINES_AT_ONCE 500

/**
 * Part:
 *
 * What one transaction reads, and the text that is made of it there.
 */
typedef struct
{
  VouchRowQuery *query;  /* (owned) */
  VouchActivityFormat format;
  GArray *ids;           /* (owned), of gint64: all */
  guint next;            /* the first of them that was not read yet */
  guint n_lines;
  GString *text;         /* (owned) */
} Part;

typedef struct
{
  /* Input. */
  VouchStore *store;     /* (owned) */
  GFile *file;           /* (owned) */

  /* In progress. */
  Part *part;            /* (owned) (nullable): while no transaction has it */
  GOutputStream *stream; /* (owned) (nullable) */
} Export;

static void read_next (GTask *task);
static void read_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void open_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void written_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void closed_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
part_free (Part *self)
{
  vouch_row_query_unref (self->query);
  g_array_unref (self->ids);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
export_free (Export *self)
{
  g_clear_pointer (&self->part, part_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  g_free (self);
}

/* The text of a line. */

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static void
append_csv (GString                 *text,
            const VouchActivityItem *item)
{
  g_autofree char *id = dup_id (item->id);
  g_autofree char *at = vouch_time_to_string (item->at);
  g_autofree char *sentence = vouch_activity_dup_sentence (item);
  g_autofree char *application = dup_id (item->application_id);
  g_autofree char *entry = dup_id (item->trigger_id);
  g_autofree char *request = dup_id (item->request_id);
  g_autofree char *effect = dup_id (item->effect_id);
  const char *const cells[] = {
    id, at, item->actor, vouch_reason_get_id (item->what), sentence, item->person,
    item->candidate_id, item->job_title, item->job_id, application, entry, request, effect,
  };

  vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
}

static void
append_csv_titles (GString *text)
{
  static const char *const titles[] = {
    "id", "at", "actor", "what", "sentence", "candidate", "candidate-id", "job", "job-id",
    "application", "entry", "request", "effect",
  };

  vouch_csv_append_row (text, titles, G_N_ELEMENTS (titles));
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (valid != NULL)
    json_object_set_string_member (object, name, valid);
  else
    json_object_set_null_member (object, name);
}

static void
add_id (JsonObject *object,
        const char *name,
        gint64      id)
{
  if (id != 0)
    json_object_set_int_member (object, name, id);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
make_parameters (const VouchReason *what)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < vouch_reason_get_n (what); i++)
    {
      const char *name, *value;

      vouch_reason_get_nth (what, i, &name, &value);
      add_text (object, name, value);
    }

  return object;
}

static void
append_json (GString                 *text,
             const VouchActivityItem *item)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *at = vouch_time_to_string (item->at);
  g_autofree char *sentence = vouch_activity_dup_sentence (item);
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
  add_id (object, "id", item->id);
  add_text (object, "at", at);
  add_text (object, "actor", item->actor);
  add_text (object, "what", vouch_reason_get_id (item->what));
  json_object_set_object_member (object, "parameters", make_parameters (item->what));
  add_text (object, "sentence", sentence);
  add_text (object, "candidate", item->person);
  add_text (object, "candidate-id", item->candidate_id);
  add_text (object, "job", item->job_title);
  add_text (object, "job-id", item->job_id);
  add_id (object, "application", item->application_id);
  add_id (object, "entry", item->trigger_id);
  add_id (object, "request", item->request_id);
  add_id (object, "effect", item->effect_id);
  line = vouch_json_to_string (node);
  g_string_append (text, line);
}

/* Reading, on the worker. */

static gboolean
append_lines (Part     *self,
              VouchDb  *db,
              GError  **error)
{
  guint end = MIN (self->next + LINES_AT_ONCE, self->ids->len);

  for (; self->next < end; self->next++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(VouchActivityItem) item =
        vouch_row_query_load (self->query, db, g_array_index (self->ids, gint64, self->next),
                              &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (item == NULL)
        continue;

      if (self->format == VOUCH_ACTIVITY_CSV)
        append_csv (self->text, item);
      else
        {
          g_string_append (self->text, self->n_lines == 0 ? "\n" : ",\n");
          append_json (self->text, item);
        }
      self->n_lines++;
    }

  return TRUE;
}

static gboolean
load_first (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Part *self = data;

  if (!vouch_row_query_list_ids (self->query, db, self->ids, error))
    return FALSE;

  if (self->format == VOUCH_ACTIVITY_CSV)
    append_csv_titles (self->text);
  else
    g_string_append_c (self->text, '[');
  return append_lines (self, db, error);
}

static gboolean
load_next (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  return append_lines (data, db, error);
}

/* Writing. */

void
vouch_activity_export_async (VouchStore          *store,
                             VouchRowQuery       *query,
                             VouchActivityFormat  format,
                             GFile               *file,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);
  Part *part = g_new0 (Part, 1);

  g_task_set_source_tag (task, vouch_activity_export_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  export->store = g_object_ref (store);
  export->file = g_object_ref (file);
  part->query = vouch_row_query_ref (query);
  part->format = format;
  part->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  part->text = g_string_new (NULL);
  vouch_load_async (store, "read lines", load_first, part, (GDestroyNotify) part_free, cancellable,
                    read_cb, g_steal_pointer (&task));
}

/* Closing while cancelled keeps the file that was there, unlike what finalizing would do. */
static void
fail (GTask  *task,
      GError *error)  /* (transfer full) */
{
  Export *export = g_task_get_task_data (task);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  if (export->stream != NULL)
    g_output_stream_close (export->stream, cancelled, NULL);
  g_task_return_error (task, error);
}

static void
write_text (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Part *part = export->part;

  if (part->next == part->ids->len && part->format == VOUCH_ACTIVITY_JSON)
    g_string_append (part->text, "\n]\n");
  g_output_stream_write_all_async (export->stream, part->text->str, part->text->len,
                                   G_PRIORITY_DEFAULT, cancellable, written_cb, task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  export->part = vouch_load_finish (result, &error);
  if (export->part == NULL)
    fail (task, g_steal_pointer (&error));
  else if (export->stream == NULL)
    g_file_replace_async (export->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                          cancellable, open_cb, g_steal_pointer (&task));
  else
    write_text (g_steal_pointer (&task));
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (object), result, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  export->stream = G_OUTPUT_STREAM (stream);
  write_text (g_steal_pointer (&task));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }

  g_string_truncate (export->part->text, 0);
  if (export->part->next < export->part->ids->len)
    read_next (g_steal_pointer (&task));
  else
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, cancellable, closed_cb,
                                 g_steal_pointer (&task));
}

static void
read_next (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  vouch_load_async (export->store, "read lines", load_next, g_steal_pointer (&export->part),
                    (GDestroyNotify) part_free, cancellable, read_cb, task);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (object), result, &error))
    g_task_return_int (task, export->part->n_lines);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

gboolean
vouch_activity_export_finish (GAsyncResult  *result,
                              guint         *n_lines,
                              GError       **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  if (n < 0)
    return FALSE;

  if (n_lines != NULL)
    *n_lines = n;
  return TRUE;
}
