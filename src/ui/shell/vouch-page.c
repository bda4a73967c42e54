/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "ui/shell/vouch-navigation.h"
#include "ui/shell/vouch-page.h"
#include "ui/vouch-condition.h"
#include "ui/widgets/vouch-banner.h"

typedef struct
{
  VouchHub *hub;      /* (owned) (nullable): tests of a page alone may have none */
  char *title;        /* (owned) */
  char *subtitle;     /* (owned) */
  char *search_hint;  /* (owned) */
  gboolean searchable;
  gboolean alone;
  gboolean shown;
  VouchCondition condition; /* what the banner tells */

  GtkWidget *box;
  AdwHeaderBar *header;
  GtkButton *back_button;
  VouchBanner *banner;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
} VouchPagePrivate;

typedef enum
{
  PROP_HUB = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SEARCHABLE,
  PROP_SEARCH_TEXT,
  PROP_SEARCH_HINT,
  PROP_ALONE,
  N_PROPS,
} VouchPageProperty;

static GParamSpec *properties[N_PROPS];

static void vouch_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (VouchPage, vouch_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (VouchPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                         vouch_page_buildable_init))

static GtkBuildableIface *parent_buildable;

static VouchPagePrivate *
get_private (VouchPage *self)
{
  return vouch_page_get_instance_private (self);
}

static void
vouch_page_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  VouchPagePrivate *priv = get_private (VOUCH_PAGE (buildable));

  if (priv->header == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "bottom") == 0 || type == NULL)
    gtk_box_append (GTK_BOX (priv->box), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
vouch_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = vouch_page_add_child;
}

/* The condition of the connection, wherever the person is. */

static void
update_banner (VouchPage *self)
{
  VouchPagePrivate *priv = get_private (self);
  g_autofree char *title = NULL;

  priv->condition = vouch_condition_find (priv->hub);
  title = vouch_condition_dup_title (priv->condition, priv->hub);
  if (title != NULL)
    vouch_banner_set_title (priv->banner, title);
  vouch_banner_set_button_label (priv->banner, vouch_condition_get_button (priv->condition));
  vouch_banner_set_revealed (priv->banner, title != NULL);
}

static void
banner_clicked_cb (VouchPage *self)
{
  VouchPagePrivate *priv = get_private (self);
  const char *target = NULL;
  const char *action = vouch_condition_get_action (priv->condition, priv->hub, &target);

  if (action != NULL && target != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", target);
  else if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
search_changed_cb (VouchPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_TEXT]);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VouchPagePrivate *priv = get_private (VOUCH_PAGE (widget));

  if (!priv->searchable)
    return;

  gtk_search_bar_set_search_mode (priv->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (priv->search_entry));
}

static void
vouch_page_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VouchPage *self = VOUCH_PAGE (object);
  VouchPagePrivate *priv = get_private (self);

  switch ((VouchPageProperty) prop_id)
    {
    case PROP_HUB:
      g_value_set_object (value, priv->hub);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_SEARCHABLE:
      g_value_set_boolean (value, priv->searchable);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, vouch_page_get_search_text (self));
      break;
    case PROP_SEARCH_HINT:
      g_value_set_string (value, priv->search_hint);
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, priv->alone);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_searchable (VouchPage *self,
                gboolean   searchable)
{
  VouchPagePrivate *priv = get_private (self);

  if (priv->searchable == searchable)
    return;

  priv->searchable = searchable;
  gtk_search_bar_set_key_capture_widget (priv->search_bar, searchable ? GTK_WIDGET (self) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHABLE]);
}

