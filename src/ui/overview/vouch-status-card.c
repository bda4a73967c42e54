/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-time.h"
#include "ui/overview/vouch-status-card.h"
#include "ui/vouch-condition.h"

/* Seconds after which "3 minutes ago" may be wrong. */
#define PERIOD 20

struct _VouchStatusCard
{
  AdwBin parent_instance;

  VouchHub *hub;   /* (owned) (nullable) */
  guint timer;     /* while it is seen, or 0 */
  const char *style; /* (nullable): class of the icon */

  GtkImage *icon;
  GtkLabel *sentence_label;
  GtkLabel *sync_label;
};

typedef enum { PROP_HUB = 1, N_PROPS } VouchStatusCardProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchStatusCard, vouch_status_card, ADW_TYPE_BIN)

/**
 * Look:
 *
 * How a condition is told; by VouchCondition. No sentence: it is told as working.
 */
typedef struct
{
  const char *sentence;
  const char *icon_name;
  const char *style;
} Look;

static const Look looks[] = {
  [VOUCH_CONDITION_VIEWER] = { N_("Another Vouch does the work."), "dialog-information-symbolic",
                               "accent" },
  [VOUCH_CONDITION_STORE] = { N_("Vouch cannot use its records."), "dialog-error-symbolic",
                              "error" },
  [VOUCH_CONDITION_LOCKED] = { N_("The keyring has to be unlocked."), "dialog-warning-symbolic",
                               "warning" },
  [VOUCH_CONDITION_ABSENT] = { N_("SmartRecruiters has to be connected again."),
                               "dialog-error-symbolic", "error" },
  [VOUCH_CONDITION_KEYRING] = { N_("The keyring cannot be used."), "dialog-error-symbolic",
                                "error" },
  [VOUCH_CONDITION_RECONNECT] = { N_("SmartRecruiters has to be connected again."),
                                  "dialog-error-symbolic", "error" },
  [VOUCH_CONDITION_ACCESS] = { N_("A service refuses access."), "dialog-error-symbolic", "error" },
  [VOUCH_CONDITION_REBUILD] = { N_("Sending waits for you to look at the rebuilt records."),
                                "dialog-warning-symbolic", "warning" },
  [VOUCH_CONDITION_PAUSED] = { N_("Sending is paused."), "media-playback-pause-symbolic",
                               "warning" },
  [VOUCH_CONDITION_OBSERVING] = { N_("This computer looks on, another one sends."),
                                  "dialog-information-symbolic", "accent" },
  [VOUCH_CONDITION_CLOCK] = { N_("It works, but this computer’s clock is off."),
                              "dialog-warning-symbolic", "warning" },
  [VOUCH_CONDITION_OFFLINE] = { N_("The services cannot be reached at the moment."),
                                "dialog-warning-symbolic", "warning" },
  [VOUCH_CONDITION_METERED] = { N_("Syncing waits for a network that is not metered."),
                                "dialog-information-symbolic", "accent" },
  [VOUCH_CONDITION_POWER] = { N_("Syncing waits while the computer saves power."),
                              "dialog-information-symbolic", "accent" },
  [VOUCH_CONDITION_PROBLEM] = { N_("The last sync ran into a problem."),
                                "dialog-warning-symbolic", "warning" },
  [VOUCH_CONDITION_PRACTICE] = { NULL, NULL, NULL },
};

static const Look off = { N_("The connection is turned off."), "media-playback-stop-symbolic",
                          "dim-label" };
static const Look unconnected = { N_("The connection is not complete yet."),
                                  "dialog-information-symbolic", "accent" };
static const Look well = { N_("Everything works."), "vouch-complete-symbolic", "success" };

static const Look *
find_look (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  VouchCondition condition = vouch_condition_find (hub);

  if (current == NULL)
    return &unconnected;
  if (condition < G_N_ELEMENTS (looks) && looks[condition].sentence != NULL)
    return &looks[condition];
  if (!vouch_connection_item_get (current)->on)
    return &off;

  return vouch_connection_item_is_complete (current) ? &well : &unconnected;
}

static char *
dup_sentence (const Look *look,
              VouchHub   *hub)
{
  guint n = vouch_hub_get_attention (hub);

  if (look != &well || n == 0)
    return g_strdup (_(look->sentence));

  return g_strdup_printf (ngettext ("Everything works; %u thing needs your attention.",
                                    "Everything works; %u things need your attention.", n), n);
}

