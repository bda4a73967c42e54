/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "store/vouch-request-list.h"
#include "text/vouch-text.h"
#include "ui/overview/vouch-ageing-board.h"
#include "ui/overview/vouch-ageing-row.h"
#include "ui/overview/vouch-remind.h"
#include "ui/requests/vouch-request-page.h"
#include "ui/shell/vouch-page.h"
#include "ui/vouch-sending.h"
#include "ui/widgets/vouch-dialogs.h"

#define N_COLUMNS (VOUCH_WAITING_ON_NOBODY + 1)

struct _VouchAgeingBoard
{
  AdwPreferencesGroup parent_instance;

  VouchHub *hub;              /* (owned) (nullable): until the first update */
  GArray *ageing;             /* (owned) (nullable), of VouchAgeing */
  gint64 now;
  GCancellable *cancellable;  /* (owned) */
  GPtrArray *rows[N_COLUMNS]; /* (owned), of GtkWidget */
  char *shown[N_COLUMNS];     /* (owned) (nullable): what the rows are made of */
  gboolean expanded;          /* the first column with rows was opened */

  AdwExpanderRow *candidate_row;
  AdwExpanderRow *references_row;
  AdwExpanderRow *nobody_row;
  GtkMenuButton *menu_button;
  GtkPopover *popover;
  GtkAdjustment *days;
  GtkButton *remind_all_button;
};

G_DEFINE_FINAL_TYPE (VouchAgeingBoard, vouch_ageing_board, ADW_TYPE_PREFERENCES_GROUP)

static VouchPage *
get_page (VouchAgeingBoard *self)
{
  return VOUCH_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), VOUCH_TYPE_PAGE));
}

/* Reminding. */

static char *
dup_result (VouchHub *hub,
            guint     n_planned,
            guint     n_left)
{
  if (n_planned > 0 && !vouch_sending_is_on (hub))
    return g_strdup_printf (ngettext ("%u reminder goes out once sending goes on",
                                      "%u reminders go out once sending goes on", n_planned),
                            n_planned);
  if (n_planned > 0)
    return g_strdup_printf (ngettext ("%u reminder goes out", "%u reminders go out", n_planned),
                            n_planned);
  if (n_left == 1)
    return g_strdup (_("This one was reminded within the last 24 hours"));

  return g_strdup (_("All of them were reminded within the last 24 hours"));
}

static void
reminded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  guint n_planned = 0;
  guint n_left = 0;
  gboolean good = vouch_remind_finish (result, &n_planned, &n_left, &error);
  VouchAgeingBoard *self;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_AGEING_BOARD (user_data);
  if (!good)
    {
      sentence = vouch_text_from_error (error);
      vouch_tell (GTK_WIDGET (self), _("No Reminder Was Sent"), sentence);
      return;
    }

  sentence = dup_result (self->hub, n_planned, n_left);
  vouch_page_toast (get_page (self), sentence, NULL, NULL, NULL, NULL);
  vouch_hub_deliver (self->hub);
}

static void
remind_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchAgeingBoard *self = VOUCH_AGEING_BOARD (widget);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);

  g_array_append_val (ids, id);
  vouch_remind_async (self->hub, ids, self->cancellable, reminded_cb, self);
}

/* (element-type gint64): those that somebody can be reminded of */
static GArray *
list_older (VouchAgeingBoard *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 limit = self->now - (gint64) gtk_adjustment_get_value (self->days) * VOUCH_DAY;

  for (guint i = 0; self->ageing != NULL && i < self->ageing->len; i++)
    {
      const VouchAgeing *one = &g_array_index (self->ageing, VouchAgeing, i);

      if (one->waiting != VOUCH_WAITING_ON_NOBODY && one->created_at < limit)
        g_array_append_val (ids, one->id);
    }

  return ids;
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean wanted = vouch_confirm_finish (result, &error);
  VouchAgeingBoard *self;
  g_autoptr(GArray) ids = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !wanted)
    return;

  self = VOUCH_AGEING_BOARD (user_data);
  ids = list_older (self);
  vouch_remind_async (self->hub, ids, self->cancellable, reminded_cb, self);
}

static void
remind_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VouchAgeingBoard *self = VOUCH_AGEING_BOARD (widget);
  g_autoptr(GArray) ids = list_older (self);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Remind about %u Request?", "Remind about %u Requests?", ids->len),
                     ids->len);

  gtk_popover_popdown (self->popover);
  vouch_confirm_async (widget, heading,
                       _("Crosschq writes to everybody whose answer is missing. Those who were "
                         "reminded within the last 24 hours are left alone."),
                       _("Remind"), FALSE, self->cancellable, confirmed_cb, self);
}

