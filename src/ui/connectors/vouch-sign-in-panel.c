/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "sync/vouch-problem.h"
#include "text/vouch-text.h"
#include "ui/connectors/vouch-attempt.h"
#include "ui/connectors/vouch-sign-in-panel.h"
#include "ui/widgets/vouch-dialogs.h"

struct _VouchSignInPanel
{
  AdwPreferencesGroup parent_instance;

  VouchHub *hub;               /* (owned) (nullable) */
  VouchAttempt *attempt;       /* (owned) (nullable): under way */
  GCancellable *cancellable;   /* (owned) (nullable): ends the attempt */
  GSignalGroup *flow_signals;  /* (owned) */
  VouchConnection *wanted;     /* (owned) (nullable): of the last attempt that failed */

  GtkLabel *sentence_label;
  GtkLabel *hint_label;
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkButton *end_button;
  GtkWidget *browser_row;
  GtkWidget *link_row;
  AdwEntryRow *paste_row;
  GtkLabel *paste_label;
};

typedef enum { PROP_BUSY = 1, N_PROPS } VouchSignInPanelProperty;
enum { CONNECTED, MISSING, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchSignInPanel, vouch_sign_in_panel, ADW_TYPE_PREFERENCES_GROUP)

/* What is shown. */

static void
say (VouchSignInPanel *self,
     const char       *sentence,
     const char       *hint) /* (nullable) */
{
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL);
}

static void
say_waiting (VouchSignInPanel *self,
             VouchConnectFlow *flow)
{
  const GError *trouble = vouch_connect_flow_get_trouble (flow);

  if (trouble != NULL)
    {
      g_autofree char *sentence = vouch_text_from_error (trouble);

      say (self, sentence, _("Nothing is lost: go on in your browser."));
    }
  else if (vouch_connect_flow_get_uri (flow) == NULL)
    say (self, _("Getting ready…"), _("If the keyring asks for its password, enter it there."));
  else if (vouch_connect_flow_get_in_window (flow))
    say (self, _("Waiting for you to allow access in the window that has opened."), NULL);
  else
    say (self, _("Waiting for you to allow access in your browser."),
         _("This page goes on by itself when you have done that."));
}

static void
say_state (VouchSignInPanel *self,
           VouchConnectFlow *flow)
{
  switch (vouch_connect_flow_get_state (flow))
    {
    case VOUCH_CONNECT_STATE_WAITING:
      say_waiting (self, flow);
      break;
    case VOUCH_CONNECT_STATE_EXCHANGING:
      say (self, _("SmartRecruiters is asked for access…"), NULL);
      break;
    case VOUCH_CONNECT_STATE_CHECKING:
      say (self, _("Checking the connection…"), NULL);
      break;
    case VOUCH_CONNECT_STATE_IDLE:
    case VOUCH_CONNECT_STATE_DONE:
    case VOUCH_CONNECT_STATE_FAILED:
    default:
      break;
    }
}

static void
update_ways (VouchSignInPanel *self,
             VouchConnectFlow *flow) /* (nullable) */
{
  gboolean waits = flow != NULL &&
                   vouch_connect_flow_get_state (flow) == VOUCH_CONNECT_STATE_WAITING &&
                   vouch_connect_flow_get_uri (flow) != NULL;
  gboolean in_window = waits && vouch_connect_flow_get_in_window (flow);
  gboolean trouble = waits && vouch_connect_flow_get_trouble (flow) != NULL;

  gtk_widget_set_visible (self->browser_row, in_window || trouble);
  gtk_widget_set_visible (self->link_row, waits && !in_window && !trouble);
  gtk_widget_set_visible (GTK_WIDGET (self->paste_row), waits && !in_window && !trouble);
  if (!waits)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
      gtk_widget_set_visible (GTK_WIDGET (self->paste_label), FALSE);
    }
}

static void
flow_changed_cb (VouchSignInPanel *self)
{
  VouchConnectFlow *flow = vouch_attempt_get_flow (self->attempt);

  say_state (self, flow);
  update_ways (self, flow);
}

