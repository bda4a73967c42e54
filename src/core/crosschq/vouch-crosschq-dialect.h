/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-template.h"

G_BEGIN_DECLS

/**
 * VouchCrosschqDialect:
 * @name: "v2" or "v1"
 * @surveys, @create, @get: path templates of what both have
 * @config: (nullable): limits for the whole account; %NULL: the surveys carry them
 * @list, @cancel, @remind, @outcome: (nullable): path templates; %NULL: not offered
 * @managers: several hiring managers; otherwise the first one
 * @slots: may take one entry for each wanted reference, if the account is known to
 * @notifications: custom e-mail and text messages
 * @external_id: our own id, echoed and searchable
 * @ats: ids of candidate, job and application, echoed
 *
 * Everything in which the editions of the Partner API differ (crosschq.md §3.0): a correction of
 * the unconfirmed ones is a change of this table. Static data.
 */
typedef struct
{
  const char *name;
  const char *surveys;
  const char *config;
  const char *create;
  const char *get;
  const char *list;
  const char *cancel;
  const char *remind;
  const char *outcome;
  gboolean managers;
  gboolean slots;
  gboolean notifications;
  gboolean external_id;
  gboolean ats;
} VouchCrosschqDialect;

const VouchCrosschqDialect *vouch_crosschq_dialect_lookup (const char                 *name);
const VouchCrosschqDialect *vouch_crosschq_dialect_nth    (guint                       index);
GPtrArray                  *vouch_crosschq_dialect_losses (const VouchCrosschqDialect *self,
                                                           gboolean                    slots,
                                                           const VouchTemplate        *template)
                                                           G_GNUC_WARN_UNUSED_RESULT;

/* The forms of the Authorization header in the order in which they are tried; NULL-terminated. */
extern const char *const vouch_crosschq_auth_forms[];

char                       *vouch_crosschq_auth_value     (const char                 *form,
                                                           const char                 *key)
                                                           G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
