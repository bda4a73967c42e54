/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/attention/vouch-attention-act.h"
#include "ui/attention/vouch-attention-page.h"
#include "ui/attention/vouch-attention-row.h"
#include "ui/attention/vouch-attention-skips.h"
#include "ui/attention/vouch-link-dialog.h"
#include "ui/requests/vouch-request-links.h"
#include "ui/requests/vouch-why-dialog.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-list-update.h"
#include "ui/widgets/vouch-status-text.h"

/* More is not gone through one by one; the list says how many. */
#define MAX_ROWS 200

struct _VouchAttentionPage
{
  VouchPage parent_instance;

  VouchReloader *reloader;     /* (owned) (nullable) without a hub */
  GCancellable *cancellable;   /* (owned): cancelled when the page goes */
  GPtrArray *entries;          /* (owned), of VouchAttentionIssue: all that wait */
  VouchAttentionSkips *skips;  /* (owned): what was skipped and can be taken back */
  GListStore *waiting;         /* (owned): those shown */
  GListStore *retrying;        /* (owned) */
  GPtrArray *asked;            /* (owned) (nullable): what an alert is about */

  GtkStack *stack;
  AdwStatusPage *message_page;
  AdwPreferencesGroup *waiting_group;
  AdwPreferencesGroup *retrying_group;
  GtkListBox *waiting_list;
  GtkListBox *retrying_list;
  GtkWidget *confirm_all_button;
};

G_DEFINE_FINAL_TYPE (VouchAttentionPage, vouch_attention_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchAttentionPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

/* Showing. */

static void
update_store (GListStore *store,
              GPtrArray  *issues)
{
  if (issues->len > MAX_ROWS)
    g_ptr_array_set_size (issues, MAX_ROWS);
  vouch_list_store_update (store, issues, (GEqualFunc) vouch_attention_issue_equal);
}

static GPtrArray *
choose (VouchAttentionPage *self,
        gboolean            retrying)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      VouchAttentionIssue *entry = self->entries->pdata[i];

      if (vouch_attention_issue_is_retrying (entry) == retrying &&
          !vouch_attention_skips_has (self->skips, entry))
        g_ptr_array_add (chosen, g_object_ref (entry));
    }

  return chosen;
}

static GPtrArray *
choose_late (VouchAttentionPage *self)
{
  g_autoptr(GPtrArray) waiting = choose (self, FALSE);

  return vouch_attention_issues_list_late (waiting);
}

static void
set_group_title (AdwPreferencesGroup *group,
                 guint                n,
                 const char          *title)
{
  g_autofree char *more = NULL;

  if (n > MAX_ROWS)
    /* Translators: below a list that shows some of many things. */
    more = g_strdup_printf (ngettext ("%u more is shown once these are done.",
                                      "%u more are shown once these are done.", n - MAX_ROWS),
                            n - MAX_ROWS);
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, more);
  gtk_widget_set_visible (GTK_WIDGET (group), n > 0);
}

static void
show (VouchAttentionPage *self)
{
  const char *text = vouch_page_get_search_text (VOUCH_PAGE (self));
  g_autoptr(GPtrArray) waiting = choose (self, FALSE);
  g_autoptr(GPtrArray) retrying = choose (self, TRUE);
  g_autoptr(GPtrArray) late = choose_late (self);
  guint n_waiting = waiting->len;
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u Item Waits for a Person", "%u Items Wait for a Person",
                               n_waiting), n_waiting);

  set_group_title (self->waiting_group, n_waiting, title);
  set_group_title (self->retrying_group, retrying->len, _("Vouch Tries Again by Itself"));
  update_store (self->waiting, waiting);
  update_store (self->retrying, retrying);
  gtk_widget_set_visible (self->confirm_all_button, late->len > 1);
  if (n_waiting + retrying->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    gtk_stack_set_visible_child_name (self->stack, text[0] != '\0' ? "none" : "clear");
}

/* Reading. */

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  const char *text = vouch_page_get_search_text (VOUCH_PAGE (user_data));

  return vouch_attention_load_new (connection_id, text);
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (user_data);

  if (data != NULL)
    {
      g_ptr_array_unref (self->entries);
      self->entries = vouch_attention_load_take (data);
      vouch_attention_load_free (data);
      show (self);
      return;
    }

  vouch_status_text_set_error (self->message_page, error);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static const VouchReading reading = {
  .label = "read what waits",
  .subjects = (const char *const[]) { "effect", "trigger", "application", "job", NULL },
  .prepare = prepare,
  .load = vouch_attention_load_run,
  .destroy = (GDestroyNotify) vouch_attention_load_free,
  .take = take,
};

