/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/templates/vouch-template-data.h"
#include "ui/vouch-hub.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_TAGS_PLAIN,     /* there is nothing to do, or nothing known */
  VOUCH_TAGS_GOOD,      /* every tag can be chosen in a job */
  VOUCH_TAGS_ATTENTION, /* some cannot */
} VouchTagState;

/* What of the templates' tags stands in the job field, in a sentence. */
char      *vouch_tags_describe (const VouchTemplateSet *set,
                                VouchTagState          *state) G_GNUC_WARN_UNUSED_RESULT;

#define VOUCH_TYPE_PUSH_TAGS (vouch_push_tags_get_type ())
G_DECLARE_FINAL_TYPE (VouchPushTags, vouch_push_tags, VOUCH, PUSH_TAGS, AdwWindow)

/**
 * VouchPushTags:
 *
 * Makes the templates' tags values of the job field: shows first what would change, then what
 * became of each tag. Values that no template has are archived only if the person wants it.
 */
GtkWidget *vouch_push_tags_new (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
