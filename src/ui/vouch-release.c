/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-attention-list.h"
#include "sync/vouch-actions.h"
#include "text/vouch-text.h"
#include "ui/vouch-load.h"
#include "ui/vouch-release.h"
#include "ui/widgets/vouch-dialogs.h"

typedef struct
{
  GtkWidget *parent;         /* (owned) */
  VouchHub *hub;             /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 connection_id;
  gint64 now;
  gint64 n_waiting;          /* that were held because of the rebuild */
} Release;

static void
release_free (Release *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->hub);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Release, release_free)

static gboolean
count_waiting (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Release *self = data;
  g_autoptr(GPtrArray) counts = vouch_attention_count (db, self->connection_id, error);

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const VouchAttentionCount *count = counts->pdata[i];

      if (g_strcmp0 (count->reason, "entry.rebuild") == 0)
        self->n_waiting += count->n;
    }

  return counts != NULL;
}

static gboolean
save_release (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  const Release *self = data;

  return vouch_action_switch (db, self->connection_id, VOUCH_SWITCH_REBUILD, FALSE, self->now,
                              error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkWidget) parent = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(Release) self = vouch_save_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self != NULL)
    {
      vouch_hub_sync_now (self->hub);
      return;
    }

  sentence = vouch_text_from_error (error);
  vouch_tell (parent, _("Sending Is Not Allowed Yet"), sentence);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Release) self = user_data;
  VouchStore *store = vouch_hub_get_store (self->hub);
  GCancellable *cancellable = self->cancellable;
  GtkWidget *parent = self->parent;

  if (!vouch_confirm_finish (result, NULL) || store == NULL)
    return;

  self->now = vouch_hub_get_now (self->hub);
  vouch_save_async (store, "commit release", save_release, g_steal_pointer (&self),
                    (GDestroyNotify) release_free, cancellable, saved_cb, g_object_ref (parent));
}

static char *
dup_body (const Release *self)
{
  const char *advice = _("Look at the requests at Crosschq first: what was sent before the records "
                         "were lost must not be sent again.");

  if (self->n_waiting == 0)
    return g_strdup (advice);

  return g_strdup_printf (ngettext ("%s\n\n%u candidate waits, and is looked at again at once.",
                                    "%s\n\n%u candidates wait, and are looked at again at once.",
                                    self->n_waiting), advice, (guint) self->n_waiting);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Release) self = vouch_load_finish (result, &error);
  g_autofree char *body = NULL;
  GtkWidget *parent;
  GCancellable *cancellable;

  if (self == NULL)
    return;

  body = dup_body (self);
  parent = self->parent;
  cancellable = self->cancellable;
  vouch_confirm_async (parent, _("Allow Sending Again?"), body, _("_Allow"), FALSE, cancellable,
                       confirmed_cb, g_steal_pointer (&self));
}

void
vouch_release_rebuilt (GtkWidget    *parent,
                       VouchHub     *hub,
                       GCancellable *cancellable)
{
  VouchStore *store = vouch_hub_get_store (hub);
  Release *self;

  if (store == NULL)
    return;

  self = g_new0 (Release, 1);
  self->parent = g_object_ref (parent);
  self->hub = g_object_ref (hub);
  self->cancellable = g_object_ref (cancellable);
  self->connection_id = vouch_hub_get_current_id (hub);
  vouch_load_async (store, "read what waits", count_waiting, self,
                    (GDestroyNotify) release_free, cancellable, counted_cb, NULL);
}
