/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/overview/vouch-ageing-board.h"
#include "ui/overview/vouch-overview-data.h"
#include "ui/overview/vouch-overview-page.h"
#include "ui/overview/vouch-status-card.h"
#include "ui/vouch-reloader.h"
#include "ui/welcome/vouch-checklist.h"
#include "ui/widgets/vouch-chart-card.h"
#include "ui/widgets/vouch-status-text.h"
#include "ui/widgets/vouch-tiles.h"

struct _VouchOverviewPage
{
  VouchPage parent_instance;

  VouchReloader *reloader;  /* (owned) */
  guint timer;              /* reads anew when a new day has begun, or 0 */
  gint64 until;             /* when what is shown is not about today any more */

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *practice_button;
  AdwBin *checklist_bin;
  GtkStack *numbers_stack;
  VouchStatusCard *status_card;
  GtkLabel *sent_label;
  GtkLabel *completed_label;
  GtkLabel *attached_label;
  GtkLabel *cancelled_label;
  GtkLabel *held_label;
  VouchChartCard *days_card;
  VouchChartCard *medians_card;
  VouchChartCard *funnel_card;
  VouchAgeingBoard *board;
};

G_DEFINE_FINAL_TYPE (VouchOverviewPage, vouch_overview_page, VOUCH_TYPE_PAGE)

/* Seconds between two looks at the calendar. */
#define PERIOD 60

static VouchHub *
get_hub (VouchOverviewPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

/* What is shown. */

/* The button around it is named after what its tooltip says. */
static void
show_number (GtkLabel *label,
             gint64    n)
{
  GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_BUTTON);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *name = NULL;

  if (g_str_equal (gtk_label_get_label (label), text))
    return;

  /* Translators: name of a number for a screen reader: "Requests Sent Today: 3". */
  name = g_strdup_printf (C_("today", "%s: %s"), gtk_widget_get_tooltip_text (button), text);
  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show_chart (VouchChartCard *card,
            VouchChartData *data)  /* (transfer full) */
{
  vouch_chart_card_set_data (card, data);
  vouch_chart_data_unref (data);
}

static void
show (VouchOverviewPage   *self,
      const VouchOverview *overview)
{
  show_number (self->sent_label, overview->today.n_sent);
  show_number (self->completed_label, overview->today.n_completed);
  show_number (self->attached_label, overview->today.n_attached);
  show_number (self->cancelled_label, overview->today.n_cancelled);
  show_number (self->held_label, overview->today.n_held);
  show_chart (self->days_card, vouch_overview_chart_days (overview));
  show_chart (self->medians_card, vouch_overview_chart_medians (overview));
  show_chart (self->funnel_card, vouch_overview_chart_funnel (overview));
  vouch_ageing_board_update (self->board, get_hub (self), overview);
  gtk_widget_set_visible (self->practice_button, vouch_connection_item_is_practice (
                                                   vouch_hub_get_current (get_hub (self))));
  gtk_stack_set_visible_child_name (self->numbers_stack,
                                    vouch_overview_is_empty (overview) ? "empty" : "numbers");
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (user_data);
  VouchOverview *overview = vouch_overview_new (connection_id, vouch_hub_get_now (get_hub (self)));

  self->until = overview->days[VOUCH_OVERVIEW_N_DAYS];
  return overview;
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (user_data);
  g_autoptr(VouchOverview) overview = data;
  g_autofree char *sentence = NULL;

  if (overview != NULL)
    {
      show (self, overview);
      return;
    }

  sentence = vouch_text_from_error (error);
  vouch_status_text_set (self->failed_page, sentence);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static const VouchReading reading = {
  .label = "read overview",
  .subjects = (const char *const[]) { "request", "reference", "trigger", "ledger", "application",
                                      "job", NULL },
  .prepare = prepare,
  .load = vouch_overview_load,
  .destroy = (GDestroyNotify) vouch_overview_free,
  .take = take,
};

static void
try_again_cb (VouchOverviewPage *self)
{
  vouch_reloader_reload (self->reloader);
}

static gboolean
timer_cb (gpointer user_data)
{
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (user_data);

  if (self->until != 0 && vouch_hub_get_now (get_hub (self)) >= self->until)
    vouch_reloader_reload (self->reloader);
  return G_SOURCE_CONTINUE;
}

/* The lines of the ledger that one of today's numbers counts. */
static void
today_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  static const struct
  {
    const char *kind;
    const char *title;
  } numbers[] = {
    { "request.sent", N_("Sent Today") },
    { "request.complete", N_("Completed Today") },
    { "report.attached", N_("Attached Today") },
    { "request.cancelled", N_("Cancelled Today") },
  };
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (widget);
  const char *kind = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (g_str_equal (numbers[i].kind, kind))
        vouch_page_push (VOUCH_PAGE (self),
                         vouch_activity_page_new_for_today (get_hub (self), _(numbers[i].title),
                                                            kind));
    }
}

static void
vouch_overview_page_constructed (GObject *object)
{
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (object);
  GtkWidget *checklist;

  G_OBJECT_CLASS (vouch_overview_page_parent_class)->constructed (object);

  if (get_hub (self) == NULL)
    return;

  checklist = vouch_checklist_new (get_hub (self));
  adw_bin_set_child (self->checklist_bin, checklist);
  /* A bin without anything in it would still have space around it. */
  g_object_bind_property (checklist, "visible", self->checklist_bin, "visible",
                          G_BINDING_SYNC_CREATE);
  vouch_status_card_set_hub (self->status_card, get_hub (self));
  self->reloader = vouch_reloader_new (get_hub (self), &reading, self);
  self->timer = g_timeout_add_seconds (PERIOD, timer_cb, self);
}

static void
vouch_overview_page_dispose (GObject *object)
{
  VouchOverviewPage *self = VOUCH_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  vouch_reloader_clear (&self->reloader);

  G_OBJECT_CLASS (vouch_overview_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, checklist_bin);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, numbers_stack);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, status_card);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, sent_label);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, completed_label);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, attached_label);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, cancelled_label);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, held_label);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, days_card);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, medians_card);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, funnel_card);
  gtk_widget_class_bind_template_child (widget_class, VouchOverviewPage, board);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
vouch_overview_page_class_init (VouchOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_overview_page_constructed;
  object_class->dispose = vouch_overview_page_dispose;

  g_type_ensure (VOUCH_TYPE_AGEING_BOARD);
  g_type_ensure (VOUCH_TYPE_CHART_CARD);
  g_type_ensure (VOUCH_TYPE_STATUS_CARD);
  g_type_ensure (VOUCH_TYPE_TILES);

  gtk_widget_class_install_action (widget_class, "overview.today", "s", today_action);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-overview-page.ui");
  bind_children (widget_class);
}

static void
vouch_overview_page_init (VouchOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_overview_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_OVERVIEW_PAGE, "hub", hub, NULL);
}
