/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchPracticeError:
 * @VOUCH_PRACTICE_ERROR_MISSING: its program is not installed
 * @VOUCH_PRACTICE_ERROR_FAILED: it did not start, or said what nobody understands
 */
typedef enum
{
  VOUCH_PRACTICE_ERROR_MISSING,
  VOUCH_PRACTICE_ERROR_FAILED,
} VouchPracticeError;

#define VOUCH_PRACTICE_ERROR (vouch_practice_error_quark ())
GQuark vouch_practice_error_quark (void);

/**
 * VouchPracticeInfo:
 * @web_uri: consent page, control calls and the page on which a person plays
 * @api_uri: SmartRecruiters' API
 * @crosschq_uri: Crosschq's Partner API
 * @client_id, @client_secret, @api_key, @crosschq_key: open nothing but this company
 *
 * What the practice company says of itself. Strings are owned.
 */
typedef struct
{
  char *web_uri;
  char *api_uri;
  char *crosschq_uri;
  char *client_id;
  char *client_secret;
  char *api_key;
  char *crosschq_key;
} VouchPracticeInfo;

#define VOUCH_TYPE_PRACTICE (vouch_practice_get_type ())
G_DECLARE_FINAL_TYPE (VouchPractice, vouch_practice, VOUCH, PRACTICE, GObject)

/**
 * VouchPractice:
 *
 * The practice company as a child process that ends with this one. Its company is kept in the state
 * directory, so it is there tomorrow (architecture.md §5).
 *
 * Signal: ended: the process ended without having been stopped; what it told is no longer true.
 *
 * Errors: #VouchPracticeError.
 */
VouchPractice           *vouch_practice_new          (const char           *program,
                                                      const char           *data_dir,
                                                      const char *const    *redirect_uris)
  G_GNUC_WARN_UNUSED_RESULT;
void                     vouch_practice_start_async  (VouchPractice        *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean                 vouch_practice_start_finish (VouchPractice        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void                     vouch_practice_stop_async   (VouchPractice        *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean                 vouch_practice_stop_finish  (VouchPractice        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
const VouchPracticeInfo *vouch_practice_get_info     (VouchPractice        *self);
char                    *vouch_practice_find_program (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
