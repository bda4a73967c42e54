/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text.h"
#include "ui/widgets/vouch-bar-chart.h"
#include "ui/widgets/vouch-chart-card.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-funnel-chart.h"
#include "ui/widgets/vouch-late-menu.h"

/* Pixels around the chart in an image. */
#define MARGIN 12

struct _VouchChartCard
{
  AdwBin parent_instance;

  char *title;               /* (owned) (nullable) */
  char *subtitle;            /* (owned) (nullable) */
  char *file_name;           /* (owned) (nullable) */
  gboolean funnel;
  VouchChartData *data;      /* (owned) (nullable) */
  gboolean table_stale;      /* it is filled when somebody wants to see it */
  GCancellable *cancellable; /* (owned) */
  GBytes *saving;            /* (owned) (nullable): what goes to the file that is being chosen */

  GtkWidget *chart;
  GtkStack *stack;
  AdwBin *chart_bin;
  GtkColumnView *table;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_FUNNEL,
  PROP_FILE_NAME,
  PROP_SHOW_TABLE,
  N_PROPS,
} VouchChartCardProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchChartCard, vouch_chart_card, ADW_TYPE_BIN)

static gboolean
shows_table (VouchChartCard *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0;
}

/* The image is what is seen, so it is there only while the chart is. */
static void
update_actions (VouchChartCard *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.save-csv", self->data != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart.save-image",
                                 self->data != NULL && !shows_table (self));
}

static void fill_table (VouchChartCard *self);

static void
set_show_table (VouchChartCard *self,
                gboolean        show_table)
{
  if (show_table == shows_table (self))
    return;

  if (show_table && self->table_stale)
    fill_table (self);
  gtk_stack_set_visible_child_name (self->stack, show_table ? "table" : "chart");
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

/* The table. */

static void
cell_setup_cb (GtkListItemFactory *factory,
               GtkListItem        *item,
               gpointer            user_data)
{
  gboolean number = GPOINTER_TO_INT (user_data) > 0;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

/* Column 0 has the labels of the points, which are the items; the others have a series each. */
static void
cell_bind_cb (GtkListItemFactory *factory,
              GtkListItem        *item,
              gpointer            user_data)
{
  int column = GPOINTER_TO_INT (user_data);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  VouchChartData *data = g_object_get_data (G_OBJECT (factory), "vouch-data");
  guint point = gtk_list_item_get_position (item);
  g_autofree char *value = NULL;

  if (column == 0)
    value = g_strdup (vouch_chart_data_get_label (data, point));
  else
    value = vouch_chart_data_dup_value (data, point, column - 1);
  gtk_label_set_label (label, value);
}

static void
add_column (VouchChartCard *self,
            const char     *title,
            int             column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) added = NULL;

  g_object_set_data_full (G_OBJECT (factory), "vouch-data", vouch_chart_data_ref (self->data),
                          (GDestroyNotify) vouch_chart_data_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), GINT_TO_POINTER (column));
  added = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (added, column == 0);
  gtk_column_view_append_column (self->table, added);
}

static void
fill_table (VouchChartCard *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  GtkStringList *points = gtk_string_list_new (NULL);

  self->table_stale = FALSE;
  gtk_column_view_set_model (self->table, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->table, column);
    }

  add_column (self, vouch_chart_data_get_points (self->data), 0);
  for (guint i = 0; i < vouch_chart_data_get_n_series (self->data); i++)
    add_column (self, vouch_chart_data_get_series (self->data, i, NULL), i + 1);
  for (guint i = 0; i < vouch_chart_data_get_n_points (self->data); i++)
    gtk_string_list_append (points, vouch_chart_data_get_label (self->data, i));
  gtk_column_view_set_model (self->table,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (points))));
}

/* Saving. */

static void
tell_failure (VouchChartCard *self,
              const GError   *error)
{
  g_autofree char *sentence = vouch_text_from_error (error);

  vouch_tell (GTK_WIDGET (self), _("The File Was Not Saved"), sentence);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  tell_failure (VOUCH_CHART_CARD (user_data), error);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vouch_choose_file_finish (result, &error);
  VouchChartCard *self;
  g_autoptr(GBytes) bytes = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_CHART_CARD (user_data);
  bytes = g_steal_pointer (&self->saving);
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                         G_FILE_CREATE_REPLACE_DESTINATION, self->cancellable,
                                         saved_cb, self);
  else if (error != NULL)
    tell_failure (self, error);
}

/* The dialog is modal, so that there is one of them at a time. */
static void
save (VouchChartCard *self,
      const char     *title,
      const char     *extension,
      const char     *mime_type,
      GBytes         *bytes)  /* (transfer full) */
{
  g_autofree char *name =
    g_strdup_printf ("%s.%s", self->file_name != NULL ? self->file_name : "vouch", extension);

  g_clear_pointer (&self->saving, g_bytes_unref);
  self->saving = bytes;
  vouch_choose_file_async (GTK_WIDGET (self), title, GTK_FILE_CHOOSER_ACTION_SAVE, name, mime_type,
                           self->cancellable, chosen_cb, self);
}

