/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-reader-private.h"

typedef struct
{
  VouchPlace place;
  char *member;      /* (owned) (nullable): how it was entered, %NULL for an element */
  guint index;
} Frame;

static void
frame_clear (Frame *frame)
{
  g_free (frame->member);
}

static Frame *
top (VouchReader *self)
{
  return &g_array_index (self->frames, Frame, self->frames->len - 1);
}

static char *
dup_path (VouchReader *self,
          const char  *member)
{
  g_autoptr(GString) path = g_string_new (NULL);

  for (guint i = 1; i < self->frames->len; i++)
    {
      const Frame *frame = &g_array_index (self->frames, Frame, i);

      if (frame->member != NULL)
        g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", frame->member);
      else
        g_string_append_printf (path, "[%u]", frame->index);
    }

  if (member != NULL)
    g_string_append_printf (path, "%s%s", path->len > 0 && *member != '[' ? "." : "", member);

  return g_strdup (path->len > 0 ? path->str : "document");
}

void
vouch_reader_keep_problem (VouchReader     *self,
                           VouchInputError  code,
                           const char      *member,
                           const char      *problem)
{
  g_autofree char *path = NULL;

  if (self->problem != NULL)
    return;

  path = dup_path (self, member);
  self->problem = g_strdup_printf ("%s: %s", path, problem);
  self->code = code;
}

void
vouch_reader_keep_element_problem (VouchReader     *self,
                                   VouchInputError  code,
                                   guint            index,
                                   const char      *problem)
{
  g_autofree char *element = g_strdup_printf ("[%u]", index);

  vouch_reader_keep_problem (self, code, element, problem);
}

static VouchKind
get_kind (VouchReader *self)
{
  return vouch_place_get_kind (top (self)->place);
}

VouchPlace
vouch_reader_get_place (VouchReader *self)
{
  return top (self)->place;
}

/* The member, or the current value itself for %NULL. Gives %FALSE for what is absent or null, and
 * keeps a problem if the current value can have no members at all. */
gboolean
vouch_reader_peek (VouchReader *self,
                   const char  *member,
                   VouchPlace  *place)
{
  if (self->problem != NULL)
    return FALSE;

  if (member != NULL && get_kind (self) != VOUCH_KIND_OBJECT)
    {
      vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, NULL, "not an object");
      return FALSE;
    }

  *place = top (self)->place;
  if (member != NULL)
    *place = vouch_place_get_member (*place, member);

  return vouch_place_get_kind (*place) > VOUCH_KIND_NULL;
}

gboolean
vouch_reader_need (VouchReader *self,
                   const char  *member,
                   VouchPlace  *place)
{
  if (vouch_reader_peek (self, member, place))
    return TRUE;

  vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_MISSING, member, "missing");
  return FALSE;
}

static void
push (VouchReader *self,
      VouchPlace   place,
      const char  *member,
      guint        index)
{
  Frame frame = { .place = place, .member = g_strdup (member), .index = index };

  g_array_append_val (self->frames, frame);
}

/* The document has to outlive it. */
VouchReader *
vouch_reader_new_for_place (VouchPlace place)
{
  VouchReader *self = g_new0 (VouchReader, 1);

  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (self->frames, (GDestroyNotify) frame_clear);
  push (self, place, NULL, 0);

  return self;
}

/**
 * vouch_reader_new:
 * @root: a document
 *
 * Returns: (transfer full): a reader that stands at the root
 */
VouchReader *
vouch_reader_new (JsonNode *root)
{
  VouchReader *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = vouch_reader_new_for_place ((VouchPlace) { .node = root });
  self->root = json_node_ref (root);
  return self;
}

/**
 * vouch_reader_new_for_tape:
 * @tape: a document
 *
 * Returns: (transfer full): a reader that stands at the root
 */
VouchReader *
vouch_reader_new_for_tape (VouchTape *tape)
{
  VouchReader *self;

  g_return_val_if_fail (tape != NULL, NULL);

  self = vouch_reader_new_for_place ((VouchPlace) { .token = vouch_tape_get_root (tape) });
  self->tape = vouch_tape_ref (tape);
  return self;
}

void
vouch_reader_free (VouchReader *self)
{
  g_array_unref (self->frames);
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->tape, vouch_tape_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self->problem);
  g_free (self);
}

/**
 * vouch_reader_enter:
 * @self: a reader
 * @member: name of an object or array in the current object
 *
 * Goes into a member that has to be there. After a problem this and vouch_reader_leave() do
 * nothing, so that they stay balanced whether the caller looks at the result or not.
 *
 * Returns: whether it was entered
 */
gboolean
vouch_reader_enter (VouchReader *self,
                    const char  *member)
{
  VouchPlace place;

  if (!vouch_reader_need (self, member, &place))
    return FALSE;

  push (self, place, member, 0);
  return TRUE;
}

/**
 * vouch_reader_enter_optional:
 * @self: a reader
 * @member: name in the current object
 *
 * Goes into a member if it is there and not null; only then vouch_reader_leave() is due.
 *
 * Returns: whether it was entered
 */
