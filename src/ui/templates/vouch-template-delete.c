/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "text/vouch-text-foreign.h"
#include "text/vouch-text.h"
#include "ui/templates/vouch-template-delete.h"
#include "ui/vouch-load.h"
#include "ui/widgets/vouch-dialogs.h"

typedef struct
{
  VouchPage *page;            /* (unowned): only touched while not cancelled */
  GCancellable *cancellable;  /* (owned) */
  gint64 connection_id;
  gint64 id;
  char *tag;                  /* (owned) */
} Deletion;

static void
deletion_free (Deletion *self)
{
  g_clear_object (&self->cancellable);
  g_free (self->tag);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
change (Deletion            *self,
        const char          *label,
        VouchStoreFunc       func,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  VouchHub *hub = vouch_page_get_hub (self->page);
  VouchTemplateChange *data = g_new0 (VouchTemplateChange, 1);

  data->connection_id = self->connection_id;
  data->id = self->id;
  data->tag = g_strdup (self->tag);
  data->now = vouch_hub_get_now (hub);
  vouch_save_async (vouch_hub_get_store (hub), label, func, data,
                    (GDestroyNotify) vouch_template_change_free, self->cancellable, callback,
                    user_data);
}

static void
toast_error (VouchPage    *page,
             const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE))
    sentence = g_strdup (_("Another template has taken its tag meanwhile."));
  else
    sentence = vouch_text_from_error (error);
  vouch_page_toast (page, sentence, NULL, NULL, NULL, NULL);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTemplateChange) data = vouch_save_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (data == NULL)
    toast_error (VOUCH_PAGE (user_data), error);
}

static void
undo_cb (Deletion *self)
{
  change (self, "commit restored", vouch_template_restore, restored_cb, self->page);
}

static void
forget (gpointer  data,
        GClosure *closure)
{
  deletion_free (data);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTemplateChange) data = vouch_save_finish (result, &error);
  VouchPage *page;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  page = self->page;
  if (data == NULL)
    toast_error (page, error);
  else
    vouch_page_toast (page, _("Template deleted"), _("_Undo"), G_CALLBACK (undo_cb),
                      g_steal_pointer (&self), forget);
}

static void
remove_now (Deletion *self)  /* (transfer full) */
{
  change (self, "commit removed", vouch_template_remove, removed_cb, self);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Deletion) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vouch_confirm_finish (result, &error))
    remove_now (g_steal_pointer (&self));
}

static void
confirm (Deletion   *self,  /* (transfer full) */
         const char *name,
         guint       n_jobs)
{
  g_autofree char *shown = vouch_text_isolate (name);
  g_autofree char *heading = g_strdup_printf (_("Delete “%s”?"), shown);
  g_autofree char *body =
    g_strdup_printf (ngettext ("%u open job carries its tag. Nothing is sent for its candidates "
                               "until a template has that tag again.",
                               "%u open jobs carry its tag. Nothing is sent for their candidates "
                               "until a template has that tag again.", n_jobs), n_jobs);

  vouch_confirm_async (GTK_WIDGET (self->page), heading, body, _("_Delete"), TRUE,
                       self->cancellable, confirmed_cb, self);
}

void
vouch_template_delete (VouchPage         *page,
                       VouchTemplateItem *item,
                       GCancellable      *cancellable)
{
  const VouchTemplate *template = vouch_template_item_get (item);
  Deletion *self = g_new0 (Deletion, 1);

  self->page = page;
  self->cancellable = g_object_ref (cancellable);
  self->connection_id = template->connection_id;
  self->id = template->id;
  self->tag = g_strdup (template->tag);
  if (vouch_template_item_get_n_jobs (item) > 0)
    confirm (self, template->name, vouch_template_item_get_n_jobs (item));
  else
    remove_now (self);
}