static char *
dup_next (VouchHub *hub,
          gint64    now)
{
  gint64 next = vouch_hub_get_next_sync (hub);
  g_autofree char *when = NULL;

  if (vouch_hub_get_syncing (hub))
    return g_strdup (_("Syncing now."));
  if (next == 0)
    return NULL;

  when = vouch_text_dup_relative (MAX (next, now + 1), now);
  /* Translators: when the next sync is: "in 3 minutes". */
  return g_strdup_printf (_("Next %s."), when);
}

static char *
dup_sync (VouchHub *hub)
{
  gint64 now = vouch_hub_get_wall (hub);
  gint64 last = vouch_hub_get_last_sync (hub);
  g_autofree char *next = dup_next (hub, now);
  g_autofree char *when = NULL;
  g_autofree char *ago = NULL;

  if (vouch_condition_is_blind (vouch_condition_find (hub), hub))
    return g_strdup (_("Nothing is synced until then."));
  if (last == 0)
    return next != NULL ? g_steal_pointer (&next) : g_strdup (_("Not synced yet."));

  when = vouch_text_dup_relative (last, now);
  /* Translators: when the last sync was: "3 minutes ago". */
  ago = g_strdup_printf (_("Last synced %s."), when);
  if (next == NULL)
    return g_steal_pointer (&ago);

  /* Translators: when the last sync was, then when the next one is; both are sentences. */
  return g_strdup_printf (C_("sync", "%s %s"), ago, next);
}

static void
update (VouchStatusCard *self)
{
  const Look *look = find_look (self->hub);
  g_autofree char *sentence = dup_sentence (look, self->hub);
  g_autofree char *sync = dup_sync (self->hub);

  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), look->icon_name) != 0)
    gtk_image_set_from_icon_name (self->icon, look->icon_name);
  if (self->style != look->style)
    {
      if (self->style != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style);
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), look->style);
      self->style = look->style;
    }
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->sync_label, sync);
}

static gboolean
timer_cb (gpointer user_data)
{
  update (VOUCH_STATUS_CARD (user_data));
  return G_SOURCE_CONTINUE;
}

static void
vouch_status_card_map (GtkWidget *widget)
{
  VouchStatusCard *self = VOUCH_STATUS_CARD (widget);

  GTK_WIDGET_CLASS (vouch_status_card_parent_class)->map (widget);

  if (self->hub == NULL)
    return;

  update (self);
  self->timer = g_timeout_add_seconds (PERIOD, timer_cb, self);
}

static void
vouch_status_card_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VOUCH_STATUS_CARD (widget)->timer, g_source_remove);

  GTK_WIDGET_CLASS (vouch_status_card_parent_class)->unmap (widget);
}

static void
vouch_status_card_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((VouchStatusCardProperty) prop_id)
    {
    case PROP_HUB:
      g_value_set_object (value, VOUCH_STATUS_CARD (object)->hub);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_status_card_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((VouchStatusCardProperty) prop_id)
    {
    case PROP_HUB:
      vouch_status_card_set_hub (VOUCH_STATUS_CARD (object), g_value_get_object (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_status_card_dispose (GObject *object)
{
  VouchStatusCard *self = VOUCH_STATUS_CARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_status_card_parent_class)->dispose (object);
}

static void
vouch_status_card_class_init (VouchStatusCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_status_card_dispose;
  object_class->get_property = vouch_status_card_get_property;
  object_class->set_property = vouch_status_card_set_property;

  widget_class->map = vouch_status_card_map;
  widget_class->unmap = vouch_status_card_unmap;

  properties[PROP_HUB] = g_param_spec_object ("hub", NULL, NULL, VOUCH_TYPE_HUB,
                                              (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                               G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-status-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchStatusCard, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchStatusCard, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, VouchStatusCard, sync_label);
}

static void
vouch_status_card_init (VouchStatusCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_status_card_set_hub (VouchStatusCard *self,
                           VouchHub        *hub)
{
  static const char *const signals[] = {
    "condition-changed", "notify::state", "notify::current", "notify::syncing",
    "notify::attention", "notify::last-sync", "notify::next-sync",
  };

  g_return_if_fail (VOUCH_IS_STATUS_CARD (self));
  g_return_if_fail (self->hub == NULL);

  if (hub == NULL)
    return;

  self->hub = g_object_ref (hub);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (hub, signals[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HUB]);
}
