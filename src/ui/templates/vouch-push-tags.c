/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-jobs.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-observe-company.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-push-tags.h"
#include "ui/templates/vouch-tag-plan.h"
#include "ui/vouch-load.h"
#include "ui/vouch-reloader.h"
#include "ui/vouch-sending.h"
#include "ui/widgets/vouch-field-hint.h"
#include "ui/widgets/vouch-status-text.h"
#include "ui/widgets/vouch-switch-row.h"

struct _VouchPushTags
{
  AdwWindow parent_instance;

  VouchHub *hub;              /* (owned) */
  VouchReloader *reloader;    /* (owned) (nullable): once the field was read */
  VouchTagPlan *plan;         /* (owned) (nullable): as read last */
  GCancellable *cancellable;  /* (owned) */
  gint64 pushed_at;           /* G_MAXINT64: not yet */

  GtkStack *stack;
  GtkWidget *cancel_button;
  GtkWidget *push_button;
  GtkWidget *close_button;
  GtkLabel *steps_label;
  AdwStatusPage *steps_page;
  AdwStatusPage *failed_page;
  GtkListBox *tags_list;
  AdwPreferencesGroup *stale_group;
  GtkListBox *stale_list;
  VouchSwitchRow *archive_row;
  VouchFieldHint *hint;
};

G_DEFINE_FINAL_TYPE (VouchPushTags, vouch_push_tags, ADW_TYPE_WINDOW)

/* In words. */

static char *
dup_counts (const VouchTemplateSet *set,
            const char             *label,
            VouchTagState          *state)
{
  guint n_missing = 0;

  for (guint i = 0; i < set->templates->len; i++)
    {
      const VouchTemplate *template = set->templates->pdata[i];
      gboolean listed = FALSE;

      for (guint j = 0; j < set->values->len; j++)
        {
          const VouchTagValue *value = set->values->pdata[j];

          listed |= !value->archived && g_strcmp0 (value->label, template->tag) == 0;
        }
      n_missing += !listed;
    }

  *state = n_missing > 0 ? VOUCH_TAGS_ATTENTION : VOUCH_TAGS_GOOD;
  if (n_missing == 0)
    return g_strdup_printf (_("Every tag can be chosen in the job field “%s”."), label);

  return g_strdup_printf (ngettext ("%u tag cannot be chosen in the job field “%s” yet.",
                                    "%u tags cannot be chosen in the job field “%s” yet.",
                                    n_missing), n_missing, label);
}

char *
vouch_tags_describe (const VouchTemplateSet *set,
                     VouchTagState          *state)
{
  g_autofree char *label = NULL;

  *state = VOUCH_TAGS_PLAIN;
  if (set->field == NULL)
    return g_strdup (_("The job field has not been read yet."));

  label = vouch_text_isolate (set->field->label);
  if (set->field->free_text)
    return g_strdup_printf (_("The job field “%s” takes any text; there is nothing to push."),
                            label);

  *state = VOUCH_TAGS_ATTENTION;
  if (set->field->id == NULL)
    return g_strdup (_("SmartRecruiters has no job field for the tags."));
  if (!set->field->active)
    return g_strdup_printf (_("The job field “%s” is not active in SmartRecruiters."), label);

  return dup_counts (set, label, state);
}

static char *
dup_state (VouchPushTags       *self,
           const VouchTagLine  *line,
           const char         **icon)
{
  gboolean archives = vouch_switch_row_get_active (self->archive_row);

  if (line->stale)
    {
      *icon = archives ? "user-trash-symbolic" : NULL;
      return g_strdup (archives ? _("Will be archived") : _("Stays as it is"));
    }

  if (line->from != NULL)
    {
      g_autofree char *from = vouch_text_isolate (line->from);

      *icon = "document-edit-symbolic";
      return g_strdup_printf (_("“%s” will be renamed to this; jobs that have it keep it"), from);
    }

  *icon = line->listed ? "emblem-ok-symbolic" : "list-add-symbolic";
  return g_strdup (line->listed ? _("Can be chosen already") : _("Will be added"));
}

