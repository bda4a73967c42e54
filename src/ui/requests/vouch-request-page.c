/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-request-list.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-delivery-group.h"
#include "ui/requests/vouch-request-act.h"
#include "ui/requests/vouch-request-lines.h"
#include "ui/requests/vouch-request-links.h"
#include "ui/requests/vouch-request-load.h"
#include "ui/requests/vouch-request-page.h"
#include "ui/requests/vouch-request-words.h"
#include "ui/requests/vouch-why-dialog.h"
#include "ui/vouch-sending.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-line.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchRequestPage
{
  VouchPage parent_instance;

  gint64 request_id;
  VouchRequestShown *shown;   /* (owned) (nullable): as read last */
  GCancellable *cancellable;  /* (owned): cancelled when the page goes */
  GSignalGroup *store_signals; /* (owned) */
  gboolean reading;
  gboolean stale;             /* and has to be read again after that */
  gboolean waits;             /* has to be read again once it is on the screen */

  GListStore *facts;          /* (owned) */
  GListStore *references;     /* (owned) */
  GListStore *timeline;       /* (owned) */

  GtkStack *stack;
  AdwStatusPage *message_page;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *since_label;
  GtkProgressBar *progress;
  GtkWidget *held_box;
  GtkLabel *held_label;
  GtkLabel *held_fix;
  GtkWidget *reference_group;
  VouchDeliveryGroup *delivery_group;
  GtkListBox *fact_list;
  GtkListBox *reference_list;
  GtkListBox *timeline_list;
};

G_DEFINE_FINAL_TYPE (VouchRequestPage, vouch_request_page, VOUCH_TYPE_PAGE)

static void load (VouchRequestPage *self);

static VouchHub *
get_hub (VouchRequestPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static const VouchConnection *
get_connection (VouchRequestPage *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (get_hub (self));

  return current != NULL ? vouch_connection_item_get (current) : NULL;
}

static const VouchRequestItem *
get_item (VouchRequestPage *self)
{
  return self->shown != NULL ? self->shown->details->item : NULL;
}

/* Showing. */

static void
update_actions (VouchRequestPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const VouchRequestItem *item = get_item (self);
  gboolean works = item != NULL && vouch_hub_get_can_write (get_hub (self));
  gboolean open = works && vouch_stage_is_open (item->stage) && item->request_id != NULL;

  gtk_widget_action_set_enabled (widget, "request.open-ats", item != NULL);
  gtk_widget_action_set_enabled (widget, "request.open-report",
                                 item != NULL && item->report_url != NULL);
  gtk_widget_action_set_enabled (widget, "request.remind", open);
  gtk_widget_action_set_enabled (widget, "request.cancel", open);
  gtk_widget_action_set_enabled (widget, "request.why", works);
}

static void
show_state (VouchRequestPage       *self,
            const VouchRequestItem *item)
{
  const char *style = vouch_request_get_style (item);
  g_autofree char *since = vouch_request_dup_open_since (item, vouch_hub_get_now (get_hub (self)));
  g_autofree char *progress = vouch_request_dup_progress (item);

  gtk_image_set_from_icon_name (self->state_icon, vouch_request_get_icon_name (item));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), (const char *[]) { style, NULL });
  gtk_label_set_label (self->state_label, vouch_request_get_state (item));
  gtk_label_set_label (self->since_label, since);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (item->progress, 0, 100) / 100.0);
  gtk_progress_bar_set_text (self->progress, progress);
}

static void
show_held (VouchRequestPage       *self,
           const VouchRequestItem *item)
{
  g_autoptr(VouchText) text = item->held != NULL ? vouch_text_for_reason (item->held) : NULL;
  const char *fix = text != NULL ? text->fix : NULL;

  gtk_widget_set_visible (self->held_box, text != NULL);
  gtk_label_set_label (self->held_label, text != NULL ? text->sentence : "");
  gtk_label_set_label (self->held_fix, fix != NULL ? fix : "");
  gtk_widget_set_visible (GTK_WIDGET (self->held_fix), fix != NULL);
}

