/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text-private.h"

/* A sentence inside a sentence has none inside it again. */
#define MAX_DEPTH 1

/**
 * VouchTextUse:
 * @VOUCH_TEXT_SHOWN: what a parameter says cannot turn the line that it stands in
 * @VOUCH_TEXT_VERBATIM: it is as it came
 */
typedef enum
{
  VOUCH_TEXT_SHOWN,
  VOUCH_TEXT_VERBATIM,
} VouchTextUse;

static const VouchTextEntry *const tables[] = {
  vouch_text_rules, vouch_text_items, vouch_text_templates, vouch_text_problems, vouch_text_ledger,
  vouch_text_provider, vouch_text_terms,
};

static char *fill (const char        *sentence,
                   const VouchReason *reason,
                   VouchTextUse       use,
                   int                depth);

static const VouchTextEntry *
find_first (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      for (const VouchTextEntry *entry = tables[i]; entry->id != NULL; entry++)
        {
          if (g_str_equal (entry->id, id))
            return entry;
        }
    }

  return NULL;
}

/* Finds "{name}" from *@cursor on and moves *@cursor behind it. */
gboolean
vouch_text_next_name (const char **cursor,
                      char       **name)
{
  for (const char *start = strchr (*cursor, '{'); start != NULL; start = strchr (start + 1, '{'))
    {
      gsize length = strspn (start + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");

      if (length == 0 || start[length + 1] != '}')
        continue;

      *name = g_strndup (start + 1, length);
      *cursor = start + length + 2;
      return TRUE;
    }

  return FALSE;
}

static gboolean
has_all (const char        *sentence,
         const VouchReason *reason)
{
  const char *cursor = sentence;
  char *name;

  while (cursor != NULL && vouch_text_next_name (&cursor, &name))
    {
      g_autofree char *owned = name;

      if (reason == NULL || vouch_reason_get (reason, owned) == NULL)
        return FALSE;
    }

  return TRUE;
}

static const VouchTextEntry *
choose (const char        *id,
        const VouchReason *reason)
{
  const VouchTextEntry *entry = find_first (id);

  for (; entry != NULL && entry->id != NULL && g_str_equal (entry->id, id); entry++)
    {
      if (has_all (entry->sentence, reason) && has_all (entry->fix, reason))
        return entry;
    }

  return NULL;
}

static const char *
translate (const char *sentence)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, VOUCH_TEXT_CONTEXT, sentence);
}

static char *
dup_time (const char *value)
{
  gint64 time = vouch_time_from_string (value, NULL);
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return time != 0 && date != NULL ? g_date_time_format (date, "%x %X") : g_strdup (value);
}

static char *
dup_word (const char   *name,
          const char   *value,
          VouchTextUse  use)
{
  const char *word = vouch_text_word (name, value);

  return use == VOUCH_TEXT_SHOWN ? vouch_text_isolate (word) : g_strdup (word);
}

/* A parameter that names another text id stands for that id's sentence, a time for the time
 * here. */
static char *
dup_value (const char   *name,
           const char   *value,
           VouchTextUse  use,
           int           depth)
{
  const VouchTextEntry *entry;

  if (g_str_equal (name, "until"))
    return dup_time (value);
  if (!g_str_equal (name, "reason"))
    return dup_word (name, value, use);

  entry = depth < MAX_DEPTH ? choose (value, NULL) : NULL;
  return entry != NULL ? fill (translate (entry->sentence), NULL, use, depth + 1)
                       : g_strdup (value);
}

/* One pass, so that what a value holds is never looked at again. */
static char *
fill (const char        *sentence,
      const VouchReason *reason,
      VouchTextUse       use,
      int                depth)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *cursor = sentence;
  const char *done = sentence;
  char *name;

  while (vouch_text_next_name (&cursor, &name))
    {
      g_autofree char *owned = name;
      const char *value = reason != NULL ? vouch_reason_get (reason, owned) : NULL;
      g_autofree char *shown = value != NULL ? dup_value (owned, value, use, depth) : NULL;

      g_string_append_len (text, done, cursor - done - (gssize) strlen (owned) - 2);
      g_string_append (text, shown != NULL ? shown : "?");
      done = cursor;
    }
  g_string_append (text, done);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static VouchText *
