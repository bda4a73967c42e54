/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-fuzz"

#include <gio/gio.h>

#include "fuzz.h"

/* Hands a fuzz target every file of the folders given, in the order of their names, whole and cut
 * at several places: the same entry point a fuzzer calls. Memory of exact size makes a sanitizer
 * notice every byte read too far. */

static void
hand_over (const guint8 *data,
           gsize         length)
{
  g_autofree guint8 *exact = g_memdup2 (data, length);

  LLVMFuzzerTestOneInput (exact, length);
}

static void
replay_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &error))
    g_error ("%s", error->message);

  hand_over ((const guint8 *) data, length);
  for (gsize i = 1; i < 16; i++)
    hand_over ((const guint8 *) data, length * i / 16);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static guint
replay_folder (const char *folder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    replay_file (g_ptr_array_index (names, i));

  return names->len;
}

int
main (int   argc,
      char *argv[])
{
  guint n_files = 0;

  for (int i = 1; i < argc; i++)
    n_files += replay_folder (argv[i]);

  g_print ("%u files\n", n_files);
  return n_files > 0 ? 0 : 1;
}
