/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-preview-list.h"
#include "ui/vouch-person.h"
#include "ui/vouch-load.h"
#include "ui/widgets/vouch-line.h"

/**
 * Found:
 * @reason: (nullable): why nothing would be sent
 * @remarks: (element-type VouchReason)
 *
 * What the cycle says about one entry; a copy, since the worker reads it.
 */
typedef struct
{
  gint64 application_id;
  VouchReason *reason;
  GPtrArray *remarks;
} Found;

typedef struct
{
  /* Input. */
  gint64 connection_id;
  GPtrArray *found;          /* (owned), of Found */

  /* Output. */
  VouchPreviewLists *lists;  /* (owned) */
} Load;

static void
found_free (Found *self)
{
  g_clear_pointer (&self->reason, vouch_reason_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

static VouchPreviewLists *
lists_new (void)
{
  VouchPreviewLists *self = g_new0 (VouchPreviewLists, 1);

  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->other = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
vouch_preview_lists_free (VouchPreviewLists *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->other);
  g_free (self);
}

static void
load_free (Load *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->lists, vouch_preview_lists_free);
  g_free (self);
}

/* Names. */

static char *
dup_subject (VouchDb *db,
             gint64   connection_id,
             gint64   application_id)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, application_id, NULL);
  g_autoptr(VouchJob) job = NULL;
  g_autofree char *name = NULL;

  if (application == NULL)
    return g_strdup (_("Unknown application"));

  job = vouch_jobs_get (db, connection_id, application->job_id, NULL);
  name = vouch_person_dup_name (application->person);

  /* Translators: a candidate and a job. */
  return g_strdup_printf (_("%s · %s"), name,
                          job != NULL && job->title != NULL ? job->title : application->job_id);
}

static void
append_sentence (GString           *text,
                 const VouchReason *reason)
{
  g_autoptr(VouchText) words = vouch_text_for_reason (reason);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, words->sentence);
}

static VouchLine *
make_entry (VouchDb     *db,
            gint64       connection_id,
            const Found *found)
{
  g_autofree char *subject = dup_subject (db, connection_id, found->application_id);
  g_autoptr(GString) text = g_string_new (NULL);
  VouchLine *line;

  if (found->reason != NULL)
    append_sentence (text, found->reason);
  else
    g_string_append (text, _("A reference request would be sent."));
  for (guint i = 0; i < found->remarks->len; i++)
    append_sentence (text, found->remarks->pdata[i]);

  line = vouch_line_new (subject, text->str);
  if (found->reason != NULL)
    vouch_line_set_icon (line, "vouch-planned-symbolic", _("Waits"), "dim-label");
  else
    vouch_line_set_icon (line, "vouch-sent-symbolic", _("Would be sent"), "success");
  return line;
}

/* What is planned already. */

static VouchLine *
make_effect (VouchDb           *db,
             const VouchEffect *effect)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.planned", "kind", effect->kind, NULL);
  g_autoptr(VouchText) text = vouch_text_for_reason (what);
  VouchLine *line;

  if (effect->application_id == 0)
    {
      line = vouch_line_new (text->sentence, NULL);
    }
  else
    {
      g_autofree char *subject = dup_subject (db, effect->connection_id, effect->application_id);

      line = vouch_line_new (subject, text->sentence);
    }
  vouch_line_set_icon (line, "vouch-planned-symbolic", _("Planned"), "accent");
  return line;
}

static gboolean
add_effects (Load     *self,
             VouchDb  *db,
             GError  **error)
{
  g_autoptr(GPtrArray) effects =
    vouch_outbox_list (db, self->connection_id, VOUCH_EFFECT_PLANNED, error);

  for (guint i = 0; effects != NULL && i < effects->len; i++)
    g_ptr_array_add (self->lists->other, make_effect (db, effects->pdata[i]));

  return effects != NULL;
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Load *self = data;

  for (guint i = 0; i < self->found->len; i++)
    {
      const Found *found = self->found->pdata[i];

      g_ptr_array_add (found->reason != NULL ? self->lists->held : self->lists->sent,
                       make_entry (db, self->connection_id, found));
    }

  return add_effects (self, db, error);
}

static Found *
copy_item (const VouchPreviewItem *item)
{
  Found *found = g_new0 (Found, 1);

  found->application_id = item->application_id;
  found->reason = item->plan->reason != NULL ? vouch_reason_ref (item->plan->reason) : NULL;
  found->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);
  for (guint i = 0; i < item->plan->remarks->len; i++)
    g_ptr_array_add (found->remarks, vouch_reason_ref (item->plan->remarks->pdata[i]));

  return found;
}

void
vouch_preview_lists_load_async (VouchStore          *store,
                                gint64               connection_id,
                                VouchCycle          *cycle,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GPtrArray *preview = vouch_cycle_get_preview (cycle);
  Load *data = g_new0 (Load, 1);

  data->connection_id = connection_id;
  data->found = g_ptr_array_new_with_free_func ((GDestroyNotify) found_free);
  data->lists = lists_new ();
  for (guint i = 0; preview != NULL && i < preview->len; i++)
    g_ptr_array_add (data->found, copy_item (preview->pdata[i]));

  vouch_load_async (store, "read preview", load, data, (GDestroyNotify) load_free, cancellable,
                    callback, user_data);
}

VouchPreviewLists *
vouch_preview_lists_load_finish (GAsyncResult  *result,
                                 GError       **error)
{
  Load *data = vouch_load_finish (result, error);
  VouchPreviewLists *lists;

  if (data == NULL)
    return NULL;

  lists = g_steal_pointer (&data->lists);
  load_free (data);
  return lists;
}
