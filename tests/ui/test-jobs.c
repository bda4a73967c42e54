/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-templates.h"
#include "ui-fixture.h"
#include "ui/jobs/vouch-job-page.h"
#include "ui/jobs/vouch-job-row.h"
#include "ui/jobs/vouch-job-state.h"
#include "ui/jobs/vouch-job-tags.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/shell/vouch-navigation.h"

/* The connection of these tests is off, so that nothing leaves. */
#define WAITS "The connection is off. The tag is saved once sending goes on."

/* What the store holds. */

typedef struct
{
  gint64 connection_id;
  const char *subject;   /* of the effect that is looked at */
  const char *kind;
  VouchEffect *effect;   /* (owned) (nullable) */
  const char *setting;   /* requestor-order */
} Company;

static void
clear_company (Company *company)
{
  g_clear_pointer (&company->effect, vouch_effect_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Company, clear_company)

static void
add_member (VouchJob      *job,
            const char    *id,
            VouchTeamRole  role,
            const char    *name,
            const char    *email)
{
  VouchTeamMember *member = vouch_team_member_new (id, role);

  member->contact = vouch_contact_new (name, "Example", email, NULL);
  member->active = TRUE;
  g_ptr_array_add (job->team, member);
}

static VouchJob *
make_job (const char *id,
          const char *title,
          const char *tag)
{
  VouchJob *job = vouch_job_new (id);

  job->title = g_strdup (title);
  job->ref_number = g_strdup ("REF1");
  job->department = g_strdup ("Engineering");
  job->status = g_strdup ("SOURCING");
  job->tag = g_strdup (tag);
  job->team = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_team_member_free);
  job->team_read_at = 1;
  return job;
}

static gboolean
put_jobs (VouchDb  *db,
          gint64    connection_id,
          GError  **error)
{
  g_autoptr(VouchJob) good = make_job ("j1", "Good", "engineering");
  g_autoptr(VouchJob) near_miss = make_job ("j2", "Near", "Engineering");
  g_autoptr(VouchJob) unknown = make_job ("j3", "Unknown", "legal");
  g_autoptr(VouchJob) plain = make_job ("j4", "Plain", NULL);
  g_autoptr(VouchJob) closed = make_job ("j5", "Closed", "engineering");
  g_autoptr(VouchJob) alone = make_job ("j6", "Alone", "engineering");

  add_member (good, "u1", VOUCH_TEAM_RECRUITER, "Rosa", "rosa@example.com");
  add_member (good, "u2", VOUCH_TEAM_HIRING_MANAGER, "Hugo", "hugo@example.com");
  add_member (near_miss, "u3", VOUCH_TEAM_COORDINATOR, "Cora", "cora@example.com");
  g_free (closed->status);
  closed->status = g_strdup ("FILLED");
  return vouch_jobs_put (db, connection_id, good, error) &&
         vouch_jobs_put (db, connection_id, near_miss, error) &&
         vouch_jobs_put (db, connection_id, unknown, error) &&
         vouch_jobs_put (db, connection_id, plain, error) &&
         vouch_jobs_put (db, connection_id, closed, error) &&
         vouch_jobs_put (db, connection_id, alone, error);
}

static gboolean
fill_company (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  const Company *company = data;
  VouchTagField field = { .id = "f1", .label = "Crosschq", .active = TRUE };
  g_autoptr(GPtrArray) values =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);
  g_autoptr(VouchTemplate) template = vouch_template_new ();

  g_ptr_array_add (values, vouch_tag_value_new ("v1", "Engineering", FALSE));
  template->connection_id = company->connection_id;
  template->name = g_strdup ("Engineering");
  template->tag = g_strdup ("engineering");
  template->survey = g_strdup ("software-engineer");
  vouch_template_add_slot (template, "any", NULL);
  return vouch_tag_field_put (db, company->connection_id, &field, error) &&
         vouch_tag_values_replace (db, company->connection_id, values, error) &&
         vouch_templates_save (db, template, error) != 0 &&
         put_jobs (db, company->connection_id, error);
}

static gboolean
find_effect (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Company *company = data;

  g_clear_pointer (&company->effect, vouch_effect_free);
  company->effect = vouch_outbox_find (db, company->connection_id, company->kind,
                                       company->subject, NULL);
  return TRUE;
}

static gboolean
hold_effect (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Company *company = data;

  if (!find_effect (db, company, error))
    return FALSE;

  company->effect->state = VOUCH_EFFECT_HELD;
  company->effect->reason = vouch_reason_new ("tag.not-in-field", "tag", "engineering", NULL);
  return vouch_outbox_update (db, company->effect, error);
}

