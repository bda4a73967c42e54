/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <adwaita.h>

#include "base/vouch-util.h"
#include "ui/widgets/vouch-line.h"

struct _VouchLine
{
  GObject parent_instance;

  char *title;     /* (owned) */
  char *subtitle;  /* (owned) (nullable) */
  char *icon_name; /* (owned) (nullable) */
  char *word;      /* (owned) (nullable) */
  char *style;     /* (owned) (nullable) */
  char *end;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchLine, vouch_line, G_TYPE_OBJECT)

static void
vouch_line_finalize (GObject *object)
{
  VouchLine *self = VOUCH_LINE (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->word, g_free);
  g_clear_pointer (&self->style, g_free);
  g_clear_pointer (&self->end, g_free);

  G_OBJECT_CLASS (vouch_line_parent_class)->finalize (object);
}

static void
vouch_line_class_init (VouchLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_line_finalize;
}

static void
vouch_line_init (VouchLine *self)
{
}

VouchLine *
vouch_line_new (const char *title,
                const char *subtitle)
{
  VouchLine *self = g_object_new (VOUCH_TYPE_LINE, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  self->subtitle = g_strdup (subtitle);
  return self;
}

void
vouch_line_set_icon (VouchLine  *self,
                     const char *icon_name,
                     const char *word,
                     const char *style)
{
  vouch_set_str (&self->icon_name, icon_name);
  vouch_set_str (&self->word, word);
  vouch_set_str (&self->style, style);
}

void
vouch_line_set_end (VouchLine  *self,
                    const char *end)
{
  vouch_set_str (&self->end, end);
}

const char *
vouch_line_get_title (VouchLine *self)
{
  return self->title;
}

const char *
vouch_line_get_subtitle (VouchLine *self)
{
  return self->subtitle;
}

const char *
vouch_line_get_word (VouchLine *self)
{
  return self->word;
}

gboolean
vouch_line_equal (VouchLine *one,
                  VouchLine *other)
{
  return g_strcmp0 (one->title, other->title) == 0 &&
         g_strcmp0 (one->subtitle, other->subtitle) == 0 &&
         g_strcmp0 (one->icon_name, other->icon_name) == 0 &&
         g_strcmp0 (one->word, other->word) == 0 && g_strcmp0 (one->style, other->style) == 0 &&
         g_strcmp0 (one->end, other->end) == 0;
}

/* Rows. */

static GtkWidget *
make_icon (VouchLine *self)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", self->icon_name,
                                   "tooltip-text", self->word, NULL);

  if (self->style != NULL)
    gtk_widget_add_css_class (image, self->style);
  if (self->word != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->word, -1);
  return image;
}

static GtkWidget *
make_end (VouchLine *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", self->end, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "natural-wrap-mode",
                                   GTK_NATURAL_WRAP_NONE, "justify", GTK_JUSTIFY_RIGHT, "xalign",
                                   1.0, NULL);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

GtkWidget *
vouch_line_make_row (gpointer line,
                     gpointer user_data)
{
  VouchLine *self = VOUCH_LINE (line);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", FALSE,
                                 NULL);

  /* Only now, since what is set while it is made is notified in no certain order. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->title);
  if (self->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), self->subtitle);
  if (self->icon_name != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_icon (self));
  if (self->end != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_end (self));
  return row;
}

/* Lists. */

static gboolean
is_same (GListStore *store,
         guint       position,
         VouchLine  *line)
{
  g_autoptr(VouchLine) held = g_list_model_get_item (G_LIST_MODEL (store), position);

  return vouch_line_equal (held, line);
}

void
vouch_lines_update (GListStore *store,
                    GPtrArray  *lines)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint most = MIN (n_old, lines->len);
  guint head = 0;
  guint tail = 0;

  while (head < most && is_same (store, head, lines->pdata[head]))
    head++;
  while (tail < most - head &&
         is_same (store, n_old - tail - 1, lines->pdata[lines->len - tail - 1]))
    tail++;

  /* An unchanged beginning and end keep their rows, and so their focus. */
  if (head + tail < MAX (n_old, lines->len))
    g_list_store_splice (store, head, n_old - head - tail, lines->pdata + head,
                         lines->len - head - tail);
}