static void
search_changed_cb (VouchAttentionPage *self)
{
  vouch_reloader_reload (self->reloader);
}

static void
update_actions (VouchAttentionPage *self)
{
  static const char *const names[] = {
    "attention.retry", "attention.skip", "attention.confirm", "attention.confirm-all",
    "attention.link", "attention.send-anyway",
  };
  gboolean works = vouch_hub_get_can_write (get_hub (self));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], works);
}

/* What a person does. */

static VouchAttentionIssue *
find_entry (VouchAttentionPage *self,
            GVariant           *id)
{
  return vouch_attention_issues_find (self->entries, g_variant_get_int64 (id));
}

static void
acted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  VouchAttentionPage *self;

  if (!vouch_attention_act_finish (result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_ATTENTION_PAGE (user_data);
  /* What was refused is planned anew, which a delivery alone would not do. */
  if (error == NULL)
    {
      vouch_hub_sync_now (get_hub (self));
      return;
    }

  sentence = vouch_text_from_error (error);
  vouch_page_toast (VOUCH_PAGE (self), sentence, NULL, NULL, NULL, NULL);
}

static void
act (VouchAttentionPage *self,
     GPtrArray          *entries,
     VouchAttentionAct   what,
     const char         *request_id)
{
  vouch_attention_act_async (get_hub (self), entries, what, request_id, self->cancellable,
                             acted_cb, self);
}

static void
act_on_one (VouchAttentionPage  *self,
            VouchAttentionIssue *entry,
            VouchAttentionAct    what,
            const char          *request_id)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, g_object_ref (entry));
  act (self, entries, what, request_id);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);

  if (entry != NULL)
    act_on_one (self, entry, VOUCH_ATTENTION_ACT_RETRY, NULL);
}

static void
confirm_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);

  if (entry != NULL)
    act_on_one (self, entry, VOUCH_ATTENTION_ACT_CONFIRM, NULL);
}

static void
skip_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);

  if (entry == NULL)
    return;

  vouch_attention_skips_add (self->skips, entry);
  vouch_page_toast (VOUCH_PAGE (self), _("Item skipped"), _("Undo"),
                    G_CALLBACK (vouch_attention_skip_take_back),
                    vouch_attention_skip_new (self->skips, entry),
                    (GClosureNotify) vouch_attention_skip_free);
}

/* Each alert is about what it was opened for, whatever the list shows meanwhile. */

static void
ask (VouchAttentionPage  *self,
     GPtrArray           *entries, /* (transfer full) */
     const char          *heading,
     const char          *body,
     const char          *button,
     GAsyncReadyCallback  callback)
{
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  self->asked = entries;
  vouch_confirm_async (GTK_WIDGET (self), heading, body, button, TRUE, self->cancellable, callback,
                       self);
}

static void
end_ask (GAsyncResult      *result,
         gpointer           user_data,
         VouchAttentionAct  what)
{
  g_autoptr(GError) error = NULL;
  gboolean wanted = vouch_confirm_finish (result, &error);
  VouchAttentionPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_ATTENTION_PAGE (user_data);
  if (wanted && self->asked != NULL)
    act (self, self->asked, what, NULL);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
}

static void
send_confirmed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  end_ask (result, user_data, VOUCH_ATTENTION_ACT_SEND_ANYWAY);
}

static void
send_anyway_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);
  g_autofree char *subject = NULL;
  GPtrArray *entries;

  if (entry == NULL)
    return;

  subject = vouch_attention_issue_dup_title (entry);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, g_object_ref (entry));
  ask (self, entries, _("Send It Although It May Have Been Sent?"), subject, _("_Send Anyway"),
       send_confirmed_cb);
}

static void
all_confirmed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  end_ask (result, user_data, VOUCH_ATTENTION_ACT_CONFIRM);
}

static void
confirm_all_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  GPtrArray *late = choose_late (self);
  guint n = late->len;
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Confirm %u Entry?", "Confirm %u Entries?", n), n);
  g_autofree char *body =
    g_strdup_printf (ngettext ("A reference request may be sent to %u candidate. It cannot be "
                               "taken back.",
                               "Reference requests may be sent to %u candidates. They cannot be "
                               "taken back.", n), n);

  ask (self, late, heading, body, _("_Confirm All"), all_confirmed_cb);
}

static void
linked_cb (VouchLinkDialog *dialog,
           const char      *request_id,
           gpointer         user_data)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (user_data);

  act_on_one (self, g_object_get_data (G_OBJECT (dialog), "vouch-entry"),
              VOUCH_ATTENTION_ACT_LINK, request_id);
}

