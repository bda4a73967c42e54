/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

/* What is not confirmed about the service, and what an account may lack (crosschq.md §3.0). */
typedef struct
{
  const char *name;
  gint64 number;     /* also 0 or 1 for a switch */
  const char *text;  /* (nullable) */
} Setting;

static const Setting defaults[] = {
  { "crosschq_auth_form", 0, "raw" },         /* raw, token, bearer, any */
  { "crosschq_auto_conclude", TRUE, NULL },   /* the last answer concludes the request */
  { "crosschq_cancel", TRUE, NULL },
  { "crosschq_ceiling", TRUE, NULL },         /* watch for the client's own pace */
  { "crosschq_echo", TRUE, NULL },            /* candidate and position in the list */
  { "crosschq_error_form", 0, "object" },     /* object, array, string, vary */
  { "crosschq_external_id", TRUE, NULL },     /* echo, filter and 409 */
  { "crosschq_filters", TRUE, NULL },         /* external_id and candidate_email in the list */
  { "crosschq_list", TRUE, NULL },
  { "crosschq_list_form", 0, "envelope" },    /* envelope, array, astray: "next" is elsewhere */
  { "crosschq_list_lag", 0, NULL },           /* seconds until a request is in the list */
  { "crosschq_min_references", 2, NULL },
  { "crosschq_outcome", TRUE, NULL },
  { "crosschq_page_size", 200, NULL },        /* at most */
  { "crosschq_pdf", TRUE, NULL },
  { "crosschq_pdf_kind", 0, "ok" },           /* ok, html, empty, cut, huge */
  { "crosschq_prospects", TRUE, NULL },
  { "crosschq_remind", TRUE, NULL },
  { "crosschq_slots", TRUE, NULL },           /* references_config is taken */
  { "crosschq_v1", TRUE, NULL },
  { "crosschq_v2", TRUE, NULL },
  { "reentry_allowed", FALSE, NULL },         /* another create after the end is no violation */
  { "report_delay", 0, NULL },                /* seconds from the conclusion to the report */
  { "unknown_filter", 0, "ignored" },         /* ignored, empty: a list of nothing */
  { "unknown_requestor", 0, "reject" },       /* reject, invite, org_default */
};

static const Setting *
find_setting (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      if (g_str_equal (defaults[i].name, name))
        return &defaults[i];
    }

  return NULL;
}

/**
 * vouch_sandbox_crosschq_has_setting:
 * @name: a name
 *
 * Returns: whether it is a setting of this half
 */
gboolean
vouch_sandbox_crosschq_has_setting (const char *name)
{
  return find_setting (name) != NULL;
}

gboolean
vouch_sandbox_crosschq_is_on (VouchSandboxCrosschq *self,
                              const char           *setting)
{
  JsonObject *settings = vouch_sandbox_get_settings (self->sandbox);
  const Setting *usual = find_setting (setting);

  g_return_val_if_fail (usual != NULL, FALSE);

  return json_object_get_boolean_member_with_default (settings, setting, usual->number != 0);
}

const char *
vouch_sandbox_crosschq_get_text (VouchSandboxCrosschq *self,
                                 const char           *setting)
{
  JsonObject *settings = vouch_sandbox_get_settings (self->sandbox);
  const Setting *usual = find_setting (setting);
  const char *text;

  g_return_val_if_fail (usual != NULL && usual->text != NULL, "");

  text = json_object_get_string_member_with_default (settings, setting, usual->text);
  return text != NULL ? text : usual->text;
}

gint64
vouch_sandbox_crosschq_get_int (VouchSandboxCrosschq *self,
                                const char           *setting)
{
  JsonObject *settings = vouch_sandbox_get_settings (self->sandbox);
  const Setting *usual = find_setting (setting);

  g_return_val_if_fail (usual != NULL, 0);

  return json_object_get_int_member_with_default (settings, setting, usual->number);
}
