/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-connection.h"

/**
 * vouch_connection_new:
 * @name: what the person calls it
 * @kind: real or practice
 *
 * Returns: (transfer full): a connection that is off, with empty addresses and no refresh running
 */
VouchConnection *
vouch_connection_new (const char          *name,
                      VouchConnectionKind  kind)
{
  VouchConnection *self = g_new0 (VouchConnection, 1);

  self->name = g_strdup (name);
  self->kind = kind;
  self->api_uri = g_strdup ("");
  self->web_uri = g_strdup ("");
  self->crosschq_uri = g_strdup ("");
  self->refresh_generation = -1;
  return self;
}

VouchConnection *
vouch_connection_copy (const VouchConnection *self)
{
  VouchConnection *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->client_id = g_strdup (self->client_id);
  copy->api_uri = g_strdup (self->api_uri);
  copy->web_uri = g_strdup (self->web_uri);
  copy->crosschq_uri = g_strdup (self->crosschq_uri);
  copy->redirect_uri = g_strdup (self->redirect_uri);
  copy->company_id = g_strdup (self->company_id);
  copy->company_name = g_strdup (self->company_name);
  copy->owner_id = g_strdup (self->owner_id);
  copy->scopes = g_strdup (self->scopes);
  copy->crosschq_dialect = g_strdup (self->crosschq_dialect);
  copy->crosschq_form = g_strdup (self->crosschq_form);
  return copy;
}

/**
 * vouch_connection_keep_switches:
 * @self: a connection as it is to be stored
 * @present: the same one as it is stored now
 *
 * Leaves alone what is switched, and where a refresh stands, while somebody connects: @self may
 * have been read minutes ago.
 */
void
vouch_connection_keep_switches (VouchConnection       *self,
                                const VouchConnection *present)
{
  self->on = present->on;
  self->turned_on_at = present->turned_on_at;
  self->paused = present->paused;
  self->sends = present->sends;
  self->rebuild = present->rebuild;
  self->refresh_generation = present->refresh_generation;
}

#define TEXT(name) G_STRUCT_OFFSET (VouchConnection, name)

static const gsize texts[] = {
  TEXT (name), TEXT (client_id), TEXT (api_uri), TEXT (web_uri), TEXT (crosschq_uri),
  TEXT (redirect_uri), TEXT (company_id), TEXT (company_name), TEXT (owner_id), TEXT (scopes),
  TEXT (crosschq_dialect), TEXT (crosschq_form),
};

gboolean
vouch_connection_equal (const VouchConnection *one,
                        const VouchConnection *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (g_strcmp0 (G_STRUCT_MEMBER (const char *, one, texts[i]),
                     G_STRUCT_MEMBER (const char *, other, texts[i])) != 0)
        return FALSE;
    }

  return one->id == other->id && one->kind == other->kind && one->sign_in == other->sign_in &&
         one->granted_at == other->granted_at && one->on == other->on &&
         one->turned_on_at == other->turned_on_at && one->paused == other->paused &&
         one->sends == other->sends && one->rebuild == other->rebuild &&
         one->needs_reconnect == other->needs_reconnect &&
         one->refresh_generation == other->refresh_generation;
}

void
vouch_connection_free (VouchConnection *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->client_id);
  g_free (self->api_uri);
  g_free (self->web_uri);
  g_free (self->crosschq_uri);
  g_free (self->redirect_uri);
  g_free (self->company_id);
  g_free (self->company_name);
  g_free (self->owner_id);
  g_free (self->scopes);
  g_free (self->crosschq_dialect);
  g_free (self->crosschq_form);
  g_free (self);
}
