/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "model/vouch-settings.h"

#define AT(field) G_STRUCT_OFFSET (VouchSettings, field)
#define DAY (24 * 60 * 60)

static const VouchSettingInfo infos[] = {
  { "poll-interval", VOUCH_SETTING_INT, "60", "5", 15, 3600, NULL, AT (poll_interval) },
  { "poll-interval-front", VOUCH_SETTING_INT, "15", "5", 15, 3600, NULL, AT (poll_interval_front) },
  { "requests-interval", VOUCH_SETTING_INT, "300", "5", 60, 3600, NULL, AT (requests_interval) },
  { "step-name", VOUCH_SETTING_TEXT, "Crosschq", NULL, 1, 100, NULL, AT (step_name) },
  { "job-field", VOUCH_SETTING_TEXT, "Crosschq;Crosschq tag", NULL, 1, 500, NULL, AT (job_field) },
  { "requestor-order", VOUCH_SETTING_LIST, "recruiter,coordinator", NULL, 0, 0,
    "recruiter,coordinator,creator,named", AT (requestor_order) },
  { "requestor-user", VOUCH_SETTING_TEXT, "", NULL, 0, 100, NULL, AT (requestor_user) },
  { "enabled", VOUCH_SETTING_BOOL, "true", NULL, 0, 0, NULL, AT (enabled) },
  { "attach-report", VOUCH_SETTING_BOOL, "true", NULL, 0, 0, NULL, AT (attach_report) },
  { "report-kind", VOUCH_SETTING_CHOICE, "full", NULL, 0, 0, "full,summary,both",
   AT (report_kind) },
  { "withdrawn", VOUCH_SETTING_CHOICE, "reject", NULL, 0, 0, "reject,keep", AT (withdrawn) },
  { "cancel-grace", VOUCH_SETTING_INT, "600", NULL, 0, DAY, NULL, AT (cancel_grace) },
  { "catch-up-limit", VOUCH_SETTING_INT, "5", NULL, 0, 1000, NULL, AT (catch_up_limit) },
  { "daily-cap", VOUCH_SETTING_INT, "200", NULL, 1, 10000, NULL, AT (daily_cap) },
  { "retention-days", VOUCH_SETTING_INT, "30", NULL, 1, 3650, NULL, AT (retention_days) },
  { "colour", VOUCH_SETTING_CHOICE, "none", "purple", 0, 0,
    "none,blue,green,yellow,orange,red,purple,brown", AT (colour) },
};

static gpointer
field_of (const VouchSettings    *self,
          const VouchSettingInfo *info)
{
  return G_STRUCT_MEMBER_P (self, info->offset);
}

static gboolean
holds_word (const char *words,
            const char *word)
{
  g_auto(GStrv) list = g_strsplit (words, ",", -1);

  return g_strv_contains ((const char *const *) list, word);
}

static gboolean
refuse (const VouchSettingInfo  *info,
        VouchInputError          code,
        GError                 **error,
        const char              *what)
{
  g_set_error (error, VOUCH_INPUT_ERROR, code, "%s: %s", info->name, what);
  return FALSE;
}

static gboolean
set_int (VouchSettings           *self,
         const VouchSettingInfo  *info,
         const char              *value,
         VouchConnectionKind      kind,
         GError                 **error)
{
  g_autofree char *range =
    g_strdup_printf ("must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                                            info->min, info->max);
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &number, NULL))
    return refuse (info, VOUCH_INPUT_ERROR_TYPE, error, "must be a whole number");
  /* Ranges bind real connections only (product.md §6). */
  if (kind == VOUCH_CONNECTION_REAL && ((gint64) number < info->min || (gint64) number > info->max))
    return refuse (info, VOUCH_INPUT_ERROR_RANGE, error, range);

  *(gint64 *) field_of (self, info) = (gint64) number;
  return TRUE;
}

static gboolean
set_bool (VouchSettings           *self,
          const VouchSettingInfo  *info,
          const char              *value,
          GError                 **error)
{
  gboolean yes = g_str_equal (value, "true") || g_str_equal (value, "on") ||
  g_str_equal (value, "yes");
  gboolean no = g_str_equal (value, "false") || g_str_equal (value, "off") ||
  g_str_equal (value, "no");

  if (!yes && !no)
    return refuse (info, VOUCH_INPUT_ERROR_TYPE, error, "must be true or false");

  *(gboolean *) field_of (self, info) = yes;
  return TRUE;
}

static gboolean
check_words (const VouchSettingInfo  *info,
             const char              *value,
             GError                 **error)
{
  gboolean one = info->type == VOUCH_SETTING_CHOICE;
  g_auto(GStrv) choices = g_strsplit (info->choices, ",", -1);
  g_autofree char *list = g_strjoinv (", ", choices);
  g_autofree char *allowed = g_strdup_printf (one ? "must be one of: %s" : "must be of: %s", list);
  g_auto(GStrv) words = g_strsplit (value, ",", info->type == VOUCH_SETTING_LIST ? -1 : 1);

  if (words[0] == NULL)
    return refuse (info, VOUCH_INPUT_ERROR_RANGE, error, allowed);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!holds_word (info->choices, words[i]))
        return refuse (info, VOUCH_INPUT_ERROR_RANGE, error, allowed);
    }

  return TRUE;
}

