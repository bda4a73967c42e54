/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-scopes.h"
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "ui/connectors/vouch-link.h"
#include "ui/vouch-load.h"
#include "ui/welcome/vouch-checklist.h"

/* What the person skipped, by name, separated by commas: a value of the connection. */
#define SKIPPED "checklist-skipped"

typedef enum
{
  STEP_ATS,
  STEP_CROSSCHQ,
  STEP_RIGHTS,
  STEP_TEMPLATE,
  STEP_TAGS,
  STEP_JOB,
  STEP_ON,
  STEP_SYNC,
  N_STEPS,
} Step;

static const struct
{
  const char *name;
  const char *title;
  const char *subtitle;
  const char *button;
  const char *action;
  const char *target;
} steps[] = {
  { "smartrecruiters", NC_("checklist", "Connect SmartRecruiters"),
    NC_("checklist", "Where your candidates and jobs are"),
    NC_("checklist", "Connect"), "win.manage", "smartrecruiters" },
  { "crosschq", NC_("checklist", "Enter the Crosschq key"),
    NC_("checklist", "So that references can be requested there"),
    NC_("checklist", "Enter"), "win.manage", "crosschq" },
  { "rights", NC_("checklist", "Check the rights"),
    NC_("checklist", "Company Settings and what else is needed"),
    NC_("checklist", "Check"), "win.manage", "smartrecruiters" },
  { "template", NC_("checklist", "Make a template"),
    NC_("checklist", "Which survey, and how many references of which kind"),
    NC_("checklist", "Make"), "win.new-template", NULL },
  { "tags", NC_("checklist", "Push its tag to SmartRecruiters"),
    NC_("checklist", "So that a job can carry it"),
    NC_("checklist", "Push"), "win.push-tags", NULL },
  { "job", NC_("checklist", "Tag a job"),
    NC_("checklist", "Which template counts for it"),
    NC_("checklist", "Choose"), "win.show-page", "jobs" },
  { "on", NC_("checklist", "Turn the connection on"),
    NC_("checklist", "From then on, moves are noticed"),
    NC_("checklist", "Turn On"), "win.manage", "smartrecruiters" },
  { "sync", NC_("checklist", "Sync for the first time"),
    NC_("checklist", "Then move a candidate to the Crosschq step"),
    NC_("checklist", "Sync"), "win.sync", NULL },
};

struct _VouchChecklist
{
  AdwBin parent_instance;

  VouchHub *hub;              /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  gboolean done;
  gboolean loading;
  gboolean stale;

  GtkListBox *list;
  GtkLabel *count_label;
  GtkProgressBar *progress;
  GtkWidget *icons[N_STEPS];  /* (unowned), as those that follow: in the rows */
  GtkWidget *words[N_STEPS];
  GtkWidget *buttons[N_STEPS];
  GtkWidget *skips[N_STEPS];
};

typedef enum { PROP_DONE = 1, N_PROPS } VouchChecklistProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchChecklist, vouch_checklist, ADW_TYPE_BIN)

static void load (VouchChecklist *self);

/* How far it is. */

typedef struct
{
  gint64 connection_id;
  gboolean done[N_STEPS];
  gboolean skipped[N_STEPS];
} Facts;

static gboolean
is_tag (GPtrArray  *templates,
        const char *tag)
{
  for (guint i = 0; tag != NULL && i < templates->len; i++)
    {
      if (g_str_equal (((VouchTemplate *) templates->pdata[i])->tag, tag))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_value (GPtrArray  *values,
           const char *tag)
{
  for (guint i = 0; i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (!value->archived && g_str_equal (value->label, tag))
        return TRUE;
    }

  return FALSE;
}

/* A free-text field takes every tag; a select has to have them all. */
static gboolean
read_tags (Facts      *self,
           VouchDb    *db,
           GPtrArray  *templates,
           GError    **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTagField) field = vouch_tag_field_get (db, self->connection_id, &failure);
  g_autoptr(GPtrArray) values = NULL;

  if (failure == NULL)
    values = vouch_tag_values_list (db, self->connection_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->done[STEP_TAGS] = templates->len > 0 && field != NULL && field->id != NULL;
  for (guint i = 0; self->done[STEP_TAGS] && !field->free_text && i < templates->len; i++)
    self->done[STEP_TAGS] = has_value (values, ((VouchTemplate *) templates->pdata[i])->tag);
  return TRUE;
}

static gboolean
read_jobs (Facts      *self,
           VouchDb    *db,
           GPtrArray  *templates,
           GError    **error)
{
  g_autoptr(GPtrArray) jobs = vouch_jobs_list (db, self->connection_id, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    self->done[STEP_JOB] |= is_tag (templates, ((VouchJob *) jobs->pdata[i])->tag);

  return jobs != NULL;
}

static gboolean
read_skipped (Facts    *self,
              VouchDb  *db,
              GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *value =
    vouch_values_get (db, self->connection_id, VOUCH_VALUE_SETTING, SKIPPED, &failure);
  g_auto(GStrv) names = g_strsplit (value != NULL ? value : "", ",", -1);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; i < N_STEPS; i++)
    self->skipped[i] = g_strv_contains ((const char *const *) names, steps[i].name);
  return TRUE;
}

static gboolean
read_facts (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Facts *self = data;
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, self->connection_id, error);

  if (templates == NULL)
    return FALSE;

  self->done[STEP_TEMPLATE] = templates->len > 0;
  return read_tags (self, db, templates, error) && read_jobs (self, db, templates, error) &&
         read_skipped (self, db, error);
}

static gboolean
has_rights (const VouchConnection *connection)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (connection->scopes,
                                                           VOUCH_ATS_FEATURES_ALL);

  for (guint i = 0; i < missing->len; i++)
    {
      if (((const VouchAtsScope *) missing->pdata[i])->required)
        return FALSE;
    }

  return connection->sign_in != VOUCH_SIGN_IN_NONE;
}

