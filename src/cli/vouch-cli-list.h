/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

/* Commands that list what the store has of a connection. */

/* Returns (transfer full) (nullable): all of the connection */
typedef GPtrArray *(* VouchCliLoadFunc) (VouchDb  *db,
                                         gint64    connection_id,
                                         GError  **error);

/**
 * VouchCliListing:
 * @name: member of the document that holds the list
 * @empty: what is said when there is nothing; not translated yet
 * @print: prints them as a table
 * @add: adds the members of one to an object that was begun
 *
 * How a list is shown.
 */
typedef struct
{
  const char *name;
  const char *empty;
  void (* print) (GPtrArray     *items);
  void (* add)   (JsonBuilder   *builder,
                  gconstpointer  item);
} VouchCliListing;

GPtrArray *vouch_cli_load_list (VouchCli               *self,
                                VouchCliLoadFunc        load,
                                GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_cli_show_list (VouchCli               *self,
                                const VouchCliListing  *listing,
                                GPtrArray              *items);

G_END_DECLS
