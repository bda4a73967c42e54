/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-browser-sign-in.h"
#include "setup/vouch-connect-flow.h"
#include "setup/vouch-keeper.h"

G_BEGIN_DECLS

struct _VouchConnectFlow
{
  GObject parent_instance;

  /* Input. */
  VouchConnectMethod method;
  GStrv redirect_uris;             /* (owned) */
  gboolean pkce;
  char *secret;                    /* (owned) (nullable) */
  VouchStore *store;               /* (owned) */
  VouchSecrets *secrets;           /* (owned) */
  VouchTokenSources *sources;      /* (owned) */
  VouchTransport *transport;       /* (owned) */
  VouchClock *clock;               /* (owned) */
  VouchRandom *random;             /* (owned) */

  /* In progress. */
  GTask *task;                     /* (owned) (nullable) */
  GCancellable *cancellable;       /* (owned): ends whatever step it is in */
  gulong cancelled_id;
  VouchConnectState state;
  VouchConnection *wanted;         /* (owned): then what is stored */
  VouchKeeper *keeper;             /* (owned) (nullable) */
  VouchEmbeddedSignIn *window;     /* (owned) (nullable) */
  VouchBrowserSignIn *sign_in;     /* (owned) (nullable) */
  VouchHttp *token_http;           /* (owned) (nullable) */
  VouchTokens *tokens;             /* (owned) (nullable) */
  GError *trouble;                 /* (owned) (nullable) */
  guint n_surveys;
};

/* The ways in, in vouch-connect-ways.c. */
void vouch_connect_flow_begin        (VouchConnectFlow  *self);

/* For them. */
void vouch_connect_flow_set_state    (VouchConnectFlow  *self,
                                      VouchConnectState  state);
void vouch_connect_flow_take_trouble (VouchConnectFlow  *self,
                                      GError            *trouble);
void vouch_connect_flow_note_page    (VouchConnectFlow  *self);
void vouch_connect_flow_open         (VouchConnectFlow  *self,
                                      const char        *uri);
void vouch_connect_flow_fail         (VouchConnectFlow  *self,
                                      GError            *error);
void vouch_connect_flow_succeed      (VouchConnectFlow  *self);

G_END_DECLS
