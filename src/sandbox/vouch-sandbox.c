/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

/**
 * vouch_sandbox_build:
 *
 * Founds the company, as its seed and size say.
 */
void
vouch_sandbox_build (VouchSandbox *self)
{
  self->settings = vouch_sandbox_settings_new ();
  self->journal = vouch_journal_new ();
  self->limits = vouch_limits_new ();
  self->faults = vouch_faults_new ();
  self->tokens = vouch_sandbox_tokens_new (self->seed);
  self->company = vouch_company_new (self->seed, self->size,
                                     self->origins[VOUCH_LISTENER_ATS]);
  self->crosschq = vouch_sandbox_crosschq_new (self, self->seed);
}

void
vouch_sandbox_clear (VouchSandbox *self)
{
  g_clear_pointer (&self->crosschq, vouch_sandbox_crosschq_free);
  g_clear_pointer (&self->company, vouch_company_free);
  g_clear_pointer (&self->tokens, vouch_sandbox_tokens_free);
  g_clear_pointer (&self->faults, vouch_faults_free);
  g_clear_pointer (&self->limits, vouch_limits_free);
  g_clear_pointer (&self->journal, vouch_journal_free);
  g_clear_pointer (&self->settings, json_object_unref);
  self->counter = 0;
  self->offset = 0;
  self->n_lists = 0;
}

static char *
make_secret (guint64     seed,
             const char *prefix,
             guint64     number)
{
  return g_strdup_printf ("%s%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", prefix,
                          vouch_sandbox_mix (seed, 91, number),
                          vouch_sandbox_mix (seed, 92, number));
}

/**
 * vouch_sandbox_new:
 *
 * Returns: (transfer full): the practice company; its time is what each call says it is
 */
VouchSandbox *
vouch_sandbox_new (const VouchSandboxOptions *options)
{
  VouchSandbox *self = g_new0 (VouchSandbox, 1);

  self->seed = options->seed;
  self->size = options->size;
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    self->origins[i] = g_strdup (options->origins[i]);
  self->redirect_uris = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; options->redirect_uris != NULL && options->redirect_uris[i] != NULL; i++)
    g_ptr_array_add (self->redirect_uris, g_strdup (options->redirect_uris[i]));
  self->client_id = make_secret (self->seed, "client-", 1);
  self->client_secret = make_secret (self->seed, "secret-", 2);
  self->api_key = make_secret (self->seed, "", 3);
  self->in_flight = g_rc_box_new0 (VouchInFlight);
  vouch_sandbox_build (self);

  return self;
}

void
vouch_sandbox_free (VouchSandbox *self)
{
  vouch_sandbox_clear (self);
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    g_free (self->origins[i]);
  g_ptr_array_unref (self->redirect_uris);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->api_key);
  g_rc_box_release (self->in_flight);
  g_free (self);
}

const char *
vouch_sandbox_get_client_id (VouchSandbox *self)
{
  return self->client_id;
}

const char *
vouch_sandbox_get_client_secret (VouchSandbox *self)
{
  return self->client_secret;
}

const char *
vouch_sandbox_get_api_key (VouchSandbox *self)
{
  return self->api_key;
}

const char *
vouch_sandbox_get_crosschq_key (VouchSandbox *self)
{
  return vouch_sandbox_crosschq_get_key (self->crosschq);
}

const char *
vouch_sandbox_get_origin (VouchSandbox  *self,
                          VouchListener  listener)
{
  return self->origins[listener];
}

guint64
vouch_sandbox_next_id (VouchSandbox *self)
{
  return ++self->counter;
}

char *
vouch_sandbox_dup_uuid (VouchSandbox *self)
{
  return vouch_sandbox_id_dup (~self->seed, VOUCH_ID_OTHER, vouch_sandbox_next_id (self));
}

JsonObject *
vouch_sandbox_get_settings (VouchSandbox *self)
{
  return self->settings;
}

/* The company's own time: the caller's, moved by what was advanced. */
gint64
vouch_sandbox_get_time (VouchSandbox *self,
                        gint64        now)
{
  return now + self->offset;
}

/* Moves with everything that is worth saving. */
guint64
vouch_sandbox_get_revision (VouchSandbox *self)
{
  return self->revision;
}

/* For a control call; @now is the company's own time. */
void
vouch_sandbox_violation (VouchSandbox *self,
                         const char   *rule,
                         const char   *detail,
                         gint64        now)
{
  vouch_journal_add_violation (self->journal, rule, "CONTROL", "", detail, now);
}

void
vouch_sandbox_effect (VouchSandbox *self,
                      const char   *kind,
                      JsonObject   *detail,
                      gint64        now)
{
  vouch_journal_add_effect (self->journal, kind, detail, now);
}
