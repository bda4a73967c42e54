/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <string.h>

#include "base/vouch-csv.h"

/* Compatibility forms become the character they stand for: a full-width "＝" is an "=" (NFKC). */
static gunichar
fold_char (gunichar c)
{
  char text[7] = "";
  g_autofree char *folded = NULL;

  g_unichar_to_utf8 (c, text);
  folded = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  return folded != NULL && *folded != '\0' ? g_utf8_get_char (folded) : c;
}

static gboolean
starts_formula (gunichar c)
{
  switch (fold_char (c))
    {
    case '=':
    case '+':
    case '-':
    case 0x2212: /* the minus sign */
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return TRUE;
    default:
      return FALSE;
    }
}

/* Blanks and signs without a shape, which some programs pass over before they look. */
static gboolean
is_unseen (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iszerowidth (c) || g_unichar_iscntrl (c);
}

static gboolean
is_formula (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (starts_formula (c))
        return TRUE;
      if (!is_unseen (c))
        return FALSE;
    }

  return FALSE;
}

/* Texts that have such apostrophes of their own get one more, so that one can be taken away. */
static gboolean
needs_guard (const char *text)
{
  return is_formula (text + strspn (text, "'"));
}

static void
append_cell (GString    *text,
             const char *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell != NULL ? cell : "", -1);

  g_string_append_c (text, '"');
  if (needs_guard (valid))
    g_string_append_c (text, '\'');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/**
 * vouch_csv_append_row:
 * @text: (inout): gets the row
 * @cells: (array length=n_cells): texts; %NULL is an empty one
 * @n_cells: how many
 *
 * Writes a row of RFC 4180 with every cell in quotes. What a spreadsheet could take for a formula
 * gets an apostrophe in front (reliability.md S18).
 */
void
vouch_csv_append_row (GString           *text,
                      const char *const *cells,
                      gsize              n_cells)
{
  for (gsize i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_cell (text, cells[i]);
    }
  g_string_append (text, "\r\n");
}

/**
 * vouch_csv_dup_original:
 * @cell: a cell that was read
 *
 * Returns: (transfer full): the text vouch_csv_append_row() was given for it: without the
 * apostrophe
 *   that keeps a formula from being one
 */
char *
vouch_csv_dup_original (const char *cell)
{
  return g_strdup (*cell == '\'' && needs_guard (cell) ? cell + 1 : cell);
}
