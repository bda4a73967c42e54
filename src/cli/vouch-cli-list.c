/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-list.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"

typedef struct
{
  gint64 connection_id;
  VouchCliLoadFunc load;
  GPtrArray *items;       /* (owned) (nullable) */
} Load;

static gboolean
load_items (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Load *self = data;

  self->items = self->load (db, self->connection_id, error);
  return self->items != NULL;
}

GPtrArray *
vouch_cli_load_list (VouchCli          *self,
                     VouchCliLoadFunc   load,
                     GError           **error)
{
  Load data = { self->connection->id, load, NULL };

  return vouch_cli_read (self, load_items, &data, error) ? data.items : NULL;
}

static void
print_json (VouchCli              *self,
            const VouchCliListing *listing,
            GPtrArray             *items)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_list (builder, listing->name);
  for (guint i = 0; i < items->len; i++)
    {
      json_builder_begin_object (builder);
      listing->add (builder, items->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

void
vouch_cli_show_list (VouchCli              *self,
                     const VouchCliListing *listing,
                     GPtrArray             *items)
{
  if (self->json)
    print_json (self, listing, items);
  else if (items->len == 0)
    vouch_cli_print ("%s\n", _(listing->empty));
  else
    listing->print (items);
}
