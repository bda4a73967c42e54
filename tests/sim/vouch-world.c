/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "store/vouch-outbox.h"
#include "store/vouch-templates.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"
#include "vouch-world-private.h"

/* Names of listeners that no socket ever opens. */
static const char *const origins[VOUCH_N_LISTENERS] = {
  "http://localhost:7001", "http://localhost:7002", "http://localhost:7003",
  "http://localhost:7004",
};

/* A settled Vouch needs no more than this many cycles to say so. */
#define MAX_CYCLES 60

static void
note_trace (VouchWorld *self,
            const char *label)
{
  guint64 hash = g_str_hash (label) + (guint64) vouch_clock_get_boot (VOUCH_CLOCK (self->clock));

  self->trace = (self->trace ^ hash) * G_GUINT64_CONSTANT (1099511628211);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_autoptr(GCancellable) cancellable = user_data;

  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* The process dies: nothing answers any more, and everything that waits is told so. */
static void
die (VouchWorld *self,
     const char *label)
{
  self->dead = TRUE;
  self->n_crashes++;
  g_free (self->crash_label);
  self->crash_label = g_strdup (label);
  g_idle_add_full (G_PRIORITY_DEFAULT, cancel_cb, g_object_ref (self->cancellable), NULL);
}

/* In the middle of a cycle, as the window does. */
static void
write_by_hand (VouchWorld *self,
               const char *label)
{
  if (g_strcmp0 (self->hand_label, label) != 0)
    return;

  self->hand_label = NULL;
  vouch_store_write_async (vouch_context_get_store (self->context), "test", self->hand,
                           self->hand_data, NULL, NULL, NULL, NULL);
}

/**
 * vouch_world_pass:
 * @label: the operation
 * @user_data: the world
 *
 * Returns: whether the process is still alive
 */
gboolean
vouch_world_pass (const char *label,
                  gpointer    user_data)
{
  VouchWorld *self = user_data;

  if (self->dead)
    return FALSE;

  self->n_points++;
  note_trace (self, label);
  if (!g_hash_table_contains (self->labels, label))
    g_hash_table_add (self->labels, g_strdup (label));
  if (self->n_points == self->crash_point)
    die (self, label);
  else
    write_by_hand (self, label);

  return !self->dead;
}

static gboolean
before_work (const char *label,
             gpointer    user_data)
{
  return !g_str_has_prefix (label, "commit") ? !((VouchWorld *) user_data)->dead
                                             : vouch_world_pass (label, user_data);
}

static gboolean
after_work (const char *label,
            gpointer    user_data)
{
  g_autofree char *after = g_strconcat ("after ", label, NULL);

  return !g_str_has_prefix (label, "commit") ? !((VouchWorld *) user_data)->dead
                                             : vouch_world_pass (after, user_data);
}

static VouchExecutor *
build_executor (VouchWorld *self)
{
  static const VouchTestHook hook = { before_work, after_work };
  VouchTestExecutor *executor = vouch_test_executor_new ();

  vouch_test_executor_set_hook (executor, &hook, self);
  return VOUCH_EXECUTOR (executor);
}

static GAsyncResult *
wait_for (VouchWorld    *self,
          GAsyncResult **result)
{
  vouch_test_clock_run_until (self->clock, *result != NULL);
  return *result;
}

static void
let_go (VouchWorld *self)
{
  g_autoptr(VouchContext) context = g_steal_pointer (&self->context);

  g_cancellable_cancel (self->cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&context));
}

/**
 * vouch_world_start:
 * @self: a world in which Vouch does not run
 *
 * Starts the program. It may die while it starts; then it is started again.
 */
void
vouch_world_start (VouchWorld *self)
{
  g_autoptr(VouchExecutor) writer = build_executor (self);
  g_autoptr(VouchExecutor) reader = build_executor (self);
  VouchContextOptions options = {
    .data_dir = "/world", .role = "world", .vfs = vouch_test_vfs_get_name (self->vfs),
    .transport = VOUCH_TRANSPORT (self->transport), .clock = VOUCH_CLOCK (self->clock),
    .random = self->random, .secrets = VOUCH_SECRETS (self->secrets),
    .writer = writer, .reader = reader,
  };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (self->context);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->context = vouch_context_new (&options);
  vouch_context_open_async (self->context, self->cancellable, vouch_test_keep_result_cb, &result);
  wait_for (self, &result);
  if (vouch_context_open_finish (self->context, result, &error))
    return;

  if (self->dead)
    {
      vouch_world_revive (self);
      return;
    }

  /* It says why it cannot start; somebody tries again. */
  if (self->on_error == NULL)
    g_assert_no_error (error);
  self->on_error (self, error, self->error_data);
  g_clear_object (&result);
  let_go (self);
  vouch_world_start (self);
}

