/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/activity/vouch-export-bar.h"
#include "ui/shell/vouch-page.h"
#include "ui/widgets/vouch-dialogs.h"

/* Fewer rows are saved before anybody could have read the bar. */
#define REVEAL_FROM 5000
/* Smaller steps cost a frame each, and nobody sees them. */
#define STEP 0.005

struct _VouchExportBar
{
  AdwBin parent_instance;

  GCancellable *cancellable;  /* (owned) (nullable): of the export under way */
  char *file_name;            /* (owned) (nullable): of that, for people */
  gboolean runs;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *progress;
};

typedef enum { PROP_BUSY = 1, N_PROPS } VouchExportBarProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchExportBar, vouch_export_bar, ADW_TYPE_BIN)

static void
end (VouchExportBar *self)
{
  g_clear_object (&self->cancellable);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
toast (VouchExportBar *self,
       const char     *sentence)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), VOUCH_TYPE_PAGE);

  vouch_page_toast (VOUCH_PAGE (page), sentence, NULL, NULL, NULL, NULL);
}

/* The callbacks of an export that was cancelled touch nothing, so this is its end here. */
static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchExportBar *self = VOUCH_EXPORT_BAR (widget);

  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  end (self);
  toast (self, _("Nothing was saved"));
}

static void
progress_cb (guint    n_written,
             guint    n_all,
             gpointer user_data)
{
  VouchExportBar *self = VOUCH_EXPORT_BAR (user_data);
  double fraction = (double) n_written / n_all;
  g_autofree char *text = NULL;

  if (n_all < REVEAL_FROM || fraction < gtk_progress_bar_get_fraction (self->progress) + STEP)
    return;

  text = self->runs
    ? g_strdup_printf (ngettext ("%'u of %'u run saved", "%'u of %'u runs saved", n_all),
                       n_written, n_all)
    : g_strdup_printf (ngettext ("%'u of %'u line saved", "%'u of %'u lines saved", n_all),
                       n_written, n_all);
  gtk_label_set_label (self->label, text);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static char *
dup_result (VouchExportBar *self,
            guint           n_rows)
{
  if (self->runs)
    return g_strdup_printf (ngettext ("%'u run was saved in “%s”", "%'u runs were saved in “%s”",
                                      n_rows), n_rows, self->file_name);

  return g_strdup_printf (ngettext ("%'u line was saved in “%s”", "%'u lines were saved in “%s”",
                                    n_rows), n_rows, self->file_name);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  VouchExportBar *self;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_rows = 0;
  gboolean good = vouch_activity_export_finish (result, &n_rows, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_EXPORT_BAR (user_data);
  end (self);
  sentence = good ? dup_result (self, n_rows) : vouch_text_from_error (error);
  if (good)
    toast (self, sentence);
  else
    vouch_tell (GTK_WIDGET (self), _("The File Was Not Saved"), sentence);
}

static void
vouch_export_bar_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((VouchExportBarProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, vouch_export_bar_get_busy (VOUCH_EXPORT_BAR (object)));
      break;

    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_export_bar_dispose (GObject *object)
{
  VouchExportBar *self = VOUCH_EXPORT_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vouch_export_bar_parent_class)->dispose (object);
}

static void
vouch_export_bar_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_EXPORT_BAR (object)->file_name, g_free);

  G_OBJECT_CLASS (vouch_export_bar_parent_class)->finalize (object);
}

static void
vouch_export_bar_class_init (VouchExportBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_export_bar_get_property;
  object_class->dispose = vouch_export_bar_dispose;
  object_class->finalize = vouch_export_bar_finalize;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-export-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchExportBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VouchExportBar, label);
  gtk_widget_class_bind_template_child (widget_class, VouchExportBar, progress);
}

static void
vouch_export_bar_init (VouchExportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
vouch_export_bar_get_busy (VouchExportBar *self)
{
  g_return_val_if_fail (VOUCH_IS_EXPORT_BAR (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * vouch_export_bar_save:
 * @self: a bar that is not busy
 * @store: the store
 * @query: which rows
 * @format: a #VouchActivityFormat
 * @file: what is written
 *
 * Leaves @file as it was when it is cancelled or fails, which the person is told.
 */
void
vouch_export_bar_save (VouchExportBar      *self,
                       VouchStore          *store,
                       VouchRowQuery       *query,
                       VouchActivityFormat  format,
                       GFile               *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (VOUCH_IS_EXPORT_BAR (self) && self->cancellable == NULL);

  name = g_file_get_basename (file);
  g_free (self->file_name);
  self->file_name = g_filename_display_name (name);
  self->runs = g_str_equal (query->klass->subjects[0], "run");
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->cancellable = g_cancellable_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  vouch_activity_export_async (store, query, format, file, progress_cb, self->cancellable,
                               exported_cb, self);
}
