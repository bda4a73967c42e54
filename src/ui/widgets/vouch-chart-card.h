/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/widgets/vouch-chart-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CHART_CARD (vouch_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (VouchChartCard, vouch_chart_card, VOUCH, CHART_CARD, AdwBin)

/**
 * VouchChartCard:
 *
 * A chart with its heading, the same numbers as a table, and both as files.
 *
 * Properties: title; subtitle; funnel (construct-only: steps in place of bars over time); file-name
 * (suggested, without what it ends in); show-table. Action: chart.show-table, chart.save-csv,
 * chart.save-image.
 */
void            vouch_chart_card_set_data (VouchChartCard *self,
                                           VouchChartData *data);
/* (nullable): what is shown */
VouchChartData *vouch_chart_card_get_data (VouchChartCard *self);

G_END_DECLS
