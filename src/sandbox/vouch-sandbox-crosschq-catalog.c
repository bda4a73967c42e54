/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

/* What the organisation set up in the web app: relationships, surveys and users
 * (crosschq.md §3.1-3.3). */

const char *const vouch_sandbox_relationships[VOUCH_SANDBOX_N_RELATIONSHIPS] = {
  "managers", "employees", "peers", "business", "social",
};

static const char *const labels_v1[VOUCH_SANDBOX_N_RELATIONSHIPS] = {
  "Manager", "Direct Report", "Coworker/Peer", "Customer/Supplier", "Mentor",
};

static const char *const labels_v2[VOUCH_SANDBOX_N_RELATIONSHIPS] = {
  "Managers", "Direct Reports", "Coworkers/Peers", "Customers/Suppliers", "Mentors",
};

static const VouchSandboxSurvey surveys[] = {
  { "account-executive", "Account Executive", TRUE,
    { { 0, 10, 2 }, { 0, 10, 0 }, { 0, 10, 1 }, { 0, 5, 0 }, { 0, 2, 0 } } },
  { "software-engineer", "Software Engineer", TRUE,
    { { 0, 10, 2 }, { 0, 10, 0 }, { 0, 10, 2 }, { 0, 10, 0 }, { 0, 10, 0 } } },
  { "brand-marketer-manager", "Brand Marketer - Manager", TRUE,
    { { 0, 10, 2 }, { 0, 10, 1 }, { 0, 10, 2 }, { 0, 10, 0 }, { 0, 10, 0 } } },
  { "customer-success-manager", "Customer Success Manager", TRUE,
    { { 0, 10, 1 }, { 0, 10, 0 }, { 0, 10, 1 }, { 0, 10, 1 }, { 0, 10, 0 } } },
  { "people-leader", "People Leader", TRUE,
    { { 1, 5, 2 }, { 1, 5, 2 }, { 0, 5, 1 }, { 0, 5, 0 }, { 0, 0, 0 } } },
  { "warehouse-team-lead", "Warehouse Team Lead", TRUE,
    { { 1, 3, 1 }, { 0, 3, 0 }, { 0, 3, 1 }, { 0, 0, 0 }, { 0, 0, 0 } } },
  { "seasonal-associate", "Seasonal Associate", FALSE,
    { { 0, 10, 1 }, { 0, 10, 0 }, { 0, 10, 1 }, { 0, 10, 0 }, { 0, 10, 0 } } },
};

static const VouchSandboxUser users[] = {
  { "people.operations@" VOUCH_SANDBOX_MAIL_DOMAIN, "People Operations", TRUE },
  { "dana.ruiz@" VOUCH_SANDBOX_MAIL_DOMAIN, "Dana Ruiz", TRUE },
  { "theo.lind@" VOUCH_SANDBOX_MAIL_DOMAIN, "Theo Lind", TRUE },
  { "imani.brooks@" VOUCH_SANDBOX_MAIL_DOMAIN, "Imani Brooks", TRUE },
  { "former.recruiter@" VOUCH_SANDBOX_MAIL_DOMAIN, "Pat Halloran", FALSE },
};

