/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-fuzz"

#include "base/vouch-error.h"
#include "fuzz.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"

#define MAX_STEPS 2000

typedef struct
{
  VouchReader *reader;
  guint n_steps;
  GString *seen;  /* what was read, so that both forms of a document can be compared */
} Walk;

static void walk_value (Walk *walk);

static void
note_number (Walk   *walk,
             gint64  number)
{
  g_string_append_printf (walk->seen, "%" G_GINT64_FORMAT ";", number);
}

/* Every typed question about one member; one of them fails for any document. */
static void
ask (Walk       *walk,
     const char *member)
{
  VouchReader *reader = walk->reader;

  switch (walk->n_steps % 8)
    {
    case 0:
      g_string_append (walk->seen, vouch_reader_string (reader, member));
      break;
    case 1:
      g_string_append (walk->seen, vouch_reader_id (reader, member));
      break;
    case 2:
      note_number (walk, vouch_reader_int (reader, member));
      break;
    case 3:
      note_number (walk, vouch_reader_int_text_or (reader, member, 1));
      break;
    case 4:
      note_number (walk, vouch_reader_bool_or (reader, member, TRUE));
      break;
    case 5:
      note_number (walk, vouch_reader_time_or (reader, member, 0));
      break;
    default:
      g_string_append (walk->seen, vouch_reader_string_or (reader, member, "x"));
      break;
    }
}

static void
walk_object (Walk *walk)
{
  g_auto(GStrv) members = vouch_reader_dup_members (walk->reader);

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_string_append_printf (walk->seen, "%s:", members[i]);
      if (vouch_reader_enter_optional (walk->reader, members[i]))
        {
          walk_value (walk);
          vouch_reader_leave (walk->reader);
        }
      if (walk->n_steps > 40)
        ask (walk, members[i]);
    }
}

static void
walk_value (Walk *walk)
{
  if (walk->n_steps++ > MAX_STEPS)
    return;

  if (vouch_reader_is_object (walk->reader))
    {
      walk_object (walk);
    }
  else if (vouch_reader_is_array (walk->reader))
    {
      for (guint i = 0; i < vouch_reader_get_n_elements (walk->reader); i++)
        {
          if (!vouch_reader_enter_element (walk->reader, i))
            continue;
          walk_value (walk);
          vouch_reader_leave (walk->reader);
        }
    }
  else if (vouch_reader_is_string (walk->reader))
    {
      g_assert_true (g_utf8_validate (vouch_reader_string (walk->reader, NULL), -1, NULL));
      g_string_append (walk->seen, vouch_reader_string (walk->reader, NULL));
    }
}

static char *
read_all (VouchReader *reader)
{
  g_autoptr(GError) error = NULL;
  Walk walk = { .reader = reader, .seen = g_string_new (NULL) };

  walk_value (&walk);
  ask (&walk, "id");
  if (!vouch_reader_finish (reader, &error))
    {
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
      g_string_append (walk.seen, error->message);
    }

  return g_string_free (walk.seen, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);
  g_autoptr(VouchTape) tape = vouch_tape_new (bytes, NULL);
  g_autoptr(VouchReader) tree_reader = NULL;
  g_autoptr(VouchReader) tape_reader = NULL;
  g_autofree char *from_tree = NULL;
  g_autofree char *from_tape = NULL;

  g_assert_true ((node == NULL) == (tape == NULL));
  if (node == NULL)
    return 0;

  tree_reader = vouch_reader_new (node);
  tape_reader = vouch_reader_new_for_tape (tape);
  from_tree = read_all (tree_reader);
  from_tape = read_all (tape_reader);
  g_assert_cmpstr (from_tree, ==, from_tape);

  return 0;
}
