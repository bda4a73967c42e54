/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include "signin/vouch-signin-web.h"

/* A web view that can sign somebody in, and nothing else: what a page might ask for besides is
 * refused here, without a word to the page. Who the page may be is decided by VouchSigninPage. */

static void
download_started_cb (WebKitNetworkSession *network,
                     WebKitDownload       *download,
                     gpointer              user_data)
{
  webkit_download_cancel (download);
}

/**
 * vouch_signin_network_new:
 *
 * Returns: (transfer full): a network session of which nothing is left once it is gone: cookies,
 *   cache and storage are in memory only
 */
WebKitNetworkSession *
vouch_signin_network_new (void)
{
  WebKitNetworkSession *network = webkit_network_session_new_ephemeral ();

  webkit_network_session_set_tls_errors_policy (network, WEBKIT_TLS_ERRORS_POLICY_FAIL);
  webkit_network_session_set_persistent_credential_storage_enabled (network, FALSE);
  g_signal_connect (network, "download-started", G_CALLBACK (download_started_cb), NULL);
  return network;
}

static WebKitSettings *
build_settings (gboolean software_rendering)
{
  WebKitSettings *settings = webkit_settings_new ();

  webkit_settings_set_enable_developer_extras (settings, FALSE);
  webkit_settings_set_javascript_can_open_windows_automatically (settings, FALSE);
  webkit_settings_set_javascript_can_access_clipboard (settings, FALSE);
  webkit_settings_set_enable_fullscreen (settings, FALSE);
  webkit_settings_set_enable_media_stream (settings, FALSE);
  webkit_settings_set_enable_mediasource (settings, FALSE);
  webkit_settings_set_enable_webrtc (settings, FALSE);
  webkit_settings_set_enable_webaudio (settings, FALSE);
  webkit_settings_set_enable_webgl (settings, FALSE);
  webkit_settings_set_enable_media (settings, FALSE);
  webkit_settings_set_allow_file_access_from_file_urls (settings, FALSE);
  webkit_settings_set_allow_universal_access_from_file_urls (settings, FALSE);
  webkit_settings_set_allow_top_navigation_to_data_urls (settings, FALSE);
  if (software_rendering)
    webkit_settings_set_hardware_acceleration_policy (settings,
                                                      WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  return settings;
}

static gboolean
refuse_permission_cb (WebKitWebView           *web,
                      WebKitPermissionRequest *request,
                      gpointer                 user_data)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
refuse_state_cb (WebKitWebView              *web,
                 WebKitPermissionStateQuery *query,
                 gpointer                    user_data)
{
  webkit_permission_state_query_finish (query, WEBKIT_PERMISSION_STATE_DENIED);
  return TRUE;
}

static gboolean
refuse_files_cb (WebKitWebView            *web,
                 WebKitFileChooserRequest *request,
                 gpointer                  user_data)
{
  webkit_file_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
refuse_cb (void)
{
  return TRUE;
}

static gboolean
is_wanted (WebKitContextMenuItem *item)
{
  static const WebKitContextMenuAction wanted[] = {
    WEBKIT_CONTEXT_MENU_ACTION_CUT, WEBKIT_CONTEXT_MENU_ACTION_COPY,
    WEBKIT_CONTEXT_MENU_ACTION_PASTE, WEBKIT_CONTEXT_MENU_ACTION_DELETE,
    WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL, WEBKIT_CONTEXT_MENU_ACTION_INPUT_METHODS,
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (webkit_context_menu_item_get_stock_action (item) == wanted[i])
        return TRUE;
    }

  return FALSE;
}

/* Editing only: no other windows, no saving. Returns: whether nothing is left to show. */
static gboolean
context_menu_cb (WebKitWebView       *web,
                 WebKitContextMenu   *menu,
                 WebKitHitTestResult *hit,
                 gpointer             user_data)
{
  for (guint i = webkit_context_menu_get_n_items (menu); i > 0; i--)
    {
      WebKitContextMenuItem *item = webkit_context_menu_get_item_at_position (menu, i - 1);

      if (!is_wanted (item))
        webkit_context_menu_remove (menu, item);
    }

  return webkit_context_menu_get_n_items (menu) == 0;
}

/**
 * vouch_signin_web_new:
 * @network: the network session of the attempt
 * @opener: (nullable): the view whose page asked for another one
 * @software_rendering: without graphics acceleration
 *
 * Returns: (transfer floating): a view
 */
WebKitWebView *
vouch_signin_web_new (WebKitNetworkSession *network,
                      WebKitWebView        *opener,
                      gboolean              software_rendering)
{
  g_autoptr(WebKitSettings) settings = build_settings (software_rendering);
  WebKitWebView *web;

  if (opener != NULL)
    web = g_object_new (WEBKIT_TYPE_WEB_VIEW, "related-view", opener, "settings", settings, NULL);
  else
    web = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", network, "settings", settings,
                        NULL);

  g_signal_connect (web, "permission-request", G_CALLBACK (refuse_permission_cb), NULL);
  g_signal_connect (web, "query-permission-state", G_CALLBACK (refuse_state_cb), NULL);
  g_signal_connect (web, "run-file-chooser", G_CALLBACK (refuse_files_cb), NULL);
  g_signal_connect (web, "enter-fullscreen", G_CALLBACK (refuse_cb), NULL);
  g_signal_connect (web, "print", G_CALLBACK (refuse_cb), NULL);
  g_signal_connect (web, "context-menu", G_CALLBACK (context_menu_cb), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (web), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (web), TRUE);
  return web;
}
