/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-desk.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-outbox.h"

typedef struct
{
  VouchWorld *world;
  VouchDesk *desk;
} Reading;

static int
compare_effects (gconstpointer one,
                 gconstpointer other)
{
  gint64 a = (*(VouchEffect *const *) one)->id;
  gint64 b = (*(VouchEffect *const *) other)->id;

  return (a > b) - (a < b);
}

static int
compare_triggers (gconstpointer one,
                  gconstpointer other)
{
  gint64 a = (*(VouchTrigger *const *) one)->id;
  gint64 b = (*(VouchTrigger *const *) other)->id;

  return (a > b) - (a < b);
}

static gboolean
read_desk (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Reading *reading = data;
  VouchDesk *self = reading->desk;
  gint64 connection_id = vouch_world_get_connection (reading->world);

  for (int state = VOUCH_EFFECT_PLANNED; state <= VOUCH_EFFECT_SUPERSEDED; state++)
    {
      GPtrArray *effects = vouch_outbox_list (db, connection_id, state, error);

      if (effects == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->effects, effects);
    }
  for (int state = VOUCH_TRIGGER_OBSERVED; state <= VOUCH_TRIGGER_SKIPPED; state++)
    {
      GPtrArray *triggers = vouch_triggers_list (db, connection_id, state, error);

      if (triggers == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->triggers, triggers);
    }

  self->requests = vouch_requests_list (db, connection_id, FALSE, error);
  return self->requests != NULL;
}

VouchDesk *
vouch_desk_new (VouchWorld *world)
{
  VouchDesk *self = g_new0 (VouchDesk, 1);
  Reading reading = { world, self };

  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_effect_free);
  self->triggers = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_trigger_free);
  g_assert_true (vouch_world_write (world, read_desk, &reading));
  g_ptr_array_sort (self->effects, compare_effects);
  g_ptr_array_sort (self->triggers, compare_triggers);
  return self;
}

void
vouch_desk_free (VouchDesk *self)
{
  g_ptr_array_unref (self->effects);
  g_ptr_array_unref (self->triggers);
  g_ptr_array_unref (self->requests);
  g_free (self);
}

/**
 * vouch_desk_find_effect:
 * @self: a desk
 * @kind: a kind of effect
 *
 * Returns: (transfer none) (nullable): the youngest of that kind
 */
VouchEffect *
vouch_desk_find_effect (VouchDesk  *self,
                        const char *kind)
{
  for (guint i = self->effects->len; i-- > 0;)
    {
      VouchEffect *effect = self->effects->pdata[i];

      if (g_str_equal (effect->kind, kind))
        return effect;
    }

  return NULL;
}

/**
 * vouch_desk_find_trigger:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the youngest entry
 */
VouchTrigger *
vouch_desk_find_trigger (VouchDesk *self)
{
  return self->triggers->len > 0 ? self->triggers->pdata[self->triggers->len - 1] : NULL;
}

VouchRequestRow *
vouch_desk_find_request (VouchDesk *self,
                         gint64     id)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      VouchRequestRow *request = self->requests->pdata[i];

      if (request->id == id)
        return request;
    }

  return NULL;
}

/**
 * vouch_desk_knows:
 * @self: a desk
 * @request_id: id of a request at Crosschq
 *
 * Returns: whether a row stands for it
 */
gboolean
vouch_desk_knows (VouchDesk  *self,
                  const char *request_id)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      if (g_strcmp0 (((VouchRequestRow *) self->requests->pdata[i])->request_id, request_id) == 0)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  VouchWorld *world;
  VouchHand what;
  gint64 id;
  const char *text;
  const char *other;
} Deed;

static gboolean
turn (Deed         *deed,
      VouchDb      *db,
      VouchSwitch   which,
      gboolean      value,
      GError      **error)
{
  return vouch_action_switch (db, vouch_world_get_connection (deed->world), which, value,
                              vouch_world_get_now (deed->world), error);
}

static gboolean
act (VouchDb   *db,
     gpointer   data,
     GError   **error)
{
  Deed *deed = data;
  gint64 now = vouch_world_get_now (deed->world);
  g_autofree char *attempt_id =
    vouch_random_hex (vouch_context_get_random (vouch_world_get_context (deed->world)), 16);

  switch (deed->what)
    {
    case VOUCH_HAND_RETRY:
      return vouch_action_retry (db, deed->id, FALSE, now, error);
    case VOUCH_HAND_SEND_ANYWAY:
      return vouch_action_retry (db, deed->id, TRUE, now, error);
    case VOUCH_HAND_SKIP_EFFECT:
      return vouch_action_skip_effect (db, deed->id, now, error);
    case VOUCH_HAND_SKIP_TRIGGER:
      return vouch_action_skip_trigger (db, deed->id, now, error);
    case VOUCH_HAND_LINK:
      return vouch_action_link (db, deed->id, deed->text, now, error);
    case VOUCH_HAND_CONFIRM:
      return vouch_action_confirm (db, deed->id, now, error);
    case VOUCH_HAND_CANCEL:
      return vouch_action_cancel (db, deed->id, attempt_id, now, error);
    case VOUCH_HAND_REMIND:
      return vouch_action_remind (db, deed->id, attempt_id, now, error);
    case VOUCH_HAND_TURN_ON:
      return turn (deed, db, VOUCH_SWITCH_ON, TRUE, error);
    case VOUCH_HAND_TURN_OFF:
      return turn (deed, db, VOUCH_SWITCH_ON, FALSE, error);
    case VOUCH_HAND_PAUSE:
      return turn (deed, db, VOUCH_SWITCH_PAUSED, TRUE, error);
    case VOUCH_HAND_RESUME:
      return turn (deed, db, VOUCH_SWITCH_PAUSED, FALSE, error);
    case VOUCH_HAND_SEND:
      return turn (deed, db, VOUCH_SWITCH_SENDS, TRUE, error);
    case VOUCH_HAND_OBSERVE:
      return turn (deed, db, VOUCH_SWITCH_SENDS, FALSE, error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_hand:
 * @world: a world
 * @what: what a person does
 * @id: (row id): of the item it is done to, or 0
 * @text: (nullable): by @what
 *
 * Returns: whether Vouch took it
 */
gboolean
vouch_hand (VouchWorld *world,
            VouchHand   what,
            gint64      id,
            const char *text)
{
  Deed deed = { .world = world, .what = what, .id = id, .text = text };

  return vouch_world_write (world, act, &deed);
}

static gboolean
set_one (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  Deed *deed = data;

  return vouch_values_set (db, vouch_world_get_connection (deed->world), VOUCH_VALUE_SETTING,
                           deed->text,
                           deed->other, error);
}

void
vouch_hand_set (VouchWorld *world,
                const char *setting,
                const char *value)
{
  Deed deed = { .world = world, .text = setting, .other = value };

  g_assert_true (vouch_world_write (world, set_one, &deed));
}

static gboolean
set_dialect (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Deed *deed = data;
  g_autoptr(VouchConnection) connection =
    vouch_connections_get (db, vouch_world_get_connection (deed->world), error);

  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->crosschq_dialect, deed->text);
  return vouch_connections_update (db, connection, error);
}

/**
 * vouch_hand_speak:
 * @world: a world
 * @dialect: "v2" or "v1"
 *
 * Another dialect of Crosschq's API from now on; the program is started anew for it.
 */
void
vouch_hand_speak (VouchWorld *world,
                  const char *dialect)
{
  Deed deed = { .world = world, .text = dialect };

  g_assert_true (vouch_world_write (world, set_dialect, &deed));
  vouch_world_stop (world);
  vouch_world_start (world);
}
