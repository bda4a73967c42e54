/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-tape.h"

#include <string.h>

#include "json/vouch-json-guard.h"

/* A page of candidates has a token for about twenty bytes. */
#define BYTES_PER_TOKEN 16

struct _VouchTape
{
  char *text;      /* (owned): the document, in which strings were decoded where they stand */
  GArray *tokens;  /* (owned) (element-type VouchToken) */
};

static void
vouch_tape_clear (VouchTape *self)
{
  g_free (self->text);
  g_array_unref (self->tokens);
}

/**
 * vouch_tape_new:
 * @bytes: a document
 * @error: return location
 *
 * Reads a document that vouch_json_guard() accepts.
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY, as vouch_json_parse() does.
 *
 * Returns: (transfer full): its tokens
 */
VouchTape *
vouch_tape_new (GBytes  *bytes,
                GError **error)
{
  g_autoptr(VouchTape) self = NULL;
  gsize length = 0;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  self = g_rc_box_new0 (VouchTape);
  self->text = g_malloc (length + 1);
  if (length > 0)
    memcpy (self->text, data, length);
  self->text[length] = '\0';
  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (VouchToken),
                                    length / BYTES_PER_TOKEN + 1);

  if (!vouch_json_guard_tokens (self->text, length, self->tokens, error))
    return NULL;

  return g_steal_pointer (&self);
}

VouchTape *
vouch_tape_ref (VouchTape *self)
{
  return g_rc_box_acquire (self);
}

void
vouch_tape_unref (VouchTape *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) vouch_tape_clear);
}

/**
 * vouch_tape_get_root:
 * @self: a tape
 *
 * Returns: (transfer none): the object or array that is the document
 */
const VouchToken *
vouch_tape_get_root (VouchTape *self)
{
  return &g_array_index (self->tokens, VouchToken, 0);
}
