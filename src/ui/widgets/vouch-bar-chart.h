/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/widgets/vouch-chart-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_BAR_CHART (vouch_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (VouchBarChart, vouch_bar_chart, VOUCH, BAR_CHART, GtkWidget)

/**
 * VouchBarChart:
 *
 * Points beside each other in the order of time, each a bar of its series on top of each other,
 * with a scale, ticks, and a legend where there are several series. Tab comes to one bar, the arrow
 * keys go to the others.
 */
GtkWidget *vouch_bar_chart_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_bar_chart_set_data (VouchBarChart  *self,
                                     VouchChartData *data);

G_END_DECLS
