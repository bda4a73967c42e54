/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-world-compare.h"

static gboolean
is_same (GPtrArray *one,
         GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;

  for (guint i = 0; i < one->len; i++)
    {
      if (!g_str_equal (one->pdata[i], other->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

static void
print_all (const char *what,
           GPtrArray  *effects)
{
  for (guint i = 0; i < effects->len; i++)
    g_printerr ("#   %s: %s\n", what, (char *) effects->pdata[i]);
}

/**
 * vouch_world_assert_effects:
 * @self: a world that has settled
 * @wanted: (element-type utf8): what vouch_world_list_effects() gave for a world that nothing
 * disturbed
 * @format: what disturbed this one
 * @...: values for @format
 *
 * Ends the test when Vouch changed anything else outside.
 */
void
vouch_world_assert_effects (VouchWorld *self,
                            GPtrArray  *wanted,
                            const char *format,
                            ...)
{
  g_autoptr(GPtrArray) effects = vouch_world_list_effects (self);
  g_autofree char *what = NULL;
  va_list args;

  if (is_same (wanted, effects))
    return;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("# %s:\n", what);
  print_all ("wanted", wanted);
  print_all ("got", effects);
  g_assert_cmpstr (what, ==, "");
}