static const VouchEffect *
read_effect (UiFixture  *fixture,
             Company    *company,
             const char *kind,
             const char *subject)
{
  company->kind = kind;
  company->subject = subject;
  ui_fixture_write (fixture, find_effect, company);
  return company->effect;
}

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
  page = vouch_jobs_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 900);
  ui_wait_for (find_shown (GTK_WIDGET (page), "Requestor: Rosa Example (recruiter)") != NULL);
  return page;
}

static GtkWidget *
find_row (VouchPage  *page,
          const char *title)
{
  GtkWidget *label;

  ui_wait_for ((label = find_shown (GTK_WIDGET (page), title)) != NULL);
  return gtk_widget_get_ancestor (label, VOUCH_TYPE_JOB_ROW);
}

static void
click (GtkWidget  *widget,
       const char *label)
{
  GtkWidget *text = find_shown (widget, label);

  g_assert_nonnull (text);
  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

/* The list. */

static void
test_empty (UiFixture     *fixture,
            gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = vouch_jobs_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 360, 500);
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Jobs Yet") != NULL);
}

static void
test_problems (UiFixture     *fixture,
               gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);

  g_assert_null (find_shown (GTK_WIDGET (page), "Closed"));
  g_assert_nonnull (find_shown (find_row (page, "Near"),
                                "The job carries the tag “Engineering”, which differs from the "
                                "template's tag “engineering” in case or blanks."));
  g_assert_nonnull (find_shown (find_row (page, "Alone"),
                                "Nobody on the hiring team can be the requestor."));
  g_assert_nonnull (find_shown (find_row (page, "Unknown"), "No template has the tag “legal”."));
  g_assert_nonnull (find_shown (find_row (page, "Plain"),
                                "No tag: nothing is sent for its candidates."));
  g_assert_nonnull (find_shown (find_row (page, "Near"),
                                "Requestor: Cora Example (coordinator)"));
}

static void
test_filter (UiFixture     *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *show;
    const char *there;
    const char *gone;
  } cases[] = {
    { "problems", "Near", "Good" },
    { "problems", "Alone", "Good" },
    { "tagged", "Good", "Plain" },
    { "untagged", "Plain", "Near" },
    { "all", "Good", NULL },
  };
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].show);
      g_object_set (page, "show", cases[i].show, NULL);
      ui_wait_for (find_shown (GTK_WIDGET (page), cases[i].there) != NULL &&
                   (cases[i].gone == NULL ||
                    find_shown (GTK_WIDGET (page), cases[i].gone) == NULL));
    }

  g_object_set (page, "search-text", "nothing like it", NULL);
  ui_wait_for (find_shown (GTK_WIDGET (page), "No Results Found") != NULL);
  click (GTK_WIDGET (page), "Show All Jobs");
  ui_wait_for (find_shown (GTK_WIDGET (page), "Good") != NULL);
}

static gboolean
put_many_jobs (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  const Company *company = data;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autofree char *title = g_strdup_printf ("Able %02u", i);
      g_autoptr(VouchJob) job = make_job (id, title, NULL);

      if (!vouch_jobs_put (db, company->connection_id, job, error))
        return FALSE;
    }

  return TRUE;
}

