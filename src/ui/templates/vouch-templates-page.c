/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/templates/vouch-push-tags.h"
#include "ui/templates/vouch-template-data.h"
#include "ui/templates/vouch-template-delete.h"
#include "ui/templates/vouch-template-editor.h"
#include "ui/templates/vouch-template-item.h"
#include "ui/templates/vouch-template-row.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-reloader.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-list-update.h"
#include "ui/widgets/vouch-status-text.h"

struct _VouchTemplatesPage
{
  VouchPage parent_instance;

  VouchReloader *reloader;       /* (owned) */
  GCancellable *cancellable;     /* (owned) */
  VouchTemplateSet *set;         /* (owned) (nullable): as read last */
  GListStore *items;             /* (owned), of VouchTemplateItem */
  GtkFilterListModel *filtered;  /* (owned) */
  GtkCustomFilter *filter;       /* (unowned): of @filtered */
  GtkShortcutController *shortcuts; /* (owned): in place while the page is seen */
  const char *wanted;            /* (nullable): action to begin once they were read */
  gint64 wanted_id;              /* the template that it is about, or 0 */

  GtkStack *stack;
  GtkListBox *list;
  AdwActionRow *tags_row;
  GtkImage *tags_icon;
  AdwStatusPage *failed_page;
};

G_DEFINE_FINAL_TYPE (VouchTemplatesPage, vouch_templates_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchTemplatesPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

/* What is shown. */

static void
update_stack (VouchTemplatesPage *self)
{
  const char *name = "list";

  if (self->set == NULL)
    name = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    name = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0)
    name = "none";

  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
update_actions (VouchTemplatesPage *self)
{
  static const char *const writing[] = {
    "templates.new", "templates.duplicate", "templates.delete", "templates.push",
  };
  gboolean writes = self->set != NULL && vouch_hub_get_can_write (get_hub (self));

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], writes);
}

static void
show_tags (VouchTemplatesPage *self)
{
  VouchTagState state;
  g_autofree char *sentence = vouch_tags_describe (self->set, &state);

  adw_action_row_set_subtitle (self->tags_row, sentence);
  gtk_image_set_from_icon_name (self->tags_icon,
                                state == VOUCH_TAGS_GOOD ? "emblem-ok-symbolic"
                                  : state == VOUCH_TAGS_PLAIN ? "dialog-information-symbolic"
                                  : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->tags_icon), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->tags_icon), "warning");
  if (state != VOUCH_TAGS_PLAIN)
    gtk_widget_add_css_class (GTK_WIDGET (self->tags_icon),
                              state == VOUCH_TAGS_GOOD ? "success" : "warning");
}

static void
fill (VouchTemplatesPage *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->set->templates->len; i++)
    {
      const VouchTemplate *template = self->set->templates->pdata[i];

      g_ptr_array_add (items,
                       vouch_template_item_new (template,
                                                vouch_template_set_find_use (self->set,
                                                                             template->id),
                                                vouch_surveys_find (self->set->surveys,
                                                                    template->survey)));
    }

  vouch_list_store_update (self->items, items, vouch_template_item_equal);
}

