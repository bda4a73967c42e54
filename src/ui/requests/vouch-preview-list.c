/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "sync/vouch-preview.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text-time.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-preview-list.h"
#include "ui/vouch-person.h"
#include "ui/widgets/vouch-line.h"

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

static char *
dup_subject (const VouchPreviewItem *item)
{
  g_autofree char *name = vouch_person_dup_name (item->person);
  g_autofree char *title =
    vouch_text_isolate (item->job_title != NULL ? item->job_title : item->job_id);

  /* Translators: a candidate and a job. */
  return g_strdup_printf (_("%s · %s"), name, title);
}

static void
append_text (GString    *text,
             const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

static void
append_reason (GString           *text,
               const VouchReason *reason)
{
  g_autoptr(VouchText) words = vouch_text_for_reason (reason);

  append_text (text, words->sentence);
}

static void
append_time (GString *text,
             gint64   next_at,
             gint64   now)
{
  g_autofree char *moment = NULL;
  g_autofree char *sentence = NULL;

  if (next_at <= now)
    return;

  moment = vouch_text_dup_moment (next_at, now);
  /* Translators: %s is a time: "14:05", "tomorrow 08:00". */
  sentence = g_strdup_printf (_("Not before %s."), moment);
  append_text (text, sentence);
}

static void
set_icon (VouchLine        *line,
          VouchPreviewKind  kind)
{
  switch (kind)
    {
    case VOUCH_PREVIEW_SEND:
      vouch_line_set_icon (line, "vouch-sent-symbolic", _("Would be sent"), "success");
      break;
    case VOUCH_PREVIEW_HOLD:
      vouch_line_set_icon (line, "vouch-planned-symbolic", _("Waits"), "dim-label");
      break;
    case VOUCH_PREVIEW_DO:
    default:
      vouch_line_set_icon (line, "vouch-planned-symbolic", _("Planned"), "accent");
    }
}

static VouchLine *
make_line (const VouchPreviewItem *item,
           gint64                  now)
{
  g_autofree char *subject = item->application_id != 0 ? dup_subject (item) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  VouchLine *line;

  if (item->reason != NULL)
    append_reason (text, item->reason);
  else
    append_text (text, _("A reference request would be sent."));
  append_time (text, item->next_at, now);
  for (guint i = 0; i < item->remarks->len; i++)
    append_reason (text, item->remarks->pdata[i]);

  line = subject != NULL ? vouch_line_new (subject, text->str) : vouch_line_new (text->str, NULL);
  set_icon (line, item->kind);
  return line;
}

static GPtrArray *
get_list (VouchPreviewLists *self,
          VouchPreviewKind   kind)
{
  switch (kind)
    {
    case VOUCH_PREVIEW_SEND: return self->sent;
    case VOUCH_PREVIEW_HOLD: return self->held;
    case VOUCH_PREVIEW_DO:
    default:                 return self->other;
    }
}

/**
 * vouch_preview_lists_new:
 * @preview: (element-type VouchPreviewItem): what the next cycle would do
 * @text: part of a candidate's or a job's name, or ""
 * @now: the service's time
 *
 * Returns: (transfer full): the same in words
 */
VouchPreviewLists *
vouch_preview_lists_new (GPtrArray  *preview,
                         const char *text,
                         gint64      now)
{
  VouchPreviewLists *self = g_new0 (VouchPreviewLists, 1);

  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->other = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < preview->len; i++)
    {
      const VouchPreviewItem *item = preview->pdata[i];

      if (*text == '\0' || vouch_preview_item_matches (item, text))
        g_ptr_array_add (get_list (self, item->kind), make_line (item, now));
    }

  return self;
}
