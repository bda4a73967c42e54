/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "base/vouch-util.h"
#include "store/vouch-request-list.h"
#include "ui/overview/vouch-overview-data.h"

/* @n spans of @length days, the last of which ends with today. Days of 23 or 25 hours are days. */
static void
fill_bounds (gint64 *bounds,
             guint   n,
             int     length,
             gint64  now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now / VOUCH_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autoptr(GDateTime) today = g_date_time_new_local (g_date_time_get_year (local),
                                                      g_date_time_get_month (local),
                                                      g_date_time_get_day_of_month (local),
                                                      0, 0, 0);

  for (guint i = 0; i <= n; i++)
    {
      g_autoptr(GDateTime) bound = g_date_time_add_days (today, 1 - (int) (n - i) * length);

      bounds[i] = g_date_time_to_unix (bound) * VOUCH_SECOND;
    }
}

VouchOverview *
vouch_overview_new (gint64 connection_id,
                    gint64 now)
{
  VouchOverview *self = g_new0 (VouchOverview, 1);

  self->connection_id = connection_id;
  self->now = now;
  fill_bounds (self->days, VOUCH_OVERVIEW_N_DAYS, 1, now);
  fill_bounds (self->weeks, VOUCH_OVERVIEW_N_WEEKS, 7, now);
  for (guint i = 0; i < G_N_ELEMENTS (self->oldest); i++)
    self->oldest[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_request_item_free);
  return self;
}

void
vouch_overview_free (VouchOverview *self)
{
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->ageing, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->oldest); i++)
    g_clear_pointer (&self->oldest[i], g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_oldest (VouchDb        *db,
             VouchOverview  *self,
             GError        **error)
{
  for (guint i = 0; i < self->ageing->len; i++)
    {
      const VouchAgeing *one = &g_array_index (self->ageing, VouchAgeing, i);
      GPtrArray *column = self->oldest[one->waiting];
      VouchRequestItem *item;

      if (column->len == VOUCH_OVERVIEW_N_OLDEST)
        continue;

      item = vouch_request_item_load (db, one->id, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (column, item);
    }

  return TRUE;
}

gboolean
vouch_overview_load (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchOverview *self = data;
  gint64 id = self->connection_id;

  self->counts = vouch_statistics_days (db, id, self->days, VOUCH_OVERVIEW_N_DAYS, error);
  if (self->counts == NULL ||
      !vouch_statistics_medians (db, id, self->weeks, VOUCH_OVERVIEW_N_WEEKS, self->medians,
                                 error) ||
      !vouch_statistics_funnel (db, id, self->days[0], self->days[VOUCH_OVERVIEW_N_DAYS],
                                &self->funnel, error) ||
      !vouch_statistics_today (db, id, self->days[VOUCH_OVERVIEW_N_DAYS - 1],
                               self->days[VOUCH_OVERVIEW_N_DAYS], &self->today, error))
    return FALSE;

  self->ageing = vouch_statistics_ageing (db, id, error);
  return self->ageing != NULL && load_oldest (db, self, error);
}

gboolean
vouch_overview_is_empty (const VouchOverview *self)
{
  if (self->ageing->len > 0 || self->funnel.n_triggered > 0 || self->today.n_held > 0)
    return FALSE;

  for (guint i = 0; i < VOUCH_OVERVIEW_N_WEEKS; i++)
    {
      if (self->medians[i] >= 0)
        return FALSE;
    }
  for (guint i = 0; i < self->counts->len; i++)
    {
      const VouchDayCount *day = &g_array_index (self->counts, VouchDayCount, i);

      if (day->n_sent + day->n_completed + day->n_cancelled + day->n_expired + day->n_open > 0)
        return FALSE;
    }

  return TRUE;
}

guint
vouch_overview_count (const VouchOverview *self,
                      VouchWaiting         waiting)
{
  guint n = 0;

  for (guint i = 0; i < self->ageing->len; i++)
    n += g_array_index (self->ageing, VouchAgeing, i).waiting == (int) waiting;

  return n;
}