/* Whatever is still in the air of the dead process lands in nothing. */
static void
drain (VouchWorld *self)
{
  while (g_main_context_iteration (NULL, FALSE) || vouch_test_clock_advance_next (self->clock))
    ;
}

/**
 * vouch_world_revive:
 * @self: a world whose program died
 *
 * The disk keeps what the kind of crash leaves on it, and the program is started again.
 */
void
vouch_world_revive (VouchWorld *self)
{
  g_assert_true (self->dead);

  g_cancellable_cancel (self->cancellable);
  drain (self);
  if (self->crash_kind == VOUCH_CRASH_POWER_CUT)
    vouch_test_vfs_power_cut (self->vfs);
  else
    vouch_test_vfs_kill (self->vfs);
  let_go (self);

  self->dead = FALSE;
  self->n_points = 0;
  self->crash_point = self->second_point;
  self->second_point = 0;
  /* A new process does not know what the old one sent a moment ago; it takes its time to start. */
  vouch_test_clock_advance (self->clock, 2 * VOUCH_SECOND);
  vouch_world_start (self);
}

void
vouch_world_stop (VouchWorld *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (self->context == NULL)
    return;
  if (self->dead)
    vouch_world_revive (self);

  vouch_context_close_async (self->context, NULL, vouch_test_keep_result_cb, &result);
  wait_for (self, &result);
  vouch_context_close_finish (self->context, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  drain (self);
  let_go (self);
}

static gboolean
try_write (VouchWorld      *self,
           VouchStoreFunc   func,
           gpointer         data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VouchStore *store = vouch_context_get_store (self->context);

  vouch_store_write_async (store, "test", func, data, NULL, NULL, vouch_test_keep_result_cb,
                           &result);
  wait_for (self, &result);
  if (vouch_store_write_finish (store, result, &error))
    return TRUE;

  g_test_message ("write: %s", error->message);
  if (self->on_error != NULL && !self->dead)
    self->on_error (self, error, self->error_data);
  return FALSE;
}

gboolean
vouch_world_write (VouchWorld     *self,
                   VouchStoreFunc  func,
                   gpointer        data)
{
  return try_write (self, func, data);
}

static gboolean
store_connection (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  VouchWorld *self = data;
  g_autoptr(VouchConnection) connection = vouch_connection_new ("Practice",
                                                                VOUCH_CONNECTION_PRACTICE);
  g_autoptr(VouchTemplate) template = vouch_template_new ();

  connection->sign_in = VOUCH_SIGN_IN_API_KEY;
  vouch_set_str (&connection->api_uri, origins[VOUCH_LISTENER_ATS]);
  vouch_set_str (&connection->web_uri, origins[VOUCH_LISTENER_IDENTITY]);
  vouch_set_str (&connection->crosschq_uri, origins[VOUCH_LISTENER_CROSSCHQ]);
  vouch_set_str (&connection->crosschq_dialect, "v2");
  vouch_set_str (&connection->crosschq_form, "raw");
  connection->on = TRUE;
  connection->sends = TRUE;
  connection->turned_on_at = VOUCH_WORLD_EPOCH;
  self->connection_id = vouch_connections_add (db, connection, error);
  if (self->connection_id == 0)
    return FALSE;

  template->connection_id = self->connection_id;
  vouch_set_str (&template->name, "Sales");
  vouch_set_str (&template->tag, "sales");
  vouch_set_str (&template->survey, "account-executive");
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "peers", NULL);
  return vouch_templates_save (db, template, error) != 0 &&
         vouch_values_set (db, self->connection_id, VOUCH_VALUE_SETTING, "cancel-grace", "600",
                           error);
}

