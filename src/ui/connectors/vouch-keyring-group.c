/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-secrets.h"
#include "ui/connectors/vouch-keyring-group.h"

typedef enum
{
  STATE_GOOD,
  STATE_LOCKED,
  STATE_DISMISSED,
  STATE_ABSENT,
  STATE_UNREADABLE,
  STATE_FAILED,
  STATE_MEMORY,
} State;

struct _VouchKeyringGroup
{
  AdwPreferencesGroup parent_instance;

  VouchHub *hub;      /* (owned) (nullable) */
  State noted;        /* what an attempt found */
  State state;        /* what is shown */

  AdwActionRow *row;
  GtkButton *button;
  GtkWidget *memory_row;
  GtkWidget *command_row;
};

enum { RETRY, RECONNECT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchKeyringGroup, vouch_keyring_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *id;
  VouchSecretsError code;
  State state;
} states[] = {
  { "secrets.locked", VOUCH_SECRETS_ERROR_LOCKED, STATE_LOCKED },
  { "secrets.dismissed", VOUCH_SECRETS_ERROR_DISMISSED, STATE_DISMISSED },
  { "secrets.absent", VOUCH_SECRETS_ERROR_ABSENT, STATE_ABSENT },
  { "secrets.unreadable", VOUCH_SECRETS_ERROR_UNREADABLE, STATE_UNREADABLE },
  { "secrets.failed", VOUCH_SECRETS_ERROR_FAILED, STATE_FAILED },
};

static State
find_state (VouchKeyringGroup *self)
{
  VouchReason *problem = vouch_hub_get_problem (self->hub);

  if (vouch_hub_get_memory_only (self->hub))
    return STATE_MEMORY;
  if (self->noted != STATE_GOOD)
    return self->noted;

  for (guint i = 0; problem != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_equal (vouch_reason_get_id (problem), states[i].id))
        return states[i].state;
    }

  return STATE_GOOD;
}

static const char *
get_title (State state)
{
  switch (state)
    {
    case STATE_LOCKED:
      return _("Your keyring is locked");
    case STATE_DISMISSED:
      return _("The keyring was not unlocked");
    case STATE_ABSENT:
      return _("Nothing on this computer can keep secrets");
    case STATE_UNREADABLE:
      return _("What the keyring holds cannot be read");
    case STATE_FAILED:
      return _("The keyring failed");
    case STATE_MEMORY:
      return _("Secrets are kept in memory only");
    case STATE_GOOD:
    default:
      return "";
    }
}

static const char *
get_subtitle (State state)
{
  switch (state)
    {
    case STATE_LOCKED:
      return _("Vouch keeps what it signs in with there. Everything waits until it is unlocked; "
               "nothing is lost.");
    case STATE_DISMISSED:
      return _("Vouch does not ask again by itself. Everything waits until you unlock it; nothing "
               "is lost.");
    case STATE_ABSENT:
      return _("No keyring program (Secret Service) answers: GNOME Keyring, KWallet and "
               "KeePassXC are such programs. Start one and try again.");
    case STATE_UNREADABLE:
      return _("A copy is left where it is. Connect again, and new secrets are kept; settings, "
               "templates and the queue stay.");
    case STATE_FAILED:
      return _("This usually passes; check the disk if it lasts. Nothing is lost.");
    case STATE_MEMORY:
      return _("They are gone when Vouch ends, and you connect again at the next start.");
    case STATE_GOOD:
    default:
      return "";
    }
}

static const char *
get_button (State state)
{
  switch (state)
    {
    case STATE_LOCKED:
    case STATE_DISMISSED:
      return _("_Unlock");
    case STATE_ABSENT:
    case STATE_FAILED:
      return _("_Try Again");
    case STATE_UNREADABLE:
      return _("_Reconnect");
    case STATE_MEMORY:
      return _("_Use the Keyring");
    case STATE_GOOD:
    default:
      return "";
    }
}

static gboolean
is_in_flatpak (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
update (VouchKeyringGroup *self)
{
  State state = find_state (self);
  gboolean may_forget = state == STATE_ABSENT || state == STATE_LOCKED || state == STATE_DISMISSED;

  gtk_widget_set_visible (GTK_WIDGET (self), state != STATE_GOOD);
  self->state = state;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), get_title (state));
  adw_action_row_set_subtitle (self->row, get_subtitle (state));
  gtk_button_set_label (self->button, get_button (state));
  gtk_widget_set_visible (self->memory_row, may_forget && vouch_hub_can_forget (self->hub));
  gtk_widget_set_visible (self->command_row, state == STATE_ABSENT && is_in_flatpak ());
}

static void
set_memory_only (VouchKeyringGroup *self,
                 gboolean           memory_only)
{
  self->noted = STATE_GOOD;
  vouch_hub_set_memory_only (self->hub, memory_only);
  update (self);
}

/* The question is asked again only because the person wants it now. */
static void
try_again (VouchKeyringGroup *self)
{
  State state = self->state;

  self->noted = STATE_GOOD;
  update (self);
  if (state == STATE_LOCKED || state == STATE_DISMISSED)
    vouch_hub_unlock (self->hub);
  else
    g_signal_emit (self, signals[RETRY], 0);
}

static void
clicked_cb (VouchKeyringGroup *self)
{
  if (self->state == STATE_UNREADABLE)
    g_signal_emit (self, signals[RECONNECT], 0);
  else if (self->state == STATE_MEMORY)
    set_memory_only (self, FALSE);
  else
    try_again (self);
}

static void
memory_clicked_cb (VouchKeyringGroup *self)
{
  set_memory_only (self, TRUE);
}

static void
vouch_keyring_group_dispose (GObject *object)
{
  g_clear_object (&VOUCH_KEYRING_GROUP (object)->hub);

  G_OBJECT_CLASS (vouch_keyring_group_parent_class)->dispose (object);
}

static void
vouch_keyring_group_class_init (VouchKeyringGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_keyring_group_dispose;

  signals[RETRY] = g_signal_new ("retry", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[RECONNECT] = g_signal_new ("reconnect", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-keyring-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchKeyringGroup, row);
  gtk_widget_class_bind_template_child (widget_class, VouchKeyringGroup, button);
  gtk_widget_class_bind_template_child (widget_class, VouchKeyringGroup, memory_row);
  gtk_widget_class_bind_template_child (widget_class, VouchKeyringGroup, command_row);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, memory_clicked_cb);
}

static void
vouch_keyring_group_init (VouchKeyringGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_keyring_group_set_hub (VouchKeyringGroup *self,
                             VouchHub          *hub)
{
  g_return_if_fail (self->hub == NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "condition-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
vouch_keyring_group_note (VouchKeyringGroup *self,
                          const GError      *error)
{
  self->noted = STATE_GOOD;
  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (g_error_matches (error, VOUCH_SECRETS_ERROR, states[i].code))
        self->noted = states[i].state;
    }
  update (self);
}
