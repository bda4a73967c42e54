/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-tiles.h"

#define SPACING 12

struct _VouchTiles
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchTiles, vouch_tiles, GTK_TYPE_WIDGET)

static guint
count_rows (guint n,
            guint most)
{
  return (n + most - 1) / most;
}

static guint
count_tiles (GtkWidget *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child) ? 1 : 0;
  return n;
}

/* Of the largest of them. */
static void
measure_tile (GtkWidget      *self,
              GtkOrientation  orientation,
              int             for_size,
              int            *minimum,
              int            *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static guint
count_fitting (GtkWidget *self,
               int        width)
{
  int minimum, natural;

  measure_tile (self, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  return (guint) MAX (1, (width + SPACING) / (minimum + SPACING));
}

static int
get_width (int   width,
           guint n)
{
  return (width - ((int) n - 1) * SPACING) / (int) n;
}

static void
vouch_tiles_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  int n = (int) count_tiles (widget);
  int rows;

  if (n == 0)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_tile (widget, orientation, -1, minimum, natural);
      *natural = n * *natural + (n - 1) * SPACING;
      return;
    }

  rows = for_size < 0 ? 1 : (int) count_rows (n, count_fitting (widget, for_size));
  measure_tile (widget, orientation, -1, minimum, natural);
  *minimum = rows * *natural + (rows - 1) * SPACING;
  *natural = *minimum;
}

static void
place_tile (GtkWidget *child,
            int        x,
            int        y,
            int        width,
            int        height,
            int        whole)
{
  gboolean mirrored = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child, &(GtkAllocation) { mirrored ? whole - x - width : x, y, width,
                                                      height }, -1);
}

static void
vouch_tiles_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  guint n = count_tiles (widget);
  guint most = count_fitting (widget, width);
  guint row = 0;
  guint column = 0;
  int rows = (int) count_rows (n, most);
  int tile_height = rows > 0 ? (height - (rows - 1) * SPACING) / rows : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      guint in_row = vouch_tiles_count_in_row (n, most, row);
      int tile_width;

      if (!gtk_widget_should_layout (child))
        continue;

      tile_width = get_width (width, in_row);
      place_tile (child, (int) column * (tile_width + SPACING), (int) row * (tile_height + SPACING),
                  tile_width, tile_height, width);
      if (++column == in_row)
        {
          column = 0;
          row++;
        }
    }
}

static GtkSizeRequestMode
vouch_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vouch_tiles_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vouch_tiles_parent_class)->dispose (object);
}

static void
vouch_tiles_class_init (VouchTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_tiles_dispose;
  widget_class->measure = vouch_tiles_measure;
  widget_class->size_allocate = vouch_tiles_size_allocate;
  widget_class->get_request_mode = vouch_tiles_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_tiles_init (VouchTiles *self)
{
}

GtkWidget *
vouch_tiles_new (void)
{
  return g_object_new (VOUCH_TYPE_TILES, NULL);
}

guint
vouch_tiles_count_in_row (guint n,
                          guint most,
                          guint row)
{
  guint rows = count_rows (n, most);

  if (rows == 0 || row >= rows)
    return 0;

  /* The first rows take what does not go into all. */
  return n / rows + (row < n % rows ? 1 : 0);
}
