/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * UiFixture:
 * @reader: (nullable): what reads the store, for a test that looks at it; set before
 *   ui_fixture_set_up(), which takes a reference of its own
 * @hub: open, with a store in a folder of its own; no service is reached
 * @transport: (nullable): set before ui_fixture_set_up(), it answers instead of the network
 * @secrets: where the secrets are kept: in memory, unless set before ui_fixture_set_up()
 * @window: (nullable): an empty window for a widget, made by ui_fixture_show()
 *
 * What a test of a page begins with.
 */
typedef struct
{
  VouchExecutor *reader;
  char *folder;
  VouchHub *hub;
  VouchTransport *transport;
  VouchSecrets *secrets;
  GtkWidget *window;
} UiFixture;

/* For g_test_init() and GTK, with what GtkBuilder has to know. */
void       ui_test_init        (int               *argc,
                                char            ***argv);
void       ui_fixture_set_up   (UiFixture         *self,
                                gconstpointer      data);
void       ui_fixture_tear_down (UiFixture        *self,
                                 gconstpointer     data);
/* One transaction, waited for. */
void       ui_fixture_write    (UiFixture         *self,
                                VouchStoreFunc     func,
                                gpointer           data);
/* A connection in the store that is set up on both sides and off; the hub shows it. Returns its
 * id. */
gint64     ui_fixture_connect  (UiFixture         *self,
                                const char        *name);
/* Puts a widget into a window of that size and waits until it is drawn. A page is put into what a
 * page stands in. */
void       ui_fixture_show     (UiFixture         *self,
                                GtkWidget         *widget,
                                int                width,
                                int                height);
/* The first visible descendant that shows @text as a label; NULL when there is none. */
GtkWidget *ui_find_text        (GtkWidget         *root,
                                const char        *text);
/* The first descendant of that type; NULL when there is none. */
GtkWidget *ui_find_type        (GtkWidget         *root,
                                GType              type);

/* Runs the main loop until the condition holds; Meson's timeout is the deadline. */
#define ui_wait_for(condition) \
  G_STMT_START \
    { \
      while (!(condition)) \
        g_main_context_iteration (NULL, TRUE); \
    } \
  G_STMT_END

G_END_DECLS
