/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-outbox.h"
#include "sync/vouch-actions.h"
#include "vouch-world.h"

typedef struct
{
  VouchWorld *world;
  VouchEffectState state;
  GPtrArray *effects; /* of VouchEffect */
} Listing;

static gboolean
list_effects (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  Listing *listing = data;

  listing->effects =
    vouch_outbox_list (db, vouch_world_get_connection (listing->world), listing->state, error);
  return listing->effects != NULL;
}

static GPtrArray *
list_held (VouchWorld *world)
{
  Listing listing = { world, VOUCH_EFFECT_HELD, NULL };

  g_assert_true (vouch_world_write (world, list_effects, &listing));
  return listing.effects;
}

/* More rejections at once than anybody means: every cancel waits for a person (reliability.md
 * §2.10). */
static void
test_mass_cancel (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (3);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) held = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c", 'A' + i);

      g_ptr_array_add (people, vouch_world_add_candidate (world, "Test", name, job, TRUE));
    }
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 12);

  for (guint i = 0; i < people->len; i++)
    vouch_world_move (world, people->pdata[i], job, "REJECTED", NULL);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-cancelled"), ==, 0);

  held = list_held (world);
  g_assert_cmpuint (held->len, ==, 12);
  for (guint i = 0; i < held->len; i++)
    g_assert_cmpstr (vouch_reason_get_id (((VouchEffect *) held->pdata[i])->reason), ==,
                     "cancel.mass");
  vouch_world_check (world);
}

static gboolean
retry_all (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Listing *listing = data;

  for (guint i = 0; i < listing->effects->len; i++)
    {
      if (!vouch_action_retry (db, ((VouchEffect *) listing->effects->pdata[i])->id, FALSE,
                               vouch_world_get_now (listing->world), error))
        return FALSE;
    }

  return TRUE;
}

/* Somebody who was deleted: a tombstone without personal data, and a question about the open
 * request (reliability.md §2.5, I4). */
static void
test_deleted (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (4);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Zebulon", "Quillfeather", job,
                                                          TRUE);
  Listing listing = { world, VOUCH_EFFECT_HELD, NULL };

  vouch_world_settle (world);
  g_assert_true (vouch_test_vfs_contains (vouch_world_get_vfs (world), "Quillfeather"));
  vouch_world_do (world, "delete-candidate", "{\"candidate_id\":\"%s\"}", candidate);
  vouch_world_settle (world);
  /* One read alone is a hint. */
  g_assert_true (vouch_test_vfs_contains (vouch_world_get_vfs (world), "Quillfeather"));

  vouch_world_advance (world, 16 * 60);
  vouch_world_settle (world);
  g_assert_false (vouch_test_vfs_contains (vouch_world_get_vfs (world), "Quillfeather"));
  g_assert_false (vouch_test_vfs_contains (vouch_world_get_vfs (world), "quillfeather"));
  g_assert_cmpuint (vouch_world_count_effects (world, "request-cancelled"), ==, 0);

  listing.effects = list_held (world);
  g_assert_cmpuint (listing.effects->len, ==, 1);
  g_assert_cmpstr (vouch_reason_get_id (((VouchEffect *) listing.effects->pdata[0])->reason), ==,
                   "application.gone");
  g_assert_true (vouch_world_write (world, retry_all, &listing));
  g_ptr_array_unref (listing.effects);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-cancelled"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/guards/mass-cancel", test_mass_cancel);
  g_test_add_func ("/guards/deleted", test_deleted);

  return g_test_run ();
}
