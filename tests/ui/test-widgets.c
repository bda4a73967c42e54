/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "ui-fixture.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/attention/vouch-attention-page.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/requests/vouch-requests-page.h"
#include "ui/widgets/vouch-banner.h"
#include "ui/widgets/vouch-status-text.h"

/* A name is no markup, whatever is in it. */
static void
test_status_text (void)
{
  GtkWidget *page = g_object_ref_sink (adw_status_page_new ());

  vouch_status_text_set (ADW_STATUS_PAGE (page), "Smith <b>& Sons");
  g_assert_nonnull (ui_find_text (page, "Smith <b>& Sons"));
  g_assert_finalize_object (page);
}

/* The letter behind a button's underline is its mnemonic, as everywhere. */
static void
test_banner_button (void)
{
  GtkWidget *banner = g_object_ref_sink (vouch_banner_new ("One"));
  GtkWidget *label;

  g_object_set (banner, "button-label", "_Mend It", NULL);
  label = ui_find_text (banner, "Mend It");
  g_assert_nonnull (label);
  g_assert_cmpuint (gtk_label_get_mnemonic_keyval (GTK_LABEL (label)), ==, GDK_KEY_M);
  g_assert_finalize_object (banner);
}

/* A page that could not read the store. */
typedef struct
{
  const char *hide;
  const char *restore;
  VouchPage *(* create) (VouchHub *hub);
} Case;

static const Case cases[] = {
  { "ALTER TABLE job RENAME TO hidden", "ALTER TABLE hidden RENAME TO job", vouch_jobs_page_new },
  { "ALTER TABLE request RENAME TO hidden", "ALTER TABLE hidden RENAME TO request",
    vouch_requests_page_new },
  { "ALTER TABLE ledger RENAME TO hidden", "ALTER TABLE hidden RENAME TO ledger",
    vouch_activity_page_new },
  { "ALTER TABLE outbox RENAME TO hidden", "ALTER TABLE hidden RENAME TO outbox",
    vouch_attention_page_new },
};

static gboolean
run_sql (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  /* What changes no row is not committed. */
  return vouch_db_run (db, error, data, "") &&
         vouch_db_run (db, error, "UPDATE connection SET name = name", "");
}

/* A failure is not the end: what could not be read can be asked for again. */
static void
test_try_again (UiFixture     *fixture,
                gconstpointer  data)
{
  const Case *which = data;
  VouchPage *page;
  GtkWidget *label;

  ui_fixture_connect (fixture, "Acme");
  ui_fixture_write (fixture, run_sql, (gpointer) which->hide);
  page = which->create (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 600, 600);
  ui_wait_for ((label = ui_find_text (GTK_WIDGET (page), "Try Again")) != NULL &&
               gtk_widget_get_mapped (label));

  ui_fixture_write (fixture, run_sql, (gpointer) which->restore);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  ui_wait_for (!gtk_widget_get_mapped (label));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/widgets/status-text", test_status_text);

  g_test_add_func ("/ui/widgets/banner-button", test_banner_button);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/widgets/try-again/%u", i);

      g_test_add (path, UiFixture, &cases[i], ui_fixture_set_up, test_try_again,
                  ui_fixture_tear_down);
    }

  return g_test_run ();
}
