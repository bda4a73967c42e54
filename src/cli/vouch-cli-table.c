/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/vouch-util.h"
#include "cli/vouch-cli-table.h"

/* Blanks between columns, and what a column is never cut below. */
#define GAP 2
#define LEAST 6

struct _VouchCliTable
{
  guint n_columns;
  GPtrArray *cells; /* (element-type utf8): escaped; the titles first */
};

/* Text. */

/**
 * vouch_cli_is_unprintable:
 * @c: a character
 *
 * Returns: whether a terminal may act on it instead of showing it
 */
gboolean
vouch_cli_is_unprintable (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  /* Format characters turn text around or hide it. */
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * vouch_cli_escape:
 * @text: (nullable): anything
 *
 * Returns: (transfer full): it without characters that a terminal acts on
 */
char *
vouch_cli_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr(GString) escaped = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append (escaped, "\\n");
      else if (vouch_cli_is_unprintable (c))
        g_string_append_printf (escaped, "\\u%04x", c);
      else
        g_string_append_unichar (escaped, c);
    }

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/**
 * vouch_cli_format_time:
 * @time: microseconds since 1970, or 0
 *
 * Returns: (transfer full): it in the person's time zone; a dash for 0
 */
char *
vouch_cli_format_time (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (time / VOUCH_SECOND);

  return time != 0 && date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M") : g_strdup ("–");
}

/* The arguments have to be escaped where they come from elsewhere. */
void
vouch_cli_print (const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s", text);
}

/* One line on stderr, whatever is in it. */
void
vouch_cli_print_error (const char *sentence)
{
  g_autofree char *escaped = vouch_cli_escape (sentence);

  g_printerr ("vouchctl: %s\n", escaped);
}

void
vouch_cli_print_reason (const VouchReason *reason)
{
  g_autoptr(VouchText) text = vouch_text_for_reason_verbatim (reason);
  g_autofree char *sentence = vouch_cli_escape (text->sentence);
  g_autofree char *fix = vouch_cli_escape (text->fix);

  vouch_cli_print ("%s\n", sentence);
  if (text->fix != NULL)
    vouch_cli_print ("  %s: %s\n", vouch_who_get_name (text->who), fix);
  else if (text->who != VOUCH_WHO_NOBODY)
    vouch_cli_print ("  %s\n", vouch_who_get_name (text->who));
}

/* Widths. */

static int
width_of_char (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

static int
width_of (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += width_of_char (g_utf8_get_char (p));

  return width;
}

static const char *
get_cell (VouchCliTable *self,
          guint          row,
          guint          column)
{
  return self->cells->pdata[row * self->n_columns + column];
}

static guint
get_n_rows (VouchCliTable *self)
{
  return self->cells->len / self->n_columns;
}

static void
measure (VouchCliTable *self,
         int           *widths)
{
  for (guint column = 0; column < self->n_columns; column++)
    {
      widths[column] = 0;
      for (guint row = 0; row < get_n_rows (self); row++)
        widths[column] = MAX (widths[column], width_of (get_cell (self, row, column)));
    }
}

/* Takes from the widest column until it fits; @width 0 is no limit. */
static void
shrink (VouchCliTable *self,
        int           *widths,
        int            width)
{
  int total = (int) (self->n_columns - 1) * GAP;

  for (guint column = 0; column < self->n_columns; column++)
    total += widths[column];

  while (width > 0 && total > width)
    {
      guint widest = 0;

      for (guint column = 1; column < self->n_columns; column++)
        {
          if (widths[column] > widths[widest])
            widest = column;
        }
      if (widths[widest] <= LEAST)
        break;
      widths[widest]--;
      total--;
    }
}

static void
append_cell (GString    *text,
             const char *cell,
             int         width,
             gboolean    last)
{
  int room = width_of (cell) > width ? width - 1 : width;
  int used = 0;

  for (const char *p = cell; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (used + width_of_char (c) > room)
        {
          g_string_append (text, "…");
          used++;
          break;
        }
      g_string_append_unichar (text, c);
      used += width_of_char (c);
    }

  for (; !last && used < width + GAP; used++)
    g_string_append_c (text, ' ');
}

/**
 * vouch_cli_table_render:
 * @self: a table
 * @width: columns of the terminal, or 0 for no limit
 *
 * Returns: (transfer full): its text
 */
char *
vouch_cli_table_render (VouchCliTable *self,
                        int            width)
{
  g_autofree int *widths = g_new0 (int, self->n_columns);
  g_autoptr(GString) text = g_string_new (NULL);

  measure (self, widths);
  shrink (self, widths, width);
  for (guint row = 0; row < get_n_rows (self); row++)
    {
      for (guint column = 0; column < self->n_columns; column++)
        append_cell (text, get_cell (self, row, column), widths[column],
                     column + 1 == self->n_columns);
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
get_terminal_width (void)
{
  struct winsize size = { 0 };

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;

  return size.ws_col;
}

void
vouch_cli_table_print (VouchCliTable *self)
{
  g_autofree char *text = vouch_cli_table_render (self, get_terminal_width ());

  g_print ("%s", text);
}

/**
 * vouch_cli_table_new:
 * @first_title: title of the first column
 * @...: titles of the others, then %NULL
 *
 * Returns: (transfer full): a table without rows
 */
VouchCliTable *
vouch_cli_table_new (const char *first_title,
                     ...)
{
  VouchCliTable *self = g_new0 (VouchCliTable, 1);
  va_list args;

  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (args, first_title);
  for (const char *title = first_title; title != NULL; title = va_arg (args, const char *))
    {
      g_ptr_array_add (self->cells, vouch_cli_escape (title));
      self->n_columns++;
    }
  va_end (args);

  return self;
}

void
vouch_cli_table_free (VouchCliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * vouch_cli_table_add:
 * @self: a table
 * @...: (nullable): a text for each column
 */
void
vouch_cli_table_add (VouchCliTable *self,
                     ...)
{
  va_list args;

  va_start (args, self);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, vouch_cli_escape (va_arg (args, const char *)));
  va_end (args);
}
