/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <signal.h>
#include <string.h>

#include "account/vouch-embedded-sign-in.h"

#include "account/vouch-grant.h"
#include "base/vouch-program.h"
#include "base/vouch-secrets.h"
#include "base/vouch-sign-in-exit.h"
#include "json/vouch-json.h"

#define PROGRAM "vouch-signin"

/* One redirect and the end of its line. One byte more is too much. */
#define MAX_ANSWER (VOUCH_GRANT_MAX_REDIRECT + 1)

struct _VouchEmbeddedSignIn
{
  GObject parent_instance;

  char *program;                /* (owned) (nullable) */
  gboolean software_rendering;

  /* In progress. */
  GTask *task;                  /* (owned) (nullable) */
  char *authorize_uri;          /* (owned) (nullable) */
  char *redirect_uri;           /* (owned) (nullable) */
  gboolean practice;
  GSubprocess *process;         /* (owned) (nullable) */
  char *order;                  /* (owned) (nullable): until it is written */
  char answer[MAX_ANSWER + 2];
  gsize length;
};

enum
{
  PROP_SOFTWARE_RENDERING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void start    (VouchEmbeddedSignIn *self);
static void order_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void ended_cb (GObject *object, GAsyncResult *result, gpointer user_data);

G_DEFINE_FINAL_TYPE (VouchEmbeddedSignIn, vouch_embedded_sign_in, G_TYPE_OBJECT)
G_DEFINE_QUARK (vouch-embedded-error-quark, vouch_embedded_error)

/* What a window needs to appear, to be read aloud and to reach the network. Anything else may be a
 * secret that somebody handed to the main program. */
static const char *const passed[] = {
  "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_*", "TZ", "TMPDIR", "XDG_*", "DISPLAY",
  "WAYLAND_*", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "GTK_*", "GDK_*", "GSK_*", "ADW_*",
  "AT_SPI_*", "NO_AT_BRIDGE", "G_DEBUG", "G_MESSAGES_DEBUG", "GIO_*", "GSETTINGS_*", "GST_*",
  "LIBGL_*", "MESA_*", "EGL_*", "FONTCONFIG_*", "XCURSOR_*", "WEBKIT_*", "container", "FLATPAK_ID",
  "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
  "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "ASAN_OPTIONS", "LSAN_OPTIONS",
  "UBSAN_OPTIONS",
};

static gboolean
is_passed (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
    {
      if (g_pattern_match_simple (passed[i], name))
        return TRUE;
    }

  return FALSE;
}

static GStrv
build_environment (void)
{
  g_auto(GStrv) environment = g_get_environ ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; environment[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (environment[i], strcspn (environment[i], "="));

      if (is_passed (name))
        g_strv_builder_add (builder, environment[i]);
    }

  return g_strv_builder_end (builder);
}

/* Its line is wiped once it is written: the address holds the state. */
static char *
build_order (VouchEmbeddedSignIn *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "authorize_uri");
  json_builder_add_string_value (builder, self->authorize_uri);
  json_builder_set_member_name (builder, "redirect_uri");
  json_builder_add_string_value (builder, self->redirect_uri);
  json_builder_set_member_name (builder, "loopback_http");
  json_builder_add_boolean_value (builder, self->practice);
  json_builder_set_member_name (builder, "software_rendering");
  json_builder_add_boolean_value (builder, self->software_rendering);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = vouch_json_to_string (root);
  return g_strconcat (text, "\n", NULL);
}

static GTask *
end_run (VouchEmbeddedSignIn *self)
{
  g_clear_object (&self->process);
  g_clear_pointer (&self->order, vouch_secret_free);
  g_clear_pointer (&self->authorize_uri, vouch_secret_free);
  g_clear_pointer (&self->redirect_uri, g_free);
  explicit_bzero (self->answer, sizeof self->answer);
  self->length = 0;

  return g_steal_pointer (&self->task);
}