static char *
dup_result (const VouchTagLine  *line,
            const char         **icon)
{
  const VouchEffect *effect = line->effect;
  g_autofree char *from = vouch_text_isolate (line->from);
  g_autoptr(VouchText) text = NULL;

  *icon = "vouch-waiting-symbolic";
  switch (effect->state)
    {
    case VOUCH_EFFECT_DONE:
      *icon = "emblem-ok-symbolic";
      if (line->from != NULL)
        return g_strdup_printf (_("Renamed from “%s”"), from);
      return g_strdup (line->stale ? _("Archived") : _("Added"));
    case VOUCH_EFFECT_HELD:
    case VOUCH_EFFECT_REFUSED:
      *icon = "dialog-warning-symbolic";
      text = effect->reason != NULL ? vouch_text_for_reason (effect->reason) : NULL;
      return g_strdup (text != NULL ? text->sentence : _("SmartRecruiters did not take it."));
    case VOUCH_EFFECT_UNKNOWN:
      return g_strdup (_("The answer was lost; Vouch looks whether it was done."));
    case VOUCH_EFFECT_PLANNED:
    case VOUCH_EFFECT_SENDING:
    case VOUCH_EFFECT_SUPERSEDED:
    default:
      if (line->from != NULL)
        return g_strdup (_("Waits to be renamed…"));
      return g_strdup (line->stale ? _("Waits to be archived…") : _("Waits to be added…"));
    }
}

/* What is shown. */

static GtkWidget *
create_row (VouchPushTags      *self,
            const VouchTagLine *line)
{
  const char *icon = NULL;
  g_autofree char *state = line->effect != NULL ? dup_result (line, &icon)
                                                : dup_state (self, line, &icon);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  g_autofree char *label = vouch_text_isolate (line->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  /* Without an icon it keeps its place, so that the titles stand below each other. */
  gtk_widget_set_size_request (image, 16, -1);
  if (g_strcmp0 (icon, "emblem-ok-symbolic") == 0)
    gtk_widget_add_css_class (image, "success");
  else if (g_strcmp0 (icon, "dialog-warning-symbolic") == 0)
    gtk_widget_add_css_class (image, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

static void
empty (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
show_lines (VouchPushTags *self)
{
  guint n_stale = 0;

  empty (self->tags_list);
  empty (self->stale_list);
  for (guint i = 0; i < self->plan->lines->len; i++)
    {
      const VouchTagLine *line = self->plan->lines->pdata[i];

      gtk_list_box_append (line->stale ? self->stale_list : self->tags_list,
                           create_row (self, line));
      n_stale += line->stale;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->stale_group), n_stale > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->archive_row),
                          self->pushed_at == G_MAXINT64 &&
                          vouch_tag_plan_count_stale (self->plan) > 0);
}

static void
update_buttons (VouchPushTags *self)
{
  g_autofree char *bar = vouch_sending_dup_bar (self->hub);
  gboolean pushed = self->pushed_at != G_MAXINT64;
  gboolean listed = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "lines") == 0;
  gboolean changes = self->plan != NULL &&
                     (vouch_tag_plan_count_missing (self->plan) > 0 ||
                      (vouch_switch_row_get_active (self->archive_row) &&
                       vouch_tag_plan_count_stale (self->plan) > 0));

  gtk_widget_set_visible (self->push_button, listed && !pushed);
  gtk_widget_set_sensitive (self->push_button,
                            changes && bar == NULL && vouch_hub_get_can_write (self->hub));
  gtk_widget_set_visible (self->cancel_button, listed && !pushed);
  gtk_widget_set_visible (self->close_button, !listed || pushed);
  vouch_field_hint_say (self->hint, bar, FALSE);
}

static void
show_steps (VouchPushTags *self,
            const char    *title,
            const char    *steps)
{
  adw_status_page_set_title (self->steps_page, title);
  gtk_label_set_label (self->steps_label, steps);
  gtk_stack_set_visible_child_name (self->stack, "steps");
}

static void
show_plan (VouchPushTags *self)
{
  const VouchTagField *field = self->plan->set->field;

  if (field == NULL || field->id == NULL)
    show_steps (self, _("The Job Field Is Missing"),
                _("1. In SmartRecruiters, open Settings and there Job Fields.\n"
                  "2. Add a job field named “Crosschq” of the type “Single select”, category "
                  "“Job”, visibility “Internal”.\n"
                  "3. Add one of your tags as its first value, and activate the field.\n"
                  "4. Come back here and push the tags."));
  else if (!field->active)
    show_steps (self, _("The Job Field Is Not Active"),
                _("1. In SmartRecruiters, open Settings and there Job Fields.\n"
                  "2. Give the field at least one value, and activate it.\n"
                  "3. Come back here and push the tags."));
  else if (field->free_text)
    gtk_stack_set_visible_child_name (self->stack, "free-text");
  else
    gtk_stack_set_visible_child_name (self->stack, "lines");

  show_lines (self);
  update_buttons (self);
}

static void
show_failure (VouchPushTags *self,
              const GError  *error)
{
  vouch_status_text_set_error (self->failed_page, error);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  update_buttons (self);
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  return vouch_tag_plan_new (connection_id, VOUCH_PUSH_TAGS (user_data)->pushed_at);
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchPushTags *self = VOUCH_PUSH_TAGS (user_data);

  if (data == NULL)
    {
      show_failure (self, error);
      return;
    }

  if (self->plan != NULL && self->pushed_at != G_MAXINT64)
    vouch_tag_plan_follow (data, self->plan);
  g_clear_pointer (&self->plan, vouch_tag_plan_free);
  self->plan = data;
  show_plan (self);
}

static const VouchReading reading = {
  .label = "read tags",
  .subjects = (const char *const[]) { "effect", "template", "tag-field", "tag-value", NULL },
  .prepare = prepare,
  .load = vouch_tag_plan_load,
  .destroy = (GDestroyNotify) vouch_tag_plan_free,
  .take = take,
};

/* Reading the field. */

static void
observed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  VouchPushTags *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_PUSH_TAGS (user_data);
  if (!good)
    show_failure (self, error);
  else if (self->reloader == NULL)
    self->reloader = vouch_reloader_new (self->hub, &reading, self);
  else
    vouch_reloader_reload (self->reloader);
}

