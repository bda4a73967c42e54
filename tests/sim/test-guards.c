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

#define N_PEOPLE 12

typedef struct
{
  VouchWorld *world;
  char *job;
  GPtrArray *people; /* of their ids */
} Mass;

static void
move_all (Mass       *mass,
          guint       n_people,
          const char *status,
          const char *step)
{
  for (guint i = 0; i < n_people; i++)
    vouch_world_move (mass->world, mass->people->pdata[i], mass->job, status, step);
}

/* More rejections at once than anybody means: every cancel waits for a person (reliability.md
 * §2.10). */
static void
reject_all (Mass *mass)
{
  g_autoptr(GPtrArray) held = NULL;

  mass->world = vouch_world_new (3);
  mass->job = vouch_world_add_job (mass->world, "Account Executive", "sales");
  mass->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c", 'A' + i);

      g_ptr_array_add (mass->people,
                       vouch_world_add_candidate (mass->world, "Test", name, mass->job, TRUE));
    }
  vouch_world_settle (mass->world);
  g_assert_cmpuint (vouch_world_count_effects (mass->world, "request-created"), ==, N_PEOPLE);

  move_all (mass, N_PEOPLE, "REJECTED", NULL);
  vouch_world_settle (mass->world);
  g_assert_cmpuint (vouch_world_count_effects (mass->world, "request-cancelled"), ==, 0);

  held = list_held (mass->world);
  g_assert_cmpuint (held->len, ==, N_PEOPLE);
  for (guint i = 0; i < held->len; i++)
    g_assert_cmpstr (vouch_reason_get_id (((VouchEffect *) held->pdata[i])->reason), ==,
                     "cancel.mass");
}

static void
mass_clear (Mass *mass)
{
  vouch_world_check (mass->world);
  vouch_world_free (mass->world);
  g_free (mass->job);
  g_ptr_array_unref (mass->people);
}

static void
release_all (Mass *mass)
{
  Listing listing = { mass->world, VOUCH_EFFECT_HELD, NULL };

  g_assert_true (vouch_world_write (mass->world, list_effects, &listing));
  g_assert_true (vouch_world_write (mass->world, retry_all, &listing));
  g_ptr_array_unref (listing.effects);
  vouch_world_settle (mass->world);
}

static void
test_mass_cancel (void)
{
  Mass mass;

  reject_all (&mass);
  release_all (&mass);
  g_assert_cmpuint (vouch_world_count_effects (mass.world, "request-cancelled"), ==, N_PEOPLE);
  mass_clear (&mass);
}

/* It was a slip, and mended: nobody who is back loses a request, whatever a person lets go and
 * whether Vouch has seen the return by then. */
static void
test_mass_returned (void)
{
  static const struct
  {
    const char *status;
    const char *step;
    gboolean seen;
  } cases[] = {
    { "IN_REVIEW", "Crosschq", TRUE },
    { "IN_REVIEW", "Crosschq", FALSE },
    { "INTERVIEW", NULL, TRUE },
    { "INTERVIEW", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Mass mass;

      g_test_message ("%s, %d", cases[i].status, cases[i].seen);
      reject_all (&mass);
      vouch_world_advance (mass.world, 60);
      move_all (&mass, N_PEOPLE - 2, cases[i].status, cases[i].step);
      if (cases[i].seen)
        {
          g_autoptr(GPtrArray) held = NULL;

          vouch_world_settle (mass.world);
          held = list_held (mass.world);
          g_assert_cmpuint (held->len, ==, 2);
        }
      release_all (&mass);
      g_assert_cmpuint (vouch_world_count_effects (mass.world, "request-cancelled"), ==, 2);
      mass_clear (&mass);
    }
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
  g_test_add_func ("/guards/mass-returned", test_mass_returned);
  g_test_add_func ("/guards/deleted", test_deleted);

  return g_test_run ();
}
