/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-book.h"
#include "account/vouch-token-source.h"
#include "account/vouch-token-vault.h"

G_BEGIN_DECLS

struct _VouchTokenSource
{
  GObject parent_instance;

  VouchSignIn sign_in;
  char *client_id;            /* (owned) */
  char *api_uri;              /* (owned) */
  VouchHttp *token_http;      /* (owned) */
  VouchTokenVault *vault;     /* (owned) */
  VouchTokenBook book;
  VouchTokenState state;
  GError *dismissed_error;    /* (owned) (nullable): until the person wants to be asked again */
  guint epoch;                /* counts vouch_token_source_forget() */

  /* What is under way: one operation at a time. */
  gboolean busy;
  GPtrArray *waiting;         /* (owned) (element-type Waiter) */
  GQueue adopting;            /* (element-type GTask) (owned) */
  gboolean drop_wanted;
  gboolean is_retired;
  VouchTokenSource *successor; /* (owned) (nullable): waits for what is under way here */
};

/* For the operations, in vouch-token-flight.c and vouch-token-adoption.c. */
void vouch_token_source_set_state (VouchTokenSource *self,
                                   VouchTokenState   state);
void vouch_token_source_set_unsaved (VouchTokenSource *self,
                                     gboolean          unsaved);
void vouch_token_source_note_outcome (VouchTokenSource *self,
                                      const GError     *error);
void vouch_token_source_run_next (VouchTokenSource *self);
gboolean vouch_token_source_is_keep_alive_asked (VouchTokenSource *self);

VouchTokenState vouch_token_state_find (VouchTokenBook *book,
                                        const GError   *error);

/* Makes sure that there is an access token that may be used; with @tokens, of that fresh grant. */
void vouch_token_source_fly_async (VouchTokenSource   *self,
                                   const VouchTokens  *tokens,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean vouch_token_source_fly_finish (VouchTokenSource *self,
                                        GAsyncResult     *result,
                                        GError          **error);

/* Takes @task, whose turn it is. */
void vouch_token_source_begin_adoption (VouchTokenSource *self,
                                        GTask            *task);

G_END_DECLS
