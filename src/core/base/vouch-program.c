/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-program.h"

static char *
dup_own_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/**
 * vouch_program_find:
 * @name: one of the programs that Vouch starts
 * @folder: where it is built, below src
 *
 * Looks beside the installed programs, then in the build tree this program is in, then in PATH.
 *
 * Returns: (transfer full) (nullable): where the program is
 */
char *
vouch_program_find (const char *name,
                    const char *folder)
{
  static const char *const above[] = { "", "..", "../src", "../../src", "../../../src" };
  g_autofree char *own = dup_own_folder ();
  g_autofree char *installed = NULL;

  if (own == NULL)
    return g_find_program_in_path (name);

  installed = g_build_filename (own, "..", "libexec", "vouch", name, NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_canonicalize_filename (installed, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (above); i++)
    {
      g_autofree char *path = g_build_filename (own, above[i], folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_canonicalize_filename (path, NULL);
    }

  return g_find_program_in_path (name);
}
