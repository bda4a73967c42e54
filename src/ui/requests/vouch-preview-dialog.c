/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/requests/vouch-preview-dialog.h"
#include "ui/requests/vouch-preview-list.h"
#include "ui/widgets/vouch-banner.h"
#include "ui/widgets/vouch-line.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchPreviewDialog
{
  AdwWindow parent_instance;

  VouchHub *hub;              /* (owned) (nullable) */
  gint64 connection_id;
  GCancellable *cancellable;  /* (owned): cancelled when the dialog goes */
  GSignalGroup *cycle_signals; /* (owned): of the cycle under way */

  GPtrArray *preview;         /* (owned) (nullable), of VouchPreviewItem */
  GListStore *sent;           /* (owned) */
  GListStore *held;           /* (owned) */
  GListStore *other;          /* (owned) */

  GtkStack *stack;
  GtkLabel *phase_label;
  GtkProgressBar *progress;
  AdwStatusPage *message_page;
  VouchBanner *problem_banner;
  GtkEditable *search_entry;
  GtkWidget *nothing_label;
  AdwPreferencesGroup *sent_group;
  AdwPreferencesGroup *held_group;
  AdwPreferencesGroup *other_group;
  GtkListBox *sent_list;
  GtkListBox *held_list;
  GtkListBox *other_list;
};

G_DEFINE_FINAL_TYPE (VouchPreviewDialog, vouch_preview_dialog, ADW_TYPE_WINDOW)

static void
show_message (VouchPreviewDialog *self,
              const char         *icon_name,
              const char         *title,
              const char         *sentence)
{
  adw_status_page_set_icon_name (self->message_page, icon_name);
  adw_status_page_set_title (self->message_page, title);
  vouch_status_text_set (self->message_page, sentence);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* Reading. */

static void
cycle_notify_cb (VouchPreviewDialog *self,
                 GParamSpec         *pspec,
                 VouchCycle         *cycle)
{
  const char *phase = vouch_cycle_get_phase (cycle);
  g_autoptr(VouchText) text = phase != NULL ? vouch_text_for_id (phase) : NULL;

  if (text != NULL)
    gtk_label_set_label (self->phase_label, text->sentence);
  gtk_progress_bar_set_fraction (self->progress, vouch_cycle_get_fraction (cycle));
}

static void
cycle_began_cb (VouchPreviewDialog *self,
                VouchCycle         *cycle,
                gint64              connection_id)
{
  if (connection_id == self->connection_id)
    g_signal_group_set_target (self->cycle_signals, cycle);
}

/* Showing. */

static void
fill (GListStore          *store,
      AdwPreferencesGroup *group,
      GPtrArray           *lines,
      const char          *title)  /* (transfer full) */
{
  g_autofree char *owned = (char *) title;

  vouch_lines_update (store, lines);
  adw_preferences_group_set_title (group, owned);
  gtk_widget_set_visible (GTK_WIDGET (group), lines->len > 0);
}

static void
show_lists (VouchPreviewDialog *self)
{
  g_autoptr(VouchPreviewLists) lists =
    vouch_preview_lists_new (self->preview, gtk_editable_get_text (self->search_entry),
                             vouch_hub_get_now (self->hub));
  guint n_sent = lists->sent->len;
  guint n_held = lists->held->len;
  guint n_other = lists->other->len;

  fill (self->sent, self->sent_group, lists->sent,
        g_strdup_printf (ngettext ("%u Request Would Be Sent", "%u Requests Would Be Sent",
                                   n_sent), n_sent));
  fill (self->held, self->held_group, lists->held,
        g_strdup_printf (ngettext ("%u Entry Would Wait", "%u Entries Would Wait", n_held),
                         n_held));
  fill (self->other, self->other_group, lists->other,
        g_strdup_printf (ngettext ("%u Other Thing Would Be Done",
                                   "%u Other Things Would Be Done", n_other), n_other));
  gtk_widget_set_visible (self->nothing_label, n_sent + n_held + n_other == 0);
}

static void
search_changed_cb (VouchPreviewDialog *self)
{
  if (self->preview != NULL)
    show_lists (self);
}

static void
show_preview (VouchPreviewDialog *self)
{
  show_lists (self);
  if (self->preview->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "lists");
  else
    show_message (self, "vouch-complete-symbolic", _("Nothing to Do"),
                  _("Nobody waits for a request, and nothing waits to be delivered."));
}

static void
previewed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);
  VouchPreviewDialog *self;
  VouchReason *problem;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_PREVIEW_DIALOG (user_data);
  g_signal_group_set_target (self->cycle_signals, NULL);
  if (cycle == NULL)
    {
      g_autofree char *sentence = vouch_text_from_error (error);

      show_message (self, "dialog-warning-symbolic", _("The Preview Failed"), sentence);
      return;
    }

  problem = vouch_cycle_get_problem (cycle);
  if (problem != NULL)
    {
      g_autoptr(VouchText) text = vouch_text_for_reason (problem);

      vouch_banner_set_title (self->problem_banner, text->sentence);
    }
  vouch_banner_set_revealed (self->problem_banner, problem != NULL);
  self->preview = g_ptr_array_ref (vouch_cycle_get_preview (cycle));
  show_preview (self);
}