static void
show (VouchRequestPage *self)
{
  const VouchRequestDetails *details = self->shown->details;
  const VouchRequestItem *item = details->item;
  g_autofree char *candidate = vouch_request_dup_candidate (item);
  g_autofree char *job = vouch_request_dup_job (item);
  g_autoptr(GPtrArray) facts = vouch_request_list_facts (item);
  g_autoptr(GPtrArray) references = vouch_request_list_references (details);
  g_autoptr(GPtrArray) delivery = vouch_request_list_delivery (details, self->shown->reports);
  g_autoptr(GPtrArray) timeline = vouch_request_list_timeline (details);

  vouch_page_set_title (VOUCH_PAGE (self), candidate);
  vouch_page_set_subtitle (VOUCH_PAGE (self), job);
  show_state (self, item);
  show_held (self, item);
  vouch_lines_update (self->facts, facts);
  vouch_lines_update (self->references, references);
  vouch_delivery_group_set_delivered (self->delivery_group, delivery);
  vouch_lines_update (self->timeline, timeline);
  gtk_widget_set_visible (self->reference_group, references->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "request");
}

static void
show_failure (VouchRequestPage *self,
              const GError     *error)
{
  vouch_status_text_set_error (self->message_page, error);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* Reading. */

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchRequestShown *shown = vouch_request_load_finish (result, &error);
  VouchRequestPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_REQUEST_PAGE (user_data);
  self->reading = FALSE;
  g_clear_pointer (&self->shown, vouch_request_shown_free);
  self->shown = shown;
  if (shown != NULL)
    show (self);
  else
    show_failure (self, error);
  update_actions (self);
  if (self->stale)
    load (self);
}

static void
load (VouchRequestPage *self)
{
  VouchStore *store = vouch_hub_get_store (get_hub (self));

  self->stale = self->reading;
  self->waits = FALSE;
  if (self->reading || store == NULL)
    return;

  self->reading = TRUE;
  vouch_request_load_async (store, self->request_id, self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (VouchRequestPage *self,
                  const char       *subject,
                  GArray           *ids)
{
  static const char *const subjects[] = {
    "request", "effect", "trigger", "application", "job", "template", "ledger", NULL,
  };

  if (!g_strv_contains (subjects, subject))
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->waits = TRUE;
}

static void
vouch_request_page_map (GtkWidget *widget)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);

  GTK_WIDGET_CLASS (vouch_request_page_parent_class)->map (widget);

  if (self->waits)
    load (self);
}

/* What a person does. */

static void
acted (VouchRequestPage *self,
       GAsyncResult     *result,
       const char       *done,
       const char       *waits)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (vouch_request_act_finish (result, &error))
    {
      vouch_page_toast (VOUCH_PAGE (self), vouch_sending_is_on (get_hub (self)) ? done : waits,
                        NULL, NULL, NULL, NULL);
      vouch_hub_deliver (get_hub (self));
      return;
    }

  sentence = vouch_text_from_error (error);
  vouch_page_toast (VOUCH_PAGE (self), sentence, NULL, NULL, NULL, NULL);
}

static gboolean
is_cancelled (GAsyncResult *result)
{
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));

  return g_cancellable_is_cancelled (cancellable);
}

static void
reminded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  /* Cancelled means disposed: user_data may point at nothing any more. */
  if (is_cancelled (result))
    return;

  acted (VOUCH_REQUEST_PAGE (user_data), result, _("A reminder is on its way"),
         _("The reminder goes out once sending goes on"));
}

static void
remind_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);

  vouch_request_act_async (get_hub (self), self->request_id, VOUCH_REQUEST_ACT_REMIND,
                           self->cancellable, reminded_cb, self);
}

static void
cancelled_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  if (is_cancelled (result))
    return;

  acted (VOUCH_REQUEST_PAGE (user_data), result, _("The request is being cancelled"),
         _("The request is cancelled once sending goes on"));
}

static void
cancel_confirmed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean wanted = vouch_confirm_finish (result, &error);
  VouchRequestPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_REQUEST_PAGE (user_data);
  if (wanted)
    vouch_request_act_async (get_hub (self), self->request_id, VOUCH_REQUEST_ACT_CANCEL,
                             self->cancellable, cancelled_cb, self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);
  g_autofree char *candidate = vouch_request_dup_candidate (get_item (self));
  g_autofree char *heading = g_strdup_printf (_("Cancel the Request for %s?"), candidate);

  vouch_confirm_async (widget, heading,
                       _("Crosschq stops asking the references, and the candidate may be told. A "
                         "cancelled request cannot be opened again."),
                       _("Cancel _Request"), TRUE, self->cancellable, cancel_confirmed_cb, self);
}

