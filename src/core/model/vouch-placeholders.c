/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include <string.h>

#include "model/vouch-placeholders.h"

const char *const vouch_placeholders[VOUCH_N_PLACEHOLDERS] = {
  "candidate_first_name",
  "candidate_last_name",
  "position",
  "company",
  "requestor_name",
  "hiring_manager_name",
  "request_link",
};

/**
 * vouch_placeholder_index:
 * @name: without its braces
 *
 * Returns: its index in vouch_placeholders, or -1
 */
int
vouch_placeholder_index (const char *name)
{
  for (int i = 0; i < VOUCH_N_PLACEHOLDERS; i++)
    {
      if (g_str_equal (name, vouch_placeholders[i]))
        return i;
    }

  return -1;
}

/**
 * vouch_placeholders_scan:
 * @text: (nullable): a text of a template
 * @func: called for each placeholder with what stands before it, then for the rest
 * @user_data: data for @func
 *
 * A brace that never closes, or opens again first, is only text.
 */
void
vouch_placeholders_scan (const char           *text,
                         VouchPlaceholderFunc  func,
                         gpointer              user_data)
{
  const char *start = text != NULL ? text : "";
  const char *open = start;

  while ((open = strchr (open, '{')) != NULL)
    {
      gsize length = strcspn (open + 1, "{}");
      g_autofree char *name = g_strndup (open + 1, length);

      if (open[length + 1] == '}')
        {
          func (start, open - start, name, user_data);
          start = open + length + 2;
        }
      open += length + 1;
    }

  func (start, strlen (start), NULL, user_data);
}

typedef struct
{
  GString *text;
  const char *const *values;
} Expansion;

static void
expand (const char *start,
        gsize       length,
        const char *name,
        gpointer    user_data)
{
  Expansion *self = user_data;
  int index = name != NULL ? vouch_placeholder_index (name) : -1;

  g_string_append_len (self->text, start, length);
  if (index >= 0)
    g_string_append (self->text, self->values[index]);
  else if (name != NULL)
    g_string_append_printf (self->text, "{%s}", name);
}

/**
 * vouch_placeholders_expand:
 * @text: (nullable): a text of a template
 * @values: one for each of vouch_placeholders
 *
 * Returns: (transfer full): the text as a person gets it; what is no placeholder stays as it is
 */
char *
vouch_placeholders_expand (const char        *text,
                           const char *const *values)
{
  Expansion expansion = { g_string_new (NULL), values };

  vouch_placeholders_scan (text, expand, &expansion);
  return g_string_free (expansion.text, FALSE);
}