/* What the window knows without reading. */
static void
add_known (VouchChecklist *self,
           Facts          *facts)
{
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);
  const VouchConnection *connection = vouch_connection_item_get (current);

  facts->done[STEP_ATS] = vouch_link_is_made (vouch_link_find_ats (self->hub));
  facts->done[STEP_CROSSCHQ] = vouch_link_is_made (vouch_link_find_crosschq (self->hub));
  facts->done[STEP_RIGHTS] = has_rights (connection);
  facts->done[STEP_ON] = connection->on;
  facts->done[STEP_SYNC] = connection->on && vouch_hub_get_last_sync (self->hub) != 0 &&
                           vouch_hub_get_problem (self->hub) == NULL;
}

/* What is shown. */

static void
show_step (VouchChecklist *self,
           Step            step,
           const Facts    *facts,
           gboolean        next)
{
  gboolean open = !facts->done[step] && !facts->skipped[step];
  const char *word = "";

  if (facts->done[step])
    word = C_("checklist", "Done");
  else if (facts->skipped[step])
    word = C_("checklist", "Skipped");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icons[step]),
                                facts->done[step] ? "vouch-connected-symbolic"
                                                  : "vouch-disconnected-symbolic");
  if (facts->done[step])
    gtk_widget_add_css_class (self->icons[step], "success");
  else
    gtk_widget_remove_css_class (self->icons[step], "success");
  gtk_label_set_label (GTK_LABEL (self->words[step]), word);
  gtk_widget_set_visible (self->words[step], !open);
  /* Who skipped a step by mistake can still take it. Without both sides nothing else works. */
  gtk_widget_set_visible (self->buttons[step], !facts->done[step]);
  gtk_widget_set_visible (self->skips[step], open && step != STEP_ATS && step != STEP_CROSSCHQ);
  if (next)
    gtk_widget_add_css_class (self->buttons[step], "suggested-action");
  else
    gtk_widget_remove_css_class (self->buttons[step], "suggested-action");
}

static void
set_done (VouchChecklist *self,
          gboolean        done)
{
  gtk_widget_set_visible (GTK_WIDGET (self), !done && vouch_hub_get_can_write (self->hub));
  if (self->done == done)
    return;

  self->done = done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static void
show_facts (VouchChecklist *self,
            const Facts    *facts)
{
  guint n_over = 0;
  g_autofree char *count = NULL;
  gboolean next = TRUE;

  for (guint i = 0; i < N_STEPS; i++)
    {
      gboolean over = facts->done[i] || facts->skipped[i];

      show_step (self, i, facts, !over && next);
      next = next && over;
      n_over += over;
    }

  /* Translators: steps of the checklist: "3 of 8" */
  count = g_strdup_printf (_("%u of %u"), n_over, (guint) N_STEPS);
  gtk_label_set_label (self->count_label, count);
  gtk_progress_bar_set_fraction (self->progress, (double) n_over / N_STEPS);
  set_done (self, n_over == N_STEPS);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree Facts *facts = vouch_load_finish (result, &error);
  VouchChecklist *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_CHECKLIST (user_data);
  self->loading = FALSE;
  if (facts != NULL && facts->connection_id == vouch_hub_get_current_id (self->hub))
    {
      add_known (self, facts);
      show_facts (self, facts);
    }
  if (self->stale)
    load (self);
}

static void
load (VouchChecklist *self)
{
  VouchStore *store = vouch_hub_get_store (self->hub);
  Facts *facts;

  self->stale = self->loading;
  if (self->loading || store == NULL || vouch_hub_get_current (self->hub) == NULL)
    return;

  self->loading = TRUE;
  facts = g_new0 (Facts, 1);
  facts->connection_id = vouch_hub_get_current_id (self->hub);
  vouch_load_async (store, "read checklist", read_facts, facts, g_free, self->cancellable,
                    loaded_cb, self);
}

/* Skipping. */

typedef struct
{
  gint64 connection_id;
  const char *name;
} Skip;

static gboolean
save_skip (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const Skip *self = data;
  g_autoptr(GError) failure = NULL;
  g_autofree char *old =
    vouch_values_get (db, self->connection_id, VOUCH_VALUE_SETTING, SKIPPED, &failure);
  g_autofree char *value = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  value = old != NULL ? g_strdup_printf ("%s,%s", old, self->name) : g_strdup (self->name);
  return vouch_values_set (db, self->connection_id, VOUCH_VALUE_SETTING, SKIPPED, value, error);
}

static void
skipped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree Skip *skip = vouch_save_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  load (user_data);
}