static void
show_busy (VouchSignInPanel *self,
           gboolean          busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !busy);
  gtk_button_set_label (self->end_button, busy ? _("_Cancel") : _("C_lose"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* The attempt. */

static void
opened_cb (VouchSignInPanel *self,
           const char       *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *hosts[2] = { parsed != NULL ? g_uri_get_host (parsed) : NULL, NULL };

  /* Our own address on the connection's host; the check is for the scheme. */
  vouch_open_uri (GTK_WIDGET (self), uri, hosts);
}

static void
flow_made_cb (VouchSignInPanel *self,
              GParamSpec       *pspec,
              VouchAttempt     *attempt)
{
  VouchConnectFlow *flow = vouch_attempt_get_flow (attempt);

  /* One that was given up goes to its end by itself. */
  if (attempt != self->attempt)
    return;

  g_signal_group_set_target (self->flow_signals, flow);
  flow_changed_cb (self);
}

static char *
dup_refusal (const GError *error)
{
  if (g_error_matches (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE))
    return g_strdup (_("Another connection leads to this company already, or has its name."));

  return vouch_text_from_error (error);
}

static const char *
get_service (VouchConnectMethod method)
{
  return method == VOUCH_CONNECT_CROSSCHQ ? "crosschq" : "ats";
}

static void
show_failure (VouchSignInPanel   *self,
              VouchConnectMethod  method,
              const GError       *error)
{
  g_autofree char *sentence = dup_refusal (error);
  g_autoptr(VouchReason) reason = NULL;
  g_autoptr(VouchText) text = NULL;

  if (error->domain == VOUCH_API_ERROR || error->domain == VOUCH_ACCOUNT_ERROR ||
      error->domain == VOUCH_SECRETS_ERROR)
    {
      reason = vouch_problem_from_error (error, get_service (method));
      text = vouch_text_for_reason (reason);
    }
  say (self, text != NULL ? text->sentence : sentence, text != NULL ? text->fix : NULL);
}

static void
show_provider_failure (VouchSignInPanel *self,
                       const GError     *error)
{
  g_autofree char *detail = vouch_text_from_error (error);

  say (self, _("The file with your company’s settings for Vouch cannot be used. Whoever set up "
               "this computer has to mend it."), detail);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  VouchAttempt *attempt = VOUCH_ATTEMPT (object);
  VouchConnectMethod method = vouch_attempt_get_method (attempt);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchConnection) connection = vouch_attempt_run_finish (attempt, result, &error);
  g_autoptr(VouchAttempt) owned = NULL;
  VouchSignInPanel *self;

  /* Cancelled means disposed, or given up: nobody waits for it any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_SIGN_IN_PANEL (user_data);
  owned = g_steal_pointer (&self->attempt);
  g_signal_group_set_target (self->flow_signals, NULL);
  update_ways (self, NULL);
  show_busy (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (connection != NULL)
    {
      VouchConnectFlow *flow = vouch_attempt_get_flow (attempt);

      g_signal_emit (self, signals[CONNECTED], 0, connection,
                     vouch_connect_flow_get_n_surveys (flow));
      return;
    }
  self->wanted = vouch_connection_copy (vouch_attempt_get_wanted (attempt));
  if (vouch_attempt_get_incomplete (attempt))
    {
      g_signal_emit (self, signals[MISSING], 0, method);
      return;
    }

  if (vouch_attempt_get_provider_failed (attempt))
    show_provider_failure (self, error);
  else
    show_failure (self, method, error);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_signal_emit (self, signals[FAILED], 0, method, error);
}

/* What the person does. */

static void
end_clicked_cb (VouchSignInPanel *self)
{
  if (self->attempt != NULL)
    vouch_sign_in_panel_cancel (self);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
browser_clicked_cb (VouchSignInPanel *self)
{
  VouchConnectFlow *flow = self->attempt != NULL ? vouch_attempt_get_flow (self->attempt) : NULL;
  g_autoptr(GError) error = NULL;

  if (flow == NULL || vouch_connect_flow_switch_to_browser (flow, &error))
    return;

  show_failure (self, VOUCH_CONNECT_BROWSER, error);
}

static void
copy_clicked_cb (VouchSignInPanel *self)
{
  VouchConnectFlow *flow = self->attempt != NULL ? vouch_attempt_get_flow (self->attempt) : NULL;

  if (flow != NULL && vouch_connect_flow_get_uri (flow) != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            vouch_connect_flow_get_uri (flow));
}

static void
pasted_cb (VouchSignInPanel *self)
{
  VouchConnectFlow *flow = self->attempt != NULL ? vouch_attempt_get_flow (self->attempt) : NULL;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->paste_row)));
  g_autoptr(GError) error = NULL;

  if (flow == NULL)
    return;

  /* The address opens the account until it is used: it does not stay on the screen. */
  gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
  if (!vouch_connect_flow_take_text (flow, g_strstrip (text), &error))
    {
      gtk_label_set_label (self->paste_label,
                           _("This is not the address that the browser ends at after access was "
                             "allowed. Copy it from the browser’s address bar as a whole."));
      gtk_widget_set_visible (GTK_WIDGET (self->paste_label), TRUE);
    }
}

