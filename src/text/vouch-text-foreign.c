/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include "text/vouch-text-foreign.h"

#define FIRST_STRONG_ISOLATE 0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069

/* Embeddings, overrides and isolates: they turn what follows them, beyond the text they are in. */
static gboolean
turns (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* A paragraph, and with it an isolate, ends at these. */
static gboolean
ends_line (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029;
}

/* The blocks that Unicode keeps for what is written from right to left, and the marks of it. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x590 && c <= 0x8ff) || c == 0x200f || (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

/* Most texts are like that, and each cell of a list is one. */
static gboolean
is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        return FALSE;
    }

  return TRUE;
}

/**
 * vouch_text_isolate:
 * @text: (nullable): a text of a service: a name, a title, a tag
 *
 * Makes a text fit to be shown, by itself or within a sentence, so that it cannot change the order
 * in which what stands around it is read: it loses its characters that turn a line and its ends of
 * lines, and one that is written from right to left is isolated. What is stored, sent or exported
 * does not pass here.
 *
 * Returns: (transfer full) (nullable): what to show; as @text unless it has such characters
 */
char *
vouch_text_isolate (const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr(GString) shown = NULL;
  gboolean mirrored = FALSE;

  if (text == NULL || is_plain (text))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  shown = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      mirrored |= is_right_to_left (c);
      if (!turns (c))
        g_string_append_unichar (shown, ends_line (c) ? ' ' : c);
    }
  if (mirrored)
    {
      g_string_prepend_unichar (shown, FIRST_STRONG_ISOLATE);
      g_string_append_unichar (shown, POP_DIRECTIONAL_ISOLATE);
    }

  return g_string_free (g_steal_pointer (&shown), FALSE);
}