static void
save_csv_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VouchChartCard *self = VOUCH_CHART_CARD (widget);
  char *text = vouch_chart_data_dup_csv (self->data);

  save (self, _("Save Numbers"), "csv", "text/csv", g_bytes_new_take (text, strlen (text)));
}

/* (nullable): what is seen of the chart, on the window's colour */
static GdkTexture *
render_chart (VouchChartCard *self)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (self->chart);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, width + 2 * MARGIN, height + 2 * MARGIN);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture *texture;
  GdkRGBA color = { 1, 1, 1, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  "window_bg_color", &color);
  gtk_snapshot_append_color (snapshot, &color, &area);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN, MARGIN));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &area);
  gsk_render_node_unref (node);
  return texture;
}

static void
save_image_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VouchChartCard *self = VOUCH_CHART_CARD (widget);
  g_autoptr(GdkTexture) texture = render_chart (self);

  if (texture != NULL)
    save (self, _("Save Image"), "png", "image/png", gdk_texture_save_to_png_bytes (texture));
}

static void
vouch_chart_card_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  VouchChartCard *self = VOUCH_CHART_CARD (object);

  switch ((VouchChartCardProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_FUNNEL:
      g_value_set_boolean (value, self->funnel);
      break;
    case PROP_FILE_NAME:
      g_value_set_string (value, self->file_name);
      break;
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, shows_table (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (VouchChartCard          *self,
          char                   **location,
          VouchChartCardProperty   property,
          const char              *text)
{
  if (vouch_set_str (location, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
vouch_chart_card_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  VouchChartCard *self = VOUCH_CHART_CARD (object);

  switch ((VouchChartCardProperty) prop_id)
    {
    case PROP_TITLE:
      set_text (self, &self->title, PROP_TITLE, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      set_text (self, &self->subtitle, PROP_SUBTITLE, g_value_get_string (value));
      break;
    case PROP_FUNNEL:
      self->funnel = g_value_get_boolean (value);
      break;
    case PROP_FILE_NAME:
      set_text (self, &self->file_name, PROP_FILE_NAME, g_value_get_string (value));
      break;
    case PROP_SHOW_TABLE:
      set_show_table (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_chart_card_constructed (GObject *object)
{
  VouchChartCard *self = VOUCH_CHART_CARD (object);

  G_OBJECT_CLASS (vouch_chart_card_parent_class)->constructed (object);

  self->chart = self->funnel ? vouch_funnel_chart_new () : vouch_bar_chart_new ();
  adw_bin_set_child (self->chart_bin, self->chart);
  update_actions (self);
}

static void
vouch_chart_card_dispose (GObject *object)
{
  VouchChartCard *self = VOUCH_CHART_CARD (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (vouch_chart_card_parent_class)->dispose (object);
}

static void
vouch_chart_card_finalize (GObject *object)
{
  VouchChartCard *self = VOUCH_CHART_CARD (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->saving, g_bytes_unref);
  g_clear_pointer (&self->data, vouch_chart_data_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->file_name, g_free);

  G_OBJECT_CLASS (vouch_chart_card_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_FUNNEL] = g_param_spec_boolean ("funnel", NULL, NULL, FALSE,
                                                  flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_FILE_NAME] = g_param_spec_string ("file-name", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_chart_card_class_init (VouchChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_chart_card_constructed;
  object_class->dispose = vouch_chart_card_dispose;
  object_class->finalize = vouch_chart_card_finalize;
  object_class->get_property = vouch_chart_card_get_property;
  object_class->set_property = vouch_chart_card_set_property;

  install_properties (object_class);

  gtk_widget_class_install_property_action (widget_class, "chart.show-table", "show-table");
  gtk_widget_class_install_action (widget_class, "chart.save-csv", NULL, save_csv_action);
  gtk_widget_class_install_action (widget_class, "chart.save-image", NULL, save_image_action);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchChartCard, chart_bin);
  gtk_widget_class_bind_template_child (widget_class, VouchChartCard, table);
  gtk_widget_class_bind_template_child (widget_class, VouchChartCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchChartCard, menu);
}

static void
vouch_chart_card_init (VouchChartCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (self->menu_button, self->menu);
}

void
vouch_chart_card_set_data (VouchChartCard *self,
                           VouchChartData *data)
{
  g_return_if_fail (VOUCH_IS_CHART_CARD (self));

  if (self->data != NULL && vouch_chart_data_equal (self->data, data))
    return;

  vouch_chart_data_ref (data);
  g_clear_pointer (&self->data, vouch_chart_data_unref);
  self->data = data;
  if (self->funnel)
    vouch_funnel_chart_set_data (VOUCH_FUNNEL_CHART (self->chart), data);
  else
    vouch_bar_chart_set_data (VOUCH_BAR_CHART (self->chart), data);
  self->table_stale = TRUE;
  if (shows_table (self))
    fill_table (self);
  update_actions (self);
}

VouchChartData *
vouch_chart_card_get_data (VouchChartCard *self)
{
  g_return_val_if_fail (VOUCH_IS_CHART_CARD (self), NULL);

  return self->data;
}
