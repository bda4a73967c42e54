/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-error.h"
#include "json/vouch-reader.h"

G_BEGIN_DECLS

struct _VouchReader
{
  JsonNode *root;          /* (owned) */
  GArray *frames;          /* (owned) (element-type Frame): the first one is the root */
  GStringChunk *texts;     /* (owned) (nullable): ids that were numbers in the document */

  char *problem;           /* (owned) (nullable): the first one, with its path */
  VouchInputError code;
};

JsonNode *vouch_reader_peek                 (VouchReader     *self,
                                             const char      *member);
JsonNode *vouch_reader_need                 (VouchReader     *self,
                                             const char      *member);
JsonNode *vouch_reader_need_element         (VouchReader     *self,
                                             guint            index);
gboolean  vouch_reader_holds                (JsonNode        *node,
                                             GType            type);
void      vouch_reader_keep_problem         (VouchReader     *self,
                                             VouchInputError  code,
                                             const char      *member,
                                             const char      *problem);
void      vouch_reader_keep_element_problem (VouchReader     *self,
                                             VouchInputError  code,
                                             guint            index,
                                             const char      *problem);

G_END_DECLS
