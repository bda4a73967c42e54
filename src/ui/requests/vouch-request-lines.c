/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "model/vouch-activity.h"
#include "store/vouch-requests.h"
#include "sync/vouch-delivered.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-request-lines.h"
#include "ui/requests/vouch-request-words.h"
#include "ui/templates/vouch-slot-row.h"
#include "ui/widgets/vouch-line.h"

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* Facts. */

static void
add_fact (GPtrArray  *lines,
          const char *title,
          const char *value)
{
  VouchLine *line;

  if (value == NULL)
    return;

  line = vouch_line_new (title, NULL);
  vouch_line_set_end (line, value);
  g_ptr_array_add (lines, line);
}

GPtrArray *
vouch_request_list_facts (const VouchRequestItem *item)
{
  GPtrArray *lines = new_lines ();
  g_autofree char *template = vouch_request_dup_template (item);
  g_autofree char *requestor = vouch_request_dup_requestor (item);
  g_autofree char *outcome = vouch_text_isolate (item->outcome);
  g_autofree char *request_id = vouch_text_isolate (item->request_id);
  g_autofree char *created = vouch_time_dup_shown (item->created_at);
  g_autofree char *closed = vouch_time_dup_shown (item->closed_at);

  add_fact (lines, _("Template"), template);
  add_fact (lines, _("Requestor"), requestor);
  add_fact (lines, _("Sent"), created);
  add_fact (lines, _("Closed"), item->closed_at != 0 ? closed : NULL);
  add_fact (lines, _("Outcome"), outcome);
  add_fact (lines, _("Id at Crosschq"), request_id);
  return lines;
}

/* References. */

static void
set_reference_icon (VouchLine  *line,
                    const char *status)
{
  const char *word = vouch_reference_get_state (status);

  if (g_strcmp0 (status, "completed") == 0)
    vouch_line_set_icon (line, "vouch-complete-symbolic", word, "success");
  else if (g_strcmp0 (status, "declined") == 0 || g_strcmp0 (status, "cancelled") == 0)
    vouch_line_set_icon (line, "vouch-cancelled-symbolic", word, "dim-label");
  else if (g_strcmp0 (status, "past_due") == 0)
    vouch_line_set_icon (line, "vouch-past-due-symbolic", word, "warning");
  else if (g_strcmp0 (status, "in_progress") == 0)
    vouch_line_set_icon (line, "vouch-in-progress-symbolic", word, "accent");
  else
    vouch_line_set_icon (line, "vouch-planned-symbolic", word, "dim-label");
  vouch_line_set_end (line, word);
}

GPtrArray *
vouch_request_list_references (const VouchRequestDetails *details)
{
  GPtrArray *lines = new_lines ();

  for (guint i = 0; i < details->references->len; i++)
    {
      const VouchReferenceRow *reference = details->references->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s %s", reference->first_name,
                                               reference->last_name);
      g_autofree char *shown = vouch_text_isolate (g_strstrip (name));
      VouchLine *line =
        vouch_line_new (shown, vouch_relationship_get_name (reference->relationship));

      set_reference_icon (line, reference->status);
      g_ptr_array_add (lines, line);
    }

  return lines;
}

/* What was delivered to SmartRecruiters. */

static gint64
find_time (const VouchRequestDetails *details,
           const char                *text_id)
{
  for (guint i = 0; i < details->lines->len; i++)
    {
      const VouchActivity *line = details->lines->pdata[i];

      if (line->request_id == details->item->id &&
          g_str_equal (vouch_reason_get_id (line->what), text_id))
        return line->at;
    }

  return 0;
}

