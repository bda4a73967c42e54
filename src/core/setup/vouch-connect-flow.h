/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-embedded-sign-in.h"
#include "account/vouch-token-sources.h"
#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "base/vouch-secrets.h"
#include "base/vouch-transport.h"
#include "model/vouch-connection.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * VouchConnectMethod:
 * @VOUCH_CONNECT_WINDOW: SmartRecruiters' consent page in a window of ours
 * @VOUCH_CONNECT_BROWSER: the same in the system's browser
 * @VOUCH_CONNECT_CLIENT: id and secret of an OAuth client
 * @VOUCH_CONNECT_API_KEY: a SmartRecruiters API key
 * @VOUCH_CONNECT_CROSSCHQ: the Crosschq side of a stored connection: its Partner API key
 *
 * The ways in (product.md M3, M4, M22).
 */
typedef enum
{
  VOUCH_CONNECT_WINDOW,
  VOUCH_CONNECT_BROWSER,
  VOUCH_CONNECT_CLIENT,
  VOUCH_CONNECT_API_KEY,
  VOUCH_CONNECT_CROSSCHQ,
} VouchConnectMethod;

/**
 * VouchConnectState:
 * @VOUCH_CONNECT_STATE_IDLE: not begun
 * @VOUCH_CONNECT_STATE_WAITING: for the person: to unlock the keyring, then on the consent page
 * @VOUCH_CONNECT_STATE_EXCHANGING: a code or a client's secret for tokens
 * @VOUCH_CONNECT_STATE_CHECKING: whose it is, then it is kept
 * @VOUCH_CONNECT_STATE_DONE: connected
 * @VOUCH_CONNECT_STATE_FAILED: nothing has changed
 */
typedef enum
{
  VOUCH_CONNECT_STATE_IDLE,
  VOUCH_CONNECT_STATE_WAITING,
  VOUCH_CONNECT_STATE_EXCHANGING,
  VOUCH_CONNECT_STATE_CHECKING,
  VOUCH_CONNECT_STATE_DONE,
  VOUCH_CONNECT_STATE_FAILED,
} VouchConnectState;

#define VOUCH_TYPE_CONNECT_STATE (vouch_connect_state_get_type ())
GType vouch_connect_state_get_type (void);

/**
 * VouchConnectOptions:
 * @method: which way
 * @wanted: the connection as it shall be stored; an id of 0 makes a new one, an empty name takes
 *   the company's
 * @redirect_uris: (nullable): what is registered for the client; only for the consent page
 * @pkce: send a code challenge
 * @secret: (nullable): the client's secret, the API key or the Partner API key
 * @program: (nullable): of the window; %NULL looks for it
 * @software_rendering: the window without graphics acceleration
 * @store, @secrets, @sources, @transport, @clock, @random: what it works with
 *
 * Only read during vouch_connect_flow_new().
 */
typedef struct
{
  VouchConnectMethod method;
  const VouchConnection *wanted;
  const char *const *redirect_uris;
  gboolean pkce;
  const char *secret;
  const char *program;
  gboolean software_rendering;
  VouchStore *store;
  VouchSecrets *secrets;
  VouchTokenSources *sources;
  VouchTransport *transport;
  VouchClock *clock;
  VouchRandom *random;
} VouchConnectOptions;

#define VOUCH_TYPE_CONNECT_FLOW (vouch_connect_flow_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectFlow, vouch_connect_flow, VOUCH, CONNECT_FLOW, GObject)

/**
 * VouchConnectFlow:
 *
 * One attempt to connect a service, from the first question to what is stored: every way in ends in
 * the same checks and the same state. Looks first whether secrets can be kept; then signs in, reads
 * whose credential it is, pins and stores the connection, and keeps the secrets. When any of that
 * fails, records and secrets are as they were before. The caller has the engine's sessions built
 * anew afterwards (vouch_engine_load_async()).
 *
 * Properties: "state" (#VouchConnectState); "uri" (nullable: the consent page, to open or to copy);
 * "in-window" (it is shown in our window); "trouble" (nullable #GError: why the window is gone
 * while the attempt still waits: offer the browser); "software-rendering" (worth remembering).
 * Signal: open-uri (const char *uri): open it in the browser now.
 *
 * Errors: #VouchAccountError, #VouchEmbeddedError, #VouchSecretsError, #VouchInputError,
 * #VouchApiError, #VouchStoreError, %G_IO_ERROR_CANCELLED.
 */
VouchConnectFlow *vouch_connect_flow_new               (const VouchConnectOptions  *options)
  G_GNUC_WARN_UNUSED_RESULT;
void              vouch_connect_flow_run_async         (VouchConnectFlow           *self,
                                                        GCancellable               *cancellable,
                                                        GAsyncReadyCallback         callback,
                                                        gpointer                    user_data);
VouchConnection  *vouch_connect_flow_run_finish        (VouchConnectFlow           *self,
                                                        GAsyncResult               *result,
                                                        GError                    **error)
  G_GNUC_WARN_UNUSED_RESULT;
void              vouch_connect_flow_cancel            (VouchConnectFlow           *self);
gboolean          vouch_connect_flow_take_text         (VouchConnectFlow           *self,
                                                        const char                 *text,
                                                        GError                    **error);
gboolean          vouch_connect_flow_switch_to_browser (VouchConnectFlow           *self,
                                                        GError                    **error);
VouchConnectState vouch_connect_flow_get_state         (VouchConnectFlow           *self);
const char       *vouch_connect_flow_get_uri           (VouchConnectFlow           *self);
gboolean          vouch_connect_flow_get_in_window     (VouchConnectFlow           *self);
const GError     *vouch_connect_flow_get_trouble       (VouchConnectFlow           *self);
gboolean          vouch_connect_flow_get_software_rendering (VouchConnectFlow      *self);
guint             vouch_connect_flow_get_n_surveys     (VouchConnectFlow           *self);

G_END_DECLS