static gboolean
has_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
set_text (VouchSettings           *self,
          const VouchSettingInfo  *info,
          const char              *value,
          GError                 **error)
{
  g_autofree char *trimmed = vouch_trim_text (value);
  g_autofree char *length = g_strdup_printf ("must have %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                                             " characters", info->min, info->max);
  glong n = g_utf8_strlen (trimmed, -1);

  if (!g_utf8_validate (value, -1, NULL))
    return refuse (info, VOUCH_INPUT_ERROR_SYNTAX, error, "must be UTF-8 text");
  if (n < info->min || n > info->max)
    return refuse (info, VOUCH_INPUT_ERROR_RANGE, error, length);
  if (info->min > 0 && !has_word (trimmed))
    return refuse (info, VOUCH_INPUT_ERROR_SYNTAX, error, "must have a letter or a digit");

  vouch_set_str (field_of (self, info), trimmed);
  return TRUE;
}

static gboolean
set_field (VouchSettings           *self,
           const VouchSettingInfo  *info,
           const char              *value,
           VouchConnectionKind      kind,
           GError                 **error)
{
  switch (info->type)
    {
    case VOUCH_SETTING_INT:
      return set_int (self, info, value, kind, error);

    case VOUCH_SETTING_BOOL:
      return set_bool (self, info, value, error);

    case VOUCH_SETTING_TEXT:
      return set_text (self, info, value, error);

    case VOUCH_SETTING_CHOICE:
    case VOUCH_SETTING_LIST:
      if (!check_words (info, value, error))
        return FALSE;
      vouch_set_str (field_of (self, info), value);
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_text (const VouchSettingInfo *info)
{
  return info->type == VOUCH_SETTING_TEXT || info->type == VOUCH_SETTING_CHOICE ||
         info->type == VOUCH_SETTING_LIST;
}

/**
 * vouch_settings_get_infos:
 * @n_infos: (out): how many
 *
 * Returns: (transfer none) (array length=n_infos): every setting there is
 */
const VouchSettingInfo *
vouch_settings_get_infos (guint *n_infos)
{
  *n_infos = G_N_ELEMENTS (infos);
  return infos;
}

/**
 * vouch_settings_find:
 * @name: a setting's name
 *
 * Returns: (transfer none) (nullable): what is known of it
 */
const VouchSettingInfo *
vouch_settings_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      if (g_str_equal (infos[i].name, name))
        return &infos[i];
    }

  return NULL;
}

/**
 * vouch_settings_new:
 * @kind: practice connections have shorter intervals
 *
 * Returns: (transfer full): the defaults of product.md §6
 */
VouchSettings *
vouch_settings_new (VouchConnectionKind kind)
{
  VouchSettings *self = g_new0 (VouchSettings, 1);

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      const char *value = infos[i].usual;

      if (kind == VOUCH_CONNECTION_PRACTICE && infos[i].practice != NULL)
        value = infos[i].practice;
      if (!set_field (self, &infos[i], value, kind, NULL))
        g_assert_not_reached ();
    }

  return self;
}

void
vouch_settings_free (VouchSettings *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      if (is_text (&infos[i]))
        g_free (*(char **) field_of (self, &infos[i]));
    }
  g_free (self);
}

/**
 * vouch_settings_set:
 * @self: settings
 * @name: which
 * @value: its text
 * @kind: ranges bind real connections only
 * @error: return location
 *
 * Fails with %VOUCH_INPUT_ERROR, whose message names the setting and what is allowed; nothing is
 * changed then.
 */
gboolean
vouch_settings_set (VouchSettings        *self,
                    const char           *name,
                    const char           *value,
                    VouchConnectionKind   kind,
                    GError              **error)
{
  const VouchSettingInfo *info = vouch_settings_find (name);

  if (info == NULL)
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN, "no setting is called “%s”",
                   name);
      return FALSE;
    }

  return set_field (self, info, value, kind, error);
}

/**
 * vouch_settings_get:
 * @self: settings
 * @name: which
 *
 * Returns: (transfer full) (nullable): its text; %NULL when there is none of that name
 */
char *
vouch_settings_get (const VouchSettings *self,
                    const char          *name)
{
  const VouchSettingInfo *info = vouch_settings_find (name);

  if (info == NULL)
    return NULL;
  if (info->type == VOUCH_SETTING_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) field_of (self, info));
  if (info->type == VOUCH_SETTING_BOOL)
    return g_strdup (*(gboolean *) field_of (self, info) ? "true" : "false");

  return g_strdup (*(char **) field_of (self, info));
}

gboolean
vouch_settings_equal (const VouchSettings *one,
                      const VouchSettings *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      g_autofree char *value = vouch_settings_get (one, infos[i].name);
      g_autofree char *other_value = vouch_settings_get (other, infos[i].name);

      if (g_strcmp0 (value, other_value) != 0)
        return FALSE;
    }

  return TRUE;
}
