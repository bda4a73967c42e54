/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-ats.h"
#include "sandbox/vouch-sandbox-sketch.h"

G_BEGIN_DECLS

/**
 * VouchSearch:
 *
 * What a search for candidates asks for (smartrecruiters.md §9.2).
 */
typedef struct
{
  VouchCompany *company;
  GArray *jobs;           /* (owned) (element-type guint) */
  gboolean any_job;
  guint statuses;         /* bits; 0: any */
  const char *step;       /* (nullable) */
  GPtrArray *tags;        /* (owned) (element-type utf8): lower case */
  GPtrArray *places;      /* (owned) (element-type utf8): lower case */
  char *email;            /* (owned) (nullable): lower case */
  GStrv words;            /* (owned) (nullable): lower case */
  gint64 updated_after;
  gboolean strict;
  gboolean same_application;
  gboolean nobody;        /* a filter that no one meets */
  GPtrArray *people;      /* (nullable): touched people it is limited to; NULL: all people */
} VouchSearch;

void     vouch_search_init  (VouchSearch       *search,
                             VouchCompany      *company);
void     vouch_search_clear (VouchSearch       *search);
void     vouch_search_plan  (VouchSearch       *search);
gboolean vouch_search_next  (const VouchSearch *search,
                             guint64            from,
                             guint64           *found,
                             VouchPerson      **person);
guint64  vouch_search_count (const VouchSearch *search);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VouchSearch, vouch_search_clear)

G_END_DECLS
