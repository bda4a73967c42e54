/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/connectors/vouch-colour-row.h"
#include "ui/connectors/vouch-connection-page.h"
#include "ui/connectors/vouch-keyring-group.h"
#include "ui/connectors/vouch-link-label.h"
#include "ui/connectors/vouch-scopes-group.h"
#include "ui/connectors/vouch-settings-group.h"
#include "ui/connectors/vouch-sign-in-panel.h"
#include "ui/widgets/vouch-switch-row.h"

G_BEGIN_DECLS

struct _VouchConnectionPage
{
  VouchPage parent_instance;

  GCancellable *cancellable;   /* (owned) */
  GCancellable *checking;      /* (owned) (nullable): ends the check under way */
  gboolean filling;            /* the widgets follow the store, not a person */
  gboolean ending;             /* it is being disconnected or removed */
  gint64 asked_id;             /* the connection that the question is about */

  VouchSwitchRow *on_row;
  VouchLinkLabel *link_label;
  GtkLabel *company_label;
  GtkWidget *facts_group;
  AdwActionRow *owner_row;
  AdwActionRow *since_row;
  AdwActionRow *way_row;
  AdwActionRow *token_row;
  AdwActionRow *read_row;
  AdwActionRow *written_row;
  GtkWidget *add_box;
  GtkButton *add_button;
  AdwPreferencesRow *ways_row;
  GtkWidget *again_row;
  GtkWidget *browser_row;
  GtkWidget *care_box;
  GtkLabel *check_label;
  VouchSignInPanel *panel;
  VouchKeyringGroup *keyring_group;
  VouchScopesGroup *scopes_group;
  VouchSettingsGroup *settings_group;
  AdwEntryRow *name_row;
  VouchColourRow *colour_row;
  GtkLabel *name_label;
  GtkWidget *practice_row;
  GtkWidget *disconnect_row;
};

/* (nullable) (transfer none) */
const VouchConnection *vouch_connection_page_get_connection  (VouchConnectionPage *self);
void                   vouch_connection_page_update          (VouchConnectionPage *self);
/* How it is connected, in vouch-connection-facts.c. */
void                   vouch_connection_page_show_facts      (VouchConnectionPage *self);
void                   vouch_connection_page_show_times      (VouchConnectionPage *self);
/* What ends it, in vouch-connection-end.c. */
void                   vouch_connection_page_install_ends    (GtkWidgetClass      *widget_class);

G_END_DECLS
