/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "store/vouch-job-list.h"
#include "sync/vouch-observe-jobs.h"
#include "sync/vouch-observe-teams.h"
#include "text/vouch-text.h"
#include "ui/jobs/vouch-job-page.h"
#include "ui/jobs/vouch-job-row.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/templates/vouch-push-tags.h"
#include "ui/vouch-row-list.h"
#include "ui/widgets/vouch-banner.h"
#include "ui/widgets/vouch-late-menu.h"
#include "ui/widgets/vouch-list-top.h"

/* Jobs that were read this long ago are read again when somebody looks at them. */
#define REFRESH_AGE (5 * G_TIME_SPAN_MINUTE)

struct _VouchJobsPage
{
  VouchPage parent_instance;

  VouchJobTags *tags;         /* (owned) */
  VouchJobRoles roles;        /* that the query goes by */
  VouchRowList *rows;         /* (owned) (nullable) until it is constructed */
  GCancellable *cancellable;  /* (owned) */
  gint64 refreshed_id;        /* the connection whose jobs were read last */
  gint64 refreshed_at;        /* monotonic */
  gint64 wanted_id;           /* of the row to open once it is there, or 0 */
  VouchRow *wanted_row;       /* (owned) (nullable): the same, while its data are read */
  char *show;                 /* (owned): "all", "problems", "tagged", "untagged" */
  char *sort;                 /* (owned): "title", "department", "location", "tag", "updated" */

  GtkStack *stack;
  GtkListView *list;
  VouchBanner *field_banner;
  GtkWidget *refresh_button;
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  GtkMenuButton *menu_button;
  GMenuModel *sort_menu;
};

typedef enum { PROP_SHOW = 1, PROP_SORT, N_PROPS } VouchJobsPageProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchJobsPage, vouch_jobs_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchJobsPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

/* Which jobs. */

static guint
get_matches (VouchJobsPage *self)
{
  const guint near_miss = 1 << VOUCH_JOB_NEAR_MISS;
  const guint unknown = 1 << VOUCH_JOB_UNKNOWN_TAG;

  if (g_str_equal (self->show, "problems"))
    return near_miss | unknown;
  if (g_str_equal (self->show, "tagged"))
    return 1 << VOUCH_JOB_MATCHING | near_miss | unknown;
  if (g_str_equal (self->show, "untagged"))
    return 1 << VOUCH_JOB_NO_TAG;
  return 0;
}

static VouchJobSort
get_sort (VouchJobsPage *self)
{
  static const struct { const char *name; VouchJobSort sort; } sorts[] = {
    { "title", VOUCH_JOB_SORT_TITLE },
    { "department", VOUCH_JOB_SORT_DEPARTMENT },
    { "location", VOUCH_JOB_SORT_LOCATION },
    { "tag", VOUCH_JOB_SORT_TAG },
    { "updated", VOUCH_JOB_SORT_UPDATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (g_str_equal (sorts[i].name, self->sort))
        return sorts[i].sort;
    }

  return VOUCH_JOB_SORT_TITLE;
}

static VouchRowQuery *
make_query (gpointer page)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (page);
  const VouchJobFilter filter = {
    .connection_id = vouch_hub_get_current_id (get_hub (self)),
    .text = vouch_page_get_search_text (VOUCH_PAGE (self)),
    .matches = get_matches (self),
    .roles = g_str_equal (self->show, "problems") ? vouch_job_tags_get_roles (self->tags) : 0,
    .sort = get_sort (self),
    .descending = g_str_equal (self->sort, "updated"),
  };

  return vouch_job_query_new (&filter);
}

static gboolean
is_narrowed (VouchJobsPage *self)
{
  return !g_str_equal (self->show, "all") ||
         *vouch_page_get_search_text (VOUCH_PAGE (self)) != '\0';
}

static void
open_row (VouchJobsPage *self,
          VouchRow      *row)
{
  vouch_page_push (VOUCH_PAGE (self), vouch_job_page_new (get_hub (self), self->tags, row));
}

