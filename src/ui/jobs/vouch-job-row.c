/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "ui/jobs/vouch-job-row.h"
#include "ui/jobs/vouch-job-state.h"
#include "ui/widgets/vouch-cut-text.h"

struct _VouchJobRow
{
  AdwBin parent_instance;

  VouchJobTags *tags;        /* (owned) */
  VouchRow *row;             /* (owned) (nullable) */
  GSignalGroup *row_signals; /* (owned) */
  char *tag;                 /* (owned): as shown */

  GtkLabel *title_label;
  GtkLabel *details_label;
  GtkLabel *requestor_label;
  GtkWidget *state_box;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkButton *state_button;
  GtkMenuButton *tag_button;
  GtkLabel *tag_label;
};

typedef enum { PROP_ROW = 1, PROP_TAG, N_PROPS } VouchJobRowProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchJobRow, vouch_job_row, ADW_TYPE_BIN)

static const VouchJobItem *
get_job (VouchJobRow *self)
{
  return self->row != NULL ? vouch_row_get_data (self->row) : NULL;
}

static char *
dup_title (const VouchJobItem *job)
{
  return vouch_text_isolate (job->title != NULL ? job->title : job->job_id);
}

/* The menu. */

static void
append_tag (GMenu      *menu,
            const char *label,
            const char *action,
            const char *tag)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_string (tag));
  g_menu_append_item (menu, item);
}

/* An underscore of a tag is no mnemonic. */
static char *
dup_label (const char *tag)
{
  g_autofree char *shown = vouch_text_isolate (tag);
  g_auto(GStrv) parts = g_strsplit (shown, "_", -1);

  return g_strjoinv ("__", parts);
}

GMenuModel *
vouch_job_tags_new_menu (VouchJobTags *tags,
                         const char   *present,
                         const char   *action)
{
  GPtrArray *all = vouch_job_tags_get_tags (tags);
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  gboolean known = present == NULL || *present == '\0';

  append_tag (section, _("No Tag"), action, "");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_clear_object (&section);
  section = g_menu_new ();
  for (guint i = 0; i < all->len; i++)
    {
      const char *tag = all->pdata[i];
      g_autofree char *label = dup_label (tag);

      append_tag (section, label, action, tag);
      known |= g_strcmp0 (tag, present) == 0;
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));

  if (!known)
    {
      g_autofree char *escaped = dup_label (present);
      /* Translators: a tag that a job carries and that no template has. */
      g_autofree char *label = g_strdup_printf (_("%s (no template)"), escaped);

      g_clear_object (&section);
      section = g_menu_new ();
      append_tag (section, label, action, present);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

static void
create_popup (GtkMenuButton *button,
              gpointer       user_data)
{
  VouchJobRow *self = VOUCH_JOB_ROW (user_data);
  const VouchJobItem *job = get_job (self);
  g_autoptr(GMenuModel) menu =
    vouch_job_tags_new_menu (self->tags, job != NULL ? job->tag : NULL, "job.tag");

  gtk_menu_button_set_menu_model (button, menu);
}

/* What is shown. */

static char *
dup_details (const VouchJobItem *job)
{
  const char *const parts[] = { job->ref_number, job->department, job->location };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *shown = vouch_text_isolate (parts[i]);

      if (shown != NULL && *shown != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", shown);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_tag (VouchJobRow        *self,
          const VouchJobItem *job)
{
  const VouchEffect *effect = vouch_job_tags_find_effect (self->tags, job->job_id);
  gboolean open = effect != NULL && vouch_effect_state_is_open (effect->state) &&
                  effect->body != NULL;
  const char *tag = open ? effect->body : job->tag != NULL ? job->tag : "";
  g_autofree char *label = *tag != '\0' ? vouch_text_isolate (tag) : g_strdup (_("No tag"));
  g_autofree char *title = dup_title (job);
  g_autofree char *name = g_strdup_printf (_("Tag of %s: %s"), title, label);

  gtk_label_set_label (self->tag_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tag_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tag_button),
                            vouch_hub_get_can_write (vouch_job_tags_get_hub (self->tags)));
  if (g_strcmp0 (self->tag, tag) == 0)
    return;

  g_free (self->tag);
  self->tag = g_strdup (tag);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAG]);
}

static void
show_state (VouchJobRow        *self,
            const VouchJobItem *job)
{
  static const char *const classes[] = { "warning", "success", "dim-label" };
  g_auto(VouchJobState) state = { 0 };

  vouch_job_state_find (self->tags, job, &state);
  gtk_widget_set_visible (self->state_box, state.sentence != NULL);
  if (state.sentence == NULL)
    return;

  gtk_label_set_label (self->state_label, state.sentence);
  gtk_image_set_from_icon_name (self->state_icon, state.icon);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), state.css_class);
  gtk_widget_set_visible (GTK_WIDGET (self->state_button), state.button != NULL);
  if (state.button != NULL)
    gtk_button_set_label (self->state_button, state.button);
}