static VouchWorld *
build_world (guint64           seed,
             VouchSandboxSize  size,
             VouchWorld       *first) /* (nullable) */
{
  static guint n_worlds = 0;
  VouchWorld *self = g_new0 (VouchWorld, 1);
  static const char *const redirect_uris[] = { "http://localhost:3000/done", NULL };
  VouchSandboxOptions options = { .seed = seed, .size = size,
                                  .redirect_uris = redirect_uris };
  g_autofree char *name = g_strdup_printf ("world-%u", n_worlds++);

  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    options.origins[i] = origins[i];
  self->beside = first != NULL;
  self->sandbox = first != NULL ? first->sandbox : vouch_sandbox_new (&options);
  self->clock = first != NULL ? g_object_ref (first->clock)
    : vouch_test_clock_new (VOUCH_WORLD_EPOCH);
  self->random = vouch_test_random_new (seed);
  self->vfs = vouch_test_vfs_new (name);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->secrets = vouch_world_secrets_new (vouch_world_pass, self);
  self->transport = vouch_world_transport_new (self->sandbox, VOUCH_CLOCK (self->clock),
                                               vouch_world_pass, self);
  return self;
}

static void
connect_world (VouchWorld *self)
{
  vouch_world_start (self);
  g_assert_true (try_write (self, store_connection, self));
  vouch_world_secrets_set (self->secrets, self->connection_id, VOUCH_SECRET_API_KEY,
                           vouch_sandbox_get_api_key (self->sandbox));
  vouch_world_secrets_set (self->secrets, self->connection_id, VOUCH_SECRET_CROSSCHQ,
                           vouch_sandbox_get_crosschq_key (self->sandbox));
  vouch_world_stop (self);
  vouch_world_start (self);
  self->n_points = 0;
}

/**
 * vouch_world_new:
 * @seed: of the company and of Vouch's randomness
 *
 * The company has used Crosschq before, so that its list shows what is echoed.
 *
 * Returns: (transfer full): a company, and a Vouch that is connected to it, turned on and running,
 *   with one template "sales"
 */
VouchWorld *
vouch_world_new (guint64 seed)
{
  return vouch_world_new_sized (seed, VOUCH_SANDBOX_SIZE_S);
}

/**
 * vouch_world_new_sized:
 * @seed: of the company and of Vouch's randomness
 * @size: how many people the company knows
 *
 * Returns: (transfer full): as vouch_world_new()
 */
VouchWorld *
vouch_world_new_sized (guint64          seed,
                       VouchSandboxSize size)
{
  VouchWorld *self = build_world (seed, size, NULL);

  vouch_world_do (self, "create-foreign",
                  "{\"email\":\"earlier@example.org\",\"position\":\"Gardener\","
                  "\"external_id\":\"earlier\"}");
  connect_world (self);
  return self;
}

/**
 * vouch_world_new_beside:
 * @first: a world that outlives this one
 * @seed: of Vouch's randomness
 *
 * Returns: (transfer full): another installation that is connected to the company of @first, as
 *   vouch_world_new() makes it; both share the time
 */
VouchWorld *
vouch_world_new_beside (VouchWorld *first,
                        guint64     seed)
{
  VouchWorld *self = build_world (seed, VOUCH_SANDBOX_SIZE_S, first);

  connect_world (self);
  return self;
}

void
vouch_world_free (VouchWorld *self)
{
  vouch_world_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  if (!self->beside)
    g_clear_pointer (&self->sandbox, vouch_sandbox_free);
  g_clear_pointer (&self->vfs, vouch_test_vfs_free);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_free (self->problem);
  g_free (self->crash_label);
  g_free (self);
}

VouchContext *
vouch_world_get_context (VouchWorld *self)
{
  return self->context;
}

VouchTestClock *
vouch_world_get_clock (VouchWorld *self)
{
  return self->clock;
}

VouchTestVfs *
vouch_world_get_vfs (VouchWorld *self)
{
  return self->vfs;
}

VouchWorldSecrets *
vouch_world_get_secrets (VouchWorld *self)
{
  return self->secrets;
}

gint64
vouch_world_get_connection (VouchWorld *self)
{
  return self->connection_id;
}

const char *
vouch_world_get_problem (VouchWorld *self)
{
  return self->problem;
}

void
vouch_world_set_latency (VouchWorld *self,
                         gint64      microseconds)
{
  vouch_world_transport_set_latency (self->transport, microseconds);
}

void
vouch_world_advance (VouchWorld *self,
                     gint64      seconds)
{
  vouch_test_clock_advance (self->clock, seconds * VOUCH_SECOND);
}

