/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <json-glib/json-glib.h>

#include "base/vouch-util.h"
#include "setup/vouch-template-json.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "ui-fixture.h"
#include "ui/templates/vouch-push-tags.h"
#include "ui/templates/vouch-tag-plan.h"
#include "ui/templates/vouch-template-editor.h"
#include "ui/templates/vouch-template-form.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-load.h"

/* What the store holds. */

typedef struct
{
  gint64 connection_id;
  gint64 template_id;
  GPtrArray *templates; /* (owned) (nullable) */
  VouchTemplate *template;
} Company;

static gboolean
put_survey (VouchDb  *db,
            gint64    connection_id,
            GError  **error)
{
  g_autoptr(GPtrArray) surveys =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  VouchSurvey *survey = vouch_survey_new ("software-engineer", "Software Engineer");

  for (int i = 0; i < 3; i++)
    survey->limits[i] = (VouchLimit) { .offered = TRUE, .min = 0, .max = 2, .usual = 1 };
  g_ptr_array_add (surveys, survey);
  return vouch_surveys_replace (db, connection_id, surveys, 1, error);
}

static gboolean
put_field (VouchDb  *db,
           gint64    connection_id,
           GError  **error)
{
  VouchTagField field = { .id = "f1", .label = "Crosschq", .active = TRUE };
  g_autoptr(GPtrArray) values =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);

  g_ptr_array_add (values, vouch_tag_value_new ("v1", "old", FALSE));
  return vouch_tag_field_put (db, connection_id, &field, error) &&
         vouch_tag_values_replace (db, connection_id, values, error);
}

static gboolean
put_job (VouchDb     *db,
         gint64       connection_id,
         const char  *id,
         const char  *tag,
         GError     **error)
{
  g_autoptr(VouchJob) job = vouch_job_new (id);

  job->title = g_strdup ("Engineer");
  job->status = g_strdup ("SOURCING");
  job->tag = g_strdup (tag);
  return vouch_jobs_put (db, connection_id, job, error);
}

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

static gboolean
fill_company (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  Company *company = data;
  g_autoptr(VouchTemplate) template = make_template (company->connection_id);

  company->template_id = vouch_templates_save (db, template, error);
  return company->template_id != 0 && put_survey (db, company->connection_id, error) &&
         put_field (db, company->connection_id, error);
}

static gboolean
add_job (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  const Company *company = data;

  return put_job (db, company->connection_id, "j1", "engineering", error);
}

static gboolean
read_templates (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Company *company = data;

  g_clear_pointer (&company->templates, g_ptr_array_unref);
  company->templates = vouch_templates_list (db, company->connection_id, error);
  return company->templates != NULL;
}

static guint
count_templates (UiFixture *fixture,
                 Company   *company)
{
  ui_fixture_write (fixture, read_templates, company);
  return company->templates->len;
}

