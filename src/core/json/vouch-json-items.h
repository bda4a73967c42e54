/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-reader.h"

G_BEGIN_DECLS

/**
 * VouchBadItem:
 * @path: where in the document: "content[3].job.id"
 * @reason: what is wrong with it; no personal data
 * @id: (nullable): the item's id, if that could be read
 *
 * One item of a list that is not as the contract says. Strings are owned.
 */
typedef struct
{
  char *path;
  char *reason;
  char *id;
} VouchBadItem;

/**
 * VouchReadItemFunc:
 * @reader: stands at one item
 *
 * Returns: (transfer full): the item, even after a problem, which @reader keeps
 */
typedef gpointer (*VouchReadItemFunc) (VouchReader *reader);

void vouch_json_read_items (VouchReader       *reader,
                            const char        *path,
                            VouchReadItemFunc  read_item,
                            GDestroyNotify     free_item,
                            GPtrArray         *items,
                            GPtrArray         *bad);
void vouch_bad_item_free   (VouchBadItem      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchBadItem, vouch_bad_item_free)

G_END_DECLS