static void
vouch_sign_in_panel_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((VouchSignInPanelProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, vouch_sign_in_panel_get_busy (VOUCH_SIGN_IN_PANEL (object)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_sign_in_panel_dispose (GObject *object)
{
  VouchSignInPanel *self = VOUCH_SIGN_IN_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flow_signals);
  g_clear_object (&self->attempt);
  g_clear_object (&self->hub);
  g_clear_pointer (&self->wanted, vouch_connection_free);

  G_OBJECT_CLASS (vouch_sign_in_panel_parent_class)->dispose (object);
}

static void
install_signals (GObjectClass *object_class)
{
  GType type = G_TYPE_FROM_CLASS (object_class);

  signals[CONNECTED] = g_signal_new ("connected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
  signals[MISSING] = g_signal_new ("missing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-sign-in-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, icon);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, end_button);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, browser_row);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, link_row);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, paste_row);
  gtk_widget_class_bind_template_child (widget_class, VouchSignInPanel, paste_label);
  gtk_widget_class_bind_template_callback (widget_class, end_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pasted_cb);
}

static void
vouch_sign_in_panel_class_init (VouchSignInPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_sign_in_panel_get_property;
  object_class->dispose = vouch_sign_in_panel_dispose;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (object_class);
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
vouch_sign_in_panel_init (VouchSignInPanel *self)
{
  static const char *const notes[] = { "notify::state", "notify::uri", "notify::in-window",
                                       "notify::trouble" };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->flow_signals = g_signal_group_new (VOUCH_TYPE_CONNECT_FLOW);
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_group_connect_swapped (self->flow_signals, notes[i], G_CALLBACK (flow_changed_cb),
                                    self);
  g_signal_group_connect_swapped (self->flow_signals, "open-uri", G_CALLBACK (opened_cb), self);
}

void
vouch_sign_in_panel_set_hub (VouchSignInPanel *self,
                             VouchHub         *hub)
{
  g_set_object (&self->hub, hub);
}

/**
 * vouch_sign_in_panel_begin:
 * @self: a panel
 * @method: which way in
 * @wanted: the connection as it shall be stored
 * @secret: (nullable): what the person gave
 *
 * Begins an attempt; one that is under way is given up.
 */
void
vouch_sign_in_panel_begin (VouchSignInPanel      *self,
                           VouchConnectMethod     method,
                           const VouchConnection *wanted,
                           const char            *secret)
{
  g_return_if_fail (VOUCH_IS_SIGN_IN_PANEL (self));

  vouch_sign_in_panel_cancel (self);
  g_clear_pointer (&self->wanted, vouch_connection_free);
  self->cancellable = g_cancellable_new ();
  self->attempt = vouch_attempt_new (self->hub, method, wanted, secret);
  g_signal_connect_object (self->attempt, "notify::flow", G_CALLBACK (flow_made_cb), self,
                           G_CONNECT_SWAPPED);
  say (self, _("Getting ready…"), NULL);
  update_ways (self, NULL);
  show_busy (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  vouch_attempt_run_async (self->attempt, self->cancellable, ran_cb, self);
}

void
vouch_sign_in_panel_cancel (VouchSignInPanel *self)
{
  g_return_if_fail (VOUCH_IS_SIGN_IN_PANEL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_group_set_target (self->flow_signals, NULL);
  g_clear_object (&self->attempt);
  update_ways (self, NULL);
  show_busy (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
vouch_sign_in_panel_get_busy (VouchSignInPanel *self)
{
  g_return_val_if_fail (VOUCH_IS_SIGN_IN_PANEL (self), FALSE);

  return self->attempt != NULL;
}

const VouchConnection *
vouch_sign_in_panel_get_wanted (VouchSignInPanel *self)
{
  return self->wanted;
}

const char *
vouch_sign_in_panel_get_sentence (VouchSignInPanel *self)
{
  return gtk_label_get_label (self->sentence_label);
}
