/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AccountPrompt:
 *
 * What a person does about the question of a keyring.
 */
typedef enum
{
  ACCOUNT_PROMPT_AGREES,
  ACCOUNT_PROMPT_DISMISSES,
  ACCOUNT_PROMPT_STAYS_SILENT,
  ACCOUNT_PROMPT_NONE,         /* there is nobody to ask: the keyring only says no */
} AccountPrompt;

/**
 * AccountKeyring:
 * @locked: nothing is given or taken before a prompt
 * @empty: it has no collection yet; making one takes a prompt
 * @full: nothing more can be written
 * @dies: leaves the bus instead of answering the next call
 * @prompt: what a person does
 * @n_prompts: how often a person was asked
 *
 * A Secret Service that keeps secrets in memory, on a bus of its own and in the default main
 * context.
 */
typedef struct
{
  GDBusConnection *bus;
  GDBusNodeInfo *info;
  guint name_id;
  gboolean owns_name;
  GPtrArray *items;
  GArray *registrations;
  GPtrArray *open_prompts;
  guint n_objects;
  char *session;     /* (owned): its path */

  gboolean locked;
  gboolean empty;
  gboolean full;
  gboolean dies;
  AccountPrompt prompt;
  guint n_prompts;
} AccountKeyring;

AccountKeyring *account_keyring_new     (const char     *bus_address) G_GNUC_WARN_UNUSED_RESULT;
void            account_keyring_free    (AccountKeyring *self);
guint           account_keyring_count   (AccountKeyring *self);
gboolean        account_keyring_has     (AccountKeyring *self,
                                         const char     *secret);
void            account_keyring_empty   (AccountKeyring *self);
/* Closes the questions that nobody has answered. */
void            account_keyring_dismiss (AccountKeyring *self);

G_END_DECLS
