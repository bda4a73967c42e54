/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "setup/vouch-practice.h"
#include "vouch-context.h"

G_BEGIN_DECLS

/**
 * VouchCliExit: what the program ends with (product.md §7).
 */
typedef enum
{
  VOUCH_CLI_DONE = 0,
  VOUCH_CLI_FAILED = 1,
  VOUCH_CLI_USAGE = 2,
  VOUCH_CLI_ATTENTION = 3,
  VOUCH_CLI_BUSY = 4,
} VouchCliExit;

/**
 * VouchCliError:
 * @VOUCH_CLI_ERROR_USAGE: the command line is not understood
 * @VOUCH_CLI_ERROR_FAILED: it cannot be done as things are; the message is a sentence for the
 * person
 */
typedef enum
{
  VOUCH_CLI_ERROR_USAGE,
  VOUCH_CLI_ERROR_FAILED,
} VouchCliError;

#define VOUCH_CLI_ERROR (vouch_cli_error_quark ())
GQuark vouch_cli_error_quark (void);

/**
 * VouchCliMode:
 * @VOUCH_CLI_READ: the store only, beside a running engine
 * @VOUCH_CLI_WRITE: the store only, holding the lock
 * @VOUCH_CLI_WORK: with services: holds the lock, has the secrets, runs the practice company
 */
typedef enum
{
  VOUCH_CLI_READ,
  VOUCH_CLI_WRITE,
  VOUCH_CLI_WORK,
} VouchCliMode;

typedef struct _VouchCli VouchCli;

typedef gboolean (* VouchCliFunc) (VouchCli  *self,
                                   GError   **error);

/**
 * VouchCliCommand:
 * @name: one or two words
 * @arguments: (nullable): what follows them, for the help
 * @summary: what it does
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  VouchCliFunc run;
} VouchCliCommand;

/**
 * VouchCli:
 * @command: what is run
 * @args: (owned): the words that are no options, after vouch_cli_parse()
 * @n_args: how many
 * @connection_name: (owned) (nullable): --connection
 * @json: --json
 * @data_dir: (owned): --data-dir, or the usual one
 * @secret_fd: --secret-fd, or -1
 * @cancellable: cancelled by an interrupt
 * @context: (nullable): once opened
 * @memory: (nullable): secrets of this session only, where there is no keyring or they were given
 * @practice: (nullable): the practice company while it runs
 * @redirect_uris: (nullable) (unowned): what the practice company shall register
 * @connection: (nullable): what vouch_cli_choose() found
 * @attention: something waits for a person
 *
 * One run of the program.
 */
struct _VouchCli
{
  const VouchCliCommand *command;
  int argc;
  char **argv;
  char **args;
  int n_args;
  char *connection_name;
  gboolean json;
  char *data_dir;
  int secret_fd;
  GCancellable *cancellable;
  VouchContext *context;
  VouchSecrets *memory;
  VouchPractice *practice;
  const char *const *redirect_uris;
  VouchConnection *connection;
  gboolean attention;
};

gboolean vouch_cli_parse          (VouchCli             *self,
                                   const GOptionEntry   *entries,
                                   int                   min_args,
                                   int                   max_args,
                                   GError              **error);
gboolean vouch_cli_has_store      (VouchCli             *self);
gboolean vouch_cli_open           (VouchCli             *self,
                                   VouchCliMode          mode,
                                   GError              **error);
gboolean vouch_cli_choose         (VouchCli             *self,
                                   GError              **error);
gboolean vouch_cli_work           (VouchCli             *self,
                                   GError              **error);
gboolean vouch_cli_start_practice (VouchCli             *self,
                                   GError              **error);
gboolean vouch_cli_require_on     (VouchCli             *self,
                                   GError              **error);
void     vouch_cli_close          (VouchCli             *self);
int      vouch_cli_exit_for       (const GError         *error);

VouchSession *vouch_cli_get_session (VouchCli           *self);
gint64        vouch_cli_get_now     (VouchCli           *self);

G_END_DECLS
