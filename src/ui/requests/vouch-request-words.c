/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text-foreign.h"
#include "ui/requests/vouch-request-words.h"

/**
 * StateWord:
 *
 * How a stage looks; by VouchStage.
 */
static const struct
{
  const char *word;
  const char *icon_name;
  const char *style;
} states[] = {
  [VOUCH_STAGE_PLANNED] = { NC_("request state", "Planned"), "vouch-planned-symbolic",
                            "dim-label" },
  [VOUCH_STAGE_SENT] = { NC_("request state", "Sent"), "vouch-sent-symbolic", "accent" },
  [VOUCH_STAGE_IN_PROGRESS] = { NC_("request state", "In progress"), "vouch-in-progress-symbolic",
                                "accent" },
  [VOUCH_STAGE_PAST_DUE] = { NC_("request state", "Past due"), "vouch-past-due-symbolic",
                             "warning" },
  [VOUCH_STAGE_COMPLETE] = { NC_("request state", "Complete"), "vouch-complete-symbolic",
                             "success" },
  [VOUCH_STAGE_CANCELLED] = { NC_("request state", "Cancelled"), "vouch-cancelled-symbolic",
                              "dim-label" },
  [VOUCH_STAGE_EXPIRED] = { NC_("request state", "Expired"), "vouch-expired-symbolic",
                            "dim-label" },
};

const char *
vouch_request_get_state (const VouchRequestItem *item)
{
  if (item->held != NULL)
    return g_dpgettext2 (GETTEXT_PACKAGE, "request state", NC_("request state", "Needs attention"));

  return g_dpgettext2 (GETTEXT_PACKAGE, "request state", states[item->stage].word);
}

const char *
vouch_request_get_icon_name (const VouchRequestItem *item)
{
  return item->held != NULL ? "vouch-attention-symbolic" : states[item->stage].icon_name;
}

const char *
vouch_request_get_style (const VouchRequestItem *item)
{
  return item->held != NULL ? "warning" : states[item->stage].style;
}

char *
vouch_request_dup_candidate (const VouchRequestItem *item)
{
  return vouch_text_isolate (item->candidate != NULL ? item->candidate : item->candidate_id);
}

char *
vouch_request_dup_job (const VouchRequestItem *item)
{
  return vouch_text_isolate (item->job_title != NULL ? item->job_title : item->job_id);
}

char *
vouch_request_dup_template (const VouchRequestItem *item)
{
  return vouch_text_isolate (item->template_name != NULL ? item->template_name : "–");
}

char *
vouch_request_dup_requestor (const VouchRequestItem *item)
{
  if (item->requestor != NULL)
    return vouch_text_isolate (item->requestor);

  return vouch_text_isolate (item->requestor_email != NULL ? item->requestor_email : "–");
}

static gint64
count_days (const VouchRequestItem *item,
            gint64                  now)
{
  gint64 until = item->closed_at != 0 ? item->closed_at : now;

  return MAX (until - item->created_at, 0) / VOUCH_DAY;
}

char *
vouch_request_dup_days (const VouchRequestItem *item,
                        gint64                  now)
{
  if (item->created_at == 0)
    return g_strdup ("–");

  return g_strdup_printf ("%" G_GINT64_FORMAT, count_days (item, now));
}

char *
vouch_request_dup_open_since (const VouchRequestItem *item,
                              gint64                  now)
{
  guint days;

  if (item->created_at == 0)
    return g_strdup (_("Not sent yet"));

  days = (guint) count_days (item, now);
  if (days == 0)
    return g_strdup (item->closed_at != 0 ? _("Closed within a day") : _("Open since today"));
  if (item->closed_at != 0)
    return g_strdup_printf (ngettext ("Was open for %u day", "Was open for %u days", days), days);

  return g_strdup_printf (ngettext ("Open for %u day", "Open for %u days", days), days);
}

char *
vouch_request_dup_progress (const VouchRequestItem *item)
{
  /* Translators: how much of a reference request is answered; %d is a number of percent. */
  return g_strdup_printf (_("%d %%"), item->progress);
}

const char *
vouch_reference_get_state (const char *status)
{
  static const struct
  {
    const char *status;
    const char *word;
  } words[] = {
    { "not_started", NC_("reference state", "Not started") },
    { "in_progress", NC_("reference state", "Answering") },
    { "completed", NC_("reference state", "Answered") },
    { "declined", NC_("reference state", "Declined") },
    { "past_due", NC_("reference state", "Past due") },
    { "cancelled", NC_("reference state", "Cancelled") },
  };

  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (words[i].status, status) == 0)
        return g_dpgettext2 (GETTEXT_PACKAGE, "reference state", words[i].word);
    }

  return status != NULL ? status : "–";
}

char *
vouch_time_dup_shown (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (time / VOUCH_SECOND);

  if (time == 0 || date == NULL)
    return g_strdup ("–");

  /* Translators: a date with its time of day, in the form of g_date_time_format(). */
  return g_date_time_format (date, _("%-e %B %Y, %H:%M"));
}
