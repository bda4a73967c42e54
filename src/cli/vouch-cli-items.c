/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-applications.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"

static void
item_free (VouchCliItem *self)
{
  g_free (self->id);
  g_clear_pointer (&self->effect, vouch_effect_free);
  g_clear_pointer (&self->trigger, vouch_trigger_free);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->job, vouch_job_free);
  g_free (self);
}

/* An effect about a job field has nobody it is about. */
static gboolean
load_subject (VouchCliItem  *self,
              VouchDb       *db,
              gint64         connection_id,
              gint64         application_id,
              GError       **error)
{
  g_autoptr(GError) missing = NULL;

  if (application_id == 0)
    return TRUE;

  self->application = vouch_applications_get (db, application_id, error);
  if (self->application == NULL)
    return FALSE;

  self->job = vouch_jobs_get (db, connection_id, self->application->job_id, &missing);
  return TRUE;
}

static gboolean
add_effects (GPtrArray         *items,
             VouchDb           *db,
             gint64             connection_id,
             VouchEffectState   state,
             GError           **error)
{
  g_autoptr(GPtrArray) effects = vouch_outbox_list (db, connection_id, state, error);

  for (guint i = 0; effects != NULL && i < effects->len; i++)
    {
      const VouchEffect *effect = effects->pdata[i];
      VouchCliItem *item;

      if (state == VOUCH_EFFECT_PLANNED && effect->next_at == 0)
        continue;
      item = g_new0 (VouchCliItem, 1);
      g_ptr_array_add (items, item);
      item->effect = vouch_effect_copy (effect);
      item->id = g_strdup_printf ("e%" G_GINT64_FORMAT, item->effect->id);
      if (!load_subject (item, db, connection_id, item->effect->application_id, error))
        return FALSE;
    }

  return effects != NULL;
}

static gboolean
add_triggers (GPtrArray  *items,
              VouchDb    *db,
              gint64      connection_id,
              GError    **error)
{
  g_autoptr(GPtrArray) triggers =
    vouch_triggers_list (db, connection_id, VOUCH_TRIGGER_HELD, error);

  for (guint i = 0; triggers != NULL && i < triggers->len; i++)
    {
      VouchCliItem *item = g_new0 (VouchCliItem, 1);

      g_ptr_array_add (items, item);
      item->trigger = vouch_trigger_copy (triggers->pdata[i]);
      item->id = g_strdup_printf ("t%" G_GINT64_FORMAT, item->trigger->id);
      if (!load_subject (item, db, connection_id, item->trigger->application_id, error))
        return FALSE;
    }

  return triggers != NULL;
}

GPtrArray *
vouch_cli_items_list (VouchDb  *db,
                      gint64    connection_id,
                      GError  **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);

  if (!add_effects (items, db, connection_id, VOUCH_EFFECT_HELD, error) ||
      !add_effects (items, db, connection_id, VOUCH_EFFECT_UNKNOWN, error) ||
      !add_effects (items, db, connection_id, VOUCH_EFFECT_PLANNED, error) ||
      !add_triggers (items, db, connection_id, error))
    return NULL;

  return g_steal_pointer (&items);
}

const VouchReason *
vouch_cli_item_get_reason (const VouchCliItem *self)
{
  return self->effect != NULL ? self->effect->reason : self->trigger->reason;
}

/* Entries that go on once a person confirms them. */
gboolean
vouch_cli_item_is_late (const VouchCliItem *self)
{
  static const char *const ids[] = {
    "entry.catch-up", "entry.before-on", "entry.re-entry", "entry.too-old", NULL,
  };

  return self->trigger != NULL && self->trigger->reason != NULL &&
         g_strv_contains (ids, vouch_reason_get_id (self->trigger->reason));
}

