/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "model/vouch-placeholders.h"
#include "setup/vouch-template-json.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-managers-group.h"
#include "ui/templates/vouch-message-row.h"
#include "ui/templates/vouch-slots-group.h"
#include "ui/templates/vouch-template-form.h"
#include "ui/widgets/vouch-field-hint.h"
#include "ui/widgets/vouch-switch-row.h"

struct _VouchTemplateForm
{
  AdwPreferencesPage parent_instance;

  gint64 connection_id;
  gint64 id;                  /* 0: a new one */
  guint n_jobs;               /* that carry @old_tag */
  char *old_tag;              /* (owned) (nullable) */
  JsonNode *initial;          /* (owned) (nullable): what the form said at first */
  GPtrArray *surveys;         /* (owned), of VouchSurvey */
  GPtrArray *others;          /* (owned), of char: tags of the other templates */
  GPtrArray *codes;           /* (owned), of char: survey of each row of the list but the first */
  char *survey;               /* (owned) (nullable): code of the chosen one */
  char *dialect;              /* (owned) (nullable) */
  char *company;              /* (owned) (nullable) */
  GHashTable *touched;        /* (owned): fields somebody typed in */
  gboolean valid;
  gboolean tells_all;         /* also what is missing where nobody was */
  gboolean filling;           /* the form is filled by us */

  GtkEditable *name_row;
  VouchFieldHint *name_hint;
  GtkEditable *tag_row;
  VouchFieldHint *tag_hint;
  GtkEditable *description_row;
  GtkEditable *position_row;
  AdwComboRow *survey_row;
  VouchFieldHint *survey_hint;
  VouchSlotsGroup *slots;
  VouchManagersGroup *managers;
  VouchMessageRow *subject_row;
  VouchMessageRow *body_row;
  VouchMessageRow *sms_row;
  VouchSwitchRow *use_sms_row;
  VouchSwitchRow *past_due_row;
  GtkWidget *losses_group;
  VouchFieldHint *losses_hint;
};

typedef enum { PROP_VALID = 1, N_PROPS } VouchTemplateFormProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchTemplateForm, vouch_template_form, ADW_TYPE_PREFERENCES_PAGE)

/* The form and the template. */

static char *
dup_entry (GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);

  return *text != '\0' ? g_strdup (text) : NULL;
}

VouchTemplate *
vouch_template_form_build (VouchTemplateForm *self)
{
  VouchTemplate *template = vouch_template_new ();

  template->id = self->id;
  template->connection_id = self->connection_id;
  template->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  template->tag = vouch_tag_normalize (gtk_editable_get_text (self->tag_row));
  template->description = dup_entry (self->description_row);
  template->position = dup_entry (self->position_row);
  template->survey = g_strdup (self->survey != NULL ? self->survey : "");
  template->email_subject = vouch_message_row_dup_text (self->subject_row);
  template->email_body = vouch_message_row_dup_text (self->body_row);
  template->sms_body = vouch_message_row_dup_text (self->sms_row);
  template->use_sms = vouch_switch_row_get_active (self->use_sms_row);
  template->past_due_notice = vouch_switch_row_get_active (self->past_due_row);
  vouch_slots_group_store (self->slots, template);
  vouch_managers_group_store (self->managers, template);
  return template;
}

static void
set_entry (GtkEditable *entry,
           const char  *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

static void
fill (VouchTemplateForm *self,
      const VouchTemplate *template)
{
  self->filling = TRUE;
  set_entry (self->name_row, template->name);
  set_entry (self->tag_row, template->tag);
  set_entry (self->description_row, template->description);
  set_entry (self->position_row, template->position);
  vouch_message_row_set_text (self->subject_row, template->email_subject);
  vouch_message_row_set_text (self->body_row, template->email_body);
  vouch_message_row_set_text (self->sms_row, template->sms_body);
  vouch_switch_row_set_active (self->use_sms_row, template->use_sms);
  vouch_switch_row_set_active (self->past_due_row, template->past_due_notice);
  vouch_slots_group_load (self->slots, template);
  vouch_managers_group_load (self->managers, template);
  self->filling = FALSE;
}

gboolean
vouch_template_form_is_changed (VouchTemplateForm *self)
{
  g_autoptr(VouchTemplate) template = vouch_template_form_build (self);
  g_autoptr(JsonNode) now = vouch_template_to_json (template);

  return !json_node_equal (self->initial, now);
}

/* What is wrong with it. */

/* An empty field of a new template is not an error before somebody was there. */
static gboolean
may_tell (VouchTemplateForm *self,
          gpointer             field,
          const VouchReason   *reason)
{
  return !g_str_has_suffix (vouch_reason_get_id (reason), "-missing") || self->id != 0 ||
         self->tells_all || g_hash_table_contains (self->touched, field);
}

static char *
dup_problem (VouchTemplateForm *self,
             GPtrArray           *reasons,
             const char          *wanted,
             gpointer             field)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *path = vouch_template_dup_path (reasons->pdata[i]);
      g_autoptr(VouchText) text = NULL;

      if (g_strcmp0 (path, wanted) != 0 || !may_tell (self, field, reasons->pdata[i]))
        continue;
      text = vouch_text_for_reason (reasons->pdata[i]);
      return g_steal_pointer (&text->sentence);
    }

  return NULL;
}