/* Whoever looks at the first job does not find himself at the last one after a sync. */
static void
test_stays_at_top (UiFixture     *fixture,
                   gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *list = ui_find_type (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  ui_fixture_write (fixture, put_many_jobs, &company);
  ui_wait_for (gtk_adjustment_get_upper (adjustment) >
               2 * gtk_adjustment_get_page_size (adjustment));
  ui_wait_for (find_shown (GTK_WIDGET (page), "Able 00") != NULL);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

/* Tags. */

static void
test_tag (UiFixture     *fixture,
          gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *row = find_row (page, "Plain");
  const VouchEffect *effect;
  g_autofree char *tag = NULL;

  gtk_widget_activate_action (row, "job.tag", "s", "engineering");
  ui_wait_for (find_shown (row, WAITS) != NULL);
  g_object_get (row, "tag", &tag, NULL);
  g_assert_cmpstr (tag, ==, "engineering");
  effect = read_effect (fixture, &company, "set-job-tag", "job:j4");
  g_assert_cmpstr (effect->body, ==, "engineering");
  /* The field had no such value. */
  effect = read_effect (fixture, &company, "set-tag-value", "value:engineering");
  g_assert_cmpstr (effect->body, ==, "active");

  company.kind = "set-job-tag";
  company.subject = "job:j4";
  ui_fixture_write (fixture, hold_effect, &company);
  ui_wait_for (find_shown (row, "The job field has no active value “engineering”.") != NULL);
  click (row, "Try Again");
  ui_wait_for (find_shown (row, WAITS) != NULL);
  effect = read_effect (fixture, &company, "set-job-tag", "job:j4");
  g_assert_cmpint (effect->state, ==, VOUCH_EFFECT_PLANNED);
}

static void
test_fix (UiFixture     *fixture,
          gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *row = find_row (page, "Near");
  const VouchEffect *effect;

  click (row, "Fix");
  ui_wait_for (find_shown (row, WAITS) != NULL);
  effect = read_effect (fixture, &company, "set-job-tag", "job:j2");
  g_assert_cmpstr (effect->body, ==, "engineering");
}

/* The one that it carries is offered, too, though no template has it. */
static void
test_menu (UiFixture     *fixture,
           gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  g_autoptr(VouchJobTags) tags = NULL;
  g_autoptr(GMenuModel) known = NULL;
  g_autoptr(GMenuModel) odd = NULL;

  company.connection_id = ui_fixture_connect (fixture, "one");
  ui_fixture_write (fixture, fill_company, &company);
  tags = vouch_job_tags_new (fixture->hub);
  ui_wait_for (vouch_job_tags_get_tags (tags)->len == 1);
  known = vouch_job_tags_new_menu (tags, "engineering", "job.tag");
  odd = vouch_job_tags_new_menu (tags, "legal", "job.tag");
  g_assert_cmpint (g_menu_model_get_n_items (known), ==, 2);
  g_assert_cmpint (g_menu_model_get_n_items (odd), ==, 3);
  vouch_job_tags_stop (tags);
}

/* The requestor. */

static gboolean
set_order (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const Company *company = data;

  return vouch_values_set (db, company->connection_id, VOUCH_VALUE_SETTING, "requestor-order",
                           company->setting, error);
}

static void
test_requestor (UiFixture     *fixture,
                gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  g_autoptr(VouchJobTags) tags = NULL;
  const VouchJobItem recruiter = { .recruiter = (char *) "Rosa", .coordinator = (char *) "Cora" };
  const VouchJobItem nobody = { .job_id = (char *) "j9", .has_team = TRUE,
                                .match = VOUCH_JOB_MATCHING };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_auto(VouchJobState) state = { 0 };

  company.connection_id = ui_fixture_connect (fixture, "one");
  ui_fixture_write (fixture, fill_company, &company);
  tags = vouch_job_tags_new (fixture->hub);
  ui_wait_for (vouch_job_tags_get_tags (tags)->len == 1);
  first = vouch_job_tags_dup_requestor (tags, &recruiter);
  g_assert_cmpstr (first, ==, "Rosa (recruiter)");
  vouch_job_state_find (tags, &nobody, &state);
  g_assert_cmpstr (state.css_class, ==, "warning");
  g_assert_nonnull (state.sentence);
  vouch_job_tags_stop (tags);

  company.setting = "coordinator,recruiter";
  ui_fixture_write (fixture, set_order, &company);
  g_clear_object (&tags);
  tags = vouch_job_tags_new (fixture->hub);
  ui_wait_for (vouch_job_tags_get_tags (tags)->len == 1);
  second = vouch_job_tags_dup_requestor (tags, &recruiter);
  g_assert_cmpstr (second, ==, "Cora (coordinator)");
  vouch_job_tags_stop (tags);
}

static void
test_details (UiFixture     *fixture,
              gconstpointer  data)
{
  g_auto(Company) company = { 0 };
  VouchPage *page = show_page (fixture, &company);
  GtkWidget *list = ui_find_type (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW);
  VouchPage *job;

  /* The first one by title is "Alone". */
  g_signal_emit_by_name (list, "activate", 1);
  job = vouch_navigation_get_top (VOUCH_NAVIGATION (
    gtk_widget_get_ancestor (GTK_WIDGET (page), VOUCH_TYPE_NAVIGATION)));
  g_assert_true (VOUCH_IS_JOB_PAGE (job));
  g_assert_cmpstr (vouch_page_get_title (job), ==, "Good");
  ui_wait_for (find_shown (GTK_WIDGET (job), "Requestor · rosa@example.com") != NULL);
  g_assert_nonnull (find_shown (GTK_WIDGET (job), "Hiring manager · hugo@example.com"));
  g_assert_nonnull (find_shown (GTK_WIDGET (job), "Recruiter · rosa@example.com"));
}

/* Everything is gone while the store is still being asked. */
static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = g_object_ref_sink (vouch_jobs_page_new (fixture->hub));
  g_assert_finalize_object (page);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

  ADD ("/jobs/empty", test_empty);
  ADD ("/jobs/problems", test_problems);
  ADD ("/jobs/filter", test_filter);
  ADD ("/jobs/stays-at-top", test_stays_at_top);
  ADD ("/jobs/tag", test_tag);
  ADD ("/jobs/fix", test_fix);
  ADD ("/jobs/menu", test_menu);
  ADD ("/jobs/requestor", test_requestor);
  ADD ("/jobs/details", test_details);
  ADD ("/jobs/busy", test_busy);
  return g_test_run ();
}