/* Once it is in the list, and its data are there. */
static void
open_wanted (VouchJobsPage *self)
{
  VouchRowModel *model = vouch_row_list_get_model (self->rows);
  g_autoptr(VouchRow) row = NULL;
  guint position;

  if (self->wanted_id == 0 || model == NULL)
    return;

  position = vouch_row_model_find (model, self->wanted_id);
  if (position == G_MAXUINT)
    return;

  row = g_list_model_get_item (G_LIST_MODEL (model), position);
  g_signal_handlers_disconnect_by_func (row, open_wanted, self);
  if (vouch_row_get_data (row) == NULL)
    {
      g_set_object (&self->wanted_row, row);
      g_signal_connect_object (row, "notify::data", G_CALLBACK (open_wanted), self,
                               G_CONNECT_SWAPPED);
      return;
    }

  self->wanted_id = 0;
  g_clear_object (&self->wanted_row);
  open_row (self, row);
}

/* Who points at a row does not lose it while jobs are read; what came is put in afterwards. */
static void
update_held (VouchJobsPage *self)
{
  VouchRowModel *model = self->rows != NULL ? vouch_row_list_get_model (self->rows) : NULL;
  gboolean reading = gtk_spinner_get_spinning (self->spinner) ||
                     vouch_hub_get_syncing (get_hub (self));

  if (model != NULL)
    vouch_row_model_set_held (model, reading && vouch_row_model_get_id (model, 0) != 0);
}

static void
rows_changed_cb (gpointer page)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (page);

  vouch_row_list_show (self->rows, self->stack, self->failed_page, is_narrowed (self));
  open_wanted (self);
}

static const VouchRowListFuncs funcs = { make_query, rows_changed_cb };

static void
update_query (VouchJobsPage *self)
{
  if (self->rows == NULL)
    return;

  self->roles = vouch_job_tags_get_roles (self->tags);
  vouch_row_list_update_query (self->rows);
}

static void
follow_rows (VouchJobsPage *self)
{
  g_autoptr(GtkNoSelection) selection = gtk_no_selection_new (NULL);

  vouch_list_keep_top (GTK_SCROLLABLE (self->list), G_LIST_MODEL (selection));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  self->rows = vouch_row_list_new (get_hub (self), selection, &funcs, GTK_WIDGET (self));
  update_query (self);
  update_held (self);
}

/* Reading them anew. */

static void
set_busy (VouchJobsPage *self,
          gboolean       busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->refresh_button, !busy);
  update_held (self);
}

static void
update_actions (VouchJobsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "jobs.refresh",
                                 vouch_hub_get_active_session (get_hub (self)) != NULL);
}

static void
end_refresh (VouchJobsPage *self,
             const GError  *error)
{
  g_autofree char *sentence = NULL;

  set_busy (self, FALSE);
  if (error == NULL)
    return;

  sentence = vouch_text_from_error (error);
  vouch_page_toast (VOUCH_PAGE (self), sentence, NULL, NULL, NULL, NULL);
}

static void
teams_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_refresh (VOUCH_JOBS_PAGE (user_data), error);
}

static void
jobs_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  g_autoptr(VouchProcedure) teams = NULL;
  VouchSession *session;
  VouchJobsPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_JOBS_PAGE (user_data);
  session = vouch_hub_get_active_session (get_hub (self));
  if (!good || session == NULL)
    {
      end_refresh (self, error);
      return;
    }

  teams = vouch_observe_teams_new (session, NULL);
  vouch_procedure_run_async (teams, self->cancellable, teams_read_cb, self);
}

static void
refresh (VouchJobsPage *self)
{
  VouchSession *session = vouch_hub_get_active_session (get_hub (self));
  g_autoptr(VouchProcedure) jobs = NULL;

  if (session == NULL || gtk_spinner_get_spinning (self->spinner))
    return;

  self->refreshed_id = vouch_hub_get_current_id (get_hub (self));
  self->refreshed_at = g_get_monotonic_time ();
  set_busy (self, TRUE);
  jobs = vouch_observe_jobs_new (session);
  vouch_procedure_run_async (jobs, self->cancellable, jobs_read_cb, self);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  refresh (VOUCH_JOBS_PAGE (widget));
}

static void
clear_filter_cb (VouchJobsPage *self)
{
  g_object_set (self, "search-text", "", "show", "all", NULL);
}

/* The field. */

static void
show_field (VouchJobsPage *self)
{
  g_autofree char *problem = vouch_job_tags_dup_field_problem (self->tags);

  if (problem != NULL)
    vouch_banner_set_title (self->field_banner, problem);
  vouch_banner_set_revealed (self->field_banner, problem != NULL);
}