say_unknown (const char *id)
{
  VouchText *self = g_new0 (VouchText, 1);
  g_autoptr(VouchReason) reason = vouch_reason_new ("text.unknown", "id", id, NULL);

  /* Translators: shown instead of a reason that this version has no words for. */
  self->sentence = fill (_("This version of Vouch has no words for “{id}”."), reason,
                         VOUCH_TEXT_SHOWN, 0);
  self->who = VOUCH_WHO_NOBODY;
  return self;
}

static VouchText *
say (const char        *id,
     const VouchReason *reason,
     VouchTextUse       use)
{
  const VouchTextEntry *entry = choose (id, reason);
  VouchText *self;

  if (entry == NULL)
    return say_unknown (id);

  self = g_new0 (VouchText, 1);
  self->sentence = fill (translate (entry->sentence), reason, use, 0);
  self->who = entry->who;
  self->fix = entry->fix != NULL ? fill (translate (entry->fix), reason, use, 0) : NULL;
  self->anchor = entry->anchor;
  return self;
}

/**
 * vouch_text_for_reason:
 * @reason: a reason
 *
 * Returns: (transfer full): it in words; a sentence that shows the id when there are none for it
 */
VouchText *
vouch_text_for_reason (const VouchReason *reason)
{
  return say (vouch_reason_get_id (reason), reason, VOUCH_TEXT_SHOWN);
}

/**
 * vouch_text_for_reason_verbatim:
 * @reason: a reason
 *
 * For files and terminals, which have ways of their own to keep characters in their place.
 *
 * Returns: (transfer full): it in words, with what its parameters say as it came
 */
VouchText *
vouch_text_for_reason_verbatim (const VouchReason *reason)
{
  return say (vouch_reason_get_id (reason), reason, VOUCH_TEXT_VERBATIM);
}

/**
 * vouch_text_for_id:
 * @id: a text id whose parameters are not known
 *
 * Returns: (transfer full): it in words
 */
VouchText *
vouch_text_for_id (const char *id)
{
  return say (id, NULL, VOUCH_TEXT_SHOWN);
}

void
vouch_text_free (VouchText *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self->fix);
  g_free (self);
}

gboolean
vouch_text_has (const char *id)
{
  return find_first (id) != NULL;
}

static void
add_names (GPtrArray  *names,
           const char *sentence)
{
  const char *cursor = sentence;
  char *name;

  while (cursor != NULL && vouch_text_next_name (&cursor, &name))
    {
      g_autofree char *owned = name;

      if (!g_ptr_array_find_with_equal_func (names, owned, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&owned));
    }
}

GPtrArray *
vouch_text_list_parameters (const char *id)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const VouchTextEntry *entry = find_first (id);

  for (; entry != NULL && entry->id != NULL && g_str_equal (entry->id, id); entry++)
    {
      add_names (names, entry->sentence);
      add_names (names, entry->fix);
    }

  return names;
}

/**
 * vouch_who_to_string:
 *
 * Returns: (transfer none): for a program: "crosschq-administrator"
 */
const char *
vouch_who_to_string (VouchWho who)
{
  static const char *const names[] = {
    "nobody", "you", "recruiter", "smartrecruiters-administrator", "crosschq-administrator",
    "vouch",
  };

  g_return_val_if_fail (who < G_N_ELEMENTS (names), names[0]);
  return names[who];
}

/**
 * vouch_who_get_name:
 *
 * Returns: (transfer none): for a person
 */
const char *
vouch_who_get_name (VouchWho who)
{
  static const char *const names[] = {
    NC_("who can fix it", "Nothing to do"),
    NC_("who can fix it", "You"),
    NC_("who can fix it", "A recruiter"),
    NC_("who can fix it", "A SmartRecruiters administrator"),
    NC_("who can fix it", "A Crosschq administrator"),
    NC_("who can fix it", "Vouch tries again by itself"),
  };

  g_return_val_if_fail (who < G_N_ELEMENTS (names), NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "who can fix it", names[who]);
}
