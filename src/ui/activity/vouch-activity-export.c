/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/activity/vouch-activity-export.h"
#include "ui/vouch-load.h"

#define ROWS_AT_ONCE 500

/**
 * Part:
 *
 * What one transaction reads, and the text that is made of it there.
 */
typedef struct
{
  VouchRowQuery *query;  /* (owned) */
  VouchActivityFormat format;
  gboolean runs;
  GArray *ids;           /* (owned), of gint64: all */
  guint next;            /* the first of them that was not read yet */
  guint n_rows;
  GString *text;         /* (owned) */
} Part;

typedef struct
{
  /* Input. */
  VouchStore *store;     /* (owned) */
  GFile *file;           /* (owned) */
  VouchActivityProgressFunc progress;
  gpointer progress_data;

  /* In progress. */
  Part *part;            /* (owned) (nullable): while no transaction has it */
  GFile *half;           /* (owned): what is written until it is whole */
  GOutputStream *stream; /* (owned) (nullable) */
  GError *error;         /* (owned) (nullable): why it was given up */
} Export;

static void read_next  (GTask *task);
static void give_up    (GTask *task, GError *error);
static void read_cb    (GObject *object, GAsyncResult *result, gpointer user_data);
static void open_cb    (GObject *object, GAsyncResult *result, gpointer user_data);
static void written_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void closed_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void moved_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void given_up_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data);

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
  g_clear_object (&self->half);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_free (self);
}

/* Reading, on the worker. */

static gboolean
append_rows (Part     *self,
             VouchDb  *db,
             GError  **error)
{
  const VouchRowLayout *layout = self->query->klass->layout;
  guint end = MIN (self->next + ROWS_AT_ONCE, self->ids->len);

  for (; self->next < end; self->next++)
    {
      g_autoptr(GError) failure = NULL;
      gpointer row = vouch_row_query_load (self->query, db,
                                           g_array_index (self->ids, gint64, self->next),
                                           &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (row == NULL)
        continue;

      vouch_activity_append_text (self->text, self->format, self->runs, row, self->n_rows == 0);
      vouch_row_layout_free (layout, row);
      self->n_rows++;
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

  vouch_activity_begin_text (self->text, self->format, self->runs);
  return append_rows (self, db, error);
}

static gboolean
load_next (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  return append_rows (data, db, error);
}

/* Writing. */

static GFile *
make_half (GFile *file)
{
  static guint n_made = 0;
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *half = g_strdup_printf (".%s.%u.part", name, ++n_made);

  return g_file_get_child (folder, half);
}

void
vouch_activity_export_async (VouchStore                *store,
                             VouchRowQuery             *query,
                             VouchActivityFormat        format,
                             GFile                     *file,
                             VouchActivityProgressFunc  progress,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);
  Part *part = g_new0 (Part, 1);

  g_task_set_source_tag (task, vouch_activity_export_async);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  export->store = g_object_ref (store);
  export->file = g_object_ref (file);
  export->half = make_half (file);
  export->progress = progress;
  export->progress_data = user_data;
  part->query = vouch_row_query_ref (query);
  part->format = format;
  part->runs = g_str_equal (query->klass->subjects[0], "run");
  part->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  part->text = g_string_new (NULL);
  vouch_load_async (store, "read rows to save", load_first, part, (GDestroyNotify) part_free,
                    cancellable, read_cb, g_steal_pointer (&task));
}

static void
write_text (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Part *part = export->part;

  if (part->next == part->ids->len)
    vouch_activity_end_text (part->text, part->format);
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
  GError *error = NULL;

  export->part = vouch_load_finish (result, &error);
  if (export->part == NULL)
    give_up (g_steal_pointer (&task), error);
  else if (export->stream == NULL)
    g_file_replace_async (export->half, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
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
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (object), result, &error);

  if (stream == NULL)
    {
      give_up (g_steal_pointer (&task), error);
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
  Part *part = export->part;
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      give_up (g_steal_pointer (&task), error);
      return;
    }

  g_string_truncate (part->text, 0);
  if (export->progress != NULL && !g_cancellable_is_cancelled (cancellable))
    export->progress (part->next, part->ids->len, export->progress_data);
  if (part->next < part->ids->len)
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

  vouch_load_async (export->store, "read rows to save", load_next, g_steal_pointer (&export->part),
                    (GDestroyNotify) part_free, cancellable, read_cb, task);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (object), result, &error))
    g_file_move_async (export->half, export->file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT,
                       cancellable, NULL, NULL, moved_cb, g_steal_pointer (&task));
  else
    give_up (g_steal_pointer (&task), error);
}

static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_file_move_finish (G_FILE (object), result, &error))
    g_task_return_int (task, export->part->n_rows);
  else
    give_up (g_steal_pointer (&task), error);
}

/* Giving up, which nothing cancels. */

static void
delete_half (GTask *task)
{
  Export *export = g_task_get_task_data (task);

  g_file_delete_async (export->half, G_PRIORITY_DEFAULT, NULL, deleted_cb, task);
}

static void
give_up (GTask  *task,   /* (transfer full) */
         GError *error)  /* (transfer full) */
{
  Export *export = g_task_get_task_data (task);

  export->error = error;
  if (export->stream != NULL && !g_output_stream_is_closed (export->stream))
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, NULL, given_up_cb, task);
  else
    delete_half (task);
}

static void
given_up_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_output_stream_close_finish (G_OUTPUT_STREAM (object), result, NULL);
  delete_half (user_data);
}

/* There may have been none yet. */
static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Export *export = g_task_get_task_data (task);

  g_file_delete_finish (G_FILE (object), result, NULL);
  g_task_return_error (task, g_steal_pointer (&export->error));
}

gboolean
vouch_activity_export_finish (GAsyncResult  *result,
                              guint         *n_rows,
                              GError       **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  if (n < 0)
    return FALSE;

  if (n_rows != NULL)
    *n_rows = n;
  return TRUE;
}
