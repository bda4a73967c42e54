/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "signin/vouch-signin-login.h"
#include "signin/vouch-signin-page.h"
#include "signin/vouch-signin-policy.h"
#include "signin/vouch-signin-watchdog.h"
#include "signin/vouch-signin-web.h"
#include "signin/vouch-site.h"

struct _VouchSigninPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwBin *web_bin;
  AdwStatusPage *problem;
  GtkButton *again_button;

  const VouchSigninOrder *order;   /* (unowned): the program's */
  WebKitNetworkSession *network;   /* (owned) */
  WebKitWebView *web;              /* (unowned): a child */
  VouchSigninWatchdog *watchdog;   /* (owned) */
  char *uri;                       /* (owned) (nullable): of the page that is shown */
  GTlsCertificate *certificate;    /* (owned) (nullable) */
  VouchSigninSafety safety;
  gboolean needs_browser;
  gboolean ended;                  /* nothing is loaded any more */
  guint n_lost;                    /* how often its process has ended */
};

enum
{
  SIGNAL_REDIRECTED,
  SIGNAL_REFUSED,
  SIGNAL_OPENED,
  SIGNAL_CLOSED,
  SIGNAL_CHANGED,
  SIGNAL_BROWSER,
  SIGNAL_LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static VouchSigninPage *page_new (const VouchSigninOrder *order,
                                  WebKitNetworkSession   *network,
                                  WebKitWebView          *opener);

G_DEFINE_FINAL_TYPE (VouchSigninPage, vouch_signin_page, ADW_TYPE_BIN)

static void
emit (VouchSigninPage *self,
      guint            signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
set_needs_browser (VouchSigninPage *self)
{
  self->needs_browser = TRUE;
  emit (self, SIGNAL_CHANGED);
}

/* What is shown instead of a page. */

static void
show_problem (VouchSigninPage *self,
              const char      *icon_name,
              const char      *title,
              const char      *description,
              gboolean         can_try_again)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  vouch_signin_watchdog_stop (self->watchdog);
  adw_status_page_set_icon_name (self->problem, icon_name);
  adw_status_page_set_title (self->problem, title);
  adw_status_page_set_description (self->problem, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), can_try_again);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  emit (self, SIGNAL_CHANGED);
}

static void
again_cb (VouchSigninPage *self)
{
  vouch_signin_page_start (self);
}

static void
browser_cb (VouchSigninPage *self)
{
  emit (self, SIGNAL_BROWSER);
}

/* What may be loaded. */

static void
take_redirect (VouchSigninPage *self,
               const char      *uri)
{
  self->ended = TRUE;
  vouch_signin_watchdog_stop (self->watchdog);
  g_signal_emit (self, signals[SIGNAL_REDIRECTED], 0, uri);
}

static gboolean
decide_policy_cb (VouchSigninPage          *self,
                  WebKitPolicyDecision     *decision,
                  WebKitPolicyDecisionType  type)
{
  VouchSigninVerdict verdict = self->ended ? VOUCH_SIGNIN_IGNORE
                                           : vouch_signin_judge (self->order, decision, type);
  const char *sentence = vouch_signin_say_verdict (verdict);

  if (verdict == VOUCH_SIGNIN_LOAD)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);
  if (verdict == VOUCH_SIGNIN_REDIRECT)
    take_redirect (self, vouch_signin_get_uri (decision));
  if (sentence != NULL)
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, sentence);
  return TRUE;
}

static WebKitWebView *
create_cb (VouchSigninPage        *self,
           WebKitNavigationAction *action)
{
  VouchSigninPage *page;

  if (!webkit_navigation_action_is_user_gesture (action) || self->ended)
    return NULL;

  page = page_new (self->order, self->network, self->web);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, page);
  return page->web;
}

static void
close_cb (VouchSigninPage *self)
{
  emit (self, SIGNAL_CLOSED);
}

static gboolean
authenticate_cb (VouchSigninPage             *self,
                 WebKitAuthenticationRequest *request)
{
  WebKitAuthenticationScheme scheme = webkit_authentication_request_get_scheme (request);

  if (scheme != WEBKIT_AUTHENTICATION_SCHEME_HTTP_BASIC &&
      scheme != WEBKIT_AUTHENTICATION_SCHEME_HTTP_DIGEST &&
      scheme != WEBKIT_AUTHENTICATION_SCHEME_NTLM &&
      scheme != WEBKIT_AUTHENTICATION_SCHEME_HTML_FORM &&
      scheme != WEBKIT_AUTHENTICATION_SCHEME_DEFAULT)
    {
      /* A certificate or a ticket of the desktop, which only the browser has. */
      webkit_authentication_request_cancel (request);
      set_needs_browser (self);
      return TRUE;
    }

  vouch_signin_login_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), request);
  return TRUE;
}

/* How it goes. */

