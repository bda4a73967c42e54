/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-error.h"
#include "json/vouch-place.h"
#include "json/vouch-reader.h"

G_BEGIN_DECLS

struct _VouchReader
{
  JsonNode *root;          /* (owned) (nullable): the document as a tree, */
  VouchTape *tape;         /* (owned) (nullable): or as tokens; neither for a part of another's */
  GArray *frames;          /* (owned) (element-type Frame): the first one is the root */
  GStringChunk *texts;     /* (owned) (nullable): ids that were numbers in the document */

  char *problem;           /* (owned) (nullable): the first one, with its path */
  VouchInputError code;
};

VouchReader *vouch_reader_new_for_place      (VouchPlace       place) G_GNUC_WARN_UNUSED_RESULT;
VouchPlace  vouch_reader_get_place          (VouchReader     *self);
gboolean    vouch_reader_peek               (VouchReader     *self,
                                             const char      *member,
                                             VouchPlace      *place);
gboolean    vouch_reader_need               (VouchReader     *self,
                                             const char      *member,
                                             VouchPlace      *place);
gboolean    vouch_reader_need_element       (VouchReader     *self,
                                             guint            index,
                                             VouchPlace      *place);
void        vouch_reader_keep_problem       (VouchReader     *self,
                                             VouchInputError  code,
                                             const char      *member,
                                             const char      *problem);
void        vouch_reader_keep_element_problem (VouchReader   *self,
                                             VouchInputError  code,
                                             guint            index,
                                             const char      *problem);

G_END_DECLS