static void
tags_changed_cb (VouchJobsPage *self)
{
  show_field (self);
  if (self->roles != vouch_job_tags_get_roles (self->tags))
    update_query (self);
}

static void
field_clicked_cb (VouchJobsPage *self)
{
  GtkWidget *window = vouch_push_tags_new (get_hub (self));

  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (window));
}

static void
failed_cb (VouchJobsPage *self,
           const char    *sentence)
{
  vouch_page_toast (VOUCH_PAGE (self), sentence, NULL, NULL, NULL, NULL);
}

/* Rows. */

static void
setup_cb (VouchJobsPage *self,
          GtkListItem   *item)
{
  gtk_list_item_set_child (item, vouch_job_row_new (self->tags));
}

static void
bind_cb (VouchJobsPage *self,
         GtkListItem   *item)
{
  vouch_job_row_set_row (VOUCH_JOB_ROW (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

static void
activate_cb (VouchJobsPage *self,
             guint          position)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr(VouchRow) row = g_list_model_get_item (rows, position);

  if (row != NULL && vouch_row_get_data (row) != NULL)
    open_row (self, row);
}

/* The page itself. */

static void
vouch_jobs_page_shown (VouchPage *page)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (page);

  update_actions (self);
  if (self->refreshed_id != vouch_hub_get_current_id (get_hub (self)) ||
      g_get_monotonic_time () - self->refreshed_at > REFRESH_AGE)
    refresh (self);
}

static void
set_choice (VouchJobsPage *self,
            char         **location,
            const char    *value,
            GParamSpec    *pspec)
{
  if (!vouch_set_str (location, value))
    return;

  update_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
vouch_jobs_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (object);

  switch ((VouchJobsPageProperty) prop_id)
    {
    case PROP_SHOW:
      g_value_set_string (value, self->show);
      break;
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_jobs_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (object);

  switch ((VouchJobsPageProperty) prop_id)
    {
    case PROP_SHOW:
      set_choice (self, &self->show, g_value_get_string (value), pspec);
      break;
    case PROP_SORT:
      set_choice (self, &self->sort, g_value_get_string (value), pspec);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_jobs_page_constructed (GObject *object)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_jobs_page_parent_class)->constructed (object);

  self->tags = vouch_job_tags_new (hub);
  g_signal_connect_object (self->tags, "changed", G_CALLBACK (tags_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::syncing", G_CALLBACK (update_held), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  follow_rows (self);
}

static void
vouch_jobs_page_dispose (GObject *object)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->tags != NULL)
    vouch_job_tags_stop (self->tags);
  vouch_row_list_clear (&self->rows);

  G_OBJECT_CLASS (vouch_jobs_page_parent_class)->dispose (object);
}

static void
vouch_jobs_page_finalize (GObject *object)
{
  VouchJobsPage *self = VOUCH_JOBS_PAGE (object);

  g_clear_object (&self->tags);
  g_clear_object (&self->wanted_row);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->show, g_free);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (vouch_jobs_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (VOUCH_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-jobs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, field_banner);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchJobsPage, sort_menu);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_clicked_cb);
}

static void
vouch_jobs_page_class_init (VouchJobsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_jobs_page_get_property;
  object_class->set_property = vouch_jobs_page_set_property;
  object_class->constructed = vouch_jobs_page_constructed;
  object_class->dispose = vouch_jobs_page_dispose;
  object_class->finalize = vouch_jobs_page_finalize;
  VOUCH_PAGE_CLASS (klass)->shown = vouch_jobs_page_shown;

  properties[PROP_SHOW] = g_param_spec_string ("show", NULL, NULL, "all", flags);
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "title", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "jobs.show", "show");
  gtk_widget_class_install_property_action (widget_class, "jobs.sort", "sort");
  gtk_widget_class_install_action (widget_class, "jobs.refresh", NULL, refresh_action);
}

static void
vouch_jobs_page_init (VouchJobsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->show = g_strdup ("all");
  self->sort = g_strdup ("title");
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (self->menu_button, self->sort_menu);
}

VouchPage *
vouch_jobs_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_JOBS_PAGE, "hub", hub, NULL);
}

void
vouch_jobs_page_open (VouchJobsPage *self,
                      gint64         row_id)
{
  g_return_if_fail (VOUCH_IS_JOBS_PAGE (self));

  clear_filter_cb (self);
  self->wanted_id = row_id;
  open_wanted (self);
}
