/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include "json/vouch-place.h"

#include <string.h>

static VouchKind
get_value_kind (JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return VOUCH_KIND_STRING;
    case G_TYPE_INT64:
      return VOUCH_KIND_INTEGER;
    case G_TYPE_BOOLEAN:
      return VOUCH_KIND_BOOLEAN;
    default:
      return VOUCH_KIND_DOUBLE;
    }
}

static VouchKind
get_node_kind (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return VOUCH_KIND_OBJECT;
    case JSON_NODE_ARRAY:
      return VOUCH_KIND_ARRAY;
    case JSON_NODE_NULL:
      return VOUCH_KIND_NULL;
    case JSON_NODE_VALUE:
    default:
      return get_value_kind (node);
    }
}

VouchKind
vouch_place_get_kind (VouchPlace self)
{
  if (self.token != NULL)
    return self.token->kind;

  return self.node != NULL ? get_node_kind (self.node) : VOUCH_KIND_ABSENT;
}

static const VouchToken *
find_member (const VouchToken *object,
             const char       *name)
{
  const VouchToken *key = object + 1;

  for (guint i = 0; i < object->n_items; i++)
    {
      if (strcmp (key->text, name) == 0)
        return key + 1;
      key += 1 + key[1].n_tokens;
    }

  return NULL;
}

/**
 * vouch_place_get_member:
 * @self: an object
 * @name: of a member
 *
 * Returns: its value, or the absent one
 */
VouchPlace
vouch_place_get_member (VouchPlace  self,
                        const char *name)
{
  if (self.token != NULL)
    return (VouchPlace) { .token = find_member (self.token, name) };

  return (VouchPlace) { .node = json_object_get_member (json_node_get_object (self.node), name) };
}

/**
 * vouch_place_get_element:
 * @self: an array
 * @index: below vouch_place_get_n()
 *
 * Returns: the element
 */
VouchPlace
vouch_place_get_element (VouchPlace self,
                         guint      index)
{
  const VouchToken *element;

  if (self.token == NULL)
    return (VouchPlace) { .node = json_array_get_element (json_node_get_array (self.node), index) };

  element = self.token + 1;
  while (index-- > 0)
    element += element->n_tokens;

  return (VouchPlace) { .token = element };
}

/* Elements of an array. */
guint
vouch_place_get_n (VouchPlace self)
{
  if (self.token != NULL)
    return self.token->n_items;

  return json_array_get_length (json_node_get_array (self.node));
}

const char *
vouch_place_get_string (VouchPlace self)
{
  return self.token != NULL ? self.token->text : json_node_get_string (self.node);
}

gint64
vouch_place_get_integer (VouchPlace self)
{
  return self.token != NULL ? self.token->integer : json_node_get_int (self.node);
}

gboolean
vouch_place_get_boolean (VouchPlace self)
{
  return self.token != NULL ? self.token->truth : json_node_get_boolean (self.node);
}

static void
add_token_names (GStrvBuilder     *names,
                 const VouchToken *object)
{
  const VouchToken *key = object + 1;

  for (guint i = 0; i < object->n_items; i++)
    {
      g_strv_builder_add (names, key->text);
      key += 1 + key[1].n_tokens;
    }
}

static void
add_node_names (GStrvBuilder *names,
                JsonObject   *object)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    g_strv_builder_add (names, name);
}

/**
 * vouch_place_dup_names:
 * @self: an object
 *
 * Returns: (transfer full): the names of its members, in the order of the document
 */
GStrv
vouch_place_dup_names (VouchPlace self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (self.token != NULL)
    add_token_names (names, self.token);
  else
    add_node_names (names, json_node_get_object (self.node));

  return g_strv_builder_end (names);
}
