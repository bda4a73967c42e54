/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "sync/vouch-observe-teams.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/jobs/vouch-job-details.h"
#include "ui/jobs/vouch-job-page.h"
#include "ui/jobs/vouch-job-row.h"
#include "ui/vouch-person.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-dialogs.h"

struct _VouchJobPage
{
  VouchPage parent_instance;

  char *job_id;               /* (owned) */
  char *web_uri;              /* (owned): of the connection */
  VouchReloader *reloader;    /* (owned) */
  GCancellable *cancellable;  /* (owned) */

  GtkListBox *tag_list;
  GtkListBox *asked_list;
  AdwPreferencesGroup *team_group;
  GtkListBox *team_list;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (VouchJobPage, vouch_job_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchJobPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

/* What is shown. */

static void
show_title (VouchJobPage *self,
            const char   *title)
{
  g_autofree char *shown = vouch_text_isolate (title != NULL ? title : self->job_id);

  vouch_page_set_title (VOUCH_PAGE (self), shown);
}

static GtkWidget *
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         const char *icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_widget_add_css_class (image, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
    }
  gtk_list_box_append (list, row);
  return row;
}

static void
add_person (GtkListBox         *list,
            const VouchContact *contact,
            const char         *what)
{
  g_autofree char *name = vouch_person_dup_name (contact);
  g_autofree char *email = vouch_text_isolate (contact->email);
  g_autofree char *subtitle = NULL;
  gboolean valid = vouch_email_is_valid (contact->email);

  if (valid)
    /* Translators: what somebody is for a job, and an e-mail address. */
    subtitle = g_strdup_printf (C_("person", "%s · %s"), what, email);
  else
    /* Translators: %s is what somebody is for a job: "Recruiter". */
    subtitle = g_strdup_printf (_("%s · no usable e-mail address in SmartRecruiters"), what);
  add_row (list, name, subtitle, valid ? NULL : "dialog-warning-symbolic");
}

static const char *
get_role_name (VouchTeamRole role)
{
  switch (role)
    {
    case VOUCH_TEAM_RECRUITER:      return C_("hiring team", "Recruiter");
    case VOUCH_TEAM_COORDINATOR:    return C_("hiring team", "Coordinator");
    case VOUCH_TEAM_HIRING_MANAGER: return C_("hiring team", "Hiring manager");
    case VOUCH_TEAM_OTHER:
    default:                        return C_("hiring team", "Member");
    }
}

static void
empty (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_asked (VouchJobPage          *self,
            const VouchJobDetails *details)
{
  g_autoptr(VouchText) text = NULL;

  empty (self->asked_list);
  if (details->requestor != NULL)
    {
      add_person (self->asked_list, details->requestor, _("Requestor"));
    }
  else if (details->facts->job->team != NULL)
    {
      text = vouch_text_for_id (vouch_reason_get_id (details->problem));
      add_row (self->asked_list, text->sentence, text->fix, "dialog-warning-symbolic");
    }
  else
    {
      add_row (self->asked_list, _("The hiring team has not been read yet."), NULL, NULL);
    }

  for (guint i = 0; i < details->managers->len; i++)
    add_person (self->asked_list, details->managers->pdata[i],
                details->template != NULL && details->template->managers->len > 0
                  ? _("Hiring manager of the template") : _("Hiring manager"));
  if (details->managers->len == 0 && details->facts->job->team != NULL)
    add_row (self->asked_list, _("No hiring manager is named."), NULL, NULL);
}

static void
show_team (VouchJobPage   *self,
           const VouchJob *job)
{
  empty (self->team_list);
  gtk_widget_set_visible (GTK_WIDGET (self->team_group), job->team != NULL);
  for (guint i = 0; job->team != NULL && i < job->team->len; i++)
    {
      const VouchTeamMember *member = job->team->pdata[i];

      if (member->contact != NULL)
        add_person (self->team_list, member->contact, get_role_name (member->role));
      else
        add_row (self->team_list, _("A person whose name could not be read"),
                 get_role_name (member->role), NULL);
    }
  if (job->team != NULL && job->team->len == 0)
    add_row (self->team_list, _("Nobody is on the hiring team."), NULL, NULL);
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  VouchJobPage *self = VOUCH_JOB_PAGE (user_data);
  const VouchConnection *connection =
    vouch_connection_item_get (vouch_hub_get_current (get_hub (self)));

  return vouch_job_details_new (connection_id, connection->kind, self->job_id);
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchJobPage *self = VOUCH_JOB_PAGE (user_data);
  VouchJobDetails *details = data;

  if (details == NULL)
    {
      g_debug ("The job could not be read: %s", error->message);
      return;
    }

  if (details->facts->job != NULL)
    {
      show_title (self, details->facts->job->title);
      show_asked (self, details);
      show_team (self, details->facts->job);
    }
  vouch_job_details_free (details);
}

static const VouchReading reading = {
  .label = "read job",
  .subjects = (const char *const[]) { "job", "template", "setting", NULL },
  .prepare = prepare,
  .load = vouch_job_details_load,
  .destroy = (GDestroyNotify) vouch_job_details_free,
  .take = take,
};

/* Reading the team. */

static void
team_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  g_autofree char *sentence = NULL;
  VouchJobPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_JOB_PAGE (user_data);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (good)
    return;

  sentence = vouch_text_from_error (error);
  vouch_page_toast (VOUCH_PAGE (self), sentence, NULL, NULL, NULL, NULL);
}

static void
vouch_job_page_shown (VouchPage *page)
{
  VouchJobPage *self = VOUCH_JOB_PAGE (page);
  VouchSession *session = vouch_hub_get_active_session (get_hub (self));
  g_autoptr(VouchProcedure) procedure = NULL;

  if (session == NULL || gtk_spinner_get_spinning (self->spinner))
    return;

  gtk_spinner_set_spinning (self->spinner, TRUE);
  procedure = vouch_observe_teams_new (session, self->job_id);
  vouch_procedure_run_async (procedure, self->cancellable, team_read_cb, self);
}

/* The page itself. */

static void
open_cb (VouchJobPage *self)
{
  g_autoptr(GUri) web = g_uri_parse (self->web_uri, G_URI_FLAGS_NONE, NULL);
  g_autofree char *id = g_uri_escape_string (self->job_id, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("%s/app/jobs/details/%s", self->web_uri, id);
  const char *const hosts[] = { web != NULL ? g_uri_get_host (web) : NULL, NULL };

  vouch_open_uri (GTK_WIDGET (self), uri, hosts);
}

/* The job is not one of another connection. */
static void
current_changed_cb (VouchJobPage *self)
{
  vouch_page_pop (VOUCH_PAGE (self));
}

static void
vouch_job_page_dispose (GObject *object)
{
  VouchJobPage *self = VOUCH_JOB_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  vouch_reloader_clear (&self->reloader);

  G_OBJECT_CLASS (vouch_job_page_parent_class)->dispose (object);
}

static void
vouch_job_page_finalize (GObject *object)
{
  VouchJobPage *self = VOUCH_JOB_PAGE (object);

  g_clear_pointer (&self->job_id, g_free);
  g_clear_pointer (&self->web_uri, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_job_page_parent_class)->finalize (object);
}

static void
vouch_job_page_class_init (VouchJobPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_job_page_dispose;
  object_class->finalize = vouch_job_page_finalize;
  VOUCH_PAGE_CLASS (klass)->shown = vouch_job_page_shown;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-job-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchJobPage, tag_list);
  gtk_widget_class_bind_template_child (widget_class, VouchJobPage, asked_list);
  gtk_widget_class_bind_template_child (widget_class, VouchJobPage, team_group);
  gtk_widget_class_bind_template_child (widget_class, VouchJobPage, team_list);
  gtk_widget_class_bind_template_child (widget_class, VouchJobPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
vouch_job_page_init (VouchJobPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_tag_row (VouchJobPage *self,
             VouchJobTags *tags,
             VouchRow     *row)
{
  GtkWidget *job = vouch_job_row_new (tags);
  GtkWidget *box_row = gtk_list_box_row_new ();

  vouch_job_row_set_row (VOUCH_JOB_ROW (job), row);
  gtk_widget_set_margin_start (job, 6);
  gtk_widget_set_margin_end (job, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (box_row), job);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (box_row), FALSE);
  gtk_widget_set_focusable (box_row, FALSE);
  gtk_list_box_append (self->tag_list, box_row);
}

VouchPage *
vouch_job_page_new (VouchHub     *hub,
                    VouchJobTags *tags,
                    VouchRow     *row)
{
  VouchJobPage *self = g_object_new (VOUCH_TYPE_JOB_PAGE, "hub", hub, NULL);
  const VouchJobItem *job = vouch_row_get_data (row);
  const VouchConnection *connection = vouch_connection_item_get (vouch_hub_get_current (hub));

  self->job_id = g_strdup (job->job_id);
  self->web_uri = g_strdup (connection->web_uri);
  show_title (self, job->title);
  add_tag_row (self, tags, row);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->reloader = vouch_reloader_new (hub, &reading, self);
  return VOUCH_PAGE (self);
}