static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);
  g_autofree char *subject = NULL;
  GtkWidget *dialog;

  if (entry == NULL)
    return;

  subject = vouch_attention_issue_dup_title (entry);
  dialog = vouch_link_dialog_new (widget, subject);
  g_object_set_data_full (G_OBJECT (dialog), "vouch-entry", g_object_ref (entry), g_object_unref);
  g_signal_connect_object (dialog, "linked", G_CALLBACK (linked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);
  g_autofree char *details = NULL;

  if (entry == NULL)
    return;

  details = vouch_attention_issue_dup_details (entry);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  vouch_page_toast (VOUCH_PAGE (self), _("Details copied, without names"), NULL, NULL, NULL, NULL);
}

static void
why_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);
  const VouchAttentionItem *item;

  if (entry == NULL)
    return;
  item = vouch_attention_issue_get_item (entry);
  gtk_window_present (GTK_WINDOW (vouch_why_dialog_new (widget, get_hub (self),
                                                        item->candidate_id, item->job_id)));
}

static void
open_ats_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (widget);
  VouchAttentionIssue *entry = find_entry (self, parameter);
  VouchConnectionItem *current = vouch_hub_get_current (get_hub (self));
  const VouchConnection *connection;
  g_auto(GStrv) hosts = NULL;
  g_autofree char *uri = NULL;

  if (entry == NULL || current == NULL || vouch_attention_issue_get_item (entry)->job_id == NULL)
    return;

  connection = vouch_connection_item_get (current);
  hosts = vouch_connection_dup_hosts (connection, NULL);
  uri = vouch_connection_dup_job_uri (connection, vouch_attention_issue_get_item (entry)->job_id);
  vouch_open_uri (widget, uri, (const char *const *) hosts);
}

/* The page. */

static void
current_changed_cb (VouchAttentionPage *self)
{
  vouch_attention_skips_commit (self->skips);
}

static void
vouch_attention_page_hidden (VouchPage *page)
{
  vouch_attention_skips_commit (VOUCH_ATTENTION_PAGE (page)->skips);
}

static void
vouch_attention_page_constructed (GObject *object)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_attention_page_parent_class)->constructed (object);

  self->skips = vouch_attention_skips_new (hub);
  g_signal_connect_object (self->skips, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  self->reloader = vouch_reloader_new (hub, &reading, self);
}

static void
vouch_attention_page_dispose (GObject *object)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (object);

  /* A toast that is still there keeps them longer than the page. */
  if (self->skips != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->skips, self);
      vouch_attention_skips_commit (self->skips);
    }
  vouch_reloader_clear (&self->reloader);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->skips);

  G_OBJECT_CLASS (vouch_attention_page_parent_class)->dispose (object);
}

static void
vouch_attention_page_finalize (GObject *object)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->waiting);
  g_clear_object (&self->retrying);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_attention_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "attention.retry", "x", retry_action);
  gtk_widget_class_install_action (widget_class, "attention.skip", "x", skip_action);
  gtk_widget_class_install_action (widget_class, "attention.confirm", "x", confirm_action);
  gtk_widget_class_install_action (widget_class, "attention.confirm-all", NULL,
                                   confirm_all_action);
  gtk_widget_class_install_action (widget_class, "attention.link", "x", link_action);
  gtk_widget_class_install_action (widget_class, "attention.send-anyway", "x",
                                   send_anyway_action);
  gtk_widget_class_install_action (widget_class, "attention.copy", "x", copy_action);
  gtk_widget_class_install_action (widget_class, "attention.why", "x", why_action);
  gtk_widget_class_install_action (widget_class, "attention.open-ats", "x", open_ats_action);
}

static void
vouch_attention_page_class_init (VouchAttentionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_attention_page_constructed;
  object_class->dispose = vouch_attention_page_dispose;
  object_class->finalize = vouch_attention_page_finalize;
  VOUCH_PAGE_CLASS (klass)->hidden = vouch_attention_page_hidden;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, message_page);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, retrying_group);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, retrying_list);
  gtk_widget_class_bind_template_child (widget_class, VouchAttentionPage, confirm_all_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  install_actions (widget_class);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  return vouch_attention_row_new (VOUCH_ATTENTION_ISSUE (item));
}

static void
vouch_attention_page_init (VouchAttentionPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_list_store_new (VOUCH_TYPE_ATTENTION_ISSUE);
  self->retrying = g_list_store_new (VOUCH_TYPE_ATTENTION_ISSUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->waiting_list, G_LIST_MODEL (self->waiting), make_row, NULL, NULL);
  gtk_list_box_bind_model (self->retrying_list, G_LIST_MODEL (self->retrying), make_row, NULL,
                           NULL);
}

VouchPage *
vouch_attention_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_ATTENTION_PAGE, "hub", hub, NULL);
}