static void
mark (GtkWidget *field,
      gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
is_taken (VouchTemplateForm *self,
          const char          *tag)
{
  for (guint i = 0; i < self->others->len; i++)
    {
      if (g_strcmp0 (self->others->pdata[i], tag) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
show_tag (VouchTemplateForm *self,
          const VouchTemplate *template,
          const char          *problem)
{
  const char *typed = gtk_editable_get_text (self->tag_row);
  gboolean differs = g_strcmp0 (typed, template->tag) != 0 && problem == NULL;
  gboolean orphans = self->n_jobs > 0 && self->old_tag != NULL &&
                     g_strcmp0 (self->old_tag, template->tag) != 0;
  g_autofree char *text = g_strdup (problem);

  if (problem == NULL && is_taken (self, template->tag))
    text = g_strdup (_("Another template has this tag."));
  else if (differs)
    text = g_strdup_printf (_("Tags are lower case, without blanks around them: “%s”."),
                            template->tag);
  else if (problem == NULL && orphans)
    text = g_strdup_printf (ngettext ("%u open job carries the old tag “%s” and has no template "
                                      "then.",
                                      "%u open jobs carry the old tag “%s” and have no template "
                                      "then.", self->n_jobs), self->n_jobs, self->old_tag);

  vouch_field_hint_say (self->tag_hint, text, problem != NULL || is_taken (self, template->tag));
  vouch_field_hint_set_button_label (self->tag_hint, differs && !is_taken (self, template->tag)
                                       ? _("Use It") : NULL);
  mark (GTK_WIDGET (self->tag_row), problem != NULL || is_taken (self, template->tag));
}

static void
show_messages (VouchTemplateForm *self,
               GPtrArray           *reasons)
{
  g_autofree char *subject = dup_problem (self, reasons, "email_subject", self->subject_row);
  g_autofree char *body = dup_problem (self, reasons, "email_body", self->body_row);
  g_autofree char *sms = dup_problem (self, reasons, "sms_body", self->sms_row);

  vouch_message_row_set_problem (self->subject_row, subject);
  vouch_message_row_set_problem (self->body_row, body);
  vouch_message_row_set_problem (self->sms_row, sms);
}

static void
show_problems (VouchTemplateForm *self,
               const VouchTemplate *template,
               GPtrArray           *reasons)
{
  g_autofree char *name = dup_problem (self, reasons, "name", self->name_row);
  g_autofree char *tag = dup_problem (self, reasons, "tag", self->tag_row);
  g_autofree char *survey = dup_problem (self, reasons, "survey", self->survey_row);

  vouch_field_hint_say (self->name_hint, name, TRUE);
  mark (GTK_WIDGET (self->name_row), name != NULL);
  show_tag (self, template, tag);
  vouch_field_hint_say (self->survey_hint, survey, TRUE);
  mark (GTK_WIDGET (self->survey_row), survey != NULL);
  vouch_slots_group_show_problems (self->slots, reasons);
  vouch_managers_group_show_problems (self->managers, reasons);
  show_messages (self, reasons);
}

static void
set_valid (VouchTemplateForm *self,
           gboolean             valid)
{
  if (self->valid == valid)
    return;

  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
check (VouchTemplateForm *self)
{
  g_autoptr(VouchTemplate) template = NULL;
  g_autoptr(GPtrArray) reasons = NULL;
  g_autofree char *losses = NULL;

  if (self->filling)
    return;

  template = vouch_template_form_build (self);
  reasons = vouch_template_validate (template, vouch_surveys_find (self->surveys, self->survey));
  losses = vouch_template_dup_losses (template, self->dialect);
  show_problems (self, template, reasons);
  vouch_field_hint_say (self->losses_hint, losses, FALSE);
  gtk_widget_set_visible (self->losses_group, losses != NULL);
  set_valid (self, reasons->len == 0 && !is_taken (self, template->tag));
}

static void
show_example (VouchTemplateForm *self)
{
  g_autofree char *position = dup_entry (self->position_row);
  const char *const values[VOUCH_N_PLACEHOLDERS] = {
    "Maya", "Lindqvist", position != NULL ? position : _("Project Manager"),
    self->company != NULL ? self->company : _("Example Company"), "Jordan Reyes", "Amara Okafor",
    "https://example.com/request",
  };

  vouch_message_row_set_example (self->subject_row, values);
  vouch_message_row_set_example (self->body_row, values);
  vouch_message_row_set_example (self->sms_row, values);
}

/* A tag is suggested until somebody types one: what it may look like is hard to guess. */
static void
suggest_tag (VouchTemplateForm *self)
{
  g_autofree char *tag = vouch_tag_from_name (gtk_editable_get_text (self->name_row));

  if (self->id != 0 || g_hash_table_contains (self->touched, self->tag_row))
    return;

  self->filling = TRUE;
  gtk_editable_set_text (self->tag_row, tag);
  self->filling = FALSE;
}

static void
changed_cb (VouchTemplateForm *self,
            GtkWidget           *field)
{
  if (self->filling)
    return;

  g_hash_table_add (self->touched, field);
  if (field == GTK_WIDGET (self->name_row))
    suggest_tag (self);
  if (field == GTK_WIDGET (self->position_row))
    show_example (self);
  check (self);
}

static void
fix_tag_cb (VouchTemplateForm *self)
{
  g_autofree char *tag = vouch_tag_normalize (gtk_editable_get_text (self->tag_row));

  gtk_editable_set_text (self->tag_row, tag);
  gtk_widget_grab_focus (GTK_WIDGET (self->tag_row));
}

/* The surveys. */

static void
survey_changed_cb (VouchTemplateForm *self)
{
  guint selected = adw_combo_row_get_selected (self->survey_row);

  if (self->filling)
    return;

  vouch_set_str (&self->survey, selected > 0 && selected <= self->codes->len
                                  ? self->codes->pdata[selected - 1] : NULL);
  g_hash_table_add (self->touched, self->survey_row);
  vouch_slots_group_set_survey (self->slots, vouch_surveys_find (self->surveys, self->survey));
  check (self);
}

static void
fill_surveys (VouchTemplateForm *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->filling = TRUE;
  g_ptr_array_set_size (self->codes, 0);
  gtk_string_list_append (names, _("Not chosen yet"));
  for (guint i = 0; i < self->surveys->len; i++)
    {
      const VouchSurvey *survey = self->surveys->pdata[i];

      gtk_string_list_take (names, vouch_text_isolate (survey->name));
      g_ptr_array_add (self->codes, g_strdup (survey->codename));
      if (g_strcmp0 (survey->codename, self->survey) == 0)
        selected = i + 1;
    }

  /* One that is not offered any more stays what the template says until somebody chooses. */
  if (selected == 0 && self->survey != NULL)
    {
      g_autofree char *gone = vouch_text_isolate (self->survey);

      gtk_string_list_take (names, g_strdup_printf (_("%s (not offered any more)"), gone));
      g_ptr_array_add (self->codes, g_strdup (self->survey));
      selected = self->codes->len;
    }

  adw_combo_row_set_model (self->survey_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->survey_row, selected);
  self->filling = FALSE;
  vouch_slots_group_set_survey (self->slots, vouch_surveys_find (self->surveys, self->survey));
}

/* The form itself. */

static void
vouch_template_form_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((VouchTemplateFormProperty) prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, VOUCH_TEMPLATE_FORM (object)->valid);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* One begins with the name. */
static gboolean
vouch_template_form_grab_focus (GtkWidget *widget)
{
  GtkEditable *name = GTK_EDITABLE (VOUCH_TEMPLATE_FORM (widget)->name_row);
  GtkEditable *text = gtk_editable_get_delegate (name);

  /* A name that is selected would be lost with the next key. */
  if (!gtk_text_grab_focus_without_selecting (GTK_TEXT (text)))
    return FALSE;

  gtk_editable_set_position (name, -1);
  return TRUE;
}

static void
vouch_template_form_finalize (GObject *object)
{
  VouchTemplateForm *self = VOUCH_TEMPLATE_FORM (object);

  g_clear_pointer (&self->old_tag, g_free);
  g_clear_pointer (&self->initial, json_node_unref);
  g_clear_pointer (&self->surveys, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->survey, g_free);
  g_clear_pointer (&self->dialect, g_free);
  g_clear_pointer (&self->company, g_free);
  g_clear_pointer (&self->touched, g_hash_table_unref);

  G_OBJECT_CLASS (vouch_template_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, name_hint);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, tag_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, tag_hint);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, description_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, position_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, survey_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, survey_hint);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, slots);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, managers);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, subject_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, body_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, sms_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, use_sms_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, past_due_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, losses_group);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplateForm, losses_hint);
}