static void
show_requestor (VouchJobRow        *self,
                const VouchJobItem *job)
{
  g_autofree char *requestor = vouch_job_tags_dup_requestor (self->tags, job);
  g_autofree char *text = NULL;

  /* Translators: shown under a job; %s is a name with a role: "Ana Ruiz (recruiter)". */
  if (requestor != NULL)
    text = g_strdup_printf (_("Requestor: %s"), requestor);
  else if (!job->has_team && job->match != VOUCH_JOB_NO_TAG)
    text = g_strdup (_("The hiring team has not been read yet"));

  gtk_label_set_label (self->requestor_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->requestor_label), text != NULL);
}

static void
update (VouchJobRow *self)
{
  const VouchJobItem *job = get_job (self);
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->tag_button), job != NULL);
  if (job == NULL)
    {
      /* Filled as soon as its page of rows was read. */
      gtk_label_set_label (self->title_label, " ");
      gtk_label_set_label (self->details_label, " ");
      gtk_widget_set_visible (GTK_WIDGET (self->requestor_label), FALSE);
      gtk_widget_set_visible (self->state_box, FALSE);
      return;
    }

  title = dup_title (job);
  details = dup_details (job);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->details_label, details);
  show_requestor (self, job);
  show_state (self, job);
  show_tag (self, job);
}

static void
state_clicked_cb (VouchJobRow *self)
{
  const VouchJobItem *job = get_job (self);
  g_auto(VouchJobState) state = { 0 };

  if (job == NULL)
    return;

  vouch_job_state_find (self->tags, job, &state);
  if (state.tag != NULL)
    vouch_job_tags_set (self->tags, job->job_id, state.tag);
  else if (state.button != NULL)
    vouch_job_tags_retry (self->tags, job->job_id);
}

static void
choose_tag (VouchJobRow *self,
            const char  *tag)
{
  const VouchJobItem *job = get_job (self);

  if (job != NULL && g_strcmp0 (tag, self->tag) != 0)
    vouch_job_tags_set (self->tags, job->job_id, tag);
}

static void
vouch_job_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VouchJobRow *self = VOUCH_JOB_ROW (object);

  switch ((VouchJobRowProperty) prop_id)
    {
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_job_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VouchJobRow *self = VOUCH_JOB_ROW (object);

  switch ((VouchJobRowProperty) prop_id)
    {
    case PROP_ROW:
      vouch_job_row_set_row (self, g_value_get_object (value));
      break;
    case PROP_TAG:
      choose_tag (self, g_value_get_string (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_job_row_dispose (GObject *object)
{
  VouchJobRow *self = VOUCH_JOB_ROW (object);

  g_clear_object (&self->row_signals);

  G_OBJECT_CLASS (vouch_job_row_parent_class)->dispose (object);
}

static void
vouch_job_row_finalize (GObject *object)
{
  VouchJobRow *self = VOUCH_JOB_ROW (object);

  g_clear_object (&self->tags);
  g_clear_object (&self->row);
  g_clear_pointer (&self->tag, g_free);

  G_OBJECT_CLASS (vouch_job_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, requestor_label);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, state_button);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, tag_button);
  gtk_widget_class_bind_template_child (widget_class, VouchJobRow, tag_label);
}

static void
vouch_job_row_class_init (VouchJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_job_row_get_property;
  object_class->set_property = vouch_job_row_set_property;
  object_class->dispose = vouch_job_row_dispose;
  object_class->finalize = vouch_job_row_finalize;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, VOUCH_TYPE_ROW, flags);
  properties[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-job-row.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, state_clicked_cb);
  gtk_widget_class_install_property_action (widget_class, "job.tag", "tag");
}

static void
vouch_job_row_init (VouchJobRow *self)
{
  self->tag = g_strdup ("");
  self->row_signals = g_signal_group_new (VOUCH_TYPE_ROW);
  g_signal_group_connect_swapped (self->row_signals, "notify::data", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_cut_text_tell (self->title_label);
  vouch_cut_text_tell (self->details_label);
  vouch_cut_text_tell (self->requestor_label);
  gtk_menu_button_set_create_popup_func (self->tag_button, create_popup, self, NULL);
}

GtkWidget *
vouch_job_row_new (VouchJobTags *tags)
{
  VouchJobRow *self = g_object_new (VOUCH_TYPE_JOB_ROW, NULL);

  self->tags = g_object_ref (tags);
  g_signal_connect_object (tags, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
vouch_job_row_set_row (VouchJobRow *self,
                       VouchRow    *row)
{
  g_return_if_fail (VOUCH_IS_JOB_ROW (self));

  if (!g_set_object (&self->row, row))
    return;

  g_signal_group_set_target (self->row_signals, row);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}
