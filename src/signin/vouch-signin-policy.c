/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <glib/gi18n-lib.h>

#include "base/vouch-redirect.h"
#include "signin/vouch-signin-policy.h"

/* What a page may load (reliability.md S6): https of any host, and the redirect never. It holds for
 * every frame; WebKit does not say which one it is. */

gboolean
vouch_signin_is_empty_page (const char *uri)
{
  return g_strcmp0 (uri, "about:blank") == 0 || g_strcmp0 (uri, "about:srcdoc") == 0;
}

VouchSigninVerdict
vouch_signin_judge_uri (const VouchSigninOrder *order,
                        const char             *uri)
{
  if (uri == NULL || !g_utf8_validate (uri, -1, NULL))
    return VOUCH_SIGNIN_NO_PAGE;
  if (vouch_redirect_matches (order->redirect_uri, uri))
    return VOUCH_SIGNIN_REDIRECT;
  if (vouch_signin_is_empty_page (uri) || vouch_redirect_may_load (uri, order->practice))
    return VOUCH_SIGNIN_LOAD;

  return g_ascii_strncasecmp (uri, "http:", 5) == 0 ? VOUCH_SIGNIN_NOT_ENCRYPTED
                                                    : VOUCH_SIGNIN_NO_PAGE;
}

static WebKitNavigationAction *
get_action (WebKitPolicyDecision *decision)
{
  return webkit_navigation_policy_decision_get_navigation_action
    (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
}

/**
 * vouch_signin_get_uri:
 * @decision: about a navigation
 *
 * Returns: (transfer none): where it leads
 */
const char *
vouch_signin_get_uri (WebKitPolicyDecision *decision)
{
  return webkit_uri_request_get_uri (webkit_navigation_action_get_request (get_action (decision)));
}

static gboolean
is_attachment (WebKitURIResponse *response)
{
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  g_autofree char *disposition = NULL;
  g_autoptr(GHashTable) parameters = NULL;

  return headers != NULL &&
         soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
         g_ascii_strcasecmp (disposition, "attachment") == 0;
}

static VouchSigninVerdict
judge_response (WebKitPolicyDecision *decision)
{
  WebKitResponsePolicyDecision *response = WEBKIT_RESPONSE_POLICY_DECISION (decision);

  return webkit_response_policy_decision_is_mime_type_supported (response) &&
         !is_attachment (webkit_response_policy_decision_get_response (response))
           ? VOUCH_SIGNIN_LOAD : VOUCH_SIGNIN_DOWNLOAD;
}

/**
 * vouch_signin_judge:
 * @order: what is wanted
 * @decision: what WebKit asks
 * @type: about what
 *
 * Returns: what is to be done
 */
VouchSigninVerdict
vouch_signin_judge (const VouchSigninOrder   *order,
                    WebKitPolicyDecision     *decision,
                    WebKitPolicyDecisionType  type)
{
  VouchSigninVerdict verdict;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return judge_response (decision);

  verdict = vouch_signin_judge_uri (order, vouch_signin_get_uri (decision));
  /* Windows that nobody has clicked for do not open. */
  if (verdict == VOUCH_SIGNIN_LOAD && type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION &&
      !webkit_navigation_action_is_user_gesture (get_action (decision)))
    return VOUCH_SIGNIN_IGNORE;

  return verdict;
}

/**
 * vouch_signin_say_verdict:
 * @verdict: a verdict
 *
 * Returns: (nullable) (transfer none): what the person is told about what was not done
 */
const char *
vouch_signin_say_verdict (VouchSigninVerdict verdict)
{
  switch (verdict)
    {
    case VOUCH_SIGNIN_NOT_ENCRYPTED:
      return _("A page that is not encrypted was not opened.");
    case VOUCH_SIGNIN_NO_PAGE:
      return _("An address that is no web page was not opened.");
    case VOUCH_SIGNIN_DOWNLOAD:
      return _("Nothing can be downloaded while signing in.");
    case VOUCH_SIGNIN_LOAD:
    case VOUCH_SIGNIN_IGNORE:
    case VOUCH_SIGNIN_REDIRECT:
    default:
      return NULL;
    }
}