/* On the page of a stack that is in sight. */
static GtkWidget *
find_shown (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_shown (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static VouchPage *
show_page (UiFixture *fixture,
           Company   *company)
{
  VouchPage *page;

  company->connection_id = ui_fixture_connect (fixture, "one");
  ui_fixture_write (fixture, fill_company, company);
  page = vouch_templates_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 800, 600);
  ui_wait_for (find_shown (GTK_WIDGET (page), "Engineering") != NULL);
  return page;
}

static void
clear_company (Company *company)
{
  g_clear_pointer (&company->templates, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Company, clear_company)

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}

static gboolean
is_enabled (GtkWidget  *widget,
            const char *label)
{
  GtkWidget *text = find_shown (widget, label);
  GtkWidget *button = text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
click (GtkWidget  *widget,
       const char *label)
{
  GtkWidget *text = find_shown (widget, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

/* The page. */

static void
test_empty (UiFixture     *fixture,
            gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = vouch_templates_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 360, 500);
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Templates Yet") != NULL);
  g_assert_true (is_enabled (GTK_WIDGET (page), "New Template…"));
}

static void
test_list (UiFixture     *fixture,
           gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);

  g_assert_nonnull (find_shown (GTK_WIDGET (page), "engineering"));
  g_assert_nonnull (find_shown (GTK_WIDGET (page), "Software Engineer · 2 references"));
  g_assert_nonnull (find_shown (GTK_WIDGET (page), "Not used yet"));

  ui_fixture_write (fixture, add_job, &company);
  ui_wait_for (find_shown (GTK_WIDGET (page), "1 job") != NULL);

  g_object_set (page, "search-text", "nothing like it", NULL);
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Results Found") != NULL);
  click (GTK_WIDGET (page), "Clear the Search");
  ui_wait_for (find_shown (GTK_WIDGET (page), "Engineering") != NULL);

  /* Another connection has none of it. */
  ui_fixture_connect (fixture, "two");
  vouch_hub_set_current (fixture->hub,
                         g_list_model_get_item (vouch_hub_get_connections (fixture->hub), 1));
  g_object_unref (vouch_hub_get_current (fixture->hub));
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Templates Yet") != NULL);
}

static void
test_delete (UiFixture     *fixture,
             gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;

  g_assert_cmpuint (count_templates (fixture, &company), ==, 1);
  before = vouch_template_to_json (company.templates->pdata[0]);
  gtk_widget_activate_action (GTK_WIDGET (page), "templates.delete", "x", company.template_id);
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Templates Yet") != NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 0);

  ui_wait_for (find_shown (fixture->window, "Undo") != NULL);
  click (fixture->window, "Undo");
  ui_wait_for (find_shown (GTK_WIDGET (page), "Engineering") != NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 1);
  after = vouch_template_to_json (company.templates->pdata[0]);
  g_assert_true (json_node_equal (before, after));
}

/* Where jobs carry its tag, somebody is asked first. */
static void
test_delete_used (UiFixture     *fixture,
                  gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);

  ui_fixture_write (fixture, add_job, &company);
  ui_wait_for (find_shown (GTK_WIDGET (page), "1 job") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "templates.delete", "x", company.template_id);
  ui_wait_for (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  click (find_window (ADW_TYPE_MESSAGE_DIALOG), "Cancel");
  ui_wait_for (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.delete", "x", company.template_id);
  ui_wait_for (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  click (find_window (ADW_TYPE_MESSAGE_DIALOG), "Delete");
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Templates Yet") != NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 0);
}

/* The editor. */

static gpointer
find_entry (VouchTemplateForm *form,
            const char        *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (form), VOUCH_TYPE_TEMPLATE_FORM, name);
}

static void
saved_cb (guint *count)
{
  (*count)++;
}

static void
test_save (UiFixture     *fixture,
           gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *editor;
  GtkEditable *name;
  guint n_saved = 0;

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.edit", "x", company.template_id);
  editor = find_window (VOUCH_TYPE_TEMPLATE_EDITOR);
  g_assert_nonnull (editor);
  g_assert_true (is_enabled (editor, "Save"));
  g_signal_connect_swapped (editor, "saved", G_CALLBACK (saved_cb), &n_saved);
  name = find_entry (VOUCH_TEMPLATE_FORM (ui_find_type (editor, VOUCH_TYPE_TEMPLATE_FORM)),
                     "name_row");

  gtk_editable_set_text (name, "");
  click (editor, "Save");
  g_assert_cmpuint (n_saved, ==, 0);
  gtk_editable_set_text (name, "Engineers");
  click (editor, "Save");
  ui_wait_for (n_saved == 1);
  ui_wait_for (find_window (VOUCH_TYPE_TEMPLATE_EDITOR) == NULL);
  ui_wait_for (find_shown (GTK_WIDGET (page), "Engineers") != NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 1);
  g_assert_cmpstr (((VouchTemplate *) company.templates->pdata[0])->name, ==, "Engineers");
}

static void
test_duplicate (UiFixture     *fixture,
                gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *editor;
  VouchTemplateForm *form;

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.duplicate", "x", company.template_id);
  editor = find_window (VOUCH_TYPE_TEMPLATE_EDITOR);
  form = VOUCH_TEMPLATE_FORM (ui_find_type (editor, VOUCH_TYPE_TEMPLATE_FORM));
  click (editor, "Save");
  g_assert_true (gtk_widget_has_css_class (find_entry (form, "tag_row"), "error"));
  gtk_editable_set_text (find_entry (form, "tag_row"), "engineering");
  click (editor, "Save");
  g_assert_true (gtk_widget_has_css_class (find_entry (form, "tag_row"), "error"));
  gtk_editable_set_text (find_entry (form, "tag_row"), "engineering-2");
  click (editor, "Save");
  ui_wait_for (find_window (VOUCH_TYPE_TEMPLATE_EDITOR) == NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 2);
}

/* Closing asks only when something would be lost. */
static void
test_close (UiFixture     *fixture,
            gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *editor;

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.new", NULL);
  gtk_window_close (GTK_WINDOW (find_window (VOUCH_TYPE_TEMPLATE_EDITOR)));
  ui_wait_for (find_window (VOUCH_TYPE_TEMPLATE_EDITOR) == NULL);

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.new", NULL);
  editor = find_window (VOUCH_TYPE_TEMPLATE_EDITOR);
  gtk_editable_set_text (
    find_entry (VOUCH_TEMPLATE_FORM (ui_find_type (editor, VOUCH_TYPE_TEMPLATE_FORM)),
                "name_row"), "Sales");
  gtk_window_close (GTK_WINDOW (editor));
  ui_wait_for (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  click (find_window (ADW_TYPE_MESSAGE_DIALOG), "Discard");
  ui_wait_for (find_window (VOUCH_TYPE_TEMPLATE_EDITOR) == NULL);
  g_assert_cmpuint (count_templates (fixture, &company), ==, 1);
}

/* Everything is gone while the store is still being asked. */
static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *window = vouch_push_tags_new (fixture->hub);

  g_object_ref (window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.new", NULL);
  window = g_object_ref (find_window (VOUCH_TYPE_TEMPLATE_EDITOR));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

/* Tags in the job field. */

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_plan (UiFixture     *fixture,
           gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  VouchTagState state;
  VouchTagPlan *plan;

  show_page (fixture, &company);
  vouch_load_async (vouch_hub_get_store (fixture->hub), "test", vouch_tag_plan_load,
                    vouch_tag_plan_new (company.connection_id, G_MAXINT64),
                    (GDestroyNotify) vouch_tag_plan_free, cancellable, keep_cb, &result);
  ui_wait_for (result != NULL);
  plan = vouch_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->lines->len, ==, 2);
  g_assert_cmpuint (vouch_tag_plan_count_missing (plan), ==, 1);
  g_assert_cmpuint (vouch_tag_plan_count_stale (plan), ==, 1);
  sentence = vouch_tags_describe (plan->set, &state);
  g_assert_cmpint (state, ==, VOUCH_TAGS_ATTENTION);
  vouch_tag_plan_free (plan);
}

/* The connection is off, so that nothing is pushed, and it says so. */
static void
test_push_off (UiFixture     *fixture,
               gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *window;

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.push", NULL);
  window = find_window (VOUCH_TYPE_PUSH_TAGS);
  ui_wait_for (find_shown (window, "Will be added") != NULL);
  g_assert_nonnull (find_shown (window, "old"));
  g_assert_nonnull (find_shown (window, "Stays as it is"));
  g_assert_nonnull (find_shown (window, "The connection is off."));
  g_assert_false (is_enabled (window, "Push"));
  gtk_window_close (GTK_WINDOW (window));
  ui_wait_for (find_window (VOUCH_TYPE_PUSH_TAGS) == NULL);
}

static gboolean
change_tag (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  const Company *company = data;
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, company->connection_id, error);
  VouchTemplate *template = templates->pdata[0];

  vouch_set_str (&template->tag, "old");
  if (vouch_templates_save (db, template, error) == 0)
    return FALSE;

  vouch_set_str (&template->tag, "fresh");
  return vouch_templates_save (db, template, error) != 0;
}

/* The value that had the tag before is renamed, and is no stale one. */
static void
test_push_renamed (UiFixture     *fixture,
                   gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *window;

  ui_fixture_write (fixture, change_tag, &company);
  gtk_widget_activate_action (GTK_WIDGET (page), "templates.push", NULL);
  window = find_window (VOUCH_TYPE_PUSH_TAGS);
  ui_wait_for (find_shown (window, "“old” will be renamed to this; jobs that have it keep it") !=
               NULL);
  g_assert_nonnull (find_shown (window, "fresh"));
  g_assert_null (find_shown (window, "Stays as it is"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is read again after a failure is read by one reader, which goes with the window. */
static void
test_push_again (UiFixture     *fixture,
                 gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *window;
  GtkWidget *again;

  gtk_widget_activate_action (GTK_WIDGET (page), "templates.push", NULL);
  window = g_object_ref (find_window (VOUCH_TYPE_PUSH_TAGS));
  again = gtk_widget_get_ancestor (ui_find_text (window, "Try Again"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (again, "clicked");
  ui_wait_for (find_shown (window, "Will be added") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);

  /* Nobody who listens to the hub is left of it. */
  g_object_notify (G_OBJECT (fixture->hub), "state");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What the person was sent here for begins once the page has read what it is about. */
static void
test_begin (UiFixture     *fixture,
            gconstpointer  data)
{
  VouchPage *page;
  GtkWidget *editor;

  ui_fixture_connect (fixture, "one");
  page = vouch_templates_page_new (fixture->hub);
  vouch_templates_page_begin (VOUCH_TEMPLATES_PAGE (page), "templates.new");
  g_assert_null (find_window (VOUCH_TYPE_TEMPLATE_EDITOR));
  ui_fixture_show (fixture, GTK_WIDGET (page), 600, 500);
  ui_wait_for ((editor = find_window (VOUCH_TYPE_TEMPLATE_EDITOR)) != NULL);
  gtk_window_destroy (GTK_WINDOW (editor));
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

  ADD ("/templates/empty", test_empty);
  ADD ("/templates/begin", test_begin);
  ADD ("/templates/push-again", test_push_again);
  ADD ("/templates/push-renamed", test_push_renamed);
  ADD ("/templates/list", test_list);
  ADD ("/templates/delete", test_delete);
  ADD ("/templates/delete-used", test_delete_used);
  ADD ("/templates/editor/save", test_save);
  ADD ("/templates/editor/duplicate", test_duplicate);
  ADD ("/templates/editor/close", test_close);
  ADD ("/templates/busy", test_busy);
  ADD ("/templates/tags/plan", test_plan);
  ADD ("/templates/tags/off", test_push_off);
  return g_test_run ();
}
