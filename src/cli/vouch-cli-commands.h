/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

gboolean vouch_cli_run_connect          (VouchCli *self, GError **error);
gboolean vouch_cli_run_disconnect       (VouchCli *self, GError **error);
gboolean vouch_cli_run_status           (VouchCli *self, GError **error);
gboolean vouch_cli_run_sync             (VouchCli *self, GError **error);
gboolean vouch_cli_run_on               (VouchCli *self, GError **error);
gboolean vouch_cli_run_off              (VouchCli *self, GError **error);
gboolean vouch_cli_run_pause            (VouchCli *self, GError **error);
gboolean vouch_cli_run_resume           (VouchCli *self, GError **error);
gboolean vouch_cli_run_catch_up         (VouchCli *self, GError **error);
gboolean vouch_cli_run_explain          (VouchCli *self, GError **error);
gboolean vouch_cli_run_requests_list    (VouchCli *self, GError **error);
gboolean vouch_cli_run_requests_show    (VouchCli *self, GError **error);
gboolean vouch_cli_run_requests_cancel  (VouchCli *self, GError **error);
gboolean vouch_cli_run_requests_check   (VouchCli *self, GError **error);
gboolean vouch_cli_run_requests_remind  (VouchCli *self, GError **error);
gboolean vouch_cli_run_attention_list   (VouchCli *self, GError **error);
gboolean vouch_cli_run_attention_retry  (VouchCli *self, GError **error);
gboolean vouch_cli_run_attention_skip   (VouchCli *self, GError **error);
gboolean vouch_cli_run_attention_link   (VouchCli *self, GError **error);
gboolean vouch_cli_run_ledger           (VouchCli *self, GError **error);
gboolean vouch_cli_run_templates_list   (VouchCli *self, GError **error);
gboolean vouch_cli_run_templates_show   (VouchCli *self, GError **error);
gboolean vouch_cli_run_templates_set    (VouchCli *self, GError **error);
gboolean vouch_cli_run_templates_remove (VouchCli *self, GError **error);
gboolean vouch_cli_run_templates_push   (VouchCli *self, GError **error);
gboolean vouch_cli_run_jobs_list        (VouchCli *self, GError **error);
gboolean vouch_cli_run_jobs_tag         (VouchCli *self, GError **error);
gboolean vouch_cli_run_settings_get     (VouchCli *self, GError **error);
gboolean vouch_cli_run_settings_set     (VouchCli *self, GError **error);

G_END_DECLS
