/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-error.h"
#include "sandbox/vouch-sandbox-crosschq-private.h"

G_BEGIN_DECLS

/* One control call: what somebody does outside the API. */
typedef struct
{
  VouchSandboxCrosschq *crosschq;
  VouchReader *arguments;
  gint64 now;
} VouchSandboxControl;

typedef JsonNode *(* VouchSandboxAction) (VouchSandboxControl  *control,
                                          GError              **error);

JsonNode            *vouch_sandbox_control_refuse (GError              **error,
                                                   VouchInputError       code,
                                                   const char           *message);
gboolean             vouch_sandbox_control_finish (VouchSandboxControl  *control,
                                                   GError              **error);
VouchSandboxRequest *vouch_sandbox_control_find   (VouchSandboxControl  *control,
                                                   GError              **error);

JsonNode *vouch_sandbox_control_allow_create (VouchSandboxControl  *control,
                                              GError              **error);
JsonNode *vouch_sandbox_control_create_foreign (VouchSandboxControl  *control,
                                                GError              **error);
JsonNode *vouch_sandbox_control_disable_survey (VouchSandboxControl  *control,
                                                GError              **error);
JsonNode *vouch_sandbox_control_edit_request (VouchSandboxControl  *control,
                                              GError              **error);
JsonNode *vouch_sandbox_control_pdf_off (VouchSandboxControl  *control,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *vouch_sandbox_control_requests (VouchSandboxControl  *control,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *vouch_sandbox_control_state (VouchSandboxControl  *control,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
