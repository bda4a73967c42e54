/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Everything that newer GTK and libadwaita have better classes for stands in this one file:
 * alerts, file choosers, opening an address. */

/**
 * vouch_confirm_async:
 * @parent: a widget in the window that asks
 * @heading: the question
 * @body: (nullable): what will happen, with counts
 * @action: label of the button that does it: a verb
 * @destructive: it cannot be undone
 * @cancellable: (nullable): a #GCancellable; closes the dialog
 * @callback: (scope async): called once the person has answered
 * @user_data: data for @callback
 *
 * Asks before something that cannot be undone. Escape and *Cancel* mean no.
 */
void     vouch_confirm_async     (GtkWidget            *parent,
                                  const char           *heading,
                                  const char           *body,
                                  const char           *action,
                                  gboolean              destructive,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/* Whether the person wants it; fails only with %G_IO_ERROR_CANCELLED. */
gboolean vouch_confirm_finish    (GAsyncResult         *result,
                                  GError              **error);
/**
 * VouchAnswer:
 *
 * What was chosen of two ways on, or neither.
 */
typedef enum
{
  VOUCH_ANSWER_CANCEL,
  VOUCH_ANSWER_FIRST,
  VOUCH_ANSWER_SECOND,
} VouchAnswer;

/* As vouch_confirm_async(), with two ways on beside *Cancel*; @second is the suggested one. */
void     vouch_ask_async         (GtkWidget            *parent,
                                  const char           *heading,
                                  const char           *body,
                                  const char           *first,
                                  const char           *second,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/* %VOUCH_ANSWER_CANCEL with an error only when it was cancelled. */
VouchAnswer vouch_ask_finish     (GAsyncResult         *result,
                                  GError              **error);
/* A sentence that has to be seen, with one button. */
void     vouch_tell              (GtkWidget            *parent,
                                  const char           *heading,
                                  const char           *body);
/**
 * vouch_choose_file_async:
 * @parent: a widget in the window that asks
 * @title: of the dialog
 * @action: a %GtkFileChooserAction
 * @name: (nullable): suggested name when saving
 * @mime_type: (nullable): limits what is shown
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once the person has chosen
 * @user_data: data for @callback
 */
void     vouch_choose_file_async (GtkWidget            *parent,
                                  const char           *title,
                                  GtkFileChooserAction  action,
                                  const char           *name,
                                  const char           *mime_type,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/* Returns: (transfer full) (nullable): the file; %NULL without an error when the person chose
 * none */
GFile   *vouch_choose_file_finish (GAsyncResult        *result,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens @uri, which Vouch knows by itself, in the program of this computer that takes it; where
 * none does, the person can copy it. @parent is in a window. */
void     vouch_show_uri          (GtkWidget            *parent,
                                  const char           *uri);
/* Opens an address that Vouch made itself or got from a service: https on the hosts of the
 * connection, or loopback for the practice company; anything else is refused (reliability.md
 * S17). @hosts (array zero-terminated=1) are the allowed ones. Returns whether it was opened. */
gboolean vouch_open_uri          (GtkWidget            *parent,
                                  const char           *uri,
                                  const char *const    *hosts);

G_END_DECLS
