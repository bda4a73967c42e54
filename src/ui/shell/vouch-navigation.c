/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/shell/vouch-navigation.h"

struct _VouchNavigation
{
  AdwBin parent_instance;

  GtkStack *stack;     /* (unowned): the child */
  GPtrArray *pages;    /* (owned), of VouchPage (unowned): root first */
  gboolean alone;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (VouchNavigation, vouch_navigation, ADW_TYPE_BIN)

static void
update_way_back (VouchNavigation *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      VouchPage *page = self->pages->pdata[i];

      if (i > 0)
        vouch_page_set_way_back (page, "navigation.pop", _("Back"));
      else if (self->alone)
        vouch_page_set_way_back (page, "shell.show-sidebar", _("Show the Sidebar"));
      else
        vouch_page_set_way_back (page, NULL, NULL);
      g_object_set (page, "alone", self->alone, NULL);
    }
}

static void
show_top (VouchNavigation *self)
{
  VouchPage *top = vouch_navigation_get_top (self);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (top));
  for (guint i = 0; i < self->pages->len; i++)
    vouch_page_note_shown (self->pages->pdata[i], self->shown && self->pages->pdata[i] == top);
}

static void
add (VouchNavigation *self,
     VouchPage       *page)
{
  g_ptr_array_add (self->pages, page);
  gtk_stack_add_child (self->stack, GTK_WIDGET (page));
  update_way_back (self);
  show_top (self);
}

/* Widgets that slid away are removed once they are out of sight. */
static void
transition_cb (VouchNavigation *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  if (gtk_stack_get_transition_running (self->stack))
    return;

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (!g_ptr_array_find (self->pages, child, NULL))
        gtk_stack_remove (self->stack, child);
      child = next;
    }
}

static void
pop_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  vouch_navigation_pop (VOUCH_NAVIGATION (widget));
}

static void
vouch_navigation_finalize (GObject *object)
{
  VouchNavigation *self = VOUCH_NAVIGATION (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_navigation_parent_class)->finalize (object);
}

static void
vouch_navigation_class_init (VouchNavigationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_navigation_finalize;

  gtk_widget_class_install_action (widget_class, "navigation.pop", NULL, pop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "navigation.pop",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "navigation.pop", NULL);
}

static void
vouch_navigation_init (VouchNavigation *self)
{
  self->pages = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (self->stack, "notify::transition-running", G_CALLBACK (transition_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
vouch_navigation_new (VouchPage *root)
{
  VouchNavigation *self = g_object_new (VOUCH_TYPE_NAVIGATION, NULL);

  add (self, root);
  return GTK_WIDGET (self);
}

/* Who leaves a page finds the focus where it was. */

static void
remember_focus (VouchPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    g_object_set_data_full (G_OBJECT (page), "focus", g_object_ref (focus), g_object_unref);
}

static void
restore_focus (VouchPage *page)
{
  g_autoptr(GtkWidget) focus = g_object_steal_data (G_OBJECT (page), "focus");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  /* GTK would keep the page that goes until the window moves the focus by itself. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page)) ||
      !gtk_widget_grab_focus (focus))
    vouch_page_focus_content (page);
}

void
vouch_navigation_push (VouchNavigation *self,
                       VouchPage       *page)
{
  g_return_if_fail (VOUCH_IS_NAVIGATION (self));

  remember_focus (vouch_navigation_get_top (self));
  add (self, page);
  vouch_page_focus_content (page);
}

/* Returns whether there was something to leave. */
gboolean
vouch_navigation_pop (VouchNavigation *self)
{
  g_autoptr(VouchPage) left = NULL;

  g_return_val_if_fail (VOUCH_IS_NAVIGATION (self), FALSE);

  if (self->pages->len < 2)
    return FALSE;

  left = g_object_ref (vouch_navigation_get_top (self));
  g_ptr_array_set_size (self->pages, self->pages->len - 1);
  vouch_page_note_shown (left, FALSE);
  show_top (self);
  restore_focus (vouch_navigation_get_top (self));
  transition_cb (self);
  return TRUE;
}

void
vouch_navigation_pop_to_root (VouchNavigation *self)
{
  while (vouch_navigation_pop (self))
    ;
}

VouchPage *
vouch_navigation_get_root (VouchNavigation *self)
{
  return self->pages->pdata[0];
}

VouchPage *
vouch_navigation_get_top (VouchNavigation *self)
{
  return self->pages->pdata[self->pages->len - 1];
}

void
vouch_navigation_set_alone (VouchNavigation *self,
                            gboolean         alone)
{
  if (self->alone == alone)
    return;

  self->alone = alone;
  update_way_back (self);
}

void
vouch_navigation_note_shown (VouchNavigation *self,
                             gboolean         shown)
{
  self->shown = shown;
  show_top (self);
}
