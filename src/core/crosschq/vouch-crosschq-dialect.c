/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-dialect.h"

#include "crosschq/vouch-crosschq-private.h"

/* crosschq.md §3.0. Paths end in a slash, without which a service of this kind answers 404. */
static const VouchCrosschqDialect dialects[] = {
  {
    .name = "v2",
    .surveys = "/api/v2/settings/jobrole/",
    .create = "/api/v2/reference-request/",
    .get = "/api/v2/reference-request/{id}/",
    .list = "/api/v2/reference-request/",
    .cancel = "/api/v2/reference-request/{id}/cancel/",
    .remind = "/api/v2/reference-request/{id}/remind/",
    .outcome = "/api/v2/reference-request/{id}/",
    .managers = TRUE,
    .slots = TRUE,
    .notifications = TRUE,
    .external_id = TRUE,
    .ats = TRUE,
  },
  {
    .name = "v1",
    .surveys = "/partners/jobroles/",
    .config = "/partners/config/",
    .create = "/partners/reference-request/",
    .get = "/partners/reference-request/{id}/",
  },
};

const char *const vouch_crosschq_auth_forms[] = { "raw", "token", "bearer", NULL };

/* Labels of crosschq.md §3.1. The candidate reads them, and Crosschq has no others. */
static const char *const relationship_labels[VOUCH_N_RELATIONSHIPS] = {
  "Manager",
  "Direct Report",
  "Coworker/Peer",
  "Customer/Supplier",
  "Mentor",
};

/**
 * vouch_crosschq_dialect_lookup:
 * @name: (nullable): "v2" or "v1"
 *
 * Returns: (transfer none) (nullable): the dialect of that name
 */
const VouchCrosschqDialect *
vouch_crosschq_dialect_lookup (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      if (g_strcmp0 (name, dialects[i].name) == 0)
        return &dialects[i];
    }

  return NULL;
}

/**
 * vouch_crosschq_dialect_nth:
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): the dialects in the order in which *Check connection* tries
 *   them, then %NULL
 */
const VouchCrosschqDialect *
vouch_crosschq_dialect_nth (guint index)
{
  return index < G_N_ELEMENTS (dialects) ? &dialects[index] : NULL;
}

const char *
vouch_crosschq_relationship_label (const char *relationship)
{
  int index = vouch_relationship_index (relationship);

  return index >= 0 ? relationship_labels[index] : "Any relationship";
}

static char *
dup_number (guint number)
{
  return g_strdup_printf ("%u", number);
}

static void
add_no_slots (GPtrArray *reasons,
              GPtrArray *slots)
{
  g_autofree char *notes = NULL;
  g_autofree char *any = NULL;
  guint n_notes = 0;
  guint n_any = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (slots, i);

      n_notes += slot->note != NULL && *slot->note != '\0';
      n_any += vouch_relationship_index (slot->relationship) < 0;
    }

  if (n_notes == 0 && n_any == 0)
    return;

  notes = dup_number (n_notes);
  any = dup_number (n_any);
  g_ptr_array_add (reasons,
                   vouch_reason_new ("dialect.no-slots", "notes", notes, "any", any, NULL));
}

/* Adds what cannot be carried the way it is wished. @slots is %NULL when slots are sent. */
void
vouch_crosschq_add_losses (GPtrArray                  *reasons,
                           const VouchCrosschqDialect *dialect,
                           GPtrArray                  *slots,
                           guint                       n_managers,
                           gboolean                    has_notifications)
{
  if (slots != NULL)
    add_no_slots (reasons, slots);

  if (n_managers > 1 && !dialect->managers)
    {
      g_autofree char *managers = dup_number (n_managers);

      g_ptr_array_add (reasons,
                       vouch_reason_new ("dialect.one-manager", "managers", managers, NULL));
    }

  if (has_notifications && !dialect->notifications)
    g_ptr_array_add (reasons, vouch_reason_new ("dialect.no-notifications", NULL, NULL));
}

/**
 * vouch_crosschq_dialect_losses:
 * @self: a dialect
 * @slots: whether the account is known to take slots
 * @template: a template
 *
 * Tells while a template is saved what its requests will not carry as it says (product.md §4):
 * "dialect.no-slots" (notes, any), "dialect.one-manager" (managers), "dialect.no-notifications".
 *
 * Returns: (transfer full) (element-type VouchReason): possibly empty
 */
GPtrArray *
vouch_crosschq_dialect_losses (const VouchCrosschqDialect *self,
                               gboolean                    slots,
                               const VouchTemplate        *template)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);

  vouch_crosschq_add_losses (reasons, self,
                             self->slots && slots ? NULL : template->slots,
                             template->managers->len,
                             template->email_subject != NULL || template->email_body != NULL ||
                             template->sms_body != NULL);
  return reasons;
}

/**
 * vouch_crosschq_auth_value:
 * @form: one of vouch_crosschq_auth_forms
 * @key: the Partner API key
 *
 * Returns: (transfer full) (nullable): the value of the Authorization header (crosschq.md §2), to
 *   be wiped with vouch_secret_free(); %NULL for a form that is not known
 */
char *
vouch_crosschq_auth_value (const char *form,
                           const char *key)
{
  if (g_strcmp0 (form, "raw") == 0)
    return g_strdup (key);
  if (g_strcmp0 (form, "token") == 0)
    return g_strconcat ("Token ", key, NULL);
  if (g_strcmp0 (form, "bearer") == 0)
    return g_strconcat ("Bearer ", key, NULL);

  return NULL;
}
