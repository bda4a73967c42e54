/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "sync/vouch-delivery-check.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-delivery-group.h"
#include "ui/requests/vouch-request-act.h"
#include "ui/requests/vouch-request-lines.h"
#include "ui/widgets/vouch-line.h"

struct _VouchDeliveryGroup
{
  AdwPreferencesGroup parent_instance;

  VouchHub *hub;              /* (owned) (nullable) */
  gint64 request_id;
  GCancellable *cancellable;  /* (owned): cancelled when the group goes */
  gboolean busy;
  GPtrArray *items;           /* (owned) (nullable), of VouchDeliveredItem: of the last look */

  GListStore *delivered;      /* (owned) */
  GListStore *found;          /* (owned) */

  GtkListBox *delivered_list;
  GtkWidget *look_box;
  GtkSpinner *spinner;
  GtkLabel *status_label;
  GtkListBox *found_list;
  GtkWidget *again_button;
};

G_DEFINE_FINAL_TYPE (VouchDeliveryGroup, vouch_delivery_group, ADW_TYPE_PREFERENCES_GROUP)

static void look (VouchDeliveryGroup *self);

/* Showing. */

static guint
count_missing (VouchDeliveryGroup *self)
{
  guint n = 0;

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const VouchDeliveredItem *item = self->items->pdata[i];

      n += item->state == VOUCH_DELIVERED_MISSING ? 1 : 0;
    }

  return n;
}

static void
update (VouchDeliveryGroup *self)
{
  gboolean can_write = self->hub != NULL && vouch_hub_get_can_write (self->hub);
  gboolean missing = !self->busy && count_missing (self) > 0;

  gtk_spinner_set_spinning (self->spinner, self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->found_list), self->items != NULL && !self->busy);
  gtk_widget_set_visible (self->again_button, missing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "delivery.check", can_write && !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "delivery.again", can_write && missing);
}

static void
say (VouchDeliveryGroup *self,
     gboolean            busy,
     const char         *sentence)
{
  self->busy = busy;
  gtk_label_set_label (self->status_label, sentence);
  gtk_widget_set_visible (self->look_box, TRUE);
  update (self);
}

static void
forget (VouchDeliveryGroup *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_list_store_remove_all (self->found);
}

static void
say_error (VouchDeliveryGroup *self,
           const GError       *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);

  forget (self);
  say (self, FALSE, sentence);
}

static gboolean
is_everything_there (VouchDeliveryGroup *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const VouchDeliveredItem *item = self->items->pdata[i];

      if (item->state != VOUCH_DELIVERED_THERE)
        return FALSE;
    }

  return TRUE;
}

static char *
dup_verdict (VouchDeliveryGroup *self)
{
  guint n_missing = count_missing (self);

  if (n_missing > 0)
    /* Translators: of report and note. */
    return g_strdup_printf (ngettext ("%u part is missing in SmartRecruiters.",
                                      "%u parts are missing in SmartRecruiters.", n_missing),
                            n_missing);
  if (is_everything_there (self))
    return g_strdup (_("Everything is where it was delivered."));

  return g_strdup (_("Not everything could be found out."));
}

/* Looking. */

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VouchProcedure *check = VOUCH_PROCEDURE (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  g_autofree char *verdict = NULL;
  VouchDeliveryGroup *self;

  if (!vouch_procedure_run_finish (check, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_DELIVERY_GROUP (user_data);
  if (error != NULL)
    {
      say_error (self, error);
      return;
    }

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (vouch_delivery_check_get_items (VOUCH_DELIVERY_CHECK (check)));
  lines = vouch_request_list_found (self->items);
  vouch_lines_update (self->found, lines);
  verdict = dup_verdict (self);
  say (self, FALSE, verdict);
}

static void
look (VouchDeliveryGroup *self)
{
  VouchSession *session = vouch_hub_get_session (self->hub);
  g_autoptr(VouchProcedure) check = NULL;

  if (session == NULL)
    {
      say (self, FALSE, _("This can only be looked at where Vouch is at work."));
      return;
    }

  say (self, TRUE, _("Looking in SmartRecruiters…"));
  check = vouch_delivery_check_new (session, self->request_id);
  vouch_procedure_run_async (check, self->cancellable, looked_cb, self);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  look (VOUCH_DELIVERY_GROUP (widget));
}

/* Delivering again. */

static void
delivered_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);
  VouchDeliveryGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_DELIVERY_GROUP (user_data);
  if (cycle == NULL)
    say_error (self, error);
  else
    look (self);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  VouchDeliveryGroup *self;

  vouch_request_redeliver_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_DELIVERY_GROUP (user_data);
  if (error != NULL)
    say_error (self, error);
  else
    vouch_engine_sync_async (vouch_hub_get_engine (self->hub),
                             vouch_hub_get_current_id (self->hub), VOUCH_CYCLE_DELIVER_ONLY,
                             self->cancellable, delivered_cb, self);
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VouchDeliveryGroup *self = VOUCH_DELIVERY_GROUP (widget);

  say (self, TRUE, _("Delivering again…"));
  vouch_request_redeliver_async (self->hub, self->request_id, self->items, self->cancellable,
                                 asked_cb, self);
}

static void
vouch_delivery_group_dispose (GObject *object)
{
  VouchDeliveryGroup *self = VOUCH_DELIVERY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_delivery_group_parent_class)->dispose (object);
}

static void
vouch_delivery_group_finalize (GObject *object)
{
  VouchDeliveryGroup *self = VOUCH_DELIVERY_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->delivered);
  g_clear_object (&self->found);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_delivery_group_parent_class)->finalize (object);
}

static void
vouch_delivery_group_class_init (VouchDeliveryGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_delivery_group_dispose;
  object_class->finalize = vouch_delivery_group_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-delivery-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, delivered_list);
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, look_box);
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, status_label);
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, found_list);
  gtk_widget_class_bind_template_child (widget_class, VouchDeliveryGroup, again_button);
  gtk_widget_class_install_action (widget_class, "delivery.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "delivery.again", NULL, again_action);
}

static void
vouch_delivery_group_init (VouchDeliveryGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->delivered = g_list_store_new (VOUCH_TYPE_LINE);
  self->found = g_list_store_new (VOUCH_TYPE_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->delivered_list, G_LIST_MODEL (self->delivered),
                           vouch_line_make_row, NULL, NULL);
  gtk_list_box_bind_model (self->found_list, G_LIST_MODEL (self->found), vouch_line_make_row,
                           NULL, NULL);
  update (self);
}

void
vouch_delivery_group_set_request (VouchDeliveryGroup *self,
                                  VouchHub           *hub,
                                  gint64              request_id)
{
  g_return_if_fail (self->hub == NULL);

  self->hub = g_object_ref (hub);
  self->request_id = request_id;
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
vouch_delivery_group_set_delivered (VouchDeliveryGroup *self,
                                    GPtrArray          *lines)
{
  vouch_lines_update (self->delivered, lines);
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
}