static void
begin (VouchPreviewDialog *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self->hub);
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);

  if (engine == NULL || current == NULL)
    {
      show_message (self, "dialog-warning-symbolic", _("Not at Work Here"),
                    _("A preview can only be made where Vouch is at work."));
      return;
    }
  if (!vouch_connection_item_get (current)->on)
    {
      show_message (self, "vouch-connectors-symbolic", _("The Connection Is Off"),
                    _("Nothing is read or sent for it until it is turned on."));
      return;
    }

  self->connection_id = vouch_hub_get_current_id (self->hub);
  g_signal_connect_object (engine, "cycle-began", G_CALLBACK (cycle_began_cb), self,
                           G_CONNECT_SWAPPED);
  vouch_engine_sync_async (engine, self->connection_id,
                           VOUCH_CYCLE_PREVIEW | VOUCH_CYCLE_THOROUGH, self->cancellable,
                           previewed_cb, self);
}

static void
vouch_preview_dialog_dispose (GObject *object)
{
  VouchPreviewDialog *self = VOUCH_PREVIEW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cycle_signals);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_preview_dialog_parent_class)->dispose (object);
}

static void
vouch_preview_dialog_finalize (GObject *object)
{
  VouchPreviewDialog *self = VOUCH_PREVIEW_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_object (&self->sent);
  g_clear_object (&self->held);
  g_clear_object (&self->other);

  G_OBJECT_CLASS (vouch_preview_dialog_parent_class)->finalize (object);
}

static void
vouch_preview_dialog_class_init (VouchPreviewDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_preview_dialog_dispose;
  object_class->finalize = vouch_preview_dialog_finalize;

  g_type_ensure (VOUCH_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, phase_label);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, message_page);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, nothing_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, sent_group);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, held_group);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, other_group);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, sent_list);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, held_list);
  gtk_widget_class_bind_template_child (widget_class, VouchPreviewDialog, other_list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_preview_dialog_init (VouchPreviewDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->sent = g_list_store_new (VOUCH_TYPE_LINE);
  self->held = g_list_store_new (VOUCH_TYPE_LINE);
  self->other = g_list_store_new (VOUCH_TYPE_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cycle_signals = g_signal_group_new (VOUCH_TYPE_CYCLE);
  g_signal_group_connect_swapped (self->cycle_signals, "notify::phase",
                                  G_CALLBACK (cycle_notify_cb), self);
  g_signal_group_connect_swapped (self->cycle_signals, "notify::fraction",
                                  G_CALLBACK (cycle_notify_cb), self);
  gtk_list_box_bind_model (self->sent_list, G_LIST_MODEL (self->sent), vouch_line_make_row, NULL,
                           NULL);
  gtk_list_box_bind_model (self->held_list, G_LIST_MODEL (self->held), vouch_line_make_row, NULL,
                           NULL);
  gtk_list_box_bind_model (self->other_list, G_LIST_MODEL (self->other), vouch_line_make_row, NULL,
                           NULL);
}

GtkWidget *
vouch_preview_dialog_new (GtkWidget *parent,
                          VouchHub  *hub)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VouchPreviewDialog *self = g_object_new (VOUCH_TYPE_PREVIEW_DIALOG, "transient-for",
                                           GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->hub = g_object_ref (hub);
  begin (self);
  return GTK_WIDGET (self);
}