/* A person was sent here for it. */
static void
begin_wanted (VouchTemplatesPage *self)
{
  const char *action = self->wanted;

  if (self->set == NULL || action == NULL)
    return;

  self->wanted = NULL;
  if (self->wanted_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "x", self->wanted_id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gpointer
prepare (gint64   connection_id,
         gpointer user_data)
{
  return vouch_template_set_new (connection_id);
}

static void
take (gpointer      user_data,
      gpointer      data,
      const GError *error)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (user_data);
  g_autofree char *sentence = NULL;

  if (data == NULL)
    {
      sentence = vouch_text_from_error (error);
      vouch_status_text_set (self->failed_page, sentence);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  g_clear_pointer (&self->set, vouch_template_set_free);
  self->set = data;
  fill (self);
  show_tags (self);
  update_stack (self);
  update_actions (self);
  begin_wanted (self);
}

static const VouchReading reading = {
  .label = "read templates",
  .subjects = (const char *const[]) { "template", "survey", "job", "request", "tag-field",
                                      "tag-value", NULL },
  .prepare = prepare,
  .load = vouch_template_set_load,
  .destroy = (GDestroyNotify) vouch_template_set_free,
  .take = take,
};

static void
current_changed_cb (VouchTemplatesPage *self)
{
  g_clear_pointer (&self->set, vouch_template_set_free);
  g_list_store_remove_all (self->items);
  update_stack (self);
  update_actions (self);
}

static gboolean
is_wanted (gpointer item,
           gpointer user_data)
{
  return vouch_template_item_matches (item, vouch_page_get_search_text (VOUCH_PAGE (user_data)));
}

static void
search_changed_cb (VouchTemplatesPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

static void
clear_search_cb (VouchTemplatesPage *self)
{
  g_object_set (self, "search-text", "", NULL);
}

static void
try_again_cb (VouchTemplatesPage *self)
{
  vouch_reloader_reload (self->reloader);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return vouch_template_row_new (item);
}

static VouchTemplateItem *
find_item (VouchTemplatesPage *self,
           GVariant           *id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchTemplateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (vouch_template_item_get_id (item) == g_variant_get_int64 (id))
        return item;
    }

  return NULL;
}

/* Editing. */

typedef struct
{
  VouchTemplatesPage *page; /* (unowned): outlives its toast's button */
  char *body;               /* (owned) */
} Losses;

static void
losses_free (gpointer  data,
             GClosure *closure)
{
  Losses *losses = data;

  g_free (losses->body);
  g_free (losses);
}

static void
show_losses_cb (Losses *losses)
{
  vouch_tell (GTK_WIDGET (losses->page), _("Not Everything Can Be Passed On"), losses->body);
}

static void
saved_cb (VouchTemplatesPage  *self,
          const char          *losses,
          VouchTemplateEditor *editor)
{
  Losses *data;

  if (losses == NULL)
    {
      vouch_page_toast (VOUCH_PAGE (self), _("Template saved"), NULL, NULL, NULL, NULL);
      return;
    }

  data = g_new0 (Losses, 1);
  data->page = self;
  data->body = g_strdup (losses);
  vouch_page_toast (VOUCH_PAGE (self), _("Template saved; some of it cannot be passed on"),
                    _("Details"), G_CALLBACK (show_losses_cb), data, losses_free);
}

static void
open_editor (VouchTemplatesPage  *self,
             const VouchTemplate *template,
             guint                n_jobs)
{
  GtkWidget *editor = vouch_template_editor_new (get_hub (self), self->set, template, n_jobs);

  gtk_window_set_transient_for (GTK_WINDOW (editor),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  open_editor (VOUCH_TEMPLATES_PAGE (widget), NULL, 0);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (widget);
  VouchTemplateItem *item = find_item (self, parameter);

  if (item != NULL)
    open_editor (self, vouch_template_item_get (item), vouch_template_item_get_n_jobs (item));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (widget);
  VouchTemplateItem *item = find_item (self, parameter);
  g_autoptr(VouchTemplate) copy = NULL;

  if (item == NULL)
    return;

  copy = vouch_template_copy (vouch_template_item_get (item));
  copy->id = 0;
  g_free (copy->name);
  /* Translators: the suggested name of a duplicate; %s is the name of the original. */
  copy->name = g_strdup_printf (_("%s (copy)"), vouch_template_item_get (item)->name);
  g_clear_pointer (&copy->tag, g_free);
  open_editor (self, copy, 0);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (widget);
  VouchTemplateItem *item = find_item (self, parameter);

  if (item != NULL)
    vouch_template_delete (VOUCH_PAGE (self), item, self->cancellable);
}

static void
push_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (widget);
  GtkWidget *window = vouch_push_tags_new (get_hub (self));

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

/* The page itself. */

static void
vouch_templates_page_shown (VouchPage *page)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (page);

  gtk_widget_add_controller (GTK_WIDGET (self),
                             g_object_ref (GTK_EVENT_CONTROLLER (self->shortcuts)));
}

static void
vouch_templates_page_hidden (VouchPage *page)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (page);

  gtk_widget_remove_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->shortcuts));
}

static void
vouch_templates_page_constructed (GObject *object)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_templates_page_parent_class)->constructed (object);

  g_signal_connect_object (hub, "notify::current", G_CALLBACK (current_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  self->reloader = vouch_reloader_new (hub, &reading, self);
}

static void
vouch_templates_page_dispose (GObject *object)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  vouch_reloader_clear (&self->reloader);

  G_OBJECT_CLASS (vouch_templates_page_parent_class)->dispose (object);

  g_clear_object (&self->filtered);
}

static void
vouch_templates_page_finalize (GObject *object)
{
  VouchTemplatesPage *self = VOUCH_TEMPLATES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->shortcuts);
  g_clear_object (&self->items);
  g_clear_pointer (&self->set, vouch_template_set_free);

  G_OBJECT_CLASS (vouch_templates_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-templates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchTemplatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplatesPage, list);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplatesPage, tags_row);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplatesPage, tags_icon);
  gtk_widget_class_bind_template_child (widget_class, VouchTemplatesPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
vouch_templates_page_class_init (VouchTemplatesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_templates_page_constructed;
  object_class->dispose = vouch_templates_page_dispose;
  object_class->finalize = vouch_templates_page_finalize;
  VOUCH_PAGE_CLASS (klass)->shown = vouch_templates_page_shown;
  VOUCH_PAGE_CLASS (klass)->hidden = vouch_templates_page_hidden;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "templates.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "templates.edit", "x", edit_action);
  gtk_widget_class_install_action (widget_class, "templates.duplicate", "x", duplicate_action);
  gtk_widget_class_install_action (widget_class, "templates.delete", "x", delete_action);
  gtk_widget_class_install_action (widget_class, "templates.push", NULL, push_action);
}

static void
vouch_templates_page_init (VouchTemplatesPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (VOUCH_TYPE_TEMPLATE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = gtk_custom_filter_new (is_wanted, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                              GTK_FILTER (self->filter));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->filtered), create_row, NULL, NULL);

  self->shortcuts = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  gtk_shortcut_controller_set_scope (self->shortcuts, GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    self->shortcuts,
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_n, GDK_CONTROL_MASK),
                      gtk_named_action_new ("templates.new")));
}

VouchPage *
vouch_templates_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_TEMPLATES_PAGE, "hub", hub, NULL);
}

void
vouch_templates_page_edit (VouchTemplatesPage *self,
                           gint64              id)
{
  g_return_if_fail (VOUCH_IS_TEMPLATES_PAGE (self));

  self->wanted = "templates.edit";
  self->wanted_id = id;
  begin_wanted (self);
}

void
vouch_templates_page_begin (VouchTemplatesPage *self,
                            const char         *action)
{
  g_return_if_fail (VOUCH_IS_TEMPLATES_PAGE (self));

  self->wanted = action;
  self->wanted_id = 0;
  begin_wanted (self);
}