gboolean
vouch_reader_enter_optional (VouchReader *self,
                             const char  *member)
{
  VouchPlace place;

  if (!vouch_reader_peek (self, member, &place))
    return FALSE;

  push (self, place, member, 0);
  return TRUE;
}

gboolean
vouch_reader_need_element (VouchReader *self,
                           guint        index,
                           VouchPlace  *place)
{
  if (self->problem != NULL)
    return FALSE;

  if (get_kind (self) != VOUCH_KIND_ARRAY)
    {
      vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, NULL, "not an array");
      return FALSE;
    }

  if (index >= vouch_place_get_n (top (self)->place))
    {
      vouch_reader_keep_element_problem (self, VOUCH_INPUT_ERROR_MISSING, index, "missing");
      return FALSE;
    }

  *place = vouch_place_get_element (top (self)->place, index);
  return TRUE;
}

/**
 * vouch_reader_enter_element:
 * @self: a reader at an array
 * @index: which
 *
 * Returns: whether it was entered
 */
gboolean
vouch_reader_enter_element (VouchReader *self,
                            guint        index)
{
  VouchPlace place;

  if (!vouch_reader_need_element (self, index, &place))
    return FALSE;

  push (self, place, NULL, index);
  return TRUE;
}

void
vouch_reader_leave (VouchReader *self)
{
  if (self->problem != NULL)
    return;

  g_return_if_fail (self->frames->len > 1);

  g_array_set_size (self->frames, self->frames->len - 1);
}

/**
 * vouch_reader_is_array:
 * @self: a reader
 *
 * Returns: whether the current value is an array; never a problem
 */
gboolean
vouch_reader_is_array (VouchReader *self)
{
  return self->problem == NULL && get_kind (self) == VOUCH_KIND_ARRAY;
}

gboolean
vouch_reader_is_object (VouchReader *self)
{
  return self->problem == NULL && get_kind (self) == VOUCH_KIND_OBJECT;
}

gboolean
vouch_reader_is_string (VouchReader *self)
{
  return self->problem == NULL && get_kind (self) == VOUCH_KIND_STRING;
}

/**
 * vouch_reader_get_n_elements:
 * @self: a reader at an array
 *
 * Returns: its length
 */
guint
vouch_reader_get_n_elements (VouchReader *self)
{
  if (self->problem != NULL)
    return 0;

  if (get_kind (self) != VOUCH_KIND_ARRAY)
    {
      vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, NULL, "not an array");
      return 0;
    }

  return vouch_place_get_n (top (self)->place);
}

/**
 * vouch_reader_dup_members:
 * @self: a reader at an object
 *
 * Returns: (transfer full): the names of its members in the order of the document; empty, and a
 *   problem, if it is no object
 */
GStrv
vouch_reader_dup_members (VouchReader *self)
{
  VouchPlace place;

  if (vouch_reader_peek (self, NULL, &place) && vouch_place_get_kind (place) == VOUCH_KIND_OBJECT)
    return vouch_place_dup_names (place);

  vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_TYPE, NULL, "not an object");
  return g_new0 (char *, 1);
}

/**
 * vouch_reader_has:
 * @self: a reader at an object
 * @member: a name
 *
 * Returns: whether the member is there and not null
 */
gboolean
vouch_reader_has (VouchReader *self,
                  const char  *member)
{
  VouchPlace place;

  return vouch_reader_peek (self, member, &place);
}

/**
 * vouch_reader_fail:
 * @self: a reader
 * @member: (nullable): the member that cannot be taken, or %NULL for the current value
 * @format: what is wrong with it; no personal data, since it goes to logs
 * @...: values for @format
 *
 * Keeps a problem the caller found.
 */
void
vouch_reader_fail (VouchReader *self,
                   const char  *member,
                   const char  *format,
                   ...)
{
  g_autofree char *problem = NULL;
  va_list args;

  va_start (args, format);
  problem = g_strdup_vprintf (format, args);
  va_end (args);

  vouch_reader_keep_problem (self, VOUCH_INPUT_ERROR_RANGE, member, problem);
}

/**
 * vouch_reader_finish:
 * @self: a reader
 * @error: return location
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY if anything was not as asked for.
 *
 * Returns: whether every answer so far can be used
 */
gboolean
vouch_reader_finish (VouchReader  *self,
                     GError      **error)
{
  if (self->problem == NULL)
    return TRUE;

  g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, "%s", self->problem);
  return FALSE;
}

/**
 * vouch_reader_finish_input:
 * @self: a reader
 * @what: what was read, begins the message: "policy file"
 * @error: return location
 *
 * As vouch_reader_finish(), for documents that a person or a file gave us.
 *
 * Fails with %VOUCH_INPUT_ERROR_TYPE, %VOUCH_INPUT_ERROR_MISSING, or %VOUCH_INPUT_ERROR_RANGE for
 * what vouch_reader_fail() said.
 *
 * Returns: whether every answer so far can be used
 */
gboolean
vouch_reader_finish_input (VouchReader  *self,
                           const char   *what,
                           GError      **error)
{
  if (self->problem == NULL)
    return TRUE;

  g_set_error (error, VOUCH_INPUT_ERROR, (int) self->code, "%s: %s", what, self->problem);
  return FALSE;
}
