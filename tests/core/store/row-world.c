/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "row-world.h"

typedef struct
{
  VouchRowQuery parent;
  RowWorld *world;
} Query;

static const VouchField fields[] = {
  { 'l', G_STRUCT_OFFSET (RowThing, id), NULL },
  { 's', G_STRUCT_OFFSET (RowThing, text), NULL },
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (RowThing, fields);

static gboolean
list_ids (const VouchRowQuery  *query,
          VouchDb              *db,
          GArray               *ids,
          GError              **error)
{
  RowWorld *world = ((const Query *) query)->world;

  world->n_lists++;
  if (world->fails)
    {
      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED, "as told");
      return FALSE;
    }

  g_array_append_vals (ids, world->ids->data, world->ids->len);
  return TRUE;
}

static gpointer
load (const VouchRowQuery  *query,
      VouchDb              *db,
      gint64                id,
      GError              **error)
{
  RowWorld *world = ((const Query *) query)->world;
  RowThing *data = g_new0 (RowThing, 1);

  world->n_loads++;
  data->id = id;
  data->text = g_strdup (world->text);
  return data;
}

static void
finalize (VouchRowQuery *query)
{
  g_free (query);
}

static const char *const subjects[] = { "thing", "owner", NULL };

const VouchRowQueryClass row_thing_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .list_ids = list_ids,
  .load = load,
  .finalize = finalize,
};

const VouchRowQueryClass row_other_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .list_ids = list_ids,
  .load = load,
  .finalize = finalize,
};

VouchRowQuery *
row_world_query (RowWorld                 *world,
                 const VouchRowQueryClass *klass)
{
  Query *query = g_new0 (Query, 1);

  vouch_row_query_init (&query->parent, klass);
  query->world = world;
  return &query->parent;
}

void
row_world_set_ids (RowWorld   *world,
                   const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  g_array_set_size (world->ids, 0);
  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      gint64 id = g_ascii_strtoll (words[i], NULL, 10);

      g_array_append_val (world->ids, id);
    }
}

void
row_world_set_many (RowWorld *world,
                    guint     n)
{
  g_array_set_size (world->ids, 0);
  for (gint64 id = 1; id <= n; id++)
    g_array_append_val (world->ids, id);
}
