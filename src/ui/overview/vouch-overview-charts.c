/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text-time.h"
#include "ui/overview/vouch-overview-data.h"

/* A day on an axis. */
static char *
dup_tick (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_local (time / VOUCH_SECOND);

  /* Translators: a day below a chart, for g_date_time_format (). */
  return g_date_time_format (date, C_("day of a chart", "%-d %b"));
}

VouchChartData *
vouch_overview_chart_days (const VouchOverview *self)
{
  VouchChartData *data = vouch_chart_data_new (_("Day"));

  vouch_chart_data_add_series (data, C_("requests", "Sent"), VOUCH_CHART_ACCENT);
  vouch_chart_data_add_series (data, C_("requests", "Completed"), VOUCH_CHART_SUCCESS);
  vouch_chart_data_add_series (data, C_("requests", "Cancelled"), VOUCH_CHART_DIM);
  vouch_chart_data_add_series (data, C_("requests", "Expired"), VOUCH_CHART_WARNING);
  for (guint i = 0; i < VOUCH_OVERVIEW_N_DAYS; i++)
    {
      const VouchDayCount *day = &g_array_index (self->counts, VouchDayCount, i);
      const double values[] = { day->n_sent, day->n_completed, day->n_cancelled, day->n_expired };
      g_autofree char *tick = dup_tick (self->days[i]);
      g_autofree char *label = vouch_text_dup_date (self->days[i]);

      vouch_chart_data_add_point (data, tick, label, values);
    }

  return data;
}

VouchChartData *
vouch_overview_chart_medians (const VouchOverview *self)
{
  VouchChartData *data = vouch_chart_data_new (_("Week From"));

  vouch_chart_data_add_series (data, _("Median days"), VOUCH_CHART_ACCENT);
  for (guint i = 0; i < VOUCH_OVERVIEW_N_WEEKS; i++)
    {
      gint64 median = self->medians[i];
      double days = median < 0 ? -1 : median / (double) VOUCH_DAY;
      g_autofree char *tick = dup_tick (self->weeks[i]);
      g_autofree char *label = vouch_text_dup_date (self->weeks[i]);

      vouch_chart_data_add_point (data, tick, label, &days);
    }

  return data;
}

VouchChartData *
vouch_overview_chart_funnel (const VouchOverview *self)
{
  const struct
  {
    const char *name;
    gint64 n;
  } steps[] = {
    { _("Entered the step"), self->funnel.n_triggered },
    { _("Request sent"), self->funnel.n_sent },
    { _("Candidate named references"), self->funnel.n_candidate_done },
    { _("References answered"), self->funnel.n_references_done },
    { _("Report complete"), self->funnel.n_complete },
  };
  VouchChartData *data = vouch_chart_data_new (_("Step"));

  vouch_chart_data_add_series (data, _("Candidates"), VOUCH_CHART_ACCENT);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double n = steps[i].n;

      vouch_chart_data_add_point (data, steps[i].name, steps[i].name, &n);
    }

  return data;
}