static void
vouch_template_form_class_init (VouchTemplateFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_template_form_get_property;
  object_class->finalize = vouch_template_form_finalize;
  widget_class->grab_focus = vouch_template_form_grab_focus;

  properties[PROP_VALID] =
    g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VOUCH_TYPE_FIELD_HINT);
  g_type_ensure (VOUCH_TYPE_MANAGERS_GROUP);
  g_type_ensure (VOUCH_TYPE_MESSAGE_ROW);
  g_type_ensure (VOUCH_TYPE_SLOTS_GROUP);
  g_type_ensure (VOUCH_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-template-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_tag_cb);
  gtk_widget_class_bind_template_callback (widget_class, survey_changed_cb);
}

static void
vouch_template_form_init (VouchTemplateForm *self)
{
  self->surveys = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  self->others = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->touched = g_hash_table_new (NULL, NULL);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

void
vouch_template_form_set_choices (VouchTemplateForm      *self,
                                 const VouchTemplateSet *set)
{
  g_return_if_fail (VOUCH_IS_TEMPLATE_FORM (self));

  self->connection_id = set->connection_id;
  g_ptr_array_set_size (self->surveys, 0);
  for (guint i = 0; i < set->surveys->len; i++)
    g_ptr_array_add (self->surveys, vouch_survey_copy (set->surveys->pdata[i]));

  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < set->templates->len; i++)
    {
      const VouchTemplate *other = set->templates->pdata[i];

      if (other->id != self->id)
        g_ptr_array_add (self->others, g_strdup (other->tag));
    }

  fill_surveys (self);
  check (self);
}