static void
take_certificate (VouchSigninPage *self)
{
  GTlsCertificate *certificate = NULL;
  GTlsCertificateFlags errors = 0;
  gboolean encrypted = webkit_web_view_get_tls_info (self->web, &certificate, &errors);

  g_set_object (&self->certificate, certificate);
  if (vouch_signin_is_empty_page (self->uri) || self->uri == NULL)
    self->safety = VOUCH_SIGNIN_SAFETY_NONE;
  else if (encrypted && errors == 0)
    self->safety = VOUCH_SIGNIN_SAFETY_SECURE;
  else if (encrypted || !self->order->practice)
    self->safety = VOUCH_SIGNIN_SAFETY_BROKEN;
  else
    self->safety = VOUCH_SIGNIN_SAFETY_LOCAL;
}

/* The address of what is shown, never of what may come. */
static void
take_uri (VouchSigninPage *self,
          const char      *uri)
{
  g_free (self->uri);
  self->uri = g_strdup (uri);
  self->needs_browser = vouch_site_needs_browser (uri);
}

static void
load_changed_cb (VouchSigninPage *self,
                 WebKitLoadEvent  event)
{
  switch (event)
    {
    case WEBKIT_LOAD_STARTED:
    case WEBKIT_LOAD_REDIRECTED:
      vouch_signin_watchdog_loading (self->watchdog);
      break;
    case WEBKIT_LOAD_COMMITTED:
      gtk_stack_set_visible_child_name (self->stack, "web");
      take_uri (self, webkit_web_view_get_uri (self->web));
      take_certificate (self);
      break;
    case WEBKIT_LOAD_FINISHED:
      if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "web") == 0)
        vouch_signin_watchdog_loaded (self->watchdog);
      break;
    default:
      break;
    }
  emit (self, SIGNAL_CHANGED);
}

/* A page that changes its own address without loading another one. */
static void
uri_cb (VouchSigninPage *self)
{
  if (webkit_web_view_is_loading (self->web))
    return;

  take_uri (self, webkit_web_view_get_uri (self->web));
  emit (self, SIGNAL_CHANGED);
}

static void
progress_cb (VouchSigninPage *self)
{
  if (webkit_web_view_is_loading (self->web))
    vouch_signin_watchdog_loading (self->watchdog);
  emit (self, SIGNAL_CHANGED);
}

/* Not a failure: we have stopped it, or the next page has. */
static gboolean
is_stopped (const GError *error)
{
  return g_error_matches (error, WEBKIT_POLICY_ERROR,
                          WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE) ||
         g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED);
}

static gboolean
load_failed_cb (VouchSigninPage *self,
                WebKitLoadEvent  event,
                const char      *uri,
                const GError    *error)
{
  g_autofree char *host = vouch_site_dup_host (uri);
  g_autofree char *text = NULL;

  if (is_stopped (error) || self->ended)
    {
      vouch_signin_watchdog_stop (self->watchdog);
      return TRUE;
    }
  if (vouch_site_needs_browser (uri))
    set_needs_browser (self);

  text = g_strdup_printf (_("%s could not be reached. Check the network, then try again."),
                          host != NULL ? host : "");
  show_problem (self, "network-error-symbolic", _("Page Did Not Load"), text, TRUE);
  return TRUE;
}

/* There is no way around it: whoever could be in between would get the password. */
static gboolean
tls_failed_cb (VouchSigninPage      *self,
               const char           *uri,
               GTlsCertificate      *certificate,
               GTlsCertificateFlags  errors)
{
  g_autofree char *host = vouch_site_dup_host (uri);
  g_autofree char *text = NULL;

  take_uri (self, uri);
  g_set_object (&self->certificate, certificate);
  self->safety = VOUCH_SIGNIN_SAFETY_BROKEN;
  text = g_strdup_printf (_("The certificate of %s does not hold, so somebody else may have "
                            "answered. Nothing was sent."), host != NULL ? host : "");
  show_problem (self, "channel-insecure-symbolic", _("Connection Is Not Secure"), text, TRUE);
  return TRUE;
}

static void
terminated_cb (VouchSigninPage                   *self,
               WebKitWebProcessTerminationReason  reason)
{
  self->n_lost++;
  if (self->ended)
    return;
  if (self->n_lost == 1)
    {
      vouch_signin_page_start (self);
      return;
    }

  show_problem (self, "computer-fail-symbolic", _("Page Stopped Working"),
                _("The page stopped for the second time. It may work in your browser."), FALSE);
  emit (self, SIGNAL_LOST);
}

static void
stuck_cb (VouchSigninPage *self)
{
  emit (self, SIGNAL_CHANGED);
}

static void
vouch_signin_page_dispose (GObject *object)
{
  VouchSigninPage *self = VOUCH_SIGNIN_PAGE (object);

  self->ended = TRUE;
  g_clear_object (&self->watchdog);

  G_OBJECT_CLASS (vouch_signin_page_parent_class)->dispose (object);
}

static void
vouch_signin_page_finalize (GObject *object)
{
  VouchSigninPage *self = VOUCH_SIGNIN_PAGE (object);

  g_clear_object (&self->network);
  g_clear_object (&self->certificate);
  g_free (self->uri);

  G_OBJECT_CLASS (vouch_signin_page_parent_class)->finalize (object);
}

static guint
add_signal (VouchSigninPageClass *klass,
            const char           *name,
            GType                 type)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, type != G_TYPE_NONE ? 1 : 0, type);
}