static void
vouch_page_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  VouchPage *self = VOUCH_PAGE (object);
  VouchPagePrivate *priv = get_private (self);

  switch ((VouchPageProperty) prop_id)
    {
    case PROP_HUB:
      g_assert (priv->hub == NULL);
      priv->hub = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      vouch_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      vouch_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_SEARCHABLE:
      set_searchable (self, g_value_get_boolean (value));
      break;
    case PROP_SEARCH_TEXT:
      gtk_editable_set_text (priv->search_entry, g_value_get_string (value));
      break;
    case PROP_SEARCH_HINT:
      if (vouch_set_str (&priv->search_hint, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ALONE:
      if (priv->alone != g_value_get_boolean (value))
        {
          priv->alone = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_page_constructed (GObject *object)
{
  VouchPage *self = VOUCH_PAGE (object);
  VouchPagePrivate *priv = get_private (self);

  G_OBJECT_CLASS (vouch_page_parent_class)->constructed (object);

  if (priv->hub == NULL)
    return;

  g_signal_connect_object (priv->hub, "condition-changed", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->hub, "notify::state", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->hub, "notify::current", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  update_banner (self);
}

static void
vouch_page_dispose (GObject *object)
{
  VouchPagePrivate *priv = get_private (VOUCH_PAGE (object));

  priv->header = NULL;
  g_clear_object (&priv->hub);

  G_OBJECT_CLASS (vouch_page_parent_class)->dispose (object);
}

static void
vouch_page_finalize (GObject *object)
{
  VouchPagePrivate *priv = get_private (VOUCH_PAGE (object));

  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->subtitle, g_free);
  g_clear_pointer (&priv->search_hint, g_free);

  G_OBJECT_CLASS (vouch_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_HUB] =
    g_param_spec_object ("hub", NULL, NULL, VOUCH_TYPE_HUB,
                         (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", flags);
  properties[PROP_SEARCHABLE] = g_param_spec_boolean ("searchable", NULL, NULL, FALSE, flags);
  properties[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, "", flags);
  properties[PROP_SEARCH_HINT] = g_param_spec_string ("search-hint", NULL, NULL, NULL, flags);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_page_class_init (VouchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_page_get_property;
  object_class->set_property = vouch_page_set_property;
  object_class->constructed = vouch_page_constructed;
  object_class->dispose = vouch_page_dispose;
  object_class->finalize = vouch_page_finalize;
  install_properties (object_class);

  g_type_ensure (VOUCH_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, box);
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, back_button);
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, banner);
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, search_bar);
  gtk_widget_class_bind_template_child_private (widget_class, VouchPage, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_action);
}

static void
vouch_page_init (VouchPage *self)
{
  VouchPagePrivate *priv = get_private (self);

  priv->title = g_strdup ("");
  priv->subtitle = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (priv->search_bar, priv->search_entry);
  gtk_search_bar_set_key_capture_widget (priv->search_bar, NULL);
}

VouchHub *
vouch_page_get_hub (VouchPage *self)
{
  g_return_val_if_fail (VOUCH_IS_PAGE (self), NULL);

  return get_private (self)->hub;
}

const char *
vouch_page_get_title (VouchPage *self)
{
  g_return_val_if_fail (VOUCH_IS_PAGE (self), NULL);

  return get_private (self)->title;
}

void
vouch_page_set_title (VouchPage  *self,
                      const char *title)
{
  g_return_if_fail (VOUCH_IS_PAGE (self));

  if (vouch_set_str (&get_private (self)->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
vouch_page_set_subtitle (VouchPage  *self,
                         const char *subtitle)
{
  g_return_if_fail (VOUCH_IS_PAGE (self));

  if (vouch_set_str (&get_private (self)->subtitle, subtitle))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

const char *
vouch_page_get_search_text (VouchPage *self)
{
  g_return_val_if_fail (VOUCH_IS_PAGE (self), NULL);

  return gtk_editable_get_text (get_private (self)->search_entry);
}

void
vouch_page_set_searching (VouchPage *self,
                          gboolean   searching)
{
  g_return_if_fail (VOUCH_IS_PAGE (self));

  gtk_search_bar_set_search_mode (get_private (self)->search_bar, searching);
}

void
vouch_page_push (VouchPage *self,
                 VouchPage *child)
{
  GtkWidget *navigation = gtk_widget_get_ancestor (GTK_WIDGET (self), VOUCH_TYPE_NAVIGATION);

  g_return_if_fail (navigation != NULL);

  vouch_navigation_push (VOUCH_NAVIGATION (navigation), child);
}

void
vouch_page_pop (VouchPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

/* A toast that waits for another one comes when what it undoes is done. */
static void
replace_toast (AdwToastOverlay *overlay,
               AdwToast        *toast)  /* (transfer full) */
{
  AdwToast *last = g_object_get_data (G_OBJECT (overlay), "vouch-last-toast");

  if (last != NULL)
    adw_toast_dismiss (last);
  g_object_set_data_full (G_OBJECT (overlay), "vouch-last-toast", g_object_ref (toast),
                          g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
vouch_page_toast (VouchPage      *self,
                  const char     *text,
                  const char     *button,
                  GCallback       func,
                  gpointer        user_data,
                  GClosureNotify  destroy)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *title = g_markup_escape_text (text, -1);

  g_return_if_fail (overlay != NULL);

  adw_toast_set_title (toast, title);
  if (button != NULL)
    {
      GClosure *closure = g_cclosure_new_swap (func, user_data, destroy);

      adw_toast_set_button_label (toast, button);
      g_object_watch_closure (G_OBJECT (self), closure);
      g_signal_connect_closure (toast, "button-clicked", closure, FALSE);
    }
  replace_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* How one leaves the page: %NULL where it stands beside the sidebar. */
void
vouch_page_set_way_back (VouchPage  *self,
                         const char *action,
                         const char *label)
{
  VouchPagePrivate *priv = get_private (self);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->back_button), action);
  gtk_widget_set_visible (GTK_WIDGET (priv->back_button), action != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->back_button), label);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->back_button),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
focus_within (GtkWidget *child)
{
  GtkRoot *root = gtk_widget_get_root (child);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, child))
    return TRUE;

  return gtk_widget_get_visible (child) && gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

void
vouch_page_focus_content (VouchPage *self)
{
  VouchPagePrivate *priv = get_private (self);
  GtkWidget *child = gtk_widget_get_next_sibling (GTK_WIDGET (priv->search_bar));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (focus_within (child))
        return;
    }

  focus_within (GTK_WIDGET (self));
}

void
vouch_page_note_shown (VouchPage *self,
                       gboolean   shown)
{
  VouchPagePrivate *priv = get_private (self);
  VouchPageClass *klass = VOUCH_PAGE_GET_CLASS (self);

  if (priv->shown == shown)
    return;

  priv->shown = shown;
  if (shown && klass->shown != NULL)
    klass->shown (self);
  if (!shown && klass->hidden != NULL)
    klass->hidden (self);
}