static void
skip_clicked_cb (VouchChecklist *self,
                 GtkWidget      *button)
{
  Skip *skip = g_new0 (Skip, 1);
  guint step = 0;

  while (self->skips[step] != button)
    step++;
  skip->connection_id = vouch_hub_get_current_id (self->hub);
  skip->name = steps[step].name;
  vouch_save_async (vouch_hub_get_store (self->hub), "commit skipped step", save_skip, skip, g_free,
                    self->cancellable, skipped_cb, self);
}

/* The rows. */

static void
name_button (GtkWidget  *button,
             const char *verb,
             const char *title)
{
  /* Translators: for a screen reader: what a button does, and for which step. */
  g_autofree char *name = g_strdup_printf (C_("checklist", "%s: %s"), verb, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
add_buttons (VouchChecklist *self,
             Step            step,
             AdwActionRow   *row,
             const char     *title)
{
  const char *verb = g_dpgettext2 (GETTEXT_PACKAGE, "checklist", steps[step].button);

  self->words[step] = gtk_label_new ("");
  gtk_widget_add_css_class (self->words[step], "dim-label");
  self->skips[step] = gtk_button_new_with_label (C_("checklist", "Skip"));
  gtk_widget_add_css_class (self->skips[step], "flat");
  self->buttons[step] = gtk_button_new_with_label (verb);
  if (steps[step].target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[step]), "s",
                                      steps[step].target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->buttons[step]), steps[step].action);
  name_button (self->buttons[step], verb, title);
  name_button (self->skips[step], C_("checklist", "Skip"), title);
  g_signal_connect_object (self->skips[step], "clicked", G_CALLBACK (skip_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_valign (self->skips[step], GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->buttons[step], GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, self->words[step]);
  adw_action_row_add_suffix (row, self->skips[step]);
  adw_action_row_add_suffix (row, self->buttons[step]);
}

static void
add_row (VouchChecklist *self,
         Step            step)
{
  const char *title = g_dpgettext2 (GETTEXT_PACKAGE, "checklist", steps[step].title);
  const char *subtitle = g_dpgettext2 (GETTEXT_PACKAGE, "checklist", steps[step].subtitle);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  self->icons[step] = gtk_image_new ();
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), self->icons[step]);
  add_buttons (self, step, ADW_ACTION_ROW (row), title);
  gtk_list_box_append (self->list, row);
}

static void
store_changed_cb (VouchChecklist *self,
                  const char     *subject)
{
  static const char *const subjects[] = { "connection", "template", "job", "setting", "tag-field",
                                          "tag-value", NULL };

  if (g_strv_contains (subjects, subject))
    load (self);
}

static void
follow_store (VouchChecklist *self)
{
  VouchStore *store = vouch_hub_get_store (self->hub);

  if (store != NULL && vouch_hub_get_can_write (self->hub))
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                             G_CONNECT_SWAPPED);
  load (self);
}

static void
vouch_checklist_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((VouchChecklistProperty) prop_id)
    {
    case PROP_DONE:
      g_value_set_boolean (value, VOUCH_CHECKLIST (object)->done);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_checklist_dispose (GObject *object)
{
  VouchChecklist *self = VOUCH_CHECKLIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_checklist_parent_class)->dispose (object);
}

static void
vouch_checklist_class_init (VouchChecklistClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_checklist_get_property;
  object_class->dispose = vouch_checklist_dispose;

  properties[PROP_DONE] =
    g_param_spec_boolean ("done", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-checklist.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchChecklist, list);
  gtk_widget_class_bind_template_child (widget_class, VouchChecklist, count_label);
  gtk_widget_class_bind_template_child (widget_class, VouchChecklist, progress);
}

static void
vouch_checklist_init (VouchChecklist *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_STEPS; i++)
    add_row (self, i);
}

GtkWidget *
vouch_checklist_new (VouchHub *hub)
{
  VouchChecklist *self = g_object_new (VOUCH_TYPE_CHECKLIST, NULL);

  self->hub = g_object_ref (hub);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (hub, "notify::state", G_CALLBACK (follow_store), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  follow_store (self);
  return GTK_WIDGET (self);
}

gboolean
vouch_checklist_get_done (VouchChecklist *self)
{
  g_return_val_if_fail (VOUCH_IS_CHECKLIST (self), FALSE);

  return self->done;
}
