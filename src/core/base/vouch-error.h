/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchApiError:
 * @VOUCH_API_ERROR_NOT_SENT: provably nothing left us: send it later
 * @VOUCH_API_ERROR_OUTCOME_UNKNOWN: it may have happened: read again, look before an effect
 * @VOUCH_API_ERROR_THROTTLED: wait vouch_api_error_get_retry_after() seconds
 * @VOUCH_API_ERROR_UNAUTHORIZED: refresh once, then only the person can repair it
 * @VOUCH_API_ERROR_FORBIDDEN: somebody has to grant the right
 * @VOUCH_API_ERROR_NOT_FOUND: check path and dialect, or whether it is gone
 * @VOUCH_API_ERROR_CONFLICT: it is there already: find and adopt it
 * @VOUCH_API_ERROR_INVALID: repeating it is useless until the data change
 * @VOUCH_API_ERROR_UNSUPPORTED: not offered here: give the manual step
 * @VOUCH_API_ERROR_BAD_REPLY: the service broke its contract
 *
 * What a service did, named by the remedy (reliability.md §2.2). Only http/ decides the code.
 */
typedef enum
{
  VOUCH_API_ERROR_NOT_SENT,
  VOUCH_API_ERROR_OUTCOME_UNKNOWN,
  VOUCH_API_ERROR_THROTTLED,
  VOUCH_API_ERROR_UNAUTHORIZED,
  VOUCH_API_ERROR_FORBIDDEN,
  VOUCH_API_ERROR_NOT_FOUND,
  VOUCH_API_ERROR_CONFLICT,
  VOUCH_API_ERROR_INVALID,
  VOUCH_API_ERROR_UNSUPPORTED,
  VOUCH_API_ERROR_BAD_REPLY,
} VouchApiError;

#define VOUCH_API_ERROR (vouch_api_error_quark ())
GQuark      vouch_api_error_quark           (void);
GError     *vouch_api_error_new             (VouchApiError  code,
                                             guint          status,
                                             const char    *format,
                                             ...) G_GNUC_PRINTF (3, 4) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_api_error_code_to_string  (VouchApiError  code);
guint       vouch_api_error_get_status      (const GError  *error);
void        vouch_api_error_set_retry_after (GError        *error,
                                             gint64         seconds);
gint64      vouch_api_error_get_retry_after (const GError  *error);
void        vouch_api_error_set_detail      (GError        *error,
                                             const char    *detail);
const char *vouch_api_error_get_detail      (const GError  *error);
void        vouch_api_error_set_service_code (GError       *error,
                                              const char   *service_code);
const char *vouch_api_error_get_service_code (const GError *error);
void        vouch_api_error_set_service     (GError        *error,
                                             const char    *service);
const char *vouch_api_error_get_service     (const GError  *error);
void        vouch_api_error_set_field       (GError        *error,
                                             const char    *field);
const char *vouch_api_error_get_field       (const GError  *error);
void        vouch_api_error_set_date        (GError        *error,
                                             gint64         date);
gint64      vouch_api_error_get_date        (const GError  *error);
GError     *vouch_api_error_translate       (GError        *error,
                                             gboolean       started) G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchStoreError:
 * @VOUCH_STORE_ERROR_BUSY: another process holds it: another engine is running
 * @VOUCH_STORE_ERROR_FULL: the disk is full: make room
 * @VOUCH_STORE_ERROR_CORRUPT: set the file aside and rebuild
 * @VOUCH_STORE_ERROR_READ_ONLY: the folder cannot be written: mend the permissions
 * @VOUCH_STORE_ERROR_NEWER: a newer Vouch wrote it: use that one
 * @VOUCH_STORE_ERROR_STALE: a row moved since it was read: plan again
 * @VOUCH_STORE_ERROR_CONSTRAINT: a rule of the schema refused it: our own bug
 * @VOUCH_STORE_ERROR_NOT_FOUND: no such row
 * @VOUCH_STORE_ERROR_FAILED: reading or writing failed: try again
 */
typedef enum
{
  VOUCH_STORE_ERROR_BUSY,
  VOUCH_STORE_ERROR_FULL,
  VOUCH_STORE_ERROR_CORRUPT,
  VOUCH_STORE_ERROR_READ_ONLY,
  VOUCH_STORE_ERROR_NEWER,
  VOUCH_STORE_ERROR_STALE,
  VOUCH_STORE_ERROR_CONSTRAINT,
  VOUCH_STORE_ERROR_NOT_FOUND,
  VOUCH_STORE_ERROR_FAILED,
} VouchStoreError;

#define VOUCH_STORE_ERROR (vouch_store_error_quark ())
GQuark vouch_store_error_quark (void);

/**
 * VouchInputError:
 * @VOUCH_INPUT_ERROR_SYNTAX: it is not of the expected form; the message says where
 * @VOUCH_INPUT_ERROR_TYPE: a member has the wrong type
 * @VOUCH_INPUT_ERROR_RANGE: a value is outside what is allowed; the message names the range
 * @VOUCH_INPUT_ERROR_MISSING: something needed is not there
 * @VOUCH_INPUT_ERROR_UNKNOWN: a name that means nothing here
 * @VOUCH_INPUT_ERROR_DUPLICATE: it is there already
 *
 * What a person or a file gave us and cannot be taken. The message names what and where.
 */
typedef enum
{
  VOUCH_INPUT_ERROR_SYNTAX,
  VOUCH_INPUT_ERROR_TYPE,
  VOUCH_INPUT_ERROR_RANGE,
  VOUCH_INPUT_ERROR_MISSING,
  VOUCH_INPUT_ERROR_UNKNOWN,
  VOUCH_INPUT_ERROR_DUPLICATE,
} VouchInputError;

#define VOUCH_INPUT_ERROR (vouch_input_error_quark ())
GQuark vouch_input_error_quark (void);

/**
 * VouchAccountError:
 * @VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT: the grant is over: the person allows access again
 * @VOUCH_ACCOUNT_ERROR_CLIENT: the client id or secret is refused: mend the settings
 * @VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL: nothing to sign in with is stored
 * @VOUCH_ACCOUNT_ERROR_DENIED: the person or the service refused access
 * @VOUCH_ACCOUNT_ERROR_STATE: an answer that belongs to no running attempt: ignore it
 * @VOUCH_ACCOUNT_ERROR_EXPIRED: the attempt took too long: start again
 * @VOUCH_ACCOUNT_ERROR_OTHER_COMPANY: the credential belongs to another company: nothing is written
 * @VOUCH_ACCOUNT_ERROR_PORT: the address to listen on is taken: use another way in
 * @VOUCH_ACCOUNT_ERROR_SCOPE: a right is missing: grant it
 */
typedef enum
{
  VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT,
  VOUCH_ACCOUNT_ERROR_CLIENT,
  VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL,
  VOUCH_ACCOUNT_ERROR_DENIED,
  VOUCH_ACCOUNT_ERROR_STATE,
  VOUCH_ACCOUNT_ERROR_EXPIRED,
  VOUCH_ACCOUNT_ERROR_OTHER_COMPANY,
  VOUCH_ACCOUNT_ERROR_PORT,
  VOUCH_ACCOUNT_ERROR_SCOPE,
} VouchAccountError;

#define VOUCH_ACCOUNT_ERROR (vouch_account_error_quark ())
GQuark vouch_account_error_quark (void);

G_END_DECLS
