/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/widgets/vouch-chart-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_FUNNEL_CHART (vouch_funnel_chart_get_type ())
G_DECLARE_FINAL_TYPE (VouchFunnelChart, vouch_funnel_chart, VOUCH, FUNNEL_CHART, GtkWidget)

/**
 * VouchFunnelChart:
 *
 * Steps below each other, each with its name, its number and what part of the first that is. Of the
 * data only the first series counts. Tab comes to one step, the arrow keys go to the others.
 */
GtkWidget *vouch_funnel_chart_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_funnel_chart_set_data (VouchFunnelChart *self,
                                        VouchChartData   *data);

G_END_DECLS