/**
 * vouch_world_tolerate:
 * @self: a world
 * @func: (nullable): what is told of an error, instead of ending the test
 * @data: data for @func
 */
void
vouch_world_tolerate (VouchWorld          *self,
                      VouchWorldErrorFunc  func,
                      gpointer             data)
{
  self->on_error = func;
  self->error_data = data;
}

/**
 * vouch_world_interrupt:
 * @self: a world
 * @label: an operation of a cycle to come, once
 * @func: what a person writes while it is under way
 * @data: data for @func
 */
void
vouch_world_interrupt (VouchWorld     *self,
                       const char     *label,
                       VouchStoreFunc  func,
                       gpointer        data)
{
  self->hand_label = label;
  self->hand = func;
  self->hand_data = data;
}

/**
 * vouch_world_try_cycle:
 * @self: a world
 * @flags: how
 * @error: return location
 *
 * One cycle. When the process dies in it, it is started again, and no error is set.
 *
 * Returns: whether the cycle came to its end
 */
gboolean
vouch_world_try_cycle (VouchWorld       *self,
                       VouchCycleFlags   flags,
                       GError          **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchCycle) cycle = NULL;
  g_autoptr(GError) failure = NULL;
  VouchReason *problem;

  vouch_engine_sync_async (engine, self->connection_id, flags, self->cancellable,
                           vouch_test_keep_result_cb, &result);
  wait_for (self, &result);
  cycle = vouch_engine_sync_finish (engine, result, &failure);
  g_clear_object (&result);
  if (self->dead)
    {
      g_clear_object (&cycle);
      vouch_world_revive (self);
      return FALSE;
    }
  if (cycle == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  problem = vouch_cycle_get_problem (cycle);
  vouch_set_str (&self->problem, problem != NULL ? vouch_reason_get_id (problem) : NULL);
  return TRUE;
}

/**
 * vouch_world_cycle:
 * @self: a world
 * @flags: how
 *
 * One cycle. When the process dies in it, it is started again; an error is what
 * vouch_world_tolerate() is for.
 *
 * Returns: whether the cycle came to its end
 */
gboolean
vouch_world_cycle (VouchWorld      *self,
                   VouchCycleFlags  flags)
{
  g_autoptr(GError) error = NULL;

  if (vouch_world_try_cycle (self, flags, &error))
    return TRUE;

  if (error != NULL && self->on_error != NULL)
    self->on_error (self, error, self->error_data);
  else
    g_assert_no_error (error);
  return FALSE;
}

static gboolean
find_next (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchWorld *self = ((gpointer *) data)[0];
  gint64 *next = ((gpointer *) data)[1];
  guint *n_open = ((gpointer *) data)[2];
  const VouchEffectState states[] = { VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_UNKNOWN,
                                      VOUCH_EFFECT_SENDING };
  g_autoptr(GError) failure = NULL;

  *n_open = 0;
  *next = vouch_outbox_next_at (db, self->connection_id, &failure);
  for (guint i = 0; failure == NULL && i < G_N_ELEMENTS (states); i++)
    *n_open += vouch_outbox_count (db, self->connection_id, states[i], &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * vouch_world_settle:
 * @self: a world
 *
 * Cycles until nothing is under way any more; waits are waited out.
 */
void
vouch_world_settle (VouchWorld *self)
{
  for (guint i = 0; i < MAX_CYCLES; i++)
    {
      gint64 next = 0;
      guint n_open = 0;
      gpointer data[] = { self, &next, &n_open };
      gint64 now;

      if (!vouch_world_cycle (self, VOUCH_CYCLE_THOROUGH))
        continue;
      /* A new pair that was lost on its way cannot be had again: the person allows access anew. */
      if (g_strcmp0 (self->problem, "account.needs-reconnect") == 0)
        {
          vouch_world_use_tokens (self);
          continue;
        }
      if (!try_write (self, find_next, data))
        {
          g_assert_true (self->dead || self->on_error != NULL);
          if (self->dead)
            vouch_world_revive (self);
          continue;
        }
      if (n_open == 0 && self->problem == NULL)
        return;

      now = VOUCH_WORLD_EPOCH + vouch_clock_get_boot (VOUCH_CLOCK (self->clock));
      vouch_world_advance (self, next > now ? (next - now) / VOUCH_SECOND + 3 : 5);
    }

  g_error ("It does not settle: %s", self->problem != NULL ? self->problem : "effects stay open");
}