static void
observe (VouchPushTags *self)
{
  VouchSession *session = vouch_hub_get_active_session (self->hub);
  g_autoptr(VouchProcedure) procedure = NULL;

  if (session == NULL)
    {
      vouch_reloader_clear (&self->reloader);
      self->reloader = vouch_reloader_new (self->hub, &reading, self);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "reading");
  update_buttons (self);
  procedure = vouch_observe_company_new (session);
  vouch_procedure_run_async (procedure, self->cancellable, observed_cb, self);
}

/* Pushing. */

typedef struct
{
  gint64 connection_id;
  gboolean archive_stale;
  VouchRandom *random;  /* (owned) */
  gint64 now;
} Push;

static void
push_free (Push *self)
{
  g_clear_object (&self->random);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Push, push_free)

static gboolean
plan_push (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const Push *self = data;

  return vouch_action_push_tags (db, self->connection_id, self->archive_stale, self->random,
                                 self->now, error) >= 0;
}

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Push) push = vouch_save_finish (result, &error);
  VouchPushTags *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_PUSH_TAGS (user_data);
  if (push == NULL)
    {
      self->pushed_at = G_MAXINT64;
      show_failure (self, error);
      return;
    }

  vouch_hub_deliver (self->hub);
  vouch_reloader_reload (self->reloader);
}

static void
push_cb (VouchPushTags *self)
{
  Push *push = g_new0 (Push, 1);

  push->connection_id = self->plan->set->connection_id;
  push->archive_stale = vouch_switch_row_get_active (self->archive_row);
  push->random = g_object_ref (vouch_context_get_random (vouch_hub_get_context (self->hub)));
  push->now = vouch_hub_get_now (self->hub);
  self->pushed_at = push->now;
  update_buttons (self);
  vouch_save_async (vouch_hub_get_store (self->hub), "commit push", plan_push, push,
                    (GDestroyNotify) push_free, self->cancellable, planned_cb, self);
}

static void
archive_changed_cb (VouchPushTags *self)
{
  if (self->plan == NULL)
    return;

  show_lines (self);
  update_buttons (self);
}

static void
copy_steps_cb (VouchPushTags *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (self->steps_label));
}

static void
try_again_cb (VouchPushTags *self)
{
  observe (self);
}

static void
close_cb (VouchPushTags *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
vouch_push_tags_dispose (GObject *object)
{
  VouchPushTags *self = VOUCH_PUSH_TAGS (object);

  g_cancellable_cancel (self->cancellable);
  vouch_reloader_clear (&self->reloader);

  G_OBJECT_CLASS (vouch_push_tags_parent_class)->dispose (object);

  g_clear_object (&self->hub);
}

static void
vouch_push_tags_finalize (GObject *object)
{
  VouchPushTags *self = VOUCH_PUSH_TAGS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, vouch_tag_plan_free);

  G_OBJECT_CLASS (vouch_push_tags_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, push_button);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, close_button);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, steps_label);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, steps_page);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, tags_list);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, stale_group);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, stale_list);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, archive_row);
  gtk_widget_class_bind_template_child (widget_class, VouchPushTags, hint);
}

static void
vouch_push_tags_class_init (VouchPushTagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_push_tags_dispose;
  object_class->finalize = vouch_push_tags_finalize;

  g_type_ensure (VOUCH_TYPE_FIELD_HINT);
  g_type_ensure (VOUCH_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-push-tags.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, push_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_steps_cb);
  gtk_widget_class_bind_template_callback (widget_class, archive_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vouch_push_tags_init (VouchPushTags *self)
{
  self->cancellable = g_cancellable_new ();
  self->pushed_at = G_MAXINT64;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vouch_push_tags_new (VouchHub *hub)
{
  VouchPushTags *self = g_object_new (VOUCH_TYPE_PUSH_TAGS, NULL);

  self->hub = g_object_ref (hub);
  observe (self);
  return GTK_WIDGET (self);
}