void
vouch_template_form_set_account (VouchTemplateForm *self,
                                 const char        *dialect,
                                 const char        *company)
{
  g_return_if_fail (VOUCH_IS_TEMPLATE_FORM (self));

  vouch_set_str (&self->dialect, dialect);
  vouch_set_str (&self->company, company);
  show_example (self);
  check (self);
}

void
vouch_template_form_load (VouchTemplateForm   *self,
                          const VouchTemplate *template,
                          guint                n_jobs)
{
  g_autoptr(VouchTemplate) empty = vouch_template_new ();
  g_autoptr(VouchTemplate) built = NULL;
  const VouchTemplate *begin = template != NULL ? template : empty;

  g_return_if_fail (VOUCH_IS_TEMPLATE_FORM (self));

  /* One is less than most accounts of Crosschq take. */
  vouch_template_add_slot (empty, "managers", NULL);
  vouch_template_add_slot (empty, "peers", NULL);
  self->id = begin->id;
  self->n_jobs = n_jobs;
  vouch_set_str (&self->old_tag, begin->tag);
  vouch_set_str (&self->survey, begin->survey);
  for (guint i = self->others->len; begin->id != 0 && i > 0; i--)
    {
      if (g_strcmp0 (self->others->pdata[i - 1], begin->tag) == 0)
        g_ptr_array_remove_index (self->others, i - 1);
    }

  fill (self, begin);
  fill_surveys (self);
  show_example (self);
  built = vouch_template_form_build (self);
  g_clear_pointer (&self->initial, json_node_unref);
  self->initial = vouch_template_to_json (built);
  check (self);
}

gboolean
vouch_template_form_get_valid (VouchTemplateForm *self)
{
  g_return_val_if_fail (VOUCH_IS_TEMPLATE_FORM (self), FALSE);

  return self->valid;
}

void
vouch_template_form_show_missing (VouchTemplateForm *self)
{
  GtkWidget *const fields[] = { GTK_WIDGET (self->name_row), GTK_WIDGET (self->tag_row),
                                GTK_WIDGET (self->survey_row) };

  g_return_if_fail (VOUCH_IS_TEMPLATE_FORM (self));

  self->tells_all = TRUE;
  check (self);
  for (guint i = G_N_ELEMENTS (fields); i-- > 0;)
    {
      if (gtk_widget_has_css_class (fields[i], "error"))
        gtk_widget_grab_focus (fields[i]);
    }
}

char *
vouch_template_form_dup_losses (VouchTemplateForm *self)
{
  g_autoptr(VouchTemplate) template = vouch_template_form_build (self);

  return vouch_template_dup_losses (template, self->dialect);
}
