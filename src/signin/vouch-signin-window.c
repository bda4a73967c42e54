/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <glib/gi18n-lib.h>

#include "signin/vouch-location-bar.h"
#include "signin/vouch-signin-page.h"
#include "signin/vouch-signin-web.h"
#include "signin/vouch-signin-window.h"

/* Sign-ins open one window, perhaps a second one from it. */
#define MAX_PAGES 5

struct _VouchSigninWindow
{
  AdwApplicationWindow parent_instance;

  VouchLocationBar *location_bar;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkButton *software_button;
  AdwToastOverlay *toasts;
  GtkStack *pages;

  const VouchSigninOrder *order;   /* (unowned): the program's */
  WebKitNetworkSession *network;   /* (owned) */
  GQueue shown;                    /* (element-type VouchSigninPage) (unowned): the last in front */
  gboolean ended;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void add_page (VouchSigninWindow *self,
                      VouchSigninPage   *page);

G_DEFINE_FINAL_TYPE (VouchSigninWindow, vouch_signin_window, ADW_TYPE_APPLICATION_WINDOW)

static void
answer (VouchSigninWindow *self,
        VouchSignInExit    how,
        const char        *uri)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (int) how, uri);
}

static VouchSigninPage *
get_page (VouchSigninWindow *self)
{
  return g_queue_peek_tail (&self->shown);
}

/* What the window says of the page in front. */

static const char *
get_banner (VouchSigninPage *page)
{
  if (vouch_signin_page_needs_browser (page))
    return _("This sign-in needs your browser");
  if (vouch_signin_page_is_stuck (page))
    return _("Page not showing?");

  return NULL;
}

static void
update (VouchSigninWindow *self)
{
  VouchSigninPage *page = get_page (self);
  const char *sentence = get_banner (page);
  gboolean needs_browser = vouch_signin_page_needs_browser (page);

  vouch_location_bar_show (self->location_bar, page);
  if (sentence != NULL)
    gtk_label_set_text (self->banner_label, sentence);
  gtk_revealer_set_reveal_child (self->banner, sentence != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->software_button),
                          !needs_browser && !self->order->software_rendering);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "signin.back",
                                 g_queue_get_length (&self->shown) > 1 ||
                                 vouch_signin_page_can_go_back (page));
}

static void
remove_page (VouchSigninWindow *self,
             VouchSigninPage   *page)
{
  if (g_queue_get_length (&self->shown) < 2)
    return;

  g_queue_remove (&self->shown, page);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (get_page (self)));
  gtk_stack_remove (self->pages, GTK_WIDGET (page));
  update (self);
}

/* What a page tells. */

static void
redirected_cb (VouchSigninWindow *self,
               const char        *uri)
{
  answer (self, VOUCH_SIGN_IN_EXIT_ANSWERED, uri);
}

static void
refused_cb (VouchSigninWindow *self,
            const char        *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
}

static void
opened_cb (VouchSigninWindow *self,
           VouchSigninPage   *page)
{
  add_page (self, page);
}

static void
closed_cb (VouchSigninPage *page,
           gpointer         user_data)
{
  remove_page (VOUCH_SIGNIN_WINDOW (user_data), page);
}

static void
changed_cb (VouchSigninWindow *self)
{
  if (!self->ended)
    update (self);
}

static void
browser_cb (VouchSigninWindow *self)
{
  answer (self, VOUCH_SIGN_IN_EXIT_BROWSER, NULL);
}

static void
add_page (VouchSigninWindow *self,
          VouchSigninPage   *page)
{
  g_signal_connect_object (page, "redirected", G_CALLBACK (redirected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "closed", G_CALLBACK (closed_cb), self, 0);
  g_signal_connect_object (page, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "browser", G_CALLBACK (browser_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->pages, GTK_WIDGET (page));
  g_queue_push_tail (&self->shown, page);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  update (self);

  /* The oldest but the first: nobody looks at it any more. */
  if (g_queue_get_length (&self->shown) > MAX_PAGES)
    remove_page (self, g_queue_peek_nth (&self->shown, 1));
}

/* What the person does. */

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VouchSigninWindow *self = VOUCH_SIGNIN_WINDOW (widget);

  if (!vouch_signin_page_go_back (get_page (self)))
    remove_page (self, get_page (self));
}

static void
browser_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  browser_cb (VOUCH_SIGNIN_WINDOW (widget));
}

static void
software_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  answer (VOUCH_SIGNIN_WINDOW (widget), VOUCH_SIGN_IN_EXIT_SOFTWARE, NULL);
}

static gboolean
vouch_signin_window_close_request (GtkWindow *window)
{
  answer (VOUCH_SIGNIN_WINDOW (window), VOUCH_SIGN_IN_EXIT_CLOSED, NULL);

  return GTK_WINDOW_CLASS (vouch_signin_window_parent_class)->close_request (window);
}

static void
vouch_signin_window_dispose (GObject *object)
{
  VouchSigninWindow *self = VOUCH_SIGNIN_WINDOW (object);

  self->ended = TRUE;
  g_queue_clear (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), VOUCH_TYPE_SIGNIN_WINDOW);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (vouch_signin_window_parent_class)->dispose (object);
}

static void
vouch_signin_window_class_init (VouchSigninWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_signin_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vouch_signin_window_close_request;

  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  g_type_ensure (VOUCH_TYPE_LOCATION_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               VOUCH_SIGNIN_RESOURCES "vouch-signin-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, location_bar);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, software_button);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VouchSigninWindow, pages);

  gtk_widget_class_install_action (widget_class, "signin.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "signin.browser", NULL, browser_action);
  gtk_widget_class_install_action (widget_class, "signin.software", NULL, software_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "signin.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
vouch_signin_window_init (VouchSigninWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vouch_signin_window_new:
 * @application: the application
 * @order: what is wanted; it has to outlive the window
 *
 * Returns: (transfer none): a window that loads the consent page
 */
VouchSigninWindow *
vouch_signin_window_new (GtkApplication         *application,
                         const VouchSigninOrder *order)
{
  VouchSigninWindow *self = g_object_new (VOUCH_TYPE_SIGNIN_WINDOW, "application", application,
                                          NULL);
  VouchSigninPage *page;

  self->order = order;
  self->network = vouch_signin_network_new ();
  page = vouch_signin_page_new (order, self->network);
  add_page (self, page);
  vouch_signin_page_start (page);
  return self;
}
