/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/attention/vouch-attention-act.h"
#include "ui/attention/vouch-attention-skips.h"

/* A little longer than the toast with the button is shown. */
#define SECONDS 6

struct _VouchAttentionSkips
{
  GObject parent_instance;

  VouchHub *hub;       /* (owned) */
  GPtrArray *entries;  /* (owned), of VouchAttentionIssue: not committed yet */
  guint timer;         /* commits them, or 0 */
};

struct _VouchAttentionSkip
{
  VouchAttentionSkips *skips;  /* (owned) */
  VouchAttentionIssue *entry;  /* (owned) */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchAttentionSkips, vouch_attention_skips, G_TYPE_OBJECT)

static void
vouch_attention_skips_finalize (GObject *object)
{
  VouchAttentionSkips *self = VOUCH_ATTENTION_SKIPS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->hub);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_attention_skips_parent_class)->finalize (object);
}

static void
vouch_attention_skips_class_init (VouchAttentionSkipsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_attention_skips_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_attention_skips_init (VouchAttentionSkips *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

VouchAttentionSkips *
vouch_attention_skips_new (VouchHub *hub)
{
  VouchAttentionSkips *self = g_object_new (VOUCH_TYPE_ATTENTION_SKIPS, NULL);

  self->hub = g_object_ref (hub);
  return self;
}

static gboolean
timer_cb (gpointer user_data)
{
  VouchAttentionSkips *self = user_data;

  self->timer = 0;
  vouch_attention_skips_commit (self);
  return G_SOURCE_REMOVE;
}

void
vouch_attention_skips_add (VouchAttentionSkips *self,
                           VouchAttentionIssue *entry)
{
  g_ptr_array_add (self->entries, g_object_ref (entry));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (SECONDS, timer_cb, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
find (VouchAttentionSkips *self,
      VouchAttentionIssue *entry,
      guint               *index)
{
  gint64 id = vouch_attention_issue_get_item (entry)->id;

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (vouch_attention_issue_get_item (self->entries->pdata[i])->id == id)
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
vouch_attention_skips_has (VouchAttentionSkips *self,
                           VouchAttentionIssue *entry)
{
  guint index = 0;

  return find (self, entry, &index);
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VouchAttentionSkips) self = user_data;
  g_autoptr(GError) error = NULL;

  /* What cannot be skipped any more is shown again as it is. */
  if (!vouch_attention_act_finish (result, &error))
    g_debug ("It was not skipped: %s", error->message);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
commit_one (VouchAttentionSkips *self,
            VouchAttentionIssue *entry)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) never = g_cancellable_new ();

  g_ptr_array_add (one, g_object_ref (entry));
  vouch_attention_act_async (self->hub, one, VOUCH_ATTENTION_ACT_SKIP, NULL, never, committed_cb,
                             g_object_ref (self));
}

void
vouch_attention_skips_commit (VouchAttentionSkips *self)
{
  g_autoptr(GPtrArray) entries = g_steal_pointer (&self->entries);

  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < entries->len && vouch_hub_get_store (self->hub) != NULL; i++)
    commit_one (self, entries->pdata[i]);
}

/* Taking back. */

VouchAttentionSkip *
vouch_attention_skip_new (VouchAttentionSkips *skips,
                          VouchAttentionIssue *entry)
{
  VouchAttentionSkip *self = g_new0 (VouchAttentionSkip, 1);

  self->skips = g_object_ref (skips);
  self->entry = g_object_ref (entry);
  return self;
}

void
vouch_attention_skip_free (VouchAttentionSkip *self,
                           GClosure           *closure)
{
  g_object_unref (self->skips);
  g_object_unref (self->entry);
  g_free (self);
}

void
vouch_attention_skip_take_back (VouchAttentionSkip *self)
{
  guint index = 0;

  if (!find (self->skips, self->entry, &index))
    return;

  g_ptr_array_remove_index (self->skips->entries, index);
  g_signal_emit (self->skips, signals[CHANGED], 0);
}