/* Whether a reason passes without anybody doing anything. */
gboolean
vouch_cli_reason_passes (const VouchReason *reason)
{
  g_autoptr(VouchText) text = reason != NULL ? vouch_text_for_reason_verbatim (reason) : NULL;

  return text != NULL && (text->who == VOUCH_WHO_VOUCH || text->who == VOUCH_WHO_NOBODY);
}

gboolean
vouch_cli_problem_needs_person (const VouchReason *problem)
{
  return problem != NULL && !vouch_cli_reason_passes (problem);
}

/**
 * vouch_cli_item_is_retrying:
 * @self: an item
 *
 * An effect whose outcome is unknown is looked for; what nobody can look for is held.
 *
 * Returns: whether Vouch tries again by itself, so that nobody is needed
 */
gboolean
vouch_cli_item_is_retrying (const VouchCliItem *self)
{
  if (self->effect != NULL)
    return self->effect->state != VOUCH_EFFECT_HELD || self->effect->next_at != 0;

  return vouch_cli_reason_passes (self->trigger->reason);
}

/* How many of them wait for a person. */
guint
vouch_cli_items_count_waiting (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += !vouch_cli_item_is_retrying (items->pdata[i]);

  return n;
}

static gboolean
refuse (const char  *text,
        GError     **error)
{
  g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, _("“%s” is no id from the list."),
               text);
  return FALSE;
}

gboolean
vouch_cli_parse_id (const char  *text,
                    gint64      *id,
                    GError     **error)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return refuse (text, error);

  *id = (gint64) number;
  return TRUE;
}

/**
 * vouch_cli_item_parse:
 * @text: "e12" or "t5"
 * @kind: (out): which kind
 * @id: (out): the row
 * @error: return location
 */
gboolean
vouch_cli_item_parse (const char        *text,
                      VouchCliItemKind  *kind,
                      gint64            *id,
                      GError           **error)
{
  if (text[0] != 'e' && text[0] != 't')
    return refuse (text, error);

  *kind = text[0] == 'e' ? VOUCH_CLI_ITEM_EFFECT : VOUCH_CLI_ITEM_TRIGGER;
  return vouch_cli_parse_id (text + 1, id, error) || (g_clear_error (error), refuse (text, error));
}

/* The same as vouch_cli_item_is_retrying() says of each of them. */
static gboolean
is_retrying (const VouchAttentionCount *count)
{
  g_autoptr(VouchReason) reason = NULL;

  if (count->kind == VOUCH_ATTENTION_EFFECT || count->reason == NULL)
    return count->retrying;

  reason = vouch_reason_new (count->reason, NULL);
  return vouch_cli_reason_passes (reason);
}

/**
 * vouch_cli_items_sum:
 * @db: the store
 * @connection_id: whose
 * @n_waiting: (out): how many items wait for a person
 * @n_retrying: (out): how many Vouch tries again by itself
 * @error: return location
 *
 * Counts what vouch_cli_items_list() lists, without reading it.
 */
gboolean
vouch_cli_items_sum (VouchDb  *db,
                     gint64    connection_id,
                     guint    *n_waiting,
                     guint    *n_retrying,
                     GError  **error)
{
  g_autoptr(GPtrArray) counts = vouch_attention_count (db, connection_id, error);

  *n_waiting = *n_retrying = 0;
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const VouchAttentionCount *count = counts->pdata[i];

      *(is_retrying (count) ? n_retrying : n_waiting) += (guint) count->n;
    }

  return counts != NULL;
}

typedef struct
{
  gint64 connection_id;
  guint n_waiting;
  guint n_retrying;
} Sum;

static gboolean
sum_up (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  Sum *self = data;

  return vouch_cli_items_sum (db, self->connection_id, &self->n_waiting, &self->n_retrying, error);
}

/* How much waits for a person; @error tells when 0 is not an answer. */
guint
vouch_cli_items_count (VouchCli  *self,
                       GError   **error)
{
  Sum data = { self->connection->id, 0, 0 };

  return vouch_cli_read (self, sum_up, &data, error) ? data.n_waiting : 0;
}
