/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/vouch-preferences.h"

/* Beside the program: data/ of the folder it was built in. */
static GSettingsSchemaSource *
find_built_source (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  while (folder != NULL && !g_str_equal (folder, "/"))
    {
      g_autofree char *data = g_build_filename (folder, "data", NULL);
      g_autofree char *above = g_path_get_dirname (folder);
      GSettingsSchemaSource *source =
        g_settings_schema_source_new_from_directory (data, g_settings_schema_source_get_default (),
                                                     FALSE, NULL);

      if (source != NULL)
        return source;
      g_free (folder);
      folder = g_steal_pointer (&above);
    }

  return NULL;
}

GSettings *
vouch_preferences_new (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autoptr(GSettingsSchema) schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, VOUCH_APP_ID, TRUE);
  if (schema != NULL)
    return g_settings_new_full (schema, NULL, NULL);

  built = find_built_source ();
  if (built != NULL)
    schema = g_settings_schema_source_lookup (built, VOUCH_APP_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema " VOUCH_APP_ID " is not installed");

  return g_settings_new_full (schema, NULL, NULL);
}
