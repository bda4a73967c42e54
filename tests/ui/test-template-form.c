/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <json-glib/json-glib.h>

#include "model/vouch-placeholders.h"
#include "setup/vouch-template-json.h"
#include "ui-fixture.h"
#include "ui/templates/vouch-message-row.h"
#include "ui/templates/vouch-slot-row.h"
#include "ui/templates/vouch-template-form.h"
#include "ui/widgets/vouch-field-hint.h"

static VouchTemplate *
make_template (gint64 connection_id)
{
  VouchTemplate *template = vouch_template_new ();

  template->connection_id = connection_id;
  template->name = g_strdup ("Engineering");
  template->tag = g_strdup ("engineering");
  template->description = g_strdup ("All of engineering");
  template->position = g_strdup ("Engineer");
  template->survey = g_strdup ("software-engineer");
  template->email_subject = g_strdup ("Hello {candidate_first_name}");
  template->email_body = g_strdup ("Dear {candidate_first_name},\n\n{request_link}\n");
  template->sms_body = g_strdup ("{request_link}");
  template->use_sms = TRUE;
  template->past_due_notice = TRUE;
  vouch_template_add_slot (template, "managers", "Your last manager");
  vouch_template_add_slot (template, "any", NULL);
  g_ptr_array_add (template->managers,
                   vouch_contact_new ("Ada", "Berg", "ada@example.com", "+4930123456"));
  return template;
}

static VouchTemplateSet *
make_set (void)
{
  VouchTemplateSet *set = vouch_template_set_new (1);
  VouchTemplate *other = vouch_template_new ();
  VouchSurvey *survey = vouch_survey_new ("software-engineer", "Software Engineer");

  for (int i = 0; i < 3; i++)
    survey->limits[i] = (VouchLimit) { .offered = TRUE, .min = 0, .max = 2, .usual = 1 };
  set->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_template_free);
  set->surveys = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  other->id = 7;
  other->tag = g_strdup ("sales");
  g_ptr_array_add (set->templates, other);
  g_ptr_array_add (set->surveys, survey);
  return set;
}

static VouchTemplateForm *
make_form (const VouchTemplate *template,
           guint                n_jobs)
{
  VouchTemplateForm *form = g_object_ref_sink (g_object_new (VOUCH_TYPE_TEMPLATE_FORM, NULL));
  g_autoptr(VouchTemplateSet) set = make_set ();

  vouch_template_form_set_choices (form, set);
  vouch_template_form_load (form, template, n_jobs);
  vouch_template_form_set_account (form, "v1", "Harbour Lane");
  return form;
}

static gpointer
find_entry (VouchTemplateForm *form,
            const char        *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (form), VOUCH_TYPE_TEMPLATE_FORM, name);
}

/* Whatever a stored template says is there after it went through the form. */
static void
test_round_trip (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form;
  g_autoptr(VouchTemplate) built = NULL;
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;

  template->id = 3;
  vouch_template_add_slot (template, "neighbours", "Kept although nobody knows it");
  form = make_form (template, 0);
  built = vouch_template_form_build (form);
  before = vouch_template_to_json (template);
  after = vouch_template_to_json (built);
  g_assert_true (json_node_equal (before, after));
  g_assert_cmpint (built->id, ==, 3);
  g_assert_cmpstr (((VouchContact *) built->managers->pdata[0])->phone, ==, "+4930123456");
  g_assert_false (vouch_template_form_is_changed (form));

  /* It is not valid with that relationship, and it says where. */
  g_assert_false (vouch_template_form_get_valid (form));
  g_assert_finalize_object (form);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_valid (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form = make_form (template, 0);
  GtkEditable *name = find_entry (form, "name_row");
  VouchFieldHint *hint = find_entry (form, "name_hint");
  guint n_notified = 0;

  g_assert_true (vouch_template_form_get_valid (form));
  g_assert_null (vouch_field_hint_get_text (hint));
  g_signal_connect_swapped (form, "notify::valid", G_CALLBACK (count_cb), &n_notified);

  gtk_editable_set_text (name, " ");
  g_assert_false (vouch_template_form_get_valid (form));
  g_assert_nonnull (vouch_field_hint_get_text (hint));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (name), "error"));
  g_assert_true (vouch_template_form_is_changed (form));
  g_assert_cmpuint (n_notified, ==, 1);

  gtk_editable_set_text (name, "Engineering");
  g_assert_true (vouch_template_form_get_valid (form));
  g_assert_null (vouch_field_hint_get_text (hint));
  g_assert_false (vouch_template_form_is_changed (form));
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_finalize_object (form);
}

