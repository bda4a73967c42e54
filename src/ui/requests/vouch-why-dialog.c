/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "sync/vouch-explain.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/requests/vouch-why-dialog.h"
#include "ui/requests/vouch-why-lines.h"
#include "ui/requests/vouch-why-search.h"
#include "ui/widgets/vouch-line.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchWhyDialog
{
  AdwWindow parent_instance;

  VouchHub *hub;               /* (owned) (nullable) */
  GCancellable *searching;     /* (owned) (nullable): of the search under way */
  GCancellable *asking;        /* (owned) (nullable): of the question under way */
  GPtrArray *matches;          /* (owned) (nullable), of VouchWhyMatch, as the list shows them */
  VouchProcedure *explain;     /* (owned) (nullable): the last question, which holds its answers */

  GListStore *match_lines;     /* (owned) */
  GListStore *rules;           /* (owned) */
  GListStore *remarks;         /* (owned) */

  GtkStack *stack;
  GtkWidget *back_button;
  GtkEditable *entry;
  GtkStack *found_stack;
  GtkListBox *match_list;
  GtkDropDown *jobs;
  GtkImage *answer_icon;
  GtkLabel *answer;
  GtkLabel *advice;
  GtkListBox *rule_list;
  GtkWidget *remark_group;
  GtkListBox *remark_list;
  AdwStatusPage *failed_page;
};

G_DEFINE_FINAL_TYPE (VouchWhyDialog, vouch_why_dialog, ADW_TYPE_WINDOW)

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
show_page (VouchWhyDialog *self,
           const char     *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back_button, !g_str_equal (name, "search"));
}

/* The answer. */

static const VouchExplanation *
get_shown (VouchWhyDialog *self)
{
  GPtrArray *results = vouch_explain_get_results (VOUCH_EXPLAIN (self->explain));
  guint selected = gtk_drop_down_get_selected (self->jobs);

  return selected < results->len ? results->pdata[selected] : NULL;
}

static void
show_verdict (VouchWhyDialog         *self,
              const VouchExplanation *explanation)
{
  const VouchTrigger *trigger = explanation->facts->trigger;
  gboolean sends = explanation->chain->failed < 0 &&
    (trigger == NULL || trigger->state != VOUCH_TRIGGER_SKIPPED);
  g_autofree char *answer = vouch_why_dup_answer (explanation);
  g_autofree char *advice = vouch_why_dup_advice (explanation);

  gtk_image_set_from_icon_name (self->answer_icon, sends ? "vouch-complete-symbolic"
                                                         : "vouch-cancelled-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->answer_icon),
                              (const char *[]) { sends ? "success" : "error", NULL });
  gtk_label_set_label (self->answer, answer);
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice != NULL);
}

static void
show_explanation (VouchWhyDialog *self)
{
  const VouchExplanation *explanation = self->explain != NULL ? get_shown (self) : NULL;
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(GPtrArray) remarks = NULL;

  if (explanation == NULL)
    return;

  rules = vouch_why_list_rules (explanation);
  remarks = vouch_why_list_remarks (explanation);
  show_verdict (self, explanation);
  vouch_lines_update (self->rules, rules);
  vouch_lines_update (self->remarks, remarks);
  gtk_widget_set_visible (self->remark_group, remarks->len > 0);
}

static void
show_results (VouchWhyDialog *self,
              GPtrArray      *results)
{
  g_autoptr(GtkStringList) subjects = gtk_string_list_new (NULL);

  for (guint i = 0; i < results->len; i++)
    gtk_string_list_take (subjects, vouch_why_dup_subject (results->pdata[i]));
  gtk_drop_down_set_model (self->jobs, G_LIST_MODEL (subjects));
  gtk_drop_down_set_selected (self->jobs, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->jobs), results->len > 1);
  show_explanation (self);
  show_page (self, "answer");
}

static void
show_failure (VouchWhyDialog *self,
              const char     *title,
              const char     *sentence)
{
  adw_status_page_set_title (self->failed_page, title);
  vouch_status_text_set (self->failed_page, sentence);
  show_page (self, "failed");
}