static void
add_report (GPtrArray                 *lines,
            const VouchRequestDetails *details,
            const VouchReportRow      *report)
{
  gint64 at = find_time (details, "report.attached");
  g_autofree char *when = vouch_time_dup_shown (at);
  g_autofree char *size = g_format_size (report->size);
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;
  VouchLine *line;

  /* Translators: when a file was attached, its size, and its SHA-256 hash. */
  subtitle = g_strdup_printf (_("Attached %s, %s\nSHA-256 %s"), when, size,
                              report->sha256 != NULL ? report->sha256 : "–");
  name = vouch_text_isolate (report->file_name);
  line = vouch_line_new (name != NULL ? name : _("Report"), subtitle);
  vouch_line_set_icon (line, "vouch-report-symbolic", _("Attached"), "success");
  g_ptr_array_add (lines, line);
}

static void
add_effect_line (GPtrArray         *lines,
                 const char        *title,
                 const VouchEffect *effect)
{
  g_autoptr(VouchText) reason =
    effect->reason != NULL ? vouch_text_for_reason (effect->reason) : NULL;
  VouchLine *line = vouch_line_new (title, reason != NULL ? reason->sentence : NULL);

  switch (effect->state)
    {
    case VOUCH_EFFECT_DONE:
      vouch_line_set_icon (line, "vouch-complete-symbolic", _("Done"), "success");
      break;
    case VOUCH_EFFECT_HELD:
    case VOUCH_EFFECT_UNKNOWN:
      vouch_line_set_icon (line, "vouch-attention-symbolic", _("Needs attention"), "warning");
      break;
    case VOUCH_EFFECT_PLANNED:
    case VOUCH_EFFECT_SENDING:
      vouch_line_set_icon (line, "vouch-planned-symbolic", _("Planned"), "accent");
      break;
    case VOUCH_EFFECT_REFUSED:
    case VOUCH_EFFECT_SUPERSEDED:
    default:
      vouch_line_set_icon (line, "vouch-expired-symbolic", _("Not done"), "dim-label");
    }
  vouch_line_set_end (line, vouch_line_get_word (line));
  g_ptr_array_add (lines, line);
}

