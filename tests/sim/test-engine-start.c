/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-engine.h"
#include "vouch-test-util.h"
#include "vouch-world.h"

typedef struct
{
  VouchWorld *world;
  gint64 id;
} Unused;

static gboolean
add_unused (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Unused *unused = data;
  g_autoptr(VouchConnection) first =
    vouch_connections_get (db, vouch_world_get_connection (unused->world), error);

  g_assert_nonnull (first);
  vouch_set_str (&first->name, "Unused");
  vouch_set_str (&first->company_id, NULL);
  first->on = FALSE;
  first->turned_on_at = 0;
  unused->id = vouch_connections_add (db, first, error);
  return unused->id != 0;
}

static VouchSession *
lend_session (const VouchConnection  *connection,
              gpointer                user_data,
              GError                **error)
{
  return g_object_ref (vouch_engine_get_session (user_data, connection->id));
}

static void
load_engine (VouchWorld  *world,
             VouchEngine *engine)
{
  g_autoptr(GAsyncResult) loaded = NULL;

  vouch_engine_load_async (engine, NULL, vouch_test_keep_result_cb, &loaded);
  vouch_test_clock_run_until (vouch_world_get_clock (world), loaded != NULL);
  g_assert_true (vouch_engine_load_finish (engine, loaded, NULL));
}

/* What another connection did in an earlier run is no sync of one that was never on. */
static void
test_never_on (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  VouchContext *context = vouch_world_get_context (world);
  VouchEngine *engine = vouch_context_get_engine (context);
  gint64 last_good = vouch_world_get_now (world);
  g_autoptr(VouchEngine) later = NULL;
  Unused unused = { .world = world };

  g_assert_true (vouch_world_write (world, add_unused, &unused));
  load_engine (world, engine);
  later = vouch_engine_new (vouch_context_get_store (context),
                            VOUCH_CLOCK (vouch_world_get_clock (world)), NULL, last_good,
                            lend_session, engine);
  load_engine (world, later);
  g_assert_cmpint (vouch_engine_get_last_sync (later, vouch_world_get_connection (world)), ==,
                   last_good);
  g_assert_cmpint (vouch_engine_get_last_sync (later, unused.id), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine-start/never-on", test_never_on);

  return g_test_run ();
}
