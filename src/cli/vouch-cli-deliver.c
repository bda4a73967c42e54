/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "cli/vouch-cli-deliver.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-outbox.h"

/* What was asked for goes out at once; what cannot stays in the queue. */
gboolean
vouch_cli_deliver_now (VouchCli  *self,
                       GError   **error)
{
  g_autoptr(VouchCycle) cycle = vouch_cli_sync (self, VOUCH_CYCLE_DELIVER_ONLY, error);

  return cycle != NULL;
}

typedef struct
{
  gint64 connection_id;
  const char *kind;
  const char *subject;
  VouchEffect *effect; /* (owned) (nullable) */
} Find;

static gboolean
find (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Find *self = data;
  g_autoptr(GError) failure = NULL;

  self->effect = vouch_outbox_find (db, self->connection_id, self->kind, self->subject, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static const char *
get_sentence (VouchEffectState state)
{
  switch (state)
    {
    case VOUCH_EFFECT_DONE:       return _("Done.");
    case VOUCH_EFFECT_PLANNED:    return _("Planned; it goes out with one of the next syncs.");
    case VOUCH_EFFECT_SENDING:
    case VOUCH_EFFECT_UNKNOWN:    return _("The answer was lost; Vouch looks whether it was done.");
    case VOUCH_EFFECT_HELD:       return _("A person is needed.");
    case VOUCH_EFFECT_REFUSED:    return _("It is not possible.");
    case VOUCH_EFFECT_SUPERSEDED: return _("It is no longer wanted.");
    default:                      g_return_val_if_reached (NULL);
    }
}

static void
print_effect (const VouchEffect *effect)
{
  vouch_cli_print ("%s\n", get_sentence (effect->state));
  if (effect->reason != NULL)
    vouch_cli_print_reason (effect->reason);
}

static void
print_json (VouchCli          *self,
            const VouchEffect *effect)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_text (builder, "kind", effect->kind);
  vouch_cli_json_text (builder, "subject", effect->subject);
  vouch_cli_json_text (builder, "state", vouch_effect_state_to_string (effect->state));
  vouch_cli_json_reason (builder, "reason", effect->reason);
  vouch_cli_json_print (builder);
}

/**
 * vouch_cli_report_effect:
 * @self: a run
 * @kind: kind of an effect
 * @subject: what it is about
 * @error: return location
 *
 * Says what became of what was asked for.
 */
gboolean
vouch_cli_report_effect (VouchCli    *self,
                         const char  *kind,
                         const char  *subject,
                         GError     **error)
{
  Find data = { self->connection->id, kind, subject, NULL };
  g_autoptr(VouchEffect) effect = NULL;

  if (!vouch_cli_read (self, find, &data, error))
    return FALSE;

  effect = data.effect;
  if (effect == NULL)
    return TRUE;
  if (effect->state == VOUCH_EFFECT_REFUSED ||
      (effect->state == VOUCH_EFFECT_HELD && effect->next_at == 0))
    self->attention = TRUE;
  if (self->json)
    print_json (self, effect);
  else
    print_effect (effect);
  return TRUE;
}
