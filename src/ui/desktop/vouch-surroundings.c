/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/desktop/vouch-surroundings.h"

struct _VouchSurroundings
{
  GObject parent_instance;

  VouchHub *hub;               /* (owned) */
  GSettings *settings;         /* (owned) */
  GNetworkMonitor *network;    /* (owned) */
  GPowerProfileMonitor *power; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VouchSurroundings, vouch_surroundings, G_TYPE_OBJECT)

static VouchHubBlocker
find_blocker (VouchSurroundings *self)
{
  if (g_network_monitor_get_network_metered (self->network) &&
      !g_settings_get_boolean (self->settings, "sync-when-metered"))
    return VOUCH_HUB_BLOCKER_METERED;
  if (g_power_profile_monitor_get_power_saver_enabled (self->power) &&
      !g_settings_get_boolean (self->settings, "sync-when-saving-power"))
    return VOUCH_HUB_BLOCKER_POWER;

  return VOUCH_HUB_BLOCKER_NONE;
}

static void
update (VouchSurroundings *self)
{
  vouch_hub_set_blocker (self->hub, find_blocker (self));
}

static void
network_changed_cb (VouchSurroundings *self,
                    gboolean           available)
{
  if (available)
    vouch_hub_wake (self->hub);
}

static void
vouch_surroundings_dispose (GObject *object)
{
  VouchSurroundings *self = VOUCH_SURROUNDINGS (object);

  g_clear_object (&self->hub);
  g_clear_object (&self->settings);
  g_clear_object (&self->network);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (vouch_surroundings_parent_class)->dispose (object);
}

static void
vouch_surroundings_class_init (VouchSurroundingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_surroundings_dispose;
}

static void
vouch_surroundings_init (VouchSurroundings *self)
{
}

/**
 * vouch_surroundings_new:
 * @hub: who is told
 * @settings: which of it counts
 * @network: the system's monitor, or a test's
 * @power: the same for power
 *
 * Returns: (transfer full): at work for as long as it lives
 */
VouchSurroundings *
vouch_surroundings_new (VouchHub             *hub,
                        GSettings            *settings,
                        GNetworkMonitor      *network,
                        GPowerProfileMonitor *power)
{
  VouchSurroundings *self = g_object_new (VOUCH_TYPE_SURROUNDINGS, NULL);

  self->hub = g_object_ref (hub);
  self->settings = g_object_ref (settings);
  self->network = g_object_ref (network);
  self->power = g_object_ref (power);
  g_signal_connect_object (network, "notify::network-metered", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (power, "notify::power-saver-enabled", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::sync-when-metered", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::sync-when-saving-power", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}