/* What came before is told by the newest of its part. */
static gboolean
is_newest (const VouchRequestDetails *details,
           guint                      index)
{
  const VouchEffect *effect = details->effects->pdata[index];

  for (guint i = index + 1; i < details->effects->len; i++)
    {
      const VouchEffect *later = details->effects->pdata[i];

      if (later->request_id == effect->request_id && g_str_equal (later->kind, effect->kind) &&
          g_str_equal (vouch_delivered_get_part (later), vouch_delivered_get_part (effect)))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
vouch_request_list_delivery (const VouchRequestDetails *details,
                             GPtrArray                 *reports)
{
  GPtrArray *lines = new_lines ();

  for (guint i = 0; i < reports->len; i++)
    {
      const VouchReportRow *report = reports->pdata[i];

      if (report->attachment_id != NULL)
        add_report (lines, details, report);
    }
  for (guint i = 0; i < details->effects->len; i++)
    {
      const VouchEffect *effect = details->effects->pdata[i];

      if (effect->request_id != details->item->id || !vouch_delivered_is (effect) ||
          !is_newest (details, i))
        continue;
      if (g_str_equal (effect->kind, VOUCH_DELIVERED_NOTE))
        add_effect_line (lines, _("Link in the candidate’s notes"), effect);
      else if (effect->state != VOUCH_EFFECT_DONE)
        add_effect_line (lines, _("Report in the candidate’s attachments"), effect);
    }

  return lines;
}

/* What a look found there. */

static void
set_found_icon (VouchLine           *line,
                VouchDeliveredState  state)
{
  switch (state)
    {
    case VOUCH_DELIVERED_THERE:
      vouch_line_set_icon (line, "vouch-complete-symbolic", C_("delivery", "There"), "success");
      break;
    case VOUCH_DELIVERED_MISSING:
      vouch_line_set_icon (line, "vouch-cancelled-symbolic", C_("delivery", "Missing"), "error");
      break;
    case VOUCH_DELIVERED_OTHER:
      vouch_line_set_icon (line, "vouch-attention-symbolic", C_("delivery", "Another file"),
                           "warning");
      break;
    case VOUCH_DELIVERED_NOT_YET:
      vouch_line_set_icon (line, "vouch-planned-symbolic", C_("delivery", "Not delivered yet"),
                           "accent");
      break;
    case VOUCH_DELIVERED_UNTOLD:
    default:
      vouch_line_set_icon (line, "vouch-waiting-symbolic", C_("delivery", "Cannot be told"),
                           "dim-label");
    }
  vouch_line_set_end (line, vouch_line_get_word (line));
}

static const char *
get_part_name (const char *part)
{
  if (g_str_equal (part, "full"))
    return _("Report");

  return g_str_equal (part, "summary") ? _("Summary") : _("Note");
}

GPtrArray *
vouch_request_list_found (GPtrArray *items)
{
  GPtrArray *lines = new_lines ();

  for (guint i = 0; i < items->len; i++)
    {
      const VouchDeliveredItem *item = items->pdata[i];
      g_autoptr(VouchText) text = vouch_text_for_reason (item->reason);
      g_autofree char *subtitle = NULL;
      VouchLine *line;

      /* What is missing is mended by the button below. */
      if (text->fix != NULL && item->state != VOUCH_DELIVERED_MISSING)
        subtitle = g_strdup_printf ("%s\n%s", text->sentence, text->fix);
      line = vouch_line_new (get_part_name (item->part),
                             subtitle != NULL ? subtitle : text->sentence);
      set_found_icon (line, item->state);
      g_ptr_array_add (lines, line);
    }

  return lines;
}

/* Timeline. */

static const struct
{
  const char *text_id;
  const char *icon_name;
  const char *style;
} marks[] = {
  { "request.sent", "vouch-sent-symbolic", "accent" },
  { "request.adopted", "vouch-sent-symbolic", "accent" },
  { "request.in-progress", "vouch-in-progress-symbolic", "accent" },
  { "request.past-due", "vouch-past-due-symbolic", "warning" },
  { "request.complete", "vouch-complete-symbolic", "success" },
  { "request.cancelled", "vouch-cancelled-symbolic", "dim-label" },
  { "request.expired", "vouch-expired-symbolic", "dim-label" },
  { "effect.held", "vouch-attention-symbolic", "warning" },
  { "effect.unknown", "vouch-attention-symbolic", "warning" },
  { "trigger.held", "vouch-attention-symbolic", "warning" },
  { "report.attached", "vouch-report-symbolic", "success" },
  { "note.written", "vouch-report-symbolic", "success" },
};

static const char *
get_actor_name (const char *actor)
{
  if (g_strcmp0 (actor, "person") == 0)
    return _("A person");

  return g_strcmp0 (actor, "service") == 0 ? _("A service") : _("Vouch");
}

static void
set_mark (VouchLine           *line,
          const VouchActivity *activity)
{
  const char *id = vouch_reason_get_id (activity->what);
  const char *actor = get_actor_name (activity->actor);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (g_str_equal (marks[i].text_id, id))
        {
          vouch_line_set_icon (line, marks[i].icon_name, actor, marks[i].style);
          return;
        }
    }

  vouch_line_set_icon (line, g_strcmp0 (activity->actor, "person") == 0
                               ? "vouch-person-symbolic" : "vouch-planned-symbolic",
                       actor, "dim-label");
}

GPtrArray *
vouch_request_list_timeline (const VouchRequestDetails *details)
{
  GPtrArray *lines = new_lines ();

  for (guint i = details->lines->len; i > 0; i--)
    {
      const VouchActivity *activity = details->lines->pdata[i - 1];
      g_autoptr(VouchText) text = vouch_text_for_reason (activity->what);
      g_autofree char *at = vouch_time_dup_shown (activity->at);
      VouchLine *line = vouch_line_new (text->sentence, at);

      set_mark (line, activity);
      g_ptr_array_add (lines, line);
    }

  return lines;
}
