/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* bench-fill FOLDER: a state folder of profile L, for programs that open one. */

#include <stdlib.h>

#include "account/vouch-memory-secrets.h"
#include "bench-store.h"
#include "ui-fixture.h"

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (vouch_hub_close_finish (VOUCH_HUB (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(VouchSecrets) secrets = vouch_memory_secrets_new ();
  VouchContextOptions options = { .role = "bench", .secrets = secrets, .data_dir = argv[1] };
  BenchStore content = BENCH_STORE_L;
  UiFixture fixture = { 0 };
  gboolean closed = FALSE;

  if (argc != 2)
    g_error ("usage: bench-fill FOLDER");

  fixture.hub = vouch_hub_new (&options);
  vouch_hub_open (fixture.hub);
  ui_wait_for (vouch_hub_get_loaded (fixture.hub));
  content.connection_id = ui_fixture_connect (&fixture, "Large");
  ui_fixture_write (&fixture, bench_store_fill, &content);
  vouch_hub_close_async (fixture.hub, closed_cb, &closed);
  ui_wait_for (closed);
  g_object_unref (fixture.hub);
  return EXIT_SUCCESS;
}
