/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "base/vouch-program.h"
#include "base/vouch-secrets.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"
#include "setup/vouch-practice.h"

#define PROGRAM "vouch-sandbox"

G_DEFINE_QUARK (vouch-practice-error-quark, vouch_practice_error)

struct _VouchPractice
{
  GObject parent_instance;

  char *program;             /* (owned) */
  char *folder;              /* (owned) */
  GStrv redirect_uris;       /* (owned) (nullable) */

  GSubprocess *process;      /* (owned) (nullable) */
  GDataInputStream *output;  /* (owned) (nullable) */
  GCancellable *watching;    /* (owned): waits for the process's end */
  GTask *stopping;           /* (owned) (nullable) */
  VouchPracticeInfo info;
};

enum { ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchPractice, vouch_practice, G_TYPE_OBJECT)

static void
clear_info (VouchPracticeInfo *info)
{
  g_clear_pointer (&info->web_uri, g_free);
  g_clear_pointer (&info->api_uri, g_free);
  g_clear_pointer (&info->crosschq_uri, g_free);
  g_clear_pointer (&info->client_id, g_free);
  g_clear_pointer (&info->client_secret, vouch_secret_free);
  g_clear_pointer (&info->api_key, vouch_secret_free);
  g_clear_pointer (&info->crosschq_key, vouch_secret_free);
}

static gboolean
parse_info (VouchPractice  *self,
            const char     *line,
            gsize           length,
            GError        **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (line, length);
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, error);
  g_autoptr(VouchReader) reader = NULL;

  if (node == NULL)
    return FALSE;

  reader = vouch_reader_new (node);
  clear_info (&self->info);
  if (vouch_reader_enter (reader, "origins"))
    {
      self->info.web_uri = g_strdup (vouch_reader_string (reader, "identity"));
      self->info.api_uri = g_strdup (vouch_reader_string (reader, "ats"));
      self->info.crosschq_uri = g_strdup (vouch_reader_string (reader, "crosschq"));
      vouch_reader_leave (reader);
    }
  self->info.client_id = g_strdup (vouch_reader_string (reader, "client_id"));
  self->info.client_secret = g_strdup (vouch_reader_string (reader, "client_secret"));
  self->info.api_key = g_strdup (vouch_reader_string (reader, "api_key"));
  self->info.crosschq_key = g_strdup (vouch_reader_string (reader, "crosschq_key"));

  return vouch_reader_finish (reader, error);
}

static void
read_info_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchPractice *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &length,
                                                     &error);

  if (line != NULL && parse_info (self, line, length, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, VOUCH_PRACTICE_ERROR, VOUCH_PRACTICE_ERROR_FAILED,
                             "the practice company did not say where it is");
  vouch_secret_free (line);
}

static GPtrArray *
build_arguments (VouchPractice *self)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, g_strdup (self->program));
  g_ptr_array_add (arguments, g_strdup ("--state"));
  g_ptr_array_add (arguments, g_build_filename (self->folder, "company.json", NULL));
  g_ptr_array_add (arguments, g_strdup ("--die-with-parent"));
  for (guint i = 0; self->redirect_uris != NULL && self->redirect_uris[i] != NULL; i++)
    {
      g_ptr_array_add (arguments, g_strdup ("--redirect-uri"));
      g_ptr_array_add (arguments, g_strdup (self->redirect_uris[i]));
    }
  g_ptr_array_add (arguments, NULL);

  return arguments;
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;
  VouchPractice *self;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_PRACTICE (user_data);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  task = g_steal_pointer (&self->stopping);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_signal_emit (self, signals[ENDED], 0);
}

/**
 * vouch_practice_start_async:
 * @self: a practice company that does not run
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it has said where it is
 * @user_data: data for @callback
 */
void
vouch_practice_start_async (VouchPractice       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GPtrArray) arguments = build_arguments (self);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, vouch_practice_start_async);
  g_mkdir_with_parents (self->folder, 0700);
  self->process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  if (self->process == NULL)
    {
      g_task_return_new_error (task, VOUCH_PRACTICE_ERROR, VOUCH_PRACTICE_ERROR_MISSING,
                               "the practice company could not be started: %s", error->message);
      return;
    }

  g_subprocess_wait_async (self->process, self->watching, ended_cb, self);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, cancellable, read_info_cb,
                                       g_steal_pointer (&task));
}

gboolean
vouch_practice_start_finish (VouchPractice  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_practice_stop_async:
 * @self: a practice company
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it has saved its company and ended
 * @user_data: data for @callback
 */
void
vouch_practice_stop_async (VouchPractice       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->stopping == NULL);

  g_task_set_source_tag (task, vouch_practice_stop_async);
  if (self->process == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  self->stopping = g_steal_pointer (&task);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}

gboolean
vouch_practice_stop_finish (VouchPractice  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_practice_get_info:
 *
 * Returns: (transfer none): what it said; empty before it was started
 */
const VouchPracticeInfo *
vouch_practice_get_info (VouchPractice *self)
{
  return &self->info;
}

/**
 * vouch_practice_find_program:
 *
 * Returns: (transfer full) (nullable): where the practice company's program is
 */
char *
vouch_practice_find_program (void)
{
  return vouch_program_find (PROGRAM, "sandbox");
}

static void
vouch_practice_dispose (GObject *object)
{
  g_cancellable_cancel (VOUCH_PRACTICE (object)->watching);

  G_OBJECT_CLASS (vouch_practice_parent_class)->dispose (object);
}

static void
vouch_practice_finalize (GObject *object)
{
  VouchPractice *self = VOUCH_PRACTICE (object);

  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->redirect_uris, g_strfreev);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_clear_object (&self->watching);
  clear_info (&self->info);

  G_OBJECT_CLASS (vouch_practice_parent_class)->finalize (object);
}

static void
vouch_practice_class_init (VouchPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_practice_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_practice_finalize;

  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_practice_init (VouchPractice *self)
{
  self->watching = g_cancellable_new ();
}

/**
 * vouch_practice_new:
 * @program: the program, as vouch_practice_find_program() finds it
 * @data_dir: the state directory
 * @redirect_uris: (nullable) (array zero-terminated=1): registered for its OAuth client
 *
 * Returns: (transfer full): a practice company that does not run yet
 */
VouchPractice *
vouch_practice_new (const char        *program,
                    const char        *data_dir,
                    const char *const *redirect_uris)
{
  VouchPractice *self = g_object_new (VOUCH_TYPE_PRACTICE, NULL);

  self->program = g_strdup (program);
  self->folder = g_build_filename (data_dir, "practice", NULL);
  self->redirect_uris = g_strdupv ((GStrv) redirect_uris);
  return self;
}