static void
fail (VouchEmbeddedSignIn *self,
      VouchEmbeddedError   code,
      const char          *message)
{
  g_autoptr(GTask) task = end_run (self);

  g_task_return_new_error (task, VOUCH_EMBEDDED_ERROR, code, "%s", message);
}

static void
start_in_software (VouchEmbeddedSignIn *self)
{
  g_clear_object (&self->process);
  self->length = 0;
  self->software_rendering = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOFTWARE_RENDERING]);
  start (self);
}

/* One line of text and nothing behind it. */
static gboolean
is_one_line (VouchEmbeddedSignIn *self)
{
  const char *end = memchr (self->answer, '\n', self->length);

  return end != NULL && end == self->answer + self->length - 1 && end != self->answer
         && memchr (self->answer, '\0', self->length) == NULL;
}

static void
take_answer (VouchEmbeddedSignIn *self)
{
  g_autoptr(GTask) task = NULL;
  char *redirect;

  if (!is_one_line (self))
    {
      fail (self, VOUCH_EMBEDDED_ERROR_GARBAGE, "the sign-in window said what is no address");
      return;
    }

  redirect = g_strndup (self->answer, self->length - 1);
  task = end_run (self);
  g_task_return_pointer (task, redirect, (GDestroyNotify) vouch_secret_free);
}

static void
take_exit (VouchEmbeddedSignIn *self)
{
  int status = g_subprocess_get_if_exited (self->process)
                 ? g_subprocess_get_exit_status (self->process)
                 : VOUCH_SIGN_IN_EXIT_FAILED;

  if (self->length > MAX_ANSWER)
    fail (self, VOUCH_EMBEDDED_ERROR_GARBAGE, "the sign-in window said too much");
  else if (status == VOUCH_SIGN_IN_EXIT_CLOSED)
    fail (self, VOUCH_EMBEDDED_ERROR_CLOSED, "the sign-in window was closed");
  else if (status == VOUCH_SIGN_IN_EXIT_BROWSER)
    fail (self, VOUCH_EMBEDDED_ERROR_BROWSER, "the browser is wanted");
  else if (status == VOUCH_SIGN_IN_EXIT_SOFTWARE && !self->software_rendering)
    start_in_software (self);
  else if (status == VOUCH_SIGN_IN_EXIT_ANSWERED && self->length > 0)
    take_answer (self);
  else
    fail (self, VOUCH_EMBEDDED_ERROR_CRASHED, "the sign-in window ended without an answer");
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VouchEmbeddedSignIn) self = g_steal_pointer (&user_data);
  GError *error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &error))
    {
      g_autoptr(GTask) task = end_run (self);

      g_task_return_error (task, error);
    }
  else
    take_exit (self);
}

static void
read_more (VouchEmbeddedSignIn *self)
{
  g_input_stream_read_async (g_subprocess_get_stdout_pipe (self->process),
                             self->answer + self->length, sizeof self->answer - self->length,
                             G_PRIORITY_DEFAULT, g_task_get_cancellable (self->task), read_cb,
                             g_object_ref (self));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VouchEmbeddedSignIn) self = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n > 0)
    self->length += n;
  if (n > 0 && self->length <= MAX_ANSWER)
    {
      read_more (self);
      return;
    }

  /* Cancelled, or it says more than it may: it has nothing to go on with. */
  if (n != 0)
    g_subprocess_force_exit (self->process);
  g_subprocess_wait_async (self->process, NULL, ended_cb, g_object_ref (self));
}