static void
update_remind_all (VouchAgeingBoard *self)
{
  g_autoptr(GArray) ids = list_older (self);
  gboolean can_write = self->hub != NULL && vouch_hub_get_can_write (self->hub);
  g_autofree char *label =
    ids->len == 0 ? g_strdup (_("None Is Older"))
                  : g_strdup_printf (ngettext ("Remind about %u Request…",
                                               "Remind about %u Requests…", ids->len), ids->len);

  gtk_button_set_label (self->remind_all_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ageing.remind-all",
                                 can_write && ids->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ageing.remind", can_write);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu_button),
                            can_write && self->ageing != NULL && self->ageing->len > 0);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchAgeingBoard *self = VOUCH_AGEING_BOARD (widget);

  vouch_page_push (get_page (self),
                   vouch_request_page_new (self->hub, g_variant_get_int64 (parameter)));
}

/* Rows. */

/* What the rows say, so that they are left alone, with their focus, when nothing is new. */
static char *
dup_shown (const VouchOverview *overview,
           GPtrArray           *items)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const VouchRequestItem *item = items->pdata[i];

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s\n", item->id,
                              (overview->now - item->created_at) / VOUCH_DAY, item->candidate,
                              item->job_title);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_rows (VouchAgeingBoard    *self,
           AdwExpanderRow      *row,
           const VouchOverview *overview,
           VouchWaiting         waiting)
{
  GPtrArray *items = overview->oldest[waiting];
  g_autofree char *shown = dup_shown (overview, items);

  if (g_strcmp0 (shown, self->shown[waiting]) == 0)
    return;

  for (guint i = 0; i < self->rows[waiting]->len; i++)
    adw_expander_row_remove (row, self->rows[waiting]->pdata[i]);
  g_ptr_array_set_size (self->rows[waiting], 0);
  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *child = vouch_ageing_row_new (items->pdata[i], overview->now,
                                               waiting != VOUCH_WAITING_ON_NOBODY);

      adw_expander_row_add_row (row, child);
      g_ptr_array_add (self->rows[waiting], child);
    }
  vouch_set_str (&self->shown[waiting], shown);
}

static char *
dup_count (guint n,
           guint n_shown)
{
  if (n == 0)
    return g_strdup (_("No request"));
  if (n <= n_shown)
    return g_strdup_printf (ngettext ("%u request", "%u requests", n), n);

  /* Translators: below how many requests wait for somebody; the list under it is cut short. */
  return g_strdup_printf (_("%u requests, the oldest %u are shown"), n, n_shown);
}

static void
update_column (VouchAgeingBoard    *self,
               AdwExpanderRow      *row,
               const VouchOverview *overview,
               VouchWaiting         waiting)
{
  guint n = vouch_overview_count (overview, waiting);
  g_autofree char *count = dup_count (n, overview->oldest[waiting]->len);

  adw_expander_row_set_subtitle (row, count);
  adw_expander_row_set_enable_expansion (row, n > 0);
  fill_rows (self, row, overview, waiting);
  if (n > 0 && !self->expanded)
    {
      self->expanded = TRUE;
      adw_expander_row_set_expanded (row, TRUE);
    }
}

static void
vouch_ageing_board_dispose (GObject *object)
{
  VouchAgeingBoard *self = VOUCH_AGEING_BOARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_ageing_board_parent_class)->dispose (object);
}

static void
vouch_ageing_board_finalize (GObject *object)
{
  VouchAgeingBoard *self = VOUCH_AGEING_BOARD (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ageing, g_array_unref);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_clear_pointer (&self->rows[i], g_ptr_array_unref);
      g_clear_pointer (&self->shown[i], g_free);
    }

  G_OBJECT_CLASS (vouch_ageing_board_parent_class)->finalize (object);
}

static void
vouch_ageing_board_class_init (VouchAgeingBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_ageing_board_dispose;
  object_class->finalize = vouch_ageing_board_finalize;

  gtk_widget_class_install_action (widget_class, "ageing.open", "x", open_action);
  gtk_widget_class_install_action (widget_class, "ageing.remind", "x", remind_action);
  gtk_widget_class_install_action (widget_class, "ageing.remind-all", NULL, remind_all_action);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-ageing-board.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, candidate_row);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, references_row);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, nobody_row);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, popover);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, days);
  gtk_widget_class_bind_template_child (widget_class, VouchAgeingBoard, remind_all_button);
  gtk_widget_class_bind_template_callback (widget_class, update_remind_all);
}

static void
vouch_ageing_board_init (VouchAgeingBoard *self)
{
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < N_COLUMNS; i++)
    self->rows[i] = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_remind_all (self);
}

void
vouch_ageing_board_update (VouchAgeingBoard    *self,
                           VouchHub            *hub,
                           const VouchOverview *overview)
{
  g_return_if_fail (VOUCH_IS_AGEING_BOARD (self));

  g_set_object (&self->hub, hub);
  g_clear_pointer (&self->ageing, g_array_unref);
  self->ageing = g_array_ref (overview->ageing);
  self->now = overview->now;
  update_column (self, self->candidate_row, overview, VOUCH_WAITING_ON_CANDIDATE);
  update_column (self, self->references_row, overview, VOUCH_WAITING_ON_REFERENCES);
  update_column (self, self->nobody_row, overview, VOUCH_WAITING_ON_NOBODY);
  update_remind_all (self);
}