static void
open_ats_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);
  const VouchConnection *connection = get_connection (self);
  g_auto(GStrv) hosts = NULL;
  g_autofree char *uri = NULL;

  if (connection == NULL || get_item (self) == NULL)
    return;

  hosts = vouch_connection_dup_hosts (connection, NULL);
  uri = vouch_connection_dup_job_uri (connection, get_item (self)->job_id);
  vouch_open_uri (widget, uri, (const char *const *) hosts);
}

static void
open_report_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);
  const VouchConnection *connection = get_connection (self);
  const VouchRequestItem *item = get_item (self);
  g_auto(GStrv) hosts = NULL;

  if (connection == NULL || item == NULL)
    return;

  hosts = vouch_connection_dup_hosts (connection, item->report_url);
  vouch_open_uri (widget, item->report_url, (const char *const *) hosts);
}

static void
why_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (widget);
  const VouchRequestItem *item = get_item (self);

  if (item != NULL)
    gtk_window_present (GTK_WINDOW (vouch_why_dialog_new (widget, get_hub (self),
                                                          item->candidate_id, item->job_id)));
}

/* Another connection: what is shown is none of it. */
static void
current_changed_cb (VouchRequestPage *self)
{
  const VouchRequestItem *item = get_item (self);

  if (item != NULL && item->connection_id != vouch_hub_get_current_id (get_hub (self)))
    vouch_page_pop (VOUCH_PAGE (self));
}

/* A reopened store is another one. */
static void
state_changed_cb (VouchRequestPage *self)
{
  g_signal_group_set_target (self->store_signals, vouch_hub_get_store (get_hub (self)));
  load (self);
}

static void
vouch_request_page_dispose (GObject *object)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store_signals);

  G_OBJECT_CLASS (vouch_request_page_parent_class)->dispose (object);
}

static void
vouch_request_page_finalize (GObject *object)
{
  VouchRequestPage *self = VOUCH_REQUEST_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->facts);
  g_clear_object (&self->references);
  g_clear_object (&self->timeline);
  g_clear_pointer (&self->shown, vouch_request_shown_free);

  G_OBJECT_CLASS (vouch_request_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, message_page);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, since_label);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, progress);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, held_box);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, held_label);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, held_fix);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, reference_group);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, delivery_group);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, fact_list);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, reference_list);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestPage, timeline_list);
}

static void
vouch_request_page_class_init (VouchRequestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_request_page_dispose;
  object_class->finalize = vouch_request_page_finalize;
  widget_class->map = vouch_request_page_map;

  g_type_ensure (VOUCH_TYPE_DELIVERY_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-request-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "request.open-ats", NULL, open_ats_action);
  gtk_widget_class_install_action (widget_class, "request.open-report", NULL, open_report_action);
  gtk_widget_class_install_action (widget_class, "request.remind", NULL, remind_action);
  gtk_widget_class_install_action (widget_class, "request.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "request.why", NULL, why_action);
}

static GListStore *
bind_lines (GtkListBox *list)
{
  GListStore *lines = g_list_store_new (VOUCH_TYPE_LINE);

  gtk_list_box_bind_model (list, G_LIST_MODEL (lines), vouch_line_make_row, NULL, NULL);
  return lines;
}

static void
vouch_request_page_init (VouchRequestPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->store_signals = g_signal_group_new (VOUCH_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->facts = bind_lines (self->fact_list);
  self->references = bind_lines (self->reference_list);
  self->timeline = bind_lines (self->timeline_list);
}

VouchPage *
vouch_request_page_new (VouchHub *hub,
                        gint64    request_id)
{
  VouchRequestPage *self = g_object_new (VOUCH_TYPE_REQUEST_PAGE, "hub", hub, NULL);

  self->request_id = request_id;
  vouch_delivery_group_set_request (self->delivery_group, hub, request_id);
  g_signal_connect_object (hub, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  state_changed_cb (self);
  return VOUCH_PAGE (self);
}