/* A new one does not begin with reproaches. */
static void
test_new (void)
{
  VouchTemplateForm *form = make_form (NULL, 0);

  g_assert_false (vouch_template_form_get_valid (form));
  g_assert_null (vouch_field_hint_get_text (find_entry (form, "name_hint")));
  g_assert_null (vouch_field_hint_get_text (find_entry (form, "tag_hint")));
  g_assert_false (vouch_template_form_is_changed (form));
  g_assert_finalize_object (form);
}

/* What is missing is said once somebody wants to save. */
static void
test_missing (void)
{
  VouchTemplateForm *form = make_form (NULL, 0);
  const char *const fields[] = { "name_row", "tag_row", "survey_row" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_false (gtk_widget_has_css_class (find_entry (form, fields[i]), "error"));
  vouch_template_form_show_missing (form);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (gtk_widget_has_css_class (find_entry (form, fields[i]), "error"));

  /* It still follows the name. */
  gtk_editable_set_text (find_entry (form, "name_row"), "Sales EMEA");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, "tag_row")), ==, "sales-emea");
  g_assert_finalize_object (form);
}

/* A tag follows the name of a new template until somebody types one. */
static void
test_suggested_tag (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form = make_form (NULL, 0);
  GtkEditable *tag = find_entry (form, "tag_row");

  gtk_editable_set_text (find_entry (form, "name_row"), "Field Sales");
  g_assert_cmpstr (gtk_editable_get_text (tag), ==, "field-sales");
  g_assert_null (vouch_field_hint_get_text (find_entry (form, "tag_hint")));
  gtk_editable_set_text (tag, "emea");
  gtk_editable_set_text (find_entry (form, "name_row"), "Field");
  g_assert_cmpstr (gtk_editable_get_text (tag), ==, "emea");
  g_assert_finalize_object (form);

  template->id = 3;
  form = make_form (template, 0);
  gtk_editable_set_text (find_entry (form, "name_row"), "Field Sales");
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, "tag_row")), ==, "engineering");
  g_assert_finalize_object (form);
}

static void
test_tag (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form;
  GtkEditable *tag;
  VouchFieldHint *hint;
  gboolean is_error = TRUE;

  template->id = 3;
  form = make_form (template, 2);
  tag = find_entry (form, "tag_row");
  hint = find_entry (form, "tag_hint");

  gtk_editable_set_text (tag, " Ops ");
  g_object_get (hint, "error", &is_error, NULL);
  g_assert_nonnull (vouch_field_hint_get_text (hint));
  g_assert_false (is_error);
  g_assert_true (vouch_template_form_get_valid (form));
  g_signal_emit_by_name (hint, "button-clicked");
  g_assert_cmpstr (gtk_editable_get_text (tag), ==, "ops");
  /* The two jobs with the old tag are named. */
  g_assert_nonnull (strstr (vouch_field_hint_get_text (hint), "engineering"));

  gtk_editable_set_text (tag, "Sales");
  g_object_get (hint, "error", &is_error, NULL);
  g_assert_true (is_error);
  g_assert_false (vouch_template_form_get_valid (form));
  g_assert_finalize_object (form);
}