static void
explained_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  VouchProcedure *explain = VOUCH_PROCEDURE (object);
  g_autoptr(GError) error = NULL;
  VouchWhyDialog *self;
  GPtrArray *results;

  if (!vouch_procedure_run_finish (explain, result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_WHY_DIALOG (user_data);
  g_clear_object (&self->asking);
  g_set_object (&self->explain, explain);
  results = vouch_explain_get_results (VOUCH_EXPLAIN (explain));
  if (error != NULL)
    {
      g_autofree char *sentence = vouch_text_from_error (error);

      show_failure (self, _("The Candidate Cannot Be Read"), sentence);
    }
  else if (results->len == 0)
    {
      show_failure (self, _("Nobody Found"),
                    _("SmartRecruiters shows Vouch no application of such a candidate."));
    }
  else
    {
      show_results (self, results);
    }
}

static void
ask (VouchWhyDialog *self,
     const char     *candidate_id,
     const char     *job_id)
{
  VouchSession *session = vouch_hub_get_session (self->hub);
  g_autoptr(VouchProcedure) explain = NULL;

  cancel (&self->asking);
  if (session == NULL)
    {
      show_failure (self, _("Not at Work Here"),
                    _("The rules can only be looked at where Vouch is at work."));
      return;
    }

  show_page (self, "busy");
  self->asking = g_cancellable_new ();
  explain = vouch_explain_new (session, candidate_id, job_id);
  vouch_procedure_run_async (explain, self->asking, explained_cb, self);
}

/* Whom to ask about. */

static VouchLine *
make_match_line (const VouchWhyMatch *match)
{
  g_autofree char *candidate_id = vouch_text_isolate (match->candidate_id);
  g_autofree char *title = NULL;

  if (match->job_id == NULL)
    {
      /* Translators: %s is an id or an e-mail address. */
      title = g_strdup_printf (_("Look for “%s” in SmartRecruiters"), candidate_id);
      return vouch_line_new (title, NULL);
    }

  return vouch_line_new (match->candidate != NULL ? match->candidate : candidate_id,
                         match->job_title != NULL ? match->job_title : match->job_id);
}

static GtkWidget *
make_match_row (gpointer line,
                gpointer user_data)
{
  GtkWidget *row = vouch_line_make_row (line, user_data);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = vouch_why_search_finish (result, &error);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  VouchWhyDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_WHY_DIALOG (user_data);
  g_clear_object (&self->searching);
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    g_ptr_array_add (lines, make_match_line (matches->pdata[i]));
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  self->matches = g_steal_pointer (&matches);
  vouch_lines_update (self->match_lines, lines);
  gtk_stack_set_visible_child_name (self->found_stack, lines->len > 0 ? "list" : "none");
}

static void
search_changed_cb (VouchWhyDialog *self)
{
  VouchStore *store = vouch_hub_get_store (self->hub);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  cancel (&self->searching);
  if (text[0] == '\0' || store == NULL)
    {
      g_list_store_remove_all (self->match_lines);
      gtk_stack_set_visible_child_name (self->found_stack, "hint");
      return;
    }

  self->searching = g_cancellable_new ();
  vouch_why_search_async (store, vouch_hub_get_current_id (self->hub), text, self->searching,
                          searched_cb, self);
}

static void
choose (VouchWhyDialog *self,
        guint           index)
{
  const VouchWhyMatch *match;

  if (self->matches == NULL || index >= self->matches->len)
    return;

  match = self->matches->pdata[index];
  ask (self, match->candidate_id, match->job_id);
}

static void
match_activated_cb (VouchWhyDialog *self,
                    GtkListBoxRow  *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

static void
entry_activated_cb (VouchWhyDialog *self)
{
  choose (self, 0);
}

static void
back_cb (VouchWhyDialog *self)
{
  cancel (&self->asking);
  show_page (self, "search");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
vouch_why_dialog_dispose (GObject *object)
{
  VouchWhyDialog *self = VOUCH_WHY_DIALOG (object);

  cancel (&self->searching);
  cancel (&self->asking);
  g_clear_object (&self->explain);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_why_dialog_parent_class)->dispose (object);
}

static void
vouch_why_dialog_finalize (GObject *object)
{
  VouchWhyDialog *self = VOUCH_WHY_DIALOG (object);

  g_clear_object (&self->match_lines);
  g_clear_object (&self->rules);
  g_clear_object (&self->remarks);
  g_clear_pointer (&self->matches, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_why_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, found_stack);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, match_list);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, jobs);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, answer_icon);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, advice);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, rule_list);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, remark_group);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, remark_list);
  gtk_widget_class_bind_template_child (widget_class, VouchWhyDialog, failed_page);
}

static void
vouch_why_dialog_class_init (VouchWhyDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_why_dialog_dispose;
  object_class->finalize = vouch_why_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-why-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, match_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_explanation);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_why_dialog_init (VouchWhyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->match_lines = g_list_store_new (VOUCH_TYPE_LINE);
  self->rules = g_list_store_new (VOUCH_TYPE_LINE);
  self->remarks = g_list_store_new (VOUCH_TYPE_LINE);
  gtk_list_box_bind_model (self->match_list, G_LIST_MODEL (self->match_lines), make_match_row,
                           NULL, NULL);
  gtk_list_box_bind_model (self->rule_list, G_LIST_MODEL (self->rules), vouch_line_make_row, NULL,
                           NULL);
  gtk_list_box_bind_model (self->remark_list, G_LIST_MODEL (self->remarks), vouch_line_make_row,
                           NULL, NULL);
}

/**
 * vouch_why_dialog_new:
 * @parent: a widget in the window that asks
 * @hub: the hub
 * @candidate_id: (nullable): whom it is about; %NULL: that is asked for
 * @job_id: (nullable): one job; %NULL: all of the candidate's
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
vouch_why_dialog_new (GtkWidget  *parent,
                      VouchHub   *hub,
                      const char *candidate_id,
                      const char *job_id)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VouchWhyDialog *self = g_object_new (VOUCH_TYPE_WHY_DIALOG, "transient-for",
                                       GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->hub = g_object_ref (hub);
  if (candidate_id != NULL)
    ask (self, candidate_id, job_id);
  return GTK_WIDGET (self);
}