static gboolean
contains_folded (GPtrArray  *texts,
                 const char *text)
{
  for (guint i = 0; i < texts->len; i++)
    {
      if (g_ascii_strcasecmp (texts->pdata[i], text) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_enabled (VouchSandboxCrosschq     *self,
            const VouchSandboxSurvey *survey)
{
  return survey->enabled && !contains_folded (self->disabled, survey->codename);
}

/**
 * vouch_sandbox_crosschq_find_survey:
 * @self: the Crosschq half
 * @codename: what a create names
 *
 * Returns: (nullable) (transfer none): the survey, if it is there and switched on
 */
const VouchSandboxSurvey *
vouch_sandbox_crosschq_find_survey (VouchSandboxCrosschq *self,
                                    const char           *codename)
{
  for (guint i = 0; i < G_N_ELEMENTS (surveys); i++)
    {
      if (g_str_equal (surveys[i].codename, codename))
        return is_enabled (self, &surveys[i]) ? &surveys[i] : NULL;
    }

  return NULL;
}

gboolean
vouch_sandbox_crosschq_has_survey (const char *codename)
{
  for (guint i = 0; i < G_N_ELEMENTS (surveys); i++)
    {
      if (g_str_equal (surveys[i].codename, codename))
        return TRUE;
    }

  return FALSE;
}

/**
 * vouch_sandbox_find_relationship:
 * @id: a relationship id
 *
 * Returns: its index, or %VOUCH_SANDBOX_N_RELATIONSHIPS when there is none of that name
 */
guint
vouch_sandbox_find_relationship (const char *id)
{
  guint i = 0;

  while (i < VOUCH_SANDBOX_N_RELATIONSHIPS && !g_str_equal (vouch_sandbox_relationships[i], id))
    i++;

  return i;
}

static gboolean
is_inactive (const char *email)
{
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      if (!users[i].active && g_ascii_strcasecmp (users[i].email, email) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_active_user (VouchSandboxCrosschq *self,
                const char           *email)
{
  g_autofree char *lower = g_ascii_strdown (email, -1);

  return !is_inactive (email) &&
         (g_str_has_suffix (lower, "@" VOUCH_SANDBOX_MAIL_DOMAIN) ||
          contains_folded (self->invited, email));
}

/**
 * vouch_sandbox_crosschq_dup_owner:
 * @self: the Crosschq half
 * @email: who shall own a request
 *
 * What happens with somebody unknown is not confirmed; the setting unknown_requestor decides
 * (crosschq.md §3.4).
 *
 * Returns: (nullable) (transfer full): the owner's address, or %NULL when refused
 */
char *
vouch_sandbox_crosschq_dup_owner (VouchSandboxCrosschq *self,
                                  const char           *email)
{
  const char *policy = vouch_sandbox_crosschq_get_text (self, "unknown_requestor");

  if (is_active_user (self, email))
    return g_strdup (email);

  if (g_str_equal (policy, "org_default"))
    return g_strdup (users[0].email);

  if (!g_str_equal (policy, "invite") || is_inactive (email))
    return NULL;

  g_ptr_array_add (self->invited, g_strdup (email));
  return g_strdup (email);
}

guint
vouch_sandbox_crosschq_get_min (VouchSandboxCrosschq *self)
{
  return (guint) vouch_sandbox_crosschq_get_int (self, "crosschq_min_references");
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/* GET /partners/config/: the limits are numbers in strings. */
VouchResponse *
vouch_sandbox_crosschq_config (VouchSandboxCrosschq *self,
                               const VouchVisit     *visit)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "relationships");
  json_builder_begin_array (builder);
  for (guint i = 0; i < VOUCH_SANDBOX_N_RELATIONSHIPS; i++)
    {
      json_builder_begin_object (builder);
      add_member (builder, "id", vouch_sandbox_relationships[i]);
      add_member (builder, "name", labels_v1[i]);
      add_member (builder, "min", "0");
      add_member (builder, "max", "10");
      add_member (builder, "default", "2");
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  add_number (builder, "min_reference_count", vouch_sandbox_crosschq_get_min (self));
  json_builder_end_object (builder);
  return vouch_sandbox_crosschq_answer (visit, 200, json_builder_get_root (builder));
}

/* GET /partners/jobroles/ */
VouchResponse *
vouch_sandbox_crosschq_jobroles (VouchSandboxCrosschq *self,
                                 const VouchVisit     *visit)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (surveys); i++)
    {
      if (!is_enabled (self, &surveys[i]))
        continue;

      json_builder_begin_object (builder);
      add_member (builder, "id", surveys[i].codename);
      add_member (builder, "name", surveys[i].name);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  return vouch_sandbox_crosschq_answer (visit, 200, json_builder_get_root (builder));
}

static void
write_relationships (JsonBuilder              *builder,
                     const VouchSandboxSurvey *survey)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < VOUCH_SANDBOX_N_RELATIONSHIPS; i++)
    {
      json_builder_set_member_name (builder, vouch_sandbox_relationships[i]);
      json_builder_begin_object (builder);
      add_number (builder, "default", survey->limits[i].usual);
      add_member (builder, "label", labels_v2[i]);
      add_number (builder, "max", survey->limits[i].max);
      add_number (builder, "min", survey->limits[i].min);
      json_builder_set_member_name (builder, "skip_reference_optin");
      json_builder_add_boolean_value (builder, i >= 3);
      add_member (builder, "whv_mode", "default");
      json_builder_end_object (builder);
    }

  json_builder_end_object (builder);
}

/* GET /api/v2/settings/jobrole/: a bare array; a disabled survey is not in it. */
VouchResponse *
vouch_sandbox_crosschq_surveys (VouchSandboxCrosschq *self,
                                const VouchVisit     *visit)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (surveys); i++)
    {
      if (!is_enabled (self, &surveys[i]))
        continue;

      json_builder_begin_object (builder);
      add_member (builder, "codename", surveys[i].codename);
      add_member (builder, "name", surveys[i].name);
      json_builder_set_member_name (builder, "relationships");
      write_relationships (builder, &surveys[i]);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  return vouch_sandbox_crosschq_answer (visit, 200, json_builder_get_root (builder));
}

static void
describe_users (VouchSandboxCrosschq *self,
                JsonBuilder          *builder)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (users) + self->invited->len; i++)
    {
      gboolean seeded = i < G_N_ELEMENTS (users);
      const char *invited = seeded ? NULL : self->invited->pdata[i - G_N_ELEMENTS (users)];

      json_builder_begin_object (builder);
      add_member (builder, "email", seeded ? users[i].email : invited);
      add_member (builder, "name", seeded ? users[i].name : "");
      json_builder_set_member_name (builder, "active");
      json_builder_add_boolean_value (builder, !seeded || users[i].active);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

/**
 * vouch_sandbox_crosschq_describe_catalog:
 * @self: the Crosschq half
 *
 * Returns: (transfer full): surveys, users and tokens for the people who play with the company
 */
JsonNode *
vouch_sandbox_crosschq_describe_catalog (VouchSandboxCrosschq *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_member (builder, "key", self->key);
  add_member (builder, "other_key", self->other_key);
  add_number (builder, "requests", self->requests->len);
  add_number (builder, "prospects", self->prospects->len);
  json_builder_set_member_name (builder, "pdf_off");
  json_builder_add_boolean_value (builder, self->pdf_off);
  json_builder_set_member_name (builder, "users");
  describe_users (self, builder);
  json_builder_set_member_name (builder, "surveys");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (surveys); i++)
    {
      json_builder_begin_object (builder);
      add_member (builder, "codename", surveys[i].codename);
      add_member (builder, "name", surveys[i].name);
      json_builder_set_member_name (builder, "enabled");
      json_builder_add_boolean_value (builder, is_enabled (self, &surveys[i]));
      json_builder_set_member_name (builder, "relationships");
      write_relationships (builder, &surveys[i]);
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