static GtkWidget *
find_nth (GtkWidget *root,
          GType      type,
          guint     *index)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*index)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, index);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_slot (VouchTemplateForm *form,
           guint              index)
{
  return find_nth (GTK_WIDGET (form), VOUCH_TYPE_SLOT_ROW, &index);
}

static void
assert_slots (VouchTemplateForm *form,
              const char        *wanted)
{
  g_autoptr(VouchTemplate) template = vouch_template_form_build (form);
  g_autoptr(GString) slots = g_string_new (NULL);

  for (guint i = 0; i < template->slots->len; i++)
    g_string_append_printf (slots, "%s ",
                            ((VouchSlot *) template->slots->pdata[i])->relationship);
  g_assert_cmpstr (slots->str, ==, wanted);
}

static void
test_slots (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form = make_form (template, 0);
  GtkWidget *slots = find_entry (form, "slots");
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (form));
  assert_slots (form, "managers any ");
  gtk_widget_activate_action (find_slot (form, 0), "slot.move-down", NULL);
  assert_slots (form, "any managers ");
  gtk_widget_activate_action (slots, "slots.add", NULL);
  assert_slots (form, "any managers any ");
  gtk_widget_activate_action (find_slot (form, 1), "slot.remove", NULL);
  assert_slots (form, "any any ");

  /* The survey takes six in all. */
  g_assert_true (vouch_template_form_get_valid (form));
  for (guint i = 0; i < 5; i++)
    gtk_widget_activate_action (slots, "slots.add", NULL);
  g_assert_false (vouch_template_form_get_valid (form));

  while (find_slot (form, 0) != NULL)
    gtk_widget_activate_action (find_slot (form, 0), "slot.remove", NULL);
  g_assert_false (vouch_template_form_get_valid (form));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (form);
}

static void
test_messages (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form = make_form (template, 0);
  VouchMessageRow *subject = find_entry (form, "subject_row");
  VouchMessageRow *sms = find_entry (form, "sms_row");
  g_autofree char *text = NULL;

  g_assert_cmpstr (vouch_message_row_get_preview (subject), ==, "Hello Maya");
  vouch_message_row_set_text (sms, "At {company}: {position}, {unknown}, {open");
  g_assert_cmpstr (vouch_message_row_get_preview (sms), ==,
                   "At Harbour Lane: Engineer, {unknown}, {open");
  g_assert_false (vouch_template_form_get_valid (form));

  vouch_message_row_set_text (sms, NULL);
  g_assert_null (vouch_message_row_get_preview (sms));
  gtk_widget_activate_action (GTK_WIDGET (sms), "message.insert", "s", vouch_placeholders[0]);
  text = vouch_message_row_dup_text (sms);
  g_assert_cmpstr (text, ==, "{candidate_first_name}");
  g_assert_true (vouch_template_form_get_valid (form));
  g_assert_finalize_object (form);
}

static void
test_losses (void)
{
  g_autoptr(VouchTemplate) template = make_template (1);
  VouchTemplateForm *form = make_form (template, 0);
  g_autofree char *losses = vouch_template_form_dup_losses (form);
  g_autofree char *unknown = NULL;

  g_assert_nonnull (losses);
  vouch_template_form_set_account (form, NULL, NULL);
  unknown = vouch_template_form_dup_losses (form);
  g_assert_null (unknown);
  g_assert_finalize_object (form);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/template-form/round-trip", test_round_trip);
  g_test_add_func ("/template-form/valid", test_valid);
  g_test_add_func ("/template-form/new", test_new);
  g_test_add_func ("/template-form/missing", test_missing);
  g_test_add_func ("/template-form/suggested-tag", test_suggested_tag);
  g_test_add_func ("/template-form/tag", test_tag);
  g_test_add_func ("/template-form/slots", test_slots);
  g_test_add_func ("/template-form/messages", test_messages);
  g_test_add_func ("/template-form/losses", test_losses);
  return g_test_run ();
}
