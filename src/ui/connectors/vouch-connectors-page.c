/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/vouch-util.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-connection-page.h"
#include "ui/connectors/vouch-connectors-page.h"
#include "ui/connectors/vouch-crosschq-page.h"
#include "ui/connectors/vouch-link-label.h"
#include "ui/connectors/vouch-new-connection.h"
#include "ui/widgets/vouch-colour-dot.h"
#include "ui/widgets/vouch-dialogs.h"

struct _VouchConnectorsPage
{
  VouchPage parent_instance;

  GCancellable *cancellable;  /* (owned) */
  GSignalGroup *item_signals; /* (owned): of the current connection */

  GtkStack *stack;
  AdwPreferencesGroup *group;
  AdwPreferencesRow *ats_row;
  AdwPreferencesRow *crosschq_row;
  GtkLabel *ats_subtitle;
  GtkLabel *crosschq_subtitle;
  GtkWidget *colour_box;
  VouchColourDot *colour_dot;
  GtkLabel *colour_name;
  VouchLinkLabel *ats_label;
  VouchLinkLabel *crosschq_label;
};

G_DEFINE_FINAL_TYPE (VouchConnectorsPage, vouch_connectors_page, VOUCH_TYPE_PAGE)

static VouchHub *
get_hub (VouchConnectorsPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static char *
dup_name (VouchConnectionItem *current)
{
  return vouch_text_isolate (current != NULL ? vouch_connection_item_get (current)->name : "");
}

static void
update_colour (VouchConnectorsPage *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (get_hub (self));
  const char *colour = current != NULL ? vouch_connection_item_get_colour (current) : NULL;
  g_autofree char *name = dup_name (current);

  vouch_colour_dot_set_colour (self->colour_dot, colour);
  vouch_colour_describe (GTK_ACCESSIBLE (self->ats_row), colour);
  gtk_widget_set_visible (self->colour_box, colour != NULL);
  gtk_label_set_label (self->colour_name, name);
}

static void
update (VouchConnectorsPage *self)
{
  VouchHub *hub = get_hub (self);
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  g_autofree char *name = dup_name (current);
  g_autofree char *title = g_markup_escape_text (name, -1);

  adw_preferences_group_set_title (self->group, title);
  g_signal_group_set_target (self->item_signals, current);
  update_colour (self);
  vouch_link_label_set_link (self->ats_label, vouch_link_find_ats (hub));
  vouch_link_label_set_link (self->crosschq_label, vouch_link_find_crosschq (hub));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connectors.add",
                                 vouch_hub_get_can_write (hub));
}

/* Searching. */

static gboolean
matches (AdwPreferencesRow *row,
         GtkLabel          *subtitle,
         const char        *words)
{
  g_autofree char *needle = vouch_fold_text (words);
  g_autofree char *all = g_strdup_printf ("%s %s", adw_preferences_row_get_title (row),
                                          gtk_label_get_label (subtitle));
  g_autofree char *hay = vouch_fold_text (all);

  return strstr (hay, needle) != NULL;
}

static void
search_changed_cb (VouchConnectorsPage *self)
{
  const char *words = vouch_page_get_search_text (VOUCH_PAGE (self));
  gboolean ats = matches (self->ats_row, self->ats_subtitle, words);
  gboolean crosschq = matches (self->crosschq_row, self->crosschq_subtitle, words);

  gtk_widget_set_visible (GTK_WIDGET (self->ats_row), ats);
  gtk_widget_set_visible (GTK_WIDGET (self->crosschq_row), crosschq);
  gtk_stack_set_visible_child_name (self->stack, ats || crosschq ? "list" : "nothing");
}

/* Actions. */

static void
manage_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vouch_connectors_page_manage (VOUCH_CONNECTORS_PAGE (widget),
                                g_variant_get_string (parameter, NULL));
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean good = vouch_new_connection_finish (VOUCH_HUB (object), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (good)
    {
      vouch_connectors_page_manage (VOUCH_CONNECTORS_PAGE (user_data), "smartrecruiters");
      return;
    }

  sentence = vouch_text_from_error (error);
  vouch_tell (GTK_WIDGET (user_data), _("No Connection Was Added"), sentence);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VouchConnectorsPage *self = VOUCH_CONNECTORS_PAGE (widget);

  vouch_new_connection_async (get_hub (self), self->cancellable, added_cb, self);
}

static void
vouch_connectors_page_constructed (GObject *object)
{
  VouchConnectorsPage *self = VOUCH_CONNECTORS_PAGE (object);
  VouchHub *hub = get_hub (self);

  G_OBJECT_CLASS (vouch_connectors_page_parent_class)->constructed (object);

  g_signal_connect_object (hub, "notify::current", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::can-write", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::search-text", G_CALLBACK (search_changed_cb), NULL);
  update (self);
}

static void
vouch_connectors_page_dispose (GObject *object)
{
  VouchConnectorsPage *self = VOUCH_CONNECTORS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item_signals);

  G_OBJECT_CLASS (vouch_connectors_page_parent_class)->dispose (object);
}

static void
vouch_connectors_page_class_init (VouchConnectorsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_connectors_page_constructed;
  object_class->dispose = vouch_connectors_page_dispose;

  g_type_ensure (VOUCH_TYPE_COLOUR_DOT);
  g_type_ensure (VOUCH_TYPE_LINK_LABEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-connectors-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, group);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, ats_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, crosschq_row);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, ats_subtitle);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, crosschq_subtitle);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, colour_box);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, colour_dot);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, colour_name);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, ats_label);
  gtk_widget_class_bind_template_child (widget_class, VouchConnectorsPage, crosschq_label);
  gtk_widget_class_install_action (widget_class, "connectors.manage", "s", manage_action);
  gtk_widget_class_install_action (widget_class, "connectors.add", NULL, add_action);
}

static void
vouch_connectors_page_init (VouchConnectorsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->item_signals = g_signal_group_new (VOUCH_TYPE_CONNECTION_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::colour",
                                  G_CALLBACK (update_colour), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

VouchPage *
vouch_connectors_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_CONNECTORS_PAGE, "hub", hub, NULL);
}

VouchPage *
vouch_connectors_page_manage (VouchConnectorsPage *self,
                              const char          *service)
{
  VouchPage *page;

  g_return_val_if_fail (VOUCH_IS_CONNECTORS_PAGE (self), NULL);

  page = g_str_equal (service, "crosschq") ? vouch_crosschq_page_new (get_hub (self))
                                           : vouch_connection_page_new (get_hub (self));
  vouch_page_push (VOUCH_PAGE (self), page);
  return page;
}

void
vouch_connectors_page_show_setting (VouchConnectorsPage *self,
                                    const char          *name)
{
  VouchPage *page;

  g_return_if_fail (VOUCH_IS_CONNECTORS_PAGE (self));

  page = vouch_connection_page_new (get_hub (self));
  vouch_page_push (VOUCH_PAGE (self), page);
  vouch_connection_page_focus_setting (VOUCH_CONNECTION_PAGE (page), name);
}