static void
vouch_signin_page_class_init (VouchSigninPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_signin_page_dispose;
  object_class->finalize = vouch_signin_page_finalize;

  signals[SIGNAL_REDIRECTED] = add_signal (klass, "redirected", G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = add_signal (klass, "refused", G_TYPE_STRING);
  signals[SIGNAL_OPENED] = add_signal (klass, "opened", VOUCH_TYPE_SIGNIN_PAGE);
  signals[SIGNAL_CLOSED] = add_signal (klass, "closed", G_TYPE_NONE);
  signals[SIGNAL_CHANGED] = add_signal (klass, "changed", G_TYPE_NONE);
  signals[SIGNAL_BROWSER] = add_signal (klass, "browser", G_TYPE_NONE);
  signals[SIGNAL_LOST] = add_signal (klass, "lost", G_TYPE_NONE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               VOUCH_SIGNIN_RESOURCES "vouch-signin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSigninPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninPage, web_bin);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninPage, problem);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninPage, again_button);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_cb);
}

static void
vouch_signin_page_init (VouchSigninPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
connect_web (VouchSigninPage *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "decide-policy", G_CALLBACK (decide_policy_cb) },
    { "create", G_CALLBACK (create_cb) },
    { "close", G_CALLBACK (close_cb) },
    { "authenticate", G_CALLBACK (authenticate_cb) },
    { "load-changed", G_CALLBACK (load_changed_cb) },
    { "load-failed", G_CALLBACK (load_failed_cb) },
    { "load-failed-with-tls-errors", G_CALLBACK (tls_failed_cb) },
    { "web-process-terminated", G_CALLBACK (terminated_cb) },
    { "notify::uri", G_CALLBACK (uri_cb) },
    { "notify::estimated-load-progress", G_CALLBACK (progress_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->web, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static VouchSigninPage *
page_new (const VouchSigninOrder *order,
          WebKitNetworkSession   *network,
          WebKitWebView          *opener)
{
  VouchSigninPage *self = g_object_new (VOUCH_TYPE_SIGNIN_PAGE, NULL);

  self->order = order;
  self->network = g_object_ref (network);
  self->web = vouch_signin_web_new (network, opener, order->software_rendering);
  self->watchdog = vouch_signin_watchdog_new (GTK_WIDGET (self->web));
  g_signal_connect_object (self->watchdog, "notify::stuck", G_CALLBACK (stuck_cb), self,
                           G_CONNECT_SWAPPED);
  connect_web (self);
  adw_bin_set_child (self->web_bin, GTK_WIDGET (self->web));
  return self;
}

/**
 * vouch_signin_page_new:
 * @order: what is wanted; it has to outlive the page
 * @network: the network session of the attempt
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
VouchSigninPage *
vouch_signin_page_new (const VouchSigninOrder *order,
                       WebKitNetworkSession   *network)
{
  return page_new (order, network, NULL);
}

/**
 * vouch_signin_page_start:
 * @self: a page
 *
 * Opens the consent page, from the beginning.
 */
void
vouch_signin_page_start (VouchSigninPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "web");
  vouch_signin_watchdog_loading (self->watchdog);
  webkit_web_view_load_uri (self->web, self->order->authorize_uri);
  gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

gboolean
vouch_signin_page_can_go_back (VouchSigninPage *self)
{
  return webkit_web_view_can_go_back (self->web);
}

gboolean
vouch_signin_page_go_back (VouchSigninPage *self)
{
  if (!webkit_web_view_can_go_back (self->web))
    return FALSE;

  webkit_web_view_go_back (self->web);
  return TRUE;
}

/**
 * vouch_signin_page_get_uri:
 * @self: a page
 *
 * Returns: (nullable) (transfer none): the address of what is shown
 */
const char *
vouch_signin_page_get_uri (VouchSigninPage *self)
{
  return self->uri;
}

VouchSigninSafety
vouch_signin_page_get_safety (VouchSigninPage *self)
{
  return self->safety;
}

/**
 * vouch_signin_page_get_certificate:
 * @self: a page
 *
 * Returns: (nullable) (transfer none): what the site has shown of itself
 */
GTlsCertificate *
vouch_signin_page_get_certificate (VouchSigninPage *self)
{
  return self->certificate;
}

/**
 * vouch_signin_page_get_progress:
 * @self: a page
 *
 * Returns: how much of the page has come, from 0 to 1; 0 when nothing is under way
 */
double
vouch_signin_page_get_progress (VouchSigninPage *self)
{
  return webkit_web_view_is_loading (self->web)
           ? webkit_web_view_get_estimated_load_progress (self->web) : 0;
}

gboolean
vouch_signin_page_is_stuck (VouchSigninPage *self)
{
  return self->watchdog != NULL && vouch_signin_watchdog_get_stuck (self->watchdog);
}

/**
 * vouch_signin_page_needs_browser:
 * @self: a page
 *
 * Returns: whether the sign-in is known to get no further here
 */
gboolean
vouch_signin_page_needs_browser (VouchSigninPage *self)
{
  return self->needs_browser;
}
