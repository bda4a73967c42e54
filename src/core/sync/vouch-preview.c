/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include <string.h>

#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-preview.h"

/**
 * vouch_preview_new:
 *
 * Returns: (transfer full) (element-type VouchPreviewItem): a preview of nothing
 */
GPtrArray *
vouch_preview_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_preview_item_free);
}

void
vouch_preview_item_free (VouchPreviewItem *self)
{
  if (self == NULL)
    return;

  g_free (self->candidate_id);
  g_free (self->job_id);
  g_clear_pointer (&self->person, vouch_contact_free);
  g_free (self->job_title);
  g_free (self->effect);
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

const char *
vouch_preview_kind_to_string (VouchPreviewKind kind)
{
  switch (kind)
    {
    case VOUCH_PREVIEW_SEND: return "send";
    case VOUCH_PREVIEW_HOLD: return "hold";
    case VOUCH_PREVIEW_DO:   return "do";
    default:                 g_return_val_if_reached (NULL);
    }
}

static gboolean
contains (const char *haystack,
          const char *folded)
{
  g_autofree char *text = haystack != NULL ? g_utf8_casefold (haystack, -1) : NULL;

  return text != NULL && strstr (text, folded) != NULL;
}

gboolean
vouch_preview_item_matches (const VouchPreviewItem *self,
                            const char             *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *name = self->person != NULL ? vouch_contact_dup_name (self->person) : NULL;

  return contains (name, folded) || contains (self->job_title, folded) ||
         contains (self->person != NULL ? self->person->email : NULL, folded) ||
         contains (self->candidate_id, folded) || contains (self->job_id, folded);
}

gboolean
vouch_preview_is_candidate (const char         *candidate_id,
                            const VouchContact *person,
                            const char         *text)
{
  const char *email = person != NULL ? person->email : NULL;

  return g_strcmp0 (candidate_id, text) == 0 ||
         (email != NULL && g_ascii_strcasecmp (email, text) == 0);
}

void
vouch_preview_narrow (GPtrArray  *preview,
                      const char *candidate,
                      const char *job_id)
{
  for (guint i = preview->len; i > 0; i--)
    {
      const VouchPreviewItem *item = preview->pdata[i - 1];

      if ((candidate != NULL &&
           !vouch_preview_is_candidate (item->candidate_id, item->person, candidate)) ||
          (job_id != NULL && g_strcmp0 (item->job_id, job_id) != 0))
        g_ptr_array_remove_index (preview, i - 1);
    }
}

static VouchPreviewItem *
add_item (GPtrArray        *preview,
          VouchPreviewKind  kind)
{
  VouchPreviewItem *item = g_new0 (VouchPreviewItem, 1);

  item->kind = kind;
  item->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);
  g_ptr_array_add (preview, item);
  return item;
}

static void
set_application (VouchPreviewItem       *item,
                 const VouchApplication *application,
                 const VouchJob         *job) /* (nullable) */
{
  item->application_id = application->id;
  item->candidate_id = g_strdup (application->candidate_id);
  item->job_id = g_strdup (application->job_id);
  item->person = application->person != NULL ? vouch_contact_copy (application->person) : NULL;
  item->job_title = g_strdup (job != NULL ? job->title : NULL);
}

/**
 * vouch_preview_add_entry:
 * @preview: (element-type VouchPreviewItem): is added to
 * @facts: of an entry that waits
 * @plan: what the rules say about it
 *
 * Adds what would be done about an entry.
 */
void
vouch_preview_add_entry (GPtrArray        *preview,
                         const VouchFacts *facts,
                         const VouchPlan  *plan)
{
  VouchPreviewItem *item =
    add_item (preview, plan->reason == NULL ? VOUCH_PREVIEW_SEND : VOUCH_PREVIEW_HOLD);

  set_application (item, facts->application, facts->job);
  item->effect = g_strdup ("create-request");
  item->reason = plan->reason != NULL ? vouch_reason_ref (plan->reason) : NULL;
  for (guint i = 0; i < plan->remarks->len; i++)
    g_ptr_array_add (item->remarks, vouch_reason_ref (plan->remarks->pdata[i]));
}

gboolean
vouch_preview_add_effect (GPtrArray          *preview,
                          VouchDb            *db,
                          const VouchEffect  *effect,
                          gboolean            follows,
                          GError            **error)
{
  VouchPreviewItem *item = add_item (preview, VOUCH_PREVIEW_DO);
  g_autoptr(VouchApplication) application = NULL;
  g_autoptr(VouchJob) job = NULL;

  item->effect = g_strdup (effect->kind);
  item->next_at = effect->next_at;
  item->reason = vouch_reason_new (follows ? "effect.follows" : "effect.planned", "kind",
                                   effect->kind, NULL);
  /* Why it was not done at the last try. */
  if (effect->reason != NULL)
    g_ptr_array_add (item->remarks, vouch_reason_ref (effect->reason));
  if (effect->application_id == 0)
    return TRUE;

  application = vouch_applications_get (db, effect->application_id, error);
  if (application == NULL)
    return FALSE;

  job = vouch_jobs_get (db, effect->connection_id, application->job_id, NULL);
  set_application (item, application, job);
  return TRUE;
}

gboolean
vouch_preview_add_planned (GPtrArray  *preview,
                           VouchDb    *db,
                           gint64      connection_id,
                           GError    **error)
{
  g_autoptr(GPtrArray) effects =
    vouch_outbox_list (db, connection_id, VOUCH_EFFECT_PLANNED, error);

  for (guint i = 0; effects != NULL && i < effects->len; i++)
    {
      if (!vouch_preview_add_effect (preview, db, effects->pdata[i], FALSE, error))
        return FALSE;
    }

  return effects != NULL;
}