static void
order_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VouchEmbeddedSignIn) self = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  /* The pipe stays open: its end tells the window that Vouch is gone. Who does not read the order
   * ends without an answer. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    g_debug ("The order of a sign-in was not read: %s", error->message);
  g_clear_pointer (&self->order, vouch_secret_free);
}

static void
start (VouchEmbeddedSignIn *self)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto(GStrv) environment = build_environment ();
  const char *const arguments[] = { self->program, NULL };

  g_subprocess_launcher_set_environ (launcher, environment);
  if (self->program != NULL)
    self->process = g_subprocess_launcher_spawnv (launcher, arguments, NULL);
  if (self->process == NULL)
    {
      fail (self, VOUCH_EMBEDDED_ERROR_MISSING, "the sign-in window cannot be started");
      return;
    }

  vouch_secret_free (self->order);
  self->order = build_order (self);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process), self->order,
                                   strlen (self->order), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (self->task), order_cb,
                                   g_object_ref (self));
  read_more (self);
}

static void
vouch_embedded_sign_in_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  VouchEmbeddedSignIn *self = VOUCH_EMBEDDED_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_SOFTWARE_RENDERING:
      g_value_set_boolean (value, self->software_rendering);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_embedded_sign_in_finalize (GObject *object)
{
  VouchEmbeddedSignIn *self = VOUCH_EMBEDDED_SIGN_IN (object);

  g_assert (self->task == NULL);

  g_free (self->program);

  G_OBJECT_CLASS (vouch_embedded_sign_in_parent_class)->finalize (object);
}

static void
vouch_embedded_sign_in_class_init (VouchEmbeddedSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* A window that dies before it has read its order must not end the main program. */
  signal (SIGPIPE, SIG_IGN);

  object_class->finalize = vouch_embedded_sign_in_finalize;
  object_class->get_property = vouch_embedded_sign_in_get_property;

  properties[PROP_SOFTWARE_RENDERING] =
    g_param_spec_boolean ("software-rendering", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_embedded_sign_in_init (VouchEmbeddedSignIn *self)
{
}

/**
 * vouch_embedded_sign_in_find_program:
 *
 * Returns: (transfer full) (nullable): where the program with the window is
 */
char *
vouch_embedded_sign_in_find_program (void)
{
  return vouch_program_find (PROGRAM, "signin");
}

/**
 * vouch_embedded_sign_in_new:
 * @program: (nullable): the program, as vouch_embedded_sign_in_find_program() finds it
 * @software_rendering: without graphics acceleration, as a person once asked for
 *
 * Returns: (transfer full): a window that is not open
 */
VouchEmbeddedSignIn *
vouch_embedded_sign_in_new (const char *program,
                            gboolean    software_rendering)
{
  VouchEmbeddedSignIn *self = g_object_new (VOUCH_TYPE_EMBEDDED_SIGN_IN, NULL);

  self->program = g_strdup (program);
  self->software_rendering = software_rendering;
  return self;
}

gboolean
vouch_embedded_sign_in_get_software_rendering (VouchEmbeddedSignIn *self)
{
  return self->software_rendering;
}

/**
 * vouch_embedded_sign_in_run_async:
 * @self: a window that is not open
 * @authorize_uri: what to open
 * @redirect_uri: what it ends at
 * @practice: the consent page is on loopback, without TLS
 * @cancellable: (nullable): closes the window
 * @callback: (scope async): called when it is closed
 * @user_data: data for @callback
 *
 * Opens the window.
 */
void
vouch_embedded_sign_in_run_async (VouchEmbeddedSignIn *self,
                                  const char          *authorize_uri,
                                  const char          *redirect_uri,
                                  gboolean             practice,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, vouch_embedded_sign_in_run_async);
  self->authorize_uri = g_strdup (authorize_uri);
  self->redirect_uri = g_strdup (redirect_uri);
  self->practice = practice;
  start (self);
}

/**
 * vouch_embedded_sign_in_run_finish:
 * @self: a window
 * @result: how it ended
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the address it ended at, which nobody has checked yet, for
 *   vouch_secret_free()
 */
char *
vouch_embedded_sign_in_run_finish (VouchEmbeddedSignIn  *self,
                                   GAsyncResult         *result,
                                   GError              **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
